"""Causes and prices of pairs that are not in the plan, against brute force on tiny problems."""

import numpy as np
import oracle
import pytest
from made_evidence import make_evidence, solve_evidence
from tiny_problems import random_problem

from matcher.errors import ProblemError
from matcher.explain import explain_absence, list_absences, make_resolver
from matcher.explain.absence import Absence
from matcher.explain.absence_causes import CAUSES, find_causes
from matcher.explain.evidence import Evidence
from matcher.explain.price import Price, lose, order_price
from matcher.explain.tolerated import find_worst_partners
from matcher.problem import SENSES, Problem
from matcher.problem.edits import PairPin, PairUnban, edit_problem_by_all
from matcher.problem.problem import SIDE_RULES
from matcher.solve.incremental import supports


def keys(absence: Absence) -> list[str]:
    """Return the keys of all causes, in order."""
    return [cause.key for cause in absence.causes]


def ids(evidence: Evidence, i: int, p: int) -> tuple[str, str]:
    """Return the ids of a pair."""
    return evidence.compiled.candidate_ids[i], evidence.compiled.post_ids[p]


def hold_price(evidence: Evidence, i: int, p: int, price: Price) -> None:
    """Check a price against the best of all plans that hold the pair, listed one by one."""
    problem = evidence.problem
    row = evidence.require_row(i, p)
    edits = (PairUnban(i, p), PairPin(i, p)) if problem.is_banned[row] else (PairPin(i, p),)
    expected = oracle.best(edit_problem_by_all(problem, edits)) if room_for_pins(problem, i, p) else None
    assert price.lifts_ban == bool(problem.is_banned[row])
    if expected is None:
        assert price.status == "impossible"
        assert price.changes == price.moves == ()
        return
    assert price.status == "priced"
    before = evidence.verification.objectives
    assert {change.objective: (change.before, change.after) for change in price.changes} == {
        name: (before[name], value) for name, value in expected[0].items()
    }
    assert all(change.is_exact for change in price.changes)
    hold_moves(evidence, i, p, price)


def hold_moves(evidence: Evidence, i: int, p: int, price: Price) -> None:
    """Check that the moves lead to a plan with the pair that has the values and shortfalls told."""
    problem = evidence.problem
    people, posts = evidence.compiled.candidate_index, evidence.compiled.post_index
    plan = set(oracle.as_plan(evidence.assignment))
    for move in price.moves:
        left = {(people[move.candidate_id], posts[post]) for post in move.left}
        assert left <= plan
        plan = (plan - left) | {(people[move.candidate_id], posts[post]) for post in move.taken}
    assert (i, p) in plan
    assert oracle.broken_rules(problem, plan) <= {"ban"} if price.lifts_ban else not oracle.broken_rules(problem, plan)
    values = oracle.measure(problem, sorted(plan))
    assert all(values[change.objective] == change.after for change in price.changes if change.objective != "stability")
    there = {q: sum(1 for _, other in plan if other == q) for q in range(problem.num_posts)}
    short = {
        evidence.compiled.post_ids[q]
        for q in range(problem.num_posts)
        if there[q] < problem.least[q] and there[q] < evidence.people[q]
    }
    assert set(price.short_posts) == short


def room_for_pins(problem: Problem, i: int, p: int) -> bool:
    """Tell whether brute force may be asked: it wants no more than pins within room."""
    return bool(problem.capacity[i] > 0 and problem.most[p] > 0)


def hold_causes(evidence: Evidence, absence: Absence, i: int, p: int) -> None:
    """Check every cause of an acceptable pair against the words of the problem."""
    problem, row = evidence.problem, evidence.require_row(i, p)
    found = keys(absence)
    assert found == sorted(found, key=CAUSES.index)
    plan = oracle.as_plan(evidence.assignment)
    assert ("banned" in found) == bool(problem.is_banned[row])
    held = [q for j, q in plan if j == i]
    there = [j for j, q in plan if q == p]
    rows = {pair: at for at, pair in enumerate(oracle.pairs_of(problem))}
    gains = len(held) < problem.capacity[i] or any(
        problem.rank_by_candidate[rows[i, q]] > problem.rank_by_candidate[row] for q in held
    )
    wants = len(there) < problem.most[p] or any(
        problem.rank_by_post[rows[j, p]] > problem.rank_by_post[row] for j in there
    )
    if not {"no-room", "pinned-away"}.intersection(found):
        assert ("candidate-better" in found) == (not gains)
        assert ("host-better" in found) == (not wants)
    is_blocking = (i, p) in oracle.blocking_pairs(problem, plan)[0]
    if "pinned-away" not in found:
        assert ("blocking" in found) == is_blocking
    swapped = [pair for pair in plan if pair not in find_worst_partners(evidence, i, p)] + [(i, p)]
    if not {"no-room", "pinned-away", "banned"}.intersection(found):
        named = {cause.rule for cause in absence.causes if cause.key == "side-rule"}
        assert named == oracle.broken_rules(problem, swapped) - {"stability"}


