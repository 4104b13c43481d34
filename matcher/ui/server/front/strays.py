"""Addresses that lead nowhere: a sentence and the way back, where Streamlit would show another page."""

from html import escape
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from matcher.ui.dashboard import current_dashboard
from matcher.ui.pages import PAGES
from matcher.ui.texts import SHELL, find_text
from matcher.ui.theme import FONTS, INK, PRIMARY
from matcher.words import Language

_KNOWN = frozenset({"", *(entry.key for entry in PAGES)})
_SERVED = ("account", "auth", "oauth2callback", "_stcore", "media", "component", "static", "app", "fonts", "shell")
"""First parts of addresses that other routes answer."""

_PAGE = Template("""<!doctype html>
<html lang="$code"><head><meta charset="utf-8"><title>$title · 双选 Shuangxuan</title><link rel="icon" href="data:,">
<style>body { margin: 15vh auto; max-width: 30rem; padding: 0 1rem; font: 16px/1.6 $fonts; color: $ink }
a { color: $primary }</style></head><body><main><h1>$title</h1><p>$told</p>
<p><a href="/?lang=$lang">$back</a></p></main></body></html>
""")


class Strays:
    """Answer whoever opens an address at which there is no page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it with the way back."""
        if scope["type"] != "http" or not _is_stray(scope["path"]):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if "text/html" not in request.headers.get("accept", ""):
            await self.app(scope, receive, send)
            return
        language: Language = current_dashboard().settings.language
        asked = request.query_params.get("lang")
        if asked in {"zh", "en"}:
            language = "en" if asked == "en" else "zh"
        await HTMLResponse(_tell(scope["path"], language), 404)(scope, receive, send)


def _is_stray(path: str) -> bool:
    first, _, rest = path.strip("/").partition("/")
    if first in _SERVED:
        return False
    return bool(rest) or (first not in _KNOWN and "." not in first)


def _tell(path: str, language: Language) -> str:
    def say(key: str) -> str:
        return escape(find_text(SHELL, key).say(language).format(path=path))

    return _PAGE.substitute(
        code="zh-CN" if language == "zh" else "en",
        lang=language,
        title=say("no-such-page"),
        told=say("no-such-page-lead"),
        back=say("to-start"),
        fonts=FONTS,
        ink=INK,
        primary=PRIMARY,
    )
