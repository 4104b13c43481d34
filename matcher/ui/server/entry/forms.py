"""What each form asks for and does; every one that succeeds opens a login."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from matcher.errors import AccountError
from matcher.plans.accounts import LoggedIn, change_password, claim_first_code, log_in, redeem_code
from matcher.plans.accounts.logins import resume
from matcher.plans.store import Store
from matcher.ui.server.entry.form_page import TEXTS, Field
from matcher.ui.texts import find_text

_LOGIN = Field("login", "username")
_NEW = (Field("new", "new-password", is_secret=True), Field("again", "new-password", is_secret=True))


@dataclass(frozen=True, slots=True)
class Form:
    """Hold one form.

    Parameters
    ----------
    act
        Given the store, what was typed by field, and the token of the login at hand or "".
    """

    fields: tuple[Field, ...]
    act: Callable[[Store, Mapping[str, str], str], LoggedIn]
    links: Mapping[str, str]


def _log_in(store: Store, typed: Mapping[str, str], token: str) -> LoggedIn:  # noqa: ARG001 (nobody yet)
    return log_in(store, typed["login"], typed["password"])


def _claim(store: Store, typed: Mapping[str, str], token: str) -> LoggedIn:  # noqa: ARG001 (nobody yet)
    return claim_first_code(store, typed["code"], typed["login"], typed["name"], _take_new(typed))


def _redeem(store: Store, typed: Mapping[str, str], token: str) -> LoggedIn:  # noqa: ARG001 (nobody yet)
    return redeem_code(store, typed["login"], typed["code"], _take_new(typed))


def _change(store: Store, typed: Mapping[str, str], token: str) -> LoggedIn:
    account = resume(store, token)
    if account is None:
        raise AccountError(find_text("shell", "session-over"))
    return change_password(store, account.actor, typed["old"], _take_new(typed))


def _take_new(typed: Mapping[str, str]) -> str:
    if typed["new"] != typed["again"]:
        raise AccountError(find_text(TEXTS, "differ"))
    return typed["new"]


FORMS: Mapping[str, Form] = {
    "login": Form(
        (_LOGIN, Field("password", "current-password", is_secret=True)), _log_in, {"to-code": "/account/code"}
    ),
    "first": Form((Field("code", "one-time-code"), _LOGIN, Field("name", "name"), *_NEW), _claim, {}),
    "code": Form((_LOGIN, Field("code", "one-time-code"), *_NEW), _redeem, {"to-login": "/account/login"}),
    "password": Form((Field("old", "current-password", is_secret=True), *_NEW), _change, {"to-dashboard": "/"}),
}
"""Form by the last part of its address."""
