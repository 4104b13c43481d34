"""Why this person is at this post, or why not, for any pair of the season."""

from collections.abc import Sequence

import streamlit as st

from matcher.explain import explain_absence, explain_pair, name
from matcher.explain.absence import Absence, show_value
from matcher.explain.evidence import Evidence
from matcher.explain.pairs import PairReason
from matcher.explain.price import Price, say_certainty
from matcher.explain.resolving import Change
from matcher.plans import Plan
from matcher.plans.accounts import mask_reason
from matcher.ui.asking import ask_one
from matcher.ui.catalogues import recall_people, recall_posts
from matcher.ui.context import Context
from matcher.ui.kept_tables import Catalogue
from matcher.ui.long_work import Work, draw_work
from matcher.ui.moves import draw_moves
from matcher.ui.plain import draw_plain_table
from matcher.ui.profile_links import link_pair, link_person


def draw_reasons(context: Context, plan_id: int, plan: Plan) -> None:
    """Ask for a person and a post, and say everything that speaks for and against the pair."""
    evidence = plan.evidence
    if evidence is None:
        st.info(context.say("no-evidence"))
        return
    person, post = _choose(context, plan_id, evidence)
    if not person or not post:
        st.write(context.say("choose-both"))
        return
    link_pair(context, person, evidence.pools.host_of_post(post).id, plan_id)
    reason = explain_pair(evidence, person, post, is_priced=False)
    if reason is not None:
        st.success(context.say("in-plan"))
        _draw_reason(context, plan_id, reason)
    else:
        st.warning(context.say("not-in-plan"))
        _draw_absence(context, explain_absence(evidence, person, post, is_priced=False))

    def work_out(work: Work[Price | None]) -> Price | None:
        from matcher.explain import make_resolver

        resolver = make_resolver(evidence, should_stop=work.was_stopped)
        there = explain_pair(evidence, person, post, resolver=resolver)
        return there.without if there else explain_absence(evidence, person, post, resolver=resolver).price

    label = context.say("price-without" if reason is not None else "price-with")
    price = draw_work(context, f"price-{plan_id}-{person}-{post}", label, work_out)
    if price is not None:
        _draw_price(context, plan_id, price)


def _choose(context: Context, plan_id: int, evidence: Evidence) -> tuple[str, str]:
    committee = context.viewer.committee
    left, right = st.columns(2)
    with left:
        person = _choose_one(context, "person", recall_people(context, plan_id, evidence.pools))
    with right:
        post = _choose_one(context, "post", recall_posts(context, plan_id, evidence.pools, committee))
    return person, post


def _choose_one(context: Context, key: str, known: Catalogue[str]) -> str:
    asked = context.param(key)
    if asked and asked not in known:
        st.warning(context.say("unknown-id", asked=asked))

    def take() -> None:
        context.set_param(key, st.session_state[f"choose-{key}"] or "")

    st.session_state[f"choose-{key}"] = asked if asked in known else None
    return ask_one(context, f"choose-{key}", context.say(key), known, on_change=take) or ""


def _draw_reason(context: Context, plan_id: int, reason: PairReason) -> None:
    for decision in reason.decisions:
        # What only a price would tell is offered by the button below.
        if decision.variant != "not-priced":
            waived = decision.variant if decision.key == "waived" else ""
            st.markdown(f"- {context.speak(mask_reason(decision.words, context.viewer, rule=waived))}")
    for caution in reason.cautions:
        words = mask_reason(caution.reason.words, context.viewer, rule=caution.reason.rule)
        st.markdown(f"- ⚠ {context.speak(words, caution.lift)}")
    st.markdown(context.say("ranks", person=reason.candidate_rank, post=reason.post_rank))
    st.markdown(f"**{context.say('measures', points=reason.points / 100)}**")
    headings = [context.say(key) for key in ("criterion", "data", "measure", "weight", "gives")]
    draw_plain_table(
        headings,
        [
            [
                name("criterion", measure.criterion).say(context.language),
                measure.words.say(context.language),
                round(measure.value, 2),
                measure.weight,
                measure.points / 100,
            ]
            for measure in reason.measures
        ],
    )
    for key, passed in (("passed-posts", reason.passed_posts), ("passed-people", reason.passed_people)):
        is_people = key == "passed-people"
        if passed:
            st.markdown(f"**{context.say(key)}**")
            rows = [
                [
                    link_person(context, each.name, each.id, plan_id) if is_people else each.name,
                    each.id,
                    each.rank,
                    mask_reason(each.cause.words, context.viewer, rule=each.cause.rule).say(context.language),
                ]
                for each in passed
            ]
            draw_plain_table([context.say(one) for one in ("name", "id", "rank", "why")], rows)


def _draw_absence(context: Context, absence: Absence) -> None:
    for cause in absence.causes:
        words = mask_reason(cause.words, context.viewer, rule=cause.rule)
        st.markdown(f"- {context.speak(words, cause.lift)}")
    if absence.points is not None:
        st.markdown(context.say("would-be", points=absence.points / 100))


def _draw_price(context: Context, plan_id: int, price: Price) -> None:
    if price.cause is not None:
        st.warning(context.speak(price.cause))
    draw_changes(context, price.changes)
    if price.moves:
        moves = [(move.candidate_id, move.candidate_name, move.left, move.taken) for move in price.moves]
        draw_moves(context, plan_id, moves)


def draw_changes(context: Context, changes: Sequence[Change]) -> None:
    """Show every objective before and after, and whether the difference is proven."""
    rows = [
        [
            name("objective", change.objective).say(context.language),
            show_value(change.before),
            show_value(change.after),
            _say_certainty(context, change),
        ]
        for change in changes
    ]
    draw_plain_table([context.say(key) for key in ("objective", "before", "after", "certainty")], rows)


def _say_certainty(context: Context, change: Change) -> str:
    if change.is_exact:
        return context.say("is-exact")
    return context.say("is-found") if change.bound is None else say_certainty(change).say(context.language)
