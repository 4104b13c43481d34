"""What a policy says of people, hosts and posts, held against the pools."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel

from matcher.policy.checks import unknown_word
from matcher.policy.faults import Fault, make_error
from matcher.policy.load import FILE_NAME, find_scenario_file, read_scenario_text
from matcher.policy.positions import Place, find_positions
from matcher.policy.records import PairOrder, Policy, Waiver
from matcher.policy.room import find_crowding
from matcher.policy.selection import POST_FIELDS, SELECTIONS
from matcher.policy.terms import TableName
from matcher.pools.pools import Pools
from matcher.pools.tables import TABLES
from matcher.pools.vocabulary import Vocabulary, load_vocabulary
from matcher.words import Words


def check_ids(
    policy: Policy, pools: Pools, *, vocabulary: Vocabulary | None = None, source: Path | None = None
) -> None:
    """Refuse a policy that speaks of people, hosts, posts or values the pools do not have.

    Parameters
    ----------
    vocabulary
        Words that are right although nobody has them; None: the built-in ones.
    source
        The scenario file or its folder, for the line numbers; None: none are shown.

    Raises
    ------
    ScenarioError
        An unknown id with the nearest right one, a post of another enterprise, a value that no
        record has, or pins for which there is no room; one error tells all of them.
    """
    known = _Known(pools)
    faults = [
        fault for place, order, is_pin in _orders(policy) for fault in _check_order(place, order, known, is_pin=is_pin)
    ]
    faults += _check_values(policy, pools, vocabulary or load_vocabulary())
    if not faults:
        faults += find_crowding(policy, pools)
    if faults:
        file = find_scenario_file(source) if source else None
        spans = find_positions(read_scenario_text(file)) if file else {}
        raise make_error(faults, policy.model_dump(), file=file.name if file else FILE_NAME, spans=spans)


@dataclass(frozen=True)
class _Known:
    """Hold the ids of the pools, with the names by which a planner may have called them."""

    pools: Pools

    @cached_property
    def people(self) -> dict[str, str]:
        return {record.id: record.name for record in self.pools.candidates}

    @cached_property
    def hosts(self) -> dict[str, str]:
        return {record.id: record.name for record in self.pools.enterprises}

    @cached_property
    def posts(self) -> dict[str, list[str]]:
        posts: dict[str, list[str]] = {host: [] for host in self.hosts}
        for record in self.pools.posts:
            posts[record.enterprise].append(record.id)
        return posts


def _orders(policy: Policy) -> Iterator[tuple[Place, PairOrder | Waiver, bool]]:
    yield from ((("pins", n), order, True) for n, order in enumerate(policy.pins))
    yield from ((("bans", n), order, False) for n, order in enumerate(policy.bans))
    yield from ((("waivers", n), waiver, False) for n, waiver in enumerate(policy.waivers))


def _check_order(place: Place, order: PairOrder | Waiver, known: _Known, *, is_pin: bool) -> Iterator[Fault]:
    if order.candidate not in known.people:
        yield unknown_id((*place, "candidate"), order.candidate, known.people, Words("人选编号", "candidate"))
    if order.enterprise not in known.hosts:
        yield unknown_id((*place, "enterprise"), order.enterprise, known.hosts, Words("企业编号", "enterprise"))
        return
    posts = known.posts[order.enterprise]
    if order.post is not None and order.post not in posts:
        yield _foreign_post((*place, "post"), order.post, posts, known)
    if is_pin and not posts:
        yield _no_post((*place, "enterprise"), order.enterprise, known.pools)


def _foreign_post(place: Place, post: str, own: list[str], known: _Known) -> Fault:
    """Return the fault of a post that is not there, or belongs to another enterprise."""
    owner = next((record.enterprise for record in known.pools.posts if record.id == post), None)
    if owner is None or not own:
        return unknown_id(place, post, dict.fromkeys(own, ""), Words("岗位编号", "post of this enterprise"))
    return Fault(
        place,
        Words(f"这是企业 {owner} 的岗位", f"this post belongs to enterprise {owner}"),
        Words(f"这家企业的岗位有 {'、'.join(own)}", f"posts of this enterprise are {', '.join(own)}"),
        "foreign_post",
        suggestion=own[0] if len(own) == 1 else None,
    )


def _no_post(place: Place, enterprise: str, pools: Pools) -> Fault:
    branch = pools.enterprises[pools.enterprise_index[enterprise]].branch
    fix = Words("删去这一条", "delete the entry")
    if branch is not None:
        fix = Words(f"改为联合支部所在的企业 {branch}", f"write {branch}, which carries its branch")
    reason = Words("这家企业没有派驻岗位", "this enterprise offers no post")
    return Fault(place, reason, fix, "no_post", suggestion=branch)


def unknown_id(place: Place, typed: str, known: Mapping[str, str], kind: Words) -> Fault:
    """Return the fault of an id that is not there; a name that only one record has leads to its id.

    Parameters
    ----------
    known
        Id → name of the records there are.
    """
    owners = [record_id for record_id, name in known.items() if name and name == typed.strip()]
    if len(owners) == 1:
        fix = Words(f"这是姓名或名称，改写编号 {owners[0]}", f"this is a name; write the id {owners[0]}")
        return Fault(place, Words(f"没有这个{kind.zh}", f"no such {kind.en}"), fix, "unknown_id", None, owners[0])
    fault = unknown_word(place, typed, known.keys(), kind, "unknown_id")
    if fault.suggestion is None and len(known) > 12:
        fix = Words("对照人才库、企业库改写编号", "look the id up in the pools")
        return Fault(place, fault.reason, fix, "unknown_id")
    return Fault(place, fault.reason, fault.fix, "unknown_id", None, fault.suggestion)


def _check_values(policy: Policy, pools: Pools, vocabulary: Vocabulary) -> Iterator[Fault]:
    for n, quota in enumerate(policy.quotas):
        for side, selection in (("candidates", quota.candidates), ("posts", quota.posts)):
            for field, values in selection.items():
                if SELECTIONS[side][field].type is str and not SELECTIONS[side][field].choices:
                    place = ("quotas", n, side, field)
                    yield from _check_texts(place, [str(value) for value in values], pools, vocabulary)


def _check_texts(
    place: tuple[str, int, str, str], values: list[str], pools: Pools, words: Vocabulary
) -> Iterator[Fault]:
    """Find the texts of one selection that no record has and the vocabulary does not know."""
    _, _, side, field = place
    table: TableName = "candidates" if side == "candidates" else "posts" if field in POST_FIELDS else "enterprises"
    column = TABLES[table].by_name.get(field)
    kind = column.vocabulary if column else None
    known = {code: words.name(kind, code, "zh") for code in words.codes(kind)} if kind else {}
    for text in _find_texts(getattr(pools, table), field):
        known.setdefault(text, "")
    for k, value in enumerate(values):
        if value in known:
            continue
        code = words.find(kind, value) if kind else None
        reason = Words("库中没有一条记录是这个取值", "no record has this value")
        if code is None:
            nearest_known = unknown_word((*place, k), value, known, Words("取值", "value"), "unknown_word")
            yield replace(nearest_known, reason=reason)
        else:
            fix = Words(f"改写代码 {code}", f"write its code, {code}")
            yield Fault((*place, k), reason, fix, "unknown_word", suggestion=code)


def _find_texts(records: Iterable[BaseModel], field: str) -> dict[str, None]:
    """Return every text that stands in a field, in the order of the records."""
    found: dict[str, None] = {}
    for record in records:
        value = getattr(record, field)
        for item in value if isinstance(value, tuple) else (value,):
            text = getattr(item, "skill", item)
            if text:
                found[str(text)] = None
    return found
