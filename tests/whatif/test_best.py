"""Best for this place, best for this person: held to every plan there is, and to solves from scratch."""

from dataclasses import replace

import numpy as np
import oracle
import pytest
from made_evidence import solve_evidence
from tiny_problems import random_problem

from matcher.errors import ProblemError
from matcher.explain.evidence import Evidence
from matcher.explain.price import lose
from matcher.policy.records import Objective
from matcher.problem import Problem, Value
from matcher.problem.edits import PairPin, PairUnban, edit_problem, edit_problem_by_all
from matcher.problem.problem import SIDE_RULES
from matcher.solve import solve
from matcher.whatif.best import Offer, Ranking, rank_for_candidate, rank_for_post

SUMS: tuple[Objective, ...] = ("coverage", "satisfaction", "travel")
MIXED: tuple[Objective, ...] = ("coverage", "stability", "satisfaction")


def draw(seed: int, objectives: tuple[Objective, ...], *, has_rules: bool) -> Problem:
    """Return a tiny problem, with side rules and bans or without any."""
    rng = np.random.default_rng(seed)
    rules = tuple(rng.choice(SIDE_RULES, 2, replace=False)) if has_rules else ()
    problem: Problem = random_problem(rng, rules=rules, objectives=objectives, max_pairs=9)
    return problem


def rank_all(evidence: Evidence) -> list[tuple[Problem, Ranking]]:
    """Return the ranking of every post and of every candidate."""
    problem, pools = evidence.problem, evidence.pools
    found = [rank_for_post(evidence, pools.posts[p].id, depth="full") for p in range(problem.num_posts)]
    found += [rank_for_candidate(evidence, pools.candidates[i].id, depth="full") for i in range(problem.num_candidates)]
    return [(problem, ranking) for ranking in found]


def best_with(problem: Problem, offer: Offer) -> dict[Objective, Value] | None:
    """Return the best values of all plans with a pair, its ban lifted; None where there is no such plan."""
    i, p = int(offer.candidate_id[1:]), int(offer.post_id.split("-")[1])
    row = int(np.flatnonzero((problem.candidate == i) & (problem.post == p))[0])
    edits = (PairUnban(i, p), PairPin(i, p)) if problem.is_banned[row] else (PairPin(i, p),)
    found = oracle.best(edit_problem_by_all(problem, edits))
    return None if found is None else found[0]


@pytest.mark.parametrize(
    ("objectives", "has_rules", "num_seeds"),
    [(SUMS, False, 20), (SUMS, True, 20), (MIXED, False, 4), (MIXED, True, 12)],
    ids=["sums", "ruled-sums", "mixed", "ruled-mixed"],
)
def test_every_change_is_that_of_the_best_plan_with_the_pair(
    objectives: tuple[Objective, ...], *, has_rules: bool, num_seeds: int
) -> None:
    """After forcing a pair each objective is what enumeration finds, in order as well; no plan is told as such."""
    num_priced = num_impossible = 0
    for seed in range(num_seeds):
        evidence = solve_evidence(draw(seed, objectives, has_rules=has_rules))
        if evidence is None:
            continue
        before = oracle.best(evidence.problem)
        assert before is not None
        for problem, ranking in rank_all(evidence):
            losses = []
            for offer in ranking.offers:
                assert offer.price is not None
                wanted = best_with(problem, offer)
                if wanted is None:
                    assert offer.price.status == "impossible", (seed, offer)
                    num_impossible += 1
                    continue
                assert offer.price.status == "priced", (seed, offer)
                found = {change.objective: change.after for change in offer.price.changes}
                assert found == {name: wanted[name] for name in objectives}, (seed, offer)
                assert {change.objective: change.before for change in offer.price.changes} == {
                    name: before[0][name] for name in objectives
                }
                losses.append(tuple(lose(change) for change in offer.price.changes))
                num_priced += 1
            assert losses == sorted(losses)
            assert all(offer.price and offer.price.status == "priced" for offer in ranking.offers[: len(losses)])
    assert num_priced > 40
    assert num_impossible > 0 or not has_rules


