"""``matcher compare``: several plans side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from matcher.cli.compare_json import describe_comparison
from matcher.cli.output import Output, UsageError
from matcher.cli.progress import ProgressLine, show_progress
from matcher.cli.stopping import Stop, catch_interrupt, work_aside
from matcher.cli.texts import say
from matcher.edits.kinds import Edit
from matcher.errors import FileError
from matcher.explain import label, name
from matcher.exports.plan_folder import is_plan_folder
from matcher.exports.stored_plan import open_plan
from matcher.exports.stored_view import read_plan_view
from matcher.exports.values import show_value
from matcher.plans import Scenario, make_plan
from matcher.policy.terms import Objective
from matcher.pools.records import Side
from matcher.problem import Value
from matcher.whatif.compare import FATES, Comparison, PlanChange, Step, compare_plans
from matcher.whatif.disagreements import Disagreement
from matcher.whatif.figures import Figure
from matcher.whatif.gains import Tally, Verdict
from matcher.whatif.telling import describe_edit
from matcher.whatif.variant import Variant
from matcher.whatif.variant_file import is_variant, load_variant, open_scenario
from matcher.whatif.views import PlanView, view_plan
from matcher.words import Language

VERDICTS: tuple[Verdict, ...] = ("gained", "lost", "mixed")
MOST_ROWS = 30
"""Rows of one table a reader is shown; JSON has them all."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Hold one plan with what led to it."""

    view: PlanView
    file: Path | None = None
    variant: Variant | None = None


def show_comparison(
    places: Sequence[Path], scenario_place: Path | None, output: Output, command: str, *, only_differences: bool
) -> int:
    """Compare plans and print what differs.

    Parameters
    ----------
    places
        Plan folders, scenarios or variant files; what is no plan folder is solved.
    scenario_place
        The scenario behind the plan folders, for reasons by rule and the disagreement map.

    Returns
    -------
    int
        0: compared.

    Raises
    ------
    UsageError
        Fewer than two places, or one where there is nothing.
    """
    if len(places) < 2:
        raise UsageError(say("compare-two"), command)
    for place in (*places, *([scenario_place] if scenario_place else [])):
        if not place.exists():
            raise UsageError(say("no-plan-or-scenario", path=str(place)), command)
    stop = Stop()
    with show_progress(output) as line:
        line.enter(say("reading"))
        with catch_interrupt(stop, output):
            scenario = open_scenario(scenario_place) if scenario_place else None
            sources = [_read(place, scenario, line, stop, output) for place in places]
    edits = {n: found for n, source in enumerate(sources) if n and (found := _find_edits(sources[0], source))}
    views = _label_apart(sources, places)
    pools = scenario.pools if scenario else None
    comparison = compare_plans(views, edits=edits, pools=pools)
    language = output.language
    output.show(_tabulate_figures(comparison, language, only_differences=only_differences))
    for n, change in enumerate(comparison.changes, start=1):
        output.show(Group(*_show_change(comparison, n, change, edits.get(n, ()), language, only_differences)))
    output.show(_tabulate_map(comparison, language))
    output.emit(describe_comparison(comparison, edits, language, only_differences=only_differences))
    return 0


def _read(place: Path, scenario: Scenario | None, line: ProgressLine, stop: Stop, output: Output) -> _Source:
    if place.is_dir() and is_plan_folder(place):
        if scenario is not None:
            try:
                return _Source(view_plan(open_plan(scenario, place)))
            except FileError:
                output.tell("compare-other-scenario", path=str(place))
        return _Source(read_plan_view(place))
    variant = load_variant(place) if is_variant(place) else None
    for note in variant.notes if variant else ():
        output.write(note)
    asked = variant.scenario if variant else open_scenario(place)
    line.enter(say("preparing"))
    plan = work_aside(lambda: make_plan(asked, on_progress=line.take, should_stop=stop.was_asked), on_tick=line.tick)
    file = variant.base.path if variant else asked.path
    return _Source(view_plan(plan), file, variant)


def _find_edits(first: _Source, other: _Source) -> tuple[Edit, ...]:
    """Return the edits that lead from the first plan's scenario to the other plan's, where they are known."""
    if first.variant is not None or other.variant is None or first.file is None or other.file is None:
        return ()
    return other.variant.edits if first.file.resolve() == other.file.resolve() else ()


