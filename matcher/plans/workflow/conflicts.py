"""The second of two who do the same thing: told in words what is recorded now and what was to be."""

from collections.abc import Mapping
from typing import Any

from matcher.errors import ConflictError
from matcher.explain import name
from matcher.explain.names import Topic
from matcher.words import Words

FIELDS: Mapping[str, tuple[Words, Topic | None]] = {
    "state": (Words("状态", "state"), "plan_state"),
    "step": (Words("进度", "step"), "match_step"),
    "answer": (Words("意见", "answer"), "consent_answer"),
    "on": (Words("日期", "day"), None),
    "person": (Words("当事人", "person"), None),
    "evidence": (Words("依据", "evidence"), None),
    "taken_back": (Words("撤销", "taken back"), "match_step"),
    "reason": (Words("原因", "reason"), "decline_reason"),
    "text": (Words("意见", "comment"), None),
    "by": (Words("登记人", "recorded by"), None),
    "changes": (Words("调整", "changes"), "plan_change"),
}
"""Key of a value → what it is called, and the topic its codes are named in."""


def require_seen(
    found: int, expected: int, *, what: Words, theirs: Mapping[str, Any], yours: Mapping[str, Any]
) -> None:
    """Refuse to act on what somebody else changed since the actor looked at it.

    Parameters
    ----------
    found, expected
        Version stored now, and version the actor had seen.
    theirs, yours
        What is recorded now, and what was to be; keys of `FIELDS`.

    Raises
    ------
    ConflictError
        The versions differ; carries both.
    """
    if found == expected:
        return
    now, wanted = _say(theirs), _say(yours)
    raise ConflictError(
        Words(
            f"{what.zh}刚被他人改动，您的操作没有保存。现在的记录是：{now.zh}；您要登记的是：{wanted.zh}。请刷新核对后重试。",
            f"{what.en} was changed by somebody else just now, so nothing of yours is saved. Recorded now: {now.en}; "
            f"you wanted: {wanted.en}. Refresh, compare and try again.",
        ),
        theirs=theirs,
        yours=yours,
    )


def _say(values: Mapping[str, Any]) -> Words:
    said = [(FIELDS[key][0], _say_value(FIELDS[key][1], value)) for key, value in values.items() if value]
    if not said:
        return Words("（没有记录）", "(nothing)")
    return Words(
        "，".join(f"{called.zh}“{value.zh}”" for called, value in said),
        ", ".join(f"{called.en} “{value.en}”" for called, value in said),
    )


def _say_value(topic: Topic | None, value: object) -> Words:
    if isinstance(value, list):
        said = [_say_value(topic, item) for item in value]
        return Words("、".join(each.zh for each in said), ", ".join(each.en for each in said))
    if isinstance(value, Mapping):
        ids = " ".join(str(each) for key, each in value.items() if key != "kind")
        kind = _say_value(topic, value["kind"])
        return Words(f"{kind.zh} {ids}", f"{kind.en} {ids}")
    return name(topic, str(value)) if topic else Words(str(value), str(value))
