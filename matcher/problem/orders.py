"""The planner's pins and bans laid over the pairs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ScenarioError
from matcher.policy.records import PairOrder, Policy
from matcher.pools.pools import Pools
from matcher.suitability.table import PairTable
from matcher.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class Orders:
    """Hold pins and bans as arrays of a problem."""

    is_pinned: NDArray[np.bool_]
    is_banned: NDArray[np.bool_]
    group_start: NDArray[np.int64]
    group_pair: NDArray[np.int32]


def compile_orders(
    policy: Policy, pools: Pools, table: PairTable, candidate: NDArray[np.int32], post: NDArray[np.int32]
) -> Orders:
    """Find the pairs each pin and ban speaks of.

    A pin that leaves one pair pins it; one that leaves several asks for one of them.

    Raises
    ------
    ScenarioError
        A pin leaves no pair: a rule bars it, a side refused it, or a ban takes it away.
    """
    k = len(candidate)
    is_pinned, is_banned = np.zeros(k, np.bool_), np.zeros(k, np.bool_)
    for order in policy.bans:
        is_banned[_rows(order, pools, candidate, post)] = True
    groups: list[NDArray[np.int32]] = []
    for number, order in enumerate(policy.pins):
        rows = _rows(order, pools, candidate, post)
        rows = rows[~is_banned[rows]]
        if len(rows) == 0:
            raise _pin_without_pair(order, number, pools, table)
        if len(rows) == 1:
            is_pinned[rows] = True
        else:
            groups.append(rows)
    start = np.cumsum([0, *map(len, groups)], dtype=np.int64)
    return Orders(is_pinned, is_banned, start, np.concatenate(groups) if groups else np.zeros(0, np.int32))


def _posts(order: PairOrder, pools: Pools) -> list[int]:
    if order.post is not None:
        return [pools.post_index[order.post]]
    return [p for p, post in enumerate(pools.posts) if post.enterprise == order.enterprise]


def _rows(order: PairOrder, pools: Pools, candidate: NDArray[np.int32], post: NDArray[np.int32]) -> NDArray[np.int32]:
    i = pools.candidate_index[order.candidate]
    first, last = np.searchsorted(candidate, i, side="left"), np.searchsorted(candidate, i, side="right")
    own = np.arange(first, last, dtype=np.int32)
    return own[np.isin(post[first:last], _posts(order, pools))]


def _pin_without_pair(order: PairOrder, number: int, pools: Pools, table: PairTable) -> ScenarioError:
    i = pools.candidate_index[order.candidate]
    reasons = [reason for p in _posts(order, pools) for reason in table.why_barred(i, p)]
    zh = "；".join(dict.fromkeys(reason.words.zh for reason in reasons))
    en = "; ".join(dict.fromkeys(reason.words.en for reason in reasons))
    if not reasons:
        zh, en = "一方已拒绝、未互选，或该对已被禁止", "a side refused it, it is not mutual, or it is banned"
    pair = f"{order.candidate} – {order.enterprise}"
    return ScenarioError(
        Words(
            f"pins[{number}]：指定的 {pair} 不能成立：{zh}。请删去这条指定，或先解决其原因。",
            f"pins[{number}]: the pinned pair {pair} cannot be: {en}. Remove the pin or its cause.",
        ),
        place=f"pins[{number}]",
        value=pair,
    )
