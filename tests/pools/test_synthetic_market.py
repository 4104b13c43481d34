"""The demonstration banner is worth solving: tractable, nearly coverable, with a gap that has a name."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_flow
from scipy.spatial.distance import cdist

from matcher.policy.records import Policy, RuleSetting
from matcher.pools.reading import read_pools
from matcher.pools.sources import PoolSources
from matcher.problem import compile_problem
from matcher.suitability import build_pairs

BANNER = Path(__file__).parents[2] / "data" / "banner"
REMOTE = "沙日额热格苏木"


@pytest.fixture(scope="module")
def pools():
    """Import the demonstration as a scenario does."""
    names = ("人才库.xlsx", "企业库.xlsx", "岗位.xlsx", "双向意愿.xlsx", "第三方意见.csv", "上一届任职.xlsx")
    return read_pools(PoolSources(*((BANNER / name,) for name in names)), as_of=date(2026, 11, 21)).pools


@pytest.fixture(scope="module")
def problem(pools):
    """Compile it under open consent with a distance limit of 60 km and at least one need met."""
    rules = {"distance-limit": RuleSetting(enabled=True), "need-shared": RuleSetting(enabled=True)}
    policy = Policy(name="banner", season_start=date(2026, 12, 1), preset="coverage-first", rules=rules)
    return compile_problem(pools, policy, build_pairs(pools, policy)).problem


def test_the_market_is_tractable(problem):
    """There are 2,500 to 4,500 acceptable pairs, and capacity is above the seats needed."""
    assert 2_500 <= problem.num_pairs <= 4_500
    is_of_use = np.bincount(problem.candidate, minlength=problem.num_candidates) > 0
    assert problem.least.sum() < problem.capacity[is_of_use].sum() < 1.6 * problem.least.sum()
    assert 8 <= (~is_of_use).sum() <= 20


def test_only_the_remote_township_is_short(pools, problem):
    """A maximum flow leaves two to four hosts short, all in the one township that nobody else reaches."""
    n, m = problem.num_candidates, problem.num_posts
    source, sink = n + m, n + m + 1
    tails = np.concatenate([np.full(n, source), problem.candidate, n + np.arange(m)])
    heads = np.concatenate([np.arange(n), n + problem.post, np.full(m, sink)])
    room = np.concatenate([problem.capacity, np.ones(problem.num_pairs, int), problem.least]).astype(np.int32)
    flow = maximum_flow(csr_matrix((room, (tails, heads)), shape=(n + m + 2, n + m + 2)), source, sink).flow
    filled = np.asarray(flow[n : n + m, sink].todense()).ravel()
    short = {pools.posts[p].enterprise for p in np.flatnonzero(filled < problem.least)}
    assert 2 <= len(short) <= 4
    assert {pools.enterprises[pools.enterprise_index[host]].area for host in short} == {REMOTE}


def test_the_remote_township_is_out_of_reach(pools):
    """Its hosts lie over 60 km from everybody who lives elsewhere, and outnumber the people who live there."""
    hosts = [one for one in pools.enterprises if one.area == REMOTE]
    others = [one for one in pools.candidates if one.area != REMOTE and one.place]
    assert _distances_km(hosts, others).min() > 60
    assert len(hosts) > sum(one.area == REMOTE for one in pools.candidates) == 2


def test_the_readme_tells_the_numbers(pools):
    """The blind spots and carried hosts named in data/README.md are those of the files."""
    readme = (BANNER.parent / "README.md").read_text(encoding="utf-8")
    blind = sum(one.organization == "none" and one.party_members == 0 for one in pools.enterprises)
    carried = sum(one.branch is not None for one in pools.enterprises)
    assert f"{blind} blind spots; {carried} hosts are carried" in readme


def _distances_km(hosts, people):
    """Return plain distances on a local plane, km."""
    north = np.deg2rad(41.6)
    to_plane = [
        np.array([(one.place.longitude * np.cos(north), one.place.latitude) for one in side if one.place]) * 111.195
        for side in (hosts, people)
    ]
    return cdist(*to_plane)
