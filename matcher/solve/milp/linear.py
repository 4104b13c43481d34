"""A linear model as plain arrays, under construction and finished."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.problem.problem import Flags, Ints

Derivation: TypeAlias = Callable[[Flags], NDArray[np.generic]]


@dataclass(frozen=True, slots=True, eq=False)
class Goal:
    """Hold one sum to make as small or as large as can be.

    Parameters
    ----------
    columns, coefficients
        Its terms; int64.
    constant
        Added to the sum.
    limit
        No plan at all does better.
    """

    columns: Ints
    coefficients: Ints
    constant: int
    limit: int
    is_max: bool


@dataclass(frozen=True, slots=True, eq=False)
class LinearModel:
    """Hold a finished model: integers only, so that two solvers read exactly the same.

    Parameters
    ----------
    low, high
        Bounds of each column; every column is whole.
    row, column, coefficient
        Entries of the matrix, sorted by row, then column.
    row_low, row_high
        Bounds of each row; -NO_LIMIT and NO_LIMIT are open.
    goal
        None: any plan will do.
    hint
        A value for each column, of a plan to start from; None without one.
    """

    low: Ints
    high: Ints
    row: Ints
    column: Ints
    coefficient: Ints
    row_low: Ints
    row_high: Ints
    goal: Goal | None
    hint: Ints | None

    @property
    def num_columns(self) -> int:
        """Number of columns."""
        return len(self.low)

    @property
    def num_rows(self) -> int:
        """Number of rows."""
        return len(self.row_low)


class Builder:
    """Collect columns and rows.

    Every block of columns comes with the values it takes in a given plan, so that a plan known from
    elsewhere can be handed to a solver complete.
    """

    def __init__(self) -> None:
        self._low: list[Ints] = []
        self._high: list[Ints] = []
        self._derivations: list[Derivation] = []
        self._row: list[Ints] = []
        self._column: list[Ints] = []
        self._coefficient: list[Ints] = []
        self._row_low: list[Ints] = []
        self._row_high: list[Ints] = []
        self.num_columns = 0
        self.num_rows = 0

    def add_columns(self, low: Ints, high: Ints, value: Derivation) -> Ints:
        """Add columns and return their positions; `value` gives theirs when told which pairs are used."""
        first = self.num_columns
        self._low.append(low.astype(np.int64))
        self._high.append(high.astype(np.int64))
        self._derivations.append(value)
        self.num_columns += len(low)
        return np.arange(first, self.num_columns, dtype=np.int64)

    def add_rows(self, terms: list[tuple[Ints, Ints, Ints | int]], low: Ints | int, high: Ints | int, num: int) -> None:
        """Add `num` rows.

        Parameters
        ----------
        terms
            Parts of the matrix: row (0 to num - 1), column and coefficient of each entry.
        low, high
            Bounds of the rows.
        """
        for row, column, coefficient in terms:
            self._row.append(row.astype(np.int64) + self.num_rows)
            self._column.append(column.astype(np.int64))
            self._coefficient.append(np.broadcast_to(np.asarray(coefficient, np.int64), column.shape))
        self._row_low.append(np.broadcast_to(np.asarray(low, np.int64), num))
        self._row_high.append(np.broadcast_to(np.asarray(high, np.int64), num))
        self.num_rows += num

    def add_row(self, columns: Ints, coefficients: Ints, low: int, high: int) -> None:
        """Add one row."""
        self.add_rows([(np.zeros(len(columns), np.int64), columns, coefficients)], low, high, 1)

    def finish(self, goal: Goal | None, start: Flags | None) -> LinearModel:
        """Return the model so far, with a goal and the plan to start from."""
        row, column = _join(self._row), _join(self._column)
        order = np.lexsort((column, row))
        hint = None if start is None else _join([derive(start).astype(np.int64) for derive in self._derivations])
        return LinearModel(
            low=_join(self._low),
            high=_join(self._high),
            row=row[order],
            column=column[order],
            coefficient=_join(self._coefficient)[order],
            row_low=_join(self._row_low),
            row_high=_join(self._row_high),
            goal=goal,
            hint=hint,
        )


def _join(parts: list[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *parts])
