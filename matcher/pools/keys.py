"""Rows that repeat the key of an earlier row: refused, merged into it, or passed over."""

from collections.abc import Sequence

from matcher.pools import faults_rows as faults
from matcher.pools.enums import choice_name
from matcher.pools.faults import Fault
from matcher.pools.reading_tables import TableRows
from matcher.pools.report import Report
from matcher.pools.rows import Row
from matcher.pools.sources import Duplicates


def settle_repeats(table: TableRows, key: Sequence[str], duplicates: Duplicates, report: Report) -> int:
    """Apply what a repeated key does; return how many rows were merged or passed over."""
    first: dict[tuple[object, ...], Row] = {}
    gone: set[int] = set()
    for row in table.rows:
        stated = row.key(key)
        if stated[0] is None or (len(key) > 1 and None in stated[:3]):
            continue
        earlier = first.setdefault(stated, row)
        if earlier is row:
            continue
        if duplicates == "refuse":
            report.add_row(row, _place_of(key), _describe(row, earlier, key))
        elif row.refusal is None:
            if duplicates == "update":
                _merge(earlier, row)
            gone.add(id(row))
    table.rows = [row for row in table.rows if id(row) not in gone]
    return len(gone)


def _place_of(key: Sequence[str]) -> str:
    """Return the field whose cell is shown: the one that differs most from row to row."""
    return "enterprise" if len(key) > 1 else key[0]


def _describe(row: Row, earlier: Row, key: Sequence[str]) -> Fault:
    if "side" not in key:
        return faults.repeated_key(row.header_of(key[0]) if len(key) == 1 else "人选、企业", earlier.seen_from(row))
    if "refused" in {answer_of(row), answer_of(earlier)} and answer_of(row) != answer_of(earlier):
        return faults.refused_and_ranked(earlier.seen_from(row))
    return faults.repeated_choice(earlier.seen_from(row))


def answer_of(row: Row) -> str:
    """Return the answer of a choice; a rank alone is one."""
    return str(row.values.get("answer", "ranked"))


def _merge(earlier: Row, later: Row) -> None:
    """Let what the later row states replace what the earlier one said; the id stays."""
    for name, value in later.values.items():
        if name != "id":
            earlier.values[name] = value
            earlier.updated_by[name] = later
    earlier.whole_days = (earlier.whole_days - set(later.values)) | later.whole_days


def check_ranks(table: TableRows, report: Report) -> None:
    """Report choices whose rank does not go with their answer, and set the answer of the others."""
    for row in table.taken:
        answer = row.values.get("answer")
        has_rank = "rank" in row.values
        if row.faulty & {"rank", "answer"}:
            continue
        if not has_rank and answer in {None, "ranked"}:
            report.add_row(row, "rank", faults.rank_missing())
        elif has_rank and answer not in {None, "ranked"}:
            report.add_row(row, "rank", faults.rank_unwanted(choice_name("answer", str(answer), "zh")))
        else:
            row.values["answer"] = "ranked" if has_rank else answer


def check_contradictions(table: TableRows, report: Report) -> None:
    """Report choices for one post where the same side refuses the whole host."""
    refused = {_pair(row): row for row in table.taken if "post" not in row.values and answer_of(row) == "refused"}
    for row in table.taken:
        earlier = refused.get(_pair(row))
        if earlier is not None and earlier is not row and answer_of(row) in {"ranked", "accepted"}:
            report.add_row(row, "post", faults.refused_and_ranked(earlier.seen_from(row)))


def _pair(row: Row) -> tuple[object, ...]:
    return tuple(row.values.get(name) for name in ("side", "candidate", "enterprise"))
