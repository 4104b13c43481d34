"""What one objective costs in another: the plans that no plan beats in all of them.

One search after another, each in a box of objective values where such a plan may still lie
(`matcher.whatif.regions`). The hardest objective leads: it is made as good as it can be while the
others keep within the box. Among plans within limits the best in order is beaten by none, limits or
not, because whatever beat it would keep the limits too. What a search proves of the leading
objective, or that no plan keeps the limits, shrinks the boxes; what is left of them when the effort
ends is stated as gaps.

Reference: Y. Haimes, L. Lasdon, D. Wismer, On a bicriterion formulation of the problems of integrated
system identification and system optimization, IEEE Transactions on Systems, Man, and Cybernetics
1(3), 1971 (limits on all objectives but one).
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from matcher.errors import ProblemError, SolverError
from matcher.plans.certify import refuse_unless_verified
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import SENSES, Assignment, Outcome, Problem, Value
from matcher.solve import solve
from matcher.solve.binding import binding_rules
from matcher.solve.progress import Progress
from matcher.verify import verify
from matcher.whatif.regions import FAR, Box, Costs, keep_best, take_away
from matcher.words import Words

HARDEST_FIRST: tuple[Objective, ...] = (
    "stability",
    "balance",
    "regret",
    "hosts",
    "coverage",
    "satisfaction",
    "travel",
    "size",
    "continuity",
)
"""Which objective leads a search: the one whose limit would be hardest to keep."""

MOST_PAIRS = 100_000
"""Above this many pairs no limit can be searched within; the ends of the frontier are still found."""

SEARCHES_PER_POINT = 3
"""Searches at most for each point asked for, so that fruitless ones come to an end."""


@dataclass(frozen=True, slots=True, eq=False)
class FrontierPoint:
    """Hold one plan of the frontier.

    Parameters
    ----------
    values
        Every objective but popularity, as the independent check measured it.
    is_proven
        No plan is as good in every objective of the frontier and better in one.
    """

    assignment: Assignment
    values: Mapping[Objective, Value]
    is_proven: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Hold a range of values in which a plan of the frontier may lie that was not found.

    Parameters
    ----------
    best, worst
        By objective, in the frontier's order; ends included, None where open.
    """

    best: tuple[int | None, ...]
    worst: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Frontier:
    """Hold the frontier of some objectives.

    Parameters
    ----------
    axes
        The objectives traded off.
    points
        Real plans, none of which beats another, best first by the first objective.
    gaps
        Where more of them may lie; empty: these are all.
    cause
        Why there is no point, where there is none.
    """

    axes: tuple[Objective, ...]
    points: tuple[FrontierPoint, ...]
    gaps: tuple[Gap, ...]
    seconds: float
    was_stopped: bool = False
    cause: Words | None = None

    @property
    def is_complete(self) -> bool:
        """Whether every plan of the frontier is proven to have its values among the points."""
        return not self.gaps and self.cause is None


