"""The audit chain: who did what, whether every entry is there unaltered, and a copy for a third party."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import streamlit as st

from matcher.explain import NAMES
from matcher.explain.audit_subjects import tell_subject
from matcher.exports.audit_file import write_audit_lines
from matcher.plans.accounts import list_accounts
from matcher.plans.audit import (
    ChainFault,
    Entry,
    RecordFault,
    list_audit_actors,
    read_audit,
    read_end,
    tell_fault,
    tell_record_fault,
    verify_chain,
    verify_records,
    walk_audit,
)
from matcher.plans.store import SYSTEM
from matcher.plans.store.columns import now
from matcher.ui.context import Context
from matcher.ui.long_work import Work, draw_work
from matcher.ui.moments import tell_moment
from matcher.ui.tables import Column, show_table
from matcher.words import Words

_ACTIONS = NAMES["audit_action"]
_MOST = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold what a check found: when, up to which entry, and every fault."""

    at: datetime
    number: int
    end: str
    faults: tuple[ChainFault, ...]
    records: tuple[RecordFault, ...]


class _StoppedError(Exception):
    """Somebody pressed stop."""


def show(context: Context) -> None:
    """Show the newest entries, filtered, and the check of the chain."""
    st.title(context.say("title"))
    st.write(context.say("lead"))
    _show_check(context)
    entries = _choose_entries(context)
    logins = {f"account {account.id}": account.login for account in list_accounts(context.store)}
    frame = pd.DataFrame(
        [
            {
                "number": entry.number,
                "at": tell_moment(entry.at),
                "actor": _name_actor(context, entry.actor),
                "action": _name_action(context, entry.action),
                "subject": _name_subject(context, entry.subject, logins),
                "hash": entry.hash[:12],
            }
            for entry in entries
        ],
        columns=["number", "at", "actor", "action", "subject", "hash"],
    )
    columns = [
        Column("number", context.say("number"), "number"),
        *(Column(key, context.say(key)) for key in ("at", "actor", "action", "subject", "hash")),
    ]
    show_table(context, "entries", columns, frame, file_name=context.say("audit-file"))
    if len(entries) == _MOST:
        st.caption(context.say("more", count=_MOST))
    _show_entry(context, entries)


def _show_check(context: Context) -> None:
    st.download_button(
        context.say("copy"),
        lambda: _copy_chain(context),
        file_name="audit.jsonl",
        mime="application/jsonl",
        help=context.say("copy-help"),
        on_click="ignore",
    )
    number, _ = read_end(context.store)
    # A chain that has grown has not been checked.
    found = draw_work(context, f"check-{number}", context.say("verify"), partial(_check, context, number))
    if found is None:
        return
    st.caption(context.say("checked-at", at=tell_moment(found.at)))
    if found.faults:
        _show_faults(context, "broken", [tell_fault(fault) for fault in found.faults])
    else:
        st.success(context.say("holds", count=found.number))
    if found.records:
        _show_faults(context, "records-differ", [tell_record_fault(fault) for fault in found.records])
    elif not found.faults:
        st.success(context.say("records-agree"))
    st.caption(context.say("anchor", number=found.number))
    # Whole at any width: it is copied by hand.
    st.code(f"{found.number} {found.end}", language=None, wrap_lines=True)


def _check(context: Context, number: int, work: Work[Checked | None]) -> Checked | None:
    """Check the chain and the records against it; None where somebody pressed stop."""

    def watch(key: str, reached: int) -> None:
        if work.was_stopped():
            raise _StoppedError
        work.told = context.say(key, reached=reached, number=max(number, reached))

    try:
        faults = verify_chain(context.store, on_progress=partial(watch, "checking-chain"))
        records = verify_records(context.store, on_progress=partial(watch, "checking-records"))
    except _StoppedError:
        return None
    return Checked(now(), *read_end(context.store), faults, records)


def _show_faults(context: Context, key: str, faults: Sequence[Words]) -> None:
    st.error(context.say(key, count=len(faults)))
    for fault in faults[:_MOST]:
        st.markdown(f"- {context.speak(fault)}")


def _copy_chain(context: Context) -> bytes:
    with TemporaryDirectory(prefix="shuangxuan-") as folder:
        file = Path(folder) / "audit.jsonl"
        write_audit_lines(walk_audit(context.store, context.actor), file)
        return file.read_bytes()


def _choose_entries(context: Context) -> tuple[Entry, ...]:
    who, what = st.columns(2)
    anybody, anything = context.say("anybody"), context.say("anything")
    logins = {anybody: None} | {
        _name_actor(context, login): login for login in list_audit_actors(context.store, context.actor)
    }
    actor = who.selectbox(context.say("actor"), list(logins), key="actor", placeholder="", bind="query-params")
    codes = {anything: None} | {words.say(context.language): code for code, words in _ACTIONS.items()}
    action = what.selectbox(context.say("action"), list(codes), key="action", placeholder="", bind="query-params")
    return read_audit(
        context.store,
        context.actor,
        actor=logins[actor],
        action=codes[action],
        subject=context.param("subject") or None,
        most=_MOST,
    )


def _show_entry(context: Context, entries: tuple[Entry, ...]) -> None:
    """Show one entry whole: what was before and after, and its hashes."""
    numbers = [entry.number for entry in entries]
    if not numbers:
        return
    number = st.selectbox(context.say("entry"), numbers, index=None, placeholder=context.say("choose-entry"))
    for entry in entries:
        if entry.number == number:
            whole = {
                "before": entry.before,
                "after": entry.after,
                "plan": entry.plan_digest,
                "previous": entry.previous_hash,
                "hash": entry.hash,
            }
            st.code(json.dumps(whole, ensure_ascii=False, indent=1), language="json")


def _name_action(context: Context, code: str) -> str:
    return _ACTIONS[code].say(context.language) if code in _ACTIONS else code


def _name_subject(context: Context, subject: str, logins: Mapping[str, str]) -> str:
    told = tell_subject(subject).say(context.language)
    return context.say("whose").format(subject=told, login=logins[subject]) if subject in logins else told


def _name_actor(context: Context, login: str) -> str:
    return context.say("system") if login == SYSTEM.login else login
