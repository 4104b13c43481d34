"""One person, or up to four side by side: own data, choices, opinions, what the latest plan gave."""

import streamlit as st

from matcher.plans import Plan
from matcher.plans.store.records import PlanRecord, StoredPools
from matcher.pools import Candidate
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
    list_terms,
)
from matcher.ui.profiles.sheet import Profile, draw_data, draw_profile, offer_sheet
from matcher.ui.profiles.unmasking import draw_unmasking


def show(context: Context) -> None:
    """Show the people the address names."""
    st.title(context.say("title"))
    stored = load_chosen_pools(context)
    if stored is None:
        return
    pools = stored.pools
    ids = choose_ids(context, {person.id: person.name for person in pools.candidates}, pools.candidate_index)
    if not ids:
        st.write(context.say("choose-first"))
        context.link("pools", context.say("open-pools"), view="candidates")
        return
    found = find_plan(context)
    people = [pools.candidates[pools.candidate_index[each]] for each in ids]
    profiles = [make_profile(context, stored, person, found) for person in people]
    offer_sheet(context, profiles)
    draw_data(profiles)
    for box, person, profile in zip(st.columns(len(people), gap="medium"), people, profiles, strict=True):
        with box:
            draw_profile(context, profile)
            draw_unmasking(context, stored, person)


def make_profile(
    context: Context, stored: StoredPools, person: Candidate, found: tuple[PlanRecord, Plan] | None
) -> Profile:
    """Return what the page says of one person; an account of one committee sees its own hosts only."""
    pools = stored.pools
    own = list_own_hosts(context, pools)
    hosts = {host.id: host.name for host in pools.enterprises if own is None or host.id in own}
    said = [each for each in pools.choices if each.candidate == person.id and each.enterprise in hosts]
    sections = [
        list_choices(
            context,
            context.say("own-choices"),
            [each for each in said if each.side == "candidate"],
            lambda each: hosts[each.enterprise],
        ),
        list_choices(
            context,
            context.say("chosen-by"),
            [each for each in said if each.side == "enterprise"],
            lambda each: hosts[each.enterprise],
        ),
        list_opinions(
            context,
            [each for each in pools.opinions if each.candidate == person.id and each.enterprise in hosts],
            lambda each: hosts[each.enterprise],
        ),
        list_terms(
            context,
            [each for each in pools.incumbents if each.candidate == person.id and each.enterprise in hosts],
            lambda each: hosts[each.enterprise],
        ),
    ]
    data = list_data(context, stored, "candidates", person)
    links = {}
    if found is not None:
        matches = [each for each in found[1].matches if each.candidate_id == person.id and each.enterprise_id in hosts]
        section = list_matches(context, found, matches, names_host=True)
        sections.append(section)
        causes = [each.cause for each in found[1].unplaced if each.candidate_id == person.id]
        if causes:
            sections.append(list_causes(context, causes))
        links[section.title] = [context.address("enterprise", ids=each.enterprise_id) for each in matches]
    return Profile(person.id, f"{person.name}（{person.id}）", data, tuple(sections), links)
