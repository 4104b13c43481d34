"""What somebody types for one record, read and checked as a row of its table would be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from matcher.findings import Finding
from matcher.pools import faults_rows as faults
from matcher.pools.building import (
    build_candidates,
    build_choices,
    build_enterprises,
    build_incumbents,
    build_inline_posts,
    build_opinions,
    build_posts,
)
from matcher.pools.checks import check_rows
from matcher.pools.collector import pause_collector
from matcher.pools.fields import POST_PREFIX, Table, TableName
from matcher.pools.grids import Grid
from matcher.pools.headers import Header, HeaderCell
from matcher.pools.keys import check_ranks
from matcher.pools.linking import check_cover, link_branches, link_choices, link_posts, link_sayings, link_ties
from matcher.pools.pools import Pools
from matcher.pools.reading_rows import read_rows
from matcher.pools.reading_tables import TableRows
from matcher.pools.records import Candidate, Choice, Enterprise, Post, Record
from matcher.pools.references import Directory
from matcher.pools.report import Report
from matcher.pools.rows import Row, TableSheet
from matcher.pools.tables import TABLES
from matcher.pools.vocabulary import Vocabulary
from matcher.words import Words

if TYPE_CHECKING:
    from matcher.pools.correcting import PoolRecord


@dataclass(frozen=True, eq=False, slots=True)
class TypedRecord:
    """Hold what was read.

    Parameters
    ----------
    record
        None: it cannot be taken; `errors` say why.
    post
        The one post of a new host, as a row of hosts carries it.
    warnings, known
        What is to be said of the record, and what was to be said of it before.
    """

    record: "PoolRecord | None"
    post: Post | None
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    known: tuple[Finding, ...]


def read_typed(
    pools: Pools,
    table: TableName,
    before: "PoolRecord | None",
    typed: Mapping[str, str],
    words: Vocabulary,
    *,
    as_of: date,
) -> TypedRecord:
    """Read the cells that were typed, over what the record said before; every fault is a finding."""
    reader = _Reader(pools, TABLES[table], words, as_of)
    findings, record, post = reader.read(before, typed)
    errors = tuple(finding for finding in findings if finding.severity == "error")
    warnings = tuple(finding for finding in findings if finding.severity == "warning")
    known = reader.read(before, {})[0] if before is not None else ()
    return TypedRecord(None if errors else record, post, errors, warnings, known)


def list_warnings(
    pools: Pools, table: TableName, records: Iterable["PoolRecord"], words: Vocabulary, *, as_of: date
) -> tuple[Finding, ...]:
    """Return what is to be said of some records of a table as they stand."""
    reader = _Reader(pools, TABLES[table], words, as_of)
    return tuple(finding for record in records for finding in reader.read(record, {})[0])


def name_record(table: TableName, key: Iterable[object]) -> str:
    """Return where a finding of a single record says that it is.

    Examples
    --------
    >>> name_record("posts", ("A-1",))
    '派驻岗位 A-1'
    """
    return f"{TABLES[table].zh} {'、'.join(str(part) for part in key if part is not None)}".strip()


class _Reader:
    """Hold a row against the records there are."""

    def __init__(self, pools: Pools, table: Table, words: Vocabulary, as_of: date) -> None:
        self.pools, self.table, self.words, self.as_of = pools, table, words, as_of
        self._directories: dict[TableName, Directory] = {}

    def read(
        self, before: Record | None, typed: Mapping[str, str]
    ) -> tuple[tuple[Finding, ...], "PoolRecord | None", Post | None]:
        """Return every finding, the record and, of a new host, its post."""
        report = Report()
        columns = self.table.columns if before is None else _own_columns(self.table)
        cells = tuple(
            HeaderCell(index, column.zh, column, is_known=True, read_as=column.zh)
            for index, column in enumerate(columns)
        )
        grid = Grid(
            self.table.zh, None, "", [[cell.text for cell in cells], [typed.get(each.name, "") for each in columns]]
        )
        sheet = TableSheet(0, self.table, grid, Header(self.table, 0, 0, cells))
        rows = read_rows(sheet, [1], frozenset(), self.words, report)
        row = rows[0] if rows else Row(sheet, 1, (0, 1), {})
        row.values = _list_values(before, self.table, without=typed) | row.values
        read = TableRows(self.table, [row], [sheet], num_rows=1)
        check_rows(read, self.as_of, report)
        if self.table.name == "choices":
            check_ranks(read, report)
        record, post = self._link(read, report, is_new=before is None)
        # There is no sheet and no row: the finding names the record.
        called = name_record(self.table.name, (row.values.get(name) for name in self.table.key))
        found = (replace(each, file=called, row=None) for each in report.finish())
        return tuple(found), record, post

    def _link(self, read: TableRows, report: Report, *, is_new: bool) -> tuple["PoolRecord | None", Post | None]:
        """Follow what the row points to and make the record of it."""
        match self.table.name:
            case "candidates":
                link_ties(read, self._index("enterprises"), self._index("candidates"), report)
                return _take(each for _, each in build_candidates(read.taken, self.words, report)), None
            case "enterprises":
                link_branches(read, self._index("enterprises"), report)
                self._check_carrying(read, report)
                hosts = build_enterprises(read.taken, report)
                posts = build_inline_posts(hosts, report) if is_new else []
                check_cover(read, self.with_posts | {post.enterprise for _, post in posts}, report)
                return _take(each for _, each in hosts), _take(each for _, each in posts)
            case "posts":
                return _take(
                    each for _, each in build_posts(link_posts(read, self._index("enterprises"), report), report)
                ), None
        said = link_sayings(read, self._index("candidates"), self._index("enterprises"), report)
        match self.table.name:
            case "opinions":
                return _take(build_opinions(said, report)), None
            case "incumbents":
                return _take(build_incumbents(said, report)), None
        choices = build_choices(link_choices(said, self._index("posts"), report), report)
        self._check_contradictions(read.rows[0], choices, report)
        return _take(choices), None

    @cached_property
    def with_posts(self) -> frozenset[str]:
        """The hosts that ask for somebody."""
        return frozenset(post.enterprise for post in self.pools.posts)

    def _index(self, name: TableName) -> Directory:
        if name not in self._directories:
            with pause_collector():
                self._directories[name] = self._make_directory(name)
        return self._directories[name]

    def _make_directory(self, name: TableName) -> Directory:
        sheet = TableSheet(0, TABLES[name], Grid("", None, "", []), Header(TABLES[name], 0, 0, ()))
        fields = [field for field in ("id", "name", "branch", "enterprise") if field in _KINDS[name].model_fields]
        rows = []
        for record in getattr(self.pools, name):
            stated: dict[str, Any] = {field: value for field in fields if (value := getattr(record, field)) is not None}
            rows.append(Row(sheet, 0, (0, 0), stated))
        return Directory.of(TableRows(TABLES[name], rows), Words(TABLES[name].zh, TABLES[name].en.lower()))

    def _check_carrying(self, read: TableRows, report: Report) -> None:
        """Refuse to attach a host that has posts of its own or carries others."""
        for row in read.taken:
            if "branch" not in row.values:
                continue
            own = row.values["id"]
            if any(post.enterprise == own for post in self.pools.posts):
                report.add_row(row, "branch", faults.post_of_attached_host(own))
            elif any(host.branch == own for host in self.pools.enterprises):
                report.add_row(row, "branch", faults.attached_carrier(own))

    def _check_contradictions(self, row: Row, made: Iterable[Choice], report: Report) -> None:
        """Refuse an answer on a post where the same side refuses the whole host, and the reverse."""
        other = Words("该方对同一对象的另一条意愿", "another answer of this side on the same pair")
        for choice in made:
            for said in self.pools.choices:
                is_pair = (said.side, said.candidate, said.enterprise) == (
                    choice.side,
                    choice.candidate,
                    choice.enterprise,
                )
                if not is_pair or said.post == choice.post or None not in (said.post, choice.post):
                    continue
                whole, part = (choice, said) if choice.post is None else (said, choice)
                if whole.answer == "refused" and part.answer in {"ranked", "accepted"}:
                    report.add_row(row, "answer", faults.refused_and_ranked(other))


def _own_columns(table: Table) -> tuple[Any, ...]:
    return tuple(column for column in table.columns if not column.name.startswith(POST_PREFIX))


def _list_values(record: Record | None, table: Table, *, without: Iterable[str]) -> dict[str, Any]:
    """Return what a record says as the values of its row."""
    if record is None:
        return {}
    values = {name: getattr(record, name) for name in type(record).model_fields if name in table.by_name}
    place = getattr(record, "place", None)
    if place is not None:
        values |= {"longitude": place.longitude, "latitude": place.latitude}
    return {name: value for name, value in values.items() if value not in (None, "", ()) and name not in {*without}}


def _take(records: Iterable[Any]) -> Any:  # noqa: ANN401 (a record of the table asked for)
    return next(iter(records), None)


_KINDS: Mapping[str, type[Record]] = {"candidates": Candidate, "enterprises": Enterprise, "posts": Post}
