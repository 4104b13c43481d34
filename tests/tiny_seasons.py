"""Tiny random seasons from records up, with most things that leave gaps: refusals, bars, quotas, teams, budgets."""

from datetime import date

import numpy as np
from people import host, person

from matcher.plans import Scenario
from matcher.policy.records import PairOrder, Policy
from matcher.pools.pools import Pools
from matcher.pools.records import Choice, Place, Post, SkillLevel
from matcher.pools.vocabulary import load_vocabulary

SKILLS = ("law", "permits")


def draw_season(seed: int, *, num_people: int = 4, num_posts: int = 3, **settings: object) -> Scenario:
    """Return a season in which people do not suffice, or something stands in the way, more often than not."""
    rng = np.random.default_rng(seed)
    people = [
        person(
            f"C{i}",
            capacity=int(rng.integers(0, 3)) if rng.random() < 0.3 else 1,
            unit_consent=bool(rng.random() < 0.85),
            birth=date(1950 if rng.random() < 0.15 else 1970, 1, 1),  # the age limit is law
            full_member=bool(rng.random() < 0.9),
            skills=tuple(SkillLevel(skill=skill, level=2) for skill in SKILLS if rng.random() < 0.6),
            roles=("instructor",) if rng.random() < 0.85 else ("liaison",),
            site_days=int(rng.integers(2, 5)) if rng.random() < 0.3 else None,
            place=Place(longitude=110.0 + (1.0 if rng.random() < 0.2 else 0.0), latitude=39.0),
        )
        for i in range(num_people)
    ]
    posts = [
        Post(
            id=f"E{h}-1",
            enterprise=f"E{h}",
            least=int(rng.integers(0, 3)),
            most=2,
            site_days=3 if rng.random() < 0.3 else 0,
            must_have=(SkillLevel(skill=SKILLS[h % 2], level=1),) if rng.random() < 0.3 else (),
            team_skills=("permits",) if rng.random() < 0.35 else (),
        )
        for h in range(num_posts)
    ]
    hosts = tuple(
        host(f"E{h}", committee="甲", organization="independent", priority=int(rng.integers(1, 4)))
        for h in range(num_posts)
    )
    choices = [
        Choice(side=side, candidate=f"C{i}", enterprise=f"E{h}", answer="refused")
        for side in ("candidate", "enterprise")
        for i in range(num_people)
        for h in range(num_posts)
        if rng.random() < 0.15
    ]
    bans = tuple(
        PairOrder(candidate=f"C{i}", enterprise=f"E{h}")
        for i in range(num_people)
        for h in range(num_posts)
        if rng.random() < 0.08
    )
    quotas = (
        ({"name": "专长配额", "candidates": {"pool": ["reserve"]}, "most": int(rng.integers(1, 4))},)
        if rng.random() < 0.4
        else ()
    )
    policy = Policy(
        name="tiny",
        season_start=date(2026, 12, 1),
        bans=bans,
        quotas=quotas,
        **{"objectives": ("coverage", "satisfaction"), **settings},
    )
    pools = Pools(candidates=tuple(people), enterprises=hosts, posts=tuple(posts), choices=tuple(choices))
    return Scenario(policy, pools, load_vocabulary())
