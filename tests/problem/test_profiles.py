"""Values that count ranks, beside each other."""

from itertools import product

import oracle
import pytest

from matcher.problem import PROFILES, SENSES, align_profiles
from matcher.verify import is_better

VALUES = sorted(
    {tuple(value) for size in range(4) for value in product((0, 1, 2), repeat=size) if not size or value[0]}
)


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_aligned_profiles_compare_as_the_checker_does(name: str) -> None:
    """Once at equal length, the first entry that differs decides, in the sense of the objective."""
    values = [value[::-1] for value in VALUES] if name == "ranks" else VALUES
    for one, other in product(values, values):
        left, right = align_profiles(name, one, other)
        assert len(left) == len(right) == max(len(one), len(other))
        expected = left < right if SENSES[name] == "min" else left > right
        assert is_better(name, one, other) == oracle.is_better(name, one, other) == expected


def test_a_better_worst_rank_beats_fewer_of_a_worse_one() -> None:
    """Nine at rank 2 are more generous than one at rank 3, and nobody placed is most generous of all."""
    assert is_better("generous", (9, 0), (1, 0, 0))
    assert is_better("generous", (), (1,))
    assert not is_better("generous", (1, 3), (1, 3))
