"""One host, or up to four side by side: own data, posts, choices, opinions, what the latest plan gave."""

import streamlit as st

from matcher.plans import Plan
from matcher.plans.store.records import PlanRecord, StoredPools
from matcher.pools import Choice, Enterprise, Incumbent, Opinion
from matcher.ui.catalogues import recall_called
from matcher.ui.context import Context
from matcher.ui.profiles.choosing import choose_ids, load_chosen_pools
from matcher.ui.profiles.gathering import (
    find_choices,
    find_matches,
    find_opinions,
    find_posts,
    find_terms,
    find_uncovered,
)
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
    ids = choose_ids(context, recall_called(context, stored.record.id, pools, "enterprises"))
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

    def call(part: Choice | Opinion | Incumbent) -> str:
        return f"{pools.candidates[pools.candidate_index[part.candidate]].name}（{part.candidate}）"

    said = find_choices(context, stored, "enterprise", host.id)
    own_choices = [each for each in said if each.side == "enterprise"]
    others = [each for each in said if each.side == "candidate"]
    sections = [
        list_posts(context, stored, find_posts(context, stored, host.id)),
        list_choices(context, context.say("own-choices"), own_choices, call),
        list_choices(context, context.say("chosen-by"), others, call),
        list_opinions(context, find_opinions(context, stored, "enterprise", host.id), call),
        list_terms(context, find_terms(context, stored, "enterprise", host.id), call),
    ]
    data = list_data(context, stored, "enterprises", host)
    links = {}
    if found is not None:
        number, plan = found[0].id, found[1]
        matches = find_matches(context, number, plan, "enterprise", host.id)
        section = list_matches(context, found, matches, names_host=False)
        sections.append(section)
        causes = [each.cause for each in find_uncovered(context, number, plan, host.id)]
        if causes:
            sections.append(list_causes(context, causes))
        links[section.title] = [context.address("candidate", ids=each.candidate_id) for each in matches]
    return Profile(host.id, f"{host.name}（{host.id}）", data, tuple(sections), links)
