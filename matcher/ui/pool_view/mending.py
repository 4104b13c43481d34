"""Rows that were not taken, mended on screen: they come back the way a workbook of corrections does."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from matcher.explain import name
from matcher.pools.bad_rows import RefusedRow, RefusedSheet, write_workbook
from matcher.pools.grids import cell_text
from matcher.ui.context import Context

ROWS_A_PAGE = 10
_MENDED = "import-mended"
_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class _Place:
    """Say where a refused row stands among all of them, and what the boxes of its cells are called."""

    sheet: int
    row: int
    prefix: str

    def name_box(self, column: int) -> str:
        return f"{self.prefix}{self.sheet}-{self.row}-{column}"


def list_mended(base: str) -> dict[str, bytes]:
    """Return the workbooks of corrections made on screen for a set of uploaded files."""
    known: tuple[str, dict[str, bytes]] = st.session_state.get(_MENDED, ("", {}))
    return dict(known[1]) if known[0] == base else {}


def edit_rows(context: Context, refused: Sequence[RefusedSheet], base: str) -> None:
    """Show what is wrong with each row and boxes for the cells in question, ten rows at a time.

    What is typed stays while one turns the pages; it is taken when the button is pressed.

    Parameters
    ----------
    base
        Names the uploaded files.
    """
    mended = list_mended(base)
    prefix = f"mend-{base[:12]}-{len(mended)}-"
    places = [_Place(number, row, prefix) for number, sheet in enumerate(refused) for row in range(len(sheet.rows))]
    with st.expander(context.say("mend", count=len(places))):
        st.caption(context.say("mend-help"))
        is_whole = st.toggle(context.say("mend-whole"), key="mend-whole", help=context.say("mend-whole-help"))
        pages = -(-len(places) // ROWS_A_PAGE)
        page = 1
        if pages > 1:
            page = int(st.number_input(context.say("page-of-label", pages=pages), 1, pages, key="mend-page", width=160))
        for place in places[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]:
            _draw_row(context, refused[place.sheet], place, is_whole=is_whole)
        if st.button(context.say("mend-done"), key="mend-done"):
            changed = _collect_changed(refused, prefix)
            if not changed:
                st.info(context.say("mend-nothing"))
                return
            file = f"{context.say('mended-file')}{len(mended) + 1}.xlsx"
            st.session_state[_MENDED] = (base, {**mended, file: _write(context, changed)})
            st.rerun()


def _draw_row(context: Context, sheet: RefusedSheet, place: _Place, *, is_whole: bool) -> None:
    row = sheet.rows[place.row]
    with st.container(border=True):
        title = name("table", row.origin.table).say(context.language)
        st.markdown(context.say("mend-row", table=title, file=row.origin.file, row=row.origin.row))
        for finding in row.findings:
            st.caption(
                context.say(
                    "mend-problem",
                    column=finding.column or context.say("mend-all-columns"),
                    reason=finding.reason.say(context.language),
                    fix=finding.fix.say(context.language),
                )
            )
        shown = range(len(row.cells)) if is_whole else _find_columns(sheet, row)
        for first in range(0, len(shown), _COLUMNS):
            # Row by row, so that the Tab key goes the way one reads.
            for box, column in zip(
                st.columns(min(_COLUMNS, len(shown))), shown[first : first + _COLUMNS], strict=False
            ):
                box.text_input(
                    context.say("mend-cell", column=sheet.headers[column], row=row.origin.row),
                    value=cell_text(row.cells[column]),
                    key=place.name_box(column),
                    placeholder="",
                    # Told with the press of the button, and kept while another page of rows is looked at.
                    on_change="ignore",
                    persist_state="page",
                )


def _find_columns(sheet: RefusedSheet, row: RefusedRow) -> Sequence[int]:
    """Return the columns of the errors; all of them where one is about the row as a whole."""
    named = {finding.column for finding in row.findings if finding.severity == "error"}
    found = [column for column in range(len(row.cells)) if sheet.headers[column] in named]
    return found if named <= {sheet.headers[column] for column in found} else range(len(row.cells))


def _collect_changed(refused: Sequence[RefusedSheet], prefix: str) -> list[RefusedSheet]:
    """Return the rows in which something else was typed; a cell that was not touched stays what it was."""
    changed: dict[int, dict[int, RefusedRow]] = {}
    for key in st.session_state:
        if not str(key).startswith(prefix):
            continue
        number, place, column = map(int, str(key).removeprefix(prefix).split("-"))
        sheet = changed.setdefault(number, {})
        row = sheet.get(place, refused[number].rows[place])
        now = str(st.session_state[key] or "")
        if now != cell_text(row.cells[column]):
            # A day that was not touched stays a day.
            sheet[place] = replace(row, cells=(*row.cells[:column], now, *row.cells[column + 1 :]))
    return [
        replace(refused[number], rows=tuple(rows[place] for place in sorted(rows)))
        for number, rows in sorted(changed.items())
        if rows
    ]


def _write(context: Context, sheets: Sequence[RefusedSheet]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="shuangxuan-") as folder:
        path = Path(folder) / "mended.xlsx"
        write_workbook(path, sheets, context.language)
        return path.read_bytes()
