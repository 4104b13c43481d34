"""Changes of a plan by hand: which, what they cost, and why."""

from typing import TypeVar

import streamlit as st

from matcher.errors import MatcherError
from matcher.explain import name
from matcher.explain.absence import show_value
from matcher.plans import Plan
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow import (
    AddPair,
    Change,
    ChangeCost,
    PinPair,
    RemovePair,
    ReplacePerson,
    SwapPeople,
    change_plan,
    describe_change,
    weigh_changes,
)
from matcher.ui.asking import ask_one
from matcher.ui.catalogues import recall_pairs, recall_people, recall_posts
from matcher.ui.context import Context
from matcher.ui.faults import show_fault
from matcher.ui.kept_tables import Catalogue
from matcher.ui.plain import draw_plain_table
from matcher.ui.profile_links import link_pair
from matcher.words import begin_sentence

Key = TypeVar("Key", str, tuple[str, str])

KINDS = ("replace", "swap", "add", "remove", "pin")
"""Kinds of change, as `NAMES` calls them under ``plan_change``."""


def draw_change(context: Context, record: PlanRecord, plan: Plan) -> None:
    """Choose a change, read at once what it costs, and keep it with its reason."""
    kind = st.segmented_control(
        context.say("change-kind"),
        KINDS,
        default="replace",
        required=True,
        format_func=lambda code: begin_sentence(name("plan_change", code).say(context.language)),
        key="change-kind",
    )
    change = _ask(context, record, plan, str(kind))
    if change is None:
        st.write(context.say("choose-all"))
        return
    try:
        cost = weigh_changes(plan, (change,))
    except MatcherError as error:
        show_fault(error, context.language)
        return
    _draw_cost(context, cost)
    if cost.is_allowed or cost.may_override:
        _draw_keeping(context, record, change, cost)


def _ask(context: Context, record: PlanRecord, plan: Plan, kind: str) -> Change | None:
    evidence = plan.evidence
    assert evidence is not None  # the page asked
    people = recall_people(context, record.id, evidence.pools)
    if kind in {"add", "pin"}:
        person = _choose(context, "person", people)
        post = _choose(context, "post", recall_posts(context, record.id, evidence.pools))
        if person is None or post is None:
            return None
        link_pair(context, person, evidence.pools.host_of_post(post).id, record.id)
        return AddPair(person, post) if kind == "add" else PinPair(person, post)
    pairs = recall_pairs(context, record.id, plan)
    first = _choose(context, "pair", pairs)
    if first is None:
        return None
    link_pair(context, first[0], evidence.pools.host_of_post(first[1]).id, record.id)
    if kind == "remove":
        return RemovePair(*first)
    if kind == "replace":
        by = _choose(context, "by", people)
        return None if by is None else ReplacePerson(*first, by)
    other = _choose(context, "other-pair", pairs)
    return None if other is None else SwapPeople(*first, *other)


def _choose(context: Context, field: str, known: Catalogue[Key]) -> Key | None:
    return ask_one(context, f"change-{field}", context.say(field), known)


def _draw_cost(context: Context, cost: ChangeCost) -> None:
    st.markdown(f"**{context.say('cost')}**")
    for breach in cost.breaches:
        st.error(context.speak(breach.words, breach.lift))
    rows = []
    for each in cost.objectives:
        if each.is_pursued or each.before != each.after:
            verdict = context.say({1: "better", 0: "same", -1: "worse"}[each.verdict])
            called = name("objective", each.name).say(context.language)
            rows.append([called, show_value(each.before), show_value(each.after), verdict])
    if rows:
        draw_plain_table([context.say(key) for key in ("objective", "before", "after", "verdict")], rows)
        st.caption(context.say("blocking-change", before=cost.num_blocking[0], after=cost.num_blocking[1]))
    for shortage in cost.shortages:
        st.caption(context.say("shortage", post=shortage.post_id, before=shortage.before, after=shortage.after))


def _draw_keeping(context: Context, record: PlanRecord, change: Change, cost: ChangeCost) -> None:
    # A form of its own for every change: the reason for one is not that for the next.
    which = f"{record.id}-{record.version}-{describe_change(change)}"
    is_override = False
    with st.form(f"keep-change-{which}"):
        if record.state in {"submitted", "reviewed", "approved"}:
            st.warning(context.say("voids"))
        reason = st.text_area(context.say("reason"), max_chars=500, key=f"change-reason-{which}")
        if not cost.is_allowed:
            is_override = st.checkbox(context.say("override"), key=f"change-override-{which}")
        is_sent = st.form_submit_button(context.say("keep-change"), key=f"keep-change-{which}", type="primary")
    if is_sent:
        with context.doing("changed", plan=record.id):
            made = change_plan(
                context.store,
                context.actor,
                record.id,
                (change,),
                version=record.version,
                reason=reason,
                is_override=is_override,
            )
            context.set_param("plan", str(made.id))
