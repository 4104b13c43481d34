"""Gather findings so that one fault is one finding, however many rows it touches."""

from collections import Counter
from dataclasses import dataclass, field, replace

from matcher.findings import Finding, Subject
from matcher.pools.faults import Fault
from matcher.pools.fields import Column, TableName
from matcher.pools.headers import HeaderCell
from matcher.pools.identity import mask_number, mask_personal
from matcher.pools.rows import Row, TableSheet
from matcher.pools.tables import TABLES
from matcher.words import Words

_MOST_SHOWN = 200
_MOST_ROWS_NAMED = 10


@dataclass
class Entry:
    """Hold one finding in the making.

    Parameters
    ----------
    order
        Place in the report: table, file, row, column.
    stated
        The row at fault and the field; of a file or a header none.
    more_rows
        Further rows that a merged cell or a ditto mark gave the same fault.
    left_out
        Rows of other tables, or hosts carried, that were not taken because this row was not.
    """

    order: tuple[int, int, int, int]
    finding: Finding
    stated: list[tuple[Row, str | None]] = field(default_factory=list)
    more_rows: list[int] = field(default_factory=list)
    left_out: list[Row] = field(default_factory=list)

    def finish(self) -> Finding:
        """Return the finding with what else it touches said in its reason."""
        zh, en = self.finding.reason.zh, self.finding.reason.en
        if self.more_rows:
            shown = [str(row) for row in self.more_rows[:_MOST_ROWS_NAMED]]
            dots = "……" if len(self.more_rows) > _MOST_ROWS_NAMED else ""
            zh += f"；第 {'、'.join(shown)}{dots} 行同样"
            en += f"; so are rows {', '.join(shown)}{'...' if dots else ''}"
        counts = Counter(row.sheet.table.name for row in self.left_out)
        if counts:
            zh += "；另有" + "、".join(f"{TABLES[name].zh} {num} 条" for name, num in counts.items()) + "随之未录入"
            en += "; left out with it: " + ", ".join(f"{num} of {name}" for name, num in counts.items())
        about = [_find_subject(row, named) for row, named in self.stated]
        about += [_find_subject(row, None) for row in self.left_out]
        return replace(self.finding, reason=Words(zh, en), about=tuple(dict.fromkeys(about)))


class Report:
    """Collect what is wrong while tables are read, each fault once."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._by_cause: dict[tuple[object, ...], Entry] = {}
        self._tables = {name: number for number, name in enumerate(TABLES)}

    def add_file(self, table: TableName, file: str, fault: Fault, *, sheet: str | None = None) -> None:
        """Report a fault of a whole file or sheet, once however many tables it should hold."""
        cause = (file, sheet, fault.code, fault.detail)
        if cause not in self._by_cause:
            finding = Finding(fault.severity, file, sheet, None, None, "", fault.reason, fault.fix, fault.code)
            self._keep(cause, Entry((self._tables[table], 0, 0, 0), finding))

    def add_header(self, sheet: TableSheet, fault: Fault, *, column: str | None = None, value: str = "") -> None:
        """Report a fault of the header row."""
        row = sheet.header.last + 1
        finding = Finding(
            fault.severity, sheet.grid.file, sheet.grid.sheet, row, column, value, fault.reason, fault.fix, fault.code
        )
        self._keep(None, Entry((self._tables[sheet.table.name], sheet.number, row, 0), finding))

    def add_row(self, row: Row, field_name: str | None, fault: Fault, *, place: HeaderCell | None = None) -> None:
        """Report a fault of a row, in the column of a field where it has one."""
        owner, row = row, row.said_by(field_name)
        sheet = row.sheet
        place = place or row.place(field_name)
        text = "" if place is None else sheet.shown(row.index, place.index)
        column = None if place is None else place.column
        at = row.index + 1
        entry = None
        cause: tuple[object, ...] | None = None
        if place is not None:
            anchor = sheet.origins.get((row.index, place.index), (row.index, place.index))
            cause = (id(sheet), *anchor, fault.code, fault.detail)
            is_copied = anchor != (row.index, place.index)
            entry = self._by_cause.get(cause) if is_copied else None
        if entry is None:
            finding = Finding(
                fault.severity,
                sheet.grid.file,
                sheet.grid.sheet,
                at,
                None if place is None else place.text,
                _show(text, column),
                fault.reason,
                fault.fix,
                fault.code,
            )
            entry = Entry((self._tables[sheet.table.name], sheet.number, at, place.index if place else -1), finding)
            self._keep(cause, entry)
        else:
            entry.more_rows.append(at)
        entry.stated.append((owner, field_name))
        if fault.severity == "error":
            for refused in (row, owner):
                refused.refusal = refused.refusal or entry
                refused.faulty |= {field_name or ""}

    def finish(self) -> tuple[Finding, ...]:
        """Return all findings in the order of tables, files, rows and columns."""
        return tuple(entry.finish() for entry in sorted(self._entries, key=lambda entry: entry.order))

    def _keep(self, cause: tuple[object, ...] | None, entry: Entry) -> None:
        self._entries.append(entry)
        if cause is not None:
            self._by_cause[cause] = entry


def _find_subject(row: Row, named: str | None) -> Subject:
    """Return the record that a row makes, or would."""
    table = row.sheet.table
    key = row.key(table.key)
    # An answer may be on a whole host; without any other part of its key nobody knows which record is meant.
    if any(part is None for name, part in zip(table.key, key, strict=True) if name != "post"):
        return Subject(table.name, (), named)
    return Subject(table.name, key, named)


def _show(text: str, column: Column | None) -> str:
    """Return a value fit to be shown: personal numbers masked, long text cut."""
    if column is not None and column.kind == "id_number":
        return mask_number(text, 6, 4)
    if column is not None and column.kind == "phone":
        return mask_number(text, 3, 4)
    shown = mask_personal(text)
    return shown if len(shown) <= _MOST_SHOWN else shown[:_MOST_SHOWN] + "……"
