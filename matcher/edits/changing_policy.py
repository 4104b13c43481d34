"""Edits of the settings: objectives, weights, rules, quotas, pins, bans and waivers."""

from typing import TypeAlias

from matcher.edits import changing_room, kinds
from matcher.edits.refusals import EditError, refuse_policy
from matcher.edits.state import State
from matcher.errors import ScenarioError
from matcher.policy.checks import unknown_word
from matcher.policy.faults import Fault
from matcher.policy.ids import check_ids
from matcher.policy.positions import Place
from matcher.policy.records import Quota
from matcher.policy.register import REGISTER
from matcher.words import Words

_WHOLE = frozenset({"tie_step", "term_years", "seed"})
_QUOTA_KEYS = tuple(Quota.model_fields)


def set_weight(edit: kinds.SetWeight, state: State) -> State:
    """Set the weight of a criterion."""
    return state.with_policy(("weight",), weights={**state.policy.weights, edit.criterion: edit.weight})


def set_objectives(edit: kinds.SetObjectives, state: State) -> State:
    """Set the order of objectives in place of a preset."""
    return state.with_policy(("objectives",), preset=None, objectives=edit.objectives)


def set_preset(edit: kinds.SetPreset, state: State) -> State:
    """Take a preset in place of an own order."""
    return state.with_policy(("preset",), preset=edit.preset, objectives=())


def set_consent(edit: kinds.SetConsent, state: State) -> State:
    """Say what an unanswered side counts as."""
    return state.with_policy(("consent",), consent=edit.consent)


def set_number(edit: kinds.SetNumber, state: State) -> State:
    """Set a number at the head of the scenario."""
    is_whole = edit.name in _WHOLE
    if is_whole and edit.value != int(edit.value):
        fix = Words(f"例如 {int(edit.value)}", f"for example {int(edit.value)}")
        raise EditError(Fault(("value",), Words("应为整数", "a whole number is wanted"), fix, "wrong_type"))
    return state.with_policy(("value",), (), **{edit.name: int(edit.value) if is_whole else edit.value})


def switch_rule(edit: kinds.SwitchRule, state: State) -> State:
    """Switch a rule of the register on or off."""
    _require_rule(edit.rule)
    return changing_room.switch_rule(edit.rule, state, is_on=edit.is_on)


def set_parameter(edit: kinds.SetParameter, state: State) -> State:
    """Set a parameter of a rule."""
    _require_rule(edit.rule)
    known = {name: spec.words.zh for name, spec in REGISTER[edit.rule].specs.items()}
    if edit.parameter not in known:
        kind = Words("参数", f"parameter of {edit.rule}")
        raise EditError(unknown_word(("parameter",), edit.parameter, known, kind, "unknown_parameter"))
    return changing_room.set_parameter(edit.rule, edit.parameter, edit.value, state)


def add_quota(edit: kinds.AddQuota, state: State) -> State:
    """Add a quota."""
    changed = state.with_policy(
        ("quota",), _QUOTA_KEYS, quotas=[*_dump_quotas(state), edit.quota.model_dump(exclude_none=True)]
    )
    return _check_quota(changed, edit.quota.name, ("quota",))


def change_quota(edit: kinds.ChangeQuota, state: State) -> State:
    """Give keys of a quota other values."""
    at = _find_quota(edit.name, state)
    quotas = _dump_quotas(state)
    named: list[tuple[Place, str]] = [
        *((("changes", key), key) for key in edit.changes),
        *((("clear",), key) for key in edit.clear),
    ]
    faults = [
        unknown_word(place, key, _QUOTA_KEYS, Words("设置项", "key"), "unknown_key")
        for place, key in named
        if key not in _QUOTA_KEYS
    ]
    if faults:
        raise EditError(*faults)
    quotas[at] = {key: value for key, value in quotas[at].items() if key not in edit.clear} | edit.changes
    changed = state.with_policy(("changes",), _QUOTA_KEYS, quotas=quotas)
    return _check_quota(changed, changed.policy.quotas[at].name, ("changes",))


def remove_quota(edit: kinds.RemoveQuota, state: State) -> State:
    """Drop a quota."""
    at = _find_quota(edit.name, state)
    return state.with_policy(("name",), quotas=[quota for n, quota in enumerate(_dump_quotas(state)) if n != at])


