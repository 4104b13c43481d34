"""Repairs as data: a few kinds of edits of the records and settings, in the form the what-if room reads.

An edit is a mapping with its ``kind`` and the ids it names, so that it can be shown, stored and taken up
by `matcher.whatif.edits`, which knows many more kinds. What each does here is the plain meaning of it,
except that a post removed stays, with nobody asked for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel

from matcher.policy.records import Policy
from matcher.pools.pools import Pools
from matcher.pools.records import Choice

EditData: TypeAlias = Mapping[str, Any]
"""One edit: ``kind`` and what that kind names."""

Season: TypeAlias = tuple[Pools, Policy]
Record = TypeVar("Record", bound=BaseModel)


def apply_repair(pools: Pools, policy: Policy, edits: Iterable[EditData]) -> Season:
    """Return records and settings after some edits; what is given stays as it is.

    Raises
    ------
    KeyError
        An edit is of another kind than those below, or names an id that is not there.

    Examples
    --------
    >>> from datetime import date
    >>> from matcher.pools.records import Candidate
    >>> pools = Pools(candidates=(Candidate(id="1", name="甲", pool="retired", status="retired"),))
    >>> edit = {"kind": "set_capacity", "candidate": "1", "capacity": 2}
    >>> apply_repair(pools, Policy(name="demo", season_start=date(2026, 12, 1)), [edit])[0].candidates[0].capacity
    2
    """
    season = (pools, policy)
    for edit in edits:
        season = _ACTIONS[edit["kind"]](edit, *season)
    return season


def _set_capacity(edit: EditData, pools: Pools, policy: Policy) -> Season:
    return _change_candidate({**edit, "changes": {"capacity": edit["capacity"]}}, pools, policy)


def _change_candidate(edit: EditData, pools: Pools, policy: Policy) -> Season:
    at = pools.candidate_index[edit["candidate"]]
    return replace(pools, candidates=_put(pools.candidates, at, edit["changes"])), policy


def _change_enterprise(edit: EditData, pools: Pools, policy: Policy) -> Season:
    at = pools.enterprise_index[edit["enterprise"]]
    return replace(pools, enterprises=_put(pools.enterprises, at, edit["changes"])), policy


def _change_post(edit: EditData, pools: Pools, policy: Policy) -> Season:
    at = pools.post_index[edit["post"]]
    return replace(pools, posts=_put(pools.posts, at, edit["changes"])), policy


def _set_seats(edit: EditData, pools: Pools, policy: Policy) -> Season:
    seats = {name: edit[name] for name in ("least", "most") if name in edit}
    return _change_post({**edit, "changes": seats}, pools, policy)


def _remove_post(edit: EditData, pools: Pools, policy: Policy) -> Season:
    # The post keeps its place, so that plans before and after can be compared; whoever solves bans its pairs.
    return _change_post({**edit, "changes": {"least": 0}}, pools, policy)


def _set_answer(edit: EditData, pools: Pools, policy: Policy) -> Season:
    said = Choice.model_validate({key: value for key, value in edit.items() if key != "kind"})
    kept = tuple(
        old
        for old in pools.choices
        if (old.side, old.candidate, old.enterprise) != (said.side, said.candidate, said.enterprise)
        or said.post not in (None, old.post)
    )
    return replace(pools, choices=(*kept, said)), policy


def _switch_rule(edit: EditData, pools: Pools, policy: Policy) -> Season:
    return pools, _set_rule(policy, edit["rule"], {"enabled": edit["is_on"]})


def _set_parameter(edit: EditData, pools: Pools, policy: Policy) -> Season:
    setting = policy.rules.get(edit["rule"])
    parameters = {**(setting.parameters if setting else {}), edit["parameter"]: edit["value"]}
    return pools, _set_rule(policy, edit["rule"], {"parameters": parameters})


def _change_quota(edit: EditData, pools: Pools, policy: Policy) -> Season:
    at = next(n for n, quota in enumerate(policy.quotas) if quota.name == edit["name"])
    return pools, _validate(policy, {"quotas": _put(policy.quotas, at, edit["changes"])})


def _unban(edit: EditData, pools: Pools, policy: Policy) -> Season:
    return pools, _validate(policy, {"bans": tuple(ban for ban in policy.bans if not _is_named(ban, edit))})


def _unpin(edit: EditData, pools: Pools, policy: Policy) -> Season:
    return pools, _validate(policy, {"pins": tuple(pin for pin in policy.pins if not _is_named(pin, edit))})


def _waive(edit: EditData, pools: Pools, policy: Policy) -> Season:
    waiver = {key: value for key, value in edit.items() if key != "kind"}
    return pools, _validate(policy, {"waivers": (*policy.model_dump(exclude_none=True)["waivers"], waiver)})


_ACTIONS: Mapping[str, Callable[[EditData, Pools, Policy], Season]] = MappingProxyType(
    {
        "set_capacity": _set_capacity,
        "change_candidate": _change_candidate,
        "change_enterprise": _change_enterprise,
        "change_post": _change_post,
        "set_seats": _set_seats,
        "remove_post": _remove_post,
        "set_answer": _set_answer,
        "switch_rule": _switch_rule,
        "set_parameter": _set_parameter,
        "change_quota": _change_quota,
        "unban": _unban,
        "unpin": _unpin,
        "waive": _waive,
    }
)


def _put(records: tuple[Record, ...], at: int, changes: Mapping[str, object]) -> tuple[Record, ...]:
    old = records[at]
    return (*records[:at], type(old).model_validate({**old.model_dump(), **changes}), *records[at + 1 :])


def _is_named(order: BaseModel, edit: EditData) -> bool:
    """Tell whether a pin or ban is the one an edit names: a post that is not named stands for all."""
    data = order.model_dump()
    is_pair = (data["candidate"], data["enterprise"]) == (edit["candidate"], edit["enterprise"])
    return is_pair and edit.get("post") in (None, data["post"])


def _set_rule(policy: Policy, rule: str, changes: Mapping[str, object]) -> Policy:
    setting = policy.rules.get(rule)
    data = {**(setting.model_dump(exclude_none=True) if setting else {}), **changes}
    rules = {name: given.model_dump(exclude_none=True) for name, given in policy.rules.items()}
    return _validate(policy, {"rules": {**rules, rule: data}})


def _validate(policy: Policy, changes: Mapping[str, object]) -> Policy:
    return Policy.model_validate({**policy.model_dump(exclude_none=True), **changes})
