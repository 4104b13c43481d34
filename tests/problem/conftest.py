"""A small season in memory, and the way from it to a compiled problem."""

from collections.abc import Callable
from datetime import date

import pytest
from people import host, person

from matcher.policy.records import Policy
from matcher.pools.pools import Pools
from matcher.pools.records import Post
from matcher.problem import Compiled, compile_problem
from matcher.suitability import build_pairs


@pytest.fixture
def pools() -> Pools:
    """Return three people and three hosts; host C has two posts."""
    return Pools(
        candidates=(person("1"), person("2"), person("3")),
        enterprises=(host("A", committee="东"), host("B", committee="西", priority=5), host("C", committee="西")),
        posts=(
            Post(id="A-1", enterprise="A"),
            Post(id="B-1", enterprise="B", most=2),
            Post(id="C-1", enterprise="C", role="secretary"),
            Post(id="C-2", enterprise="C"),
        ),
    )


@pytest.fixture
def compile_with() -> Callable[..., Compiled]:
    """Return a function (pools, **policy fields) -> Compiled."""

    def run(pools: Pools, **more: object) -> Compiled:
        policy = Policy(name="test", season_start=date(2026, 12, 1), **more)
        return compile_problem(pools, policy, build_pairs(pools, policy))

    return run
