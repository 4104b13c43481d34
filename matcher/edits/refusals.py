"""Why an edit cannot be made: place, value, reason and fix, in the same words as a scenario's faults."""

import re
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from matcher.edits.kinds import RECORDS, EditRecord
from matcher.errors import ScenarioError
from matcher.policy.checks import unknown_word
from matcher.policy.faults import Fault, unquote
from matcher.policy.positions import Place
from matcher.words import Words


class EditError(Exception):
    """Carry the faults of one edit from where they are found to where they are told.

    Parameters
    ----------
    faults
        At least one; places count from the edit.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].reason.en)
        self.faults = faults


def refuse_policy(error: ScenarioError, inside: Place, keys: Sequence[str] = ()) -> EditError:
    """Return what a policy's refusal says of the edit that led to it.

    Parameters
    ----------
    inside
        Where in the edit its faults stand.
    keys
        Keys below that place; a fault of the policy is put at the one it names, if any.
    """
    faults = []
    for finding in error.findings:
        named = [part for part in re.split(r"[.\[\]]+", finding.column or "") if part in keys]
        faults.append(Fault((*inside, *named[-1:]), finding.reason, finding.fix, finding.code, finding.value))
    return EditError(*(faults or [Fault(inside, error.words, READ_AGAIN, "wrong_value", "")]))


READ_AGAIN = Words("对照 docs/whatif.md 改写", "see docs/whatif.md")


def read_edit_faults(error: ValidationError) -> list[Fault]:
    """Return one fault for each place of an edit a validator complains about."""
    faults: dict[Place, Fault] = {}
    for details in error.errors(include_url=False):
        # The validator puts the kind of the edit before every place.
        place = details["loc"][1:]
        record: type[BaseModel] = RECORDS.get(str(details["loc"][0]), EditRecord) if details["loc"] else EditRecord
        if details["type"] == "union_tag_invalid":
            known = unknown_word(
                ("kind",), str(details["ctx"]["tag"]), RECORDS, Words("改动种类", "kind of edit"), "unknown_word"
            )
            faults.setdefault(("kind",), known)
        elif details["type"] == "union_tag_not_found":
            faults.setdefault(("kind",), _say_missing(("kind",)))
        else:
            faults.setdefault(place, _read_one(details, place, _list_keys(record, place)))
    return _without_echoes(faults.values())


def read_faults(error: ValidationError, inside: Place = (), record: type[BaseModel] = EditRecord) -> list[Fault]:
    """Return one fault for each place a validator complains about.

    Parameters
    ----------
    inside
        Where the validated data stands.
    record
        What was validated, for the names of its keys.
    """
    faults: dict[Place, Fault] = {}
    for details in error.errors(include_url=False):
        place = (*inside, *details["loc"])
        faults.setdefault(place, _read_one(details, place, _list_keys(record, details["loc"])))
    return _without_echoes(faults.values())


def _without_echoes(faults: Iterable[Fault]) -> list[Fault]:
    """Drop the fault of a missing key where a misspelt one beside it was meant for it."""
    told = list(faults)
    meant = {(*fault.place[:-1], fault.suggestion) for fault in told if fault.code == "unknown_key"}
    return [fault for fault in told if fault.code != "missing" or fault.place not in meant]


def _list_keys(record: type[BaseModel], place: Place) -> list[str]:
    """Return the keys of the record, or of the record inside it, that a place speaks of."""
    for part in place[:-1]:
        field = record.model_fields.get(str(part))
        inner = field.annotation if field else None
        record = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else record
    return list(record.model_fields)


def _say_missing(place: Place) -> Fault:
    key = str(place[-1])
    return Fault(place, Words("缺少这一项", "it is missing"), Words(f"加上 {key}", f"add {key}"), "missing")


def _read_one(details: ErrorDetails, place: Place, keys: list[str]) -> Fault:
    kind, value = details["type"], details["input"]
    context = details.get("ctx", {})
    if kind == "missing":
        return _say_missing(place)
    if kind == "extra_forbidden":
        return unknown_word(place, str(place[-1]), keys, Words("设置项", "key"), "unknown_key")
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context["expected"]))
        return unknown_word(place, str(value), words, Words("取值", "value"), "unknown_word")
    if kind in _RANGES:
        sign = _RANGES[kind]
        limit = next(iter(context.values()))
        return Fault(
            place,
            Words(f"应{sign.zh} {limit}", f"it must be {sign.en} {limit}"),
            Words(f"改为{sign.zh} {limit} 的值", f"write a value {sign.en} {limit}"),
            "out_of_range",
        )
    if kind in _TYPES:
        wanted, type_ = _TYPES[kind]
        bare = unquote(type_, value)
        fix = Words(f"去掉引号，写 {bare}", f"leave out the quotes: {bare}") if bare else _WRITE[type_]
        return Fault(place, Words(f"应为{wanted.zh}", f"{wanted.en} is wanted"), fix, "wrong_type", None, bare)
    if kind == "value_error" and str(context.get("error")) in _TOLD:
        return Fault(place, *_TOLD[str(context["error"])], "contradiction", "")
    if kind in {"string_too_short", "too_short"}:
        return Fault(place, Words("不能为空", "it may not be empty"), Words("填写内容", "fill it in"), "empty")
    return Fault(place, Words("这个值不能用", "this value cannot be used"), READ_AGAIN, "wrong_value")


_RANGES = {
    "greater_than": Words("大于", "more than"),
    "greater_than_equal": Words("不小于", "at least"),
    "less_than": Words("小于", "less than"),
    "less_than_equal": Words("不大于", "at most"),
}
_TYPES: dict[str, tuple[Words, type]] = {
    "string_type": (Words("带引号的文字", "text in quotes"), str),
    "int_type": (Words("整数", "a whole number"), int),
    "int_parsing": (Words("整数", "a whole number"), int),
    "int_from_float": (Words("整数", "a whole number"), int),
    "float_type": (Words("数字", "a number"), float),
    "float_parsing": (Words("数字", "a number"), float),
    "bool_type": (Words(" true 或 false", "true or false"), bool),
    "bool_parsing": (Words(" true 或 false", "true or false"), bool),
    "tuple_type": (Words("列表", "a list"), tuple),
    "dict_type": (Words("一组设置", "a table"), dict),
    "model_type": (Words("一组设置", "a table"), dict),
    "date_type": (Words("日期", "a date"), object),
    "date_parsing": (Words("日期", "a date"), object),
    "date_from_datetime_parsing": (Words("日期", "a date"), object),
}
_WRITE: dict[type, Words] = {
    str: Words('例如 "001"', 'for example "001"'),
    int: Words("例如 2", "for example 2"),
    float: Words("例如 20.0", "for example 20.0"),
    bool: Words("例如 true", "for example true"),
    tuple: Words('例如 ["a", "b"]', 'for example ["a", "b"]'),
    dict: Words("例如 { capacity = 2 }", "for example { capacity = 2 }"),
    object: Words("例如 1962-05-01", "for example 1962-05-01"),
}
_TOLD: dict[str, tuple[Words, Words]] = {
    "least exceeds most": (
        Words("最少人数大于最多人数", "the least exceeds the most"),
        Words("把下限改为不大于上限", "lower it or raise the other"),
    ),
    "rank is given exactly when the answer is ranked": (
        Words("答复为 ranked 时才写 rank，而且必须写", "a rank is given exactly when the answer is ranked"),
        Words("加上 rank，或改写 answer", "add the rank, or change the answer"),
    ),
}
