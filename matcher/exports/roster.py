"""The roster of the collective signing ceremony, ready to print."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any, Literal, TypeAlias

from matcher.errors import FileError
from matcher.explain import label, name
from matcher.exports.cells import make_cell_text, measure_width
from matcher.exports.replacing import write_bytes
from matcher.plans.plan import Match, Plan
from matcher.pools.masking import mask_phone
from matcher.pools.records import Answer
from matcher.words import Language, Words

Align: TypeAlias = Literal["left", "center"]

ROLE_ORDER = ("secretary", "deputy_secretary", "instructor", "liaison")
MOST_ROWS = 1_048_570

_A4 = 9
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_FINGERPRINT_LENGTH = 12
_LINE_POINTS = 16.0
_SIGNATURE_POINTS = 30.0
_TALLEST_POINTS = 400.0


@dataclass(frozen=True, slots=True)
class Column:
    """Describe one column of a sheet: heading, width in characters, alignment."""

    key: str
    width: float
    align: Align = "left"


ROSTER_COLUMNS = (
    Column("number", 5, "center"),
    Column("committee", 15),
    Column("enterprise", 24),
    Column("kind", 9, "center"),
    Column("role", 11, "center"),
    Column("candidate", 11, "center"),
    Column("pool", 12, "center"),
    Column("unit", 22),
    Column("phone", 13.5, "center"),
    Column("points", 7, "center"),
    Column("choices", 14, "center"),
    Column("remarks", 21),
    Column("signature", 12, "center"),
)
UNCOVERED_COLUMNS = (
    Column("number", 5, "center"),
    Column("committee", 18),
    Column("enterprise", 28),
    Column("role", 13, "center"),
    Column("missing", 6, "center"),
    Column("priority", 7, "center"),
    Column("cause", 46),
    Column("barred", 46),
)


def write_roster(plan: Plan, path: Path, language: Language = "zh") -> None:
    """Write the roster of `make_roster` to a file.

    Raises
    ------
    FileError
        The place cannot be written, or the plan has more rows than a sheet.
    """
    write_bytes(path, make_roster(plan, language))


def make_roster(plan: Plan, language: Language = "zh") -> bytes:
    """Return the roster as a workbook: one sheet to sign, one of the uncovered posts; equal plans give equal bytes.

    Committees stand in the order in which the hosts of the plan name them, hosts in the order of
    their table, people of one host by role. Every text is stored as a string, never as a formula.

    Raises
    ------
    FileError
        The plan has more rows than a sheet.
    """
    # Imported here: the command line starts without the workbook library.
    import xlsxwriter

    if max(len(plan.matches), len(plan.uncovered)) > MOST_ROWS:
        raise FileError(Words("配对数超过一张工作表能容纳的行数", "the plan has more rows than a sheet can hold"))
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _CREATED, "title": label("roster", "title").say(language)})
    sheets = _Sheets(book, plan, language)
    sheets.write_matches()
    sheets.write_uncovered()
    book.close()
    return buffer.getvalue()


def order_matches(plan: Plan) -> list[Match]:
    """Return the matches by committee, host, role and person, as the roster lists them."""
    host_place = {host: place for place, host in enumerate(plan.compiled.host_ids)}
    person_place = plan.compiled.candidate_index
    by_host = sorted(plan.matches, key=lambda match: host_place[match.enterprise_id])
    committee_place: dict[str, int] = {}
    for match in by_host:
        committee_place.setdefault(match.committee, len(committee_place))
    return sorted(
        by_host,
        key=lambda match: (
            committee_place[match.committee],
            host_place[match.enterprise_id],
            ROLE_ORDER.index(match.role),
            match.post_id,
            person_place[match.candidate_id],
        ),
    )


def describe_choices(match: Match, language: Language) -> str:
    """Return what both sides had said of the pair."""

    def say(answer: Answer, rank: int) -> str:
        if answer == "ranked":
            return label("roster", "ranked", rank=rank).say(language)
        return name("answer", answer).say(language)

    candidate = say(match.candidate_answer, match.candidate_choice)
    enterprise = say(match.enterprise_answer, match.enterprise_choice)
    return label("roster", "choice", candidate=candidate, enterprise=enterprise).say(language)


def describe_remarks(match: Match, language: Language) -> str:
    """Return renewal, approval and joint-branch remarks of a match."""
    remarks = []
    if match.is_kept:
        remarks.append(label("roster", "kept").say(language))
    if match.approval:
        remarks.append(label("roster", "approval", number=match.approval).say(language))
    elif match.needs_approval:
        remarks.append(label("roster", "approval-needed").say(language))
    if match.members:
        names = label("roster", "member-separator").say(language).join(match.members)
        remarks.append(label("roster", "members", names=names).say(language))
    return label("roster", "remark-separator").say(language).join(remarks)


class _Sheets:
    """Fill the two sheets of one workbook."""

    def __init__(self, book: Any, plan: Plan, language: Language) -> None:  # noqa: ANN401 (untyped library)
        self.book = book
        self.plan = plan
        self.language = language
        body = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True, "border": 1}
        # quote_prefix keeps "=1+1" a text even after somebody opens the cell and presses Enter.
        self.left = book.add_format({**body, "align": "left", "quote_prefix": True})
        self.center = book.add_format({**body, "align": "center", "quote_prefix": True})
        self.points = book.add_format({**body, "align": "center", "num_format": "0.0"})
        self.count = book.add_format({**body, "align": "center", "num_format": "0"})
        self.heading = book.add_format(
            {**body, "font_name": "黑体", "align": "center", "bold": True, "bg_color": "#E7E6E6"}
        )
        self.title = book.add_format({"font_name": "黑体", "font_size": 20, "align": "center", "valign": "vcenter"})
        self.subtitle = book.add_format({**body, "border": 0, "align": "center", "quote_prefix": True})
        self.totals = book.add_format({**body, "align": "left", "bold": True, "quote_prefix": True})

    def write_matches(self) -> None:
        """Write the sheet to sign."""
        matches = order_matches(self.plan)
        people = len({match.candidate_id for match in matches})
        hosts = len({match.enterprise_id for match in matches})
        sheet = self._start(
            "sheet",
            "title",
            self._fill("subtitle", plan=self._plan_name(), hosts=hosts, people=people, matches=len(matches)),
            ROSTER_COLUMNS,
        )
        for number, match in enumerate(matches, start=1):
            texts = (
                str(number),
                match.committee,
                match.enterprise_name,
                name("host", match.enterprise_kind).say(self.language),
                name("role", match.role).say(self.language),
                match.candidate_name,
                name("pool", match.pool).say(self.language),
                " ".join(part for part in (match.unit, match.grade) if part),
                mask_phone(match.phone),
                "",
                describe_choices(match, self.language),
                describe_remarks(match, self.language),
                "",
            )
            row = self._write_row(sheet, number + 2, ROSTER_COLUMNS, texts, _SIGNATURE_POINTS)
            sheet.write_number(row, 0, number, self.count)
            sheet.write_number(row, 9, match.points / 100, self.points)
        if not matches:
            self._write_across(sheet, 3, ROSTER_COLUMNS, self._say("empty"), self.center)
        mean = sum(match.points for match in matches) / len(matches) / 100 if matches else 0.0
        totals = self._fill("totals-text", hosts=hosts, people=people, matches=len(matches), points=f"{mean:.1f}")
        last = max(len(matches), 1) + 3
        self._write_across(sheet, last, ROSTER_COLUMNS, f"{self._say('totals')}　{totals}", self.totals)
        self._finish(sheet, last, ROSTER_COLUMNS)

    def write_uncovered(self) -> None:
        """Write the sheet of posts below their least, with the causes."""
        posts = self.plan.uncovered
        sheet = self._start("uncovered-sheet", "uncovered-title", self._plan_name(), UNCOVERED_COLUMNS)
        for number, post in enumerate(posts, start=1):
            barred = label("roster", "remark-separator").say(self.language)
            texts = (
                str(number),
                post.committee,
                post.enterprise_name,
                name("role", post.role).say(self.language),
                str(post.missing),
                str(post.priority),
                post.cause.say(self.language),
                barred.join(
                    self._fill("barred-item", rule=name("gate", rule).say(self.language), count=count)
                    for rule, count in post.barred
                ),
            )
            row = self._write_row(sheet, number + 2, UNCOVERED_COLUMNS, texts, 0.0)
            for place, value in ((0, number), (4, post.missing), (5, post.priority)):
                sheet.write_number(row, place, value, self.count)
        if not posts:
            self._write_across(sheet, 3, UNCOVERED_COLUMNS, self._say("none-uncovered"), self.center)
        self._finish(sheet, max(len(posts), 1) + 2, UNCOVERED_COLUMNS)

    def _start(self, sheet_key: str, title_key: str, subtitle: str, columns: Sequence[Column]) -> Any:  # noqa: ANN401
        sheet = self.book.add_worksheet(self._say(sheet_key))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 2)
        sheet.freeze_panes(3, 0)
        fingerprint = self._fill("fingerprint", digest=self.plan.digest[:_FINGERPRINT_LENGTH])
        sheet.set_footer(f"&L{fingerprint}&C{self._say('page')}")
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        self._write_across(sheet, 0, columns, self._say(title_key), self.title)
        self._write_across(sheet, 1, columns, subtitle, self.subtitle)
        sheet.set_row(0, 34)
        sheet.set_row(2, 32)
        for place, column in enumerate(columns):
            sheet.write_string(2, place, self._say(column.key), self.heading)
        return sheet

    def _write_row(
        self,
        sheet: Any,  # noqa: ANN401
        row: int,
        columns: Sequence[Column],
        texts: Sequence[str],
        least_height: float,
    ) -> int:
        lines = 1
        for place, (column, text) in enumerate(zip(columns, texts, strict=True)):
            shown = make_cell_text(text)
            style = self.left if column.align == "left" else self.center
            if shown:
                sheet.write_string(row, place, shown, style)
            else:
                sheet.write_blank(row, place, None, style)
            lines = max(lines, sum(ceil((measure_width(line) or 1) / (column.width - 1)) for line in shown.split("\n")))
        sheet.set_row(row, min(max(least_height, lines * _LINE_POINTS + 4), _TALLEST_POINTS))
        return row

    def _write_across(self, sheet: Any, row: int, columns: Sequence[Column], text: str, style: Any) -> None:  # noqa: ANN401
        sheet.merge_range(row, 0, row, len(columns) - 1, "", style)
        sheet.write_string(row, 0, make_cell_text(text), style)
        sheet.set_row(row, 22)

    def _finish(self, sheet: Any, last_row: int, columns: Sequence[Column]) -> None:  # noqa: ANN401
        sheet.print_area(0, 0, last_row, len(columns) - 1)

    def _plan_name(self) -> str:
        return self.plan.title or self.plan.scenario_name

    def _say(self, key: str) -> str:
        return label("roster", key).say(self.language)

    def _fill(self, key: str, **facts: str | int) -> str:
        return label("roster", key, **facts).say(self.language)
