"""Two solvers on one question, side by side; the first proof ends it.

Who is first depends on the machine's mood, so the plan may differ from run to run. Therefore a race
is run only where a wall-clock limit has given up repeatability anyway; without one the engines work
one after the other, in a fixed order.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from matcher.solve.exact.answer import Answer, AnswerStatus, Limits, Report
from matcher.solve.milp.asking import Engine, ask_cp_sat, ask_highs
from matcher.solve.milp.highs import HighsRun, start_highs, value_of
from matcher.solve.milp.linear import LinearModel

PROVEN = frozenset({"OPTIMAL", "INFEASIBLE"})
"""What settles a question."""

HEAD_START_S, HEAD_START_SHARE = 8.0, 0.25
"""How long the preferred engine works alone, seconds, and at most which part of the time there is.

On two cores a second engine slows the first, so that it pays only for what the first cannot do quickly.
"""


def race(
    model: LinearModel,
    engines: Sequence[Engine],
    limits: Limits,
    should_stop: Callable[[], bool] | None = None,
    report: Report | None = None,
) -> tuple[Answer, Engine]:
    """Return the first proof, else the better plan with the better bound, and who found it.

    Parameters
    ----------
    engines
        One or two, the preferred one first.
    limits
        With a deadline two engines run side by side, after a head start of the first; without one
        the second runs only where the first proves nothing.
    """
    if len(engines) == 1:
        return _ask(engines[0], model, limits, should_stop, report), engines[0]
    if limits.deadline is None:
        first = _ask(engines[0], model, limits, should_stop, report)
        if first.status in PROVEN or first.was_stopped:
            return first, engines[0]
        second = _ask(engines[1], model, limits, should_stop, report)
        return merge(model, (first, engines[0]), (second, engines[1]))
    return _run_both(model, engines[0], limits, should_stop, report)


def _run_both(
    model: LinearModel, first: Engine, limits: Limits, should_stop: Callable[[], bool] | None, report: Report | None
) -> tuple[Answer, Engine]:
    """Run both engines, the second after a head start of the first; CP-SAT in this process."""
    joins = time.perf_counter() + min(HEAD_START_S, limits.seconds_left() * HEAD_START_SHARE)

    def is_asked_to_stop() -> bool:
        return should_stop is not None and should_stop()

    with ExitStack() as stack:
        run: HighsRun | None = stack.enter_context(start_highs(model, limits)) if first == "HiGHS" else None
        if run is not None:
            theirs = run.wait(is_asked_to_stop, report, until=joins)
            if theirs is not None and (theirs.was_stopped or theirs.status in PROVEN):
                return theirs, "HiGHS"

        def is_decided() -> bool:
            nonlocal run
            if run is None and time.perf_counter() >= joins:
                run = stack.enter_context(start_highs(model, limits))
            return is_asked_to_stop() or (run is not None and run.has_proof())

        ours = ask_cp_sat(model, limits, is_decided, report)
        if ours.status in PROVEN or run is None:
            return ours, "CP-SAT"
        was_asked = is_asked_to_stop()
        theirs = run.give_up() if was_asked else run.wait(is_asked_to_stop, report)
    return merge(model, (ours, "CP-SAT"), (theirs, "HiGHS"), was_stopped=was_asked or theirs.was_stopped)


def _ask(
    engine: Engine, model: LinearModel, limits: Limits, should_stop: Callable[[], bool] | None, report: Report | None
) -> Answer:
    return (ask_cp_sat if engine == "CP-SAT" else ask_highs)(model, limits, should_stop, report)


def merge(
    model: LinearModel, first: tuple[Answer, Engine], second: tuple[Answer, Engine], *, was_stopped: bool | None = None
) -> tuple[Answer, Engine]:
    """Return the better plan with the better bound; a proof of either stands."""
    (one, _), (other, _) = first, second
    stopped = (one.was_stopped or other.was_stopped) if was_stopped is None else was_stopped
    is_max = model.goal is not None and model.goal.is_max
    for answer, engine in (first, second):
        if answer.status == "INFEASIBLE":
            return Answer("INFEASIBLE", None, None, answer.effort, stopped), engine
    bounds = [answer.bound for answer in (one, other) if answer.bound is not None]
    bound = (min if is_max else max)(bounds) if bounds else None
    held = [(value_of(model, a.values), engine, a) for a, engine in (first, second) if a.values is not None]
    if not held:
        return Answer("UNKNOWN", None, bound, one.effort, stopped), first[1]
    value, engine, best = (max if is_max else min)(held, key=lambda entry: entry[0])
    is_proven = any(answer.status == "OPTIMAL" for _, _, answer in held) or value == bound
    status: AnswerStatus = "OPTIMAL" if is_proven else "FEASIBLE"
    return Answer(status, best.values, bound, one.effort + other.effort, stopped), engine
