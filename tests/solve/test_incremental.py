"""The incremental engine against full solves, enumeration and its own certificate."""

from dataclasses import replace

import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.errors import ProblemError
from matcher.problem import Problem
from matcher.problem.edits import (
    CandidateLeaves,
    CapacityChange,
    Edit,
    PairBan,
    PairPin,
    PairUnban,
    PairUnpin,
    SeatsChange,
    edit_problem,
    edit_problem_by_all,
)
from matcher.solve.flow.engine import solve_flow
from matcher.solve.incremental import Base, apply, apply_all, leading_sums, make_base, resolve, resolve_all, supports
from matcher.solve.incremental.engine import MOST_MOVED, count_moved
from matcher.solve.incremental.residual import POTENTIAL
from matcher.solve.incremental.steps import MOST_POTENTIAL
from matcher.verify import verify

ORDERS = [
    ("coverage", "satisfaction"),
    ("satisfaction",),
    ("coverage", "size", "travel", "continuity"),
    ("satisfaction", "coverage", "travel"),
    ("size", "travel"),
]


def draw_edit(rng: np.random.Generator, problem: Problem) -> Edit:
    """Return any kind of edit at a place of chance, useless and impossible ones included."""
    row = int(rng.integers(problem.num_pairs))
    pair = int(problem.candidate[row]), int(problem.post[row])
    kind = int(rng.integers(7))
    if kind == 0:
        return CandidateLeaves(pair[0])
    if kind == 1:
        return CapacityChange(pair[0], int(rng.integers(5)))
    if kind == 2:
        most = int(rng.integers(5))
        return SeatsChange(pair[1], int(rng.integers(most + 1)), most)
    return (PairBan, PairUnban, PairPin, PairUnpin)[kind - 3](*pair)


def hold_to_full_solve(base: Base, edit: Edit) -> Base | None:
    """Check one edit against a full solve of the edited problem; return the new base, None if infeasible."""
    before = base.state[0].copy(), base.state[1].copy()
    outcome = resolve(base, edit)
    problem, clash = base.problem, None
    try:
        problem = edit_problem(problem, edit)
    except ProblemError as error:
        clash = error.words
    if clash is not None:
        assert (outcome.status, outcome.cause) == ("INFEASIBLE", clash)
        return None
    full = solve_flow(problem, base.objectives)
    assert (outcome.status, outcome.cause) == (full.status, full.cause)
    if outcome.assignment is None:
        with pytest.raises(ProblemError):
            apply(base, edit)
        return None
    assert [(r.name, r.value, r.bound) for r in outcome.objectives] == [
        (r.name, r.value, r.bound) for r in full.objectives
    ]
    assert not verify(problem, outcome.assignment, outcome.objectives).violations
    edited = apply(base, edit)
    assert edited.is_proven()
    assert edited.problem.digest() == problem.digest()
    assert all(np.array_equal(old, now) for old, now in zip(before, base.state, strict=True))
    return edited


@pytest.mark.parametrize("objectives", ORDERS, ids="-".join)
def test_chains_of_edits_equal_full_solves(objectives: tuple) -> None:
    """Ten edits one after the other, of every kind, on tiny problems with ties, pins, bans and least loads."""
    rng = np.random.default_rng(51)
    feasible = infeasible = 0
    for turn in range(70):
        problem = random_problem(rng, objectives=objectives, rules=("ban", "pin"), has_least_loads=turn % 2 == 0)
        if not supports(problem) or solve_flow(problem, objectives).status == "INFEASIBLE":
            continue
        base = make_base(problem)
        for _ in range(10):
            edited = hold_to_full_solve(base, draw_edit(rng, problem))
            feasible, infeasible = feasible + (edited is not None), infeasible + (edited is None)
            base = edited or base
    assert feasible >= 250
    assert infeasible >= 10


def test_single_edits_equal_enumeration() -> None:
    """The values are the best of all plans of the edited problem, listed one by one."""
    rng = np.random.default_rng(52)
    checked = 0
    for _ in range(250):
        problem = random_problem(rng, objectives=("coverage", "satisfaction"), rules=("ban",), max_pairs=8)
        base = make_base(problem)
        edit = draw_edit(rng, problem)
        expected = None
        if not isinstance(edit, PairPin) or resolve(base, edit).status == "OPTIMAL":
            expected = oracle.best(edit_problem(problem, edit))
        outcome = resolve(base, edit)
        assert (expected is None) == (outcome.status == "INFEASIBLE")
        if expected is not None:
            assert {r.name: r.value for r in outcome.objectives} == expected[0]
            checked += 1
    assert checked >= 200


