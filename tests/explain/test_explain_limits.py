"""How much is tried for the causes of one plan."""

from matcher.explain.evidence import MOST_SEARCHES, MOST_TRIALS, MOST_WORK, Trials


def _count(trials: Trials) -> tuple[int, int]:
    return sum(trials.may_change() for _ in range(1000)), sum(trials.may_search() for _ in range(1000))


def test_a_small_plan_is_looked_into_up_to_the_limits() -> None:
    """The banner's problem is far from the limit by size."""
    assert _count(Trials(10_000)) == (MOST_TRIALS, MOST_SEARCHES)


def test_the_larger_the_problem_the_less_is_tried() -> None:
    """Either limit falls with the pairs gone through each time, and what was left out is told."""
    trials = Trials(MOST_WORK // 20)
    assert _count(trials) == (20, 20)
    assert trials.is_short
    trials.start_over()
    assert trials.may_change()
    assert not trials.is_short
