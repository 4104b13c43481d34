"""Plain ranked markets."""

from itertools import combinations

import numpy as np
import pytest

import matcher
from matcher.errors import ProblemError


def test_hospital_example_of_gale_and_shapley() -> None:
    """Three men, three women with strict lists: each side's optimum is the one published in 1962."""
    men = {"a": ["A", "B", "C"], "b": ["B", "C", "A"], "c": ["C", "A", "B"]}
    women = {"A": ["b", "c", "a"], "B": ["c", "a", "b"], "C": ["a", "b", "c"]}
    assert matcher.match_rankings(men, women).pairs == {("a", "A"), ("b", "B"), ("c", "C")}
    favoured = matcher.match_rankings(men, women, favour="enterprises")
    assert favoured.pairs == {("a", "C"), ("b", "A"), ("c", "B")}
    assert favoured.status == "OPTIMAL"


def test_a_pair_counts_only_if_both_list_each_other() -> None:
    """Someone listed by nobody, or listing an unknown name, makes no pair."""
    plan = matcher.match_rankings({"a": ["A", "nowhere"], "b": ["A"]}, {"A": ["a"], "B": ["b"]})
    assert plan.pairs == {("a", "A")}


def test_ties_make_the_largest_stable_plan_larger() -> None:
    """With a tie, stability then size finds the larger of two stable plans."""
    plan = matcher.match_rankings(
        {"a": [["A", "B"]], "b": ["A"]}, {"A": [["a", "b"]], "B": ["a"]}, objectives=("stability", "size")
    )
    assert plan.pairs == {("a", "B"), ("b", "A")}
    assert plan.status == "OPTIMAL"


def test_capacities_on_both_sides() -> None:
    """A person may hold several posts and a host several people, and no pair is used twice."""
    plan = matcher.match_rankings(
        {"a": ["A", "B"], "b": ["A", "B"]},
        {"A": ["a", "b"], "B": ["a", "b"]},
        capacity={"a": 2, "b": (1, 2)},
        seats=(0, 2),
        objectives=("stability", "size"),
    )
    assert plan.pairs == {("a", "A"), ("a", "B"), ("b", "A"), ("b", "B")}


def test_coverage_counts_minima_of_both_sides() -> None:
    """What cannot be filled is reported by id."""
    plan = matcher.match_rankings(
        {"a": ["A", "B"]}, {"A": ["a"], "B": ["a"]}, capacity=(1, 1), seats=(1, 1), objectives=("coverage", "stability")
    )
    assert plan.objectives[0].value == 1
    assert plan.uncovered == {"B": 1}
    assert matcher.verify(plan).ok


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"candidate_wishes": {"a": ["A", "A"]}}, "两次"),
        ({"capacity": 1.5}, "整数"),
        ({"capacity": float("nan")}, "整数"),
        ({"capacity": -1}, "最少"),
        ({"capacity": 2**40}, "最少"),
        ({"seats": (3, 1)}, "最少"),
        ({"seats": {"AA": (0, 1)}}, "是否想写“A”"),
        ({"objectives": ("stabilty",)}, "stability"),
        ({"objectives": ()}, "目标"),
    ],
    ids=["twice", "float", "nan", "negative", "huge", "crossed", "unknown-id", "typo", "none"],
)
def test_bad_input_is_named(changes: dict, words: str) -> None:
    """Every kind of bad input is one error that names the place."""
    given = {"candidate_wishes": {"a": ["A"]}, "enterprise_wishes": {"A": ["a"]}} | changes
    with pytest.raises(ProblemError, match=words):
        matcher.match_rankings(given.pop("candidate_wishes"), given.pop("enterprise_wishes"), **given)


@pytest.mark.parametrize("empty", [({}, {}), ({"a": []}, {"A": []}), ({}, {"A": ["a"]})], ids=["both", "lists", "side"])
def test_empty_sides_give_an_empty_plan(empty: tuple) -> None:
    """Nothing to match is an optimal empty plan, not an error."""
    plan = matcher.match_rankings(*empty)
    assert plan.pairs == frozenset()
    assert plan.status == "OPTIMAL"


def test_names_do_not_matter() -> None:
    """Relabelling and reordering people changes no count."""
    rng = np.random.default_rng(4)
    for _ in range(20):
        people, hosts = [f"p{i}" for i in range(5)], [f"h{e}" for e in range(4)]
        wishes = {p: list(rng.permutation(hosts)[: int(rng.integers(1, 5))]) for p in people}
        back = {h: [[p for p in people if h in wishes[p]]] for h in hosts}
        sizes = []
        for order in (people, people[::-1]):
            plan = matcher.match_rankings({p: wishes[p] for p in order}, back, objectives=("stability", "size"))
            assert all(a[0] != b[0] or a[1] != b[1] for a, b in combinations(sorted(plan.pairs), 2))
            sizes.append(len(plan.pairs))
        assert sizes[0] == sizes[1]
