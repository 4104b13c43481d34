"""Every cause is confirmed by solving again: on tiny seasons of all kinds, and on the whole demo season."""

from dataclasses import replace

import numpy as np
import oracle
import pytest
from tiny_seasons import draw_season

from matcher.edits.kinds import EDIT
from matcher.explain import Cause, confirm_cause, list_causes
from matcher.explain.evidence import Evidence
from matcher.explain.repairs import suggest_repairs
from matcher.explain.resolving import lead
from matcher.explain.scarcity import Scarcity, bound_cover
from matcher.plans import Plan, Scenario, make_plan
from matcher.policy.register import REGISTER
from matcher.problem import Problem, compile_problem
from matcher.solve import solve
from matcher.suitability import build_pairs
from matcher.verify import verify
from matcher.whatif.variant import Variant


def list_gaps(plan: Plan) -> tuple[Evidence, tuple[Cause, ...]]:
    """Return every cause of a plan, found again without what limited it the first time."""
    assert plan.evidence is not None
    return plan.evidence, list_causes(plan.evidence)


def test_causes_of_tiny_seasons_are_confirmed() -> None:
    """Every cause that claims anything holds when tried anew, and every kind of gap occurs."""
    seen: dict[tuple[str, str], int] = {}
    for seed in range(40):
        order = ("coverage", "stability", "satisfaction") if seed % 2 else ("satisfaction", "coverage")
        plan = make_plan(draw_season(seed, objectives=order))
        if plan.evidence is None:
            continue
        evidence, causes = list_gaps(plan)
        for cause in causes:
            assert confirm_cause(evidence, cause) in {True, None}, (seed, cause)
            seen[cause.kind, cause.key] = seen.get((cause.kind, cause.key), 0) + 1
    for kind in (
        ("uncovered", "scarcity"),
        ("uncovered", "side-rule"),
        ("unplaced", "all-barred"),
        ("blocking", "side-rule"),
    ):
        assert seen.get(kind, 0) >= 2, seen


def test_a_false_cause_is_not_confirmed() -> None:
    """What is said of one gap does not pass for another cause."""
    refuted = 0
    for seed in range(20):
        plan = make_plan(draw_season(seed))
        if plan.evidence is None:
            continue
        evidence, causes = list_gaps(plan)
        for cause in causes:
            if cause.kind != "uncovered":
                continue
            for key in ("all-barred", "not-asked", "not-mutual", "all-banned", "objective-order"):
                if key != cause.key:
                    assert confirm_cause(evidence, replace(cause, key=key, witness=None)) is not True
                    refuted += 1
            if cause.witness is not None:
                false = replace(cause, witness=replace(cause.witness, available=cause.witness.needed))
                assert confirm_cause(evidence, false) is False
    assert refuted >= 20


def test_causes_with_brute_force() -> None:
    """A post said to be short of people is short in every plan; one said to give way to a rule is filled without it."""
    num = 0
    for seed in range(40):
        plan = make_plan(draw_season(seed))
        if plan.evidence is None:
            continue
        evidence, causes = list_gaps(plan)
        problem = evidence.problem
        for cause in causes:
            if cause.kind != "uncovered" or cause.witness is None:
                continue
            posts = set(cause.witness.posts)
            needed = int(problem.least[list(posts)].sum())
            most = max(
                sum(min(int(problem.least[p]), sum(q == p for _, q in found)) for p in posts)
                for found in oracle.enumerate_plans(problem)
            )
            assert most < needed
            assert most <= cause.witness.available
            num += 1
    assert num >= 5


@pytest.fixture(scope="module")
def gaps(banner_plan: Plan) -> tuple[Evidence, tuple[Cause, ...]]:
    """Return the causes of the demo season."""
    return list_gaps(banner_plan)


def test_every_gap_of_the_demo_has_a_cause_that_holds(gaps: tuple, banner_plan: Plan) -> None:
    """Uncovered posts and people without a post all have a cause, and solving again confirms each."""
    evidence, causes = gaps
    posts = {evidence.compiled.post_ids[cause.post] for cause in causes if cause.kind == "uncovered"}
    people = {evidence.compiled.candidate_ids[cause.candidate] for cause in causes if cause.kind == "unplaced"}
    assert posts == {gap.post_id for gap in banner_plan.uncovered} != set()
    assert people == {gap.candidate_id for gap in banner_plan.unplaced} != set()
    for cause in causes:
        if cause.kind != "blocking":
            assert confirm_cause(evidence, cause) is True, cause


def test_every_blocking_pair_of_the_demo_is_tolerated_for_a_reason_that_holds(gaps: tuple, banner_plan: Plan) -> None:
    """Each blocking pair has a reason, and it is confirmed."""
    evidence, causes = gaps
    blocking = [cause for cause in causes if cause.kind == "blocking"]
    assert len(blocking) == len(banner_plan.blocking) > 0
    for cause in blocking:
        assert confirm_cause(evidence, cause) is True, cause


def test_witnesses_of_the_demo_are_minimal(gaps: tuple) -> None:
    """Whichever post is taken out of a witness, the people left suffice for the others."""
    evidence, causes = gaps
    problem = evidence.problem
    witnesses = [cause.witness for cause in causes if cause.kind == "uncovered" and cause.witness is not None]
    assert witnesses
    for witness in witnesses:
        only = np.isin(np.arange(problem.num_posts), witness.posts)
        alone = replace(problem, least=np.where(only, problem.least, 0))
        assert Scarcity(alone, evidence.assignment).loss > 0
        for p in witness.posts:
            least = alone.least.copy()
            least[p] = 0
            fewer = Scarcity(replace(alone, least=least), evidence.assignment)
            assert fewer.missing.sum() < witness.missing or not fewer.missing.sum()


def compile_season(scenario: Scenario) -> Problem:
    """Return the integer problem of a scenario."""
    table = build_pairs(scenario.pools, scenario.policy, scenario.vocabulary)
    return compile_problem(scenario.pools, scenario.policy, table).problem


def test_repairs_of_the_demo_work_from_nothing(gaps: tuple, banner_scenario: Scenario) -> None:
    """Edited by the what-if room and solved from nothing, each repair covers as much more as it says."""
    evidence, _ = gaps
    # The second is of the kind of the first.
    repairs = [*suggest_repairs(evidence, limit=3)[::2], *suggest_repairs(evidence, post="Q075-1", limit=1)]
    assert [repair.kind for repair in repairs] == ["capacity", "waiver", "branch"]
    before = evidence.verification.objectives["coverage"]
    for repair in repairs:
        assert not any(rule in REGISTER and REGISTER[rule].kind == "law" for rule in repair.who)
        edits = [EDIT.validate_python(dict(edit)) for edit in repair.edits]
        problem = compile_season(Variant("repair", banner_scenario).add(*edits).scenario)
        asked = replace(problem, objectives=lead(problem.objectives))
        outcome = solve(asked, banner_scenario.policy.engine)
        assert outcome.assignment is not None
        found = verify(asked, outcome.assignment, outcome.objectives)
        assert found.ok
        assert before - found.objectives["coverage"] == repair.gain
        assert bound_cover(problem, outcome.assignment) <= before - repair.gain
