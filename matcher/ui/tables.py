"""Tables: filtered on the server, shown a page of rows at a time as a grid or as plain HTML, exported in full."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd
import streamlit as st

from matcher.exports.shown_table import ShownTable, write_csv, write_workbook
from matcher.ui.address import bind
from matcher.ui.context import Context
from matcher.ui.kept_tables import KeptTable, Places
from matcher.ui.moments import tell_moment
from matcher.ui.plain import Linked, draw_plain_table
from matcher.ui.profile_links import Named
from matcher.words import REMARK_SEPARATOR, join_items

Kind: TypeAlias = Literal["text", "number", "date", "moment", "yes_no"]
ROWS_A_PAGE = 500
"""Rows sent to a browser at once; those before and after are a page away, and in the exports."""

_WIDE, _NARROW, _PADDING, _MOST_WIDE = 14, 8, 18, 180
"""Pixels of a Chinese character, of another, of both edges of a cell, and of a column of short texts."""
_CHINESE = re.compile("[\u2e80-\U0010ffff]")
_TOO_FEW_FOR_OUTLIERS = 5
_CHOICES_SHOWN = 200
_MOST_DIGITS = 6
_TYPED_WIDTH, _CHOICE_WIDTH = 240, 150


@dataclass(frozen=True, slots=True)
class Column:
    """Say how one column is shown.

    Parameters
    ----------
    key
        Its name in the frame.
    label
        Heading, in the visitor's language.
    is_choice
        Gets a box to choose values from, above the table.
    """

    key: str
    label: str
    kind: Kind = "text"
    is_choice: bool = False


def show_table(
    context: Context,
    name: str,
    columns: Sequence[Column],
    table: pd.DataFrame | KeptTable,
    *,
    file_name: str,
    can_select: bool = False,
    can_filter: bool = True,
    link: Callable[[Any], str] | None = None,
    names: Mapping[str, Named] | None = None,
) -> int | None:
    """Show a table with its filters and its two export buttons.

    Parameters
    ----------
    name
        Unique on the page; its filters, page and order stand in the address under it.
    table
        One column for every `Column`, texts already in the visitor's language. The index names the
        rows: it is what `link` is given and what is returned. What may hold thousands of rows comes
        from `Context.recall`, so that it is made once.
    file_name
        Of the exports, without ending.
    can_select
        One row can be chosen.
    can_filter
        There are boxes to filter by; a table of a few rows needs none.
    link
        Index of a row → address of its own page, used in plain tables.
    names
        Columns of names, each of which opens a profile.

    Returns
    -------
    object or None
        Index of the chosen row.
    """
    kept = table if isinstance(table, KeptTable) else KeptTable(table)
    places = _filter(context, name, columns, kept) if can_filter else np.arange(len(kept))
    total, count = len(kept), len(places)
    told = context.say("rows", count=count) if count == total else context.say("rows-of", count=count, total=total)
    labels = {column.label: names[column.key] for column in columns if names and column.key in names}
    opens = (
        context.say("open-by-name", columns=join_items(labels, context.language))
        if labels and count and not context.is_plain
        else ""
    )
    st.caption(REMARK_SEPARATOR.say(context.language).join(filter(None, (told, opens))))
    if not count:
        st.write(context.say("nothing"))
        return None
    if count > ROWS_A_PAGE:
        places, first = _choose_page(context, name, columns, kept, places)
    else:
        first = 0
    yes_no = (context.say("yes"), context.say("no"))
    shown = places[first : first + ROWS_A_PAGE]
    part, widths = kept.recall(
        tuple(columns), yes_no, shown.tobytes(), make=lambda: _make_part(columns, kept.frame.iloc[shown], yes_no)
    )
    chosen = None
    if context.is_plain:
        _draw_plain(context, part, labels, link)
    else:
        chosen, clicked = _draw_grid(name, columns, part, widths, can_select=can_select, can_open=bool(labels))
        if clicked is not None and clicked[1] in labels:
            labels[clicked[1]](clicked[0]).go(context)
    # Until the next rerun the server holds what makes the files: positions, and no copy of the rows.
    _draw_exports(context, name, file_name, partial(write_rows, columns, kept, places, yes_no))
    return chosen


def _filter(context: Context, name: str, columns: Sequence[Column], kept: KeptTable) -> Places:
    choices = [
        column for column in columns if column.is_choice and 1 < len(kept.list_values(column.key)) <= _CHOICES_SHOWN
    ]
    wanted = {}
    # They go on in another line where the window is narrow; a label of two lines leaves the boxes level.
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            context.say("filter"),
            key=f"{name}-q",
            on_change=bind(f"{name}-q", context.param(f"{name}-q")),
            help=context.say("filter-help"),
            type="search",
            placeholder=context.say("any-text"),
            width=_TYPED_WIDTH,
        )
        for column in choices:
            key, values = f"{name}-{column.key}", kept.list_values(column.key)
            asked = [value for value in st.query_params.get_all(key) if value in values]
            wanted[column.key] = st.multiselect(
                column.label,
                values,
                key=key,
                on_change=bind(key, asked),
                placeholder=context.say("all"),
                width=_CHOICE_WIDTH,
            )
    return kept.find(typed or "", wanted)


def _choose_page(
    context: Context, name: str, columns: Sequence[Column], kept: KeptTable, places: Places
) -> tuple[Places, int]:
    """Ask for an order and a page; return the rows in that order and where the page begins.

    A click on a heading sorts only the rows that the browser has, so the order of all is asked for here.
    """
    pages = -(-len(places) // ROWS_A_PAGE)
    orders = {context.say("as-listed"): ("", False)}
    for column in columns:
        orders |= {
            context.say(f"order-{way}").format(column=column.label): (column.key, way == "falling")
            for way in ("rising", "falling")
        }
    usual = context.say("as-listed")
    by, at = context.param(f"{name}-order"), context.param(f"{name}-page")
    is_page = at.isdecimal() and len(at) <= _MOST_DIGITS
    turned = bind(f"{name}-page", min(max(int(at), 1), pages) if is_page else 1, 1)
    with st.container(horizontal=True):
        asked = st.selectbox(
            context.say("order"),
            list(orders),
            key=f"{name}-order",
            on_change=bind(f"{name}-order", by if by in orders else usual, usual),
            placeholder="",
            width=320,
        )
        page = st.number_input(
            context.say("page-of-label", pages=pages), 1, pages, key=f"{name}-page", on_change=turned, width=160
        )
    key, is_falling = orders[str(asked)]
    if key:
        places = kept.sort(places, key, is_falling=is_falling)
    return places, (int(page) - 1) * ROWS_A_PAGE


def write_rows(
    columns: Sequence[Column],
    kept: KeptTable,
    places: Places,
    yes_no: tuple[str, str],
    write: Callable[[ShownTable], bytes],
) -> bytes:
    """Return the file of some rows of a table, all pages of them, as they are shown."""
    labelled = _label(columns, kept.frame.iloc[places], yes_no)
    return write(ShownTable(tuple(labelled.columns), tuple(map(tuple, _list_rows(labelled)))))


def _make_part(
    columns: Sequence[Column], frame: pd.DataFrame, yes_no: tuple[str, str]
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return rows as they are shown, with the pixels of the columns that a grid would cut, by label."""
    part = _label(columns, frame, yes_no)
    widths = {
        column.label: width
        for column in columns
        if column.kind not in {"number", "date"} and (width := find_width(part[column.label].dropna().tolist()))
    }
    return part, widths