def pin(edit: kinds.Pin, state: State) -> State:
    """Ask for a pair."""
    _require_pair(edit, state)
    if not any(post.enterprise == edit.enterprise for post in state.pools.posts):
        fix = Words("改为承担联合支部的企业", "name the host that carries its branch")
        reason = Words("这家企业没有派驻岗位", "this enterprise offers no post")
        raise EditError(Fault(("enterprise",), reason, fix, "no_post"))
    return _add_order(edit, "pins", state)


def ban(edit: kinds.Ban, state: State) -> State:
    """Forbid a pair."""
    _require_pair(edit, state)
    return _add_order(edit, "bans", state)


def unpin(edit: kinds.Unpin, state: State) -> State:
    """Lift the pins of a pair."""
    return _lift(edit, "pins", state)


def unban(edit: kinds.Unban, state: State) -> State:
    """Lift the bans of a pair."""
    return _lift(edit, "bans", state)


def waive(edit: kinds.Waive, state: State) -> State:
    """Lift one rule of policy for a pair."""
    _require_pair(edit, state)
    _require_rule(edit.rule)
    waivers = [waiver.model_dump(exclude_none=True) for waiver in state.policy.waivers]
    added = edit.model_dump(exclude={"kind"}, exclude_none=True)
    return state.with_policy((), ("rule",), waivers=[*waivers, added])


def unwaive(edit: kinds.Unwaive, state: State) -> State:
    """Let rules hold for a pair again."""
    if edit.rule is not None:
        _require_rule(edit.rule)
    return _lift(edit, "waivers", state)


_Pair: TypeAlias = kinds.Pin | kinds.Ban | kinds.Unpin | kinds.Unban | kinds.Waive | kinds.Unwaive


def _require_pair(edit: _Pair, state: State) -> None:
    state.person(edit.candidate)
    state.host(edit.enterprise)
    if edit.post is not None:
        state.post(edit.post, edit.enterprise)


def _add_order(edit: kinds.Pin | kinds.Ban, side: str, state: State) -> State:
    orders = [order.model_dump(exclude_none=True) for order in getattr(state.policy, side)]
    return state.with_policy((), (), **{side: [*orders, edit.model_dump(exclude={"kind"}, exclude_none=True)]})


_LIFTED = {
    "pins": Words("指定", "pinned"),
    "bans": Words("禁止", "banned"),
    "waivers": Words("豁免", "given that waiver"),
}


def _lift(edit: kinds.Unpin | kinds.Unban | kinds.Unwaive, side: str, state: State) -> State:
    _require_pair(edit, state)
    orders = getattr(state.policy, side)
    kept = tuple(
        order
        for order in orders
        if (order.candidate, order.enterprise) != (edit.candidate, edit.enterprise)
        or (edit.post is not None and order.post != edit.post)
        or (isinstance(edit, kinds.Unwaive) and edit.rule is not None and order.rule != edit.rule)
    )
    if len(kept) == len(orders):
        what = _LIFTED[side]
        reason = Words(f"这一对没有被{what.zh}", f"this pair is not {what.en}")
        raise EditError(
            Fault(
                (), reason, Words("核对编号", "look the ids up"), "not_there", f"{edit.candidate} – {edit.enterprise}"
            )
        )
    return State(state.policy.model_copy(update={side: kept}), state.pools, state.vocabulary)


def _require_rule(rule: str) -> None:
    if rule not in REGISTER:
        titles = {known.id: known.title.zh for known in REGISTER.values()}
        raise EditError(unknown_word(("rule",), rule, titles, Words("规则", "rule"), "unknown_rule"))


def _dump_quotas(state: State) -> list[dict[str, object]]:
    return [quota.model_dump(exclude_none=True) for quota in state.policy.quotas]


def _find_quota(name: str, state: State) -> int:
    names = [quota.name for quota in state.policy.quotas]
    if name not in names:
        raise EditError(unknown_word(("name",), name, names, Words("配额", "quota"), "unknown_quota"))
    return names.index(name)


def _check_quota(state: State, name: str, inside: Place) -> State:
    """Refuse a quota that selects by a value no record has."""
    quota = tuple(quota for quota in state.policy.quotas if quota.name == name)
    alone = state.policy.model_copy(update={"quotas": quota, "pins": (), "bans": ()})
    try:
        check_ids(alone, state.pools, vocabulary=state.vocabulary)
    except ScenarioError as error:
        raise refuse_policy(error, inside, _QUOTA_KEYS) from None
    return state
