"""Read all tables of a season into pools, with every fault of every table in one pass."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from matcher.findings import Finding
from matcher.pools.bad_rows import RefusedSheet, collect_refused
from matcher.pools.building import (
    build_candidates,
    build_choices,
    build_enterprises,
    build_incumbents,
    build_inline_posts,
    build_opinions,
    build_posts,
)
from matcher.pools.checks import check_official_numbers, check_rows
from matcher.pools.collector import pause_collector
from matcher.pools.faults_files import inline_posts_unused, unknown_field
from matcher.pools.fields import POST_PREFIX, TableName
from matcher.pools.finding_tables import Shelf
from matcher.pools.keys import check_contradictions, check_ranks, settle_repeats
from matcher.pools.linking import (
    check_cover,
    link_branches,
    link_choices,
    link_posts,
    link_sayings,
    link_ties,
    turn_posts_into_hosts,
)
from matcher.pools.pools import Pools
from matcher.pools.reading_tables import TableRows, read_table
from matcher.pools.records import Candidate, Choice, Enterprise, Incumbent, Opinion, Post
from matcher.pools.references import Directory
from matcher.pools.report import Report
from matcher.pools.result import Counts, Import
from matcher.pools.rows import Row
from matcher.pools.sources import PoolSources
from matcher.pools.tables import TABLES
from matcher.pools.vocabulary import Vocabulary, load_vocabulary
from matcher.words import Words, nearest


def read_pools(sources: PoolSources, *, as_of: date) -> Import:
    """Read all tables and report every fault at once.

    Parameters
    ----------
    as_of
        The day that counts as today: later birth dates and the like are faults.

    Raises
    ------
    FileError
        The vocabulary file cannot be used.
    """
    words = load_vocabulary(sources.vocabulary)
    with pause_collector():
        return _read(sources, as_of, words)


def _read(sources: PoolSources, as_of: date, words: Vocabulary) -> Import:
    report, shelf = Report(), Shelf()
    tables = {name: read_table(table, sources, shelf, words, report) for name, table in TABLES.items()}
    repeated = {name: _settle(table, sources, report) for name, table in tables.items()}
    for table in tables.values():
        check_rows(table, as_of, report)
    check_official_numbers(tables["candidates"], "id_number", report)
    check_official_numbers(tables["enterprises"], "credit_code", report)
    records = _Records(tables, words, report, has_posts=bool(sources.posts))
    findings = report.finish()
    failed = tuple(name for name, table in tables.items() if table.is_failed or _is_bare(name, tables))
    pools = None
    if not failed:
        warnings = tuple(finding for finding in findings if finding.severity == "warning")
        pools = records.pools(shelf.digests, warnings)
    counts = _count(tables, repeated, records)
    return Import(pools, findings, counts, failed, _collect(tables, findings))


def _is_bare(name: TableName, tables: dict[TableName, TableRows]) -> bool:
    """Tell whether a pool that must not be empty is."""
    return name in {"candidates", "enterprises"} and not tables[name].taken


def _settle(table: TableRows, sources: PoolSources, report: Report) -> int:
    name = table.table.name
    key: tuple[str, ...] = table.table.key
    chosen = sources.keys.get(name)
    if chosen is not None:
        if chosen not in table.table.by_name:
            known = table.table.by_name
            file = sources.files(name)[0].name if sources.files(name) else table.table.zh
            report.add_file(name, file, unknown_field(chosen, nearest(chosen, known), known))
            table.is_failed = True
            return 0
        key = (chosen,)
    num_repeated = settle_repeats(table, key, sources.duplicates, report)
    if name == "choices":
        check_ranks(table, report)
    if chosen is not None and "id" in table.table.by_name and chosen != "id":
        # Ids must differ whatever the planner's key is.
        settle_repeats(table, ("id",), "refuse", report)
    return num_repeated


class _Records:
    """Make records of the rows taken, table after table, each held against those before it."""

    def __init__(
        self, tables: dict[TableName, TableRows], words: Vocabulary, report: Report, *, has_posts: bool
    ) -> None:
        people, hosts = tables["candidates"], tables["enterprises"]
        people_index = Directory.of(people, Words("人才库", "the candidate table"))
        host_index = Directory.of(hosts, Words("企业库", "the enterprise table"))
        link_branches(hosts, host_index, report)
        link_ties(people, host_index, people_index, report)
        self.candidates = build_candidates(people.taken, words, report)
        self.enterprises = build_enterprises(hosts.taken, report)
        self.posts = self._read_posts(tables, host_index, report, has_posts=has_posts)
        post_index = self._index_posts(tables["posts"])
        post_index.is_whole = not tables["posts"].is_failed and host_index.is_whole
        choices = tables["choices"]
        turn_posts_into_hosts(choices, post_index, host_index)
        check_contradictions(choices, report)
        chosen = link_choices(link_sayings(choices, people_index, host_index, report), post_index, report)
        self.choices = build_choices(chosen, report)
        opinions = link_sayings(tables["opinions"], people_index, host_index, report)
        self.opinions = build_opinions(opinions, report)
        incumbents = link_sayings(tables["incumbents"], people_index, host_index, report)
        self.incumbents = build_incumbents(incumbents, report)
        if host_index.is_whole and not tables["posts"].is_failed:
            check_cover(hosts, {post.enterprise for _, post in self.posts}, report)

    def _read_posts(
        self, tables: dict[TableName, TableRows], hosts: Directory, report: Report, *, has_posts: bool
    ) -> list[tuple[Row, Post]]:
        if not has_posts:
            return build_inline_posts(self.enterprises, report)
        for sheet in tables["enterprises"].sheets:
            carried = [cell for cell in sheet.header.cells if cell.column and cell.column.name.startswith(POST_PREFIX)]
            if carried:
                report.add_header(sheet, inline_posts_unused(), column=carried[0].text, value=carried[0].text)
        return build_posts(link_posts(tables["posts"], hosts, report), report)

    def _index_posts(self, table: TableRows) -> Directory:
        """Return the posts by id: those made, then those of the table that were refused."""
        index = Directory.of(table, Words("岗位表", "the post table"))
        for row, post in self.posts:
            if post.id not in index.by_id:
                index.by_id[post.id] = Row(
                    row.sheet, row.index, row.position, {"id": post.id, "enterprise": post.enterprise}
                )
        return index

    def pools(self, digests: dict[str, str], warnings: tuple[Finding, ...]) -> Pools:
        """Return the pools in the order in which their rows were typed."""
        people: Sequence[tuple[Row, Candidate]] = self.candidates
        hosts: Sequence[tuple[Row, Enterprise]] = self.enterprises
        choices: Sequence[Choice] = self.choices
        opinions: Sequence[Opinion] = self.opinions
        incumbents: Sequence[Incumbent] = self.incumbents
        return Pools(
            candidates=tuple(record for _, record in people),
            enterprises=tuple(record for _, record in hosts),
            posts=tuple(record for _, record in self.posts),
            choices=tuple(choices),
            opinions=tuple(opinions),
            incumbents=tuple(incumbents),
            sources=digests,
            findings=warnings,
        )

    @property
    def numbers(self) -> dict[TableName, int]:
        """Number of records of each table."""
        return {
            "candidates": len(self.candidates),
            "enterprises": len(self.enterprises),
            "posts": len(self.posts),
            "choices": len(self.choices),
            "opinions": len(self.opinions),
            "incumbents": len(self.incumbents),
        }


def _count(
    tables: dict[TableName, TableRows], repeated: dict[TableName, int], records: _Records
) -> dict[TableName, Counts]:
    left_out: Counter[TableName] = Counter()
    entries = {id(row.refusal): row.refusal for table in tables.values() for row in table.rows if row.refusal}
    for entry in entries.values():
        left_out.update(row.sheet.table.name for row in entry.left_out)
    return {
        name: Counts(
            num_rows=table.num_rows,
            num_taken=records.numbers[name],
            num_refused=len({row.position for row in table.rows if row.faulty}),
            num_left_out=left_out[name],
            num_repeated=repeated[name],
        )
        for name, table in tables.items()
    }


def _collect(tables: dict[TableName, TableRows], findings: tuple[Finding, ...]) -> tuple[RefusedSheet, ...]:
    by_place: dict[tuple[str, str | None, int], list[Finding]] = {}
    for finding in findings:
        if finding.row is not None:
            by_place.setdefault((finding.file, finding.sheet, finding.row), []).append(finding)
    collected = []
    for table in tables.values():
        # A row left out with another one has no fault of its own and comes back by itself.
        faulty = [row for own in table.rows for row in (own, *own.updated_by.values()) if row.faulty]
        collected += [collect_refused(sheet, faulty, by_place) for sheet in table.sheets]
    return tuple(sheet for sheet in collected if sheet is not None)
