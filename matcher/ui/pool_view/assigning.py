"""Which table each uploaded sheet holds, and what its headers mean: guessed, and changed on screen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import streamlit as st

from matcher.explain import name
from matcher.policy import PoolFiles
from matcher.pools import TABLES, TableName
from matcher.pools.sketches import FileSketch, SheetSketch, SketchedHeader
from matcher.ui.context import Context
from matcher.words import join_items

_TABLES: tuple[TableName, ...] = get_args(TableName)
_MOST_WISHES = 5


@dataclass(frozen=True, slots=True)
class Assigned:
    """Hold one sheet and the table it is read as."""

    file: str
    num_sheets: int
    sheet: SheetSketch
    table: TableName


def assign_sheets(context: Context, sketches: Sequence[FileSketch]) -> list[Assigned]:
    """Show every sheet with a box for its table and return those that are read."""
    assigned = []
    for place, file in enumerate(sketches):
        for fault in file.faults:
            tell = st.error if fault.severity == "error" else st.warning
            reason, fix = (words.say(context.language) for words in (fault.reason, fault.fix))
            tell(context.say("file-fault", file=file.name, reason=reason, fix=fix))
        for number, sheet in enumerate(file.sheets):
            tables = _choose_tables(context, file, sheet, f"table-{place}-{number}-{file.name}")
            assigned += [Assigned(file.name, len(file.sheets), sheet, table) for table in tables]
    return assigned


def _choose_tables(context: Context, file: FileSketch, sheet: SheetSketch, key: str) -> tuple[TableName, ...]:
    left, right = st.columns([3, 2], vertical_alignment="center")
    if sheet.sheet is None:
        left.write(context.say("file-called", file=file.name, rows=sheet.num_rows))
    else:
        left.write(context.say("sheet-called", file=file.name, sheet=sheet.sheet, rows=sheet.num_rows))
    if sheet.corrects:
        tables = join_items((name("table", table).say(context.language) for table in sheet.corrects), context.language)
        right.write(context.say("corrects", tables=tables))
        return sheet.corrects
    options: tuple[TableName | Literal[""], ...] = ("", *_TABLES)
    chosen = right.selectbox(
        context.say("read-as"),
        options,
        index=options.index(sheet.guess or ""),
        format_func=lambda table: name("table", table).say(context.language) if table else context.say("not-read"),
        placeholder="",
        key=key,
        label_visibility="collapsed",
    )
    return (chosen,) if chosen else ()


def map_columns(context: Context, assigned: Sequence[Assigned], known: PoolFiles) -> dict[TableName, dict[str, str]]:
    """Show a box for every header and return what was chosen, header → field, by table.

    Parameters
    ----------
    known
        How an earlier version was read: what was chosen then is proposed.

    Returns
    -------
    dict
        Only what differs from how a header is read anyway; an empty field: it is passed over.
    """
    mapping: dict[TableName, dict[str, str]] = defaultdict(dict)
    for one in assigned:
        # A workbook of corrections has the headers of the file it corrects, and those are mapped there.
        if not one.sheet.corrects:
            mapping[one.table] |= _map_sheet(context, one, known.columns.get(one.table, {}))
    return {table: chosen for table, chosen in mapping.items() if chosen}


def _map_sheet(context: Context, one: Assigned, earlier: Mapping[str, str]) -> dict[str, str]:
    headers = one.sheet.headers[one.table]
    recognised = [header for header in headers if header.field]
    unknown = [header for header in headers if not header.is_known]
    title = name("table", one.table).say(context.language)
    place = f"{one.file} · {one.sheet.sheet}" if one.sheet.sheet else one.file
    chosen: dict[str, str] = {}
    # Boxes for all columns of all sheets would be hundreds: they are drawn where somebody asks for them.
    if recognised and st.toggle(
        context.say("recognised-columns", file=place, table=title, count=len(recognised)),
        value=any(earlier.get(header.text, header.field) != header.field for header in recognised),
        key=f"recognised-{one.file}-{one.sheet.sheet}-{one.table}",
    ):
        with st.container(border=True):
            st.caption(context.say("recognised-help"))
            taken = {header.field for header in recognised}
            chosen |= _ask_fields(context, one, recognised, earlier, taken)
    found = {chosen.get(header.text, header.field) for header in recognised} - {""}
    if unknown:
        with st.container(border=True):
            st.markdown(context.say("map-columns", file=place, table=title, count=len(unknown)))
            st.caption(context.say("map-help"))
            chosen |= _ask_fields(context, one, unknown, earlier, found)
    missing = _find_missing(one.table, found | set(chosen.values()))
    if missing:
        told = join_items(
            (TABLES[one.table].by_name[field].header(context.language) for field in missing), context.language
        )
        st.warning(context.say("missing-columns", file=place, table=title, columns=told))
    return chosen


def _ask_fields(
    context: Context, one: Assigned, headers: Sequence[SketchedHeader], earlier: Mapping[str, str], taken: set[str]
) -> dict[str, str]:
    """Show a box for each header and return those read otherwise than by themselves.

    Parameters
    ----------
    taken
        Fields that a header stands for already; no second one may.
    """
    labels = _name_fields(context, one.table)
    chosen: dict[str, str] = {}
    boxes = st.columns(3)
    for number, header in enumerate(headers):
        options = ["", *(field for field in labels if field not in taken or field == header.field)]
        proposed = earlier.get(header.text, header.field)
        field = boxes[number % 3].selectbox(
            context.say("header", header=header.text),
            options,
            index=options.index(proposed) if proposed in options else 0,
            format_func=lambda field: labels.get(field) or context.say("not-read"),
            placeholder="",
            key=f"map-{one.file}-{one.sheet.sheet}-{one.table}-{number}-{header.text}-{proposed}",
        )
        if field != header.field:
            chosen[header.text] = field or ""
    return chosen


def _find_missing(table: TableName, found: set[str]) -> list[str]:
    if table == "choices" and any(field.startswith("wish_") for field in found):
        return [] if found & {"candidate", "enterprise"} else ["candidate"]
    # Whose answers a sheet of choices holds may stand in its name.
    return [column.name for column in TABLES[table].required if column.name not in found | {"side"}]


def _name_fields(context: Context, table: TableName) -> dict[str, str]:
    named = {column.name: column.header(context.language) for column in TABLES[table].columns}
    if table == "choices":
        named |= {f"wish_{rank}": context.say("wish", rank=rank) for rank in range(1, _MOST_WISHES + 1)}
    return named


def make_reading(
    assigned: Sequence[Assigned], mapping: dict[TableName, dict[str, str]], duplicates: str, vocabulary: str | None
) -> PoolFiles:
    """Return how the files are read.

    A sheet is named only where a workbook has several and one of them holds the table; else the
    reader finds it, and takes the answers of both sides from two sheets.
    """
    files: dict[str, list[str]] = {}
    chosen: dict[str, set[str]] = defaultdict(set)
    has_others = False
    for one in assigned:
        of_table = files.setdefault(one.table, [])
        if one.file not in of_table:
            of_table.append(one.file)
        if one.sheet.sheet is not None and not one.sheet.corrects:
            chosen[one.table].add(one.sheet.sheet)
            has_others |= one.num_sheets > 1
    sheets = {table: min(names) for table, names in chosen.items() if len(names) == 1} if has_others else {}
    return PoolFiles.model_validate(
        {**files, "sheets": sheets, "columns": mapping, "duplicates": duplicates, "vocabulary": vocabulary}
    )
