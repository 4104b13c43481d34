"""How far the pairs of a plan are: counts of the four steps, and every pair in a table."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow import CONSENT_SIDES, STEPS, MatchProgress
from matcher.ui.context import Context
from matcher.ui.profile_links import name_hosts, name_people
from matcher.ui.sign_off.plan_pairs import PlanPairs
from matcher.ui.tables import Column, show_table
from matcher.words import begin_sentence


def draw_counts(context: Context, progress: Sequence[MatchProgress]) -> None:
    """Show how many pairs stand at each step, and how many are ready for the roster."""
    counts = Counter(each.match.step for each in progress)
    steps = ("proposed", *STEPS, "declined")
    with st.container(horizontal=True, gap="medium"):
        for step in steps:
            called = begin_sentence(name("match_step", step).say(context.language))
            st.metric(called, counts[step], width="content")
        st.metric(context.say("ready"), sum(each.is_ready for each in progress), width="content")


def draw_pairs(context: Context, plan: PlanRecord, pairs: PlanPairs) -> None:
    """Show every pair the visitor may see; a chosen row goes into the address."""
    progress, names = pairs.progress, pairs.names
    columns = [
        Column("host", context.say("host")),
        Column("person", context.say("person")),
        Column("step", context.say("step"), is_choice=True),
        Column("committee", context.say("committee"), is_choice=True),
        *(
            Column(
                side,
                begin_sentence(context.say("consent-of", side=name("consent_side", side).say(context.language))),
                is_choice=True,
            )
            for side in CONSENT_SIDES
        ),
        Column("ready", context.say("ready"), "yes_no"),
        Column("lacks", context.say("lacking")),
    ]

    def link(row: int) -> str:
        key = progress[row].match.key
        return context.address("pairs", plan=str(plan.id), person=key.candidate_id, post=key.post_id)

    file_name = context.say("pairs-file", plan=plan.id)
    profiles = {
        "host": name_hosts(lambda row: names.hosts.get(progress[row].match.key.post_id, ""), plan.id),
        "person": name_people(lambda row: progress[row].match.key.candidate_id, plan.id),
    }
    chosen = show_table(
        context, "pairs", columns, pairs.table, file_name=file_name, can_select=True, link=link, names=profiles
    )
    # The grid keeps its selection: only a new click changes the address, so that the box below can too.
    if chosen != st.session_state.get("pairs-clicked") and chosen is not None:
        key = progress[chosen].match.key
        context.set_param("person", key.candidate_id)
        context.set_param("post", key.post_id)
    st.session_state["pairs-clicked"] = chosen