def _label_apart(sources: Sequence[_Source], places: Sequence[Path]) -> list[PlanView]:
    """Return the views; plans of one name are called by their places as well."""
    labels = [source.view.label for source in sources]
    return [
        source.view
        if labels.count(source.view.label) == 1
        else replace(source.view, label=f"{n}. {source.view.label} – {place.name or place}")
        for n, (source, place) in enumerate(zip(sources, places, strict=True), start=1)
    ]


def _tabulate_figures(comparison: Comparison, language: Language, *, only_differences: bool) -> RenderableType:
    first = comparison.plans[0].label
    title = label("compare", "title", first=first).say(language)
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", expand=True)
    table.add_column(label("compare", "figure").say(language), overflow="fold", ratio=3)
    for view in comparison.plans:
        table.add_column(Text(view.label), justify="right", overflow="fold", ratio=2)
    chosen = [figure for figure in comparison.figures if figure.differs or not only_differences]
    for figure in chosen:
        table.add_row(name_figure(figure, language), *_show_values(figure, language))
    if not chosen:
        table.add_row(label("compare", "same").say(language))
    return table


def name_figure(figure: Figure, language: Language) -> str:
    """Return what a figure is called."""
    if figure.topic == "objective":
        return name("objective", figure.key).say(language)
    if figure.topic == "load":
        return label("compare", "load", posts=figure.key).say(language)
    return label("compare", f"count.{figure.key}").say(language)


def _show_values(figure: Figure, language: Language) -> Iterator[Text]:
    for n, (value, difference) in enumerate(zip(figure.values, figure.differences, strict=True)):
        text = Text(_show(figure, value, language))
        if n and value != figure.values[0]:
            style = {1: "green", -1: "red", 0: ""}[figure.verdicts[n]]
            text.append(f" ({_show_difference(difference)})", style=style)
        yield text


def _show(figure: Figure, value: Value, language: Language) -> str:
    objective: Objective | None = figure.key if figure.topic == "objective" else None  # type: ignore[assignment]
    return show_value(objective or ("travel" if figure.key.startswith("travel") else None), value, language)


def _show_difference(difference: Value) -> str:
    if isinstance(difference, int):
        return f"{difference:+,}"
    return " ".join(f"{part:+d}" for part in difference[:6]) + (" …" if len(difference) > 6 else "")


def _show_change(
    comparison: Comparison,
    number: int,
    change: PlanChange,
    edits: Sequence[Edit],
    language: Language,
    only_differences: bool,  # noqa: FBT001
) -> Iterator[RenderableType]:
    first, plan = comparison.plans[0].label, comparison.plans[number].label
    yield Text(label("compare", "changes", plan=plan, first=first).say(language), style="bold")
    for n, edit in enumerate(edits, start=1):
        yield Text(label("compare", "edits", number=n, edit=describe_edit(edit).say(language)).say(language))
    counts = {fate: change.counts[fate] for fate in FATES}
    pairs = dict(zip(("pairs_kept", "left", "taken"), change.pairs, strict=True))
    yield Text(label("compare", "counts", **counts, **pairs).say(language))
    for key, posts in (("uncovered", change.uncovered), ("covered", change.covered)):
        if posts:
            yield Text(
                label("compare", key, posts=label("roster", "member-separator").say(language).join(posts)).say(language)
            )
    yield _say_sides(change, language)
    if change.people:
        yield _tabulate_people(change, language)
    yield _tabulate_gains(change, language, only_differences=only_differences)


def _say_sides(change: PlanChange, language: Language) -> Text:
    facts: dict[str, int] = {}
    sides: tuple[tuple[Side, str], ...] = (("candidate", ""), ("enterprise", "host_"))
    for side, before in sides:
        verdicts = [tally.verdict for tally in change.tallies[side]]
        facts |= {f"{before}{verdict}": verdicts.count(verdict) for verdict in VERDICTS}
    return Text(label("compare", "sides", **facts).say(language))


