"""``matcher serve``: the dashboard, until somebody stops it."""

import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path

from matcher.cli.output import Output
from matcher.cli.texts import say
from matcher.errors import StoreError
from matcher.plans.accounts import make_first_code, needs_first_administrator
from matcher.plans.store import DATA_FOLDER, Store

LOOPBACK = "127.0.0.1"


def serve_demo(port: int | None, output: Output) -> int:
    """Serve the demo season from a scratch store that is deleted at the end.

    Returns
    -------
    int
        0, once stopped.
    """
    _require_dashboard()
    from matcher.ui.dashboard import Settings
    from matcher.ui.demo import end_demo, fill_demo
    from matcher.ui.server import Place, serve

    with tempfile.TemporaryDirectory(prefix="shuangxuan-demo-", ignore_cleanup_errors=True) as folder:
        settings = Settings(Path(folder), is_demo=True, language=output.language)
        serve(settings, Place(LOOPBACK, port), _announce(output), prepare=fill_demo, finish=end_demo)
    output.tell("serve-stopped")
    return 0


def serve_dashboard(
    data_folder: Path | None, database: str | None, host: str | None, port: int | None, output: Output
) -> int:
    """Serve a store.

    Returns
    -------
    int
        0, once stopped.
    """
    _require_dashboard()
    from matcher.ui.dashboard import Settings
    from matcher.ui.server import Place, serve

    if host is not None and not _is_loopback(host):
        output.tell("serve-open-network", host=host)
    settings = Settings(data_folder or DATA_FOLDER, database or "", language=output.language)
    serve(settings, Place(host or LOOPBACK, port), _announce(output), prepare=lambda store: _tell_code(store, output))
    output.tell("serve-stopped")
    return 0


def _tell_code(store: Store, output: Output) -> None:
    """Print the one-time code where there is no administrator yet."""
    if needs_first_administrator(store):
        code = make_first_code(store)
        output.tell("serve-first-code", code=code)


def _announce(output: Output) -> Callable[[str], None]:
    def announce(address: str) -> None:
        output.tell("serve-ready", address=address)
        output.emit({"address": address})

    return announce


def _require_dashboard() -> None:
    if find_spec("streamlit") is None:
        raise StoreError(say("serve-no-app"))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
