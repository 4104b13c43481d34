"""Plans to start from: covered, with few blocking pairs, within the rules."""

from dataclasses import replace

import numpy as np

from matcher.problem import Assignment, ObjectiveResult
from matcher.solve.measure import measure, used_rows
from matcher.solve.run import Run

MOVES_PER_EFFORT = 40_000
"""Moves of the local search in one unit of effort, about a second of a slow core."""

MOVES_BEFORE_EXACT = 100_000
"""Moves at most where the exact engine goes on from the result."""

WISH_POINTS = 1_000
"""What keeping one wished pair counts when a plan is mended."""


def start_with_few_blocking_pairs(run: Run, *, is_last_word: bool) -> Assignment:
    """Return a plan of greatest cover with few blocking pairs, none of them unexcused.

    Parameters
    ----------
    is_last_word
        No exact engine goes on from here: spend the whole effort.
    """
    from matcher.solve.critical.engine import find_critical

    critical = find_critical(run.problem, should_stop=run.should_stop)
    run.tell("stability", critical.stability.num_blocking, 0, "multi-level deferred acceptance")
    return search_on(run, critical.assignment, is_covered=True, is_last_word=is_last_word)


def search_on(run: Run, plan: Assignment, *, is_covered: bool, is_last_word: bool) -> Assignment:
    """Return a plan at least as good as `plan` in coverage, then stability, then points where those come next.

    Parameters
    ----------
    plan
        A plan within all rules.
    is_covered
        Its cover is the greatest there is; otherwise the search begins with more cover.
    is_last_word
        No exact engine goes on from here: spend the whole effort.
    """
    from matcher.solve.search.engine import Step, improve_plan

    problem = run.problem
    moves = int(run.settings.effort * MOVES_PER_EFFORT)
    if not is_last_word:
        moves = min(moves, MOVES_BEFORE_EXACT)

    def report(step: Step) -> None:
        run.tell("stability", step.num_blocking, 0, "local search")

    if not is_covered and not run.should_stop():
        plan = improve_plan(
            problem, plan, moves=moves // 2, aim="coverage", on_chunk=report, should_stop=run.should_stop
        ).assignment
    if not run.should_stop():
        plan = improve_plan(problem, plan, moves=moves, on_chunk=report, should_stop=run.should_stop).assignment
    # A model that goes on from here has the number of blocking pairs to keep, and points are its own strength.
    if is_last_word and problem.objectives[2:3] == ("satisfaction",) and not run.should_stop():
        plan = improve_plan(
            problem, plan, moves=moves // 2, aim="satisfaction", on_chunk=report, should_stop=run.should_stop
        ).assignment
    return plan


def mend_start(run: Run, *, is_last_word: bool) -> tuple[Assignment, tuple[ObjectiveResult, ...]] | None:
    """Return a plan within all rules close to the best plan of the fast engines, and its proven cover.

    The engines for few blocking pairs do not know side rules. Their plan becomes the wish of an
    easier problem: cover as much as possible, then keep as many of these pairs as the rules allow.
    The flow engine solves that where the rules are laminar, else the exact one, and the local search
    goes on from there. None where no plan is found.
    """
    from matcher.solve.critical.engine import find_critical
    from matcher.solve.exact import solve_exact
    from matcher.solve.flow.engine import provable_prefix, solve_flow

    problem = run.problem
    if run.should_stop():
        return None
    wish = np.zeros(problem.num_pairs, np.int64)
    wish[used_rows(problem, find_critical(problem, should_stop=run.should_stop).assignment)] = WISH_POINTS
    # Among other pairs those both sides like come first, so that what is exchanged fits too.
    ranks = problem.rank_by_candidate + problem.rank_by_post
    points = np.maximum(wish, np.maximum(0, WISH_POINTS // 4 - ranks))
    easier = replace(problem, points=points, objectives=("coverage", "satisfaction"))
    if provable_prefix(easier) == easier.objectives:
        outcome = solve_flow(easier, easier.objectives, run.should_stop)
    else:
        settings = run.left().model_copy(update={"effort": run.settings.effort / 2})
        outcome = solve_exact(easier, settings, should_stop=run.should_stop)
    if outcome.assignment is None:
        return None
    covered, plan = outcome.objectives[0], outcome.assignment
    is_known = problem.objectives[0] == "coverage" and covered.proven
    if problem.objectives[:2] == ("coverage", "stability"):
        plan = search_on(run, plan, is_covered=covered.proven, is_last_word=is_last_word)
    return plan, ((covered,) if is_known else ())


def repair_start(run: Run) -> Assignment | None:
    """Return a plan within all rules without the exact engine, for problems too large for it."""
    from matcher.solve.critical.engine import find_critical
    from matcher.solve.repair import repair

    problem = run.problem
    plan = repair(problem, find_critical(problem, should_stop=run.should_stop).assignment)
    if plan is None:
        return None
    run.tell(problem.objectives[0], measure(problem, plan, problem.objectives[0]), None, "repair")
    if problem.objectives[:2] == ("coverage", "stability"):
        plan = search_on(run, plan, is_covered=False, is_last_word=True)
    return plan
