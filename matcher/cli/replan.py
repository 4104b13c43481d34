"""``matcher replan``: a new plan that leaves what was agreed where it can."""

from dataclasses import asdict
from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

from matcher.cli.output import Output
from matcher.cli.progress import show_progress
from matcher.cli.run import is_complete, read_asked, write_plan
from matcher.cli.stopping import Stop, catch_interrupt, work_aside
from matcher.cli.texts import say
from matcher.explain import label
from matcher.exports.stored_view import read_plan_view
from matcher.exports.summary import summarize_as_json
from matcher.plans import Scenario
from matcher.whatif.replanning import Pair, Replan, replan


def show_replan(
    file: Path,
    earlier: Path | None,
    out: Path | None,
    output: Output,
    *,
    price: int | None,
    signed: tuple[Pair, ...],
    pin_signed: bool,
) -> int:
    """Solve a scenario again with few changes, write the plan, print what changes.

    Parameters
    ----------
    earlier
        Folder of the earlier plan; None: who served where last season.
    price
        Points that giving up one earlier pair must buy; None: the fewest changes.

    Returns
    -------
    int
        0: every seat and every least load is met. 1: a shortfall, or no plan.

    Raises
    ------
    FileError
        The folder holds no plan.
    """
    stop = Stop()
    with show_progress(output) as line, catch_interrupt(stop, output):
        line.enter(say("reading"))
        asked = read_asked(file, output)
        pairs = None if earlier is None else tuple(read_plan_view(earlier).by_pair)
        line.enter(say("preparing"))
        found = work_aside(
            lambda: replan(
                asked.scenario,
                pairs,
                price=price,
                signed=signed,
                pin_signed=pin_signed,
                on_progress=line.take,
                should_stop=stop.was_asked,
            ),
            on_tick=line.tick,
        )
    plan = found.plan
    policy = asked.scenario.policy if plan.evidence is None else plan.evidence.policy
    files = write_plan(plan, asked, out, output, policy=policy)
    if plan.outcome.assignment is not None:
        output.show("")
        _show_changes(found, asked.scenario, output)
    output.emit({**summarize_as_json(plan, files), "changes": _describe(found, output)})
    return 0 if is_complete(plan) else 1


def _show_changes(found: Replan, scenario: Scenario, output: Output) -> None:
    language = output.language
    bought = label("replan", "for-objectives" if found.price is None else "bought").say(language)
    rows = [("given-up", pair, bought) for pair in found.given_up]
    rows += [("lost", lost.pair, lost.why.say(language)) for lost in found.lost]
    rows += [("new", pair, "") for pair in found.new]
    counts = {"kept": len(found.kept), "given_up": len(found.given_up), "lost": len(found.lost), "new": len(found.new)}
    if found.given_up or found.lost or found.new:
        table = Table(box=box.SIMPLE_HEAD, title=label("replan", "title").say(language), title_justify="left")
        for key in ("change", "person", "post", "why"):
            table.add_column(label("replan", key).say(language), overflow="fold")
        for key, pair, why in rows:
            who, where = _name(pair, scenario)
            table.add_row(label("replan", key).say(language), Text(who), Text(where), Text(why))
        output.show(table)
    else:
        output.show(Text(label("replan", "nothing").say(language)))
    earlier = counts["kept"] + counts["given_up"] + counts["lost"]
    output.show(Text(label("replan", "summary", earlier=earlier, **counts).say(language)))
    output.show(Text(label("replan", "proven" if found.is_proven else "unproven").say(language)))


def _name(pair: Pair, scenario: Scenario) -> tuple[str, str]:
    """Return names and ids of a pair; the ids alone where the pools no longer know them."""
    pools = scenario.pools
    person, place = pair
    at = pools.candidate_index.get(person)
    who = person if at is None else f"{pools.candidates[at].name} {person}"
    if place in pools.post_index:
        return who, f"{pools.host_of_post(place).name} {place}"
    host = pools.enterprise_index.get(place)
    return who, place if host is None else f"{pools.enterprises[host].name} {place}"


def _describe(found: Replan, output: Output) -> dict[str, object]:
    return {
        "price": found.price,
        "proven": found.is_proven,
        "kept": [list(pair) for pair in found.kept],
        "given_up": [list(pair) for pair in found.given_up],
        "lost": [{**asdict(lost), "why": lost.why.say(output.language)} for lost in found.lost],
        "new": [list(pair) for pair in found.new],
    }
