"""The same kernels with side rules and without: what is not there costs nothing.

A kernel that takes counters hands a dozen arrays over at every call, which made the local search
1.6 times slower. Where no side rule can bind the empty tuple stands in their place, and the compiler,
which sees its type, leaves the counting out. The functions here are for kernels.
"""

from collections.abc import Callable
from inspect import signature
from typing import TypeAlias

from numba import types
from numba.extending import overload

from matcher.solve.side_rules.counters import TOTAL, Counters
from matcher.solve.side_rules.kernels import drop, find_clash, fits, has_budget, take

Rules: TypeAlias = Counters | tuple[()]
"""Counters, or nothing to count."""

NO_RULES: Rules = ()

FREE, OVER_BUDGET = -1, -2
"""What `find_obstacle` says where no single pair is in the way."""


def count_in(rules: Rules, e: int) -> None:
    """Count pair `e` in."""
    take(rules, e)  # type: ignore[arg-type]


def count_out(rules: Rules, e: int) -> None:
    """Count pair `e`, which is in the plan, out."""
    drop(rules, e)  # type: ignore[arg-type]


def may_come(rules: Rules, e: int, out: int) -> bool:
    """Tell whether pair `e` may come in, as `fits` does."""
    return fits(rules, e, out)  # type: ignore[arg-type]


def find_obstacle(rules: Rules, e: int) -> int:
    """Return a pair that the person of pair `e` must give up for it, `FREE`, or `OVER_BUDGET` where any will do."""
    clash = find_clash(rules, e)  # type: ignore[arg-type]
    if clash >= 0:
        return clash
    return FREE if has_budget(rules, e) else OVER_BUDGET  # type: ignore[arg-type]


def sum_broken(rules: Rules) -> int:
    """Return by how much the plan breaks all side rules together."""
    return rules.broken[TOTAL]  # type: ignore[union-attr, no-any-return]


def _compile_both(function: Callable[..., object], without: Callable[..., object]) -> None:
    """Let the compiler take `without` in place of `function` where the first argument is the empty tuple."""

    def choose(rules: object, *_: object) -> Callable[..., object]:
        return without if isinstance(rules, types.BaseTuple) and len(rules) == 0 else function

    # The compiler wants one signature for all, annotations included.
    choose.__signature__ = signature(function)  # type: ignore[attr-defined]
    without.__signature__ = signature(function)  # type: ignore[attr-defined]
    overload(function)(choose)


_compile_both(count_in, lambda rules, e: None)  # noqa: ARG005
_compile_both(count_out, lambda rules, e: None)  # noqa: ARG005
_compile_both(may_come, lambda rules, e, out: True)  # noqa: ARG005
_compile_both(find_obstacle, lambda rules, e: FREE)  # noqa: ARG005
_compile_both(sum_broken, lambda rules: 0)  # noqa: ARG005
