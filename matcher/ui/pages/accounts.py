"""Accounts: who may log in, in which role, for which committee."""

import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.plans.accounts import (
    ROLES,
    AccountRecord,
    Role,
    edit_account,
    list_accounts,
    make_account,
    reset_password,
)
from matcher.plans.store.imports import list_imports
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.tables import Column, show_table

_COLUMNS = ("login", "name", "role", "committee", "state", "made")


def show(context: Context) -> None:
    """Show all accounts, the form that changes one, and the form that makes one."""
    st.title(context.say("title"))
    accounts = list_accounts(context.store)
    frame = pd.DataFrame([_tell(context, account) for account in accounts], columns=list(_COLUMNS))
    columns = [Column(key, context.say(key), is_choice=key in {"role", "state"}) for key in _COLUMNS]
    show_table(context, "accounts", columns, frame, file_name=context.say("title"))
    left, right = st.columns(2, gap="large")
    with left:
        _change_one(context, accounts)
    with right:
        _make_one(context)


def _tell(context: Context, account: AccountRecord) -> dict[str, str]:
    return {
        "login": account.login,
        "name": account.name,
        "role": _name_role(context, account.role),
        "committee": account.committee or context.say("all-committees"),
        "state": context.say(_find_state(account)),
        "made": tell_moment(account.made_at),
    }


def _find_state(account: AccountRecord) -> str:
    if not account.is_active:
        return "state-off"
    if account.is_waiting:
        return "state-waiting"
    if account.reset_at is not None:
        return "state-unconfirmed"
    return "state-ready" if account.has_password or account.is_linked else "state-closed"


def _change_one(context: Context, accounts: tuple[AccountRecord, ...]) -> None:
    st.subheader(context.say("change"))
    logins = [account.login for account in accounts]
    login = st.selectbox(context.say("login"), logins, key="account", placeholder="", bind="query-params")
    found = next((each for each in accounts if each.login == login), None)
    if found is None:
        return
    account = context.hold("account", found.id, found)
    which = f"{account.id}-{account.version}"
    with st.form(f"account-{which}"):
        person = st.text_input(context.say("name"), account.name, max_chars=100)
        role = _choose_role(context, account.role)
        committee = _choose_committee(context, account.committee)
        is_active = st.checkbox(context.say("may-log-in"), account.is_active)
        is_sent = st.form_submit_button(context.say("save"), key=f"save-account-{which}", type="primary")
    if is_sent:
        with context.doing("saved", login=account.login), context.act() as act:
            edit_account(
                act,
                account.id,
                version=account.version,
                name=person,
                role=role,
                committee=committee,
                is_active=is_active,
            )
    if account.reset_at is not None:
        st.caption(context.say("unconfirmed", at=tell_moment(account.reset_at)))
        context.link("review", context.say("to-confirm"))
    if st.button(context.say("reset"), key=f"reset-{which}", help=context.say("reset-help")):
        facts = {"login": account.login, "code": ""}
        with context.doing("was-reset", facts), context.act() as act:
            facts["code"] = reset_password(act, account.id, version=account.version)


def _make_one(context: Context) -> None:
    st.subheader(context.say("make"))
    with st.form("new-account"):
        login = st.text_input(context.say("login"), max_chars=64, autocomplete="off")
        person = st.text_input(context.say("name"), max_chars=100, autocomplete="off")
        role = _choose_role(context, "viewer")
        committee = _choose_committee(context, "")
        if st.form_submit_button(context.say("make"), type="primary"):
            facts = {"login": login, "code": ""}
            with context.doing("made-it", facts), context.act() as act:
                _, facts["code"] = make_account(act, login, person, role, committee=committee)


def _choose_committee(context: Context, now: str) -> str:
    """Ask for one of the committees of the season's lists: a name mistyped would show its account no host at all."""
    known = _list_committees(context)
    if not known:
        return st.text_input(context.say("committee"), now, help=context.say("committee-help"), autocomplete="off")
    options = ["", *sorted({*known, now} - {""})]
    return st.selectbox(
        context.say("committee"),
        options,
        index=options.index(now),
        format_func=lambda name: name or context.say("all-committees"),
        help=context.say("committee-help"),
        placeholder="",
    )


def _list_committees(context: Context) -> frozenset[str]:
    imports = list_imports(context.store, context.season.id) if context.season is not None else ()
    if not imports:
        return frozenset()
    newest = imports[0].id
    return context.recall(
        "committees",
        newest,
        make=lambda: frozenset(host.committee for host in context.load_pools(newest).pools.enterprises) - {""},
    )


def _choose_role(context: Context, role: Role) -> Role:
    return st.selectbox(
        context.say("role"),
        ROLES,
        index=ROLES.index(role),
        format_func=lambda code: _name_role(context, code),
        placeholder="",
    )


def _name_role(context: Context, role: str) -> str:
    return name("account_role", role).say(context.language)
