"""Who put their name to a plan, checked against the plan as it is now."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from matcher.explain import name
from matcher.plans.workflow import show_signatures
from matcher.plans.workflow.history import ShownSignature
from matcher.ui.context import Context
from matcher.ui.moments import tell_moment
from matcher.ui.sign_off.people import name_actors
from matcher.ui.tables import Column, show_table


def draw_signatures(context: Context, plan_id: int) -> None:
    """Show every signature on a plan and on the versions it was made from, the voided ones too."""
    st.subheader(context.say("signatures"))
    signatures = show_signatures(context.store, context.actor, plan_id)
    if not signatures:
        st.write(context.say("no-signatures"))
        return
    if any(not each.is_intact for each in signatures):
        st.error(context.say("not-intact"))
    names = name_actors(context)
    rows = [
        {
            "plan": each.record.plan_id,
            "act": name("plan_action", each.record.act).say(context.language),
            "name": each.record.name,
            "at": each.record.made_at,
            "standing": _tell_standing(context, each),
            "account": _tell_trail(context, each, names),
            "seal": each.record.seal[:16],
        }
        for each in signatures
    ]
    columns = [
        Column("plan", context.say("plan"), "number"),
        Column("act", context.say("act")),
        Column("name", context.say("signer")),
        Column("at", context.say("at"), "moment"),
        Column("standing", context.say("standing")),
        Column("account", context.say("signer-account")),
        Column("seal", context.say("seal")),
    ]
    show_table(
        context, "signatures", columns, pd.DataFrame(rows), file_name=context.say("signatures-file", plan=plan_id)
    )


def _tell_standing(context: Context, signature: ShownSignature) -> str:
    record = signature.record
    if not signature.is_intact:
        return context.say("standing-broken")
    if record.is_voided:
        return context.say("standing-voided").format(reason=record.void_reason, by=record.voided_by)
    return context.say("standing-counts")


def _tell_trail(context: Context, signature: ShownSignature, names: Mapping[str, str]) -> str:
    """Say who last decided over the signer's account before the signature, and who confirmed it."""
    told = [
        context.say("account-event").format(
            at=tell_moment(entry.at),
            action=name("audit_action", entry.action).say(context.language),
            by=names.get(entry.actor, entry.actor),
        )
        for entry in signature.trail
    ]
    return context.say("list-separator").join(told) or context.say("account-untouched")
