"""Tables: filtered on the server, shown as a grid or as plain HTML, exported exactly as shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeAlias

import pandas as pd
import streamlit as st

from matcher.exports.shown_table import ShownTable, write_csv, write_workbook
from matcher.ui.context import Context
from matcher.ui.plain import draw_plain_table

Kind: TypeAlias = Literal["text", "number", "date", "moment", "yes_no"]
_CHOICES_SHOWN = 200
_ROWS_A_PAGE = 500


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
    frame: pd.DataFrame,
    *,
    file_name: str,
    can_select: bool = False,
    can_filter: bool = True,
    link: Callable[[Any], str] | None = None,
) -> int | None:
    """Show a table with its filters and its two export buttons.

    Parameters
    ----------
    name
        Unique on the page; its filters stand in the address under it.
    frame
        One column for every `Column`, texts already in the visitor's language. The index names the
        rows: it is what `link` is given and what is returned.
    file_name
        Of the exports, without ending.
    can_select
        One row can be chosen.
    can_filter
        There are boxes to filter by; a table of a few rows needs none.
    link
        Index of a row → address of its own page, used in plain tables.

    Returns
    -------
    object or None
        Index of the chosen row.
    """
    shown = _filter(context, name, columns, frame) if can_filter else frame
    total, count = len(frame), len(shown)
    st.caption(context.say("rows", count=count) if count == total else context.say("rows-of", count=count, total=total))
    labelled = _label(context, columns, shown)
    chosen = None
    if not count:
        st.write(context.say("nothing"))
    else:
        first, last = _choose_page(context, name, count) if context.is_plain or can_select else (0, count)
        part = labelled.iloc[first:last]
        if context.is_plain:
            links = [link(index) for index in part.index] if link else None
            draw_plain_table(list(part.columns), _list_rows(part), links)
        else:
            chosen = _draw_grid(name, columns, part, can_select=can_select)
        _draw_exports(context, name, labelled, file_name)
    return chosen


def _filter(context: Context, name: str, columns: Sequence[Column], frame: pd.DataFrame) -> pd.DataFrame:
    choices = [column for column in columns if column.is_choice and 1 < frame[column.key].nunique() <= _CHOICES_SHOWN]
    boxes = st.columns([2, *(1 for _ in choices)]) if choices else [st.container()]
    with boxes[0]:
        typed = st.text_input(
            context.say("filter"),
            key=f"{name}-q",
            help=context.say("filter-help"),
            type="search",
            placeholder=context.say("any-text"),
            bind="query-params",
        )
    for box, column in zip(boxes[1:], choices, strict=True):
        with box:
            options = sorted({str(value) for value in frame[column.key].dropna()})
            wanted = st.multiselect(
                column.label, options, key=f"{name}-{column.key}", placeholder=context.say("all"), bind="query-params"
            )
            if wanted:
                frame = frame[frame[column.key].astype(str).isin(wanted)]
    for word in (typed or "").split():
        found = pd.Series(data=False, index=frame.index)
        for column in columns:
            found |= frame[column.key].astype(str).str.contains(word, case=False, regex=False)
        frame = frame[found]
    return frame


def _label(context: Context, columns: Sequence[Column], frame: pd.DataFrame) -> pd.DataFrame:
    yes, no = context.say("yes"), context.say("no")
    labelled = pd.DataFrame(index=frame.index)
    for column in columns:
        values = frame[column.key]
        labelled[column.label] = values.map({True: yes, False: no}) if column.kind == "yes_no" else values
    return labelled


def _choose_page(context: Context, name: str, count: int) -> tuple[int, int]:
    pages = -(-count // _ROWS_A_PAGE)
    if pages == 1:
        return 0, count
    page = int(
        st.number_input(
            context.say("page-of-label", pages=pages), 1, pages, key=f"{name}-page", bind="query-params", width=160
        )
    )
    return (page - 1) * _ROWS_A_PAGE, min(page * _ROWS_A_PAGE, count)


def _draw_grid(name: str, columns: Sequence[Column], part: pd.DataFrame, *, can_select: bool) -> Any:  # noqa: ANN401
    config: dict[str, Any] = {}
    for column in columns:
        if column.kind == "number":
            config[column.label] = st.column_config.NumberColumn(column.label)
        elif column.kind == "date":
            config[column.label] = st.column_config.DateColumn(column.label, format="YYYY-MM-DD")
        elif column.kind == "moment":
            config[column.label] = st.column_config.DatetimeColumn(column.label, format="YYYY-MM-DD HH:mm")
    if not can_select:
        st.dataframe(part, hide_index=True, column_config=config, key=f"{name}-grid", lazy=True)
        return None
    event: Any = st.dataframe(
        part,
        hide_index=True,
        column_config=config,
        key=f"{name}-grid",
        on_select="rerun",
        selection_mode="single-row",
    )
    rows = event.selection.rows
    return part.index[rows[0]] if rows and rows[0] < len(part) else None


def _list_rows(part: pd.DataFrame) -> list[list[object]]:
    return [[None if pd.isna(value) else value for value in row] for row in part.itertuples(index=False, name=None)]


def _draw_exports(context: Context, name: str, labelled: pd.DataFrame, file_name: str) -> None:
    def make(write: Callable[[ShownTable], bytes]) -> bytes:
        return write(ShownTable(tuple(labelled.columns), tuple(map(tuple, _list_rows(labelled)))))

    with st.container(horizontal=True):
        for ending, mime, write in (
            ("csv", "text/csv", write_csv),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_workbook),
        ):
            st.download_button(
                context.say(f"export-{ending}"),
                partial(make, write),
                file_name=f"{file_name}.{ending}",
                mime=mime,
                key=f"{name}-{ending}",
                on_click="ignore",
            )