def find_frontier(
    problem: Problem,
    axes: tuple[Objective, ...],
    settings: EngineSettings | None = None,
    *,
    most_points: int | None = None,
    rest: tuple[Objective, ...] = (),
    known: Outcome | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_point: Callable[[FrontierPoint], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Frontier:
    """Find the plans between which only a preference among the objectives can choose.

    Parameters
    ----------
    axes
        Two or more objectives; neither a profile of ranks nor ``popularity``.
    settings
        The effort bounds each objective of each search.
    most_points
        Points to find at most, spread evenly; None: all of them.
    rest
        Objectives that decide among plans equal on all axes.
    known
        A solve of this problem: its plan is taken as found, and where it answers one end of the
        frontier that end is not solved again.
    on_point
        Told of each point when it is found; a later one may beat it.
    should_stop
        Asked all the time; what was found is kept.

    Raises
    ------
    ProblemError
        Fewer than two axes, one twice, or one that cannot be limited.
    SolverError
        An engine contradicts itself, or the independent check refuses a plan.

    Examples
    --------
    >>> from matcher.plans.rankings import match_rankings
    >>> problem = match_rankings({"a": ["x"], "b": ["x", "y"]}, {"x": ["a", "b"], "y": ["b"]}).problem
    >>> found = find_frontier(problem, ("stability", "size"))
    >>> [(point.values["stability"], point.values["size"]) for point in found.points], found.is_complete
    ([(0, 2)], True)
    """
    _check_axes(axes)
    started = time.perf_counter()
    search = _Search(problem, axes, rest, settings or EngineSettings(), on_progress, on_point, should_stop)
    if known is not None:
        search.take(known)
    cause = search.find_ends(known)
    if cause is None and problem.num_pairs <= MOST_PAIRS:
        search.fill(most_points)
    return search.conclude(time.perf_counter() - started, cause)


def _check_axes(axes: tuple[Objective, ...]) -> None:
    if len(axes) < 2 or len(set(axes)) < len(axes):
        raise ProblemError(Words("权衡至少要两个不同的目标", "a trade-off needs two or more different objectives"))
    for name in axes:
        if name not in HARDEST_FIRST:
            raise ProblemError(Words(f"目标“{name}”不能用来权衡", f"{name} cannot be traded off"))


class _Search:
    """Hold what is known of the frontier: plans found, and boxes where more may lie."""

    def __init__(
        self,
        problem: Problem,
        axes: tuple[Objective, ...],
        rest: tuple[Objective, ...],
        settings: EngineSettings,
        on_progress: Callable[[Progress], None] | None,
        on_point: Callable[[FrontierPoint], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.axes = axes
        self.rest = tuple(name for name in rest if name not in axes and name in HARDEST_FIRST)
        self.settings = settings
        self.on_progress, self.on_point, self.should_stop = on_progress, on_point, should_stop
        # Stability in first place forbids blocking pairs; as an axis it is counted.
        self.is_stable = problem.objectives[:1] == ("stability",) and "stability" not in axes
        counted = (*sorted(axes, key=lambda name: name == "stability"), *self.rest)
        self.problem = replace(problem, objectives=("stability", *counted) if self.is_stable else counted)
        self.lead = min(range(len(axes)), key=lambda axis: HARDEST_FIRST.index(axes[axis]))
        self.boxes = [Box((-FAR,) * len(axes), (FAR,) * len(axes))]
        self.found: list[tuple[Costs, FrontierPoint]] = []
        self.was_stopped = False

    def is_over(self) -> bool:
        """Tell whether the caller asked to stop."""
        self.was_stopped = self.was_stopped or (self.should_stop is not None and self.should_stop())
        return self.was_stopped

    def find_ends(self, known: Outcome | None) -> Words | None:
        """Solve for each axis first; return why there is no plan at all, if so."""
        solved = () if known is None else tuple(result.name for result in known.objectives)
        for name in self.axes:
            order = (name, *(other for other in self.axes if other != name))
            if solved[: len(order)] == order or (self.is_over() and self.found):
                continue
            outcome = self._solve_end(order)
            if outcome.assignment is None and outcome.status == "INFEASIBLE":
                self.boxes = []
                return outcome.cause
            self.take(outcome)
        return None

    def _solve_end(self, order: tuple[Objective, ...]) -> Outcome:
        asked = (*order, *self.rest)
        if self.is_stable:
            asked = ("stability", *asked)
        elif asked[0] == "stability" and (binding_rules(self.problem) or self.problem.is_pinned.any()):
            return self._solve_within(order, {})
        problem = replace(self.problem, objectives=asked)
        return solve(problem, self.settings, on_progress=self.on_progress, should_stop=self.should_stop)

    def _solve_within(self, order: tuple[Objective, ...], limits: dict[Objective, int]) -> Outcome:
        from matcher.solve.exact import solve_within

        if self.is_stable:
            limits = {"stability": 0, **limits}
        return solve_within(
            replace(self.problem, objectives=(*order, *self.rest)),
            limits,
            self.settings,
            hint=self._find_hint(order[0], limits),
            on_progress=self.on_progress,
            should_stop=self.should_stop,
        )

    def _find_hint(self, lead: Objective, limits: dict[Objective, int]) -> Assignment | None:
        """Return the known plan within the limits that is best in the leading objective, or the nearest one."""

        def judge(point: FrontierPoint) -> tuple[int, int]:
            missed = sum(max(0, _cost(name, point.values[name]) - _cost(name, worst)) for name, worst in limits.items())
            return missed, _cost(lead, point.values[lead])

        return min((point for _, point in self.found), key=judge).assignment if self.found else None

    def take(self, outcome: Outcome, below: Costs | None = None) -> None:
        """Take a plan as found and shrink the boxes by it, and by what was proven on the way to it.

        Parameters
        ----------
        below
            The plan was sought among those below these costs; None: among all.
        """
        self.was_stopped = self.was_stopped or outcome.was_stopped
        if outcome.assignment is None:
            return
        verification = verify(self.problem, outcome.assignment)
        refuse_unless_verified(verification)
        values = verification.objectives
        costs = tuple(_cost(name, values[name]) for name in self.axes)
        names = {result.name: result for result in outcome.objectives}
        is_proven = all(name in names and names[name].proven for name in self.axes)
        self._learn(outcome, below or (FAR,) * len(self.axes))
        if any(costs == other for other, _ in self.found):
            return
        point = FrontierPoint(outcome.assignment, values, is_proven)
        self.found.append((costs, point))
        self.boxes = take_away(self.boxes, costs)
        if self.on_point is not None:
            self.on_point(point)

    def _learn(self, outcome: Outcome, below: Costs) -> None:
        """Raise the boxes to the bounds proven of the first objective, and of the second where the first is settled."""
        results = outcome.objectives[1:] if self.is_stable else outcome.objectives
        if not results or results[0].name not in self.axes or results[0].bound is None:
            return
        first = self.axes.index(results[0].name)
        low = _cost(self.axes[first], results[0].bound)
        rise = [box.raise_low(first, low) if _is_below(box, below, first) else box for box in self.boxes]
        if results[0].proven and len(results) > 1 and results[1].name in self.axes and results[1].bound is not None:
            second = self.axes.index(results[1].name)
            least = _cost(self.axes[second], results[1].bound)
            rise = [
                box.raise_low(first, low + 1)
                if _is_below(box, below, first) and box.low[first] == low and box.high[second] <= least
                else box
                for box in rise
            ]
        self.boxes = [box for box in rise if not box.is_empty]

    def fill(self, most_points: int | None) -> None:
        """Search box after box until none is left, the points suffice or the caller stops."""
        searches = 0
        while not self.is_over():
            open_boxes = [box for box in self.boxes if not box.is_tried]
            is_enough = most_points is not None and (
                len(keep_best([costs for costs, _ in self.found])) >= most_points
                or searches >= SEARCHES_PER_POINT * most_points
            )
            if not open_boxes or is_enough:
                return
            box = max(open_boxes, key=lambda each: (self._size(each), each.high))
            if most_points is not None:
                box = self._halve(box)
            self._explore(box)
            searches += 1

    def _explore(self, box: Box) -> None:
        order = (self.axes[self.lead], *(name for axis, name in enumerate(self.axes) if axis != self.lead))
        limits = {
            name: _worst(name, high)
            for axis, (name, high) in enumerate(zip(self.axes, box.high, strict=True))
            if axis != self.lead and high < FAR
        }
        outcome = self._solve_within(order, limits)
        self.take(outcome, box.high)
        if outcome.status == "INFEASIBLE":
            self.boxes = [other for other in self.boxes if not _is_below(other, box.high, self.lead)]
        if not outcome.was_stopped:
            self.boxes = [replace(other, is_tried=True) if other == box else other for other in self.boxes]

    def _halve(self, box: Box) -> Box:
        """Cut a box in the middle of its widest side but the leading one; return the better half."""
        low, high = self._clip(box)
        sides = [(hi - lo) / span for lo, hi, span in zip(low, high, self._spans(), strict=True)]
        axis = max((axis for axis in range(len(self.axes)) if axis != self.lead), key=lambda axis: sides[axis])
        if high[axis] - low[axis] < 2:
            return box
        better, worse = box.cut(axis, (low[axis] + high[axis]) // 2)
        self.boxes = [other for other in self.boxes if other != box] + [better, worse]
        return better

    def _clip(self, box: Box) -> tuple[Costs, Costs]:
        """Return the sides of a box within the range of the points found."""
        columns = list(zip(*(costs for costs, _ in self.found), strict=True))
        low = tuple(max(lo, min(column)) for lo, column in zip(box.low, columns, strict=True))
        high = tuple(min(hi, max(column) + 1) for hi, column in zip(box.high, columns, strict=True))
        return low, high

    def _spans(self) -> list[int]:
        columns = zip(*(costs for costs, _ in self.found), strict=True)
        return [max(column) - min(column) + 1 for column in columns]

    def _size(self, box: Box) -> float:
        size = 1.0
        for lo, hi, span in zip(*self._clip(box), self._spans(), strict=True):
            size *= max(0, hi - lo) / span
        return size

    def conclude(self, seconds: float, cause: Words | None) -> Frontier:
        """Return what is known, each point with its proof."""
        kept = keep_best([costs for costs, _ in self.found])
        best = sorted((self.found[position] for position in kept), key=lambda entry: entry[0])
        points = tuple(
            replace(point, is_proven=point.is_proven or not any(box.may_beat(costs) for box in self.boxes))
            for costs, point in best
        )
        gaps = tuple(self._tell(box) for box in sorted(self.boxes, key=lambda box: box.high))
        if not points and cause is None:
            cause = Words("在限定的计算量内没有找到方案", "no plan was found within the limits of effort")
        return Frontier(self.axes, points, gaps, seconds, self.was_stopped, cause)

    def _tell(self, box: Box) -> Gap:
        best = tuple(None if low <= -FAR else _value(name, low) for name, low in zip(self.axes, box.low, strict=True))
        worst = tuple(
            None if high >= FAR else _worst(name, high) for name, high in zip(self.axes, box.high, strict=True)
        )
        return Gap(best, worst)


def _is_below(box: Box, below: Costs, axis: int) -> bool:
    """Tell whether a box is below some costs on every axis but one."""
    return all(at == axis or high <= limit for at, (high, limit) in enumerate(zip(box.high, below, strict=True)))


def _cost(name: Objective, value: Value) -> int:
    """Return a value as a cost, where less is better."""
    if not isinstance(value, int):
        raise SolverError(Words(f"目标“{name}”不是一个数", f"{name} is not a number"))
    return value if SENSES[name] == "min" else -value


def _value(name: Objective, cost: int) -> int:
    return cost if SENSES[name] == "min" else -cost


def _worst(name: Objective, high: int) -> int:
    """Return the worst value whose cost is below `high`."""
    return _value(name, high - 1)
