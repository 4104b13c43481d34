"""The process HiGHS runs in: a question in one file, an answer and better plans into two others.

    python worker.py QUESTION ANSWER PLANS

A script of its own, because importing the package would take longer than many a question. It ends
at once when its standard input closes, so that it does not outlive who started it.
"""

import datetime as dt
import os
import sys
import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_pb2
from ortools.math_opt.python.model import Model
from ortools.math_opt.python.model_parameters import ModelSolveParameters, SolutionHint
from ortools.math_opt.python.parameters import SolveParameters, SolverType
from ortools.math_opt.python.result import TerminationReason
from ortools.math_opt.python.solve import solve

WHOLE_GAP = 0.9
"""Goals are whole numbers: a plan less than one away from the bound is the best."""

_STATUS = {
    TerminationReason.OPTIMAL: "OPTIMAL",
    TerminationReason.FEASIBLE: "FEASIBLE",
    TerminationReason.INFEASIBLE: "INFEASIBLE",
}


def main(question_path: Path, answer_path: Path, plans_path: Path) -> None:
    """Answer a question."""
    with np.load(question_path) as file:
        question = {name: file[name] for name in file.files}
    model = Model.from_model_proto(_state(question))
    parameters = SolveParameters(
        random_seed=int(question["seed"]),
        node_limit=int(question["nodes"]),
        # The default relative gap of 1e-4 would call a plan of 80,000 points optimal that is 8 short.
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=WHOLE_GAP,
    )
    if question["seconds"] >= 0:
        parameters.time_limit = dt.timedelta(seconds=float(question["seconds"]))
    # MathOpt refuses its own `threads` for this solver.
    parameters.highs.string_options["parallel"] = "off"
    parameters.highs.bool_options["mip_improving_solution_save"] = True
    parameters.highs.bool_options["mip_improving_solution_report_sparse"] = True
    parameters.highs.string_options["mip_improving_solution_file"] = str(plans_path)
    hints = ModelSolveParameters()
    columns = sorted(model.variables(), key=lambda column: column.id)
    if len(question["hint"]):
        values = dict(zip(columns, question["hint"].astype(float).tolist(), strict=True))
        hints.solution_hints.append(SolutionHint(variable_values=values))
    result = solve(model, SolverType.HIGHS, params=parameters, model_params=hints)
    # Values exist only with a plan; anything else in their place would be made up.
    found = result.variable_values(columns) if result.has_primal_feasible_solution() else []
    made = answer_path.with_suffix(".new.npz")
    np.savez(
        made,
        status=_STATUS.get(result.termination.reason, "UNKNOWN"),
        bound=result.termination.objective_bounds.dual_bound,
        values=np.array(found, np.float64),
    )
    made.rename(answer_path)


def _end_with_parent() -> None:
    # Not by `sys.stdin`: a buffer held by a waiting thread is a fatal error when the interpreter ends.
    while os.read(0, 1):
        pass
    os._exit(1)


def _state(question: dict[str, NDArray[np.generic]]) -> model_pb2.ModelProto:
    """Return the question as MathOpt reads it."""
    stated = model_pb2.ModelProto()
    columns, rows, matrix = stated.variables, stated.linear_constraints, stated.linear_constraint_matrix
    columns.ids.extend(range(len(question["low"])))
    columns.lower_bounds.extend(question["low"].tolist())
    columns.upper_bounds.extend(question["high"].tolist())
    # Every column, even where whole pairs make it whole by themselves: HiGHS 1.12 returns wrong optima,
    # called proven, for the same rows with the counts left continuous.
    columns.integers.extend([True] * len(question["low"]))
    rows.ids.extend(range(len(question["row_low"])))
    rows.lower_bounds.extend(question["row_low"].tolist())
    rows.upper_bounds.extend(question["row_high"].tolist())
    matrix.row_ids.extend(question["row"].tolist())
    matrix.column_ids.extend(question["column"].tolist())
    matrix.coefficients.extend(question["coefficient"].tolist())
    goal = stated.objective
    goal.maximize = bool(question["is_max"])
    goal.offset = float(question["goal_constant"])
    order = np.argsort(question["goal_columns"])
    goal.linear_coefficients.ids.extend(question["goal_columns"][order].tolist())
    goal.linear_coefficients.values.extend(question["goal_coefficients"][order].tolist())
    return stated


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    main(*(Path(name) for name in sys.argv[1:4]))
