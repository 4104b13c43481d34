"""Whom a profile page is about: up to four ids in its address, a version of the pools, a plan."""

import streamlit as st

from matcher.plans import Plan
from matcher.plans.store.imports import list_imports
from matcher.plans.store.plans import list_plans
from matcher.plans.store.records import PlanRecord, StoredPools
from matcher.ui.asking import ask_some
from matcher.ui.context import Context
from matcher.ui.kept_tables import Catalogue
from matcher.ui.pool_view.browsing import MOST_COMPARED
from matcher.ui.pool_view.choosing import choose_import
from matcher.words import join_items

PARAM = "ids"


def choose_subject(context: Context) -> tuple[StoredPools, tuple[PlanRecord, Plan] | None] | None:
    """Return the version of the pools the page is about and the plan it speaks of; None: there is no version.

    An address that names a plan means the version that plan was made of; else the latest plan that is
    not withdrawn is spoken of.
    """
    if context.season is None:
        st.info(context.say("no-season"))
        return None
    plans = list_plans(context.store, season_id=context.season.id)
    asked = context.param("plan")
    plan = next((each for each in plans if str(each.id) == asked), None)
    if asked and plan is None:
        st.warning(context.say("no-such-plan", asked=asked[:80]))
    if plan is not None and not context.param("import"):
        context.set_param("import", str(plan.import_id))
    chosen = choose_import(context, list_imports(context.store, context.season.id))
    if chosen is None:
        return None
    plan = plan or next((each for each in plans if each.state != "withdrawn"), None)
    found = None if plan is None else (plan, context.load_plan(plan.id))
    return context.load_pools(chosen.id), found


def choose_ids(context: Context, known: Catalogue[str]) -> list[str]:
    """Show the box that says whose pages are side by side and return the ids.

    Parameters
    ----------
    known
        Records the visitor may see; others are told apart from those nobody has by nothing.
    """
    given = [each.strip() for value in st.query_params.get_all(PARAM) for each in value.replace("，", ",").split(",")]
    asked = list(dict.fromkeys(filter(None, given)))
    found = [each for each in asked if each in known]
    strangers = [each for each in asked if each not in known]
    if strangers:
        st.warning(
            context.say(
                "no-such-record", ids=join_items((each[:80] for each in strangers[:MOST_COMPARED]), context.language)
            )
        )
    if len(found) > MOST_COMPARED:
        st.info(context.say("too-many", most=MOST_COMPARED))
    shown = found[:MOST_COMPARED]

    def take() -> None:
        context.set_param(PARAM, ",".join(st.session_state["choose-ids"]))

    # The address decides, also after a link from another page.
    st.session_state["choose-ids"] = shown
    ask_some(
        context,
        "choose-ids",
        context.say("side-by-side"),
        known,
        most=MOST_COMPARED,
        placeholder=context.say("choose-hint"),
        on_change=take,
    )
    return shown
