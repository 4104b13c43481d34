"""Import: files in, tables and headers named, findings beside the rows, kept as the next version."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import get_args

import streamlit as st

from matcher.explain import name
from matcher.plans.store.imports import add_import, load_files, read_files
from matcher.plans.store.records import ImportRecord, SeasonRecord
from matcher.policy import PoolFiles
from matcher.pools import Import
from matcher.pools.sources import Duplicates
from matcher.ui.context import Context
from matcher.ui.pool_view.assigning import assign_sheets, make_reading, map_columns
from matcher.ui.pool_view.bad_rows import offer_bad_rows
from matcher.ui.pool_view.findings import draw_findings
from matcher.ui.pool_view.mending import edit_rows, list_mended
from matcher.ui.pool_view.templates import offer_templates
from matcher.ui.pool_view.uploads import forget_uploads, sketch_files, take_uploads
from matcher.ui.tables import Column, show_table
from matcher.words import join_items

_READ = "import-read"
_ASKED = "import-asked"
_VOCABULARY_ENDING = ".toml"


def draw_import(context: Context, season: SeasonRecord, imports: Sequence[ImportRecord]) -> None:
    """Show the way from files to the next version of the season's pools."""
    if not context.may("import-pools"):
        st.info(context.say("may-not-import"))
        return
    st.caption(context.say("import-help"))
    files = take_uploads(context)
    offer_templates(context)
    if not files:
        return
    base = hash_files(files)
    earlier, known = _go_on_from(context, imports)
    files = earlier | files | list_mended(base)
    is_vocabulary = {file: file.lower().endswith(_VOCABULARY_ENDING) for file in files}
    st.subheader(context.say("which-table"))
    assigned = assign_sheets(
        context, sketch_files({file: data for file, data in files.items() if not is_vocabulary[file]})
    )
    if not assigned:
        st.warning(context.say("nothing-to-read"))
        return
    mapping = map_columns(context, assigned, known)
    vocabulary = next((file for file, is_one in is_vocabulary.items() if is_one), None)
    reading = make_reading(assigned, mapping, _choose_duplicates(context), vocabulary)
    used = {one.file for one in assigned} | ({vocabulary} if vocabulary else set())
    files = {file: data for file, data in files.items() if file in used}
    if st.button(context.say("check"), type="primary"):
        st.session_state[_ASKED] = base
    if st.session_state.get(_ASKED) == base:
        outcome = _read(context, files, reading, season.starts_on)
        _draw_outcome(context, outcome, base)
        _keep(context, season, outcome, files, reading)


def _go_on_from(context: Context, imports: Sequence[ImportRecord]) -> tuple[dict[str, bytes], PoolFiles]:
    """Return the files of the last version read from any and how, where somebody brings corrections for them."""
    last = next((each for each in imports if each.files), None)
    if last is None or not last.has_files:
        return {}, PoolFiles()
    if not st.checkbox(
        context.say("go-on-from", number=last.number),
        key="go-on",
        help=context.say("go-on-help", number=last.number),
    ):
        return {}, PoolFiles()
    if last is not imports[0]:
        st.warning(context.say("corrected-since", number=last.number, last=imports[0].number))
    return load_files(context.store, last.id)


def _choose_duplicates(context: Context) -> Duplicates:
    options: tuple[Duplicates, ...] = get_args(Duplicates)
    return st.selectbox(
        context.say("duplicates"),
        options,
        format_func=lambda code: name("duplicates", code).say(context.language),
        placeholder="",
        key="duplicates",
        width=320,
    )


def hash_files(files: Mapping[str, bytes]) -> str:
    """Return a digest of files and their names."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.encode(errors="replace") + b"\0" + hashlib.sha256(files[file]).digest())
    return digest.hexdigest()


def _read(context: Context, files: Mapping[str, bytes], reading: PoolFiles, as_of: date) -> Import:
    """Read the files, once for each set of them and way to read them."""
    key = f"{hash_files(files)} {reading.model_dump_json()} {as_of}"
    known: tuple[str, Import] | None = st.session_state.get(_READ)
    if known is not None and known[0] == key:
        return known[1]
    with st.spinner(context.say("reading")):
        outcome = read_files(files, reading, as_of=as_of)
    st.session_state[_READ] = (key, outcome)
    return outcome


def _draw_outcome(context: Context, outcome: Import, base: str) -> None:
    import pandas as pd

    st.subheader(context.say("what-was-read"))
    keys = ("num_rows", "num_taken", "num_refused", "num_left_out", "num_repeated")
    rows = [
        {"table": name("table", table).say(context.language)} | {key: getattr(counts, key) for key in keys}
        for table, counts in outcome.counts.items()
    ]
    columns = [Column("table", context.say("table")), *(Column(key, context.say(key), "number") for key in keys)]
    show_table(context, "counts", columns, pd.DataFrame(rows), file_name=context.say("counts-file"), can_filter=False)
    st.subheader(context.say("findings"))
    if not outcome.findings:
        st.success(context.say("no-findings"))
        return
    draw_findings(context, outcome.findings, table="found", file_name=context.say("findings-file"))
    if outcome.refused:
        offer_bad_rows(context, outcome)
        edit_rows(context, outcome.refused, base)


def _keep(
    context: Context, season: SeasonRecord, outcome: Import, files: Mapping[str, bytes], reading: PoolFiles
) -> None:
    st.subheader(context.say("keep-it"))
    if not outcome.is_usable:
        tables = join_items(
            (name("table", table).say(context.language) for table in outcome.failed_tables), context.language
        )
        st.error(context.say("not-usable", tables=tables))
        return
    if outcome.errors:
        st.warning(context.say("with-errors", count=len(outcome.errors)))
    note = st.text_input(context.say("note"), key="import-note", max_chars=200, placeholder=context.say("note-hint"))
    if st.button(context.say("keep"), type="primary", key="keep-import"):
        told: dict[str, object] = {"number": 0}
        with context.doing("kept", told), context.act() as act:
            record = add_import(act, season.id, outcome, files=files, reading=reading, note=note or "")
            told["number"] = record.number
            _leave(context, record)


def _leave(context: Context, record: ImportRecord) -> None:
    """Go to the new version, and forget the files and what was read of them."""
    forget_uploads()
    for key in (_READ, _ASKED):
        st.session_state.pop(key, None)
    context.set_param("view", "versions")
    context.set_param("import", str(record.id))
