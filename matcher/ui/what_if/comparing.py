"""Plans side by side: every number with its difference, and who moved and why."""

import pandas as pd
import streamlit as st

from matcher.explain import label, name
from matcher.explain.absence import show_value
from matcher.plans import Plan
from matcher.plans.store.plans import list_plans
from matcher.plans.store.records import PlanRecord
from matcher.ui.context import Context
from matcher.ui.plan_choice import describe_plan
from matcher.ui.profile_links import name_people
from matcher.ui.tables import Column, show_table
from matcher.whatif import compare_plans
from matcher.whatif.compare import Comparison, Step
from matcher.whatif.figures import Figure

MOST_PLANS = 4


def draw_comparing(context: Context, record: PlanRecord, plan: Plan) -> None:
    """Compare other plans of the season with this one."""
    known = {
        str(each.id): each for each in list_plans(context.store, season_id=record.season_id) if each.id != record.id
    }
    if not known:
        st.info(context.say("nothing-to-compare"))
        return
    asked = [each for each in context.param("with").split(",") if each in known]

    def take() -> None:
        context.set_param("with", ",".join(st.session_state["compare-with"]))

    st.session_state["compare-with"] = asked[: MOST_PLANS - 1]
    chosen = st.multiselect(
        context.say("compare-with"),
        list(known),
        max_selections=MOST_PLANS - 1,
        format_func=lambda key: describe_plan(context, known[key]),
        placeholder=context.say("choose-plans"),
        key="compare-with",
        on_change=take,
    )
    if not chosen:
        return
    comparison = compare_plans([plan, *(context.load_plan(int(each)) for each in chosen)])
    numbers = [str(record.id), *chosen]
    _draw_figures(context, comparison, numbers)
    for place, number in enumerate(chosen):
        _draw_people(context, comparison, place, number)


def _draw_figures(context: Context, comparison: Comparison, numbers: list[str]) -> None:
    only = st.toggle(context.say("only-differences"), value=True, key="only-differences")
    rows = []
    for figure in comparison.figures:
        if only and not figure.differs:
            continue
        values = tuple(figure.values)
        row: dict[str, object] = {"figure": _name_figure(context, figure)}
        for place, number in enumerate(numbers):
            told = show_value(values[place])
            if place and values[place] != values[0]:
                mark = {1: context.say("better"), -1: context.say("worse"), 0: ""}[figure.verdicts[place]]
                told = f"{told} {mark}".strip()
            row[number] = told
        rows.append(row)
    columns = [Column("figure", context.say("figure"))]
    columns += [Column(number, context.say("plan-number").format(plan=number)) for number in numbers]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    show_table(context, "figures", columns, frame, file_name=context.say("comparison-file"))


def _draw_people(context: Context, comparison: Comparison, place: int, number: str) -> None:
    change = comparison.changes[place]
    kept, left, taken = change.pairs
    st.markdown(f"**{context.say('against', plan=number)}**")
    st.caption(context.say("pairs-kept", kept=kept, left=left, taken=taken))
    rows = [
        {
            "person": person.name,
            "id": person.candidate,
            "fate": label("compare", person.fate).say(context.language),
            "left": "\n".join(_tell_step(context, step) for step in person.left),
            "taken": "\n".join(_tell_step(context, step) for step in person.taken),
        }
        for person in change.people
    ]
    columns = [
        Column("person", context.say("name")),
        Column("id", context.say("id")),
        Column("fate", context.say("fate"), is_choice=True),
        Column("left", context.say("leaves")),
        Column("taken", context.say("takes")),
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    names = {"person": name_people(lambda row: change.people[row].candidate, int(number))}
    file_name = context.say("moves-file", plan=number)
    show_table(context, f"moved-{number}", columns, frame, file_name=file_name, names=names)


def _name_figure(context: Context, figure: Figure) -> str:
    if figure.topic == "objective":
        return name("objective", figure.key).say(context.language)
    if figure.topic == "load":
        return label("compare", "load", posts=figure.key).say(context.language)
    return label("compare", f"count.{figure.key}").say(context.language)


def _tell_step(context: Context, step: Step) -> str:
    reasons = context.say("list-separator").join(reason.words.say(context.language) for reason in step.reasons)
    return label("compare", "reason", post=step.post, enterprise=step.enterprise_name, reasons=reasons).say(
        context.language
    )