@pytest.mark.parametrize("size", [(30, 40, 400, 3), (120, 150, 3000, 2), (150, 60, 3000, 6)])
def test_long_chains_on_larger_problems(size: tuple) -> None:
    """Forty edits on problems of banner size, scarce and ample, keep the values and the certificate."""
    num_candidates, num_posts, max_pairs, most_capacity = size
    rng = np.random.default_rng(num_posts)
    problem = random_problem(
        rng,
        objectives=("coverage", "satisfaction"),
        num_candidates=num_candidates,
        num_posts=num_posts,
        max_pairs=max_pairs,
        most_capacity=most_capacity,
    )
    problem = replace(problem, points=rng.integers(0, 10_001, problem.num_pairs))
    base, possible = make_base(problem), 0
    for _ in range(40):
        edited = hold_to_full_solve(base, draw_edit(rng, problem))
        base, possible = edited or base, possible + (edited is not None)
    assert possible >= 20


def test_a_shock_of_a_tenth_comes_to_the_same_either_way() -> None:
    """All at once from the base, started over, and edit by edit: one tenth of all people gone."""
    rng = np.random.default_rng(54)
    problem = random_problem(
        rng, objectives=("coverage", "satisfaction"), num_candidates=600, num_posts=500, max_pairs=9000, most_capacity=9
    )
    base = make_base(problem)
    edits = [CandidateLeaves(int(i)) for i in rng.choice(600, 240, replace=False)]
    few, many = edits[:60], edits
    assert count_moved(base, few) <= MOST_MOVED < count_moved(base, many)
    for shock in (few, many):
        full = solve_flow(edit_problem_by_all(problem, shock), base.objectives)
        stepwise = apply_all(base, shock)
        outcome = resolve_all(base, shock)
        values = {r.name: r.value for r in full.objectives}
        assert values == {r.name: r.value for r in outcome.objectives} == stepwise.measure()
        assert stepwise.is_proven()


def test_a_leaver_takes_the_pins_along(two_by_one: Problem) -> None:
    """Whoever leaves is not held back by a pin, and the rest is placed anew."""
    problem = replace(two_by_one, is_pinned=np.array([True, False]), objectives=("coverage",))
    outcome = resolve(make_base(problem), CandidateLeaves(0))
    assert outcome.status == "OPTIMAL"
    assert outcome.assignment is not None
    assert oracle.as_plan(outcome.assignment) == ((1, 0),)
    assert [r.value for r in outcome.objectives] == [1]


def test_no_room_and_too_many_pins_are_named(two_by_one: Problem) -> None:
    """Less room than pins, and a pin where all room is pinned, are infeasible with the cause."""
    problem = replace(two_by_one, is_pinned=np.array([True, False]), objectives=("coverage",))
    base = make_base(problem)
    for edit in (CapacityChange(0, 0), SeatsChange(0, 0, 0)):
        outcome = resolve(base, edit)
        assert (outcome.status, outcome.assignment) == ("INFEASIBLE", None)
        assert outcome.cause is not None
        assert "pins exceed" in outcome.cause.en
    one_seat = apply(base, SeatsChange(0, 1, 1))
    assert resolve(one_seat, PairPin(1, 0)).status == "INFEASIBLE"
    assert resolve(base, PairPin(1, 0)).status == "OPTIMAL"


def test_only_the_end_of_a_list_of_edits_decides(two_by_one: Problem) -> None:
    """A clash that a later edit of the same list lifts is none."""
    problem = replace(two_by_one, is_pinned=np.array([True, False]), objectives=("coverage",))
    base = make_base(problem)
    outcome = resolve_all(base, (CapacityChange(0, 0), PairUnpin(0, 0)))
    assert outcome.status == "OPTIMAL"
    assert [r.value for r in outcome.objectives] == [1]
    assert resolve_all(base, (CapacityChange(0, 0), PairPin(1, 0))).status == "INFEASIBLE"
    assert resolve_all(base, ()).objectives[0].value == 0


def test_nobody_and_nothing_is_a_problem_too(two_by_one: Problem) -> None:
    """Without any pair, capacities and seats change freely and nothing is placed."""
    rng = np.random.default_rng(55)
    empty = random_problem(rng, objectives=("coverage", "satisfaction"), num_candidates=2, num_posts=2)
    empty = replace(
        empty,
        **{
            name: getattr(empty, name)[:0]
            for name in (
                "candidate",
                "post",
                "points",
                "rank_by_candidate",
                "rank_by_post",
                "travel_m",
                "is_kept",
                "is_pinned",
                "is_banned",
            )
        },
    )
    base = make_base(empty)
    for edit in (CandidateLeaves(0), CapacityChange(1, 9), SeatsChange(1, 2, 4)):
        base = apply(base, edit)
        assert base.is_proven()
        assert len(base.assignment) == 0
    assert base.measure()["coverage"] == oracle.measure(base.problem, ())["coverage"]


