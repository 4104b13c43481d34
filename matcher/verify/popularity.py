r"""Whether prices prove a plan popular: no other plan gets more votes than it.

**The vote.** Agent v has as many seats as it may have partners, and each seat has one vote. The
present plan M has its partners of v on seats; a rival N keeps the partners both have where they are
and puts its others on the seats left, in the way best for N. A seat votes for the partner that v
ranks higher, against an empty seat for anybody, and not at all in a tie. (F. Brandl, T. Kavitha,
"Two problems in max-size popular matchings", Algorithmica 81 (2019), where the comparison is the
worst for M too.) Pinned pairs are in every plan and have no vote. Among plans of greatest cover
there is one rule more: where M gives v no more than v's least, its partners sit on needed seats, and
N fills needed seats before others, as a plan of greatest cover does. M is popular when no N gets
more votes than M gets against N.

**The proof.** Which N gets most votes is a linear program over seats with whole-number corners,
because the votes of a pair are a sum of two ends. Its dual is a price y for each pair of M, taken as
y by the candidate's seat and as -y by the post's. With V, C, E the weights of a vote, of a unit of
cover (times the post's priority on needed seats, 0 on others) and of a match, it asks

- of each pair of M: -V - E - C(candidate's seat) <= y <= V + C(post's seat),
- of each other pair that may be used, for every seat on either side: price of the candidate's seat
  plus price of the post's seat >= V times (its vote plus its vote), where an empty seat has price
  -E (candidate) or 0 (post), less C when it is needed.

Summed over the pairs of N: V votes + C more cover + E more matches <= 0. So no N of equal cover
wins, and with E > 0 a larger one loses and is popular nowhere.

Complexity: O(k log k) for k pairs.
"""

from dataclasses import dataclass

import numpy as np

from matcher.problem.outcome import PopularityCertificate
from matcher.problem.problem import Flags, Indices, Ints
from matcher.verify.placed import Placed

NEVER = 1 << 60
"""Least price of an agent without seats: nobody can come in."""

LARGEST = 1 << 58
"""Weights and prices beyond this are refused, so that no sum can overflow."""


@dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """Hold one side of a plan beside its pins.

    Parameters
    ----------
    held, room
        Partners of each agent, and how many it may have.
    needed
        Units each agent needs.
    has_needed
        Whether its partners sit on needed seats: no more of them than it needs.
    """

    held: Ints
    room: Ints
    needed: Ints

    @property
    def has_needed(self) -> Flags:
        """Whether partners sit on needed seats."""
        return self.held <= self.needed


def lay_out_seats(placed: Placed) -> tuple[Ints, Ints, Seats, Seats]:
    """Return the plan's pairs beside the pins, the other pairs that may be used, and both sides' seats."""
    problem = placed.problem
    pins, is_open = problem.is_pinned, ~problem.is_pinned & ~problem.is_banned
    own = np.flatnonzero(placed.is_used & is_open)
    candidates = _seats(problem.candidate, own, pins, problem.capacity, problem.least_load)
    posts = _seats(problem.post, own, pins, problem.most, problem.least)
    is_open &= ~placed.is_used & (candidates.room > 0)[problem.candidate] & (posts.room > 0)[problem.post]
    return own, np.flatnonzero(is_open), candidates, posts


def _seats(agent: Indices, own: Ints, pins: Flags, limit: Ints, least: Ints) -> Seats:
    pinned = np.bincount(agent[pins], minlength=len(limit))
    held = np.bincount(agent[own], minlength=len(limit))
    return Seats(held, limit - pinned, np.maximum(least - pinned, 0))


def proves_popular(placed: Placed, certificate: PopularityCertificate) -> bool:
    """Tell whether the prices are what the proof asks.

    With ``certificate.cover`` the plan is popular among the plans of its own cover or more, and of
    greatest cover must be shown by other means. With ``certificate.match`` no larger one is popular.
    """
    problem = placed.problem
    vote, cover, match = certificate.vote, certificate.cover, certificate.match
    own, others, candidates, posts = lay_out_seats(placed)
    prices = certificate.prices
    is_complete = len(prices) == len(placed.listed) == len(placed.candidate)
    if not is_complete or len(placed.strangers) or len(placed.repeats) or _is_overfull(candidates, posts):
        return False
    heaviest = int(problem.priority.max(initial=1))
    if min(cover, match) < 0 or vote < 1 or vote + match + cover * heaviest > LARGEST // (problem.num_pairs + 1):
        return False
    price = np.zeros(problem.num_pairs, np.int64)
    price[placed.listed] = prices
    i, p = problem.candidate[own], problem.post[own]
    lowest = -vote - match - cover * candidates.has_needed[i].astype(np.int64)
    highest = vote + cover * problem.priority[p] * posts.has_needed[p]
    if (price[own] < lowest).any() or (price[own] > highest).any():
        return False
    empty_i = -match - cover * (candidates.held < candidates.needed).astype(np.int64)
    empty_p = -cover * problem.priority * (posts.held < posts.needed)
    by_candidate = _cheapest_seat(
        problem.candidate, problem.rank_by_candidate, own, others, price[own], candidates, empty_i, vote
    )
    by_post = _cheapest_seat(problem.post, problem.rank_by_post, own, others, -price[own], posts, empty_p, vote)
    return bool((by_candidate + by_post >= 0).all())


def _is_overfull(candidates: Seats, posts: Seats) -> bool:
    return bool((candidates.held > candidates.room).any() or (posts.held > posts.room).any())


def _cheapest_seat(
    agent: Indices, rank: Ints, own: Ints, others: Ints, price: Ints, seats: Seats, empty: Ints, vote: int
) -> Ints:
    """Return for each of `others` the least price, votes taken off, of a seat its agent could give it."""
    width = int(rank.max(initial=0)) + 1
    key = agent[own].astype(np.int64) * width + rank[own]
    order = np.argsort(key, kind="stable")
    key, price, holder = key[order], price[order], agent[own][order].astype(np.int64)
    asks = agent[others].astype(np.int64)
    wanted = asks * width + rank[others]
    first, last = np.searchsorted(key, asks * width), np.searchsorted(key, (asks + 1) * width)
    tied, worse = np.searchsorted(key, wanted), np.searchsorted(key, wanted, side="right")
    least = np.where((seats.held < seats.room)[asks], empty[asks] - vote, NEVER)
    if not len(own):
        return least
    # Agents shifted apart by more than any price, so that one running minimum serves them all.
    apart = int(price.max()) - int(price.min()) + 1
    so_far = np.minimum.accumulate(price - apart * holder) + apart * holder
    from_here = np.minimum.accumulate((price + apart * holder)[::-1])[::-1] - apart * holder
    begins = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    alike = np.repeat(np.minimum.reduceat(price, begins), np.diff(np.r_[begins, len(key)]))
    end = len(key) - 1
    least = np.minimum(least, np.where(tied > first, so_far[np.maximum(tied - 1, 0)] + vote, NEVER))
    least = np.minimum(least, np.where(worse > tied, alike[np.minimum(tied, end)], NEVER))
    cheapest: Ints = np.minimum(least, np.where(last > worse, from_here[np.minimum(worse, end)] - vote, NEVER))
    return cheapest
