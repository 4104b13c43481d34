"""Which rows below a header are data: not blank, no totals, no notes, no repeated header."""

import re

from matcher.pools.grids import Cell, Grid, cell_text
from matcher.pools.headers import Header
from matcher.pools.text import fold, tidy

_TOTAL = re.compile(r"(合计|总计|小计|共计|累计|总数|subtotal|grandtotal|total|sum)($|[:：(（\d].*)")
_NOTE = re.compile(
    r"(备注|说明|注|注意|附注|附|附件|日期|单位|联系人|联系电话|note|notes|remark|remarks)[:：].*"
    r"|(填表说明|填写说明|填报说明|填报人|填表人|填报单位|填报日期|填表日期|制表|审核人|审核:|审批人|负责人:|以上共|※).*"
)
_NUMBERED = re.compile(r"[(（]?(\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、\uff0e].+")
_LONG_SENTENCE = 16
_SENTENCE_SIGNS = re.compile(r"[。；;！!]|[:：].{6,}")


def find_data_rows(grid: Grid, header: Header) -> list[int]:
    """Return the indices of the data rows below the header."""
    columns = [cell.index for cell in header.cells if cell.column]
    first_column = min(columns)
    typed = {index: cell_text(grid.cell(header.last, index)).strip() for index in columns}
    rows = []
    is_below_note = False
    for row in range(header.last + 1, len(grid.rows)):
        cells = grid.rows[row]
        filled = _find_filled(cells)
        if not filled:
            continue
        text = cell_text(cells[filled[0]])
        if is_below_note and len(filled) == 1 and _NUMBERED.fullmatch(tidy(text)):
            continue
        is_below_note = _is_note(text, is_alone=len(filled) == 1, is_first=filled[0] <= first_column)
        if is_below_note or _TOTAL.fullmatch(fold(text)):
            continue
        if typed.get(filled[0]) == text.strip() and _repeats_header(cells, typed):
            continue
        rows.append(row)
    return rows


def _find_filled(cells: list[Cell]) -> list[int]:
    """Return the places of the first two cells that hold something."""
    filled: list[int] = []
    for index, cell in enumerate(cells):
        if cell == "" or (isinstance(cell, str) and not tidy(cell)):
            continue
        filled.append(index)
        if len(filled) == 2:
            break
    return filled


def _is_note(text: str, *, is_alone: bool, is_first: bool) -> bool:
    plain = fold(text)
    if _NOTE.fullmatch(plain):
        return True
    if not (is_alone and is_first):
        return False
    is_sentence = len(plain) > _LONG_SENTENCE or _SENTENCE_SIGNS.search(plain) is not None
    return is_sentence and not plain.isascii()


def _repeats_header(cells: list[Cell], typed: dict[int, str]) -> bool:
    num_same = sum(
        bool(text) and index < len(cells) and cell_text(cells[index]).strip() == text for index, text in typed.items()
    )
    return num_same >= 2