def _label(columns: Sequence[Column], frame: pd.DataFrame, yes_no: tuple[str, str]) -> pd.DataFrame:
    called = dict(zip((True, False), yes_no, strict=True))
    labelled = {}
    for column in columns:
        values = frame[column.key]
        if column.kind == "yes_no":
            values = values.map(called)
        elif column.kind == "moment":
            # The office's clock, alike in the grid, in plain tables and in files.
            values = values.map(lambda at: tell_moment(pd.Timestamp(at).to_pydatetime()))
        labelled[column.label] = values
    return pd.DataFrame(labelled, index=frame.index)


def _draw_plain(
    context: Context, part: pd.DataFrame, names: Mapping[str, Named], link: Callable[[Any], str] | None
) -> None:
    """Show rows as HTML: each name links to its profile, the first other cell to the row's own page."""
    headings = list(part.columns)
    own = next((place for place, heading in enumerate(headings) if heading not in names), None)
    rows = _list_rows(part)
    for index, row in zip(part.index, rows, strict=True):
        for place, heading in enumerate(headings):
            if heading in names:
                row[place] = Linked(row[place], names[heading](index).address(context))
            elif place == own and link is not None:
                row[place] = Linked(row[place], link(index))
    draw_plain_table(headings, rows)


def _draw_grid(
    name: str,
    columns: Sequence[Column],
    part: pd.DataFrame,
    widths: Mapping[str, int],
    *,
    can_select: bool,
    can_open: bool,
) -> tuple[Any, tuple[Any, str] | None]:
    """Show rows as a grid; return the index of the chosen row, and index and heading of the cell clicked on."""
    config: dict[str, Any] = {}
    for column in columns:
        if column.kind == "number":
            config[column.label] = st.column_config.NumberColumn(column.label)
        elif column.kind == "date":
            config[column.label] = st.column_config.DateColumn(column.label, format="YYYY-MM-DD")
        elif column.label in widths:
            config[column.label] = st.column_config.Column(column.label, width=widths[column.label])
    modes: list[Literal["single-row", "single-cell"]] = ["single-row"] if can_select else []
    modes += ["single-cell"] if can_open else []
    if not modes:
        st.dataframe(part, hide_index=True, column_config=config, key=f"{name}-grid", placeholder="")
        return None, None
    event: Any = st.dataframe(
        part,
        hide_index=True,
        column_config=config,
        key=f"{name}-grid",
        # Streamlit's own for an empty cell is the word None.
        placeholder="",
        on_select="rerun",
        selection_mode=modes,
    )
    rows = [row for row in event.selection.rows if row < len(part)]
    cells = [(part.index[row], heading) for row, heading in event.selection.cells if row < len(part)]
    return part.index[rows[0]] if rows else None, cells[0] if cells else None


