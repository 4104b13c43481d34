"""What a verification holds."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.policy.records import Objective
from matcher.problem.outcome import Value
from matcher.words import Words

Side: TypeAlias = Literal["posts", "candidates"]


@dataclass(frozen=True, slots=True)
class Violation:
    """Name one broken rule: which, where, what it asks and what the plan has.

    Parameters
    ----------
    rule
        A name of `RULES`, or ``stability`` (a blocking pair where none is allowed), or ``claim``
        (something said of the plan that is not so).
    words
        The sentence, with indices in place of names.
    candidates, posts
        Indices involved.
    needed, actual
        The bound that does not hold, and what the plan has; None where no number is involved.
    row
        Row of the table the rule stands in (quota, pin group, team, recusal), or None.
    """

    rule: str
    words: Words
    candidates: tuple[int, ...] = ()
    posts: tuple[int, ...] = ()
    needed: int | None = None
    actual: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Name a post (or candidate) below its least, and by how much.

    Parameters
    ----------
    missing
        Seats of the post, or posts of the candidate, that stay empty.
    priority
        Weight of each missing one in the coverage objective; 1 for candidates.
    """

    side: Side
    index: int
    missing: int
    priority: int


@dataclass(frozen=True, slots=True)
class Witness:
    """Prove that some minima cannot be met: those who need, and everyone who could serve them.

    For side ``posts``: these posts need `needed` people; only these candidates are acceptable, and
    what they can give comes to `available`. For side ``candidates`` the same the other way round.
    Every witness of a verification stands on its own: no two share a seat they compete for.
    """

    side: Side
    posts: tuple[int, ...]
    candidates: tuple[int, ...]
    needed: int
    available: int

    @property
    def missing(self) -> int:
        """What no plan can give them."""
        return self.needed - self.available


@dataclass(frozen=True, slots=True, eq=False)
class Verification:
    """Hold what the checker found, from the problem and the assignment alone.

    Parameters
    ----------
    violations
        Every broken rule and every wrong claim, by rule.
    objectives
        Every objective recomputed; popularity only where a claim of it holds.
    bounds
        Bounds the checker can prove by itself: no plan does better. Absent where it knows none.
    blocking
        Blocking pairs as rows (candidate, post); int32 (b, 2), sorted.
    excused
        Whether honouring the blocking pair would lose cover; bool (b,).
    shortfalls
        Posts, then candidates, below their least.
    witnesses
        Why the part of the shortfall that no plan can avoid is unavoidable.
    """

    violations: tuple[Violation, ...]
    objectives: Mapping[Objective, Value]
    bounds: Mapping[Objective, Value]
    blocking: NDArray[np.int32]
    excused: NDArray[np.bool_]
    shortfalls: tuple[Shortfall, ...]
    coverage_bound: int
    witnesses: tuple[Witness, ...]

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    @property
    def ok(self) -> bool:
        """Whether nothing is violated."""
        return not self.violations

    @property
    def confirmed(self) -> tuple[Objective, ...]:
        """Objectives whose value the checker's own bound proves best; none while a rule is broken."""
        if any(violation.rule != "claim" for violation in self.violations):
            return ()
        return tuple(name for name, bound in self.bounds.items() if self.objectives[name] == bound)
