"""The vote between two plans, written out seat by seat, for tests only.

Agent v has as many seats as it may have partners, and each seat casts a vote. Partners in both plans
keep their seats. The others of the rival are put on the seats left in the way that is best for the
rival; a seat votes for the partner it likes more, against an empty seat for anybody, and not at all
in a tie. Among plans of greatest cover, where the plan at hand gives v no more than its least, v's
partners sit on needed seats and the rival, too, must fill needed seats before others.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, permutations
from typing import Literal

import oracle

from matcher.problem import Problem

Pairs = Iterable[tuple[int, int]]
Seating = Literal["any", "needed first", "no seat left"]


def margin(problem: Problem, rival: Pairs, plan: Pairs, *, keeps_cover: bool = False) -> int:
    """Return the votes for `rival` less those for `plan`, seats paired as is best for the rival."""
    how: Seating = "needed first" if keeps_cover else "any"
    return sum(max(scores) for scores in _scores_of_all(problem, set(rival), set(plan), how))


def margin_by_smaller_side(problem: Problem, rival: Pairs, plan: Pairs) -> int:
    """Return the same where only the shorter of two partner lists is filled up with empty seats."""
    return sum(max(scores) for scores in _scores_of_all(problem, set(rival), set(plan), "no seat left"))


def is_popular(problem: Problem, plan: Pairs, rivals: Iterable[Pairs], *, keeps_cover: bool = False) -> bool:
    """Tell whether no rival wins against `plan`."""
    return all(margin(problem, rival, plan, keeps_cover=keeps_cover) <= 0 for rival in rivals)


def _scores_of_all(
    problem: Problem, rival: set[tuple[int, int]], plan: set[tuple[int, int]], how: Seating
) -> Iterator[list[int]]:
    rank = {pair: k for k, pair in enumerate(oracle.pairs_of(problem))}
    for i in range(problem.num_candidates):
        old = {p: int(problem.rank_by_candidate[rank[j, p]]) for j, p in plan if j == i}
        new = {p: int(problem.rank_by_candidate[rank[j, p]]) for j, p in rival if j == i}
        limits = int(problem.capacity[i]), int(problem.least_load[i])
        yield list(_scores(old, new, *limits, how))
    for p in range(problem.num_posts):
        old = {i: int(problem.rank_by_post[rank[i, q]]) for i, q in plan if q == p}
        new = {i: int(problem.rank_by_post[rank[i, q]]) for i, q in rival if q == p}
        limits = int(problem.most[p]), int(problem.least[p])
        yield list(_scores(old, new, *limits, how))


def _scores(old: dict[int, int], new: dict[int, int], most: int, least: int, how: Seating) -> Iterator[int]:
    """Yield the votes of one agent for `new` under every seating that is allowed."""
    left = [rank for partner, rank in old.items() if partner not in new]
    came = [rank for partner, rank in new.items() if partner not in old]
    is_needed = len(old) <= least
    empty_needed = least - len(old) if is_needed else 0
    num_common = len(old) - len(left)
    for num_seated in range(min(len(left), len(came)) + 1):
        num_others = len(came) - num_seated
        if num_others > most - len(old):
            continue
        if how == "no seat left" and num_others != max(0, len(new) - len(old)):
            continue
        if how == "needed first" and is_needed:
            filled = num_common + num_seated + min(num_others, empty_needed)
            if filled < min(least, len(new)):
                continue
        for seated in permutations(came, num_seated):
            for seats in combinations(left, num_seated):
                votes = sum((theirs > mine) - (theirs < mine) for mine, theirs in zip(seated, seats, strict=True))
                yield votes + num_others - (len(left) - num_seated)
