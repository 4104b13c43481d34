"""One step, or one side's consent, recorded for many pairs at once: a ceremony, or one paper of a unit."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast

import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow import CONSENT_SIDES, STEPS, MatchKey, MatchProgress, find_next_step
from matcher.plans.workflow.consenting import record_consents
from matcher.plans.workflow.states import ConsentSide
from matcher.plans.workflow.stepping import record_steps
from matcher.ui.asking import ask_some
from matcher.ui.context import Context
from matcher.ui.sign_off.attesting import ask_attested
from matcher.ui.sign_off.plan_pairs import PlanPairs

Versions: TypeAlias = Mapping[MatchKey, int]


def draw_many(context: Context, plan: PlanRecord, pairs: PlanPairs) -> None:
    """Choose what to record, and for which of the pairs that wait for it; nothing chosen means all of them."""
    if not context.may("record-step") or not pairs.progress:
        return
    with st.expander(context.say("many")):
        what = st.selectbox(
            context.say("many-what"),
            [*STEPS, *CONSENT_SIDES],
            format_func=lambda code: _tell_what(context, code),
            key="many-what",
        )
        waiting = context.hold("many", (plan.id, what), _list_waiting(pairs.progress, what))
        if not waiting:
            st.write(context.say("many-none"))
            return
        keys = {(key.candidate_id, key.post_id): key for key in waiting}
        # Not in the form: what is typed to find a pair has to reach the server.
        chosen = ask_some(
            context,
            f"many-pairs-{what}-{plan.id}-{len(keys)}",
            context.say("many-pairs", count=len(keys)),
            pairs.called.take(keys),
            placeholder=context.say("many-all"),
        )
        with st.form(f"many-{what}-{plan.id}", border=False, clear_on_submit=False):
            told = ask_attested(context, f"many-{what}-{plan.id}-{len(keys)}")
            is_sent = st.form_submit_button(context.say("do-many"), key=f"do-many-{what}-{plan.id}-{len(keys)}")
    if is_sent:
        versions = {keys[pair]: waiting[keys[pair]] for pair in chosen or keys}
        with context.doing("done-many", count=len(versions), what=_tell_what(context, what)):
            if what in STEPS:
                record_steps(context.store, context.actor, versions, what, told)
            else:
                record_consents(context.store, context.actor, versions, cast("ConsentSide", what), "given", told)


def _list_waiting(progress: Sequence[MatchProgress], what: str) -> Versions:
    if what in STEPS:
        return {each.match.key: each.match.version for each in progress if find_next_step(each.match.step) == what}
    return {
        each.match.key: each.consents[what].version if what in each.consents else 0
        for each in progress
        if each.match.step != "declined" and (what not in each.consents or each.consents[what].answer == "struck")
    }


def _tell_what(context: Context, code: str) -> str:
    if code in STEPS:
        return context.say("many-step").format(step=name("match_step", code).say(context.language))
    return context.say("many-consent").format(side=name("consent_side", code).say(context.language))
