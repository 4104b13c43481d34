"""Justified envy, by its definition and on published plans that claim to have none."""

import instances
import numpy as np
import oracle
import pytest
from tiny_problems import random_problem

from matcher.problem import Assignment, Problem
from matcher.verify.envy import find_envy


def _envious(problem: Problem, plan: oracle.Plan) -> set[tuple[int, int]]:
    """Return the pairs with justified envy, word for word as it is defined."""
    row = {pair: k for k, pair in enumerate(oracle.pairs_of(problem))}
    found = set()
    for (i, p), k in row.items():
        if (i, p) in plan or problem.is_banned[k] or problem.capacity[i] == 0:
            continue
        mine = [row[i, q] for j, q in plan if j == i]
        wants = len(mine) < problem.capacity[i] or any(
            problem.rank_by_candidate[d] > problem.rank_by_candidate[k] for d in mine
        )
        if wants and any(q == p and problem.rank_by_post[row[j, q]] > problem.rank_by_post[k] for j, q in plan):
            found.add((i, p))
    return found


def test_envy_is_found_as_defined() -> None:
    """All plans of small problems with ties, bans and several partners: the same pairs as word for word."""
    rng = np.random.default_rng(31)
    num_envious = 0
    for _ in range(60):
        problem = random_problem(rng, rules=("ban",), max_pairs=7)
        for plan in oracle.enumerate_plans(problem):
            found = {(i, p) for i, p in find_envy(problem, oracle.as_assignment(plan)).tolist()}
            assert found == _envious(problem, plan)
            num_envious += bool(found)
            assert found <= oracle.blocking_pairs(problem, plan)[0]
    assert num_envious > 100


def test_nobody_envies_an_empty_seat() -> None:
    """The empty plan has many blocking pairs and no envy."""
    problem = random_problem(np.random.default_rng(1), max_pairs=9)
    assert find_envy(problem, Assignment(np.zeros((0, 2), np.int32))).shape == (0, 2)


@pytest.mark.parametrize(("name", "num_pairs"), [("Y_figure1", 1_244), ("M_figure1", 1_103)])
def test_published_plans_that_are_not_envy_free_are_refused(name: str, num_pairs: int) -> None:
    """Two stored answers of a study of envy-free plans have envy pairs, as many as counted elsewhere."""
    folder = instances.SHARED / "nasre-graphmatching" / "sea2018"
    if not folder.exists():
        pytest.skip("the public instances are not beside this checkout")
    text = instances.read_graph_matching(folder / "figure1.txt")
    candidate = {name: i for i, name in enumerate(text.left.names)}
    post = {name: p for p, name in enumerate(text.right.names)}
    rows = [(candidate[a], post[b]) for a, b in instances.read_matches(folder / f"{name}.txt")]
    envy = find_envy(instances.as_problem(text), Assignment(np.array(rows)))
    assert len(envy) == num_pairs
