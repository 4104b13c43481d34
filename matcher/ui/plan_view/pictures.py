"""Pictures of a plan: who goes where, the places, the loads, the ranks."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from matcher.explain.evidence import Evidence
from matcher.exports.picture import MOST_DOTS, draw_plan
from matcher.plans import Plan
from matcher.plans.accounts import mask_record
from matcher.pools import Place
from matcher.ui.charts import show_chart
from matcher.ui.context import Context
from matcher.ui.plan_view.matches import list_own
from matcher.ui.theme import SERIES

MOST_PLACES = 2_000
"""Places drawn one by one; of more, those near each other are one mark."""

_CELLS = 40
_RANKS = (10, 20, 50, 100)
"""Ranks up to the first have a bar each; the others share one up to each of these, and one beyond."""


def draw_pictures(context: Context, plan_id: int, plan: Plan) -> None:
    """Show the link diagram, the map, and the charts of loads and ranks, each with its data as a table."""
    st.markdown(f"**{context.say('links')}**")
    committee = context.viewer.committee
    make = partial(draw_plan, plan, context.language, committee=committee)
    picture = context.recall("picture", plan_id, committee, make=make)
    is_grouped = max(plan.coverage.hosts, len(plan.matches)) > MOST_DOTS and not committee
    st.image(picture, caption=context.say("links-grouped" if is_grouped else "links-caption"), width="stretch")
    _draw_map(context, plan_id, plan)
    left, right = st.columns(2)
    with left:
        _draw_loads(context, plan)
    with right:
        _draw_ranks(context, plan)


def _list_places(context: Context, plan: Plan, evidence: Evidence) -> pd.DataFrame:
    """Return every place the visitor may see: kind, name, longitude and latitude in degrees, how many stand there."""
    uncovered = {gap.enterprise_id for gap in plan.uncovered}
    held = {match.candidate_id for match in list_own(context, plan)}
    called = {key: context.say(f"map-{key}") for key in ("host", "uncovered", "placed", "unplaced")}
    rows = []
    for host in evidence.pools.enterprises:
        if host.place is not None and context.viewer.committee in ("", host.committee):
            kind = called["uncovered" if host.id in uncovered else "host"]
            rows.append((kind, host.name, host.place.longitude, host.place.latitude))
    for person in evidence.pools.candidates:
        if context.viewer.committee and person.id not in held:
            # Where others go is the business of other committees.
            continue
        place = mask_record(person, context.viewer)["place"]
        if isinstance(place, Place):
            kind = called["placed" if person.id in held else "unplaced"]
            rows.append((kind, person.id, place.longitude, place.latitude))
    frame = pd.DataFrame(rows, columns=["kind", "name", "longitude", "latitude"])
    return gather_places(frame) if len(frame) > MOST_PLACES else frame


def gather_places(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row for those of a kind that stand near each other, at their middle, named by how many they are."""
    cells = {
        axis: np.floor(_CELLS * (frame[axis] - frame[axis].min()) / max(np.ptp(frame[axis].to_numpy()), 1e-9))
        for axis in ("longitude", "latitude")
    }
    groups = frame.groupby([frame["kind"], cells["longitude"], cells["latitude"]])
    gathered = groups.agg(
        count=("name", "size"), longitude=("longitude", "mean"), latitude=("latitude", "mean")
    ).reset_index(level=0)
    gathered["name"] = gathered["count"].astype("str")
    return gathered[["kind", "name", "count", "longitude", "latitude"]].round({"longitude": 4, "latitude": 4})


