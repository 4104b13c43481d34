"""What a planner reads on the terminal after a run, and what another program reads instead."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from matcher.explain import label, name
from matcher.exports.cells import make_line
from matcher.exports.plan_json import describe_plan
from matcher.exports.values import show_value
from matcher.findings import Finding
from matcher.plans.plan import Plan
from matcher.words import Language

MOST_LINES = 8
"""Rows of a list shown before it refers to plan.json."""


def summarize(plan: Plan, language: Language, files: Sequence[Path] = ()) -> RenderableType:
    """Return the summary of a plan for a terminal: numbers, objectives, gaps, where the files are."""
    writer = _Writer(plan, language)
    lists = (writer.uncovered(), writer.unplaced(), writer.blocking())
    # What matters most comes last: there the eye rests when the prompt returns.
    parts: list[RenderableType] = [part for part in lists if part is not None]
    if plan.notes:
        parts.append(writer.lines("notes", (make_line(note.say(language)) for note in plan.notes)))
    if plan.objectives:
        parts.append(writer.objectives())
    parts.append(writer.numbers())
    if files:
        parts.append(writer.lines("files", (str(path) for path in files)))
    spaced: list[RenderableType] = []
    for part in parts:
        spaced += [part, Text("")]
    return Group(*spaced[:-1])


def summarize_findings(findings: Sequence[Finding], language: Language, most: int = 40) -> RenderableType:
    """Return findings as a table for a terminal: place, content, reason, fix."""

    def say(key: str, **facts: int) -> str:
        return label("findings", key, **facts).say(language)

    errors = sum(finding.severity == "error" for finding in findings)
    counts = say("counts", errors=errors, warnings=len(findings) - errors)
    if not findings:
        return Text(say("none"))
    table = _make_table(say("title", count=len(findings)))
    for key, ratio in (("severity", 0), ("place", 5), ("value", 3), ("reason", 6), ("fix", 6)):
        table.add_column(say(key), ratio=ratio or None, no_wrap=not ratio, overflow="fold")
    for finding in findings[:most]:
        place, reason, fix = (words.say(language) for words in (finding.place, finding.reason, finding.fix))
        table.add_row(
            Text(
                name("severity", finding.severity).say(language),
                style="red" if finding.severity == "error" else "yellow",
            ),
            *(Text(make_line(part)) for part in (place, finding.value, reason, fix)),
        )
    if len(findings) > most:
        table.caption = f"… {len(findings) - most}"
    return Group(table, Text(counts))


def summarize_as_json(plan: Plan, files: Sequence[Path] = ()) -> dict[str, object]:
    """Return the result of a run for another program: numbers and files, without the long lists."""
    whole = describe_plan(plan).model_dump(mode="json")
    brief = {
        key: whole[key]
        for key in (
            "format",
            "version",
            "scenario",
            "digests",
            "status",
            "cause",
            "was_stopped",
            "objectives",
            "coverage",
            "summary",
            "uncovered",
            "unplaced",
        )
    }
    return {**brief, "files": [str(path) for path in files]}


def _make_table(title: str) -> Table:
    return Table(
        title=Text(title, style="bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        expand=True,
        pad_edge=False,
        show_edge=False,
    )


class _Writer:
    """Build the parts of one summary."""

    def __init__(self, plan: Plan, language: Language) -> None:
        self.plan = plan
        self.language = language

    def numbers(self) -> Table:
        """Return the block of headline numbers."""
        plan, coverage, summary = self.plan, self.plan.coverage, self.plan.summary
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="bold", no_wrap=True)
        grid.add_column(overflow="fold")

        def add(key: str, text: str, style: str = "") -> None:
            grid.add_row(self._say(key), Text(make_line(text), style=style))

        add("plan", f"{plan.title or plan.scenario_name}  ·  {plan.digest[:12]}")
        status_style = {"OPTIMAL": "green", "FEASIBLE": "yellow"}.get(plan.status, "red")
        status = name("status", plan.status).say(self.language)
        add(
            "status",
            status
            if plan.cause is None
            else f"{status}{'：' if self.language == 'zh' else ': '}{plan.cause.say(self.language)}",
            status_style,
        )
        if plan.outcome.assignment is None:
            return grid
        is_full = coverage.seats_filled == coverage.seats_needed
        add(
            "coverage",
            self._fill(
                "coverage-text",
                covered=coverage.hosts_covered,
                hosts=coverage.hosts,
                filled=coverage.seats_filled,
                needed=coverage.seats_needed,
            ),
            "green" if is_full else "yellow",
        )
        add("blind", self._fill("blind-text", before=coverage.blind_spots_before, left=coverage.blind_spots_left))
        add("matches", self._fill("matches-text", matches=summary.num_matches, mutual=summary.mutual_first_choices))
        for key, (candidates, hosts) in (("first", summary.first_choices), ("three", summary.top_three)):
            add(key, self._fill("sides-text", candidates=candidates, hosts=hosts))
        add("blocking", self._fill("blocking-text", blocking=summary.num_blocking, excused=summary.num_excused))
        add("unplaced", self._fill("unplaced-text", people=summary.num_unplaced))
        loads = (self._fill("load-item", posts=posts, people=people) for posts, people in summary.loads)
        add("load", self._say("load-separator").join(loads))
        add(
            "travel",
            self._fill(
                "travel-text",
                mean=f"{summary.travel_mean_m / 1000:.1f}",
                most=f"{summary.travel_most_m / 1000:.1f}",
                total=f"{summary.travel_total_m / 1000:,.0f}",
            ),
        )
        add("approvals", self._fill("approvals-text", count=summary.approvals_needed))
        verification = plan.verification
        if verification is None:
            add("check", self._say("check-none"))
        elif verification.ok:
            add("check", self._say("check-ok"), "green")
        else:
            add("check", self._fill("check-failed", count=len(verification.violations)), "red")
        return grid

    def objectives(self) -> Table:
        """Return the table of objectives in order."""
        table = _make_table(self._say("objectives"))
        table.add_column("#", no_wrap=True)
        table.add_column(self._say("objectives-name"), overflow="fold", ratio=4)
        for key in ("value", "bound"):
            table.add_column(self._say(key), justify="right", overflow="fold", ratio=2)
        table.add_column(self._say("proven"), no_wrap=True)
        table.add_column(self._say("engine"), overflow="fold", ratio=2)
        table.add_column(self._say("seconds"), justify="right", no_wrap=True)
        for place, result in enumerate(self.plan.objectives, start=1):
            table.add_row(
                str(place),
                Text(name("objective", result.name).say(self.language)),
                show_value(result.name, result.value, self.language),
                show_value(result.name, result.bound, self.language),
                Text(
                    name("proven", "yes" if result.proven else "no").say(self.language),
                    style="green" if result.proven else "yellow",
                ),
                Text(make_line(result.engine)),
                f"{result.seconds:.2f}",
            )
        return table

    def uncovered(self) -> RenderableType | None:
        """Return the list of posts below their least, or None where there is none."""
        rows = (
            (
                post.enterprise_name,
                name("role", post.role).say(self.language),
                str(post.missing),
                post.cause.say(self.language),
            )
            for post in self.plan.uncovered
        )
        return self._list("uncovered-title", ("enterprise", "role", "missing", "cause"), (3, 0, 0, 6), list(rows))

    def unplaced(self) -> RenderableType | None:
        """Return the list of people without a post, or None where there is none."""
        rows = [(person.candidate_name, person.cause.say(self.language)) for person in self.plan.unplaced]
        return self._list("unplaced-title", ("candidate", "cause"), (2, 7), rows)

    def blocking(self) -> RenderableType | None:
        """Return the list of blocking pairs, or None where there is none."""
        rows = [
            (
                pair.candidate_name,
                pair.enterprise_name,
                pair.post_id,
                f"{pair.candidate_rank} / {pair.post_rank}",
                pair.why.say(self.language),
            )
            for pair in self.plan.blocking
        ]
        return self._list(
            "blocking-title", ("candidate", "enterprise", "post", "ranks", "cause"), (2, 4, 0, 0, 5), rows
        )

    def lines(self, key: str, texts: Iterable[str]) -> Group:
        """Return a titled list of lines."""
        return Group(Text(self._say(key), style="bold"), *(Text(f"  {text}", overflow="fold") for text in texts))

    def _list(
        self, title: str, columns: Sequence[str], ratios: Sequence[int], rows: Sequence[Sequence[str]]
    ) -> RenderableType | None:
        if not rows:
            return None
        table = _make_table(self._fill(title, count=len(rows)))
        for key, ratio in zip(columns, ratios, strict=True):
            table.add_column(self._say(key), ratio=ratio or None, no_wrap=not ratio, overflow="fold")
        for row in rows[:MOST_LINES]:
            table.add_row(*(Text(make_line(text)) for text in row))
        if len(rows) <= MOST_LINES:
            return table
        return Group(table, Text(self._fill("more", count=len(rows) - MOST_LINES), style="dim"))

    def _say(self, key: str) -> str:
        return label("summary", key).say(self.language)

    def _fill(self, key: str, **facts: str | int) -> str:
        return label("summary", key, **facts).say(self.language)
