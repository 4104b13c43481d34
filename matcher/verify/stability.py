"""Blocking pairs, and which of them are excused for the sake of cover."""

import numpy as np

from matcher.problem.problem import Flags, Ints
from matcher.verify.placed import Placed

ANY_RANK = np.iinfo(np.int64).max


def find_blocking(placed: Placed) -> Ints:
    """Return the indices of all blocking pairs, ascending.

    A pair that is listed, not banned and not used blocks when the candidate has room or strictly
    prefers the post to one of its own, and the post has room or strictly prefers the candidate to
    one of its people. A candidate of capacity 0 and a post of most 0 never block.
    """
    problem = placed.problem
    wants_below, takes_below = _limits(
        placed, np.ones(len(placed.listed), np.bool_), np.ones(len(placed.listed), np.bool_)
    )
    wants_below[problem.capacity == 0] = 0
    takes_below[problem.most == 0] = 0
    pair = np.flatnonzero(problem.rank_by_candidate < wants_below[problem.candidate])
    pair = pair[problem.rank_by_post[pair] < takes_below[problem.post[pair]]]
    return pair[~placed.is_used[pair] & ~problem.is_banned[pair]]


def find_excused(placed: Placed, blocking: Ints) -> Flags:
    """Tell which blocking pairs could be honoured only by losing cover.

    So it is when the candidate is full and every post it holds and likes less is at or below its
    least, or when the post is full and everyone there it likes less is at or below the least load.
    """
    problem = placed.problem
    pair = placed.listed
    is_post_spare = placed.people[problem.post[pair]] > problem.least[problem.post[pair]]
    is_person_spare = placed.load[problem.candidate[pair]] > problem.least_load[problem.candidate[pair]]
    leaves_below, frees_below = _limits(placed, is_post_spare, is_person_spare)
    excused: Flags = (problem.rank_by_candidate[blocking] >= leaves_below[problem.candidate[blocking]]) | (
        problem.rank_by_post[blocking] >= frees_below[problem.post[blocking]]
    )
    return excused


def _limits(placed: Placed, by_candidate: Flags, by_post: Flags) -> tuple[Ints, Ints]:
    """Return the rank below which each candidate (each post) would take one more partner.

    Any rank while there is room; else the worst rank it holds, looking only at the used pairs that
    the flags let it give up; 0 when there is none.
    """
    problem = placed.problem
    pair = placed.listed
    candidate_limit = np.zeros(problem.num_candidates, np.int64)
    post_limit = np.zeros(problem.num_posts, np.int64)
    mine, theirs = pair[by_candidate], pair[by_post]
    np.maximum.at(candidate_limit, problem.candidate[mine], problem.rank_by_candidate[mine])
    np.maximum.at(post_limit, problem.post[theirs], problem.rank_by_post[theirs])
    candidate_limit[placed.load < problem.capacity] = ANY_RANK
    post_limit[placed.people < problem.most] = ANY_RANK
    return candidate_limit, post_limit
