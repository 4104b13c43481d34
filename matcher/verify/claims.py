"""What is said of a plan, held against what the checker finds."""

from collections.abc import Mapping

from matcher.policy.records import Objective
from matcher.problem.outcome import ObjectiveResult, Value
from matcher.problem.problem import Problem
from matcher.verify.bounds import is_cover_attained
from matcher.verify.objectives import is_better
from matcher.verify.records import Violation
from matcher.words import Words


def check_claims(
    problem: Problem,
    claimed: tuple[ObjectiveResult, ...],
    values: Mapping[Objective, Value],
    coverage_bound: int,
) -> list[Violation]:
    """Return every claim that is not so.

    A value that differs from the recomputed one; ``proven`` without a bound equal to the value; a
    bound that the value itself beats; a bound on coverage, placed first, that a plan is known to beat.
    """
    found = []
    for row, claim in enumerate(claimed):
        name, value, bound = claim.name, claim.value, claim.bound
        actual = values.get(name, value)
        if value != actual:
            zh = f"目标 {name} 声称为 {value}，复算为 {actual}"
            found.append(_wrong(row, zh, f"{name} is claimed to be {value}, it is {actual}", value, actual))
        if claim.proven and (bound is None or bound != value):
            zh = f"目标 {name} 声称已证明，但界为 {bound}，值为 {value}"
            en = f"{name} is claimed to be proven, but its bound is {bound} and its value {value}"
            found.append(_wrong(row, zh, en, bound, value))
        if bound is None:
            continue
        if isinstance(bound, tuple) != isinstance(actual, tuple):
            zh, en = f"目标 {name} 的界 {bound} 形式不符", f"the bound {bound} of {name} is of the wrong kind"
            found.append(_wrong(row, zh, en, bound, actual))
        elif is_better(name, actual, bound):
            zh = f"目标 {name} 的值 {actual} 优于所称的界 {bound}"
            found.append(_wrong(row, zh, f"{name} is {actual}, better than its claimed bound {bound}", bound, actual))
        elif (
            name == "coverage"
            and problem.objectives[:1] == ("coverage",)
            and is_better(name, coverage_bound, bound)
            and is_cover_attained(problem)
        ):
            zh = f"所称覆盖界为 {bound}，但存在缺口为 {coverage_bound} 的方案"
            en = f"coverage is claimed to be {bound} at best, but a plan with {coverage_bound} exists"
            found.append(_wrong(row, zh, en, bound, coverage_bound))
    return found


def _wrong(row: int, zh: str, en: str, needed: Value | None, actual: Value) -> Violation:
    return Violation(
        "claim",
        Words(zh, en),
        needed=needed if isinstance(needed, int) else None,
        actual=actual if isinstance(actual, int) else None,
        row=row,
    )
