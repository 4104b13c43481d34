"""Who can drop out: each person in turn, the hosts that hang on one person, and the backups."""

import pandas as pd
import streamlit as st

from matcher.plans import Plan
from matcher.plans.store.records import PlanRecord
from matcher.ui.context import Context
from matcher.ui.long_work import Work, draw_work
from matcher.ui.profile_links import name_hosts, name_people
from matcher.ui.tables import Column, show_table
from matcher.whatif import stress_plan
from matcher.whatif.stress import Stress
from matcher.words import join_items

MOST_MOVES = 3


def draw_stressing(context: Context, record: PlanRecord, plan: Plan) -> None:
    """Withdraw everybody in turn and show what that costs."""
    st.caption(context.say("stress-explained", moves=MOST_MOVES))
    engine = plan.evidence.policy.engine if plan.evidence is not None else None

    def test(work: Work[Stress]) -> Stress:
        def tell(done: int, total: int) -> None:
            work.told = context.say("stress-so-far", done=done, total=total)

        return stress_plan(plan, engine, most_moves=MOST_MOVES, on_done=tell, should_stop=work.was_stopped)

    found = draw_work(context, f"stress-{record.id}", context.say("find-stress"), test)
    if found is None:
        return
    people = {match.candidate_id: match.candidate_name for match in plan.matches}
    hosts = {match.enterprise_id: match.enterprise_name for match in plan.matches}
    _draw_hosts(context, record, found, people, hosts)
    _draw_people(context, record, found, people, hosts)


def _draw_hosts(
    context: Context, record: PlanRecord, found: Stress, people: dict[str, str], hosts: dict[str, str]
) -> None:
    st.markdown(f"**{context.say('fragile')}**")
    if not found.fragile:
        st.success(context.say("no-fragile"))
        return
    rows = [
        {
            "host": hosts.get(each.host, each.host),
            "id": each.host,
            "people": join_items((people.get(person, person) for person in each.people), context.language),
        }
        for each in found.fragile
    ]
    columns = [
        Column("host", context.say("host")),
        Column("id", context.say("id")),
        Column("people", context.say("hangs-on")),
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    names = {"host": name_hosts(lambda row: found.fragile[row].host, record.id)}
    file_name = context.say("fragile-file", plan=record.id)
    show_table(context, "fragile", columns, frame, file_name=file_name, names=names)


def _draw_people(
    context: Context, record: PlanRecord, found: Stress, people: dict[str, str], hosts: dict[str, str]
) -> None:
    st.markdown(f"**{context.say('one-by-one')}**")
    rows = []
    for each in found.singles:
        if each.people[0] not in people:
            continue  # without a post, so nothing is lost
        backup = each.backup
        rows.append(
            {
                "person": people[each.people[0]],
                "id": each.people[0],
                "loss": each.loss,
                "hosts": join_items((hosts.get(host, host) for host in each.uncovered_hosts), context.language),
                "moves": len(each.moves),
                "backup": context.say(f"backup-{backup.status}") if backup is not None else "",
            }
        )
    columns = [
        Column("person", context.say("name")),
        Column("id", context.say("id")),
        Column("loss", context.say("loss"), "number"),
        Column("hosts", context.say("uncovered-then")),
        Column("moves", context.say("people-moving"), "number"),
        Column("backup", context.say("backup"), is_choice=True),
    ]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    names = {"person": name_people(lambda row: str(frame["id"].loc[row]), record.id)}
    show_table(context, "stress", columns, frame, file_name=context.say("stress-file", plan=record.id), names=names)
