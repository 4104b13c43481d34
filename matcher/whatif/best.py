"""The best person for a place, and the best place for a person: what having each would change.

Every acceptable counterpart is forced into the plan in turn and the rest solved again around it
(`matcher.explain.price`), so the order is that of the scenario's own objectives and not of points.
Where nothing but sums is asked and no side rule binds, one search prices all of them exactly;
elsewhere each takes a solve, and the most promising go first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from matcher.explain.evidence import Evidence
from matcher.explain.naming import find_candidate, find_post
from matcher.explain.price import Price, make_resolver, order_price, price_pair, read_price
from matcher.explain.resolving import Change, Depth, Resolver
from matcher.solve.incremental import price_of_forcing
from matcher.solve.progress import Progress


@dataclass(frozen=True, slots=True)
class Offer:
    """Hold one pair that could be, and what having it comes to.

    Parameters
    ----------
    points
        Suitability, 0 to 10,000.
    candidate_rank, post_rank
        Rank of the post for the candidate, and of the candidate for the post.
    is_held
        The plan has the pair: nothing changes.
    price
        Change of every objective and who moves; None where it was not looked for.
    """

    candidate_id: str
    candidate_name: str
    post_id: str
    enterprise_id: str
    enterprise_name: str
    points: int
    candidate_rank: int
    post_rank: int
    travel_m: int
    is_held: bool
    price: Price | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hold every acceptable counterpart of a post or candidate.

    Parameters
    ----------
    offers
        The least loss first, objective by objective in order; then those no plan can have, those
        undecided, and those without a price, the most promising first.
    num_priced
        How many of them have a price.
    """

    offers: tuple[Offer, ...]
    num_priced: int
    was_stopped: bool


def rank_for_post(
    evidence: Evidence,
    post: str,
    *,
    most: int | None = None,
    depth: Depth = "nearest",
    on_done: Callable[[int, int], None] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Ranking:
    """Rank everybody acceptable for a post by what having them there changes.

    Parameters
    ----------
    post
        Id of the post, or of an enterprise with a single one.
    most
        Pairs to solve for at most, where each takes a solve; None: all.
    depth
        How far each solve goes; ``nearest`` changes as little of the plan as cover allows.
    on_done
        Told how many pairs of how many are priced.
    should_stop
        Asked all the time; what was priced is kept.

    Raises
    ------
    ProblemError
        The id is unknown, or the enterprise has several posts; the message names what there is.
    """
    p = find_post(evidence, post)
    rows = evidence.rows_of_post.get(p)
    asked = [] if rows is None else rows.tolist()
    resolver = make_resolver(evidence, on_progress=on_progress, should_stop=should_stop)
    known = _price_at_once(evidence, resolver, post=p)
    return _rank(evidence, resolver, asked, known, most, depth, on_done, should_stop)


def rank_for_candidate(
    evidence: Evidence,
    candidate: str,
    *,
    most: int | None = None,
    depth: Depth = "nearest",
    on_done: Callable[[int, int], None] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Ranking:
    """Rank every post acceptable for a candidate by what having the candidate there changes.

    Parameters
    ----------
    most, depth, on_done, on_progress, should_stop
        As `rank_for_post`.

    Raises
    ------
    ProblemError
        The id is unknown; the message names the nearest one.
    """
    i = find_candidate(evidence, candidate)
    rows = evidence.rows_of_candidate.get(i)
    asked = [] if rows is None else rows.tolist()
    resolver = make_resolver(evidence, on_progress=on_progress, should_stop=should_stop)
    known = _price_at_once(evidence, resolver, candidate=i)
    return _rank(evidence, resolver, asked, known, most, depth, on_done, should_stop)


def _price_at_once(
    evidence: Evidence, resolver: Resolver, *, candidate: int | None = None, post: int | None = None
) -> dict[int, Price]:
    """Return prices by row where one search finds them all; bans are lifted one by one."""
    base = resolver.base
    if base is None:
        return {}
    forced = price_of_forcing(base, candidate=candidate, post=post)
    is_banned, before = evidence.problem.is_banned, resolver.sums
    return {
        row: read_price(evidence, before, forced, at)
        for at, row in enumerate(forced.rows.tolist())
        if not is_banned[row]
    }


def _rank(
    evidence: Evidence,
    resolver: Resolver,
    rows: list[int],
    known: dict[int, Price],
    most: int | None,
    depth: Depth,
    on_done: Callable[[int, int], None] | None,
    should_stop: Callable[[], bool],
) -> Ranking:
    problem = evidence.problem
    prices = {row: _make_nothing(evidence, resolver) for row in rows if _is_held(evidence, row)} | known
    missing = sorted((row for row in rows if row not in prices), key=lambda row: _promise(evidence, row))
    chosen = missing if most is None else missing[:most]
    was_stopped = False
    for number, row in enumerate(chosen, start=1):
        price = price_pair(evidence, resolver, int(problem.candidate[row]), int(problem.post[row]), depth)
        if should_stop():
            was_stopped = True  # what was cut short is no answer
            break
        prices[row] = price
        if on_done is not None:
            on_done(number, len(chosen))
    priced = sorted((_make_offer(evidence, row, prices[row]) for row in rows if row in prices), key=_order)
    rest = [_make_offer(evidence, row, None) for row in missing if row not in prices]
    return Ranking((*priced, *rest), len(priced), was_stopped)


def _promise(evidence: Evidence, row: int) -> tuple[int, int, int]:
    """Return a key that puts first who has room for a post that is open, then who is ranked best."""
    problem = evidence.problem
    i, p = int(problem.candidate[row]), int(problem.post[row])
    taken = int(evidence.load[i] >= problem.capacity[i]) + int(evidence.people[p] >= problem.most[p])
    return taken, int(problem.rank_by_candidate[row]) + int(problem.rank_by_post[row]), row


def _order(offer: Offer) -> tuple[object, ...]:
    assert offer.price is not None
    ranks = offer.post_rank + offer.candidate_rank
    return order_price(offer.price), not offer.is_held, ranks, offer.candidate_id, offer.post_id


def _is_held(evidence: Evidence, row: int) -> bool:
    return evidence.holds(int(evidence.problem.candidate[row]), int(evidence.problem.post[row]))


def _make_nothing(evidence: Evidence, resolver: Resolver) -> Price:
    """Return the price of a pair the plan has."""
    changes = tuple(
        Change(name, resolver.values[name], resolver.values[name], is_exact=True)
        for name in evidence.problem.objectives
    )
    return Price("priced", "full", changes, ())


def _make_offer(evidence: Evidence, row: int, price: Price | None) -> Offer:
    problem, pools = evidence.problem, evidence.pools
    i, p = int(problem.candidate[row]), int(problem.post[row])
    person, host = pools.candidates[i], pools.enterprises[problem.host[p]]
    return Offer(
        candidate_id=person.id,
        candidate_name=person.name,
        post_id=pools.posts[p].id,
        enterprise_id=host.id,
        enterprise_name=host.name,
        points=int(problem.points[row]),
        candidate_rank=int(problem.rank_by_candidate[row]),
        post_rank=int(problem.rank_by_post[row]),
        travel_m=int(problem.travel_m[row]),
        is_held=_is_held(evidence, row),
        price=price,
    )
