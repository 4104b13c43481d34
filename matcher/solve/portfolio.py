"""Which engine works on which objective, and how their answers come together.

The cheapest engine that can prove an objective takes it: flow for coverage and sums over pairs,
deferred acceptance for stability in first place. What they leave goes to the exact engine with the
best plan so far as its start, as long as the problem is small enough for it; beyond that the best
plan found is returned with the bounds that are known, and nothing unproven is called proven.
"""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from matcher.errors import ProblemError
from matcher.policy.records import EngineSettings, Objective
from matcher.problem import Assignment, ObjectiveResult, Outcome, Problem, Value
from matcher.solve.binding import binding_rules
from matcher.solve.measure import find_blocking, measure, used_rows
from matcher.solve.progress import Progress
from matcher.words import Words

EXACT_PAIRS = 20_000
"""Above this many pairs the exact engine no longer improves on the others, unless rules bind."""

EXACT_PAIRS_WITH_RULES = 400_000
"""Above this many pairs a model with side rules no longer fits the machine."""

WISH_POINTS = 1_000
"""What keeping one wished pair counts when a start is mended."""

SAME_IN_ALL_STABLE: frozenset[Objective] = frozenset({"coverage", "hosts", "size"})
"""With strict preferences every stable plan fills the same seats (rural hospitals theorem)."""


