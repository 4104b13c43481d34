"""Plans as a list and the workflow know them: where each stands and what it was made from, not its content."""

import hashlib
import json
from collections.abc import Collection

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, load_only
from sqlalchemy.orm.attributes import flag_modified

from matcher.plans.store.models import Account, PoolImport, StoredPlan, StoredScenario
from matcher.plans.store.records import PlanRecord
from matcher.plans.store.rows import MOST_ID, refuse_id
from matcher.words import Words

PLAN = Words("方案", "plan")


def find_plan_record(session: Session, plan_id: int) -> PlanRecord:
    """Return where a plan stands.

    Raises
    ------
    MissingError
        There is no such plan; ids come from addresses that anybody may type.
    """
    found = _read(session, StoredPlan.id == plan_id) if 0 < plan_id <= MOST_ID else ()
    if not found:
        raise refuse_id(plan_id, PLAN)
    return found[0]


def list_plan_records(
    session: Session,
    *,
    season_id: int | None = None,
    scenario_id: int | None = None,
    states: Collection[str] = (),
) -> tuple[PlanRecord, ...]:
    """Return the plans of a season, of a scenario or of all, in some states, or in any; the newest first."""
    wanted = []
    if scenario_id is not None:
        wanted.append(StoredPlan.scenario_id == scenario_id)
    if season_id is not None:
        wanted.append(StoredScenario.season_id == season_id)
    if states:
        wanted.append(StoredPlan.state.in_(sorted(states)))
    return _read(session, *wanted)


def list_lineage(session: Session, plan_id: int) -> tuple[PlanRecord, ...]:
    """Return a plan and every plan it was made from by hand, the newest first."""
    records = [find_plan_record(session, plan_id)]
    while (earlier := records[-1].based_on) is not None:
        records.append(find_plan_record(session, earlier))
    return tuple(records)


def set_state(session: Session, plan_id: int, state: str) -> None:
    """Put a plan into a state; its version rises."""
    options = [load_only(StoredPlan.id, StoredPlan.state, StoredPlan.version)]
    session.get_one(StoredPlan, plan_id, options=options).state = state
    session.flush()


def touch_plan(session: Session, plan_id: int) -> None:
    """Raise a plan's version, so that whoever still looks at it as it was is told."""
    options = [load_only(StoredPlan.id, StoredPlan.state, StoredPlan.version)]
    flag_modified(session.get_one(StoredPlan, plan_id, options=options), "state")
    session.flush()


def seal_plan(session: Session, plan_id: int) -> str:
    """Return the SHA-256 of all that a signature vouches for, read from the store as it is now.

    It covers the pools with everybody's names, the integer problem, the policy, the pairs, what each
    objective is said to have reached, and what the independent check found.
    """
    columns = (StoredPlan.problem, StoredPlan.policy, StoredPlan.pairs, StoredPlan.outcome, StoredPlan.check)
    query = select(PoolImport.content, *columns).join(PoolImport, PoolImport.id == StoredPlan.pool_import_id)
    pools, problem, policy, pairs, outcome, check = session.execute(query.where(StoredPlan.id == plan_id)).one()
    told = {
        "pools": hashlib.sha256(pools).hexdigest(),
        "problem": hashlib.sha256(problem).hexdigest(),
        "policy": policy,
        "pairs": pairs,
        "outcome": outcome,
        "check": check,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _read(session: Session, *wanted: ColumnElement[bool]) -> tuple[PlanRecord, ...]:
    # Only what is shown: the problem of a city fills megabytes.
    query = (
        select(
            StoredPlan.id,
            StoredPlan.scenario_id,
            StoredScenario.season_id,
            StoredPlan.pool_import_id.label("import_id"),
            StoredScenario.name.label("scenario_name"),
            StoredPlan.number,
            StoredPlan.based_on,
            StoredPlan.change,
            StoredPlan.state,
            StoredPlan.outcome,
            StoredPlan.figures,
            StoredPlan.digest,
            StoredPlan.note,
            StoredPlan.made_by,
            func.coalesce(Account.name, "").label("author"),
            StoredPlan.made_at,
            StoredPlan.version,
        )
        .join(StoredScenario, StoredScenario.id == StoredPlan.scenario_id)
        .outerjoin(Account, Account.id == StoredPlan.made_by)
        .where(*wanted)
        .order_by(StoredPlan.id.desc())
    )
    records = []
    for row in session.execute(query).mappings():
        shown = dict(row)
        outcome = shown.pop("outcome")
        records.append(PlanRecord(**shown, status=outcome["status"], was_stopped=outcome["was_stopped"]))
    return tuple(records)
