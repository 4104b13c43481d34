"""Empty workbooks to be filled in, one for each table."""

import tempfile
from functools import partial
from pathlib import Path
from typing import get_args

import streamlit as st

from matcher.explain import name
from matcher.pools import TableName, write_template
from matcher.ui.context import Context
from matcher.ui.pool_view.bad_rows import XLSX
from matcher.words import Language

_TABLES: tuple[TableName, ...] = get_args(TableName)


def offer_templates(context: Context) -> None:
    """Offer the template of each table."""
    with st.expander(context.say("templates")), st.container(horizontal=True):
        for table in _TABLES:
            title = name("table", table).say(context.language)
            st.download_button(
                title,
                partial(_write, table, context.language),
                file_name=f"{title}.xlsx",
                mime=XLSX,
                key=f"template-{table}",
                on_click="ignore",
            )


def _write(table: TableName, language: Language) -> bytes:
    with tempfile.TemporaryDirectory(prefix="shuangxuan-") as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, table, language)
        return path.read_bytes()
