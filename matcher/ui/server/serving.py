"""Start the server, tell its address, stop it cleanly."""

import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType
from typing import Any

from starlette.middleware import Middleware
from streamlit.starlette import App

import matcher
from matcher.errors import StoreError
from matcher.plans.store import Store
from matcher.ui.dashboard import Settings, close_dashboard, open_dashboard
from matcher.ui.faults import LOGGER, log_fault
from matcher.ui.pages import PAGES
from matcher.ui.server.entry import ENTRY_ROUTES
from matcher.ui.server.fonts import FONT_ROUTE
from matcher.ui.server.front import FRAME_ROUTES, Strays
from matcher.ui.server.gate import Gate
from matcher.ui.server.headers import SecurityHeaders
from matcher.ui.settling import settle_memory
from matcher.ui.theme import STREAMLIT_OPTIONS
from matcher.words import Words

SCRIPT = Path(matcher.__file__).resolve().parents[1] / "app_streamlit.py"
LOG_FILE = "dashboard.log"
FIRST_PORT = 8501
_PORTS_TRIED = 50
_LOG_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Say where the server listens.

    Parameters
    ----------
    host
        Address of the network card; the loopback one unless an office needs another.
    port
        None: the first free one from `FIRST_PORT` on.
    """

    host: str = "127.0.0.1"
    port: int | None = None


def serve(
    settings: Settings,
    place: Place,
    on_ready: Callable[[str], None],
    *,
    prepare: Callable[[Store], None] | None = None,
    finish: Callable[[Store], None] | None = None,
) -> None:
    """Serve the dashboard until somebody stops it by Ctrl-C or a termination signal.

    Parameters
    ----------
    on_ready
        Told the address as soon as a browser can open it.
    prepare, finish
        Given the open store before anybody can see it, and when nobody sees it any more.

    Raises
    ------
    StoreError
        The store cannot be opened, or the port is taken.
    """
    port = _find_port(place)
    dashboard = open_dashboard(settings)
    try:
        _open_log(settings.data_folder)
        if prepare is not None:
            prepare(dashboard.store)
        app = _make_app(lambda: on_ready(f"http://{place.host}:{port}"))
        previous = signal.signal(signal.SIGTERM, _interrupt)
        try:
            app.run(config={**STREAMLIT_OPTIONS, "server.address": place.host, "server.port": port})
        finally:
            signal.signal(signal.SIGTERM, previous)
    except KeyboardInterrupt:
        return
    finally:
        if finish is not None:
            finish(dashboard.store)
        close_dashboard()


def _open_log(folder: Path) -> None:
    """Send faults to a file of the data folder; the terminal stays quiet."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / LOG_FILE, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.propagate = False


def _make_app(tell_ready: Callable[[], None]) -> App:
    @asynccontextmanager
    async def live(app: App) -> AsyncIterator[dict[str, Any] | None]:  # noqa: ARG001 (the server's protocol)
        _warm_up()
        tell_ready()
        yield None

    return App(
        SCRIPT,
        routes=[FONT_ROUTE, *ENTRY_ROUTES, *FRAME_ROUTES],
        middleware=[Middleware(SecurityHeaders), Middleware(Strays), Middleware(Gate)],
        lifespan=live,
        on_script_error=_take_fault,
    )


def _warm_up() -> None:
    """Import every page, and put what is alive out of the garbage collector's sight."""
    for module in ("pandas", "altair", "streamlit.elements.arrow", "matcher.plans.making"):
        import_module(module)
    for entry in PAGES:
        import_module(f"matcher.ui.pages.{entry.key}")
        import_module(f"matcher.ui.texts.{entry.key}")
    settle_memory()


def _take_fault(error: Exception) -> bool:
    log_fault(error)
    return True


def _interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (the protocol of signals)
    raise KeyboardInterrupt


def _find_port(place: Place) -> int:
    """Return the port asked for, or the first free one.

    Raises
    ------
    StoreError
        The port, or every port tried, is taken.
    """
    ports = range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED) if place.port is None else (place.port,)
    for port in ports:
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((place.host, port))
            except OSError:
                continue
            found: int = attempt.getsockname()[1]
            return found
    raise StoreError(
        Words(
            f"端口 {ports[0]} 已被占用，请用 --port 换一个",
            f"port {ports[0]} is taken; choose another with --port",
        )
    )
