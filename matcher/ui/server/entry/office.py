"""The office's own login: who Streamlit's OIDC login says somebody is, exchanged at once for a login of ours.

Streamlit asks the provider and checks its signature; what it then leaves in the browser is good for
weeks. Here it is taken within minutes, once, and deleted: from then on our own login counts, which
ends when idle, on logging out and when the account is switched off.
"""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks, get_secrets_auth_section
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from matcher.errors import AccessError
from matcher.plans.accounts import LoggedIn, log_in_by_identity, read_claims
from matcher.plans.store import Store
from matcher.words import Words

OFFICE_PATH = "/account/office"
_FRESH_DAYS = 5 / (24 * 60)
"""How old what Streamlit left may be: it was left on the way here."""


def find_provider() -> str | None:
    """Return the provider of the file of secrets, None where the office has none: the first one named."""
    section: Mapping[str, object] = get_secrets_auth_section()
    if "redirect_uri" not in section:
        return None
    if "client_id" in section:
        return "default"
    return next((str(key) for key, value in section.items() if isinstance(value, Mapping)), None)


def name_way_out(provider: str) -> str:
    """Return the address that leads to the provider's own form."""
    return f"/auth/login?{urlencode({'provider': encode_provider_token(provider)})}"


def has_been_there(request: Request) -> bool:
    """Tell whether the browser comes back from the provider."""
    return USER_COOKIE_NAME in request.cookies and find_provider() is not None


async def enter(request: Request, store: Store) -> LoggedIn:
    """Open a login for whom the provider vouched.

    Raises
    ------
    AccessError
        What the browser brings is too old or not signed by us, or no enabled account is linked to it.
    """
    identity = read_claims(_read_cookie(request))
    if identity is None:
        raise AccessError(Words("单位统一登录没有完成，请再试一次", "the office's login was not completed: try again"))
    return await run_in_threadpool(log_in_by_identity, store, identity)


def forget(request: Request, answer: Response) -> None:
    """Take out of the browser what Streamlit left there."""
    for name in request.cookies:
        if name.startswith((USER_COOKIE_NAME, TOKENS_COOKIE_NAME)):
            answer.delete_cookie(name, path="/")


def _read_cookie(request: Request) -> dict[str, object]:
    def read(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, request.cookies.get(name, ""), _FRESH_DAYS)

    try:
        claims = json.loads(get_cookie_with_chunks(read, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) and claims.get("is_logged_in") is True else {}
