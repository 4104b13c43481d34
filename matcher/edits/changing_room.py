"""Edits of who has room, who is asked for and who answered what."""

from pydantic import ValidationError

from matcher.edits import kinds
from matcher.edits.changing_records import put_candidate, put_choice, put_posts
from matcher.edits.refusals import EditError, read_faults
from matcher.edits.state import State
from matcher.policy.faults import Fault
from matcher.pools.records import Candidate, Choice, Post
from matcher.words import Words


def withdraw_candidate(edit: kinds.WithdrawCandidate, state: State) -> State:
    """Leave a person without room and lift the pins of the person."""
    person = state.person(edit.candidate)
    kept = tuple(pin for pin in state.policy.pins if pin.candidate != person.id)
    freed = State(state.policy.model_copy(update={"pins": kept}), state.pools, state.vocabulary)
    return put_candidate(freed, person.model_copy(update={"capacity": 0, "least": 0}))


def withdraw_enterprise(edit: kinds.WithdrawEnterprise, state: State) -> State:
    """Let no post of a host take anybody and lift the pins there."""
    host = state.host(edit.enterprise)
    kept = tuple(pin for pin in state.policy.pins if pin.enterprise != host.id)
    freed = State(state.policy.model_copy(update={"pins": kept}), state.pools, state.vocabulary)
    own = [post for post in state.pools.posts if post.enterprise == host.id]
    return put_posts(freed, {post.id: post.model_copy(update={"least": 0, "most": 0}) for post in own})


def set_capacity(edit: kinds.SetCapacity, state: State) -> State:
    """Set a person's own limit, or leave it to the rule again."""
    person = state.person(edit.candidate)
    return put_candidate(state, _check(person, "capacity", capacity=edit.capacity))


def set_seats(edit: kinds.SetSeats, state: State) -> State:
    """Set least and most of a post; one that is not given stays."""
    post = state.post(edit.post)
    least = post.least if edit.least is None else edit.least
    most = post.most if edit.most is None else edit.most
    key = "most" if edit.least is None else "least"
    if edit.least is None and edit.most is None:
        fix = Words("写明 least 或 most", "give least or most")
        raise EditError(Fault((), Words("没有写要改什么", "it says nothing of what to change"), fix, "empty", ""))
    return put_posts(state, {post.id: _check_post(post, key, least=least, most=most)})


def set_radius(edit: kinds.SetRadius, state: State) -> State:
    """Set the radius of one person, or the rule's for everyone."""
    if edit.candidate is None:
        return set_limit("bundle-radius", edit.most_km, state)
    person = state.person(edit.candidate)
    if not state.policy.is_active("bundle-radius"):
        raise EditError(
            Fault(
                ("candidate",),
                Words("规则 bundle-radius（联企半径）没有启用", "the rule bundle-radius is off"),
                Words("先用 switch_rule 启用它", "switch it on first, with switch_rule"),
                "rule_off",
            )
        )
    return put_candidate(state, _check(person, "most_km", radius_km=edit.most_km))


def set_distance(edit: kinds.SetDistance, state: State) -> State:
    """Set the distance limit between person and host."""
    return set_limit("distance-limit", edit.most_km, state)


def set_limit(rule: str, most_km: float, state: State) -> State:
    """Set the kilometres of a rule and switch it on."""
    setting = state.policy.rules.get(rule)
    data = {} if setting is None else setting.model_dump(exclude_none=True)
    parameters = {**(setting.parameters if setting else {}), "most_km": most_km}
    data |= {"enabled": True, "parameters": parameters}
    return state.with_policy(("most_km",), rules={**_dump_rules(state), rule: _open_dates(data, state)})


def set_answer(edit: kinds.SetAnswer, state: State) -> State:
    """Put a side's answer in place of the earlier one."""
    state.person(edit.candidate)
    state.host(edit.enterprise)
    if edit.post is not None:
        state.post(edit.post, edit.enterprise)
    try:
        choice = Choice.model_validate(edit.model_dump(exclude={"kind"}))
    except ValidationError as error:
        raise EditError(*read_faults(error, ("rank",))) from None
    return put_choice(state, choice)


def switch_rule(rule: str, state: State, *, is_on: bool) -> State:
    """Switch a rule, dropping dates of validity that would say otherwise."""
    setting = state.policy.rules.get(rule)
    data = {} if setting is None else setting.model_dump(exclude_none=True)
    data["enabled"] = is_on
    data = _open_dates(data, state) if is_on else data
    return state.with_policy(("rule",), rules={**_dump_rules(state), rule: data})


def set_parameter(rule: str, name: str, value: object, state: State) -> State:
    """Set one parameter of a rule."""
    setting = state.policy.rules.get(rule)
    data = {} if setting is None else setting.model_dump(exclude_none=True)
    data["parameters"] = {**(setting.parameters if setting else {}), name: value}
    return state.with_policy(("value",), rules={**_dump_rules(state), rule: data})


def _dump_rules(state: State) -> dict[str, object]:
    return {rule: setting.model_dump(exclude_none=True) for rule, setting in state.policy.rules.items()}


def _open_dates(data: dict[str, object], state: State) -> dict[str, object]:
    """Drop both dates of validity where the season lies outside of them."""
    start, first, last = state.policy.season_start, data.get("valid_from"), data.get("valid_until")
    is_inside = (first is None or first <= start) and (last is None or start <= last)  # type: ignore[operator]
    return data if is_inside else {key: value for key, value in data.items() if not key.startswith("valid_")}


def _check(person: Candidate, key: str, **values: object) -> Candidate:
    try:
        return Candidate.model_validate({**person.model_dump(), **values})
    except ValidationError as error:
        raise EditError(*(_at(fault, key) for fault in read_faults(error))) from None


def _check_post(post: Post, key: str, **values: object) -> Post:
    try:
        return Post.model_validate({**post.model_dump(), **values})
    except ValidationError as error:
        raise EditError(*(_at(fault, key) for fault in read_faults(error))) from None


def _at(fault: Fault, key: str) -> Fault:
    return Fault((key,), fault.reason, fault.fix, fault.code, None, fault.suggestion)
