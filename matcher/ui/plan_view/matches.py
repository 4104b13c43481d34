"""The pairs of a plan, by host and by person."""

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from matcher.explain import name
from matcher.plans import Plan
from matcher.plans.plan import Match
from matcher.ui.context import Context
from matcher.ui.kept_tables import KeptTable
from matcher.ui.profile_links import name_hosts, name_people
from matcher.ui.tables import Column, show_table
from matcher.words import add_aside, join_items


def list_own(context: Context, plan: Plan) -> Sequence[Match]:
    """Return the pairs the visitor may see: all, or those of one committee's hosts."""
    committee = context.viewer.committee
    return [match for match in plan.matches if match.committee == committee] if committee else plan.matches


def draw_by_host(context: Context, plan_id: int, plan: Plan) -> None:
    """Show one row for every pair; its reasons stand one click away."""
    columns = [
        Column("host", context.say("host")),
        Column("post", context.say("post")),
        Column("role", context.say("role"), is_choice=True),
        Column("committee", context.say("committee"), is_choice=True),
        Column("person", context.say("person")),
        Column("id", context.say("person-id")),
        Column("pool", context.say("pool"), is_choice=True),
        Column("points", context.say("points"), "number"),
        Column("host_rank", context.say("host-rank"), "number"),
        Column("person_rank", context.say("person-rank"), "number"),
        Column("km", context.say("km"), "number"),
        Column("kept", context.say("kept"), "yes_no"),
        Column("approval", context.say("approval"), "yes_no"),
    ]
    matches = list_own(context, plan)
    table = context.recall(
        "matches", plan_id, context.viewer.committee, make=lambda: _tell_matches(context, columns, matches)
    )

    def link(row: int) -> str:
        match = matches[row]
        return context.address("plan", plan=str(plan_id), view="reasons", person=match.candidate_id, post=match.post_id)

    file_name = context.say("hosts-file", plan=plan_id)
    names = {
        "host": name_hosts(lambda row: matches[row].enterprise_id, plan_id),
        "person": name_people(lambda row: matches[row].candidate_id, plan_id),
    }
    chosen = show_table(
        context, "matches", columns, table, file_name=file_name, can_select=True, link=link, names=names
    )
    if chosen is not None:
        match = matches[chosen]
        called = context.say("why-pair", person=match.candidate_name, host=match.enterprise_name)
        context.link("plan", called, plan=str(plan_id), view="reasons", person=match.candidate_id, post=match.post_id)


def draw_by_person(context: Context, plan_id: int, plan: Plan) -> None:
    """Show one row for every person with a post."""
    columns = [
        Column("person", context.say("person")),
        Column("id", context.say("person-id")),
        Column("pool", context.say("pool"), is_choice=True),
        Column("unit", context.say("unit"), is_choice=True),
        Column("count", context.say("count"), "number"),
        Column("hosts", context.say("hosts")),
        Column("km", context.say("km"), "number"),
    ]
    table = context.recall(
        "people", plan_id, context.viewer.committee, make=lambda: _tell_people(context, columns, plan)
    )
    names = {"person": name_people(lambda row: str(table.frame["id"].loc[row]), plan_id)}
    show_table(context, "people", columns, table, file_name=context.say("people-file", plan=plan_id), names=names)


def _tell_matches(context: Context, columns: Sequence[Column], matches: Sequence[Match]) -> KeptTable:
    rows = [
        {
            "host": match.enterprise_name,
            "post": match.post_id,
            "role": name("role", match.role).say(context.language),
            "committee": match.committee,
            "person": match.candidate_name,
            "id": match.candidate_id,
            "pool": name("pool", match.pool).say(context.language),
            "points": match.points / 100,
            "host_rank": match.post_rank,
            "person_rank": match.candidate_rank,
            "km": round(match.travel_m / 1000, 1),
            "kept": match.is_kept,
            "approval": match.needs_approval and not match.approval,
        }
        for match in matches
    ]
    return KeptTable(pd.DataFrame(rows, columns=[column.key for column in columns]))


def _tell_people(context: Context, columns: Sequence[Column], plan: Plan) -> KeptTable:
    held: dict[str, list[Match]] = defaultdict(list)
    for match in list_own(context, plan):
        held[match.candidate_id].append(match)
    rows = [
        {
            "person": first.candidate_name,
            "id": first.candidate_id,
            "pool": name("pool", first.pool).say(context.language),
            "unit": first.unit,
            "count": len(matches),
            "hosts": join_items(
                (add_aside(match.enterprise_name, match.post_id, context.language) for match in matches),
                context.language,
            ),
            "km": round(sum(match.travel_m for match in matches) / 1000, 1),
        }
        for matches in held.values()
        for first in matches[:1]
    ]
    return KeptTable(pd.DataFrame(rows, columns=[column.key for column in columns]))
