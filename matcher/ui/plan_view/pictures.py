"""Pictures of a plan: who goes where, the places, the loads, the ranks."""

from collections import Counter

import altair as alt
import pandas as pd
import streamlit as st

from matcher.exports.picture import draw_plan
from matcher.plans import Plan
from matcher.plans.accounts import mask_record
from matcher.pools import Place
from matcher.ui.charts import show_chart
from matcher.ui.context import Context
from matcher.ui.plan_view.matches import list_own
from matcher.ui.theme import SERIES


def draw_pictures(context: Context, plan_id: int, plan: Plan) -> None:  # noqa: ARG001 (as every view)
    """Show the link diagram, the map, and the charts of loads and ranks, each with its data as a table."""
    st.markdown(f"**{context.say('links')}**")
    if context.viewer.committee:
        # The picture cannot be cut down to one committee's hosts.
        st.caption(context.say("whole-season"))
    else:
        st.image(draw_plan(plan, context.language), caption=context.say("links-caption"), width="stretch")
    _draw_map(context, plan)
    left, right = st.columns(2)
    with left:
        _draw_loads(context, plan)
    with right:
        _draw_ranks(context, plan)


def _draw_map(context: Context, plan: Plan) -> None:
    evidence = plan.evidence
    if evidence is None:
        return
    uncovered = {gap.enterprise_id for gap in plan.uncovered}
    held = {match.candidate_id for match in plan.matches}
    rows = []
    for host in evidence.pools.enterprises:
        if host.place is not None and context.viewer.committee in ("", host.committee):
            kind = context.say("map-uncovered" if host.id in uncovered else "map-host")
            rows.append((kind, host.name, host.place.longitude, host.place.latitude))
    for person in evidence.pools.candidates:
        place = mask_record(person, context.viewer)["place"]
        if isinstance(place, Place):
            kind = context.say("map-placed" if person.id in held else "map-unplaced")
            rows.append((kind, person.id, place.longitude, place.latitude))
    if not rows:
        st.caption(context.say("no-places"))
        return
    frame = pd.DataFrame(rows, columns=["kind", "name", "longitude", "latitude"])
    kinds = [context.say(f"map-{key}") for key in ("host", "uncovered", "placed", "unplaced")]
    chart = (
        alt.Chart(frame)
        .mark_point(filled=True, size=60, opacity=0.75)
        .encode(
            x=alt.X("longitude:Q", title=context.say("longitude"), scale=alt.Scale(zero=False)),
            y=alt.Y("latitude:Q", title=context.say("latitude"), scale=alt.Scale(zero=False)),
            color=alt.Color(
                "kind:N", title=None, scale=alt.Scale(domain=kinds, range=[SERIES[1], SERIES[0], SERIES[3], SERIES[5]])
            ),
            shape=alt.Shape(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=kinds, range=["square", "diamond", "circle", "triangle-up"]),
            ),
            tooltip=[
                alt.Tooltip("name:N", title=context.say("name")),
                alt.Tooltip("kind:N", title=context.say("kind")),
            ],
        )
        .properties(height=460)
        .interactive()
    )
    headings = {key: context.say(key) for key in frame.columns}
    show_chart(context, "map", context.say("map"), chart, frame.rename(columns=headings))


def _draw_loads(context: Context, plan: Plan) -> None:
    counts = plan.summary.loads
    frame = pd.DataFrame(counts, columns=["load", "people"])
    chart = (
        alt.Chart(frame)
        .mark_bar(color=SERIES[1])
        .encode(x=alt.X("load:O", title=context.say("load")), y=alt.Y("people:Q", title=context.say("people")))
        .properties(height=260)
    )
    table = frame.rename(columns={key: context.say(key) for key in frame.columns})
    show_chart(context, "loads", context.say("loads"), chart, table)


def _draw_ranks(context: Context, plan: Plan) -> None:
    matches = list_own(context, plan)
    sides = {
        context.say("by-people"): Counter(match.candidate_rank for match in matches),
        context.say("by-hosts"): Counter(match.post_rank for match in matches),
    }
    rows = [(side, rank, count) for side, ranks in sides.items() for rank, count in sorted(ranks.items())]
    frame = pd.DataFrame(rows, columns=["side", "rank", "matches"])
    chart = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X("rank:O", title=context.say("rank")),
            y=alt.Y("matches:Q", title=context.say("matches")),
            color=alt.Color("side:N", title=None, scale=alt.Scale(range=[SERIES[0], SERIES[1]])),
            xOffset="side:N",
        )
        .properties(height=260)
    )
    table = frame.rename(columns={key: context.say(key) for key in frame.columns})
    show_chart(context, "ranks", context.say("ranks-chart"), chart, table)
