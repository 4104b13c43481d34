"""What one objective costs in another: every point a real plan, and one of them picked."""

from collections.abc import Sequence
from typing import get_args

import altair as alt
import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.plans import Plan, Scenario
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow import AddPair, Change, RemovePair, change_plan
from matcher.policy import Objective
from matcher.ui.charts import show_chart
from matcher.ui.context import Context
from matcher.ui.long_work import Work, draw_work
from matcher.ui.moves import draw_moves
from matcher.ui.theme import SERIES
from matcher.whatif import find_trade_off
from matcher.whatif.answering import PersonMove, list_person_moves
from matcher.whatif.frontier import FrontierPoint
from matcher.whatif.trade_off import TradeOff
from matcher.words import begin_sentence

_NOT_AXES = frozenset({"popularity", "ranks", "generous"})
"""No single number, so nothing to draw."""


def draw_trading(context: Context, record: PlanRecord, plan: Plan) -> None:
    """Choose two objectives, find the plans between them, and look at one."""
    evidence = plan.evidence
    if evidence is None:
        st.info(context.say("no-evidence"))
        return
    axes = [each for each in get_args(Objective) if each not in _NOT_AXES]
    left, right = st.columns(2)
    first = left.selectbox(
        context.say("first-axis"),
        axes,
        index=axes.index("coverage"),
        format_func=lambda code: name("objective", code).say(context.language),
        key="axis-1",
    )
    second = right.selectbox(
        context.say("second-axis"),
        axes,
        index=axes.index("stability"),
        format_func=lambda code: name("objective", code).say(context.language),
        key="axis-2",
    )
    if first == second:
        st.warning(context.say("two-axes"))
        return
    scenario = Scenario(evidence.policy, evidence.pools, evidence.vocabulary, None, plan.findings)

    def find(work: Work[TradeOff]) -> TradeOff:
        count = 0

        def tell(_: FrontierPoint) -> None:
            nonlocal count
            count += 1
            work.told = context.say("points-found", count=count)

        return find_trade_off(scenario, (first, second), plan=plan, on_point=tell, should_stop=work.was_stopped)

    found = draw_work(context, f"frontier-{record.id}-{first}-{second}", context.say("find-points"), find)
    if found is not None:
        moves = _draw_points(context, record.id, plan, found, first, second)
        if moves:
            _draw_keeping(context, record, moves)


def list_changes(moves: Sequence[PersonMove]) -> tuple[Change, ...]:
    """Return changes by hand that make the same moves: everybody leaves before anybody comes.

    Examples
    --------
    >>> list_changes([PersonMove("7", ("A",), ("B",))])
    (RemovePair(candidate='7', post='A'), AddPair(candidate='7', post='B'))
    """
    left = [RemovePair(move.candidate, post) for move in moves for post in move.left]
    taken = [AddPair(move.candidate, post) for move in moves for post in move.taken]
    return (*left, *taken)


def _draw_keeping(context: Context, record: PlanRecord, moves: Sequence[PersonMove]) -> None:
    """Offer the point as a version of the plan; a plan under review is left alone."""
    held = context.hold("plan", record.id, record)
    if held.state != "draft" or not context.may("change-plan"):
        return
    with st.form("keep-point"):
        reason = st.text_input(context.say("why-point"), max_chars=500, key="why-point")
        is_sent = st.form_submit_button(context.say("keep-point"), key=f"keep-point-{held.id}-{held.version}")
    if is_sent:
        with context.doing("point-kept"):
            change_plan(context.store, context.actor, held.id, list_changes(moves), version=held.version, reason=reason)


def _draw_points(
    context: Context, plan_id: int, plan: Plan, found: TradeOff, first: Objective, second: Objective
) -> tuple[PersonMove, ...]:
    frontier = found.frontier
    if frontier.cause is not None:
        st.error(context.speak(frontier.cause))
        return ()
    st.caption(context.say("is-complete" if frontier.is_complete else "is-not-complete"))
    rows = []
    for place, point in enumerate(frontier.points, 1):
        reached = dict(point.values)
        rows.append((place, reached[first], reached[second], context.say("yes" if point.is_proven else "no")))
    titles = [begin_sentence(name("objective", each).say(context.language)) for each in (first, second)]
    # No point is cut by the frame.
    edge = alt.Scale(zero=False, padding=12)
    frame = pd.DataFrame(rows, columns=["place", "x", "y", "proven"])
    chart = (
        alt.Chart(frame)
        .mark_line(point=alt.OverlayMarkDef(size=120, filled=True), color=SERIES[1])
        .encode(
            x=alt.X("x:Q", title=titles[0], scale=edge),
            y=alt.Y("y:Q", title=titles[1], scale=edge),
            tooltip=[
                alt.Tooltip("place:O", title=context.say("point")),
                alt.Tooltip("x:Q", title=titles[0]),
                alt.Tooltip("y:Q", title=titles[1]),
            ],
        )
        .properties(height=340)
    )
    table = frame.rename(
        columns={"place": context.say("point"), "x": titles[0], "y": titles[1], "proven": context.say("is-proven")}
    )
    show_chart(context, "frontier", context.say("frontier"), chart, table, axes=(titles[0], titles[1]))
    picked = st.selectbox(
        context.say("pick-point"),
        range(len(frontier.points)),
        format_func=lambda place: context.say("point-called").format(
            place=place + 1, first=titles[0], x=rows[place][1], second=titles[1], y=rows[place][2]
        ),
        key="pick-point",
    )
    before = [(match.candidate_id, match.post_id) for match in plan.matches]
    moves = list_person_moves(before, found.list_pairs(frontier.points[picked].assignment))
    people = {match.candidate_id: match.candidate_name for match in plan.matches}
    draw_moves(
        context,
        plan_id,
        [(move.candidate, people.get(move.candidate, ""), move.left, move.taken) for move in moves],
    )
    return moves
