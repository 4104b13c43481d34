"""Rows of an assignment: sorted, read-only, the caller's own left alone."""

import numpy as np
import pytest

from matcher.problem import Assignment


def test_rows_are_sorted_whatever_order_they_come_in() -> None:
    """Rows in order, shuffled, repeated and with several posts a person all equal numpy's sort."""
    rng = np.random.default_rng(5)
    for size in (0, 1, 2, 7, 40):
        for _ in range(40):
            rows = rng.integers(0, 6, (size, 2)).astype(np.int32)
            expected = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
            for given in (rows, expected):
                assert Assignment(given).pairs.tolist() == expected.tolist()


@pytest.mark.parametrize("rows", [[[0, 1], [1, 0]], [[1, 0], [0, 1]]])
def test_rows_are_a_copy_that_nobody_can_write(rows: list[list[int]]) -> None:
    """Writing to the caller's array changes nothing, and the assignment's own refuses."""
    given = np.array(rows, np.int32)
    plan = Assignment(given)
    given[:] = 9
    assert plan.pairs.tolist() == [[0, 1], [1, 0]]
    with pytest.raises(ValueError, match="read-only"):
        plan.pairs[0, 0] = 5
