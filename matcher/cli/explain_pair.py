"""One pair on the screen: why it is in the plan, or why not and at what price."""

from matcher.cli.explain_parts import Sheet
from matcher.cli.output import Output
from matcher.explain import name
from matcher.explain.absence import Absence
from matcher.explain.evidence import Evidence
from matcher.explain.pairs import PairReason, PassedOver
from matcher.explain.slip import show_points
from matcher.pools.records import Answer


def show_reason(evidence: Evidence, reason: PairReason, most: int, output: Output) -> None:
    """Print why a pair is in the plan."""
    sheet = Sheet(evidence, most, output)
    _show_title(sheet, "why-title", reason)
    sheet.lines(sheet.say("decided"), (sheet.tell(decision.words) for decision in reason.decisions))
    rows = [
        (
            sheet.tell(name("criterion", one.criterion)),
            str(one.weight),
            f"{show_points(one.points)} / {one.most / 100:.2f}",
            sheet.tell(one.words),
        )
        for one in reason.measures
        if one.weight
    ]
    rows.append((sheet.say("total"), "", show_points(reason.points), ""))
    sheet.table(
        sheet.say("measures"), (("criterion", 2), ("weight", 0), ("points", 0), ("facts", 6)), rows, is_whole=True
    )
    _show_wishes(sheet, reason, reason.candidate_rank, reason.post_rank)
    cautions = (
        sheet.say(
            "caution",
            rule=sheet.tell(name("gate", one.reason.rule)),
            words=sheet.tell(one.reason.words).rstrip("。."),
            lift=sheet.tell(one.lift),
            number=sheet.say("approval", number=one.approval) if one.approval else sheet.say("no-approval"),
        )
        for one in reason.cautions
    )
    sheet.lines(sheet.say("cautions"), cautions)
    for title, passed in (("passed-posts", reason.passed_posts), ("passed-people", reason.passed_people)):
        sheet.table(sheet.say(title), (("rank", 0), ("name", 2), ("cause", 4)), _list_passed(sheet, passed))
    if reason.without is not None:
        sheet.price(sheet.say("without"), reason.without)


def show_absence(evidence: Evidence, absence: Absence, most: int, output: Output) -> None:
    """Print why a pair is not in the plan, and what it would cost."""
    sheet = Sheet(evidence, most, output)
    _show_title(sheet, "why-not-title", absence)
    sheet.causes(absence.causes)
    _show_wishes(sheet, absence, absence.candidate_rank, absence.post_rank)
    if absence.price is not None:
        sheet.price(sheet.say("price"), absence.price)


def _show_title(sheet: Sheet, key: str, pair: PairReason | Absence) -> None:
    called = sheet.say(
        "pair",
        candidate=pair.candidate_name,
        candidate_id=pair.candidate_id,
        enterprise=pair.enterprise_name,
        post=pair.post_id,
    )
    sheet.line(sheet.say("title", what=sheet.say(key), name=called), indent=0)


def _show_wishes(sheet: Sheet, pair: PairReason | Absence, candidate_rank: int | None, post_rank: int | None) -> None:
    rows = [
        (sheet.say(side), _say_answer(sheet, answer, choice), "–" if rank is None else str(rank))
        for side, answer, choice, rank in (
            ("candidate", pair.candidate_answer, pair.candidate_choice, candidate_rank),
            ("enterprise", pair.enterprise_answer, pair.enterprise_choice, post_rank),
        )
    ]
    sheet.table(sheet.say("sides"), (("side", 1), ("said", 2), ("rank", 0)), rows, is_whole=True)


def _say_answer(sheet: Sheet, answer: Answer, choice: int) -> str:
    return sheet.say("choice", rank=choice) if choice else sheet.tell(name("answer", answer))


def _list_passed(sheet: Sheet, passed: tuple[PassedOver, ...]) -> list[tuple[str, str, str]]:
    return [(str(one.rank), f"{one.name} {one.id}", sheet.tell(one.cause.words)) for one in passed]
