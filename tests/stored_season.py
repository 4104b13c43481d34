"""A small season in memory and in a store: what every part of the store is tried on."""

from dataclasses import dataclass
from datetime import date

from people import host, person

from matcher.plans import Plan
from matcher.plans.store import SYSTEM, Store, act
from matcher.plans.store.imports import add_import
from matcher.plans.store.plans import save_plan
from matcher.plans.store.scenarios import save_scenario
from matcher.plans.store.seasons import make_season
from matcher.pools import Choice, Pools, Post

SETTINGS = """\
# 旗里的方案
name = "春季"
season_start = 2026-12-01
objectives = ["coverage", "stability", "ranks", "satisfaction"]  # 先覆盖

[weights]
needs = 40
"""

POOLS = Pools(
    candidates=tuple(person(f"{i:03}", capacity=1) for i in range(5)),
    enterprises=tuple(host(f"H{e}", committee="东" if e % 2 else "西") for e in range(4)),
    posts=tuple(Post(id=f"H{e}-1", enterprise=f"H{e}") for e in range(4)),
    choices=(
        Choice(side="candidate", candidate="000", enterprise="H1", rank=1),
        Choice(side="enterprise", candidate="000", enterprise="H1", rank=1),
        Choice(side="candidate", candidate="001", enterprise="H1", rank=2),
    ),
    sources={"人才库.xlsx": "0" * 64},
)
"""Five people, four hosts of one post each."""


@dataclass(frozen=True)
class Kept:
    """Hold the ids of what was kept."""

    season: int
    imported: int
    scenario: int
    plan: int = 0


def keep_season(store: Store, plan: Plan | None = None, *, name: str = "二〇二七年") -> Kept:
    """Keep a season with its pools and scenario, and a plan where one is given."""
    with act(store, SYSTEM) as doing:
        season = make_season(doing, name, date(2026, 12, 1))
        imported = add_import(doing, season.id, POOLS)
        scenario = save_scenario(doing, season.id, imported.id, SETTINGS)
        kept = save_plan(doing, scenario.id, plan) if plan else None
    return Kept(season.id, imported.id, scenario.id, kept.id if kept else 0)