def test_every_price_and_cause_without_side_rules() -> None:
    """Pins, bans, minima and full posts: each pair has the causes and the price that listing all plans gives."""
    rng = np.random.default_rng(71)
    seen: dict[str, int] = {}
    for turn in range(150):
        problem = random_problem(
            rng,
            objectives=("coverage", "satisfaction"),
            rules=("ban", "pin"),
            has_least_loads=turn % 3 == 0,
            most_capacity=2,
            most_seats=2,
        )
        evidence = solve_evidence(problem) if supports(problem) else None
        if evidence is None:
            continue
        resolver = make_resolver(evidence)
        assert resolver.base is not None
        for i in range(problem.num_candidates):
            for p in range(problem.num_posts):
                absence = explain_absence(evidence, *ids(evidence, i, p), resolver=resolver)
                for key in keys(absence):
                    seen[key] = seen.get(key, 0) + 1
                if evidence.find_row(i, p) is None:
                    assert keys(absence) == ["barred"]
                elif evidence.holds(i, p):
                    assert keys(absence) == ["in-plan"]
                    assert absence.price is None
                else:
                    assert absence.price is not None
                    hold_price(evidence, i, p, absence.price)
                    hold_causes(evidence, absence, i, p)
                    cover = (
                        next(c for c in absence.price.changes if c.objective == "coverage")
                        if (absence.price.changes)
                        else None
                    )
                    assert ("coverage" in keys(absence)) == (cover is not None and lose(cover) > 0)
    for key in ("in-plan", "barred", "banned", "no-room", "pinned-away", "candidate-better", "host-better"):
        assert seen[key] >= 3, key
    for key in ("coverage", "impossible", "price", "free"):
        assert seen[key] >= 3, key


def test_every_price_with_side_rules() -> None:
    """With quotas, teams, budgets and recusals a full re-solve prices as listing all plans does."""
    rng = np.random.default_rng(72)
    num_rules = num_impossible = num_priced = 0
    rules = tuple(SIDE_RULES)
    for _ in range(45):
        problem = random_problem(
            rng, objectives=("coverage", "satisfaction"), rules=rules, max_pairs=7, most_capacity=2
        )
        evidence = solve_evidence(problem)
        if evidence is None:
            continue
        resolver = make_resolver(evidence)
        for i, p in oracle.pairs_of(problem):
            if evidence.holds(i, p):
                continue
            absence = explain_absence(evidence, *ids(evidence, i, p), resolver=resolver, depth="full")
            assert absence.price is not None
            hold_price(evidence, i, p, absence.price)
            hold_causes(evidence, absence, i, p)
            num_rules += "side-rule" in keys(absence)
            num_impossible += absence.price.status == "impossible"
            num_priced += absence.price.status == "priced"
    assert num_rules >= 3
    assert num_impossible >= 3
    assert num_priced >= 10


@pytest.mark.parametrize("side", ["post", "candidate"])
def test_lists_hold_the_prices_of_single_questions(side: str) -> None:
    """A list has every acceptable counterpart, priced as one by one, cheapest first."""
    rng = np.random.default_rng(73)
    num = 0
    for _ in range(60):
        problem = random_problem(
            rng, objectives=("coverage", "satisfaction"), rules=("ban", "pin"), max_pairs=14, most_seats=2
        )
        evidence = solve_evidence(problem) if supports(problem) else None
        if evidence is None:
            continue
        resolver = make_resolver(evidence)
        agents = evidence.compiled.post_ids if side == "post" else evidence.compiled.candidate_ids
        for agent, name in enumerate(agents):
            listed = list_absences(evidence, **{side: name}, resolver=resolver)
            end = problem.post if side == "post" else problem.candidate
            expected = {
                ids(evidence, i, p)
                for row, (i, p) in enumerate(oracle.pairs_of(problem))
                if end[row] == agent and not evidence.holds(i, p)
            }
            assert {(one.candidate_id, one.post_id) for one in listed} == expected
            orders = [order_price(one.price) for one in listed if one.price is not None]
            assert orders == sorted(orders)
            for one in listed:
                alone = explain_absence(evidence, one.candidate_id, one.post_id, resolver=resolver)
                if one.leading.key == "banned":
                    assert one.price is None
                    continue
                assert one.price is not None
                assert alone.price is not None
                assert one.price.changes == alone.price.changes
                assert keys(one) == keys(alone)
                num += 1
    assert num >= 60


