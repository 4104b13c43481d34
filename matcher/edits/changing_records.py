"""Edits of the pools: records that come, change and go."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, TypeAlias, TypeVar

from pydantic import ValidationError

from matcher.edits import kinds
from matcher.edits.refusals import EditError, read_faults
from matcher.edits.state import HOST, PERSON, POST, State
from matcher.policy.checks import unknown_word
from matcher.policy.faults import Fault
from matcher.policy.positions import Place
from matcher.pools.correcting import drop_candidate, drop_enterprise, drop_post
from matcher.pools.records import Candidate, Choice, Enterprise, Post
from matcher.pools.tables import TABLES
from matcher.words import Words

TableOf: TypeAlias = Literal["candidates", "enterprises", "posts"]
Kept = TypeVar("Kept", Candidate, Enterprise, Post)


def add_candidate(edit: kinds.AddCandidate, state: State) -> State:
    """Take a person in at the end of the pool."""
    _require_new(edit.candidate.id, state.pools.candidate_index, ("candidate", "id"), PERSON)
    _check_candidate(edit.candidate, state, ("candidate",))
    _check_words("candidates", edit.candidate, state, ("candidate",))
    return _put(state, candidates=(*state.pools.candidates, edit.candidate))


def add_enterprise(edit: kinds.AddEnterprise, state: State) -> State:
    """Take a host in at the end of the pool."""
    _require_new(edit.enterprise.id, state.pools.enterprise_index, ("enterprise", "id"), HOST)
    _check_enterprise(edit.enterprise, state, ("enterprise",))
    _check_words("enterprises", edit.enterprise, state, ("enterprise",))
    return _put(state, enterprises=(*state.pools.enterprises, edit.enterprise))


def add_post(edit: kinds.AddPost, state: State) -> State:
    """Take a post in at the end of the list."""
    _require_new(edit.post.id, state.pools.post_index, ("post", "id"), POST)
    host = state.host(edit.post.enterprise, ("post", "enterprise"))
    if host.branch is not None:
        raise EditError(
            Fault(
                ("post", "enterprise"),
                Words("这家企业挂靠在别家，不单独设岗", "this host is attached to another and has no posts of its own"),
                Words(f"改为 {host.branch}，或先清除 branch", f"write {host.branch}, or clear its branch first"),
                "attached",
                suggestion=host.branch,
            )
        )
    _check_words("posts", edit.post, state, ("post",))
    return _put(state, posts=(*state.pools.posts, edit.post))


def change_candidate(edit: kinds.ChangeCandidate, state: State) -> State:
    """Give fields of a person other values."""
    changed = _change(state.person(edit.candidate), edit.changes, edit.clear, fixed=("id",))
    _check_candidate(changed, state, ("changes",), set(edit.changes))
    _check_words("candidates", changed, state, ("changes",), set(edit.changes))
    return put_candidate(state, changed)


def change_enterprise(edit: kinds.ChangeEnterprise, state: State) -> State:
    """Give fields of a host other values."""
    changed = _change(state.host(edit.enterprise), edit.changes, edit.clear, fixed=("id",))
    _check_enterprise(changed, state, ("changes",))
    _check_words("enterprises", changed, state, ("changes",), set(edit.changes))
    hosts = tuple(changed if host.id == changed.id else host for host in state.pools.enterprises)
    return _put(state, enterprises=hosts)


def change_post(edit: kinds.ChangePost, state: State) -> State:
    """Give fields of a post other values."""
    changed = _change(state.post(edit.post), edit.changes, edit.clear, fixed=("id", "enterprise"))
    _check_words("posts", changed, state, ("changes",), set(edit.changes))
    return put_posts(state, {changed.id: changed})


def remove_candidate(edit: kinds.RemoveCandidate, state: State) -> State:
    """Take a person out with everything that was said of them."""
    gone = state.person(edit.candidate).id
    left = state.with_orders(lambda candidate, _enterprise, _post: candidate != gone)
    return left.with_pools((), lambda pools: drop_candidate(pools, gone))


def remove_enterprise(edit: kinds.RemoveEnterprise, state: State) -> State:
    """Take a host out with its posts and everything that was said of it."""
    gone = state.host(edit.enterprise).id
    left = state.with_orders(lambda _candidate, enterprise, _post: enterprise != gone)
    return left.with_pools((), lambda pools: drop_enterprise(pools, gone))


def remove_post(edit: kinds.RemovePost, state: State) -> State:
    """Take a post out with what was said of it alone."""
    gone = state.post(edit.post).id
    left = state.with_orders(lambda _candidate, _enterprise, post: post != gone)
    return left.with_pools((), lambda pools: drop_post(pools, gone))


def put_candidate(state: State, changed: Candidate) -> State:
    """Return the state with one candidate in place of the one of the same id."""
    people = list(state.pools.candidates)
    people[state.pools.candidate_index[changed.id]] = changed
    return _put(state, candidates=tuple(people))


def put_posts(state: State, changed: Mapping[str, Post]) -> State:
    """Return the state with some posts, by id, in place of those that were there."""
    return _put(state, posts=tuple(changed.get(post.id, post) for post in state.pools.posts))


def put_choice(state: State, choice: Choice) -> State:
    """Return the state with one answer in place of what the side had said of the pair before."""

    def is_replaced(said: Choice) -> bool:
        is_pair = (said.side, said.candidate, said.enterprise) == (choice.side, choice.candidate, choice.enterprise)
        # An answer on the whole host would be outweighed by earlier ones on its single posts.
        return is_pair and choice.post in (None, said.post)

    return _put(state, choices=(*(said for said in state.pools.choices if not is_replaced(said)), choice))


def _put(state: State, **tables: tuple[object, ...]) -> State:
    return state.with_pools((), lambda pools: replace(pools, **tables))  # type: ignore[arg-type]


def _change(record: Kept, changes: kinds.Changes, clear: tuple[str, ...], *, fixed: tuple[str, ...]) -> Kept:
    """Return a record with other values, validated as the import's records are."""
    fields = type(record).model_fields
    known = [name for name in fields if name not in fixed]
    named: list[tuple[Place, str]] = [
        *((("changes", name), name) for name in changes),
        *((("clear",), name) for name in clear),
    ]
    faults = [
        unknown_word(place, name, known, Words("字段", "field"), "unknown_field")
        for place, name in named
        if name not in fields
    ]
    faults += [
        Fault(
            place,
            Words("这一项不能改", "this field stays"),
            Words("去掉这条记录，另加一条", "remove the record and add another"),
            "fixed",
            name,
        )
        for place, name in named
        if name in fixed
    ]
    faults += [
        Fault(
            ("clear",),
            Words(f"{name} 不能没有", f"{name} cannot be left out"),
            Words("改在 changes 中写出新值", "give its new value under changes"),
            "required",
            name,
        )
        for name in clear
        if name in known and fields[name].is_required()
    ]
    faults += [
        Fault(
            ("changes", name),
            Words("没有写新值", "no new value is given"),
            Words("要恢复默认，写在 clear 中", "name it under clear to go back to its default"),
            "empty",
            "",
        )
        for name, value in changes.items()
        if value is None and name in known
    ]
    if not changes and not clear:
        fix = Words("写明 changes 或 clear", "give changes or clear")
        faults.append(Fault((), Words("没有写要改什么", "it says nothing of what to change"), fix, "empty", ""))
    if faults:
        raise EditError(*faults)
    data = {name: value for name, value in record.model_dump().items() if name not in clear}
    try:
        return type(record).model_validate({**data, **changes})
    except ValidationError as error:
        raise EditError(*read_faults(error, ("changes",))) from None