class Run:
    """Hold one solve: the clock, who listens, and whether to stop.

    Parameters
    ----------
    problem, settings
        What is solved and within which limits.
    """

    def __init__(
        self,
        problem: Problem,
        settings: EngineSettings,
        on_progress: Callable[[Progress], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.problem = problem
        self.settings = settings
        self.started = time.perf_counter()
        self.on_progress = on_progress
        self._asked_to_stop = should_stop
        self.was_stopped = False

    def should_stop(self) -> bool:
        """Tell whether somebody asked to stop or the time is up; remembers the first yes."""
        if not self.was_stopped:
            is_late = self.settings.time_limit_s is not None and self.seconds > self.settings.time_limit_s
            self.was_stopped = is_late or (self._asked_to_stop is not None and self._asked_to_stop())
        return self.was_stopped

    @property
    def seconds(self) -> float:
        """Seconds since the solve began."""
        return time.perf_counter() - self.started

    def tell(self, objective: Objective, best: Value | None, bound: Value | None, engine: str) -> None:
        """Report where the solve stands."""
        if self.on_progress is not None:
            self.on_progress(Progress(self.seconds, objective, best, bound, engine))

    def left(self) -> EngineSettings:
        """Return the settings with what is left of the time limit."""
        if self.settings.time_limit_s is None:
            return self.settings
        rest = max(0.05, self.settings.time_limit_s - self.seconds)
        return self.settings.model_copy(update={"time_limit_s": rest})


def run_portfolio(
    problem: Problem,
    settings: EngineSettings | None,
    on_progress: Callable[[Progress], None] | None,
    should_stop: Callable[[], bool] | None,
) -> Outcome:
    """Solve a problem as `matcher.solve.solve` promises."""
    _check_objectives(problem)
    run = Run(problem, settings or EngineSettings(), on_progress, should_stop)
    outcome = _solve_stable(run) if problem.objectives[0] == "stability" else _solve_by_value(run)
    return Outcome(
        outcome.status, outcome.assignment, outcome.objectives, run.seconds, outcome.cause,
        outcome.was_stopped or run.was_stopped,
    )  # fmt: skip


def _check_objectives(problem: Problem) -> None:
    if not problem.objectives:
        raise ProblemError(Words("没有给出目标", "no objective is given"))
    if len(set(problem.objectives)) < len(problem.objectives):
        raise ProblemError(Words("目标重复", "an objective is given twice"))
    if "popularity" in problem.objectives:
        raise ProblemError(
            Words(
                "目标“popularity”（受拥护程度）尚不能求解，请改用 size 或 ranks",
                "the objective popularity cannot be solved yet; use size or ranks instead",
            )
        )


def _solve_stable(run: Run) -> Outcome:
    """Solve with stability first: no blocking pair at all."""
    from matcher.solve.deferred.proposals import propose_from_candidates, propose_from_posts

    problem = run.problem
    start: Assignment | None = None
    known: list[ObjectiveResult] = []
    if not binding_rules(problem):
        began = time.perf_counter()
        propose = propose_from_candidates if run.settings.favour == "candidates" else propose_from_posts
        plan = propose(problem)
        if not len(find_blocking(problem, used_rows(problem, plan))):
            start = plan
            spent = time.perf_counter() - began
            known = [ObjectiveResult("stability", 0, 0, proven=True, engine="deferred acceptance", seconds=spent)]
            run.tell("stability", 0, 0, "deferred acceptance")
    if start is not None and has_strict_preferences(problem):
        for name in problem.objectives[1:]:
            if name not in SAME_IN_ALL_STABLE:
                break
            value = measure(problem, start, name)
            known.append(
                ObjectiveResult(name, value, value, proven=True, engine="rural hospitals theorem", seconds=0.0)
            )
    return _finish(run, tuple(known), start)


def has_strict_preferences(problem: Problem) -> bool:
    """Tell whether no agent has a tie among its acceptable partners."""
    usable = ~problem.is_banned
    for agent, rank in (
        (problem.candidate[usable], problem.rank_by_candidate[usable]),
        (problem.post[usable], problem.rank_by_post[usable]),
    ):
        key = agent.astype(np.int64) * (int(rank.max(initial=0)) + 1) + rank
        if len(np.unique(key)) < len(key):
            return False
    return True


def _solve_by_value(run: Run) -> Outcome:
    """Solve with an additive objective first: flow as far as it reaches, then whoever can."""
    from matcher.solve.flow.engine import provable_prefix, solve_flow

    problem = run.problem
    prefix = provable_prefix(problem)
    if not prefix:
        start = _mended_start(run) if "stability" in problem.objectives else None
        if start is None:
            return _finish(run, (), None)
        known = start.objectives[:1] if problem.objectives[0] == "coverage" and start.objectives[0].proven else ()
        return _finish(run, known, start.assignment)
    outcome = solve_flow(problem, prefix, run.should_stop)
    for result in outcome.objectives:
        run.tell(result.name, result.value, result.bound, result.engine)
    if outcome.assignment is None:
        return outcome
    return _finish(run, outcome.objectives, outcome.assignment)


def _mended_start(run: Run) -> Outcome | None:
    """Return a plan within all rules close to the best plan of the fast engines, coverage first.

    The fast engines do not know side rules. Their plan, which has few blocking pairs, becomes the
    wish of a small exact problem: cover as much as possible, then keep as many of these pairs as
    the rules allow. None where the exact engine finds no plan.
    """
    from matcher.solve.critical.engine import find_critical
    from matcher.solve.exact import solve_exact

    problem = run.problem
    if problem.num_pairs > EXACT_PAIRS_WITH_RULES or run.should_stop():
        return None
    wish = np.zeros(problem.num_pairs, np.int64)
    wish[used_rows(problem, find_critical(problem, should_stop=run.should_stop).assignment)] = WISH_POINTS
    # Among other pairs those both sides like come first, so that what is exchanged fits too.
    ranks = problem.rank_by_candidate + problem.rank_by_post
    points = np.maximum(wish, np.maximum(0, WISH_POINTS // 4 - ranks))
    easier = replace(problem, points=points, objectives=("coverage", "satisfaction"))
    settings = run.left().model_copy(update={"effort": run.settings.effort / 2})
    outcome = solve_exact(easier, settings, should_stop=run.should_stop)
    return outcome if outcome.assignment is not None else None


def _finish(run: Run, known: tuple[ObjectiveResult, ...], start: Assignment | None) -> Outcome:
    """Work on the objectives after the known ones."""
    problem = run.problem
    if start is not None and known and len(known) == len(problem.objectives):
        return Outcome("OPTIMAL", start, known, run.seconds)
    has_rules = bool(binding_rules(problem))
    if known and start is not None and problem.objectives[len(known)] == "stability" and not has_rules:
        start = _with_few_blocking_pairs(run, start)
    limit = EXACT_PAIRS_WITH_RULES if has_rules else EXACT_PAIRS
    if problem.num_pairs <= limit and not (known and run.should_stop()):
        from matcher.solve.exact import solve_exact

        return solve_exact(
            problem, run.left(), hint=start, known=known, on_progress=run.on_progress, should_stop=run.should_stop
        )
    if has_rules or start is None:
        cause = Words(
            f"问题有 {problem.num_pairs} 对，且有需要精确模型的规则，超出本机可建模的 {limit} 对。"
            "请缩小距离上限或关闭部分规则。",
            f"the problem has {problem.num_pairs} pairs and rules that need the exact model, which holds {limit} pairs "
            "on this machine; lower the distance limit or switch rules off",
        )
        return Outcome("UNKNOWN", None, (), run.seconds, cause)
    return _as_found(run, known, start)


def _with_few_blocking_pairs(run: Run, start: Assignment) -> Assignment:
    """Return the plan with fewest blocking pairs that the fast engines find at the same coverage."""
    from matcher.solve.critical.engine import find_critical

    problem = run.problem
    if problem.objectives[:2] != ("coverage", "stability"):
        return start
    plan = find_critical(problem, should_stop=run.should_stop).assignment
    run.tell("stability", measure(problem, plan, "stability"), None, "multi-level deferred acceptance")
    return min(start, plan, key=lambda one: (measure(problem, one, "coverage"), measure(problem, one, "stability")))


def _as_found(run: Run, known: tuple[ObjectiveResult, ...], plan: Assignment) -> Outcome:
    """Report the objectives after the known ones as measured, with the bounds that are known."""
    problem = run.problem
    results = list(known)
    for name in problem.objectives[len(known) :]:
        value = measure(problem, plan, name)
        bound = 0 if name in {"stability", "hosts", "coverage", "travel", "balance", "regret"} else None
        is_proven = bound == value and all(result.proven for result in results)
        results.append(ObjectiveResult(name, value, bound, is_proven, "deferred acceptance and search", run.seconds))
    is_proven = all(result.proven for result in results)
    return Outcome("OPTIMAL" if is_proven else "FEASIBLE", plan, tuple(results), run.seconds)