def test_a_list_without_a_base_gives_causes_and_the_prices_asked_for() -> None:
    """Where side rules bind nothing is priced but what is named."""
    rng = np.random.default_rng(75)
    checked = 0
    for _ in range(20):
        problem = random_problem(rng, objectives=("coverage", "satisfaction"), rules=("avoid",), max_pairs=8)
        evidence = solve_evidence(problem)
        assert evidence is not None
        for post in evidence.compiled.post_ids:
            listed = list_absences(evidence, post=post)
            assert all(one.price is None and one.causes for one in listed)
            if listed and not checked:
                asked = listed[0].candidate_id
                priced = list_absences(evidence, post=post, priced=[asked], depth="full")
                assert [one.candidate_id for one in priced if one.price is not None] == [asked]
                checked += 1
    assert checked


def test_barred_pairs_are_listed_on_demand() -> None:
    """With them a post's list holds everybody who is not there."""
    problem = random_problem(np.random.default_rng(76), objectives=("satisfaction",), max_pairs=5)
    evidence = solve_evidence(problem)
    assert evidence is not None
    for p, post in enumerate(evidence.compiled.post_ids):
        listed = list_absences(evidence, post=post, has_barred=True)
        assert len(listed) == problem.num_candidates - len(evidence.people_at(p))
        barred = [one for one in listed if not one.is_acceptable]
        assert all(one.leading.key == "barred" and one.price is None for one in barred)
        assert listed[len(listed) - len(barred) :] == tuple(barred)


def test_unknown_ids_name_the_nearest() -> None:
    """A wrong id is an error with the id probably meant; a host with several posts asks for one."""
    problem = random_problem(
        np.random.default_rng(77), objectives=("satisfaction",), rules=("one_post_per_host",), num_posts=5
    )
    evidence = make_evidence(problem, oracle.as_assignment([]))
    with pytest.raises(ProblemError, match="是不是“C1”"):
        explain_absence(evidence, "C1 ", evidence.compiled.post_ids[0])
    with pytest.raises(ProblemError, match="没有编号为“zzzz”的岗位或企业"):
        explain_absence(evidence, "C0", "zzzz")
    hosts = problem.host.tolist()
    several = next(h for h in hosts if hosts.count(h) > 1)
    with pytest.raises(ProblemError, match="有几个岗位"):
        explain_absence(evidence, "C0", f"E{several}")
    with pytest.raises(ProblemError, match="没有自己的岗位"):
        explain_absence(evidence, "C0", f"E{next(h for h in range(problem.num_hosts) if h not in hosts)}")
    with pytest.raises(ValueError, match="a candidate or a post"):
        list_absences(evidence)


def test_losses_are_signed_by_the_sense_of_the_objective() -> None:
    """Less coverage shortfall is a gain, fewer points are a loss."""
    problem = random_problem(np.random.default_rng(78), objectives=("coverage", "satisfaction"))
    evidence = solve_evidence(problem)
    assert evidence is not None
    for i, p in oracle.pairs_of(problem):
        absence = explain_absence(evidence, *ids(evidence, i, p))
        for change in absence.price.changes if absence.price else ():
            assert isinstance(change.before, int)
            assert isinstance(change.after, int)
            sign = 1 if SENSES[change.objective] == "min" else -1
            assert lose(change) == sign * (change.after - change.before)


def test_causes_are_read_without_solving() -> None:
    """A pair that both want more and nobody forbids is a blocking pair, and says why it is tolerated."""
    rng = np.random.default_rng(79)
    blocking = 0
    for _ in range(60):
        problem = random_problem(rng)
        evidence = make_evidence(problem, oracle.enumerate_assignments(problem)[0])
        expected = oracle.blocking_pairs(problem, oracle.as_plan(evidence.assignment))[0]
        for i, p in oracle.pairs_of(problem):
            found = [cause.key for cause in find_causes(evidence, i, p)]
            assert ("blocking" in found) == ((i, p) in expected)
            blocking += "blocking" in found
    assert blocking >= 20
