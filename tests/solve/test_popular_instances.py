"""Popular plans of public instances: the sizes and shortfalls that are known."""

import csv
from collections.abc import Iterator

import instances
import numpy as np
import pytest

from matcher.problem import Assignment, ObjectiveResult, Problem
from matcher.solve.popular import find_popular, find_popular_critical
from matcher.verify import verify

FOLDER = instances.SHARED / "nasre-graphmatching"
KNOWN = instances.SHARED / "known_results_nasre.csv"

pytestmark = pytest.mark.skipif(not KNOWN.exists(), reason="the public instances are not beside this checkout")


def _known() -> Iterator[dict[str, str]]:
    if KNOWN.exists():
        with KNOWN.open(encoding="utf-8") as file:
            yield from csv.DictReader(file)


def _shortfall(problem: Problem, plan: Assignment) -> int:
    people = np.bincount(plan.pairs[:, 1], minlength=problem.num_posts)
    load = np.bincount(plan.pairs[:, 0], minlength=problem.num_candidates)
    missing = np.maximum(problem.least - people, 0).sum() + np.maximum(problem.least_load - load, 0).sum()
    return int(missing)


@pytest.mark.parametrize("row", list(_known()), ids=lambda row: row["instance"])
def test_sizes_and_shortfalls_are_those_known(row: dict[str, str]) -> None:
    """Largest popular and popular critical plans are as large, and cover as much, as the published ones."""
    text = instances.read_graph_matching(FOLDER / row["instance"])
    problem = instances.as_problem(text, ("popularity",))
    assert (problem.num_candidates, problem.num_pairs) == (int(row["nA"]), int(row["edges"]))
    found = find_popular(problem)
    assert len(found.assignment) == int(row["pop_size"])
    _require_verified(problem, found.assignment, found.certificate)
    critical = instances.as_problem(text, ("coverage", "popularity"))
    found = find_popular_critical(critical)
    assert len(found.assignment) == int(row["crit_size"])
    assert _shortfall(critical, found.assignment) == int(row["crit_def"]) == int(row["min_deficiency"])
    _require_verified(critical, found.assignment, found.certificate)


def _require_verified(problem: Problem, plan: Assignment, certificate: object) -> None:
    size = len(plan)
    claim = ObjectiveResult("popularity", size, size, proven=True, engine="", seconds=0.0, certificate=certificate)  # type: ignore[arg-type]
    result = verify(problem, plan, (claim,))
    assert result.ok, result.violations
    assert "popularity" in result.confirmed


def test_minima_on_both_sides_are_all_met_where_a_known_program_left_two_short() -> None:
    """hr2lq/input6 asks for levels on both sides; its own expected answer is met."""
    text = instances.read_graph_matching(FOLDER / "hr2lq" / "input6.txt")
    problem = instances.as_problem(text)
    plan = find_popular_critical(problem).assignment
    assert _shortfall(problem, plan) == 0
    named = {(text.left.names[i], text.right.names[p]) for i, p in plan.pairs.tolist()}
    assert named == {("r1", "h1"), ("r2", "h6"), ("r3", "h2"), ("r4", "h3"), ("r5", "h7")}


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("micro/*.txt")) if FOLDER.exists() else [], ids=lambda path: path.stem
)
def test_textbook_examples_are_verified(path: object) -> None:
    """Examples of the papers, ties among them: whatever is certified is verified, the rest excuses every pair."""
    text = instances.read_graph_matching(path)  # type: ignore[arg-type]
    problem = instances.as_problem(text, ("coverage", "popularity"))
    found = find_popular_critical(problem)
    result = verify(problem, found.assignment)
    assert result.ok
    assert result.objectives["coverage"] == result.coverage_bound
    if found.is_certified:
        _require_verified(problem, found.assignment, found.certificate)
    else:
        assert result.excused.all()