def _tabulate_people(change: PlanChange, language: Language) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, expand=True)
    for key, ratio in (("person", 2), ("fate", 1), ("left", 4), ("taken", 4)):
        table.add_column(label("compare", key).say(language), overflow="fold", ratio=ratio)
    for person in change.people[:MOST_ROWS]:
        table.add_row(
            Text(f"{person.candidate} {person.name}"),
            label("compare", person.fate).say(language),
            Text("\n".join(say_step(step, language) for step in person.left)),
            Text("\n".join(say_step(step, language) for step in person.taken)),
        )
    return Group(table, *_say_more(len(change.people), language))


def say_step(step: Step, language: Language) -> str:
    """Return one post left or taken with its reasons."""
    reasons = [
        reason.words.say(language)
        if reason.edit is None
        else label("compare", "edit", reason=reason.words.say(language), number=reason.edit + 1).say(language)
        for reason in step.reasons
    ]
    joined = label("compare", "reason-separator").say(language).join(reasons)
    return label("compare", "reason", post=step.post, enterprise=step.enterprise_name, reasons=joined).say(language)


def _tabulate_gains(change: PlanChange, language: Language, *, only_differences: bool) -> RenderableType:
    title = label("compare", "gains").say(language)
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", expand=True)
    table.add_column(label("compare", "group").say(language), overflow="fold", ratio=3)
    for key in ("matches", "points", "gain"):
        table.add_column(label("compare", key).say(language), justify="right", overflow="fold", ratio=2)
    for tally in change.tallies["pool"]:
        if tally.gain or not only_differences:
            _add_tally(
                table, f"{label('compare', 'pool').say(language)} {name('pool', tally.key).say(language)}", tally
            )
    for tally in change.tallies["committee"]:
        if tally.gain or not only_differences:
            _add_tally(table, f"{label('compare', 'committee').say(language)} {tally.name or '–'}", tally)
    total = change.tallies["pool"]
    sums = [[sum(getattr(tally, part)[n] for tally in total) for n in (0, 1)] for part in ("matches", "points")]
    gain = sums[1][1] - sums[1][0]
    table.add_row(
        label("compare", "total").say(language),
        *(f"{old:,} → {new:,}" for old, new in sums),
        f"{gain:+,}",
        style="bold",
    )
    return table


def _add_tally(table: Table, title: str, tally: Tally) -> None:
    cells = [f"{old:,} → {new:,}" for old, new in (tally.matches, tally.points)]
    table.add_row(Text(title), *cells, f"{tally.gain:+,}")


def _tabulate_map(comparison: Comparison, language: Language) -> RenderableType:
    found = comparison.disagreements
    if found is None:
        return Text(label("compare", "map-unknown").say(language))
    title = label("compare", "map", count=len(found)).say(language)
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", expand=True)
    for key, ratio in (("pair", 3), ("sides-said", 3), ("opinions", 3), ("plans", 1), ("conflicts", 3)):
        table.add_column(label("compare", key).say(language), overflow="fold", ratio=ratio)
    for one in found[:MOST_ROWS]:
        table.add_row(*map(Text, _describe_disagreement(one, language)))
    if not found:
        table.add_row(label("compare", "none").say(language))
    return Group(table, *_say_more(len(found), language))


def _describe_disagreement(one: Disagreement, language: Language) -> Iterator[str]:
    separator = label("compare", "reason-separator").say(language)
    yield f"{one.candidate} {one.candidate_name} – {one.enterprise} {one.enterprise_name}"
    said = [
        label("roster", "ranked", rank=side.rank).say(language)
        if side.rank
        else name("answer", side.answer).say(language)
        for side in (one.candidate_said, one.enterprise_said)
    ]
    yield label("compare", "said", mine=said[0], theirs=said[1]).say(language)
    yield separator.join(
        label("compare", "opinion", source=source, view=name("view", view).say(language)).say(language)
        for source, view in one.opinions
    )
    yield " ".join(label("compare", "in-plan" if has else "not-in-plan").say(language) for has in one.planned)
    yield separator.join(label("compare", conflict).say(language) for conflict in one.conflicts)


def _say_more(count: int, language: Language) -> tuple[Text, ...]:
    rest = count - MOST_ROWS
    return (Text(label("compare", "more", count=rest).say(language)),) if rest > 0 else ()