def _draw_map(context: Context, plan_id: int, plan: Plan) -> None:
    evidence = plan.evidence
    if evidence is None:
        return
    who = (context.viewer.role, context.viewer.committee)
    frame = context.recall("places", plan_id, *who, make=lambda: _list_places(context, plan, evidence))
    if frame.empty:
        st.caption(context.say("no-places"))
        return
    is_gathered = "count" in frame
    if is_gathered:
        st.caption(context.say("map-gathered"))
    axes = (context.say("longitude"), context.say("latitude"))
    # No mark is cut by the frame.
    edge = alt.Scale(zero=False, padding=12)
    kinds = [context.say(f"map-{key}") for key in ("host", "uncovered", "placed", "unplaced")]
    chart = (
        alt.Chart(frame)
        .mark_point(filled=True, size=60, opacity=0.55 if is_gathered else 0.75)
        .encode(
            x=alt.X("longitude:Q", title=axes[0], scale=edge),
            y=alt.Y("latitude:Q", title=axes[1], scale=edge),
            color=alt.Color(
                "kind:N", title=None, scale=alt.Scale(domain=kinds, range=[SERIES[1], SERIES[0], SERIES[3], SERIES[5]])
            ),
            shape=alt.Shape(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=kinds, range=["square", "diamond", "circle", "triangle-up"]),
            ),
            **({"size": alt.Size("count:Q", title=context.say("count-here"))} if is_gathered else {}),
            tooltip=[
                alt.Tooltip("name:N", title=context.say("count-here" if is_gathered else "name")),
                alt.Tooltip("kind:N", title=context.say("kind")),
            ],
        )
        .properties(height=460)
        .interactive()
    )
    table = frame.drop(columns="name").rename(columns={"count": "count-here"}) if is_gathered else frame
    headings = {key: context.say(key) for key in table.columns}
    show_chart(context, "map", context.say("map"), chart, table.rename(columns=headings), axes=axes)


def _draw_loads(context: Context, plan: Plan) -> None:
    counts: Sequence[tuple[int, int]] = plan.summary.loads
    if context.viewer.committee:
        own = Counter(match.candidate_id for match in list_own(context, plan))
        counts = sorted(Counter(own.values()).items())
    frame = pd.DataFrame(counts, columns=["load", "people"])
    axes = (context.say("load"), context.say("people"))
    chart = (
        alt.Chart(frame)
        .mark_bar(color=SERIES[1])
        .encode(
            x=alt.X("load:O", title=axes[0], axis=alt.Axis(labelAngle=0)),
            y=alt.Y("people:Q", title=axes[1]),
        )
        .properties(height=260)
    )
    table = frame.rename(columns={key: context.say(key) for key in frame.columns})
    show_chart(context, "loads", context.say("loads"), chart, table, axes=axes)


def _draw_ranks(context: Context, plan: Plan) -> None:
    matches = list_own(context, plan)
    sides = {
        context.say("by-people"): Counter(match.candidate_rank for match in matches),
        context.say("by-hosts"): Counter(match.post_rank for match in matches),
    }
    most = max((rank for ranks in sides.values() for rank in ranks), default=0)
    bars = list_rank_bars(most)
    rows = [
        (side, called, sum(count for rank, count in ranks.items() if first <= rank <= last))
        for side, ranks in sides.items()
        for called, first, last in bars
    ]
    frame = pd.DataFrame(rows, columns=["side", "rank", "matches"])
    axes = (context.say("rank"), context.say("matches"))
    chart = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X("rank:O", title=axes[0], sort=[called for called, _, _ in bars], axis=alt.Axis(labelAngle=0)),
            y=alt.Y("matches:Q", title=axes[1]),
            # A side keeps its colour and its place in every language.
            color=alt.Color(
                "side:N",
                title=None,
                scale=alt.Scale(domain=list(sides), range=[SERIES[0], SERIES[1]]),
                legend=alt.Legend(orient="top-right"),
            ),
            xOffset=alt.XOffset("side:N", sort=list(sides)),
        )
        .properties(height=260)
    )
    table = frame.rename(columns={key: context.say(key) for key in frame.columns})
    show_chart(context, "ranks", context.say("ranks-chart"), chart, table, axes=axes)


def list_rank_bars(most: int) -> list[tuple[str, int, int]]:
    """Return the bars of the ranks up to a highest one: name, first and last rank.

    Examples
    --------
    >>> list_rank_bars(3), list_rank_bars(70)[9:]
    ([('1', 1, 1), ('2', 2, 2), ('3', 3, 3)], [('10', 10, 10), ('11–20', 11, 20), ('21–50', 21, 50), ('51–70', 51, 70)])
    """
    bars = [(str(rank), rank, rank) for rank in range(1, min(most, _RANKS[0]) + 1)]
    for first, last in zip(_RANKS, (*_RANKS[1:], most), strict=True):
        if first < most:
            bars.append((f"{first + 1}–{min(last, most)}", first + 1, min(last, most)))
    return bars
