"""The frame of every page: Streamlit's own, in our language, with our words for the few it writes itself."""

import json
import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.file_util import get_static_dir

from matcher.ui.dashboard import current_dashboard
from matcher.ui.pages import PAGES
from matcher.ui.texts import load_texts
from matcher.words import Language

_OWN = "streamlits_own"
_NO_SCRIPT = "<noscript><p>本页面需要浏览器启用 JavaScript。This page needs JavaScript.</p></noscript>"
_STYLE = (
    # Tables have exports of their own under them, safe to open in a spreadsheet; a chart's source is for programmers.
    '<style>button[aria-label="Download as CSV"],button[aria-label^="Copy Vega-Lite spec"]{display:none!important}'
    # A stop of the Tab key at every heading, to copy an address nobody needs.
    "[data-testid=stHeaderActionElements]{display:none!important}"
    # Where the keyboard is.
    ":is(a,button,summary,[role=radio],[role=tab],[role=button]):focus-visible"
    "{outline:3px solid #1F5FA8!important;outline-offset:2px}</style>"
)


async def send_frame(request: Request) -> Response:
    """Send the frame in which Streamlit draws a page."""
    language = current_dashboard().settings.language
    asked = request.query_params.get("lang")
    spoken: Language = "en" if asked == "en" else "zh" if asked == "zh" else language
    return HTMLResponse(_make_frame(spoken, language), headers={"Cache-Control": "no-cache"})


async def send_words(request: Request) -> Response:
    """Send the script of our words in the place of Streamlit's and of the Back button; its address changes with it."""
    return Response(
        _make_script(request.path_params["home"])[0],
        media_type="text/javascript",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


async def go_home(request: Request) -> Response:
    """Lead the first page's own name to the bare address, where Streamlit has it."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/", 303)


@cache
def _make_frame(language: Language, home: Language) -> str:
    frame = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    digest = _make_script(home)[1]
    head = f'{_STYLE}<script src="./shell/{home}-{digest}.js"></script></head>'
    for pattern, ours in (
        (r'<html lang="[^"]*"', f'<html lang="{"zh-CN" if language == "zh" else "en"}"'),
        (r"<title>[^<]*</title>", "<title>双选 Shuangxuan</title>"),
        (r"<noscript>.*?</noscript>", _NO_SCRIPT),
        (r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" href="data:,">'),
        (r'<link\s+rel="preload"[^>]*as="font"[^>]*>', ""),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<!--.*?-->", ""),
        ("</head>", head),
    ):
        frame = re.sub(pattern, _put(ours), frame, flags=re.DOTALL)
    return frame


def _put(ours: str) -> Callable[[re.Match[str]], str]:
    return lambda _: ours


@cache
def _make_script(home: Language) -> tuple[str, str]:
    words = {own: {"zh": words.zh, "en": words.en} for own, words in load_texts(_OWN).items()}
    files = (Path(__file__).with_name(name) for name in ("words.js", "history.js", "keys.js"))
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    script = f"const HOME = {json.dumps(home)};\nconst WORDS = {json.dumps(words, ensure_ascii=False)};\n{code}"
    return script, sha256(script.encode()).hexdigest()[:16]


FRAME_ROUTES = (
    Route("/", send_frame, methods=["GET", "HEAD"]),
    Route(f"/{PAGES[0].key}", go_home, methods=["GET"]),
    *(Route(f"/{entry.key}", send_frame, methods=["GET", "HEAD"]) for entry in PAGES[1:]),
    Route("/shell/{home}-{digest}.js", send_words, methods=["GET"]),
)
