"""One host, or up to four side by side: own data, posts, choices, opinions, what the latest plan gave."""

import streamlit as st

from matcher.plans import Plan
from matcher.plans.store.records import PlanRecord, StoredPools
from matcher.pools import Enterprise
from matcher.ui.context import Context
from matcher.ui.pool_view.browsing import list_own_hosts
from matcher.ui.profiles.choosing import choose_ids, load_chosen_pools
from matcher.ui.profiles.sections import (
    find_plan,
    list_causes,
    list_choices,
    list_data,
    list_matches,
    list_opinions,
    list_posts,
    list_terms,
)
from matcher.ui.profiles.sheet import Profile, draw_data, draw_profile, offer_sheet
from matcher.ui.profiles.unmasking import draw_unmasking


def show(context: Context) -> None:
    """Show the hosts the address names; an account of one committee sees its own only."""
    st.title(context.say("title"))
    stored = load_chosen_pools(context)
    if stored is None:
        return
    pools = stored.pools
    own = list_own_hosts(context, pools)
    known = {host.id: host.name for host in pools.enterprises}
    ids = choose_ids(context, known, known if own is None else own)
    if not ids:
        st.write(context.say("choose-first"))
        context.link("pools", context.say("open-pools"), view="enterprises")
        return
    found = find_plan(context)
    hosts = [pools.enterprises[pools.enterprise_index[each]] for each in ids]
    profiles = [make_profile(context, stored, host, found) for host in hosts]
    offer_sheet(context, profiles)
    draw_data(profiles)
    for box, host, profile in zip(st.columns(len(hosts), gap="medium"), hosts, profiles, strict=True):
        with box:
            draw_profile(context, profile)
            draw_unmasking(context, stored, host)


def make_profile(
    context: Context, stored: StoredPools, host: Enterprise, found: tuple[PlanRecord, Plan] | None
) -> Profile:
    """Return what the page says of one host."""
    pools = stored.pools
    people = {person.id: f"{person.name}（{person.id}）" for person in pools.candidates}
    said = [each for each in pools.choices if each.enterprise == host.id]
    sections = [
        list_posts(context, stored, [post for post in pools.posts if post.enterprise == host.id]),
        list_choices(
            context,
            context.say("own-choices"),
            [each for each in said if each.side == "enterprise"],
            lambda each: people[each.candidate],
        ),
        list_choices(
            context,
            context.say("chosen-by"),
            [each for each in said if each.side == "candidate"],
            lambda each: people[each.candidate],
        ),
        list_opinions(
            context,
            [each for each in pools.opinions if each.enterprise == host.id],
            lambda each: people[each.candidate],
        ),
        list_terms(
            context,
            [each for each in pools.incumbents if each.enterprise == host.id],
            lambda each: people[each.candidate],
        ),
    ]
    data = list_data(context, stored, "enterprises", host)
    links = {}
    if found is not None:
        matches = [each for each in found[1].matches if each.enterprise_id == host.id]
        section = list_matches(context, found, matches, names_host=False)
        sections.append(section)
        causes = [each.cause for each in found[1].uncovered if each.enterprise_id == host.id]
        if causes:
            sections.append(list_causes(context, causes))
        links[section.title] = [context.address("candidate", ids=each.candidate_id) for each in matches]
    return Profile(host.id, f"{host.name}（{host.id}）", data, tuple(sections), links)
