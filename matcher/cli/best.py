"""``matcher best``: who would be best at a post, or where a person would be best."""

from dataclasses import asdict
from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

from matcher.cli.counting import count_on
from matcher.cli.output import Output
from matcher.cli.progress import show_progress
from matcher.cli.solved import find_plan
from matcher.cli.stopping import Stop, catch_interrupt, work_aside
from matcher.cli.texts import say
from matcher.explain import label, name
from matcher.explain.evidence import Evidence
from matcher.explain.naming import find_candidate, find_post
from matcher.explain.price import Price, lose
from matcher.explain.resolving import Change
from matcher.exports.values import show_value
from matcher.plans import Plan
from matcher.whatif.best import Offer, Ranking, rank_for_candidate, rank_for_post
from matcher.whatif.figures import subtract


def show_best(
    file: Path,
    folder: Path | None,
    output: Output,
    *,
    post: str | None,
    candidate: str | None,
    most: int,
    is_full: bool,
) -> int:
    """Rank the counterparts of a post or of a candidate and print what each would change.

    Parameters
    ----------
    post, candidate
        Id of one of them; the post may be an enterprise with a single one.

    Returns
    -------
    int
        0: somebody could be there. 1: nobody, or there is no plan.
    """
    stop = Stop()
    with show_progress(output) as line, catch_interrupt(stop, output):

        def work() -> tuple[Plan, Ranking | None]:
            plan = find_plan(file, folder, on_progress=line.take, should_stop=stop.was_asked, enter=line.enter)
            if plan.evidence is None:
                return plan, None
            line.enter(say("pricing"))
            rank, place = (rank_for_post, post) if post is not None else (rank_for_candidate, candidate)
            return plan, rank(
                plan.evidence,
                place or "",
                most=most,
                depth="full" if is_full else "nearest",
                on_done=count_on(line),
                should_stop=stop.was_asked,
            )

        plan, ranking = work_aside(work, on_tick=line.tick)
    if ranking is None or plan.evidence is None:
        output.tell("no-matches")
        output.emit({"status": plan.status})
        return 1
    _show(plan.evidence, ranking, output, post=post, candidate=candidate)
    if ranking.was_stopped:
        output.tell("stopped-early")
    output.emit({**asdict(ranking), "offers": [_describe(offer, output) for offer in ranking.offers]})
    return int(not any(offer.price and offer.price.status == "priced" for offer in ranking.offers))


def _show(evidence: Evidence, ranking: Ranking, output: Output, *, post: str | None, candidate: str | None) -> None:
    language = output.language
    if not ranking.offers:
        output.show(Text(label("best", "nobody").say(language)))
        return
    if post is not None:
        asked = evidence.pools.posts[find_post(evidence, post)]
        host = evidence.pools.enterprises[evidence.pools.enterprise_index[asked.enterprise]]
        title = label("best", "for-post", enterprise=host.name, post=asked.id)
    else:
        who = evidence.pools.candidates[find_candidate(evidence, candidate or "")]
        title = label("best", "for-candidate", name=who.name, candidate=who.id)
    table = Table(box=box.SIMPLE_HEAD, title=Text(title.say(language)), title_justify="left", expand=True)
    table.add_column(label("best", "number").say(language), justify="right", width=4)
    counterpart = label("best", "post" if post is None else "candidate").say(language)
    table.add_column(counterpart, overflow="fold", ratio=1)
    for key in ("points", "ranks"):
        table.add_column(label("best", key).say(language), justify="right", overflow="fold", width=6)
    objectives = evidence.problem.objectives
    for objective in objectives:
        # Wide enough that no number is cut in two.
        width = 8 if objective in {"satisfaction", "travel"} else 6
        table.add_column(name("objective", objective).say(language), justify="right", overflow="fold", width=width)
    table.add_column(label("best", "moves").say(language), justify="right", overflow="fold", width=6)
    priced = [(offer, offer.price) for offer in ranking.offers if offer.price is not None]
    for number, (offer, price) in enumerate(priced, start=1):
        other = (
            f"{offer.candidate_name} {offer.candidate_id}"
            if post is not None
            else f"{offer.enterprise_name} {offer.post_id}"
        )
        note = _say_note(offer, price, output)
        called = Text(other)
        if note:
            called.append(f"\n{note}", style="italic")
        changes = [_show_change(change, output) for change in price.changes] or [Text("–")] * len(objectives)
        moves = str(_count_others(offer, price)) if price.status == "priced" else "–"
        ranks = f"{offer.candidate_rank}/{offer.post_rank}"
        table.add_row(str(number), called, str(offer.points), ranks, *changes, moves)
    output.show(table)
    output.show(Text(label("best", "legend").say(language), style="dim"))
    rest = len(ranking.offers) - len(priced)
    if rest:
        output.show(Text(label("best", "unpriced", count=rest).say(language)))


def _count_others(offer: Offer, price: Price) -> int:
    return sum(move.candidate_id != offer.candidate_id for move in price.moves)


def _show_change(change: Change, output: Output) -> Text:
    if change.before == change.after:
        return Text("0" if change.is_exact else "≈0", style="dim")
    difference = subtract(change.objective, change.after, change.before)
    shown = show_value(change.objective, difference, output.language)
    sign = "+" if isinstance(difference, int) and difference > 0 else ""
    mark = "" if change.is_exact else "≈"
    return Text(f"{mark}{sign}{shown}", style="red" if lose(change) > 0 else "green")


def _say_note(offer: Offer, price: Price, output: Output) -> str:
    language = output.language
    if offer.is_held:
        return label("best", "held").say(language)
    if price.status != "priced":
        told = label("best", price.status).say(language)
        return told if price.cause is None else f"{told} – {price.cause.say(language)}"
    return label("best", "ban-lifted").say(language) if price.lifts_ban else ""


def _describe(offer: Offer, output: Output) -> dict[str, object]:
    document = asdict(offer)
    price = offer.price
    if price is not None:
        document["price"] = {
            **asdict(price),
            "cause": None if price.cause is None else price.cause.say(output.language),
            "is_exact": price.is_exact,
        }
    return document
