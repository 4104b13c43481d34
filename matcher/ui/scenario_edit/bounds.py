"""Quotas, pins, bans and waivers."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from matcher.explain import name
from matcher.plans.store.records import ScenarioRecord
from matcher.policy import REGISTER, PairOrder, Policy, Quota, Waiver
from matcher.pools import TABLES, Column, Pools, TableName, Vocabulary
from matcher.pools.showing import name_field, show_field
from matcher.problem.problem import QUOTA_COUNTS
from matcher.ui.asking import ask_one
from matcher.ui.catalogues import recall_called
from matcher.ui.context import Context
from matcher.ui.plain import draw_plain_table
from matcher.ui.scenario_edit.keeping import keep_changes
from matcher.ui.texts import find_text
from matcher.words import join_items


def draw_quotas(context: Context, record: ScenarioRecord, policy: Policy) -> None:
    """Show the quotas, one form to add another, and one to take one away."""
    st.caption(context.say("quotas-help"))
    headings = [context.say(key) for key in ("quota-name", "quota-count", "quota-of", "quota-least", "quota-most")]
    stored = context.load_pools(record.import_id)
    _draw_rows(context, headings, [_make_row(context, quota, stored.vocabulary) for quota in policy.quotas])
    if not context.may("edit-scenario"):
        return
    _draw_new(context, record, policy, stored.pools)
    _draw_removal(context, record, policy, "quotas", [quota.name for quota in policy.quotas])


def draw_orders(context: Context, record: ScenarioRecord, policy: Policy) -> None:
    """Show pins, bans and waivers, a form to add one, and one to take one away."""
    orders: Sequence[PairOrder | Waiver]
    for key, all_orders in (("pins", policy.pins), ("bans", policy.bans), ("waivers", policy.waivers)):
        orders = _list_own(context, record, all_orders)
        st.markdown(f"**{context.say(key)}**")
        st.caption(context.say(f"{key}-help"))
        headings = [context.say(each) for each in ("person", "host", "post", "reason")]
        rows = [[order.candidate, order.enterprise, order.post or "", order.reason] for order in orders]
        if key == "waivers":
            headings.insert(3, context.say("waived-rule"))
            for row, order in zip(rows, orders, strict=True):
                row.insert(3, name("gate", order.rule).say(context.language) if isinstance(order, Waiver) else "")
        _draw_rows(context, headings, rows)
        if context.may("edit-scenario"):
            _draw_order(context, record, policy, key)
            told = [f"{order.candidate} – {order.post or order.enterprise}" for order in orders]
            _draw_removal(context, record, policy, key, told)


def _draw_rows(context: Context, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    if rows:
        draw_plain_table(headings, rows)
    else:
        st.write(context.say("nothing"))


def _list_own(
    context: Context, record: ScenarioRecord, orders: Sequence[PairOrder | Waiver]
) -> Sequence[PairOrder | Waiver]:
    """Return the orders the visitor may see: all, or those on one committee's hosts."""
    committee = context.viewer.committee
    if not committee:
        return orders
    hosts = context.load_pools(record.import_id).pools.enterprises
    own = {host.id for host in hosts if host.committee == committee}
    return [order for order in orders if order.enterprise in own]


def _draw_new(context: Context, record: ScenarioRecord, policy: Policy, pools: Pools) -> None:
    with st.expander(context.say("add-quota")), st.form("quota", border=False):
        called = st.text_input(context.say("quota-name"), max_chars=60, key="quota-name")
        count = st.selectbox(
            context.say("quota-count"),
            QUOTA_COUNTS,
            format_func=lambda code: name("quota_count", code).say(context.language),
            key="quota-count",
        )
        left, right = st.columns(2)
        with left:
            sources = st.multiselect(
                context.say("of-pools"),
                sorted({person.pool for person in pools.candidates}),
                format_func=lambda code: name("pool", code).say(context.language),
                placeholder=context.say("all"),
                key="quota-pools",
            )
        with right:
            committees = st.multiselect(
                context.say("of-committees"),
                sorted({host.committee for host in pools.enterprises if host.committee}),
                placeholder=context.say("all"),
                key="quota-committees",
            )
        bounds: dict[str, Any] = {}
        for place, key in zip(st.columns(4), ("least", "most", "least_share", "most_share"), strict=True):
            with place:
                if "share" in key:
                    share = st.number_input(context.say(key), 0.0, 100.0, None, key=f"quota-{key}")
                    bounds[key] = None if share is None else share / 100
                else:
                    bounds[key] = st.number_input(context.say(key), 0, None, None, key=f"quota-{key}")
        is_sent = st.form_submit_button(context.say("add"), key="add-quota")
    if is_sent:
        new: dict[str, Any] = {"name": called, "count": count}
        new |= {"candidates": {"pool": sources}} if sources else {}
        new |= {"posts": {"committee": committees}} if committees else {}
        new |= {key: value for key, value in bounds.items() if value is not None}
        kept = [quota.model_dump(exclude_defaults=True) for quota in policy.quotas]
        keep_changes(context, record, policy, {"quotas": [*kept, new]})


