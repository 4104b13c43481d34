"""Backups: made while the store is in use, kept beside it, taken away as files."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from matcher.plans.store.backup import back_up
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment

FOLDER = "backups"
_MEGABYTE = 1_000_000


def show(context: Context) -> None:
    """Show the button that makes a backup, and the backups there are."""
    st.title(context.say("title"))
    st.write(context.say("lead"))
    folder = context.dashboard.settings.data_folder / FOLDER
    if st.button(context.say("make"), type="primary"):
        file = folder / f"shuangxuan-{datetime.now(UTC).astimezone():%Y%m%d-%H%M%S}.db"
        facts: dict[str, object] = {"file": file.name}
        with context.doing("made", facts):
            folder.mkdir(parents=True, exist_ok=True)
            report = back_up(context.store, context.actor, file)
            facts |= {"entries": report.num_entries, "records": report.num_records}
    found = sorted(folder.glob("*.db"), reverse=True) if folder.is_dir() else []
    if not found:
        st.write(context.say("none"))
    for file in found:
        _show_backup(context, file)
    st.caption(context.say("restore"))


def _show_backup(context: Context, file: Path) -> None:
    about = file.stat()
    made = tell_moment(datetime.fromtimestamp(about.st_mtime, UTC))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(context.say("backup", file=file.name, made=made, size=f"{about.st_size / _MEGABYTE:.1f}"))
        st.download_button(
            context.say("take"),
            file.read_bytes,
            file_name=file.name,
            mime="application/vnd.sqlite3",
            key=file.name,
            on_click="ignore",
        )