@pytest.mark.parametrize("seed", range(3))
def test_larger_plans_agree_with_solving_from_scratch(seed: int) -> None:
    """Pins of all pairs of a post and of a person, solved anew, give the same values and the same who moves."""
    rng = np.random.default_rng(seed)
    problem = random_problem(
        rng, num_candidates=14, num_posts=10, most_capacity=2, max_pairs=90, objectives=SUMS, rules=()
    )
    evidence = solve_evidence(problem)
    assert evidence is not None
    for ranking in (rank_for_post(evidence, "E0-0"), rank_for_candidate(evidence, "C3")):
        assert ranking.num_priced == len(ranking.offers) > 0
        for offer in ranking.offers:
            i, p = int(offer.candidate_id[1:]), int(offer.post_id.split("-")[1])
            anew = solve(edit_problem(problem, PairPin(i, p)))
            assert offer.price is not None
            if anew.assignment is None:
                assert offer.price.status == "impossible"
                continue
            assert [change.after for change in offer.price.changes] == [one.value for one in anew.objectives]
            assert offer.is_held == (not offer.price.moves and evidence.holds(i, p))


def test_inverse_rankings_name_the_same_pairs() -> None:
    """A person's ranking of a post and the post's ranking of the person hold the same price."""
    evidence = solve_evidence(draw(6, SUMS, has_rules=False))
    assert evidence is not None
    posts, people = evidence.pools.posts, evidence.pools.candidates
    by_post = {
        (one.candidate_id, one.post_id): one for post in posts for one in rank_for_post(evidence, post.id).offers
    }
    by_person = {
        (one.candidate_id, one.post_id): one for who in people for one in rank_for_candidate(evidence, who.id).offers
    }
    assert by_post.keys() == by_person.keys()
    assert len(by_post) == evidence.problem.num_pairs
    for pair, offer in by_post.items():
        inverse = by_person[pair].price
        assert offer.price is not None
        assert inverse is not None
        assert offer.price.changes == inverse.changes


def test_limits_and_stops_leave_the_rest_unpriced() -> None:
    """With a limit the most promising are solved for; stopped, what was priced is kept and the rest goes without."""
    rng = np.random.default_rng(2)
    problem = random_problem(rng, num_candidates=8, num_posts=6, max_pairs=40, objectives=MIXED, rules=("quota",))
    evidence = solve_evidence(replace(problem, objectives=MIXED))
    assert evidence is not None
    post = max(evidence.rows_of_post, key=lambda p: len(evidence.rows_of_post[p]))
    name = evidence.pools.posts[post].id
    whole = rank_for_post(evidence, name)
    assert not whole.was_stopped
    assert whole.num_priced == len(whole.offers) > 3
    held = sum(offer.is_held for offer in whole.offers)
    short = rank_for_post(evidence, name, most=2)
    assert short.num_priced == 2 + held
    assert {offer.candidate_id for offer in short.offers} == {offer.candidate_id for offer in whole.offers}
    assert all(offer.price is None for offer in short.offers[short.num_priced :])
    told: list[int] = []
    stopped = rank_for_post(
        evidence, name, on_done=lambda done, _: told.append(done), should_stop=lambda: len(told) >= 1
    )
    assert stopped.was_stopped
    assert stopped.num_priced == 1 + held


def test_unknown_ids_are_refused_with_the_nearest() -> None:
    """A misspelt id, and a host with several posts, have one clear error."""
    evidence = solve_evidence(draw(6, SUMS, has_rules=False))
    assert evidence is not None
    with pytest.raises(ProblemError) as refused:
        rank_for_candidate(evidence, "C00")
    assert "C0" in refused.value.words.en
    with pytest.raises(ProblemError):
        rank_for_post(evidence, "nowhere")