def find_width(texts: Sequence[Any]) -> int | None:
    """Return the pixels a column of short texts needs where the grid would cut the longest; None: it fits them itself.

    The grid leaves out of its measure what is wider than twice the mean, so that one long remark does not
    widen a column; among short words that cuts the long ones.

    Examples
    --------
    >>> find_width(["系统"] * 8 + ["demo-planner"]), find_width(["系统"] * 9)
    (114, None)
    """
    if len(texts) <= _TOO_FEW_FOR_OUTLIERS:
        return None
    # No work on long texts, and each text measured once.
    told = Counter(map(str, texts))
    if max(map(len, told)) * _NARROW + _PADDING + _WIDE > _MOST_WIDE:
        return None
    sizes = {text: len(text) * _NARROW + len(_CHINESE.findall(text)) * (_WIDE - _NARROW) for text in told}
    most = max(sizes.values())
    mean = sum(sizes[text] * count for text, count in told.items()) / len(texts)
    return most + _PADDING if 2 * (mean + _PADDING) < most + _PADDING + _WIDE <= _MOST_WIDE else None


def _list_rows(part: pd.DataFrame) -> list[list[object]]:
    return [[None if pd.isna(value) else value for value in row] for row in part.itertuples(index=False, name=None)]


def _draw_exports(
    context: Context, name: str, file_name: str, write_shown: Callable[[Callable[[ShownTable], bytes]], bytes]
) -> None:
    with st.container(horizontal=True):
        for ending, mime, write in (
            ("csv", "text/csv", write_csv),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_workbook),
        ):
            st.download_button(
                context.say(f"export-{ending}"),
                partial(write_shown, write),
                file_name=f"{file_name}.{ending}",
                mime=mime,
                key=f"{name}-{ending}",
                on_click="ignore",
            )
