"""What uploaded files seem to hold, before anything is read: which table each sheet is, and its headers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.pools.faults import Fault
from matcher.pools.fields import Table, TableName
from matcher.pools.finding_tables import list_corrected
from matcher.pools.grids import Cell, Grid, cell_text
from matcher.pools.headers import find_header
from matcher.pools.tables import TABLES
from matcher.pools.text import fold
from matcher.pools.workbooks import open_bytes

_MOST_SHEETS = 40
_MOST_HEADERS = 200
_SEARCHED_ROWS = 10


@dataclass(frozen=True, slots=True)
class SketchedHeader:
    """Hold one header as typed and the field it fills.

    Parameters
    ----------
    field
        Empty: none.
    is_known
        Whether the header is known, be it as one to pass over.
    """

    text: str
    field: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class SheetSketch:
    """Hold what one sheet seems to be.

    Parameters
    ----------
    sheet
        None: the file has no sheets.
    num_rows
        Rows with anything in them, the header among them.
    guess
        The table it holds best; None: none.
    corrects
        The tables whose refused rows it brings back, where it is a workbook of corrections.
    headers
        By table: how its headers would be read.
    """

    sheet: str | None
    num_rows: int
    guess: TableName | None
    corrects: tuple[TableName, ...]
    headers: Mapping[TableName, tuple[SketchedHeader, ...]]


@dataclass(frozen=True, slots=True)
class FileSketch:
    """Hold what one file seems to be; `faults` say why it cannot be read, or what is odd about it."""

    name: str
    sheets: tuple[SheetSketch, ...] = ()
    faults: tuple[Fault, ...] = field(default=())


def sketch_file(name: str, data: bytes) -> FileSketch:
    r"""Return what a file seems to hold; sheets without any text are left out.

    Parameters
    ----------
    name
        As it came from a browser: it is shown and its ending is looked at, nothing else.

    Examples
    --------
    >>> sketch = sketch_file("名单.csv", "人选编号,姓名,来源类别,任职状态,爱好\n1,甲,离退休,退休,棋".encode())
    >>> sketch.sheets[0].guess, [each.text for each in sketch.sheets[0].headers["candidates"] if not each.is_known]
    ('candidates', ['爱好'])
    """
    book = open_bytes(name, data)
    grids = [grid for grid in book.grids if any(map(_has_text, grid.rows))][:_MOST_SHEETS]
    return FileSketch(name, tuple(map(_sketch, grids)), tuple(book.faults))


def _sketch(grid: Grid) -> SheetSketch:
    headers: dict[TableName, tuple[SketchedHeader, ...]] = {}
    scores: dict[TableName, tuple[bool, bool, int, int]] = {}
    for name, table in TABLES.items():
        header = find_header(grid, table, {})
        if header is None:
            headers[name] = _take_first_texts(grid)
            continue
        is_complete, num_matched, strangers = header.score
        scores[name] = is_complete, _is_named_after(grid, table), num_matched, strangers
        headers[name] = tuple(
            SketchedHeader(cell.read_as, cell.column.name if cell.column else "", cell.is_known)
            for cell in header.cells[:_MOST_HEADERS]
        )
    corrects = list_corrected(grid)
    best = [name for name, score in scores.items() if score == max(scores.values())]
    guess = best[0] if best and not corrects else None
    return SheetSketch(grid.sheet, sum(map(_has_text, grid.rows)), guess, corrects, headers)


def _is_named_after(grid: Grid, table: Table) -> bool:
    names = (fold(grid.sheet or ""), fold(grid.file))
    return any(word in name for word in table.sheet_words for name in names)


def _take_first_texts(grid: Grid) -> tuple[SketchedHeader, ...]:
    """Return the texts of the fullest of the first rows: no header is known, so any may be one."""
    rows = [[cell_text(cell).strip() for cell in row] for row in grid.rows[:_SEARCHED_ROWS]]
    fullest = max(rows, key=lambda row: len(set(filter(None, row))), default=[])
    texts = dict.fromkeys(filter(None, fullest))
    return tuple(SketchedHeader(text, "", is_known=False) for text in list(texts)[:_MOST_HEADERS])


def _has_text(row: list[Cell]) -> bool:
    return any(cell != "" for cell in row)
