"""Rows that were not taken, mended on screen: they come back the way a workbook of corrections does."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.pools.bad_rows import RefusedRow, RefusedSheet, write_workbook
from matcher.pools.grids import cell_text
from matcher.ui.context import Context

_MENDED = "import-mended"
_MOST_ROWS = 200


def list_mended(base: str) -> dict[str, bytes]:
    """Return the workbooks of corrections made on screen for a set of uploaded files."""
    known: tuple[str, dict[str, bytes]] = st.session_state.get(_MENDED, ("", {}))
    return dict(known[1]) if known[0] == base else {}


def edit_rows(context: Context, refused: Sequence[RefusedSheet], base: str) -> None:
    """Show the rows as typed beside what is wrong with them, to be changed in place.

    Parameters
    ----------
    base
        Names the uploaded files.
    """
    mended = list_mended(base)
    with st.expander(context.say("mend")):
        st.caption(context.say("mend-help"))
        edited = []
        for place, sheet in enumerate(refused):
            edited.append(_edit_sheet(context, sheet, f"mend-{base[:12]}-{len(mended)}-{place}"))
        changed = [sheet for sheet in edited if sheet.rows]
        if changed:
            # A grid tells what was typed a moment late; until this stands here, the button would find nothing.
            st.caption(context.say("mend-changed", count=sum(len(sheet.rows) for sheet in changed)))
        if st.button(context.say("mend-done"), key="mend-done"):
            if not changed:
                st.info(context.say("mend-nothing"))
                return
            number = len(mended) + 1
            file = f"{context.say('mended-file')}{number}.xlsx"
            st.session_state[_MENDED] = (base, {**mended, file: _write(context, changed)})
            st.rerun()


def _edit_sheet(context: Context, sheet: RefusedSheet, key: str) -> RefusedSheet:
    """Show one sheet and return its changed rows."""
    rows = sheet.rows[:_MOST_ROWS]
    width = len(sheet.headers)
    title = name("table", rows[0].origin.table).say(context.language)
    st.write(context.say("mend-sheet", table=title, file=rows[0].origin.file, count=len(sheet.rows)))
    if len(rows) < len(sheet.rows):
        st.caption(context.say("mend-more", count=len(rows)))
    typed = [[cell_text(cell) for cell in row.cells] for row in rows]
    frame = pd.DataFrame(
        [
            [row.origin.row, _tell_problem(context, row), *cells, *[""] * (width - len(cells))]
            for row, cells in zip(rows, typed, strict=True)
        ],
        columns=["row", "problem", *(f"c{column}" for column in range(width))],
    )
    config = {
        "row": st.column_config.NumberColumn(context.say("finding-row"), disabled=True, pinned=True),
        "problem": st.column_config.TextColumn(context.say("problem"), disabled=True, width="large"),
    } | {f"c{column}": st.column_config.TextColumn(header) for column, header in enumerate(sheet.headers)}
    shown = st.data_editor(frame, column_config=config, hide_index=True, key=key, num_rows="fixed")
    changed = []
    for place, row in enumerate(rows):
        now = [str(shown.iloc[place][f"c{column}"] or "") for column in range(len(row.cells))]
        if now != typed[place]:
            # A cell that was not touched stays what it was: a day stays a day.
            cells = zip(row.cells, typed[place], now, strict=True)
            changed.append(replace(row, cells=tuple(cell if was == text else text for cell, was, text in cells)))
    return replace(sheet, rows=tuple(changed))


def _tell_problem(context: Context, row: RefusedRow) -> str:
    return "；".join(
        f"{finding.column or ''} {finding.reason.say(context.language)} → {finding.fix.say(context.language)}".strip()
        for finding in row.findings
    )


def _write(context: Context, sheets: Sequence[RefusedSheet]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="shuangxuan-") as folder:
        path = Path(folder) / "mended.xlsx"
        write_workbook(path, sheets, context.language)
        return path.read_bytes()