def _draw_order(context: Context, record: ScenarioRecord, policy: Policy, key: str) -> None:
    pools = context.load_pools(record.import_id).pools
    people = recall_called(context, record.import_id, pools, "candidates")
    hosts = recall_called(context, record.import_id, pools, "enterprises")
    with st.expander(context.say(f"add-{key}")):
        # Not in the form: what is typed to find a record has to reach the server.
        person = ask_one(context, f"{key}-person", context.say("person"), people)
        host = ask_one(context, f"{key}-host", context.say("host"), hosts)
        with st.form(f"form-{key}", border=False):
            rule = _ask_rule(context) if key == "waivers" else None
            reason = st.text_input(context.say("reason"), max_chars=200, key=f"{key}-reason")
            is_sent = st.form_submit_button(context.say("add"), key=f"add-{key}")
    if is_sent:
        if person is None or host is None:
            st.error(context.say("choose-both"))
            return
        orders: tuple[PairOrder | Waiver, ...] = getattr(policy, key)
        kept = [order.model_dump(exclude_defaults=True) for order in orders]
        new = {"candidate": person, "enterprise": host, "reason": reason} | ({"rule": rule} if rule else {})
        keep_changes(context, record, policy, {key: [*kept, new]})


def _ask_rule(context: Context) -> str:
    rules = [rule.id for rule in REGISTER.values() if rule.is_waivable]
    return st.selectbox(
        context.say("waived-rule"),
        rules,
        format_func=lambda code: name("gate", code).say(context.language),
        key="waivers-rule",
    )


def _draw_removal(context: Context, record: ScenarioRecord, policy: Policy, key: str, told: list[str]) -> None:
    if not told:
        return
    with st.expander(context.say(f"remove-{key}")), st.form(f"remove-{key}", border=False):
        gone = st.selectbox(context.say("which"), range(len(told)), format_func=told.__getitem__, key=f"gone-{key}")
        is_sent = st.form_submit_button(context.say("remove"), key=f"do-remove-{key}")
    if is_sent:
        held: tuple[Quota | PairOrder | Waiver, ...] = getattr(policy, key)
        kept = [each.model_dump(exclude_defaults=True) for place, each in enumerate(held) if place != gone]
        keep_changes(context, record, policy, {key: kept})


def _make_row(context: Context, quota: Quota, vocabulary: Vocabulary) -> list[object]:
    def tell(count: int | None, share: float | None) -> str:
        both = ("" if count is None else str(count), "" if share is None else f"{share:.0%}")
        return " ".join(each for each in both if each)

    chosen: list[tuple[TableName, str, tuple[str | int | bool, ...]]]
    chosen = [("candidates", field, values) for field, values in quota.candidates.items()]
    for field, values in quota.posts.items():
        chosen.append(("posts" if field in TABLES["posts"].by_name else "enterprises", field, values))
    selection = context.say("list-separator").join(
        find_text(context.page, "selected")
        .say(context.language)
        .format(
            field=name_field(table, field, context.language),
            values=_tell_values(context, TABLES[table].by_name.get(field), values, vocabulary),
        )
        for table, field, values in chosen
    )
    return [
        quota.name,
        name("quota_count", quota.count).say(context.language),
        selection or context.say("all"),
        tell(quota.least, quota.least_share),
        tell(quota.most, quota.most_share),
    ]


def _tell_values(
    context: Context, column: Column | None, values: Sequence[str | int | bool], vocabulary: Vocabulary
) -> str:
    if column is None:
        return join_items(map(str, values), context.language)
    return show_field(column, tuple(values), vocabulary, context.language)
