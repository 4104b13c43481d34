"""The routes of the forms: check where a form came from, do it, set the cookie, go on."""

from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from matcher.errors import MatcherError
from matcher.plans.accounts import LoggedIn, LoginSettings, log_out, needs_first_administrator
from matcher.ui.dashboard import Dashboard, current_dashboard
from matcher.ui.faults import log_fault
from matcher.ui.server.entry.form_page import TEXTS, make_form_page
from matcher.ui.server.entry.forms import FORMS
from matcher.ui.server.entry.office import OFFICE_PATH, enter, find_provider, forget, has_been_there, name_way_out
from matcher.ui.texts import find_text
from matcher.ui.visitors import TOKEN_COOKIE
from matcher.words import Language


class _FormName(Convertor[str]):
    """Take the name of a form and nothing else."""

    regex = "|".join(FORMS)

    def convert(self, value: str) -> str:
        """Return the name as it stands in the address."""
        return value

    def to_string(self, value: str) -> str:
        """Return the name as it stands in the address."""
        return value


register_url_convertor("form", _FormName())
LOGIN_PATH = "/account/login"
_LEAST_LENGTH = LoginSettings().least_length
_LONGEST_TYPED = 1_000


async def show_form(request: Request) -> Response:
    """Show a form; the first administrator's takes the login's place until there is one."""
    name: str = request.path_params["form"]
    dashboard = current_dashboard()
    if dashboard.settings.is_demo:
        return RedirectResponse("/", 303)
    is_first = await run_in_threadpool(needs_first_administrator, dashboard.store)
    if is_first != (name == "first") and name in {"login", "first"}:
        right = "first" if is_first else "login"
        return RedirectResponse(f"/account/{right}?{urlencode(dict(request.query_params))}", 303)
    told = (
        find_text(TEXTS, "logged-out").say(_read_language(request, dashboard)) if "out" in request.query_params else ""
    )
    return _answer(request, dashboard, name, told=told)


async def take_form(request: Request) -> Response:
    """Do what a form asks; on success set the cookie and go on to the page asked for at first."""
    name: str = request.path_params["form"]
    dashboard = current_dashboard()
    language = _read_language(request, dashboard)
    if not is_same_origin(request):
        return _answer(request, dashboard, name, fault=find_text(TEXTS, "refused-origin").say(language), status=403)
    sent = await request.form()
    typed = {field.name: str(sent.get(field.name, ""))[:_LONGEST_TYPED] for field in FORMS[name].fields}
    token = request.cookies.get(TOKEN_COOKIE, "")
    try:
        logged_in = await run_in_threadpool(FORMS[name].act, dashboard.store, typed, token)
    except MatcherError as error:
        return _answer(request, dashboard, name, fault=error.say(language), typed=typed, status=422)
    except Exception as error:  # noqa: BLE001 (logged with its traceback; a visitor sees a sentence)
        fault = find_text(TEXTS, "fault").say(language).format(reference=log_fault(error))
        return _answer(request, dashboard, name, fault=fault, typed=typed, status=500)
    return _enter(request, logged_in)


async def enter_by_office(request: Request) -> Response:
    """Send the visitor to the office's provider, and let in who comes back from there."""
    dashboard = current_dashboard()
    provider = find_provider()
    if provider is None or dashboard.settings.is_demo:
        return RedirectResponse(LOGIN_PATH, 303)
    if not has_been_there(request):
        return RedirectResponse(name_way_out(provider), 303)
    try:
        answer = _enter(request, await enter(request, dashboard.store))
    except MatcherError as error:
        answer = _answer(request, dashboard, "login", fault=error.say(_read_language(request, dashboard)), status=403)
    forget(request, answer)
    return answer


async def leave(request: Request) -> Response:
    """End the login at hand and show the login form."""
    dashboard = current_dashboard()
    language = _read_language(request, dashboard)
    answer = RedirectResponse(f"{LOGIN_PATH}?{urlencode({'lang': language, 'out': '1'})}", 303)
    if is_same_origin(request):
        token = request.cookies.get(TOKEN_COOKIE, "")
        await run_in_threadpool(log_out, dashboard.store, token)
        answer.delete_cookie(TOKEN_COOKIE, path="/")
    return answer


def is_same_origin(request: Request) -> bool:
    """Tell whether a form was sent by a page of this very server."""
    origin = request.headers.get("origin")
    if origin in (None, "null"):
        return request.headers.get("sec-fetch-site") == "same-origin"
    return urlsplit(origin).netloc == request.headers.get("host")


def choose_next(asked: str) -> str:
    r"""Return a path inside this dashboard, whatever was asked for.

    Examples
    --------
    >>> choose_next("/plan?id=3"), choose_next("//evil"), choose_next("http://evil"), choose_next("/\\evil")
    ('/plan?id=3', '/', '/', '/')
    """
    is_ours = asked.startswith("/") and not asked.startswith("//") and asked.isprintable() and "\\" not in asked
    return asked if is_ours and not asked.startswith("/account/") else "/"


def _enter(request: Request, logged_in: LoggedIn) -> Response:
    answer = RedirectResponse(choose_next(request.query_params.get("next", "/")), 303)
    answer.set_cookie(
        TOKEN_COOKIE,
        logged_in.token,
        expires=logged_in.expires_at,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


def _answer(
    request: Request,
    dashboard: Dashboard,
    name: str,
    *,
    fault: str = "",
    told: str = "",
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    page = make_form_page(
        name,
        FORMS[name].fields,
        _read_language(request, dashboard),
        next_page=choose_next(request.query_params.get("next", "/")),
        links={**FORMS[name].links, **({"to-office": OFFICE_PATH} if name == "login" and find_provider() else {})},
        fault=fault,
        told=told,
        typed=typed,
        least_length=_LEAST_LENGTH,
    )
    return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})


def _read_language(request: Request, dashboard: Dashboard) -> Language:
    asked = request.query_params.get("lang")
    if asked == "en":
        return "en"
    return "zh" if asked == "zh" else dashboard.settings.language


ENTRY_ROUTES = (
    Route(OFFICE_PATH, enter_by_office, methods=["GET"]),
    Route("/account/logout", leave, methods=["POST"]),
    Route("/account/{form:form}", show_form, methods=["GET"]),
    Route("/account/{form:form}", take_form, methods=["POST"]),
)
