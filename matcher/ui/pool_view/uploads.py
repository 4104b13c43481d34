"""Files as they came from the browser: their bytes by name, and what each seems to hold."""

import hashlib
from collections.abc import Mapping

import streamlit as st

from matcher.errors import StoreError
from matcher.plans.store.imports import require_file_name
from matcher.pools.sketches import FileSketch, sketch_file
from matcher.ui.context import Context

_ROUND = "import-round"
_SKETCHES_KEPT = 60


def take_uploads(context: Context) -> dict[str, bytes]:
    """Show the box that takes files and return them; of two with one name the later one counts."""
    uploaded = st.file_uploader(
        context.say("files"),
        accept_multiple_files=True,
        key=f"files-{st.session_state.get(_ROUND, 0)}",
        help=context.say("files-help"),
    )
    files: dict[str, bytes] = {}
    for each in uploaded:
        try:
            require_file_name(each.name)
        except StoreError as error:
            st.error(context.speak(error.words))
            continue
        if each.name in files:
            st.warning(context.say("same-name", file=each.name))
        files[each.name] = each.getvalue()
    return files


def forget_uploads() -> None:
    """Empty the box: what was in it is kept, or not wanted."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def sketch_files(files: Mapping[str, bytes]) -> tuple[FileSketch, ...]:
    """Return what each file seems to hold."""
    return tuple(_sketch(name, hashlib.sha256(data).hexdigest(), data) for name, data in files.items())


@st.cache_data(max_entries=_SKETCHES_KEPT, show_spinner=False)
def _sketch(name: str, digest: str, _data: bytes) -> FileSketch:  # noqa: ARG001 (part of the key)
    # Headers only: nothing that is personal stays in memory.
    return sketch_file(name, _data)
