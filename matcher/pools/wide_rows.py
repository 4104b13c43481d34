"""Turn a row of a wide table of choices into one row per answer."""

from matcher.pools.faults import empty_cell
from matcher.pools.headers import Header
from matcher.pools.report import Report
from matcher.pools.rows import Row
from matcher.pools.text import fold

_ANSWERS = {"wish_refused": "refused", "wish_accepted": "accepted"}
_EMPTY = frozenset({"无", "/", "-", "—", "——", "–", "暂无"})


def is_wide(header: Header) -> bool:
    """Tell whether a header has a column per rank."""
    return any(cell.column is not None and cell.column.kind == "wish" for cell in header.cells)


def spread_answers(row: Row, report: Report) -> list[Row]:
    """Return one row per answer of a wide row, or the row itself where it cannot be taken."""
    names = {cell.column.name for cell in row.sheet.header.cells if cell.column}
    owner, other = ("candidate", "enterprise") if "candidate" in names else ("enterprise", "candidate")
    wishes = [cell for cell in row.sheet.header.cells if cell.column and cell.column.kind == "wish"]
    if owner not in row.values and owner not in row.faulty:
        report.add_row(row, owner, empty_cell(row.header_of(owner)))
    if row.refusal is not None:
        return [row]
    answers = []
    for cell in wishes:
        assert cell.column is not None
        name = cell.column.name
        for token in row.values.get(name, ()):
            if fold(token) in _EMPTY:
                continue
            values = {"side": owner, owner: row.values[owner], other: token}
            values["answer"] = _ANSWERS.get(name, "ranked")
            if name not in _ANSWERS:
                values["rank"] = int(name.removeprefix("wish_"))
            if "post" in row.values:
                values["post"] = row.values["post"]
            cells = {other: cell.index, "rank": cell.index, "answer": cell.index}
            answers.append(Row(row.sheet, row.index, row.position, values, cells=cells))
    return answers
