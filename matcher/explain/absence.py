"""Why a pair is not in the plan, and what it would cost to have it.

`explain_absence` answers one pair, `list_absences` every pair of a host or of a person. Causes that
can be read off come from `matcher.explain.absence_causes`; what only a re-solve shows (cover lost,
rules that clash, the price) is added here.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from matcher.explain.absence_causes import CAUSES, AbsenceCause, find_answer, find_causes, name_answer
from matcher.explain.evidence import Evidence
from matcher.explain.names import name
from matcher.explain.naming import (
    find_candidate,
    find_post,
    find_posts,
    join_names,
    name_candidate,
    name_post,
)
from matcher.explain.price import Price, lose, make_resolver, order_price, price_pair, read_price
from matcher.explain.resolving import Change, Depth, Resolver
from matcher.explain.sentences import tell
from matcher.pools.records import Answer
from matcher.problem import Value
from matcher.solve.incremental import price_of_forcing
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class Absence:
    """Hold why a candidate is not at a post.

    Parameters
    ----------
    candidate_rank, post_rank
        Rank of the post for the candidate, and of the candidate for the post; None where the pair is
        not acceptable.
    candidate_choice, enterprise_choice
        The rank each side had typed; 0 where it gave none.
    points
        Suitability, 0 to 10,000; None where the pair is not acceptable.
    causes
        All that apply, in the order of `CAUSES`; never empty.
    price
        None where none was asked, the plan holds the pair, or the pair is not acceptable.
    """

    candidate_id: str
    candidate_name: str
    enterprise_id: str
    enterprise_name: str
    post_id: str
    candidate_answer: Answer
    enterprise_answer: Answer
    candidate_choice: int
    enterprise_choice: int
    candidate_rank: int | None
    post_rank: int | None
    points: int | None
    causes: tuple[AbsenceCause, ...]
    price: Price | None = None

    @property
    def leading(self) -> AbsenceCause:
        """The first cause."""
        return self.causes[0]

    @property
    def is_in_plan(self) -> bool:
        """Whether the plan holds the pair after all."""
        return self.leading.key == "in-plan"

    @property
    def is_acceptable(self) -> bool:
        """Whether the rules allow the pair and both sides accept it."""
        return self.candidate_rank is not None


def explain_absence(
    evidence: Evidence,
    candidate: str,
    post: str,
    *,
    resolver: Resolver | None = None,
    depth: Depth = "nearest",
    is_priced: bool = True,
) -> Absence:
    """Say why a candidate is not at a post: every cause, and what it would cost to have the pair.

    Parameters
    ----------
    candidate, post
        Ids; for the post, that of an enterprise with a single post will do.
    resolver
        Solves again; one made before saves its preparation.
    depth
        ``nearest``: cover kept or lost exactly, then as few changes as may be. ``full``: every
        objective, which takes as long as a whole solve where side rules bind.
    is_priced
        False: nothing is solved again.

    Raises
    ------
    ProblemError
        An id is unknown; the message names the nearest one.
    """
    i, p = find_candidate(evidence, candidate), find_post(evidence, post)
    causes = find_causes(evidence, i, p)
    price = None
    if is_priced and causes[0].key != "in-plan" and evidence.find_row(i, p) is not None:
        price = price_pair(evidence, resolver or make_resolver(evidence), i, p, depth)
    return _make_absence(evidence, i, p, causes, price)


def list_absences(
    evidence: Evidence,
    *,
    candidate: str | None = None,
    post: str | None = None,
    resolver: Resolver | None = None,
    has_barred: bool = False,
    priced: Collection[str] | Literal["all"] = (),
    depth: Depth = "nearest",
    on_priced: Callable[[int, int], None] | None = None,
) -> tuple[Absence, ...]:
    """Say of every counterpart of a post, an enterprise or a candidate why it is not in the plan.

    Where the incremental engine holds the plan, one search prices all pairs of a post or candidate
    exactly. Elsewhere those named in `priced` are priced one by one, by a swap or by solving again.

    Parameters
    ----------
    candidate, post
        One of them; the post may be an enterprise, of which every post is listed.
    has_barred
        Also list pairs that a rule bars or a side refused.
    priced
        Ids of the counterparts whose price is wanted in any case: candidates of a post, posts of a
        candidate; or ``all``.
    depth
        See `explain_absence`.
    on_priced
        Told how many pairs of how many of a post or candidate have their price.

    Returns
    -------
    tuple of Absence
        Cheapest first; those without a price after them, by cause, and then by rank. Pairs of the plan are
        left out.

    Raises
    ------
    ProblemError
        An id is unknown; the message names the nearest one.
    ValueError
        Neither candidate nor post is given, or both.
    """
    if (candidate is None) == (post is None):
        raise ValueError("list_absences takes a candidate or a post")
    agents = [find_candidate(evidence, candidate)] if candidate is not None else list(find_posts(evidence, post or ""))
    resolver = resolver or make_resolver(evidence)
    found = [
        absence
        for agent in agents
        for absence in _list_of_agent(
            evidence,
            resolver,
            agent,
            is_post=post is not None,
            has_barred=has_barred,
            priced=priced if priced == "all" else frozenset(priced),
            depth=depth,
            on_priced=on_priced,
        )
    ]
    return tuple(sorted(found, key=_order))


def _list_of_agent(
    evidence: Evidence,
    resolver: Resolver,
    agent: int,
    *,
    is_post: bool,
    has_barred: bool,
    priced: frozenset[str] | Literal["all"],
    depth: Depth,
    on_priced: Callable[[int, int], None] | None,
) -> list[Absence]:
    problem, pools = evidence.problem, evidence.pools
    prices: dict[tuple[int, int], Price] = {}
    rows = (evidence.rows_of_post if is_post else evidence.rows_of_candidate).get(agent)
    pairs = [] if rows is None else [(int(problem.candidate[row]), int(problem.post[row])) for row in rows]
    if resolver.base is not None:
        base = resolver.base
        forced = price_of_forcing(base, post=agent) if is_post else price_of_forcing(base, candidate=agent)
        for at, row in enumerate(forced.rows.tolist()):
            if not problem.is_banned[row]:
                pair = int(problem.candidate[row]), int(problem.post[row])
                prices[pair] = read_price(evidence, resolver.sums, forced, at)
    if has_barred:
        others = range(problem.num_candidates) if is_post else range(problem.num_posts)
        pairs = [(other, agent) if is_post else (agent, other) for other in others]
    found: list[Absence] = []
    for number, (i, p) in enumerate(pairs, 1):
        if evidence.holds(i, p):
            continue
        price = prices.get((i, p))
        other = pools.candidates[i].id if is_post else pools.posts[p].id
        if price is None and (priced == "all" or other in priced) and evidence.find_row(i, p) is not None:
            price = price_pair(evidence, resolver, i, p, depth)
            if on_priced is not None:
                on_priced(number, len(pairs))
        found.append(_make_absence(evidence, i, p, find_causes(evidence, i, p), price))
    return found


def _order(absence: Absence) -> tuple[object, ...]:
    ids = (absence.candidate_id, absence.post_id)
    if absence.price is not None:
        return (0, order_price(absence.price), (), ids)
    ranks = (absence.candidate_rank or 0) + (absence.post_rank or 0)
    return (1, (), (CAUSES.index(absence.leading.key) if not absence.is_acceptable else -1, ranks), ids)


def _make_absence(evidence: Evidence, i: int, p: int, causes: tuple[AbsenceCause, ...], price: Price | None) -> Absence:
    problem, row = evidence.problem, evidence.find_row(i, p)
    person, post = evidence.pools.candidates[i], evidence.pools.posts[p]
    host = evidence.pools.enterprises[problem.host[p]]
    mine, theirs = find_answer(evidence, "candidate", i, p), find_answer(evidence, "enterprise", i, p)
    if price is not None:
        causes = tuple(sorted((*causes, *_read_causes(evidence, price)), key=lambda cause: CAUSES.index(cause.key)))
    elif not causes:
        causes = (AbsenceCause("unknown", tell("absence", "not-priced"), "not-priced"),)
    return Absence(
        person.id,
        person.name,
        host.id,
        host.name,
        post.id,
        name_answer(mine),
        name_answer(theirs),
        mine.rank or 0 if mine is not None else 0,
        theirs.rank or 0 if theirs is not None else 0,
        None if row is None else int(problem.rank_by_candidate[row]),
        None if row is None else int(problem.rank_by_post[row]),
        None if row is None else int(problem.points[row]),
        causes,
        price,
    )


def _read_causes(evidence: Evidence, price: Price) -> list[AbsenceCause]:
    """Return what a price shows: cover lost, rules that clash, the first objective that pays."""
    if price.status == "unknown":
        variant = "stopped" if price.was_stopped else "unknown"
        return [AbsenceCause("unknown", tell("absence", variant), variant)]
    if price.status == "impossible":
        if price.cause is None:
            return [AbsenceCause("impossible", tell("absence", "impossible"))]
        return [AbsenceCause("impossible", tell("absence", "impossible-because", why=_strip(price.cause)), "because")]
    found: list[AbsenceCause] = []
    cover = next((change for change in price.changes if change.objective == "coverage"), None)
    if cover is not None and lose(cover) > 0 and (price.short_posts or price.short_people):
        found.append(_say_cover(evidence, price, cover))
    found.append(say_price(price))
    return found


def _say_cover(evidence: Evidence, price: Price, cover: Change) -> AbsenceCause:
    pools = evidence.pools
    names = [name_post(evidence, pools.post_index[one]) for one in price.short_posts]
    names += [name_candidate(evidence, pools.candidate_index[one]) for one in price.short_people]
    variant = "coverage" if cover.is_exact else "coverage-unproven"
    words = tell("absence", variant, places=join_names(names), amount=lose(cover))
    return AbsenceCause(
        "coverage", words, "" if cover.is_exact else "unproven", candidates=price.short_people, posts=price.short_posts
    )


def say_price(price: Price) -> AbsenceCause:
    """Say which objective pays for a pair, and how far that is proven."""
    decisive = price.decisive
    if decisive is None:
        # The plan found with the pair is as good in everything: that needs no further proof.
        return AbsenceCause("free", tell("absence", "free"))
    facts: dict[str, str | int | Words] = {
        "objective": name("objective", decisive.objective),
        "before": show_value(decisive.before),
        "after": show_value(decisive.after),
        "moved": len(price.moves),
    }
    if price.is_exact:
        variant = "price" if lose(decisive) > 0 else "gain"
    elif price.depth == "full":
        variant = "price-unproven"
    else:
        variant = "price-nearest"
    return AbsenceCause("price", tell("absence", variant, **facts), variant)


def show_value(value: Value) -> str:
    """Return a value of an objective as one word; a rank profile entry by entry.

    Examples
    --------
    >>> show_value(7), show_value((3, 0, 1))
    ('7', '3/0/1')
    """
    return "/".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _strip(words: Words) -> Words:
    return Words(words.zh.rstrip("。"), words.en.rstrip("."))
