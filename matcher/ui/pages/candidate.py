"""One person, or up to four side by side: own data, choices, opinions, what the latest plan gave."""

import streamlit as st

from matcher.explain import make_slip
from matcher.exports.slip_page import make_slip_page
from matcher.plans import Plan
from matcher.plans.store.records import PlanRecord, StoredPools
from matcher.pools import Candidate, Choice, Enterprise, Incumbent, Opinion
from matcher.ui.catalogues import recall_called
from matcher.ui.context import Context
from matcher.ui.profiles.choosing import choose_ids, load_chosen_pools
from matcher.ui.profiles.gathering import find_choices, find_matches, find_opinions, find_terms, find_unplaced
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
    ids = choose_ids(context, recall_called(context, stored.record.id, pools, "candidates"))
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
            if found is not None:
                offer_slip(context, found[1], person)
            draw_unmasking(context, stored, person)


def offer_slip(context: Context, plan: Plan, person: Candidate) -> None:
    """Offer what this person is told of the own result, to those who see whole records of the whole season."""
    evidence = plan.evidence
    is_shown = context.may("unmask") and not context.viewer.committee
    if evidence is None or not is_shown or person.id not in evidence.pools.candidate_index:
        return
    st.download_button(
        context.say("slip", name=person.name),
        # Made when it is asked for: the cause of a missing post may take a moment to find.
        lambda: make_slip_page(make_slip(evidence, person.id), context.language).encode(),
        file_name=context.say("slip-file").format(id=person.id),
        mime="text/html",
        key=f"slip-{person.id}",
        on_click="ignore",
        help=context.say("slip-help"),
    )


def make_profile(
    context: Context, stored: StoredPools, person: Candidate, found: tuple[PlanRecord, Plan] | None
) -> Profile:
    """Return what the page says of one person; an account of one committee sees its own hosts only."""
    committee = context.viewer.committee
    pools = stored.pools

    def find_host(record_id: str) -> Enterprise:
        return pools.enterprises[pools.enterprise_index[record_id]]

    def is_own(record_id: str) -> bool:
        return not committee or find_host(record_id).committee == committee

    def call(part: Choice | Opinion | Incumbent) -> str:
        return find_host(part.enterprise).name

    said = [each for each in find_choices(context, stored, "candidate", person.id) if is_own(each.enterprise)]
    own_choices = [each for each in said if each.side == "candidate"]
    others = [each for each in said if each.side == "enterprise"]
    opinions = [each for each in find_opinions(context, stored, "candidate", person.id) if is_own(each.enterprise)]
    terms = [each for each in find_terms(context, stored, "candidate", person.id) if is_own(each.enterprise)]
    sections = [
        list_choices(context, context.say("own-choices"), own_choices, call),
        list_choices(context, context.say("chosen-by"), others, call),
        list_opinions(context, opinions, call),
        list_terms(context, terms, call),
    ]
    data = list_data(context, stored, "candidates", person)
    links = {}
    if found is not None:
        number, plan = found[0].id, found[1]
        held = find_matches(context, number, plan, "candidate", person.id)
        matches = [each for each in held if not committee or each.committee == committee]
        section = list_matches(context, found, matches, names_host=True)
        sections.append(section)
        causes = [each.cause for each in find_unplaced(context, number, plan, person.id)]
        if causes:
            sections.append(list_causes(context, causes))
        links[section.title] = [context.address("enterprise", ids=each.enterprise_id) for each in matches]
    return Profile(person.id, f"{person.name}（{person.id}）", data, tuple(sections), links)
