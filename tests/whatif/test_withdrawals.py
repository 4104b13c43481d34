"""Withdrawals and backups against all plans of small problems, with and without side rules."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.policy.records import EngineSettings
from matcher.problem import Problem
from matcher.problem.edits import CandidateLeaves, edit_problem_by_all
from matcher.problem.problem import SIDE_RULES
from matcher.solve import solve
from matcher.whatif.backups import find_backup
from matcher.whatif.withdrawals import Repair, Repairer

SETTINGS = EngineSettings(effort=3.0)


def draw_cases(seeds: range, *, has_rules: bool) -> Iterator[tuple[Problem, Repairer]]:
    """Yield tiny problems with a plan of greatest cover, ready for withdrawals."""
    for seed in seeds:
        rng = np.random.default_rng(seed)
        rules = tuple(rng.choice(SIDE_RULES, 3, replace=False)) if has_rules else ("ban", "pin")
        problem = random_problem(
            rng, rules=rules, objectives=("coverage", "satisfaction"), max_pairs=9, has_least_loads=seed % 2 == 0
        )
        outcome = solve(problem, SETTINGS)
        if outcome.status == "INFEASIBLE":
            continue
        assert outcome.assignment is not None
        yield problem, Repairer(problem, outcome.assignment, SETTINGS)


def enumerate_repairs(problem: Problem, repairer: Repairer, gone: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return loss and number of new pairs of every plan without some people, a gain counted as no loss."""
    edited = edit_problem_by_all(problem, [CandidateLeaves(i) for i in gone])
    before = oracle.as_plan(repairer.assignment)
    cover = int(oracle.measure(problem, before)["coverage"])
    cover -= sum(max(0, int(problem.least_load[i]) - sum(1 for j, _ in before if j == i)) for i in gone)
    found = []
    for plan in oracle.enumerate_plans(edited):
        loss = max(0, int(oracle.measure(edited, plan)["coverage"]) - cover)
        found.append((loss, len(set(plan) - set(before))))
    return found


def check_repair(problem: Problem, repairer: Repairer, repair: Repair) -> None:
    """Hold a repair to all plans there are."""
    options = enumerate_repairs(problem, repairer, repair.people)
    if not options:
        assert repair.status == "INFEASIBLE"
        return
    assert repair.status == "OPTIMAL"
    assert repair.is_exact
    least_loss = min(loss for loss, _ in options)
    assert repair.loss == least_loss
    assert repair.must_lose == (least_loss > 0)
    fewest = min(new for loss, new in options if loss == least_loss)
    assert len(repair.new_pairs) == fewest if repair.is_fewest else len(repair.new_pairs) >= fewest
    kept = set(oracle.as_plan(repairer.assignment)) - set(repair.lost_pairs) | set(repair.new_pairs)
    plan = sorted(pair for pair in kept if pair[0] not in repair.people)
    edited = edit_problem_by_all(problem, [CandidateLeaves(i) for i in repair.people])
    assert not oracle.broken_rules(edited, plan)
    assert (max(0, oracle.measure(edited, plan)["coverage"] - repairer.cover_without(repair.people))) == repair.loss
    people = [sum(1 for _, q in plan if q == p) for p in range(problem.num_posts)]
    short = {int(problem.host[p]) for p in range(problem.num_posts) if people[p] < problem.least[p]}
    assert set(repair.uncovered_hosts) == short - repairer.short_hosts


@pytest.mark.parametrize("has_rules", [False, True])
def test_repair_of_each_person_is_the_enumerated_one(has_rules: bool) -> None:
    """Loss, fewest new pairs, rules and uncovered hosts agree with every plan there is."""
    checked = lost = by_flow = 0
    for problem, repairer in draw_cases(range(70), has_rules=has_rules):
        for i in range(problem.num_candidates):
            repair = repairer.repair((i,))
            check_repair(problem, repairer, repair)
            checked += 1
            lost += repair.loss > 0
        by_flow += repairer.base is None and repairer.fits_flow
        assert has_rules or len(problem.pin_group_pair) or repairer.base is not None
    assert checked > 100
    assert lost > 10
    assert by_flow >= 5 * has_rules


def test_repair_of_groups_is_the_enumerated_one() -> None:
    """Two people out at once, with side rules and without."""
    for has_rules in (False, True):
        for problem, repairer in draw_cases(range(200, 230), has_rules=has_rules):
            check_repair(problem, repairer, repairer.repair((0, problem.num_candidates - 1)))


@pytest.mark.parametrize("has_rules", [False, True])
def test_backup_exists_exactly_where_enumeration_finds_one(has_rules: bool) -> None:
    """For each person and each number of moves: found with few enough steps, or none at all."""
    seen = {"found": 0, "none": 0}
    for problem, repairer in draw_cases(range(100, 140), has_rules=has_rules):
        for i in sorted(set(repairer.assignment.pairs[:, 0].tolist())):
            options = enumerate_repairs(problem, repairer, (i,))
            repair = repairer.repair((i,))
            for most in range(4):
                backup = find_backup(repairer, i, most, repair)
                exists = any(loss == 0 and new <= most for loss, new in options)
                assert backup.status == ("found" if exists else "none")
                seen[backup.status] += 1
                assert len(backup.steps) <= most
                if backup.is_shortest:
                    assert len(backup.steps) == min(new for loss, new in options if loss == 0)
    assert min(seen.values()) > 20


def test_backup_is_a_chain_into_places_emptied_before() -> None:
    """With one person per post in a row, each step fills the place of the one before."""
    pairs = [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2)]
    problem = random_problem(np.random.default_rng(1), num_candidates=4, num_posts=3)
    problem = _row_of_posts(problem, pairs)
    plan = oracle.as_assignment([(0, 0), (1, 1), (2, 2)])
    repairer = Repairer(problem, plan, SETTINGS)
    backup = find_backup(repairer, 0, 3)
    assert [(step.candidate, step.taken, step.left) for step in backup.steps] == [(1, 0, 1), (2, 1, 2), (3, 2, None)]
    assert backup.is_shortest
    assert find_backup(repairer, 0, 2).status == "none"


def _row_of_posts(model: Problem, pairs: list[tuple[int, int]]) -> Problem:
    k, ones = len(pairs), np.ones
    return replace(
        model,
        capacity=ones(4, np.int64),
        least_load=np.zeros(4, np.int64),
        least=ones(3, np.int64),
        most=ones(3, np.int64),
        priority=ones(3, np.int64),
        candidate=np.array([i for i, _ in pairs], np.int32),
        post=np.array([p for _, p in pairs], np.int32),
        points=np.zeros(k, np.int64),
        rank_by_candidate=ones(k, np.int64),
        rank_by_post=ones(k, np.int64),
        travel_m=np.zeros(k, np.int64),
        is_kept=np.zeros(k, np.bool_),
        is_pinned=np.zeros(k, np.bool_),
        is_banned=np.zeros(k, np.bool_),
    )
