"""Accounts that were reset: who did it, and somebody else's word that their own person uses them."""

import streamlit as st

from matcher.explain import name
from matcher.plans.accounts import Doubt, confirm_account, list_doubts
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment


def draw_doubts(context: Context) -> None:
    """Show the accounts that sign nothing before they are confirmed; nothing where there are none."""
    if not context.may("confirm-account"):
        return
    doubts = list_doubts(context.store, context.actor)
    if not doubts:
        return
    st.subheader(context.say("doubts"))
    for doubt in doubts:
        with st.container(border=True):
            _draw_doubt(context, context.hold(f"doubt-{doubt.account.id}", doubt.account.id, doubt))


def _draw_doubt(context: Context, doubt: Doubt) -> None:
    account = doubt.account
    assert account.reset_at is not None  # only such are listed
    st.markdown(
        context.say(
            "doubt",
            name=account.name,
            login=account.login,
            role=name("account_role", account.role).say(context.language),
            at=tell_moment(account.reset_at),
            by=doubt.reset_by or context.say("at-the-terminal"),
        )
    )
    if doubt.hindrance is not None:
        st.caption(context.say("cannot-confirm", why=doubt.hindrance.say(context.language)))
        return
    which = f"{account.id}-{account.version}"
    is_sure = st.checkbox(context.say("is-sure", name=account.name), key=f"sure-{which}")
    if st.button(context.say("confirm"), key=f"confirm-{which}", disabled=not is_sure) and is_sure:
        with context.doing("confirmed", name=account.name), context.act() as act:
            confirm_account(act, account.id, version=account.version)