@pytest.mark.parametrize(
    "edit",
    [
        CandidateLeaves(2),
        CapacityChange(-1, 1),
        CapacityChange(0, -1),
        CapacityChange(0, 10**7),
        SeatsChange(1, 0, 1),
        SeatsChange(0, 2, 1),
    ],
    ids=repr,
)
def test_edits_of_what_is_not_there_are_refused(edit: Edit, two_by_one: Problem) -> None:
    """An index or number that cannot be is an error, not an infeasible problem."""
    base = make_base(replace(two_by_one, objectives=("coverage",)))
    for run in (lambda: resolve(base, edit), lambda: edit_problem(two_by_one, edit)):
        with pytest.raises(ProblemError):
            run()


def test_a_pair_that_is_not_acceptable_has_no_edit(tied_chain: Problem) -> None:
    """Pinning a pair that is not listed names both ends."""
    base = make_base(replace(tied_chain, objectives=("coverage",)))
    with pytest.raises(ProblemError, match="1"):
        resolve(base, PairPin(1, 1))


def test_side_rules_end_the_shortcut() -> None:
    """No base where a rule binds, and no answer for an edit that makes one bind."""
    rng = np.random.default_rng(56)
    refused = 0
    for _ in range(400):
        problem = random_problem(rng, objectives=("coverage",), rules=("one_post_per_host", "ban"))
        if not supports(problem):
            with pytest.raises(ValueError, match="side rules bind"):
                make_base(problem, objectives=("coverage",))
            continue
        base, edit = make_base(problem), draw_edit(rng, problem)
        if isinstance(edit, PairPin) and resolve(base, edit).status == "INFEASIBLE":
            continue
        if leading_sums(edit_problem(problem, edit)):
            assert hold_to_full_solve(base, edit) is not None
        else:
            refused += 1
            with pytest.raises(ValueError, match="side rules bind"):
                resolve(base, edit)
    assert refused >= 3


def test_weights_that_do_not_fit_are_left_out(two_by_one: Problem) -> None:
    """Levels that would overflow 64 bits when stacked shorten the run of objectives instead."""
    heavy = replace(two_by_one, priority=np.array([10**6]), objectives=("coverage", "satisfaction", "travel"))
    heavy = replace(heavy, points=np.array([10_000, 9_000]), travel_m=np.array([10**9, 5]))
    assert not supports(heavy)
    assert leading_sums(heavy) == ("coverage", "satisfaction")
    assert leading_sums(replace(heavy, objectives=("stability",))) == ()
    with pytest.raises(ValueError, match="objectives"):
        make_base(heavy, objectives=heavy.objectives)
    base = make_base(heavy)
    assert base.measure() == {"coverage": 0, "satisfaction": 19_000}
    assert apply(base, SeatsChange(0, 1, 1)).measure() == {"coverage": 0, "satisfaction": 10_000}


def test_a_plan_that_is_not_optimal_makes_no_base() -> None:
    """Every plan of a small problem makes a base exactly when it has the best values."""
    rng = np.random.default_rng(57)
    good = bad = 0
    for _ in range(25):
        problem = random_problem(rng, objectives=("coverage", "satisfaction"), max_pairs=6)
        best = solve_flow(problem, problem.objectives)
        for assignment in oracle.enumerate_assignments(problem):
            values = oracle.measure(problem, oracle.as_plan(assignment))
            if all(values[r.name] == r.value for r in best.objectives):
                assert make_base(problem, assignment).is_proven()
                good += 1
            else:
                bad += 1
                with pytest.raises(ValueError, match="not an optimal plan"):
                    make_base(problem, assignment)
    assert min(good, bad) >= 25


def test_potentials_near_the_end_of_their_range_are_settled_anew() -> None:
    """Potentials that drifted far away give the same answers and come back to small numbers."""
    rng = np.random.default_rng(58)
    for _ in range(30):
        problem = random_problem(rng, objectives=("coverage", "satisfaction"), most_capacity=2)
        base = make_base(problem)
        base.state[1][POTENTIAL] += MOST_POTENTIAL + 1
        edited = hold_to_full_solve(base, CapacityChange(0, int(problem.capacity[0]) + 1))
        assert edited is not None
        assert np.abs(edited.state[1][POTENTIAL]).max() < MOST_POTENTIAL
