"""The sections of a profile: own data, choices of and about it, opinions, last season, the latest plan."""

from collections.abc import Callable, Sequence

from matcher.explain import name
from matcher.exports.profile_sheet import Section
from matcher.plans import Plan
from matcher.plans.accounts import mask_record
from matcher.plans.accounts.masking import mask_reason
from matcher.plans.plan import Match
from matcher.plans.store.records import PlanRecord, StoredPools
from matcher.pools import TABLES, Candidate, Choice, Enterprise, Incumbent, Opinion, Post, TableName
from matcher.pools.showing import describe_fields, show_field
from matcher.ui.context import Context
from matcher.words import Words, add_aside


def list_data(context: Context, stored: StoredPools, table: TableName, record: Candidate | Enterprise) -> Section:
    """Return the fields of a record, masked for this visitor; empty ones too, so that records can be compared."""
    values = mask_record(record, context.viewer)
    fields = describe_fields(table, values, stored.vocabulary, context.language)
    return Section(context.say("data"), (context.say("field"), context.say("content")), tuple(fields))


def list_posts(context: Context, stored: StoredPools, posts: Sequence[Post]) -> Section:
    """Return the posts of a host."""
    keys = ("id", "role", "kind", "least", "most", "must_have", "team_skills", "site_days")
    columns = [TABLES["posts"].by_name[key] for key in keys]
    rows = tuple(
        tuple(show_field(column, getattr(post, column.name), stored.vocabulary, context.language) for column in columns)
        for post in posts
    )
    return Section(context.say("posts"), tuple(column.header(context.language) for column in columns), rows)


def list_choices(context: Context, title: str, choices: Sequence[Choice], tell: Callable[[Choice], str]) -> Section:
    """Return what one side said, the best first.

    Parameters
    ----------
    tell
        Names the other side of a choice.
    """
    order = sorted(choices, key=lambda choice: (choice.rank is None, choice.rank or 0, tell(choice)))
    rows = tuple(
        (
            tell(choice),
            choice.post or context.say("all-posts"),
            name("answer", choice.answer).say(context.language),
            "" if choice.rank is None else str(choice.rank),
        )
        for choice in order
    )
    return Section(
        title, (context.say("other-side"), context.say("post"), context.say("answer"), context.say("rank")), rows
    )


def list_opinions(context: Context, opinions: Sequence[Opinion], tell: Callable[[Opinion], str]) -> Section:
    """Return what third parties said; their reasons masked for this visitor."""
    rows = tuple(
        (
            tell(opinion),
            opinion.source,
            name("view", opinion.view).say(context.language),
            str(mask_record(opinion, context.viewer)["reason"]),
        )
        for opinion in opinions
    )
    headings = ("other-side", "source", "view", "reason")
    return Section(context.say("opinions"), tuple(context.say(key) for key in headings), rows)


def list_terms(context: Context, terms: Sequence[Incumbent], tell: Callable[[Incumbent], str]) -> Section:
    """Return who served where last season."""
    rows = tuple(
        (
            tell(term),
            name("role", term.role).say(context.language),
            str(term.terms),
            "" if term.since is None else term.since.isoformat(),
            "" if term.until is None else term.until.isoformat(),
        )
        for term in terms
    )
    headings = ("other-side", "role", "terms", "since", "until")
    return Section(context.say("last-season"), tuple(context.say(key) for key in headings), rows)


def list_matches(
    context: Context, found: tuple[PlanRecord, Plan], matches: Sequence[Match], *, names_host: bool
) -> Section:
    """Return what a plan gave, pair by pair."""
    record, _ = found
    rows = tuple(
        (
            match.enterprise_name
            if names_host
            else add_aside(match.candidate_name, match.candidate_id, context.language),
            match.post_id,
            name("role", match.role).say(context.language),
            f"{match.points / 100:.2f}",
            str(match.candidate_rank),
            str(match.post_rank),
        )
        for match in matches
    )
    headings = ("other-side", "post", "role", "points", "person-rank", "host-rank")
    return Section(context.say("in-plan", id=record.id), tuple(context.say(key) for key in headings), rows)


def list_causes(context: Context, causes: Sequence[Words]) -> Section:
    """Return why a plan leaves a person or a host with less than was asked; what is personal, by role."""
    rows = tuple((mask_reason(cause, context.viewer).say(context.language),) for cause in causes)
    return Section(context.say("why-none"), (context.say("cause"),), rows)
