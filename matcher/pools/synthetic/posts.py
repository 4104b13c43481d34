"""Draw what each host asks for: mostly one instructor, sometimes a team or another role."""

from collections.abc import Sequence

import numpy as np

from matcher.pools.records import Enterprise, Post, PostKind, Role, SkillLevel
from matcher.pools.synthetic.drawing import draw_words

_SHAPES = {
    "instructor": 0.64,
    "secretary": 0.1,
    "two_roles": 0.1,
    "company": 0.05,
    "pair": 0.05,
    "liaison": 0.06,
}
_MAY_TAKE_TWO = {"micro": 0.3, "small": 0.55, "medium": 0.8, "large": 0.9}
_WORKLOAD = {"micro": 1, "small": 1, "medium": 2, "large": 3}


def draw_posts(rng: np.random.Generator, enterprises: Sequence[Enterprise]) -> tuple[Post, ...]:
    """Draw the posts of every host that no other host carries."""
    posts: list[Post] = []
    shapes = draw_words(rng, _SHAPES, len(enterprises))
    for host, shape in zip(enterprises, shapes, strict=True):
        if host.branch is not None:
            continue
        for number, (role, kind, least, most) in enumerate(_list_seats(rng, host, shape), start=1):
            posts.append(
                Post(
                    id=f"{host.id}-{number}",
                    enterprise=host.id,
                    role=role,
                    kind=kind,
                    least=least,
                    most=most,
                    must_have=_draw_must_have(rng, host, role),
                    team_skills=_draw_team_skills(rng, host, most),
                    site_days=int(rng.integers(1, 3) if role == "liaison" else rng.integers(2, 5)),
                    workload=_WORKLOAD[host.scale],
                )
            )
    return tuple(posts)


def _list_seats(rng: np.random.Generator, host: Enterprise, shape: str) -> list[tuple[Role, PostKind, int, int]]:
    most = 2 if rng.random() < _MAY_TAKE_TWO[host.scale] else 1
    match shape:
        case "secretary":
            return [("secretary", "party_post", 1, 1)]
        case "two_roles" if host.stage != "none":
            deputy: Role = "deputy_secretary" if rng.random() < 0.2 else "secretary"
            return [(deputy, "party_post", 1, 1), ("instructor", "organization_sent", 1, most)]
        case "company":
            return [("secretary", "company_post", 1, 1)]
        case "pair" if host.scale != "micro":
            return [("instructor", "organization_sent", 2, int(rng.integers(2, 4)))]
        case "liaison":
            return [("liaison", "organization_sent", 1, 1)]
        case _:
            return [("instructor", "organization_sent", 1, most)]


def _draw_must_have(rng: np.random.Generator, host: Enterprise, role: Role) -> tuple[SkillLevel, ...]:
    if role == "liaison" or rng.random() >= 0.06:
        return ()
    return (SkillLevel(skill=host.needs[0].skill, level=1 if rng.random() < 0.7 else 2),)


def _draw_team_skills(rng: np.random.Generator, host: Enterprise, most: int) -> tuple[str, ...]:
    if most < 2 or rng.random() >= 0.1:
        return ()
    return tuple(need.skill for need in host.needs[:2])