def _require_new(record_id: str, known: Mapping[str, int], place: Place, kind: Words) -> None:
    if record_id in known:
        reason = Words(f"{kind.zh}已有", f"there is such a {kind.en} already")
        fix = Words("换一个编号，或改用 change_ 开头的改动", "choose another id, or change the one there is")
        raise EditError(Fault(place, reason, fix, "repeated"))


def _check_candidate(record: Candidate, state: State, inside: Place, only: set[str] | None = None) -> None:
    """Refuse ties to people and hosts that are not there: a typing error in them would say nothing."""
    if only is None or "avoid" in only:
        for n, other in enumerate(record.avoid):
            state.person(other, (*inside, "avoid", n))
    if only is None or "relatives" in only:
        for n, tie in enumerate(record.relatives):
            state.host(tie.enterprise, (*inside, "relatives", n, "enterprise"))


def _check_enterprise(record: Enterprise, state: State, inside: Place) -> None:
    if record.branch is None:
        return
    carrier = state.host(record.branch, (*inside, "branch"))
    has_posts = any(post.enterprise == record.id for post in state.pools.posts)
    if carrier.id == record.id or carrier.branch is not None or has_posts:
        reason = (
            Words("这家企业自己设有岗位，不能挂靠", "a host with posts of its own cannot be attached")
            if has_posts
            else Words("挂靠的企业须单独建组织", "the carrying host must stand alone")
        )
        fix = (
            Words("先用 remove_post 去掉岗位", "remove its posts first")
            if has_posts
            else Words("改为承担联合支部的那一家", "name the host that carries the branch")
        )
        raise EditError(Fault((*inside, "branch"), reason, fix, "wrong_branch"))


def _check_words(
    table: TableOf, record: Candidate | Enterprise | Post, state: State, inside: Place, only: set[str] | None = None
) -> None:
    """Refuse words that neither the vocabulary nor any record of the pools knows."""
    for column in TABLES[table].columns:
        name, kind = column.name, column.vocabulary
        if (
            kind is None
            or column.kind == "grade"
            or name not in type(record).model_fields
            or (only is not None and name not in only)
        ):
            continue
        known = {code: state.vocabulary.name(kind, code, "zh") for code in state.vocabulary.codes(kind)}
        for other in getattr(state.pools, table):
            known |= {word: known.get(word, "") for word in _words(getattr(other, name))}
        for word in _words(getattr(record, name)):
            if word not in known:
                code = state.vocabulary.find(kind, word)
                fault = unknown_word((*inside, name), word, known, Words("词", "word"), "unknown_word")
                if code is not None:
                    fix = Words(f"改写代码 {code}", f"write its code, {code}")
                    fault = replace(fault, fix=fix, suggestion=code)
                raise EditError(replace(fault, value=word))


def _words(value: object) -> list[str]:
    items = value if isinstance(value, tuple) else (value,)
    return [str(getattr(item, "skill", item)) for item in items if item]
