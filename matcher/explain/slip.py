"""A one-page slip that explains to one person the own result, and names nobody else.

It holds ids and names of hosts, the person's own name, ranks and points, and nothing from the
records of other people; no phone, no identity number. Reasons typed by the planner are left out,
because they may speak of others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matcher.explain.evidence import Evidence
from matcher.explain.labels import label
from matcher.explain.names import name
from matcher.explain.pairs import PairReason
from matcher.explain.people import PersonResult, Wish, explain_person
from matcher.explain.sentences import tell
from matcher.words import Language, Words

MOST_WISHES = 12
"""Wishes on one page; the others are counted."""

MOST_MEASURES = 4
"""Criteria named for each post, those that gave most points."""

_NEUTRAL = {"side-rule": "side-rule", "posts-full-wanted": "posts-full"}
"""Causes whose own sentence may name others, and what is said instead."""


@dataclass(frozen=True, slots=True)
class SlipPost:
    """Hold one post of the person, and why.

    Parameters
    ----------
    points
        Suitability, 0 to 100 with one decimal.
    reasons
        Sentences: the wishes of both sides, the criteria that gave most points, warnings.
    """

    enterprise_id: str
    enterprise_name: str
    post_id: str
    role: Words
    points: str
    reasons: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class SlipWish:
    """Hold one wish of the person and what became of it."""

    wish: Words
    enterprise_id: str
    enterprise_name: str
    post_id: str
    fate: Words


@dataclass(frozen=True, slots=True)
class Slip:
    """Hold what one person is told.

    Parameters
    ----------
    result
        The sentence that says it all.
    cause
        Why there is no post, or too few; None otherwise.
    num_more, num_refused
        Wishes left out for room, and posts the person refused.
    """

    title: Words
    candidate_id: str
    candidate_name: str
    result: Words
    cause: Words | None
    posts: tuple[SlipPost, ...]
    wishes: tuple[SlipWish, ...]
    num_more: int
    num_refused: int
    consent: Words

    def write(self, language: Language) -> str:
        """Return the slip as one page of Markdown."""
        return "\n".join(_write(self, language)) + "\n"


def make_slip(evidence: Evidence, candidate: str) -> Slip:
    """Return the slip of one person.

    Raises
    ------
    ProblemError
        Nobody has this id; the message names the nearest one.
    """
    person = explain_person(evidence, candidate)
    wishes = [_say_wish(wish) for wish in person.wishes]
    policy = evidence.policy
    return Slip(
        Words(policy.title or policy.name, policy.title or policy.name),
        person.candidate_id,
        person.candidate_name,
        tell("slip", "placed" if person.pairs else "not-placed", posts=len(person.pairs)),
        _say_cause(person),
        tuple(_say_post(evidence, pair) for pair in person.pairs),
        tuple(wishes[:MOST_WISHES]),
        max(0, len(wishes) - MOST_WISHES),
        person.num_refused,
        name("consent", policy.consent),
    )


def write_slip(evidence: Evidence, candidate: str, language: Language) -> str:
    """Return the slip of one person as one page of Markdown.

    Raises
    ------
    ProblemError
        Nobody has this id; the message names the nearest one.
    """
    return make_slip(evidence, candidate).write(language)


def _say_cause(person: PersonResult) -> Words | None:
    if person.cause is None:
        return None
    return tell("slip", _NEUTRAL[person.cause_key]) if person.cause_key in _NEUTRAL else person.cause


def _say_post(evidence: Evidence, pair: PairReason) -> SlipPost:
    post = evidence.pools.posts[evidence.pools.post_index[pair.post_id]]
    reasons = [
        tell(
            "slip",
            "wishes",
            mine=_say_answer(pair.candidate_answer, pair.candidate_choice),
            theirs=_say_answer(pair.enterprise_answer, pair.enterprise_choice),
        )
    ]
    # What a third party said of the person was said to the planner.
    own = [measure for measure in pair.measures if measure.criterion != "opinions"]
    best = sorted(own, key=lambda measure: -measure.points)[:MOST_MEASURES]
    reasons += [
        tell(
            "slip", "measure", criterion=name("criterion", one.criterion), points=show_points(one.points), why=one.words
        )
        for one in best
        if one.points
    ]
    # The planner's own words are left out: they may speak of others.
    reasons += [tell("slip", "waived", rule=name("gate", one.reason.rule)) for one in pair.waived]
    if pair.is_kept:
        reasons.append(tell("decision", "kept"))
    reasons += [
        tell("slip", "caution", rule=name("gate", caution.reason.rule), lift=caution.lift) for caution in pair.cautions
    ]
    return SlipPost(
        pair.enterprise_id,
        pair.enterprise_name,
        pair.post_id,
        name("role", post.role),
        show_points(pair.points),
        tuple(reasons),
    )


def _say_wish(wish: Wish) -> SlipWish:
    cause = wish.leading
    facts: Mapping[str, str | int | Words] = {}
    key: str = cause.key
    if cause.key == "barred" and cause.reason is not None:
        key = cause.variant
        day = "" if cause.reason.eligible_from is None else cause.reason.eligible_from.isoformat()
        facts = {"rule": name("gate", cause.rule), "basis": cause.reason.basis, "day": day}
    elif cause.key == "side-rule":
        facts = {"rule": name("rule", cause.rule)}
    elif cause.key in {"refused", "not-mutual", "no-room", "pinned-away"}:
        key = f"{cause.key}-{cause.variant}"
    return SlipWish(
        _say_answer(wish.answer, wish.rank),
        wish.enterprise_id,
        wish.enterprise_name,
        wish.post_id,
        tell("fate", key, **facts),
    )


def _say_answer(answer: str, rank: int) -> Words:
    return tell("slip", "rank", rank=rank) if rank else name("answer", answer)


def show_points(points: int) -> str:
    """Return points, 0 to 10,000, on the scale of a hundred.

    Examples
    --------
    >>> show_points(8642)
    '86.42'
    """
    return f"{points / 100:.2f}"


def _write(slip: Slip, language: Language) -> Iterator[str]:
    def say(key: str, **facts: str | int) -> str:
        return label("slip", key, **facts).say(language)

    yield f"# {say('title')}"
    yield ""
    yield slip.title.say(language)
    yield ""
    yield say("person", name=slip.candidate_name, id=slip.candidate_id)
    yield ""
    yield f"**{slip.result.say(language)}**"
    if slip.cause is not None:
        yield ""
        yield say("cause", cause=slip.cause.say(language))
    for post in slip.posts:
        yield ""
        role = post.role.say(language)
        yield "## " + say("post", enterprise=post.enterprise_name, post=post.post_id, role=role)
        yield ""
        yield f"- {say('points', points=post.points)}"
        yield from (f"- {reason.say(language)}" for reason in post.reasons)
    yield ""
    yield f"## {say('wishes')}"
    yield ""
    if slip.wishes:
        yield "| " + " | ".join(say(key) for key in ("wish", "enterprise", "fate")) + " |"
        yield "|---|---|---|"
    else:
        yield say("no-wishes")
    for wish in slip.wishes:
        called = say("place", enterprise=wish.enterprise_name, post=wish.post_id)
        yield (
            "| "
            + " | ".join(_clean(cell) for cell in (wish.wish.say(language), called, wish.fate.say(language)))
            + " |"
        )
    if slip.num_more or slip.num_refused:
        yield ""
    if slip.num_more:
        yield say("more", count=slip.num_more)
    if slip.num_refused:
        yield say("refused", count=slip.num_refused)
    yield ""
    yield say("foot", consent=slip.consent.say(language))


def _clean(cell: str) -> str:
    return cell.replace("|", "／").replace("\n", " ")
