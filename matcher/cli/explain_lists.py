"""A host, a person and the whole plan on the screen."""

from matcher.cli.explain_parts import Sheet
from matcher.cli.output import Output
from matcher.explain import name
from matcher.explain.absence import Absence
from matcher.explain.evidence import Evidence
from matcher.explain.hosts import HostResult, PostResult
from matcher.explain.naming import name_candidate, name_post
from matcher.explain.overview import Gap, Overview
from matcher.explain.pairs import PairReason
from matcher.explain.people import PersonResult
from matcher.explain.slip import show_points


def show_host(evidence: Evidence, host: HostResult, most: int, output: Output, *, has_barred: bool) -> None:
    """Print who is at each post of a host and why, what is missing and why, and why nobody else is there."""
    sheet = Sheet(evidence, most, output)
    title = sheet.say("host-title", name=host.enterprise_name, id=host.enterprise_id)
    sheet.line(f"{title}  {host.committee}".rstrip(), indent=0)
    for post in host.posts:
        _show_post(sheet, post, has_barred=has_barred)


def _show_post(sheet: Sheet, post: PostResult, *, has_barred: bool) -> None:
    role = sheet.tell(name("role", post.role))
    sheet.head(sheet.say("post-title", post=post.post_id, role=role, least=post.least, most=post.most))
    if post.cause is not None:
        sheet.line(sheet.say("uncovered", missing=post.missing, cause=sheet.tell(post.shortage or post.cause)))
    if not post.people:
        sheet.line(sheet.say("host-nobody"))
    people = [(f"{one.candidate_name} {one.candidate_id}", *_describe_pair(sheet, one)) for one in post.people]
    columns = (("candidate", 2), ("ranks", 0), ("points", 0), ("decided", 5))
    sheet.table(sheet.say("host-people"), columns, people)
    has_prices = any(one.price is not None for one in post.absences)
    rows = [
        (
            f"{one.candidate_name} {one.candidate_id}",
            _say_ranks(one.candidate_rank, one.post_rank),
            _say_why(sheet, one),
        )
        for one in post.absences
    ]
    title = "list-title-barred" if has_barred else "list-title"
    sheet.table(sheet.say(title, count=len(rows)), (("candidate", 2), ("ranks", 0), ("cause", 6)), rows)
    if rows and not has_prices and any(one.is_acceptable for one in post.absences):
        sheet.line(sheet.say("list-note"))


def show_person(evidence: Evidence, person: PersonResult, most: int, output: Output) -> None:
    """Print the posts of a person and why, and what became of each wish."""
    sheet = Sheet(evidence, most, output)
    sheet.line(sheet.say("host-title", name=person.candidate_name, id=person.candidate_id), indent=0)
    if person.cause is not None:
        key = "short" if person.pairs else "unplaced"
        sheet.line(sheet.say(key, cause=sheet.tell(person.shortage or person.cause)), indent=0)
    held = [(f"{one.enterprise_name} {one.post_id}", *_describe_pair(sheet, one)) for one in person.pairs]
    sheet.table(sheet.say("posts-held"), (("post", 3), ("ranks", 0), ("points", 0), ("decided", 4)), held)
    wishes = [
        (
            sheet.say("choice", rank=wish.rank) if wish.rank else sheet.tell(name("answer", wish.answer)),
            f"{wish.enterprise_name} {wish.post_id}",
            sheet.tell(wish.leading.words),
        )
        for wish in person.wishes
    ]
    sheet.table(sheet.say("wishes-title", count=len(wishes)), (("said", 0), ("post", 3), ("cause", 4)), wishes)


def show_overview(evidence: Evidence, overview: Overview, most: int, output: Output) -> None:
    """Print every gap of a plan with its cause, every blocking pair with why, and who has no alternative."""
    sheet = Sheet(evidence, most, output)
    sheet.lines(sheet.say("shortages"), (sheet.tell(words) for words in overview.shortages))
    posts, people = evidence.pools.post_index, evidence.pools.candidate_index

    def call(gap: Gap) -> tuple[str, ...]:
        who = [sheet.tell(name_candidate(evidence, people[gap.candidate_id]))] if gap.candidate_id else []
        where = [sheet.tell(name_post(evidence, posts[gap.post_id]))] if gap.post_id else []
        return (*who, *where, sheet.tell(gap.cause))

    for title, gaps, columns in (
        ("gaps-uncovered", overview.uncovered, (("post", 2), ("cause", 3))),
        ("gaps-unplaced", overview.unplaced, (("candidate", 1), ("cause", 3))),
        ("gaps-blocking", overview.blocking, (("candidate", 1), ("post", 2), ("cause", 2))),
    ):
        rows = [call(gap) for gap in gaps]
        sheet.table(sheet.say(title, count=len(rows)), columns, rows)
    fragile = overview.fragility
    critical = [(sheet.tell(name_candidate(evidence, people[one])), str(lost)) for one, lost in fragile.critical]
    sheet.table(sheet.say("critical", count=len(critical)), (("candidate", 1), ("lost", 0)), critical)
    pairs = [
        (sheet.tell(name_candidate(evidence, people[one])), sheet.tell(name_post(evidence, posts[post])))
        for one, post in fragile.must_pairs
    ]
    sheet.table(sheet.say("must-pairs", count=len(pairs)), (("candidate", 1), ("post", 3)), pairs)
    if not any((overview.uncovered, overview.unplaced, overview.blocking, critical, pairs)):
        sheet.line(sheet.say("nothing-open"), indent=0)


def _describe_pair(sheet: Sheet, pair: PairReason) -> tuple[str, str, str]:
    decided = "\n".join(sheet.tell(decision.words) for decision in pair.decisions)
    return _say_ranks(pair.candidate_rank, pair.post_rank), show_points(pair.points), decided


def _say_ranks(candidate_rank: int | None, post_rank: int | None) -> str:
    return "–" if candidate_rank is None else f"{candidate_rank} / {post_rank}"


def _say_why(sheet: Sheet, absence: Absence) -> str:
    """Return the leading cause, and the price where there is one."""
    told = [absence.leading]
    if absence.price is not None and absence.causes[-1] is not absence.leading:
        told.append(absence.causes[-1])  # what a price shows comes last
    return "\n".join(sheet.tell(cause.words) for cause in told)
