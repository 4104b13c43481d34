"""Faults between the cells of one row: empty cells, dates in the wrong order, bounds that cross."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from matcher.pools import faults, faults_rows
from matcher.pools.enums import choice_name
from matcher.pools.fields import Column, TableName
from matcher.pools.identity import birth_in
from matcher.pools.reading_tables import TableRows
from matcher.pools.report import Report
from matcher.pools.rows import Row

_LEFT = frozenset({"early_leave", "reassigned", "retired"})
_YOUNGEST = 16
_HALVES = {"longitude": "latitude", "latitude": "longitude"}


def check_rows(table: TableRows, as_of: date, report: Report) -> None:
    """Report every fault between the cells of the rows of a table."""
    columns = {cell.column.name for sheet in table.sheets for cell in sheet.header.cells if cell.column}
    check = _CHECKS.get(table.table.name)
    watched = [
        column for column in table.table.columns if column.is_required or (column.is_asked and column.name in columns)
    ]
    for row in table.rows:
        _check_filled(row, watched, report)
        if check is not None:
            check(row, as_of, report)


def _check_filled(row: Row, watched: Sequence[Column], report: Report) -> None:
    if row.sheet.is_wide or (row.refusal is not None and not row.values):
        return
    for column in watched:
        name = column.name
        if name in row.values or name in row.faulty:
            continue
        fault = faults.empty_cell if column.is_required else faults.not_stated
        report.add_row(row, name, fault(row.header_of(name)))


def _check_candidate(row: Row, as_of: date, report: Report) -> None:
    values = row.values
    birth, since = values.get("birth"), values.get("status_date")
    _check_past(row, ("birth", "status_date"), as_of, report)
    if birth and birth <= as_of and (years := _years_between(birth, as_of)) < _YOUNGEST:
        report.add_row(row, "birth", faults.too_young(years))
    elif birth and since and since < birth:
        headers = row.header_of("birth"), row.header_of("status_date")
        report.add_row(row, "status_date", faults.dates_reversed(*headers))
    _check_identity(row, report)
    _check_bounds(row, "least", "capacity", report)
    _check_place(row, report)
    pool, status = values.get("pool"), values.get("status")
    if (pool in {"on_duty", "reserve"} and status == "retired") or (pool == "retired" and status == "on_duty"):
        named = choice_name("pool", str(pool), "zh"), choice_name("status", str(status), "zh")
        report.add_row(row, "status", faults_rows.pool_and_status_differ(*named))
    if status in _LEFT and since is None and "status_date" not in row.faulty:
        report.add_row(row, "status_date", faults.not_stated(row.header_of("status_date")))


def _check_identity(row: Row, report: Report) -> None:
    number, birth = row.values.get("id_number"), row.values.get("birth")
    if number is None or birth is None or "birth" in row.faulty:
        return
    stated = birth_in(number)
    is_same_month = stated is not None and (stated.year, stated.month) == (birth.year, birth.month)
    if not is_same_month or ("birth" in row.whole_days and stated != birth):
        report.add_row(row, "id_number", faults.birth_differs(row.header_of("birth")))


def _check_enterprise(row: Row, _as_of: date, report: Report) -> None:
    _check_place(row, report)
    _check_bounds(row, "post_least", "post_most", report)


def _check_post(row: Row, _as_of: date, report: Report) -> None:
    _check_bounds(row, "least", "most", report)


def _check_incumbent(row: Row, as_of: date, report: Report) -> None:
    _check_past(row, ("since",), as_of, report)
    since, until = row.values.get("since"), row.values.get("until")
    if since and until and until < since:
        report.add_row(row, "until", faults.dates_reversed(row.header_of("since"), row.header_of("until")))


def _check_past(row: Row, names: tuple[str, ...], as_of: date, report: Report) -> None:
    for name in names:
        value = row.values.get(name)
        if value is not None and value > as_of:
            report.add_row(row, name, faults.future_date(row.header_of(name)))


def _check_bounds(row: Row, low: str, high: str, report: Report) -> None:
    least, most = row.values.get(low), row.values.get(high)
    if least is not None and most is not None and least > most:
        report.add_row(row, low, faults.least_over_most(least, most))


def _check_place(row: Row, report: Report) -> None:
    east, north = row.values.get("longitude"), row.values.get("latitude")
    if east is None or north is None:
        for name, other in _HALVES.items():
            if name in row.values and other not in row.faulty:
                place = other if row.place(other) else name
                report.add_row(row, place, faults.half_place(row.header_of(other)))
    elif _are_swapped(east, north):
        report.add_row(row, "longitude", faults.swapped_degrees())
    elif abs(north) > 90:
        report.add_row(row, "latitude", faults.out_of_range(f"{north:g}", -90, 90))


def _are_swapped(east: float, north: float) -> bool:
    """Tell whether exchanging the two gives a place in China where they themselves give none."""
    return not (73 <= east <= 136 and 3 <= north <= 54) and 73 <= north <= 136 and 3 <= east <= 54


def _years_between(start: date, end: date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


_CHECKS: Mapping[TableName, Callable[[Row, date, Report], None]] = MappingProxyType(
    {
        "candidates": _check_candidate,
        "enterprises": _check_enterprise,
        "posts": _check_post,
        "incumbents": _check_incumbent,
    }
)


def check_official_numbers(table: TableRows, name: str, report: Report) -> None:
    """Warn of rows that hold the same identity number or credit code."""
    first: dict[object, Row] = {}
    for row in table.taken:
        number = row.values.get(name)
        if number is not None and (earlier := first.setdefault(number, row)) is not row:
            report.add_row(row, name, faults_rows.repeated_number(row.header_of(name), earlier.seen_from(row)))
