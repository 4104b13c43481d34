"""What a plan leaves open: posts without enough people, people without a post, blocking pairs."""

import pandas as pd
import streamlit as st

from matcher.explain import Repair, name, name_shortage, suggest_repairs
from matcher.plans import Plan
from matcher.plans.accounts import mask_reason
from matcher.plans.plan import Uncovered
from matcher.ui.asking import ask_one
from matcher.ui.context import Context
from matcher.ui.kept_tables import Catalogue, KeptTable
from matcher.ui.long_work import Work, draw_work
from matcher.ui.plain import draw_plain_table
from matcher.ui.profile_links import name_hosts, name_people
from matcher.ui.tables import Column, show_table
from matcher.words import Words, add_aside, join_items


def draw_uncovered(context: Context, plan_id: int, plan: Plan) -> None:
    """Show every post below its least with its cause, and work out what would help."""
    committee = context.viewer.committee
    gaps = [gap for gap in plan.uncovered if not committee or gap.committee == committee]
    if not gaps:
        st.success(context.say("all-covered"))
        return
    columns = [
        Column("host", context.say("host")),
        Column("post", context.say("post")),
        Column("role", context.say("role"), is_choice=True),
        Column("committee", context.say("committee"), is_choice=True),
        Column("missing", context.say("missing"), "number"),
        Column("cause", context.say("cause")),
    ]

    def make() -> KeptTable:
        rows = [
            {
                "host": gap.enterprise_name,
                "post": gap.post_id,
                "role": name("role", gap.role).say(context.language),
                "committee": gap.committee,
                "missing": gap.missing,
                "cause": gap.cause.say(context.language),
            }
            for gap in gaps
        ]
        return KeptTable(pd.DataFrame(rows, columns=[column.key for column in columns]))

    table = context.recall("uncovered", plan_id, committee, make=make)
    names = {"host": name_hosts(lambda row: gaps[row].enterprise_id, plan_id)}
    file_name = context.say("uncovered-file", plan=plan_id)
    show_table(context, "uncovered", columns, table, file_name=file_name, names=names)
    causes = {gap.post_id: gap for gap in gaps}
    called = context.recall(
        "uncovered-posts",
        plan_id,
        committee,
        make=lambda: Catalogue(
            {gap.post_id: add_aside(gap.enterprise_name, gap.post_id, context.language) for gap in gaps}
        ),
    )
    asked = ask_one(context, "repair-post", context.say("repairs-for"), called, usual=gaps[0].post_id)
    if asked is None:
        return
    st.markdown(context.speak(_tell_cause(context, plan, causes[asked])))
    draw_repairs(context, plan_id, plan, post=asked)


def _tell_cause(context: Context, plan: Plan, gap: Uncovered) -> Words:
    """Return the cause with the names of all who compete, but to a committee only what is its own."""
    shortage = None
    if plan.evidence is not None and gap.witness_posts and not context.viewer.committee:
        shortage = name_shortage(plan.evidence, gap.post_id)
    return shortage or gap.cause


def draw_unplaced(context: Context, plan_id: int, plan: Plan) -> None:
    """Show everybody without a post, or below the load asked for, with the cause."""
    if not plan.unplaced:
        st.success(context.say("all-placed"))
        return
    columns = [
        Column("person", context.say("person")),
        Column("id", context.say("person-id")),
        Column("missing", context.say("missing-load"), "number"),
        Column("cause", context.say("cause")),
    ]

    def make() -> KeptTable:
        rows = [
            {
                "person": gap.candidate_name,
                "id": gap.candidate_id,
                "missing": gap.missing,
                "cause": mask_reason(gap.cause, context.viewer).say(context.language),
            }
            for gap in plan.unplaced
        ]
        return KeptTable(pd.DataFrame(rows, columns=[column.key for column in columns]))

    # Causes are masked by role.
    table = context.recall("unplaced", plan_id, context.viewer.role, make=make)
    names = {"person": name_people(lambda row: plan.unplaced[row].candidate_id, plan_id)}
    file_name = context.say("unplaced-file", plan=plan_id)
    show_table(context, "unplaced", columns, table, file_name=file_name, names=names)
    called = context.recall(
        "unplaced-people",
        plan_id,
        make=lambda: Catalogue(
            {
                gap.candidate_id: add_aside(gap.candidate_name, gap.candidate_id, context.language)
                for gap in plan.unplaced
            }
        ),
    )
    usual = plan.unplaced[0].candidate_id
    asked = ask_one(context, "repair-person", context.say("repairs-for-person"), called, usual=usual)
    if asked is not None:
        draw_repairs(context, plan_id, plan, candidate=asked)


def draw_blocking(context: Context, plan_id: int, plan: Plan) -> None:
    """Show every pair that would rather have each other, and why the plan bears it."""
    if not plan.blocking:
        st.success(context.say("no-blocking"))
        return
    columns = [
        Column("host", context.say("host")),
        Column("post", context.say("post")),
        Column("person", context.say("person")),
        Column("id", context.say("person-id")),
        Column("host_rank", context.say("host-rank"), "number"),
        Column("person_rank", context.say("person-rank"), "number"),
        Column("excused", context.say("excused"), "yes_no"),
        Column("cause", context.say("why-tolerated")),
    ]
    committee = context.viewer.committee
    shown = plan.blocking
    if committee:
        own = {match.enterprise_id for match in plan.matches if match.committee == committee}
        shown = tuple(pair for pair in plan.blocking if pair.enterprise_id in own)

    def make() -> KeptTable:
        rows = [
            {
                "host": pair.enterprise_name,
                "post": pair.post_id,
                "person": pair.candidate_name,
                "id": pair.candidate_id,
                "host_rank": pair.post_rank,
                "person_rank": pair.candidate_rank,
                "excused": pair.is_excused,
                "cause": pair.why.say(context.language),
            }
            for pair in shown
        ]
        return KeptTable(pd.DataFrame(rows, columns=[column.key for column in columns]))

    st.caption(context.say("blocking-means"))
    table = context.recall("blocking", plan_id, committee, make=make)
    names = {
        "host": name_hosts(lambda row: shown[row].enterprise_id, plan_id),
        "person": name_people(lambda row: shown[row].candidate_id, plan_id),
    }
    file_name = context.say("blocking-file", plan=plan_id)
    show_table(context, "blocking", columns, table, file_name=file_name, names=names)


def draw_repairs(
    context: Context, plan_id: int, plan: Plan, *, post: str | None = None, candidate: str | None = None
) -> None:
    """Work out what would close one gap, each proven by solving again, the cheapest first."""
    evidence = plan.evidence
    if evidence is None:
        return

    def work_out(work: Work[tuple[Repair, ...]]) -> tuple[Repair, ...]:
        def tell(tried: int, found: int) -> None:
            work.told = context.say("repairs-so-far", tried=tried, found=found)

        return suggest_repairs(evidence, post=post, candidate=candidate, on_try=tell, should_stop=work.was_stopped)

    found = draw_work(context, f"repairs-{plan_id}-{post or candidate}", context.say("find-repairs"), work_out)
    if found is None:
        return
    if not found:
        st.info(context.say("no-repairs"))
        return
    rows = [
        [
            place,
            repair.words.say(context.language),
            repair.price,
            repair.gain,
            join_items(repair.covers, context.language),
        ]
        for place, repair in enumerate(found, 1)
    ]
    draw_plain_table([context.say(key) for key in ("place", "repair", "repair-price", "gain", "covers")], rows)
