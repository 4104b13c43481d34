"""The validator's findings, put into sentences a planner can act on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from matcher.policy.checks import unknown_word
from matcher.policy.faults import Fault, look_up, show_place, show_value, unquote
from matcher.policy.positions import Place
from matcher.policy.records import EngineSettings, PairOrder, Policy, PoolFiles, Quota, RuleSetting, Waiver
from matcher.policy.register import REGISTER
from matcher.policy.texts import TERMS
from matcher.words import Words

_EXAMPLES = {
    "name": 'name = "banner"',
    "season_start": "season_start = 2026-12-01",
    "candidate": 'candidate = "R001"',
    "enterprise": 'enterprise = "H001"',
    "rule": 'rule = "must-have"',
    "reason": 'reason = "..."',
}
_SECTIONS: Mapping[str, type[BaseModel]] = {
    "pools": PoolFiles,
    "rules": RuleSetting,
    "quotas": Quota,
    "pins": PairOrder,
    "bans": PairOrder,
    "waivers": Waiver,
    "engine": EngineSettings,
}


def translate(error: ValidationError, data: Mapping[str, object]) -> list[Fault]:
    """Return one fault for every place the validator complains about.

    Parameters
    ----------
    data
        What was validated; it tells which part of a place was typed by the planner.
    """
    faults: dict[Place, Fault] = {}
    for details in error.errors(include_url=False):
        # The last parts of a location may name a branch of a union or the key of a table.
        place = tuple(part for part in details["loc"] if part != "[key]")
        if details["type"] == "policy" or _is_checked_elsewhere(place):
            continue
        if details["type"] != "missing":
            place = look_up(data, place)[0]
        faults.setdefault(place, _translate_one(details, place, data))
    return list(faults.values())


def _is_checked_elsewhere(place: Place) -> bool:
    """Tell whether `find_faults` has better words: it knows the register and the records."""
    in_rule = place[:1] == ("rules",) and place[2:3] == ("parameters",) and len(place) > 3
    return in_rule or (place[:1] == ("quotas",) and place[2:3] in {("candidates",), ("posts",)} and len(place) > 3)


def _translate_one(details: ErrorDetails, place: Place, data: Mapping[str, object]) -> Fault:
    kind = details["type"]
    if kind == "missing":
        key = str(place[-1])
        example = 'name = "..."' if len(place) > 1 and key == "name" else _EXAMPLES.get(key, key)
        return Fault(place, Words("缺少这一项", "it is missing"), Words(f"加上 {example}", f"add {example}"), "missing")
    if kind == "extra_forbidden":
        return _unknown_key(place)
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(details["ctx"]["expected"]))
        is_key = details["loc"][-1] == "[key]"
        word = str(place[-1]) if is_key else details["input"]
        if not isinstance(word, str):
            choices = Words(f"可用的有 {'、'.join(words)}", f"known are {', '.join(words)}")
            return Fault(place, Words("应为带引号的文字", "text in quotes is wanted"), choices, "wrong_type")
        known = {code: TERMS[code].zh if code in TERMS else "" for code in words}
        name = Words("名称", "name") if is_key else Words("取值", "value")
        return unknown_word(place, word, known, name, "unknown_key" if is_key else "unknown_word")
    case = _Case(details, place, look_up(data, place)[1])
    reason, fix, suggestion, code = _TRANSLATIONS.get(kind, _unforeseen)(case)
    return Fault(place, reason, fix, code, None, suggestion)


def _keys_at(place: Place) -> list[str]:
    """Return the keys known in the table that holds a place."""
    return list((Policy if len(place) == 1 else _SECTIONS[str(place[0])]).model_fields)


def _unknown_key(place: Place) -> Fault:
    key, known = str(place[-1]), _keys_at(place)
    elsewhere = _find_elsewhere(place, key)
    if elsewhere is None:
        return unknown_word(place, key, known, Words("设置项", "key"), "unknown_key")
    where, suggestion = elsewhere
    reason = Words("这一项不在这里设置", "this key does not belong here")
    return Fault(place, reason, where, "unknown_key", key, suggestion)


def _find_elsewhere(place: Place, key: str) -> tuple[Words, str] | None:
    """Say where a key belongs that is right in another table."""
    if place[0] == "rules" and place[1] in REGISTER and key in REGISTER[str(place[1])].specs:
        table = f"[rules.{place[1]}.parameters]"
        return Words(f"移到 {table} 下", f"move it under {table}"), f"parameters.{key}"
    if len(place) > 1 and key in Policy.model_fields:
        return Words("移到文件开头，第一个方括号之前", "move it to the top, before the first bracket"), key
    for section, record in _SECTIONS.items():
        if key in record.model_fields and section in {"pools", "engine"}:
            return Words(f"移到 [{section}] 下", f"move it under [{section}]"), f"{section}.{key}"
    return None


@dataclass(frozen=True, slots=True)
class _Case:
    """Hold one complaint of the validator, where it is about and what stands there."""

    details: ErrorDetails
    place: Place
    value: object


_Answer: TypeAlias = tuple[Words, Words, str | None, str]
_Teller: TypeAlias = Callable[[_Case], _Answer]


def _wrong_type(zh: str, en: str) -> _Teller:
    def tell(case: _Case) -> _Answer:
        fix = _fix_type(case.details["type"], case.place, case.value)
        return Words(f"应为{zh}", f"{en} is wanted"), fix[0], fix[1], "wrong_type"

    return tell


_KINDS: Mapping[str, type] = {"int_type": int, "float_type": float, "bool_type": bool, "date_type": date}


def _fix_type(kind: str, place: Place, value: object) -> tuple[Words, str | None]:
    bare = unquote(_KINDS.get(kind, object), value)
    if bare is not None:
        return Words(f"去掉引号，写 {bare}", f"leave out the quotes: {bare}"), bare
    if kind == "int_type" and isinstance(value, float) and place[-1] in {"least", "most"}:
        key = f"{place[-1]}_share"
        return Words(f"份额写在 {key} 中", f"give a share as {key}"), key
    if kind == "string_type" and isinstance(value, int | float) and not isinstance(value, bool):
        return Words(f'加上引号，写 "{value}"', f'put it in quotes: "{value}"'), f'"{value}"'
    if kind == "tuple_type" and isinstance(value, dict):
        fix = f"[[{show_place(place)}]]"
        return Words(f"每一条用双方括号 {fix}", f"open each entry with {fix}"), fix
    if kind == "tuple_type":
        fix = f"[{show_value(value)}]"
        return Words(f"用方括号括起来：{fix}", f"put it in brackets: {fix}"), fix
    if kind in {"model_type", "dict_type"}:
        fix = f"[{show_place(place)}]" if not isinstance(place[-1], int) else "{ ... }"
        return Words(f"写成一节 {fix}", f"write a table {fix}"), None
    example = {"date_type": "2026-12-01", "bool_type": "true", "int_type": "2", "float_type": "20.0"}.get(kind, '"..."')
    return Words(f"例如 {example}", f"for example {example}"), None


def _out_of_range(case: _Case) -> _Answer:
    details, place, value = case.details, case.place, case.value
    limit = next(iter(details["ctx"].values()))
    sign_zh, sign_en = {
        "greater_than": ("大于", "more than"),
        "greater_than_equal": ("不小于", "at least"),
        "less_than": ("小于", "less than"),
        "less_than_equal": ("不大于", "at most"),
    }[details["type"]]
    reason = Words(f"应{sign_zh} {limit}", f"it must be {sign_en} {limit}")
    if str(place[-1]).endswith("_share") and isinstance(value, int | float) and 1 < value <= 100:
        share = f"{value / 100:g}"
        return reason, Words(f"份额写成小数：{share}", f"write the share as a decimal: {share}"), share, "out_of_range"
    return reason, Words(f"改为{sign_zh} {limit} 的值", f"write a value {sign_en} {limit}"), None, "out_of_range"


def _not_finite(_case: _Case) -> _Answer:
    return (
        Words("应为有限的数", "a finite number is wanted"),
        Words("写一个确定的数", "write a definite number"),
        None,
        "out_of_range",
    )


def _wrong_length(case: _Case) -> _Answer:
    context = case.details["ctx"]
    if "min_length" in context:
        return (
            Words("不能为空", "it may not be empty"),
            Words("填写内容，或删去这一项", "fill it in, or delete it"),
            None,
            "empty",
        )
    most = context["max_length"]
    return (
        Words(f"超过 {most} 个字", f"it is longer than {most} characters"),
        Words("写短一些", "shorten it"),
        None,
        "too_long",
    )


def _not_unicode(_case: _Case) -> _Answer:
    return (
        Words("含有无法保存的字符", "it holds a character that cannot be stored"),
        Words("删去后重新输入", "delete it and type it again"),
        None,
        "wrong_character",
    )


def _unforeseen(_case: _Case) -> _Answer:
    return (
        Words("这个值不能用", "this value cannot be used"),
        Words("对照 docs/scenario.md 改写", "see docs/scenario.md"),
        None,
        "wrong_value",
    )


_TRANSLATIONS: Mapping[str, _Teller] = {
    "string_type": _wrong_type("带引号的文字", "text in quotes"),
    "int_type": _wrong_type("整数", "a whole number"),
    "float_type": _wrong_type("数字", "a number"),
    "bool_type": _wrong_type(" true 或 false", "true or false"),
    "date_type": _wrong_type("日期，不加引号、不带时刻", "a date without quotes or time"),
    "tuple_type": _wrong_type("列表", "a list"),
    "dict_type": _wrong_type("一组设置", "a table"),
    "model_type": _wrong_type("一组设置", "a table"),
    "greater_than": _out_of_range,
    "greater_than_equal": _out_of_range,
    "less_than": _out_of_range,
    "less_than_equal": _out_of_range,
    "finite_number": _not_finite,
    "string_too_short": _wrong_length,
    "string_too_long": _wrong_length,
    "string_unicode": _not_unicode,
}
