"""Small markets for the tests of this room."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from matcher.policy.records import Policy, RuleSetting
from matcher.pools.pools import Pools
from matcher.pools.records import (
    Candidate,
    Enterprise,
    Incumbent,
    Opinion,
    Place,
    Post,
    RelativeTie,
    SkillLevel,
)

SEASON = date(2026, 12, 1)
SKILLS = ("permits", "marketing", "standardization", "organization_setup", "dispute_mediation", "culture")


@pytest.fixture
def make_policy() -> Callable[..., Policy]:
    """Make a policy whose season starts on 1 December 2026; rules by keyword, `_` for `-`."""

    def make(rules: dict[str, RuleSetting] | None = None, **fields: object) -> Policy:
        return Policy(name="test", season_start=SEASON, rules=rules or {}, **fields)

    return make


@pytest.fixture
def make_pair() -> Callable[..., Pools]:
    """Make pools of one candidate and one post whose pair no rule hits, with fields replaced."""

    def make(
        candidate: dict[str, object] | None = None,
        host: dict[str, object] | None = None,
        post: dict[str, object] | None = None,
        incumbents: tuple[Incumbent, ...] = (),
        opinions: tuple[Opinion, ...] = (),
    ) -> Pools:
        person = {
            "id": "C1",
            "name": "乌云其木格",
            "pool": "retired",
            "status": "retired",
            "status_date": date(2020, 1, 1),
            "birth": date(1962, 5, 1),
            "full_member": True,
            "unit_consent": True,
            "is_healthy": True,
        }
        house = {"id": "H1", "name": "甲矿业", "kind": "private_enterprise"}
        return Pools(
            candidates=(Candidate.model_validate({**person, **(candidate or {})}),),
            enterprises=(Enterprise.model_validate({**house, **(host or {})}),),
            posts=(Post.model_validate({"id": "H1-1", "enterprise": "H1", **(post or {})}),),
            incumbents=incumbents,
            opinions=opinions,
        )

    return make


@pytest.fixture
def make_market() -> Callable[[int], Pools]:
    """Make a random market in which every rule hits some pairs and misses others."""

    def make(seed: int, num_people: int = 40, num_hosts: int = 25) -> Pools:
        rng = np.random.default_rng(seed)

        def draw(words: tuple[str, ...], most: int) -> tuple[str, ...]:
            return tuple(str(word) for word in rng.choice(words, int(rng.integers(0, most + 1))))

        def skills(most: int) -> tuple[SkillLevel, ...]:
            return tuple(SkillLevel(skill=word, level=int(rng.integers(1, 4))) for word in draw(SKILLS, most))

        def place() -> Place | None:
            if rng.random() < 0.15:
                return None
            return Place(longitude=float(rng.uniform(109, 110)), latitude=float(rng.uniform(39, 40)))

        def maybe(value: object, share: float = 0.1) -> object:
            return None if rng.random() < share else value

        def yes() -> bool | None:
            return [True, False, None][int(rng.choice(3, p=[0.8, 0.1, 0.1]))]

        areas, lines, languages = ("东镇", "西镇", "北苏木"), ("mining", "meat", "cement"), ("zh", "mn", "ko")
        people = tuple(
            Candidate(
                id=f"C{i}",
                name=f"人选{i}",
                pool="retired",
                status=str(rng.choice(["on_duty", "early_leave", "reassigned", "retired", "retired", "retired"])),
                status_date=maybe(SEASON - timedelta(days=int(rng.integers(900, 1300)))),
                birth=maybe(SEASON - timedelta(days=int(rng.integers(24_500, 25_700)))),
                unit_line=maybe(str(rng.choice(lines)), 0.5),
                former_areas=draw(areas, 1),
                former_lines=draw(lines, 1),
                overseen_lines=draw(lines, 1),
                skills=skills(5),
                industries=draw(lines, 2),
                languages=draw(languages, 2),
                party_years=int(rng.integers(0, 20)),
                full_member=yes(),
                unit_consent=yes(),
                is_healthy=yes(),
                approval=str(rng.choice(["", "批7号"])),
                area=str(rng.choice(["", *areas])),
                place=place(),
                roles=draw(("secretary", "instructor", "liaison"), 2),
                relatives=tuple(RelativeTie(enterprise=f"H{h}", relation="配偶") for h in rng.integers(0, 30, 1)),
            )
            for i in range(num_people)
        )
        hosts = tuple(
            Enterprise(
                id=f"H{h}",
                name=f"企业{h}",
                kind="private_enterprise",
                line=maybe(str(rng.choice(lines))),
                stage=str(rng.choice(["none", "has", "standard", "weak"])),
                area=str(rng.choice(["", *areas])),
                place=place(),
                needs=skills(3),
                languages=draw(languages, 2),
            )
            for h in range(num_hosts)
        )
        posts = tuple(
            Post(
                id=f"P{p}",
                enterprise=f"H{int(rng.integers(0, num_hosts))}",
                role=str(rng.choice(["secretary", "instructor", "liaison"])),
                kind=str(rng.choice(["organization_sent", "party_post", "company_post"])),
                must_have=skills(1),
            )
            for p in range(num_hosts + 10)
        )
        ends = [(f"C{int(rng.integers(num_people))}", f"H{int(rng.integers(num_hosts))}") for _ in range(120)]
        return Pools(
            candidates=people,
            enterprises=hosts,
            posts=posts,
            incumbents=tuple(Incumbent(candidate=c, enterprise=h, terms=int(rng.integers(1, 4))) for c, h in ends[:60]),
            opinions=tuple(
                Opinion(
                    source="主管局", candidate=c, enterprise=h, view=str(rng.choice(["support", "neutral", "oppose"]))
                )
                for c, h in ends[40:]
            ),
        )

    return make
