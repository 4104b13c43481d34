"""The gate: a page is asked for by nobody we know, and the login form comes first."""

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from matcher.plans.accounts import resume
from matcher.ui.dashboard import Dashboard, current_dashboard
from matcher.ui.pages import PAGES
from matcher.ui.server.entry.office import OFFICE_PATH, has_been_there
from matcher.ui.server.entry.routes import LOGIN_PATH
from matcher.ui.visitors import TOKEN_COOKIE

_HELD = ("/media/", "/_stcore/upload_file")
"""Where files made by pages lie, and where a browser leaves some: for nobody without a login."""

_PAGE_PATHS = frozenset({"/", *(f"/{entry.key}" for entry in PAGES)})


class Gate:
    """Send whoever opens a page without a login to the form, and back to the page afterwards.

    A convenience: what a page shows is decided where it is drawn, on every run.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it with the way to the form."""
        if scope["type"] == "http" and scope["path"] in _PAGE_PATHS:
            request = Request(scope)
            if not await run_in_threadpool(_is_known, current_dashboard(), request.cookies.get(TOKEN_COOKIE, "")):
                if has_been_there(request):
                    await RedirectResponse(OFFICE_PATH, 303)(scope, receive, send)
                    return
                page = f"{scope['path']}?{request.url.query}" if request.url.query else scope["path"]
                asked = {"next": page} | {
                    key: request.query_params[key] for key in ("lang",) if key in request.query_params
                }
                await RedirectResponse(f"{LOGIN_PATH}?{urlencode(asked)}", 303)(scope, receive, send)
                return
        elif scope["type"] == "http" and scope["path"].startswith(_HELD):
            token = Request(scope).cookies.get(TOKEN_COOKIE, "")
            if not await run_in_threadpool(_is_known, current_dashboard(), token):
                await Response(status_code=403)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _is_known(dashboard: Dashboard, token: str) -> bool:
    return dashboard.settings.is_demo or (bool(token) and resume(dashboard.store, token) is not None)
