"""Edits tried on a plan, kept as a variant: add, undo, redo, and the answer at once."""

import hashlib

import streamlit as st

from matcher.plans import Plan, Scenario
from matcher.plans.running import start_run
from matcher.plans.store.imports import add_import
from matcher.plans.store.records import PlanRecord, VariantRecord
from matcher.plans.store.scenarios import save_scenario
from matcher.plans.store.variants import add_variant, edit_variant, list_variants
from matcher.policy import render_policy
from matcher.ui.context import Context
from matcher.ui.long_work import Work, draw_work
from matcher.ui.moves import draw_moves
from matcher.ui.plan_view.reasons import draw_changes
from matcher.ui.what_if.edit_form import ask_edit
from matcher.whatif import Variant, WhatIf, make_edit, parse_variant, render_variant
from matcher.whatif.answering import Reply
from matcher.whatif.telling import describe_edit
from matcher.whatif.variant_file import parse_edits
from matcher.words import join_items


def draw_trying(context: Context, record: PlanRecord, plan: Plan) -> None:
    """Choose a variant, change it, and read what the plan becomes."""
    evidence = plan.evidence
    if evidence is None:
        st.info(context.say("no-evidence"))
        return
    base = Scenario(evidence.policy, evidence.pools, evidence.vocabulary, None, plan.findings)
    stored = _choose(context, record, base)
    if stored is None:
        return
    variant = parse_variant(stored.content, base)
    for note in variant.notes:
        st.caption(context.speak(note))
    _draw_edits(context, stored, variant)
    if context.may("edit-scenario"):
        with st.container(border=True):
            asked = ask_edit(context, record.id, evidence)
        if asked is not None:
            with context.doing("tried"):
                edits = parse_edits(asked) if isinstance(asked, str) else (make_edit(**asked),)
                _keep(context, stored, variant.add(*edits))
    if variant.edits:
        _draw_answer(context, record, plan, stored, variant)
        _draw_solving(context, record, variant)


def _choose(context: Context, record: PlanRecord, base: Scenario) -> VariantRecord | None:
    variants = {str(each.id): each for each in list_variants(context.store, record.scenario_id)}
    asked = context.param("variant")
    if asked and asked not in variants:
        st.warning(context.say("no-such-variant", asked=asked))

    def take() -> None:
        context.set_param("variant", st.session_state["choose-variant"] or "")

    ids = list(variants)
    newest = ids[-1] if ids else None
    st.session_state["choose-variant"] = asked if asked in variants else newest
    chosen = st.selectbox(
        context.say("variant"),
        ids,
        index=None,
        format_func=lambda key: variants[key].name,
        placeholder=context.say("no-variant"),
        key="choose-variant",
        on_change=take,
    )
    if context.may("edit-scenario"):
        with st.expander(context.say("new-variant"), expanded=not ids), st.form("new-variant", border=False):
            called = st.text_input(context.say("variant-name"), max_chars=100, key="variant-name")
            is_sent = st.form_submit_button(context.say("make-variant"), key="make-variant")
        if is_sent:
            with context.doing("variant-made"):
                text = render_variant(Variant(called, base), base.policy.name)
                with context.act() as act:
                    made = add_variant(act, record.scenario_id, called, text)
                context.set_param("variant", str(made.id))
    return variants[chosen] if chosen is not None else None


def _draw_edits(context: Context, stored: VariantRecord, variant: Variant) -> None:
    if not variant.edits:
        st.write(context.say("no-edits"))
    for number, edit in enumerate(variant.edits, 1):
        st.text(f"{number}. {describe_edit(edit).say(context.language)}")
    if not context.may("edit-scenario"):
        return
    with st.container(horizontal=True):
        if st.button(context.say("undo"), key="undo", disabled=not variant.edits):
            with context.doing("undone"):
                _keep(context, stored, variant.undo())
        if st.button(context.say("redo"), key="redo", disabled=not variant.undone):
            with context.doing("redone"):
                _keep(context, stored, variant.redo())
        st.download_button(
            context.say("take-variant"),
            stored.content,
            file_name=context.say("variant-file"),
            mime="application/toml",
            on_click="ignore",
        )


def _draw_answer(context: Context, record: PlanRecord, plan: Plan, stored: VariantRecord, variant: Variant) -> None:
    digest = hashlib.sha256(stored.content.encode()).hexdigest()[:16]

    def ask(work: Work[Reply]) -> Reply:
        return WhatIf(plan, should_stop=work.was_stopped).ask(variant.edits)

    reply = draw_work(context, f"whatif-{record.id}-{digest}", context.say("answer"), ask, at_once=True)
    if reply is None:
        return
    if reply.cause is not None:
        st.error(context.speak(reply.cause))
    draw_changes(context, reply.changes)
    for key, posts in (("newly-uncovered", reply.uncovered), ("newly-covered", reply.covered)):
        if posts:
            st.markdown(context.say(key, posts=join_items(posts, context.language)))
    if reply.moves:
        people = {person.id: person.name for person in variant.scenario.pools.candidates}
        moves = [(move.candidate, people.get(move.candidate, ""), move.left, move.taken) for move in reply.moves]
        draw_moves(context, record.id, moves)
    elif reply.cause is None:
        st.caption(context.say("nobody-moves"))


def _draw_solving(context: Context, record: PlanRecord, variant: Variant) -> None:
    """Offer to make the variant a scenario of its own and to solve it in full."""
    if not (context.may("run-scenario") and context.may("edit-scenario")):
        return
    st.caption(context.say("solve-explained"))
    if not st.button(context.say("solve"), key="solve-variant"):
        return
    with context.doing("solving"):
        with context.act() as act:
            import_id = record.import_id
            if variant.scenario.pools is not variant.base.pools:
                pools = variant.scenario.pools
                imported = add_import(act, record.season_id, pools, based_on=import_id, note=variant.name)
                import_id = imported.id
            text = render_policy(variant.scenario.policy)
            made = save_scenario(act, record.season_id, import_id, text)
        start_run(context.store, context.actor, made.id)


def _keep(context: Context, stored: VariantRecord, variant: Variant) -> None:
    text = render_variant(variant, variant.base.policy.name)
    with context.act() as act:
        edit_variant(act, stored.id, stored.version, content=text)
