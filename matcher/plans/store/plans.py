"""Plans: immutable versions, each with the problem, policy, outcome and check it came with."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import func, insert, select

from matcher.errors import MatcherError, StoreError
from matcher.explain.evidence import Evidence
from matcher.plans.accounts.permissions import require
from matcher.plans.making import recall_plan
from matcher.plans.plan import Plan, fingerprint
from matcher.plans.store.acting import Act
from matcher.plans.store.database import Store
from matcher.plans.store.imports import take_pools
from matcher.plans.store.models import StoredMatch, StoredPlan, StoredScenario
from matcher.plans.store.packing import pack_result, unpack_result
from matcher.plans.store.plan_records import PLAN, find_plan_record, list_plan_records
from matcher.plans.store.records import PlanRecord
from matcher.plans.store.rows import get_row
from matcher.plans.store.scenarios import take_scenario
from matcher.policy import digest, parse_policy, render_policy
from matcher.pools import Pools
from matcher.problem import Assignment
from matcher.problem.packing import pack_problem, unpack_problem
from matcher.verify import Verification, verify
from matcher.words import Words


def save_plan(
    act: Act,
    scenario_id: int,
    plan: Plan,
    *,
    import_id: int | None = None,
    policy: str | None = None,
    based_on: int | None = None,
    change: Mapping[str, Any] | None = None,
    note: str = "",
) -> PlanRecord:
    """Keep a plan as the next version of its scenario, every pair of it proposed.

    Parameters
    ----------
    import_id, policy
        The import and the TOML it was solved on; None: the scenario's, as they are now.
    based_on, change
        The plan this one was made from by hand, and how and why; plain JSON values.

    Raises
    ------
    StoreError
        There is no assignment to keep, or the plan answers other pools than the import's.
    """
    require(act, "run-scenario" if based_on is None else "change-plan")
    scenario = get_row(act.session, StoredScenario, scenario_id, Words("方案设置", "scenario"))
    evidence = plan.evidence
    if evidence is None or plan.verification is None:
        raise StoreError(Words("没有求得方案，无可保存", "there is no plan to keep, only why there is none"))
    import_id = import_id or scenario.pool_import_id
    if take_pools(act.session, import_id).pools != evidence.pools:
        raise StoreError(
            Words(
                "方案所用的名单不是这次导入的名单；请先把改动后的名单存为新的导入",
                "the plan answers other pools than this import's; keep the edited pools as an import first",
            )
        )
    text = policy or scenario.policy
    if digest(parse_policy(text)) != plan.digests["policy"]:
        text = render_policy(evidence.policy, text)
    last = act.session.scalar(select(func.max(StoredPlan.number)).where(StoredPlan.scenario_id == scenario.id))
    row = StoredPlan(
        scenario_id=scenario.id,
        pool_import_id=import_id,
        number=(last or 0) + 1,
        based_on=None if based_on is None else get_row(act.session, StoredPlan, based_on, PLAN).id,
        change=dict(change or {}),
        policy=text,
        problem=pack_problem(plan.problem),
        pairs=[[match.candidate_id, match.post_id] for match in plan.matches],
        outcome={
            "status": plan.status,
            "was_stopped": plan.outcome.was_stopped,
            "objectives": [pack_result(result) for result in plan.objectives],
            "versions": dict(plan.versions),
        },
        check=_tell_check(plan.verification),
        figures=_count(plan, evidence),
        problem_digest=plan.digests["problem"],
        policy_digest=plan.digests["policy"],
        digest=plan.digest,
        note=note,
        made_by=act.actor.account_id,
        made_at=act.at,
    )
    act.session.add(row)
    act.session.flush()
    pairs = [
        {
            "plan_id": row.id,
            "candidate_id": match.candidate_id,
            "post_id": match.post_id,
            "enterprise_id": match.enterprise_id,
            "committee": match.committee,
        }
        for match in plan.matches
    ]
    if pairs:
        act.session.execute(insert(StoredMatch), pairs)
    after: dict[str, Any] = {"scenario": scenario.id, "number": row.number, "status": plan.status}
    after |= {"figures": dict(row.figures)} | {"based_on": row.based_on, "change": dict(row.change), "note": note}
    act.record("make-plan", f"plan {row.id}", after=after, plan_digest=row.digest)
    return find_plan_record(act.session, row.id)


def load_plan(store: Store, plan_id: int) -> Plan:
    """Return a plan as it was, checked anew, with everything its reasons are read from.

    Raises
    ------
    MissingError
        There is none.
    StoreError
        What is stored no longer leads to the digest it was kept under.
    """
    with store.read() as session:
        row = get_row(session, StoredPlan, plan_id, PLAN)
        outcome, pairs, overridden = row.outcome, row.pairs, row.change.get("overridden", ())
        scenario = take_scenario(session, row.policy, row.pool_import_id)
    results = tuple(unpack_result(result) for result in outcome["objectives"])
    try:
        assignment = _find_assignment(pairs, scenario.pools)
        plan = recall_plan(
            scenario,
            assignment,
            results,
            outcome["status"],
            was_stopped=outcome["was_stopped"],
            overridden=overridden,
        )
    except (MatcherError, KeyError) as error:
        raise _refuse_plan(plan_id) from error
    found = (plan.digest, plan.digests["problem"], plan.digests["policy"])
    if found != (row.digest, row.problem_digest, row.policy_digest):
        raise _refuse_plan(plan_id)
    return replace(plan, versions=outcome["versions"])


def check_stored_plan(store: Store, plan_id: int) -> Verification:
    """Check a plan again from its stored problem, pairs and claims alone, without the rules that made it.

    Raises
    ------
    MissingError
        There is none.
    StoreError
        The stored problem or plan does not have its digest.
    """
    with store.read() as session:
        row = get_row(session, StoredPlan, plan_id, PLAN)
        data, pairs, results = row.problem, row.pairs, row.outcome["objectives"]
        pools = take_pools(session, row.pool_import_id).pools
    try:
        problem, assignment = unpack_problem(data), _find_assignment(pairs, pools)
    except (MatcherError, KeyError) as error:
        raise _refuse_plan(plan_id) from error
    if (problem.digest(), fingerprint(problem.digest(), assignment)) != (row.problem_digest, row.digest):
        raise _refuse_plan(plan_id)
    return verify(problem, assignment, tuple(unpack_result(result) for result in results))


def list_plans(store: Store, *, scenario_id: int | None = None, season_id: int | None = None) -> tuple[PlanRecord, ...]:
    """Return the plans of a scenario, of a season or of all, the latest first."""
    with store.read() as session:
        return list_plan_records(session, season_id=season_id, scenario_id=scenario_id)


def load_plan_record(store: Store, plan_id: int) -> PlanRecord:
    """Return what a list shows of a plan.

    Raises
    ------
    MissingError
        There is none.
    """
    with store.read() as session:
        return find_plan_record(session, plan_id)


def _find_assignment(pairs: Sequence[tuple[str, str]], pools: Pools) -> Assignment:
    people, posts = pools.candidate_index, pools.post_index
    rows = [(people[candidate], posts[post]) for candidate, post in pairs]
    return Assignment(np.array(rows, np.int32).reshape(-1, 2))


def _refuse_plan(plan_id: int) -> StoreError:
    return StoreError(
        Words(
            f"方案 {plan_id} 与保存时的摘要不符：数据被改动过，或由规则不同的另一版本程序生成",
            f"plan {plan_id} does not have the digest it was kept under: "
            "it was changed, or another version of this program with other rules made it",
        )
    )


def _tell_check(verification: Verification) -> dict[str, Any]:
    return {
        "ok": verification.ok,
        "objectives": dict(verification.objectives),
        "bounds": dict(verification.bounds),
        "coverage_bound": verification.coverage_bound,
    }


def _count(plan: Plan, evidence: Evidence) -> dict[str, int]:
    coverage, summary = plan.coverage, plan.summary
    return {
        "seats_needed": coverage.seats_needed,
        "seats_filled": coverage.seats_filled,
        "hosts": coverage.hosts,
        "hosts_covered": coverage.hosts_covered,
        "blind_spots_before": coverage.blind_spots_before,
        "blind_spots_left": coverage.blind_spots_left,
        "matches": summary.num_matches,
        "blocking": summary.num_blocking,
        "excused": summary.num_excused,
        "uncovered": int((evidence.people < evidence.problem.least).sum()),
        "unplaced": summary.num_unplaced,
    }
