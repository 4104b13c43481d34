"""How far the pairs of a plan are: counts of the four steps, and every pair in a table."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow import CONSENT_SIDES, STEPS, MatchProgress
from matcher.ui.context import Context
from matcher.ui.profile_links import name_hosts, name_people
from matcher.ui.sign_off.people import PairNames
from matcher.ui.tables import Column, show_table


def draw_counts(context: Context, progress: Sequence[MatchProgress]) -> None:
    """Show how many pairs stand at each step, and how many are ready for the roster."""
    counts = Counter(each.match.step for each in progress)
    steps = ("proposed", *STEPS, "declined")
    places = st.columns(len(steps) + 1)
    for place, step in zip(places, steps, strict=False):
        place.metric(name("match_step", step).say(context.language), counts[step])
    places[-1].metric(context.say("ready"), sum(each.is_ready for each in progress))


def draw_pairs(context: Context, plan: PlanRecord, progress: Sequence[MatchProgress], names: PairNames) -> None:
    """Show every pair the visitor may see; a chosen row goes into the address."""
    rows = [_make_row(context, each, names) for each in progress]
    columns = [
        Column("host", context.say("host")),
        Column("person", context.say("person")),
        Column("committee", context.say("committee"), is_choice=True),
        Column("step", context.say("step"), is_choice=True),
        *(Column(side, name("consent_side", side).say(context.language), is_choice=True) for side in CONSENT_SIDES),
        Column("ready", context.say("ready"), "yes_no"),
        Column("lacks", context.say("lacking")),
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])

    def link(row: int) -> str:
        key = progress[row].match.key
        return context.address("pairs", plan=str(plan.id), person=key.candidate_id, post=key.post_id)

    file_name = context.say("pairs-file", plan=plan.id)
    profiles = {
        "host": name_hosts(lambda row: names.hosts.get(progress[row].match.key.post_id, ""), plan.id),
        "person": name_people(lambda row: progress[row].match.key.candidate_id, plan.id),
    }
    chosen = show_table(
        context, "pairs", columns, frame, file_name=file_name, can_select=True, link=link, names=profiles
    )
    # The grid keeps its selection: only a new click changes the address, so that the box below can too.
    if chosen != st.session_state.get("pairs-clicked") and chosen is not None:
        key = progress[chosen].match.key
        context.set_param("person", key.candidate_id)
        context.set_param("post", key.post_id)
    st.session_state["pairs-clicked"] = chosen


def _make_row(context: Context, each: MatchProgress, names: PairNames) -> dict[str, object]:
    key = each.match.key
    answers: dict[str, object] = {
        side: name("consent_answer", each.consents[side].answer).say(context.language)
        if side in each.consents
        else context.say("not-asked")
        for side in CONSENT_SIDES
    }
    return {
        "host": f"{names.posts.get(key.post_id, key.post_id)}",
        "person": f"{names.people.get(key.candidate_id, key.candidate_id)} {key.candidate_id}",
        "committee": each.match.committee,
        "step": name("match_step", each.match.step).say(context.language),
        **answers,
        "ready": each.is_ready,
        "lacks": "；".join(lack.say(context.language) for lack in each.lacks),
    }
