"""What two editors of one record wanted, side by side in words."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from matcher.explain import NAMES
from matcher.words import Words

FIELDS: Mapping[str, Words] = {
    "name": Words("名称", "name"),
    "title": Words("标题", "title"),
    "starts_on": Words("开始日期", "start"),
    "deadlines": Words("期限", "deadlines"),
    "policy": Words("设置内容", "settings"),
    "pool_import_id": Words("名单版本", "import"),
    "is_archived": Words("归档", "archived"),
    "content": Words("改动内容", "edits"),
    "role": Words("角色", "role"),
    "committee": Words("所属党委", "committee"),
    "is_active": Words("启用", "active"),
    "reset_at": Words("密码重置", "password reset"),
}
"""Key of a value → what it is called; deadlines have names of their own."""

_MOST_LINES = 3
_MOST_CHARACTERS = 80


def tell_differences(
    theirs: Mapping[str, Any], yours: Mapping[str, Any], called: Mapping[str, Words] = FIELDS
) -> Words:
    """Say where a record as it is now differs from what an editor wanted; of long texts, the first lines that do.

    Parameters
    ----------
    called
        Key of a value → what it is called.

    Examples
    --------
    >>> tell_differences({"title": "甲", "role": "viewer"}, {"title": "乙", "role": "viewer"}).zh
    '“标题”现为“甲”，您要改为“乙”。'
    """
    told = [words for key, now, wanted in _pair(theirs, yours) for words in _tell(key, now, wanted, called)]
    return Words("".join(words.zh for words in told), "".join(words.en for words in told))


def _pair(theirs: Mapping[str, Any], yours: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for key, wanted in yours.items():
        now = theirs.get(key)
        if isinstance(wanted, Mapping) and isinstance(now, Mapping):
            yield from ((part, now.get(part), wanted.get(part)) for part in sorted({*now, *wanted}))
        else:
            yield key, now, wanted


def _tell(
    key: str,
    now: Any,  # noqa: ANN401 (any JSON value)
    wanted: Any,  # noqa: ANN401
    names: Mapping[str, Words],
) -> Iterator[Words]:
    called = names.get(key) or NAMES["deadline"].get(key) or Words(key, key)
    if now == wanted:
        return
    if not (isinstance(now, str) and isinstance(wanted, str) and "\n" in now + wanted):
        here, there = _say(now), _say(wanted)
        yield Words(
            f"“{called.zh}”现为“{here.zh}”，您要改为“{there.zh}”。",
            f"“{called.en}” is “{here.en}” now, you wanted “{there.en}”. ",
        )
        return
    # Neither text is meant to be read in a message; the editor shows both.
    lines, others = now.splitlines(), wanted.splitlines()
    changes = [
        each for each in SequenceMatcher(None, lines, others, autojunk=False).get_opcodes() if each[0] != "equal"
    ]
    for _, first, last, start, end in changes[:_MOST_LINES]:
        here, there = _say(" / ".join(lines[first:last])), _say(" / ".join(others[start:end]))
        yield Words(
            f"“{called.zh}”第 {first + 1} 行现为“{here.zh}”，您要改为“{there.zh}”。",
            f"line {first + 1} of “{called.en}” is “{here.en}” now, you wanted “{there.en}”. ",
        )
    if len(changes) > _MOST_LINES:
        more = len(changes) - _MOST_LINES
        yield Words(f"另有 {more} 处不同。", f"{more} more places differ. ")


def _say(value: Any) -> Words:  # noqa: ANN401 (any JSON value)
    if isinstance(value, bool):
        return Words("是", "yes") if value else Words("否", "no")
    if value in (None, ""):
        return Words("（空）", "nothing")
    text = str(value)
    return Words(*[text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"] * 2)
