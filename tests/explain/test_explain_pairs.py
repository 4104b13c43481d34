"""Why a pair is in the plan: against brute force on tiny problems, and its points from the records."""

from dataclasses import replace
from datetime import date

import numpy as np
import oracle
import pytest
from made_evidence import solve_evidence
from people import host, person
from tiny_problems import random_problem

from matcher.explain import explain_pair, make_resolver
from matcher.explain.evidence import Evidence
from matcher.explain.measures import MEASURES, measure_pair, share_points
from matcher.explain.pairs import PairReason
from matcher.explain.price import lose
from matcher.plans import Plan, Scenario, make_plan
from matcher.policy.records import PairOrder, Policy, RuleSetting
from matcher.pools.pools import Pools
from matcher.pools.records import Choice, Post
from matcher.pools.vocabulary import load_vocabulary
from matcher.problem.edits import PairBan, edit_problem
from matcher.suitability import CRITERIA


def keys(reason: PairReason) -> list[str]:
    """Return the keys of all decisions, in order."""
    return [decision.key for decision in reason.decisions]


def test_what_decided_a_pair_equals_brute_force() -> None:
    """Doing without a pair costs what the best of all plans without it loses; cover is named where it is lost."""
    rng = np.random.default_rng(81)
    seen: dict[str, int] = {}
    for turn in range(60):
        rules = ("avoid", "quota") if turn % 3 == 0 else ("pin",)
        problem = random_problem(
            rng, objectives=("coverage", "satisfaction"), rules=rules, max_pairs=8, most_capacity=2
        )
        # Few different points, so that equally good plans occur.
        evidence = solve_evidence(replace(problem, points=problem.points // 7))
        if evidence is None:
            continue
        problem = evidence.problem
        resolver = make_resolver(evidence)
        for i, p in oracle.as_plan(evidence.assignment):
            ids = evidence.compiled.candidate_ids[i], evidence.compiled.post_ids[p]
            reason = explain_pair(evidence, *ids, resolver=resolver, depth="full")
            assert reason is not None
            for key in keys(reason):
                seen[key] = seen.get(key, 0) + 1
            row = evidence.require_row(i, p)
            assert ("pinned" in keys(reason)) == bool(problem.is_pinned[row])
            if problem.is_pinned[row]:
                assert reason.without is None
                assert f"order {row}" in reason.decisions[0].words.zh
                continue
            hold_without(evidence, reason, oracle.best(edit_problem(problem, PairBan(i, p))))
    for key in ("pinned", "rules", "coverage", "objective", "mutual-first", "tie"):
        assert seen[key] >= 2, key


def test_doing_without_a_pair_lets_it_block() -> None:
    """Where few blocking pairs are wanted, no plan without a pair is better: the pair itself may block."""
    rng = np.random.default_rng(83)
    num = worse = 0
    for _ in range(5):
        problem = random_problem(rng, objectives=("coverage", "stability", "satisfaction"), max_pairs=7)
        evidence = solve_evidence(problem)
        assert evidence is not None
        resolver = make_resolver(evidence)
        for i, p in oracle.as_plan(evidence.assignment):
            ids = evidence.compiled.candidate_ids[i], evidence.compiled.post_ids[p]
            reason = explain_pair(evidence, *ids, resolver=resolver, depth="full")
            assert reason is not None
            assert reason.without is not None
            without = [oracle.measure(problem, plan) for plan in oracle.enumerate_plans(problem) if (i, p) not in plan]
            best = min((v["coverage"], v["stability"], -int(v["satisfaction"])) for v in without)
            told = {change.objective: change.after for change in reason.without.changes}
            assert (told["coverage"], told["stability"], -int(told["satisfaction"])) == best
            decisive = reason.without.decisive
            assert decisive is None or lose(decisive) > 0
            worse += decisive is not None and decisive.objective == "stability"
            num += 1
    assert num >= 10
    assert worse >= 5


def hold_without(evidence: Evidence, reason: PairReason, expected: tuple | None) -> None:
    """Check the price of doing without, and what is said of it."""
    assert reason.without is not None
    assert ("rules" in keys(reason)) == (expected is None)
    if expected is None:
        assert reason.without.status == "impossible"
        return
    before = evidence.verification.objectives
    changes = {change.objective: (change.before, change.after) for change in reason.without.changes}
    assert changes == {name: (before[name], value) for name, value in expected[0].items()}
    assert all(change.is_exact for change in reason.without.changes)
    cover = next(change for change in reason.without.changes if change.objective == "coverage")
    assert ("coverage" in keys(reason)) == (lose(cover) > 0)
    assert ("tie" in keys(reason)) == all(change.before == change.after for change in reason.without.changes)
    decisive = next((change for change in reason.without.changes if change.before != change.after), None)
    # What cover owes to the pair is told once.
    assert ("objective" in keys(reason)) == (decisive is not None and (decisive != cover or lose(cover) <= 0))


def test_who_ranks_higher_is_listed_with_a_cause() -> None:
    """Posts a person ranks higher, and people a post ranks higher, each come with a cause."""
    rng = np.random.default_rng(82)
    num = 0
    for _ in range(40):
        problem = random_problem(rng, objectives=("coverage", "satisfaction"), max_pairs=14)
        evidence = solve_evidence(problem)
        assert evidence is not None
        for i, p in oracle.as_plan(evidence.assignment):
            reason = explain_pair(
                evidence, evidence.compiled.candidate_ids[i], evidence.compiled.post_ids[p], is_priced=False
            )
            assert reason is not None
            row = evidence.require_row(i, p)
            better = {
                evidence.compiled.post_ids[q]
                for at, (j, q) in enumerate(oracle.pairs_of(problem))
                if j == i
                and problem.rank_by_candidate[at] < problem.rank_by_candidate[row]
                and not evidence.holds(i, q)
            }
            wanted = {
                evidence.compiled.candidate_ids[j]
                for at, (j, q) in enumerate(oracle.pairs_of(problem))
                if q == p and not evidence.holds(j, p)
                if problem.rank_by_post[at] < problem.rank_by_post[row]
            }
            assert {one.id for one in reason.passed_posts} == better
            assert {one.id for one in reason.passed_people} == wanted
            num += len(better) + len(wanted)
    assert num >= 20


def test_measures_of_the_demo_are_those_of_the_table(banner_plan: Plan) -> None:
    """Value by value the records give what the arrays gave, and the points add up to the suitability."""
    evidence = banner_plan.evidence
    assert evidence is not None
    problem, table = evidence.problem, evidence.table
    assert tuple(MEASURES) == tuple(CRITERIA) == table.criteria
    for row in range(0, problem.num_pairs, 5):
        i, p, points = int(problem.candidate[row]), int(problem.post[row]), int(problem.points[row])
        measures = measure_pair(evidence, i, p, points)
        stored = table.terms[evidence.compiled.table_row[row]]
        assert np.array_equal(np.array([one.value for one in measures], np.float32), stored)
        assert [one.weight for one in measures] == table.weights.tolist()
        assert sum(one.points for one in measures) == points
        for one in measures:
            assert abs(one.points - one.value * one.weight / int(table.weights.sum()) * 10_000) < 1
            assert one.most == pytest.approx(one.weight / int(table.weights.sum()) * 10_000)
            assert one.words.zh
            assert one.words.en


def test_every_pair_of_the_demo_is_explained(banner_plan: Plan) -> None:
    """What each match shows and what its explanation says are the same."""
    evidence = banner_plan.evidence
    assert evidence is not None
    for match in banner_plan.matches:
        reason = explain_pair(evidence, match.candidate_id, match.post_id, is_priced=False)
        assert reason is not None
        assert reason.points == match.points
        assert (reason.candidate_rank, reason.post_rank) == (match.candidate_rank, match.post_rank)
        assert (reason.candidate_answer, reason.enterprise_answer) == (match.candidate_answer, match.enterprise_answer)
        assert (reason.candidate_choice, reason.enterprise_choice) == (match.candidate_choice, match.enterprise_choice)
        assert {caution.reason.rule for caution in reason.cautions} == {flag.rule for flag in match.flags}
        shown = {one.criterion: (round(one.value, 4), one.weight) for one in reason.measures}
        assert shown == {criterion: (value, weight) for criterion, value, weight in match.terms}
        assert reason.decisions


def plan_of(pools: Pools, **policy: object) -> Plan:
    """Solve pools under a policy."""
    made = Policy(name="test", season_start=date(2026, 12, 1), **policy)
    return make_plan(Scenario(made, pools, load_vocabulary()))


def test_an_approval_is_asked_of_the_approving_organ() -> None:
    """A pair that needs an approval says so, with the number where there is one."""
    pools = Pools(
        candidates=(person("1", status_date=date(2025, 6, 1), approval="", capacity=1),),
        enterprises=(host("A"),),
        posts=(Post(id="A-1", enterprise="A"),),
    )
    evidence = plan_of(pools).evidence
    assert evidence is not None
    reason = explain_pair(evidence, "1", "A")
    assert reason is not None
    assert [(one.reason.rule, one.lift.zh, one.approval) for one in reason.cautions] == [
        ("approval-needed", "由批准机关批准或备案", "")
    ]


def test_a_pair_that_is_not_there_has_no_reason() -> None:
    """Asked why for a pair the plan does not hold, the answer is none."""
    pools = Pools(
        candidates=(person("1", capacity=1), person("2", capacity=1)),
        enterprises=(host("A"), host("B")),
        posts=(Post(id="A-1", enterprise="A"), Post(id="B-1", enterprise="B")),
        choices=(Choice(side="candidate", candidate="1", enterprise="B", rank=1),),
    )
    evidence = plan_of(pools, pins=(PairOrder(candidate="1", enterprise="A", reason="会议决定"),)).evidence
    assert evidence is not None
    assert explain_pair(evidence, "1", "B") is None
    reason = explain_pair(evidence, "1", "A")
    assert reason is not None
    assert reason.decisions[0].words.zh == "方案制定者指定了这一对：会议决定"
    assert [one.id for one in reason.passed_posts] == ["B-1"]
    assert reason.passed_posts[0].cause.key == "pinned-away"


def test_terms_where_the_records_are_silent() -> None:
    """Nothing stated on either side still gives a sentence for every criterion, and points that add up."""
    pools = Pools(
        candidates=(person("1", skills=(), place=None),),
        enterprises=(host("A", place=None),),
        posts=(Post(id="A-1", enterprise="A"),),
    )
    evidence = plan_of(pools, rules={"need-shared": RuleSetting(enabled=False)}).evidence
    assert evidence is not None
    measures = {one.criterion: one for one in measure_pair(evidence, 0, 0)}
    assert measures["needs"].words.zh == "企业没有写明需求，按一半计"
    assert measures["locality"].words.zh == "住地或企业位置不明，按20公里计"
    assert measures["locality"].value == 0.5
    assert sum(one.points for one in measures.values()) == int(evidence.problem.points[0])


@pytest.mark.parametrize("total", [0, 7, 10_000])
def test_shares_add_up(total: int) -> None:
    """Rounded shares never miss the total by rounding, and none is off by one or more."""
    rng = np.random.default_rng(total)
    for _ in range(50):
        weights = rng.random(int(rng.integers(1, 12)))
        exact = (weights / weights.sum() * total).tolist()
        shares = share_points(exact, total)
        assert sum(shares) == total
        assert all(abs(share - one) < 1 for share, one in zip(shares, exact, strict=True))
