"""What the workflow knows of a plan: where it stands and what it was made from, without its content."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, load_only

from matcher.errors import WorkflowError
from matcher.plans.store.models import Account, StoredPlan, StoredScenario
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class PlanHead:
    """Hold where a plan stands.

    Parameters
    ----------
    number
        1, 2, 3 … within the scenario.
    based_on
        The plan this one was made from by hand, if any.
    change
        What was changed by hand, why, and which rules were knowingly broken.
    digest
        Fingerprint of problem and pairs.
    version
        Raised by every change of the state.
    made_by, made_by_name
        Account and name of whoever made it; None and empty for the program.
    """

    id: int
    season_id: int
    scenario_id: int
    scenario_name: str
    number: int
    based_on: int | None
    change: dict[str, Any]
    state: str
    digest: str
    note: str
    version: int
    made_by: int | None
    made_by_name: str
    made_at: datetime


def find_head(session: Session, plan_id: int) -> PlanHead:
    """Return where a plan stands.

    Raises
    ------
    WorkflowError
        There is no such plan.
    """
    found = _read(session, StoredPlan.id == plan_id)
    if not found:
        raise WorkflowError(Words(f"没有编号为 {plan_id} 的方案", f"there is no plan {plan_id}"))
    return found[0]


def list_heads(session: Session, *, season_id: int | None = None, states: Collection[str] = ()) -> tuple[PlanHead, ...]:
    """Return the plans of a season, or of all, in some states, or in any; the newest first."""
    wanted = []
    if season_id is not None:
        wanted.append(StoredScenario.season_id == season_id)
    if states:
        wanted.append(StoredPlan.state.in_(sorted(states)))
    return _read(session, *wanted)


def list_lineage(session: Session, plan_id: int) -> tuple[PlanHead, ...]:
    """Return a plan and every plan it was made from by hand, the newest first."""
    heads = [find_head(session, plan_id)]
    while (earlier := heads[-1].based_on) is not None:
        heads.append(find_head(session, earlier))
    return tuple(heads)


def set_state(session: Session, plan_id: int, state: str) -> None:
    """Put a plan into a state; its version rises."""
    # Only what is needed: the problem of a city fills megabytes.
    options = [load_only(StoredPlan.id, StoredPlan.state, StoredPlan.version)]
    plan = session.get(StoredPlan, plan_id, options=options)
    if plan is None:
        raise WorkflowError(Words(f"没有编号为 {plan_id} 的方案", f"there is no plan {plan_id}"))
    plan.state = state
    session.flush()


def seal_plan(session: Session, plan_id: int) -> str:
    """Return the SHA-256 of all that a signature vouches for, read from the store as it is now.

    It covers the integer problem, the policy, the pairs, what each objective is said to have reached,
    and what the independent check found.
    """
    columns = (StoredPlan.problem, StoredPlan.policy, StoredPlan.pairs, StoredPlan.outcome, StoredPlan.check)
    problem, policy, pairs, outcome, check = session.execute(select(*columns).where(StoredPlan.id == plan_id)).one()
    told = {
        "problem": hashlib.sha256(problem).hexdigest(),
        "policy": policy,
        "pairs": pairs,
        "outcome": outcome,
        "check": check,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _read(session: Session, *wanted: ColumnElement[bool]) -> tuple[PlanHead, ...]:
    query = (
        select(
            StoredPlan.id,
            StoredScenario.season_id,
            StoredPlan.scenario_id,
            StoredScenario.name.label("scenario_name"),
            StoredPlan.number,
            StoredPlan.based_on,
            StoredPlan.change,
            StoredPlan.state,
            StoredPlan.digest,
            StoredPlan.note,
            StoredPlan.version,
            StoredPlan.made_by,
            func.coalesce(Account.name, "").label("made_by_name"),
            StoredPlan.made_at,
        )
        .join(StoredScenario, StoredScenario.id == StoredPlan.scenario_id)
        .outerjoin(Account, Account.id == StoredPlan.made_by)
        .where(*wanted)
        .order_by(StoredPlan.id.desc())
    )
    return tuple(PlanHead(**row) for row in session.execute(query).mappings())
