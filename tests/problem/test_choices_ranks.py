"""Ranks, answers and room, held against plain loops."""

from datetime import date

import numpy as np
import pytest
from people import host, person

from matcher.policy.records import Policy
from matcher.pools.pools import Pools
from matcher.pools.records import Choice, Post, SkillLevel
from matcher.problem import NO_LIMIT, compile_problem
from matcher.problem.choices import ACCEPTED, RANKED, REFUSED, dense_ranks, order_key, read_answers
from matcher.problem.lookups import find_sorted, sort_stably
from matcher.problem.room import count_room
from matcher.suitability import build_pairs


def rank_plainly(agent: list[int], key: list[int]) -> list[int]:
    """Rank by counting the different smaller keys of the same agent."""
    return [
        len({v for b, v in zip(agent, key, strict=True) if b == a and v < k}) + 1
        for a, k in zip(agent, key, strict=True)
    ]


@pytest.mark.parametrize("spread", [3, 40, 10**6, 2**40])
@pytest.mark.parametrize("is_grouped", [True, False])
def test_dense_ranks_equal_plain_counting(spread: int, is_grouped: bool) -> None:
    """Few keys are counted in a table and many are sorted; both rank as counting by hand does."""
    chance = np.random.default_rng(spread)
    for num in (1, 2, 60):
        agent = chance.integers(0, 7, num).astype(np.int32)
        agent = np.sort(agent) if is_grouped else agent
        key = chance.integers(-spread, spread, num)
        assert dense_ranks(agent, key).tolist() == rank_plainly(agent.tolist(), key.tolist())


def test_dense_ranks_of_nothing() -> None:
    """No pairs have no ranks."""
    assert len(dense_ranks(np.zeros(0, np.int32), np.zeros(0, np.int64))) == 0


def test_answers_on_hosts_reach_all_their_posts_and_posts_outweigh_them() -> None:
    """A choice on a host holds for each of its posts, wherever they stand, but not where a post was named."""
    pools = Pools(
        candidates=(person("1"), person("2")),
        enterprises=(host("A"), host("B"), host("C")),
        posts=tuple(Post(id=name, enterprise=name[0]) for name in ("B-1", "A-1", "B-2", "A-2", "B-3")),
        choices=(
            Choice(side="candidate", candidate="1", enterprise="B", answer="ranked", rank=2),
            Choice(side="candidate", candidate="1", enterprise="B", post="B-2", answer="refused"),
            Choice(side="candidate", candidate="2", enterprise="C", answer="accepted"),
            Choice(side="candidate", candidate="2", enterprise="A", answer="accepted"),
            Choice(side="enterprise", candidate="2", enterprise="B", answer="ranked", rank=1),
        ),
    )
    said = read_answers(pools, "candidate", np.arange(10))
    assert said.code.tolist() == [RANKED, 0, REFUSED, 0, RANKED, 0, ACCEPTED, 0, ACCEPTED, 0]
    assert said.rank.tolist() == [2, 0, 0, 0, 2, 0, 0, 0, 0, 0]
    heard = read_answers(pools, "enterprise", np.array([0, 5, 7]))
    assert heard.code.tolist() == [0, RANKED, RANKED]
    assert read_answers(pools, "enterprise", np.zeros(0, np.int64)).code.tolist() == []


