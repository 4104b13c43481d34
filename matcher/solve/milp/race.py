"""Two solvers on one question, side by side; the first proof ends it.

Who is first depends on the machine's mood, so the plan may differ from run to run. Therefore a race
is run only where a wall-clock limit has given up repeatability anyway; without one the engines work
one after the other, in a fixed order.
"""

from collections.abc import Callable, Sequence

from matcher.solve.exact.answer import Answer, AnswerStatus, Limits, Report
from matcher.solve.milp.asking import Engine, ask_cp_sat, ask_highs
from matcher.solve.milp.highs import start_highs, value_of
from matcher.solve.milp.linear import LinearModel


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
        With a deadline two engines run side by side; without one the second runs only where the
        first proves nothing.
    """
    if len(engines) == 1:
        return _ask(engines[0], model, limits, should_stop, report), engines[0]
    if limits.deadline is None:
        first = _ask(engines[0], model, limits, should_stop, report)
        if first.status in {"OPTIMAL", "INFEASIBLE"} or first.was_stopped:
            return first, engines[0]
        second = _ask(engines[1], model, limits, should_stop, report)
        return merge(model, (first, engines[0]), (second, engines[1]))
    with start_highs(model, limits) as run:

        def is_decided() -> bool:
            return run.has_proof() or (should_stop is not None and should_stop())

        ours = ask_cp_sat(model, limits, is_decided, report)
        was_asked = should_stop is not None and should_stop()
        if ours.status in {"OPTIMAL", "INFEASIBLE"}:
            return ours, "CP-SAT"
        theirs = run.give_up() if was_asked else run.wait(should_stop, report)
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
