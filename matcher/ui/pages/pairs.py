"""The pairs of a plan: how far each has come, who consents, what it lacks, and the roster of what is ready."""

import streamlit as st

from matcher.plans.store.plans import list_plans
from matcher.plans.store.records import PlanRecord
from matcher.plans.workflow import MatchProgress, list_progress, show_plan
from matcher.ui.context import Context
from matcher.ui.plan_choice import choose_plan
from matcher.ui.profile_links import link_pair
from matcher.ui.sign_off.comments import draw_comments
from matcher.ui.sign_off.consents import draw_consents
from matcher.ui.sign_off.corrections import draw_corrections
from matcher.ui.sign_off.many import draw_many
from matcher.ui.sign_off.people import PairNames, name_pairs
from matcher.ui.sign_off.progress import draw_counts, draw_pairs
from matcher.ui.sign_off.roster import draw_roster
from matcher.ui.sign_off.steps import draw_steps


def show(context: Context) -> None:
    """Show the counts of the four steps, every pair, and one pair with what can be recorded of it."""
    st.title(context.say("title"))
    chosen = choose_plan(context, list_plans(context.store, season_id=context.season.id) if context.season else ())
    if chosen is None:
        return
    plan = show_plan(context.store, context.actor, chosen.id)
    progress = list_progress(context.store, context.actor, plan.id)
    names = name_pairs(context, plan.id)
    draw_counts(context, progress)
    draw_roster(context, plan, progress)
    draw_pairs(context, plan, progress, names)
    draw_many(context, plan, progress, names)
    _draw_pair(context, plan, progress, names)


def _draw_pair(context: Context, plan: PlanRecord, progress: tuple[MatchProgress, ...], names: PairNames) -> None:
    """Show one pair in full: the one of the address."""
    known = {(each.match.key.candidate_id, each.match.key.post_id): each for each in progress}
    if not known:
        return
    st.subheader(context.say("one-pair"))
    asked = (context.param("person"), context.param("post"))
    if any(asked) and asked not in known:
        st.warning(context.say("no-such-pair", person=asked[0], post=asked[1]))
    keys = list(known)

    def take() -> None:
        person, post = st.session_state["choose-pair"] or ("", "")
        context.set_param("person", person)
        context.set_param("post", post)

    # The address decides, also after a click in the table or a link from another page.
    st.session_state["choose-pair"] = asked if asked in known else None
    st.selectbox(
        context.say("choose-pair"),
        keys,
        index=None,
        placeholder=context.say("choose-pair-hint"),
        format_func=lambda key: names.tell(context, *key),
        key="choose-pair",
        on_change=take,
    )
    if asked not in known:
        return
    pair = context.hold("pair", known[asked].match.key, known[asked])
    link_pair(context, asked[0], names.hosts.get(asked[1], ""), plan.id)
    if pair.lacks:
        st.info(context.say("lacks", what="；".join(lack.say(context.language) for lack in pair.lacks)))
    else:
        st.success(context.say("is-ready"))
    draw_steps(context, pair)
    draw_consents(context, pair)
    draw_corrections(context, pair)
    draw_comments(context, plan, pair.match)