@pytest.mark.parametrize("most", [5, 2**40, 2**62])
def test_equal_keys_keep_their_order(most: int) -> None:
    """Keys that can be packed with their position, and those too large for it, are sorted alike."""
    key = np.random.default_rng(3).integers(0, 7, 200) * (most // 6)
    assert sort_stably(key).tolist() == sorted(range(200), key=key.tolist().__getitem__)
    assert sort_stably(key[:0]).tolist() == []


def test_only_numbers_on_the_list_are_found() -> None:
    """Wanted numbers below, between and above the list are left out, repeated ones found each time."""
    place, is_there = find_sorted(np.array([3, 5, 8]), np.array([1, 3, 4, 8, 8, 9]))
    assert place.tolist() == [0, 2, 2]
    assert is_there.tolist() == [False, True, False, True, True, False]
    assert len(find_sorted(np.zeros(0, np.int64), np.array([1]))[0]) == 0


def test_of_two_choices_on_one_post_the_later_holds() -> None:
    """Whoever says something twice is taken at the last word, on a host and on a post."""
    words = (("B", None, 3), ("B", None, 2), ("A", "A-1", 1), ("A", "A-1", 4))
    pools = Pools(
        candidates=(person("1"),),
        enterprises=(host("A"), host("B")),
        posts=(Post(id="B-1", enterprise="B"), Post(id="A-1", enterprise="A")),
        choices=tuple(
            Choice(side="candidate", candidate="1", enterprise=one, post=post, rank=rank) for one, post, rank in words
        ),
    )
    assert read_answers(pools, "candidate", np.arange(2)).rank.tolist() == [2, 4]


def test_order_key_puts_ranked_before_accepted_before_points() -> None:
    """However large a typed rank is, it comes before an acceptance, and that before any points."""
    pools = Pools(
        candidates=(person("1"),),
        enterprises=tuple(host(name) for name in "ABCD"),
        posts=tuple(Post(id=f"{name}-1", enterprise=name) for name in "ABCD"),
        choices=(
            Choice(side="candidate", candidate="1", enterprise="A", answer="accepted"),
            Choice(side="candidate", candidate="1", enterprise="D", answer="ranked", rank=90),
        ),
    )
    answers = read_answers(pools, "candidate", np.arange(4))
    key = order_key(answers, np.array([0, 10_000, 4_000, 0], np.int32), 500)
    assert np.argsort(key).tolist() == [3, 0, 1, 2]


@pytest.mark.parametrize(("n", "m", "h", "most"), [(4, 9, 5, 5), (40, 9, 9, 800), (4, 30, 20, 2)])
def test_room_equals_plain_filling(n: int, m: int, h: int, most: int) -> None:
    """The room of a person is what fits when the cheapest post of each host is taken, cheapest first.

    Few costs are counted in a table, many are sorted.
    """
    chance = np.random.default_rng(5)
    for _ in range(30):
        on_host = chance.integers(0, h, m).astype(np.int32)
        asked = chance.integers(0, most + 1, m)
        budget = np.where(chance.random(n) < 0.3, NO_LIMIT, chance.integers(0, 2 * most + 2, n))
        candidate, post = np.nonzero(chance.random((n, m)) < 0.6)
        expected = []
        for i in range(n):
            cheapest: dict[int, int] = {}
            for p in post[candidate == i].tolist():
                cheapest[int(on_host[p])] = min(int(asked[p]), cheapest.get(int(on_host[p]), most))
            fits = np.cumsum(sorted(cheapest.values())) <= budget[i]
            expected.append(NO_LIMIT if budget[i] == NO_LIMIT or not cheapest else int(fits.sum()))
        room = count_room(candidate.astype(np.int32), post.astype(np.int32), on_host, asked, budget)
        assert room.tolist() == expected


def test_team_rows_hold_who_brings_each_skill_post_by_post() -> None:
    """Each skill a post asks of its team has a row of its own with the pairs of that post that bring it."""
    able = [person(name, skills=tuple(SkillLevel(skill=s) for s in known)) for name, known in (
        ("1", ("finance", "law")), ("2", ("law",)), ("3", ()), ("4", ("finance",)),
    )]  # fmt: skip
    pools = Pools(
        candidates=tuple(able),
        enterprises=(host("A"), host("B"), host("C")),
        posts=(
            Post(id="A-1", enterprise="A", team_skills=("law", "finance")),
            Post(id="B-1", enterprise="B"),
            Post(id="C-1", enterprise="C", team_skills=("finance",)),
        ),
    )
    policy = Policy(name="test", season_start=date(2026, 12, 1))
    problem = compile_problem(pools, policy, build_pairs(pools, policy)).problem
    rows = [problem.team_pair[a:b] for a, b in zip(problem.team_start[:-1], problem.team_start[1:], strict=True)]
    assert problem.team_post.tolist() == [0, 0, 2]
    assert [problem.post[row].tolist() for row in rows] == [[0, 0], [0, 0], [2, 2]]
    assert [problem.candidate[row].tolist() for row in rows] == [[0, 1], [0, 3], [0, 3]]
