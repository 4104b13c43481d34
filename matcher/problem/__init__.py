"""The compiled problem: read-only integer arrays, without names, floats or dates.

`compile_problem` turns pools, policy and eligible pairs into a `Problem`; from here on engines and
checker speak only of indices. `Assignment` and `Outcome`, which cross between solver and checker,
live here too, so that neither needs the other.
"""

from matcher.problem.compile import Compiled, compile_problem
from matcher.problem.outcome import (
    PROFILES,
    SENSES,
    Assignment,
    ObjectiveResult,
    Outcome,
    PopularityCertificate,
    Status,
    Value,
    align_profiles,
)
from matcher.problem.problem import NO_LIMIT, RULES, SIDE_RULES, Problem

__all__ = [
    "NO_LIMIT",
    "PROFILES",
    "RULES",
    "SENSES",
    "SIDE_RULES",
    "Assignment",
    "Compiled",
    "ObjectiveResult",
    "Outcome",
    "PopularityCertificate",
    "Problem",
    "Status",
    "Value",
    "align_profiles",
    "compile_problem",
]
