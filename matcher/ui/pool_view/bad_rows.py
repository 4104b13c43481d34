"""The workbook of rows that were not taken, to be corrected and brought back."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from matcher.plans.store.imports import load_files, read_files
from matcher.plans.store.records import ImportRecord, SeasonRecord
from matcher.pools import Import
from matcher.ui.context import Context
from matcher.words import Language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_bad_rows(context: Context, outcome: Import) -> None:
    """Offer the rows that reading did not take."""
    _offer(context, "bad-rows", partial(_write, outcome, context.language))


def offer_stored_bad_rows(context: Context, season: SeasonRecord, record: ImportRecord) -> None:
    """Offer the rows a stored version did not take; its files are read again when somebody asks."""
    if not (record.num_errors and record.has_files and context.may("import-pools")):
        return
    store = context.store

    def write() -> bytes:
        files, reading = load_files(store, record.id)
        return _write(read_files(files, reading, as_of=season.starts_on), context.language)

    _offer(context, f"bad-rows-{record.id}", write)


def _offer(context: Context, key: str, write: Callable[[], bytes]) -> None:
    st.download_button(
        context.say("bad-rows"),
        write,
        file_name=f"{context.say('bad-rows-file')}.xlsx",
        mime=XLSX,
        key=key,
        on_click="ignore",
        help=context.say("bad-rows-help"),
    )


def _write(outcome: Import, language: Language) -> bytes:
    with tempfile.TemporaryDirectory(prefix="shuangxuan-") as folder:
        path = Path(folder) / "rows.xlsx"
        outcome.write_bad_rows(path, language)
        return path.read_bytes()
