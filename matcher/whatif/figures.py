"""Every objective and every count of several plans side by side, with differences to the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from matcher.policy.records import Objective
from matcher.problem import Value, align_profiles
from matcher.problem.outcome import SENSES
from matcher.verify import is_better
from matcher.whatif.views import PlanView

Topic: TypeAlias = Literal["objective", "count", "load"]

MORE_IS_BETTER = frozenset(
    {
        "seats_filled",
        "hosts_covered",
        "mutual_first",
        "first_candidates",
        "first_hosts",
        "three_candidates",
        "three_hosts",
    }
)
LESS_IS_BETTER = frozenset({"blind_spots_left", "unplaced", "travel_mean", "travel_most", "approvals"})


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one number of every plan.

    Parameters
    ----------
    key
        Name of the objective or count; the number of posts held, for a load.
    values
        One for each plan.
    differences
        Value less that of the first plan; of a rank profile, rank by rank.
    verdicts
        1 better than the first plan, -1 worse, 0 neither or of no importance.
    is_proven
        Whether each value is proven optimal in the plan's own order of objectives.
    """

    topic: Topic
    key: str
    values: tuple[Value, ...]
    differences: tuple[Value, ...]
    verdicts: tuple[int, ...]
    is_proven: tuple[bool, ...]

    @property
    def differs(self) -> bool:
        """Whether any plan differs from the first."""
        return any(value != self.values[0] for value in self.values)


def list_figures(views: Sequence[PlanView]) -> tuple[Figure, ...]:
    """Return all numbers of some plans: objectives in order, those not asked for after them, counts and loads."""
    return (*_list_objectives(views), *_list_counts(views), *_list_loads(views))


def subtract(name: Objective, value: Value, first: Value) -> Value:
    """Return how much a value is above another; rank profiles rank by rank.

    Examples
    --------
    >>> subtract("size", 3, 5), subtract("ranks", (4, 1), (3, 1, 2)), subtract("generous", (1, 4), (2, 1, 3))
    (-2, (1, 0, -2), (-2, 0, 1))
    """
    if isinstance(value, tuple) and isinstance(first, tuple):
        return tuple(one - other for one, other in zip(*align_profiles(name, value, first), strict=True))
    assert isinstance(value, int)
    assert isinstance(first, int)
    return value - first


def _list_objectives(views: Sequence[PlanView]) -> Iterator[Figure]:
    asked = [name for view in views for name in view.problem.objectives]
    for name in dict.fromkeys((*asked, *SENSES)):
        if not all(name in view.values for view in views):
            continue
        values = tuple(view.values[name] for view in views)
        proven = tuple(any(result.name == name and result.proven for result in view.objectives) for view in views)
        first = values[0]
        verdicts = tuple(int(is_better(name, value, first)) - int(is_better(name, first, value)) for value in values)
        differences = tuple(subtract(name, value, first) for value in values)
        yield Figure("objective", name, values, differences, verdicts, proven)


def _count(view: PlanView) -> dict[str, int]:
    """Return the counts that no objective measures."""
    cover, summary = view.coverage, view.summary
    return {
        "posts": cover.posts,
        "seats_needed": cover.seats_needed,
        "seats_filled": cover.seats_filled,
        "hosts_all": cover.hosts,
        "hosts_covered": cover.hosts_covered,
        "blind_spots_before": cover.blind_spots_before,
        "blind_spots_left": cover.blind_spots_left,
        "mutual_first": summary.mutual_first_choices,
        "first_candidates": summary.first_choices[0],
        "first_hosts": summary.first_choices[1],
        "three_candidates": summary.top_three[0],
        "three_hosts": summary.top_three[1],
        "excused": summary.num_excused,
        "unplaced": summary.num_unplaced,
        "travel_mean": summary.travel_mean_m,
        "travel_most": summary.travel_most_m,
        "approvals": summary.approvals_needed,
    }


def _list_counts(views: Sequence[PlanView]) -> Iterator[Figure]:
    counts = [_count(view) for view in views]
    for key in counts[0]:
        sense = (key in MORE_IS_BETTER) - (key in LESS_IS_BETTER)
        yield _make_count("count", key, [count[key] for count in counts], sense)


def _list_loads(views: Sequence[PlanView]) -> Iterator[Figure]:
    loads = [dict(view.summary.loads) for view in views]
    for posts in sorted({posts for load in loads for posts in load}):
        yield _make_count("load", str(posts), [load.get(posts, 0) for load in loads], 0)


def _make_count(topic: Topic, key: str, values: Sequence[int], sense: int) -> Figure:
    differences = tuple(value - values[0] for value in values)
    verdicts = tuple(sense * ((difference > 0) - (difference < 0)) for difference in differences)
    return Figure(topic, key, tuple(values), differences, verdicts, (False,) * len(values))
