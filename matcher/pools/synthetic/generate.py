"""Put one market together: areas, hosts, posts, people, history, choices, opinions."""

from collections.abc import Sequence

import numpy as np

from matcher.pools.pools import Pools
from matcher.pools.records import Candidate, Enterprise, Post
from matcher.pools.synthetic.choices import draw_choices
from matcher.pools.synthetic.drawing import make_generator
from matcher.pools.synthetic.geography import draw_areas
from matcher.pools.synthetic.history import draw_incumbents, draw_opinions
from matcher.pools.synthetic.hosts import Hosts, draw_hosts
from matcher.pools.synthetic.nearness import Market, find_near_hosts, name_skills, to_mask
from matcher.pools.synthetic.people import People, add_ties, draw_people
from matcher.pools.synthetic.posts import draw_posts

_ROLES = ("secretary", "deputy_secretary", "instructor", "liaison")


def generate_pools(num_hosts: int, num_candidates: int, seed: int) -> Pools:
    """Generate made-up pools of any size for the season that starts on 1 December 2026.

    Parameters
    ----------
    num_hosts, num_candidates
        Number of hosts and of people, 1 or more.
    seed
        The same numbers and seed give the same pools.

    Raises
    ------
    ValueError
        A number is below 1 or the seed is negative.

    Examples
    --------
    >>> pools = generate_pools(12, 15, seed=1)
    >>> len(pools.enterprises), len(pools.candidates), pools == generate_pools(12, 15, seed=1)
    (12, 15, True)
    """
    if num_hosts < 1 or num_candidates < 1 or seed < 0:
        raise ValueError("num_hosts and num_candidates must be 1 or more and seed 0 or more")
    areas = draw_areas(make_generator(seed, "areas"), num_hosts)
    hosts = draw_hosts(make_generator(seed, "hosts"), areas, num_hosts)
    posts = draw_posts(make_generator(seed, "posts"), hosts.records)
    people = draw_people(make_generator(seed, "people"), areas, num_candidates)
    market = make_market(hosts, posts, people)
    near = find_near_hosts(market, 12)[0]
    people = add_ties(make_generator(seed, "ties"), people, [[hosts.records[e].id for e in row] for row in near])
    candidates, enterprises = people.records, hosts.records
    incumbents = draw_incumbents(make_generator(seed, "incumbents"), market, candidates, enterprises, posts)
    choices = draw_choices(make_generator(seed, "choices"), market, candidates, enterprises, posts, incumbents)
    return Pools(
        candidates=candidates,
        enterprises=enterprises,
        posts=posts,
        choices=tuple(choices),
        opinions=tuple(draw_opinions(make_generator(seed, "opinions"), choices, num_hosts)),
        incumbents=tuple(incumbents),
    )


def make_market(hosts: Hosts, posts: Sequence[Post], people: People) -> Market:
    """Turn the records of both sides into the arrays that choices are drawn from."""
    skills = sorted(
        {level.skill for one in hosts.records for level in one.needs}
        | {level.skill for one in people.records for level in one.skills}
    )
    lines = sorted(
        {one.line for one in hosts.records if one.line} | {line for one in people.records for line in one.industries}
    )
    roles: dict[str, set[str]] = {}
    for post in posts:
        roles.setdefault(post.enterprise, set()).add(post.role)
    return Market(
        host_xy=hosts.xy_km,
        person_xy=people.xy_km,
        host_skills=_masks([to_mask(name_skills(one.needs), skills) for one in hosts.records]),
        person_skills=_masks([to_mask(name_skills(one.skills), skills) for one in people.records]),
        host_lines=_masks([lines.index(one.line) if one.line else 0 for one in hosts.records]),
        person_lines=_masks([to_mask(one.industries, lines) for one in people.records]),
        host_roles=_masks([_mask_host_roles(one, roles) for one in hosts.records]),
        person_roles=_masks([_mask_person_roles(one) for one in people.records]),
        may_serve=np.array([one.id in roles for one in hosts.records], dtype=np.bool_),
    )


def _mask_host_roles(host: Enterprise, roles: dict[str, set[str]]) -> int:
    return to_mask(sorted(roles.get(host.id, ())), _ROLES)


def _mask_person_roles(person: Candidate) -> int:
    return to_mask(person.roles or _ROLES, _ROLES)


def _masks(values: list[int]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.array(values, dtype=np.uint64)
