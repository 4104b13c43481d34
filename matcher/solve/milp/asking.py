"""One question to one solver: a linear model in, values and a bound out.

Both solvers get the same rows and the same start. CP-SAT runs as the exact engine runs it, HiGHS as
`matcher.solve.milp.highs` says. What they return is rounded to the safe side here and checked
against the rows, in integers, before anybody uses it.
"""

from collections.abc import Callable
from typing import Literal, TypeAlias

import numpy as np
from ortools.sat.python import cp_model

from matcher.problem.problem import NO_LIMIT
from matcher.solve.exact.answer import Answer, Limits, Report, ask
from matcher.solve.milp.highs import start_highs, value_of
from matcher.solve.milp.linear import LinearModel

Engine: TypeAlias = Literal["CP-SAT", "HiGHS"]


def ask_cp_sat(
    model: LinearModel,
    limits: Limits,
    should_stop: Callable[[], bool] | None = None,
    report: Report | None = None,
) -> Answer:
    """Ask CP-SAT; effort and seed decide the answer unless the clock ends the search."""
    is_met = False

    def note(value: int | None, bound: int | None) -> None:
        nonlocal is_met
        is_met = value is not None and value == bound
        if report is not None:
            report(value, bound)

    def is_over() -> bool:
        # A plan at its bound is proven; the threads may have work in hand that no longer matters.
        return is_met or (should_stop is not None and should_stop())

    answer = ask(_state(model), limits, should_stop=is_over, report=note)
    if answer.status != "FEASIBLE" or answer.values is None or model.goal is None:
        return answer
    if value_of(model, answer.values) != answer.bound:
        return answer
    return Answer("OPTIMAL", answer.values, answer.bound, answer.effort, was_stopped=False)


def ask_highs(
    model: LinearModel,
    limits: Limits,
    should_stop: Callable[[], bool] | None = None,
    report: Report | None = None,
) -> Answer:
    """Ask HiGHS and wait; a stop ends its process at once and keeps the best plan it has written down."""
    with start_highs(model, limits) as run:
        return run.wait(should_stop, report)


def _state(model: LinearModel) -> cp_model.CpModel:
    """Return the model as CP-SAT reads it."""
    stated = cp_model.CpModel()
    columns = [
        stated.new_int_var(low, high, "") for low, high in zip(model.low.tolist(), model.high.tolist(), strict=True)
    ]
    ends = np.searchsorted(model.row, np.arange(model.num_rows + 1))
    of_row, weights = model.column.tolist(), model.coefficient.tolist()
    for r, (low, high) in enumerate(zip(model.row_low.tolist(), model.row_high.tolist(), strict=True)):
        begin, end = int(ends[r]), int(ends[r + 1])
        total = cp_model.LinearExpr.weighted_sum([columns[c] for c in of_row[begin:end]], weights[begin:end])
        most = cp_model.INT_MAX if high == NO_LIMIT else high
        least = cp_model.INT_MIN if low == -NO_LIMIT else low
        stated.add_linear_constraint(total, least, most)
    if model.goal is not None:
        goal = model.goal
        terms = [columns[c] for c in goal.columns.tolist()]
        total = cp_model.LinearExpr.weighted_sum(terms, goal.coefficients.tolist()) + goal.constant
        if goal.is_max:
            stated.maximize(total)
        else:
            stated.minimize(total)
    if model.hint is not None:
        stated.proto.solution_hint.vars.extend(range(model.num_columns))
        stated.proto.solution_hint.values.extend(model.hint.tolist())
    return stated
