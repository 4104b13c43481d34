"""The pairs of a plan: how far each has come, who consents, what it lacks, and the roster of what is ready."""

import streamlit as st

from matcher.plans.store.plans import list_plans
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow import show_plan
from matcher.ui.asking import ask_one
from matcher.ui.context import Context
from matcher.ui.plan_choice import choose_plan
from matcher.ui.profile_links import link_pair
from matcher.ui.sign_off.comments import draw_comments
from matcher.ui.sign_off.consents import draw_consents
from matcher.ui.sign_off.corrections import draw_corrections
from matcher.ui.sign_off.many import draw_many
from matcher.ui.sign_off.plan_pairs import PlanPairs, recall_pairs
from matcher.ui.sign_off.progress import draw_counts, draw_pairs
from matcher.ui.sign_off.roster import draw_roster
from matcher.ui.sign_off.steps import draw_steps
from matcher.words import CLAUSE_SEPARATOR


def show(context: Context) -> None:
    """Show the counts of the four steps, every pair, and one pair with what can be recorded of it."""
    st.title(context.say("title"))
    chosen = choose_plan(context, list_plans(context.store, season_id=context.season.id) if context.season else ())
    if chosen is None:
        return
    plan = show_plan(context.store, context.actor, chosen.id)
    pairs = recall_pairs(context, plan.id)
    draw_counts(context, pairs.progress)
    draw_roster(context, plan, pairs.progress)
    draw_pairs(context, plan, pairs)
    draw_many(context, plan, pairs)
    _draw_pair(context, plan, pairs)


def _draw_pair(context: Context, plan: PlanRecord, pairs: PlanPairs) -> None:
    """Show one pair in full: the one of the address."""
    known = pairs.known
    if not known:
        return
    st.subheader(context.say("one-pair"))
    asked = (context.param("person"), context.param("post"))
    if any(asked) and asked not in known:
        st.warning(context.say("no-such-pair", person=asked[0], post=asked[1]))

    def take() -> None:
        person, post = st.session_state["choose-pair"] or ("", "")
        context.set_param("person", person)
        context.set_param("post", post)

    # The address decides, also after a click in the table or a link from another page.
    st.session_state["choose-pair"] = asked if asked in known else None
    ask_one(
        context,
        "choose-pair",
        context.say("choose-pair"),
        pairs.called,
        placeholder=context.say("choose-pair-hint"),
        on_change=take,
    )
    if asked not in known:
        return
    pair = context.hold("pair", known[asked].match.key, known[asked])
    link_pair(context, asked[0], pairs.names.hosts.get(asked[1], ""), plan.id)
    if pair.lacks:
        what = CLAUSE_SEPARATOR.say(context.language).join(lack.say(context.language) for lack in pair.lacks)
        st.info(context.say("lacks", what=what))
    else:
        st.success(context.say("is-ready"))
    draw_steps(context, pair)
    draw_consents(context, pair)
    draw_corrections(context, pair)
    draw_comments(context, plan, pair.match)
