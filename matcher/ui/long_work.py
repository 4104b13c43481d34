"""Work that takes longer than a click: done aside, with elapsed time, how far it is, and a stop button.

What is under way belongs to the server, not to the browser: after a refresh, or in a second tab, it is
still there.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import streamlit as st

from matcher.errors import MatcherError
from matcher.ui.context import Context
from matcher.ui.faults import log_fault, show_fault

Result = TypeVar("Result")

MOST_KEPT = 40
"""Pieces of work whose results are remembered, of all visitors together."""


@dataclass
class Work(Generic[Result]):
    """Hold one piece of work; the function that does it reads `was_stopped` and writes `told`."""

    began: float = field(default_factory=time.monotonic)
    ended: float | None = None
    told: str = ""
    result: Result | None = None
    error: Exception | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    def was_stopped(self) -> bool:
        """Tell whether somebody pressed stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the work to end with what it has."""
        self._stop.set()

    @property
    def is_running(self) -> bool:
        """Whether it is not over yet."""
        return self.ended is None

    @property
    def seconds(self) -> float:
        """How long it takes, or took."""
        return (self.ended or time.monotonic()) - self.began

    def do(self, function: Callable[["Work[Result]"], Result]) -> None:
        """Do the work; whatever goes wrong is kept for whoever asked."""
        try:
            self.result = function(self)
        except Exception as error:  # noqa: BLE001 (shown to whoever asked, not lost with the thread)
            self.error = error
        finally:
            self.ended = time.monotonic()


def draw_work(
    context: Context, name: str, label: str, function: Callable[[Work[Result]], Result], *, at_once: bool = False
) -> Result | None:
    """Offer a piece of work, show how far it is, and return its result once it is there.

    Parameters
    ----------
    name
        What exactly is asked, plan and options included: the result is found again under it.
    label
        Of the button that starts it.
    at_once
        Start without waiting for the button.

    Returns
    -------
    object or None
        None: not asked for yet, still under way, or failed; the page says which.
    """
    known: OrderedDict[tuple[str, ...], Work[Any]] = _remember()
    key = (str(context.store.engine.url), context.viewer.login, name)
    work: Work[Result] | None = known.get(key)
    if work is None:
        if at_once or st.button(label, key=f"start-{name}"):
            work = known[key] = Work()
            while len(known) > MOST_KEPT:
                _, oldest = known.popitem(last=False)
                oldest.stop()
            threading.Thread(target=work.do, args=(function,), daemon=True).start()
        else:
            return None
    if work.is_running:
        _watch(context, name, work)
        return None
    ended = "work-took" if not work.was_stopped() else "work-stopped" if work.result is not None else "work-left"
    st.caption(context.say(ended, seconds=round(work.seconds, 1)))
    if work.error is not None:
        _show_error(context, work.error)
    if st.button(context.say("work-again"), key=f"again-{name}"):
        del known[key]
        st.rerun()
    return work.result


@st.fragment(run_every=1.0)
def _watch(context: Context, name: str, work: Work[Any]) -> None:
    if not work.is_running:
        st.rerun()
    with st.container(border=True):
        st.markdown(context.say("work-runs", seconds=int(work.seconds)))
        if work.told:
            st.text(work.told)
        if work.was_stopped():
            st.caption(context.say("work-stopping"))
        else:
            # Stopped before the page is drawn, which may be the whole of it, and not this part alone.
            st.button(context.say("work-stop"), key=f"stop-{name}", on_click=work.stop)


def _show_error(context: Context, error: Exception) -> None:
    if isinstance(error, MatcherError):
        show_fault(error, context.language)
    else:
        st.error(context.say("fault", reference=log_fault(error)))


@st.cache_resource(show_spinner=False)
def _remember() -> OrderedDict[tuple[str, ...], Work[Any]]:
    return OrderedDict()
