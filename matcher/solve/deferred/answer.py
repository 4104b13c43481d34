"""Deferred acceptance as the whole answer of a solve, or as its first step.

A problem of some ten thousand people is settled in less than a millisecond, so what is around the
loops counts: nothing here looks at the pairs more often than needed. Without pins the plan is stable
by theorem; with them, blocking pairs are counted.
"""

import numpy as np

from matcher.problem import ObjectiveResult, Outcome
from matcher.solve.binding import binding_rules
from matcher.solve.blocking import find_blocking
from matcher.solve.deferred.proposals import propose
from matcher.solve.measure import measure, used_rows
from matcher.solve.run import Run


def defer_alone(run: Run) -> Outcome | None:
    """Return the answer where no objective is left to decide between stable plans, None elsewhere."""
    names = run.problem.objectives
    if names != ("stability",):
        from matcher.solve.rotations.engine import SAME_IN_ALL, is_strict

        if not set(names) <= SAME_IN_ALL or not is_strict(run.problem):
            return None
    return defer(run)


def defer(run: Run) -> Outcome | None:
    """Return the stable plan that suits the favoured side best, None where a rule or a pin stands in its way.

    Every objective after stability is called proven: with strict lists every stable plan fills the
    same seats (rural hospitals theorem), so ask for none but those of `SAME_IN_ALL`.
    """
    problem = run.problem
    if binding_rules(problem):
        return None
    plan = propose(problem, from_candidates=run.settings.favour == "candidates")
    if np.count_nonzero(problem.is_pinned) and len(find_blocking(problem, used_rows(problem, plan))):
        return None
    seconds = run.seconds
    results = [ObjectiveResult("stability", 0, 0, proven=True, engine="deferred acceptance", seconds=seconds)]
    for name in problem.objectives[1:]:
        value = measure(problem, plan, name)
        results.append(ObjectiveResult(name, value, value, proven=True, engine="rural hospitals theorem", seconds=0.0))
    run.tell("stability", 0, 0, "deferred acceptance")
    return Outcome("OPTIMAL", plan, tuple(results), seconds)
