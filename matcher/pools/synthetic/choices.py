"""What both sides answer: rankings with ties, plain acceptances, refusals and silence.

Answers follow nearness and shared skills, moved by chance and by last season's acquaintance. Hosts
hear of those who named them, and about a third of all first choices is made mutual.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.pools.records import Answer, Candidate, Choice, Enterprise, Incumbent, Post, Side
from matcher.pools.synthetic.nearness import Market, find_near_hosts, find_near_people

_NEAR_HOSTS, _NEAR_PEOPLE = 60, 70
_PERSON_ANSWERS, _HOST_ANSWERS = 0.84, 0.88
_MUTUAL_FIRST = 1 / 3
_TIE = 0.14
_NAMES_POST = 0.35
_NEVER = -50.0


def draw_choices(
    rng: np.random.Generator,
    market: Market,
    candidates: Sequence[Candidate],
    enterprises: Sequence[Enterprise],
    posts: Sequence[Post],
    incumbents: Sequence[Incumbent],
) -> list[Choice]:
    """Draw the answers of both sides, the candidates' first, each side in the order of its table."""
    person_of = {record.id: i for i, record in enumerate(candidates)}
    host_of = {record.id: e for e, record in enumerate(enterprises)}
    known = {(person_of[record.candidate], host_of[record.enterprise]) for record in incumbents}

    hosts, fit = find_near_hosts(market, _NEAR_HOSTS)
    score = fit + rng.gumbel(scale=0.6, size=fit.shape)
    _mark(score, hosts, dict.fromkeys(known, 1.5))
    _mark(score, hosts, _find_relatives(candidates, host_of))
    wishes = _rank_rows(rng, hosts, score, rng.random(len(hosts)) < _PERSON_ANSWERS, (3, 8))

    people, host_fit = find_near_people(market, _NEAR_PEOPLE)
    host_score = host_fit + rng.gumbel(scale=0.6, size=host_fit.shape)
    bonus = {(e, i): 1.5 for i, e in known}
    for i, wished in enumerate(wishes):
        bonus |= {(int(e), i): bonus.get((int(e), i), 0.0) + (1.0 if r == 0 else 0.5) for r, e in enumerate(wished)}
    _mark(host_score, people, bonus)
    host_answers = (rng.random(len(people)) < _HOST_ANSWERS) & market.may_serve
    offers = _rank_rows(rng, people, host_score, host_answers, (4, 10))
    _make_mutual(rng, wishes, offers)

    posts_of: dict[str, list[Post]] = {}
    for post in posts:
        posts_of.setdefault(post.enterprise, []).append(post)
    choices: list[Choice] = []
    for i, candidate in enumerate(candidates):
        others = _draw_others(rng, "candidate", hosts[i], score[i], wishes[i])
        for e, answer, rank in [*_number(rng, wishes[i]), *others]:
            post_id = _draw_post(rng, posts_of[enterprises[e].id]) if answer == "ranked" else None
            choices.append(_say("candidate", candidate, enterprises[e], answer, rank, post_id))
    for e, enterprise in enumerate(enterprises):
        if not market.may_serve[e]:
            continue
        others = _draw_others(rng, "enterprise", people[e], host_score[e], offers[e])
        for i, answer, rank in [*_number(rng, offers[e]), *others]:
            post_id = _draw_post(rng, posts_of[enterprise.id]) if answer == "ranked" else None
            choices.append(_say("enterprise", candidates[i], enterprise, answer, rank, post_id))
    return choices


def _mark(score: NDArray[np.float64], columns: NDArray[np.int64], marks: dict[tuple[int, int], float]) -> None:
    for (row, column), value in marks.items():
        score[row, columns[row] == column] += value


def _find_relatives(candidates: Sequence[Candidate], host_of: dict[str, int]) -> dict[tuple[int, int], float]:
    return {
        (i, host_of[tie.enterprise]): _NEVER
        for i, candidate in enumerate(candidates)
        for tie in candidate.relatives
        if tie.enterprise in host_of
    }


def _rank_rows(
    rng: np.random.Generator,
    columns: NDArray[np.int64],
    score: NDArray[np.float64],
    does_answer: NDArray[np.bool_],
    bounds: tuple[int, int],
) -> list[NDArray[np.int64]]:
    counts = np.where(does_answer, rng.integers(bounds[0], bounds[1] + 1, len(columns)), 0)
    order = np.argsort(-score, axis=1, kind="stable")
    ranked = np.take_along_axis(columns, order, axis=1)
    return [row[:count].copy() for row, count in zip(ranked, counts, strict=True)]


def _make_mutual(rng: np.random.Generator, wishes: list[NDArray[np.int64]], offers: list[NDArray[np.int64]]) -> None:
    """Move enough admirers to the head of their first host's ranking, in random order."""
    firsts = [(i, int(wished[0])) for i, wished in enumerate(wishes) if len(wished)]
    taken = {e: i for i, e in firsts if len(offers[e]) and offers[e][0] == i}
    wanted = round(_MUTUAL_FIRST * len(firsts))
    for f in rng.permutation(len(firsts)):
        if len(taken) >= wanted:
            return
        i, e = firsts[f]
        if e in taken or not len(offers[e]):
            continue
        rest = offers[e][offers[e] != i]
        offers[e] = np.concatenate([[i], rest[: max(len(offers[e]) - 1, 1)]])
        taken[e] = i


def _number(rng: np.random.Generator, ranked: NDArray[np.int64]) -> list[tuple[int, Answer, int | None]]:
    """Give ranks, the first alone, some of the others tied with the one before."""
    rank = 0
    out: list[tuple[int, Answer, int | None]] = []
    for position, other in enumerate(ranked):
        if position < 2 or rng.random() >= _TIE:
            rank += 1
        out.append((int(other), "ranked", rank))
    return out


def _draw_others(
    rng: np.random.Generator,
    side: Side,
    near: NDArray[np.int64],
    score: NDArray[np.float64],
    ranked: NDArray[np.int64],
) -> list[tuple[int, Answer, int | None]]:
    """Draw who is accepted without a rank, refused, or asked without an answer."""
    if not len(ranked):
        return []
    order = near[np.argsort(-score, kind="stable")]
    rest = order[~np.isin(order, ranked)]
    half = len(rest) // 2
    good, poor = rest[:half], rest[half:]
    out: list[tuple[int, Answer, int | None]] = []
    if len(good) > 2 and rng.random() < 0.4:
        out += [(int(other), "accepted", None) for other in good[: int(rng.integers(1, 3))]]
    if len(poor) and rng.random() < (0.3 if side == "candidate" else 0.4):
        out += [(int(other), "refused", None) for other in rng.choice(poor, 1)]
    if side == "enterprise" and len(good) > 2 and rng.random() < 0.2:
        out.append((int(good[-1]), "unanswered", None))
    return out


def _draw_post(rng: np.random.Generator, posts: list[Post]) -> str | None:
    if len(posts) < 2 or rng.random() >= _NAMES_POST:
        return None
    return posts[int(rng.integers(len(posts)))].id


def _say(
    side: Side, candidate: Candidate, enterprise: Enterprise, answer: Answer, rank: int | None, post: str | None
) -> Choice:
    return Choice(side=side, candidate=candidate.id, enterprise=enterprise.id, post=post, answer=answer, rank=rank)
