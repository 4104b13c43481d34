"""The catalogue of what can be wrong in a cell or a row: stable code, reason and fix in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.findings import Severity
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class Fault:
    """Name what is wrong, before it has a place.

    Parameters
    ----------
    code
        Stable name of the kind of fault.
    detail
        Tells two faults of one kind in one cell apart.
    """

    code: str
    reason: Words
    fix: Words
    severity: Severity = "error"
    detail: str = ""


def _meant(suggestion: Words | None, zh: str, en: str) -> Words:
    if suggestion is None:
        return Words(zh, en)
    return Words(f"是否为“{suggestion.zh}”？{zh}", f"perhaps “{suggestion.en}”? {en}")


def empty_cell(header: str) -> Fault:
    """Say that a required cell is empty."""
    return Fault(
        "empty_cell", Words(f"“{header}”不能为空", f"“{header}” may not be empty"), Words("请补填", "fill it in")
    )


def not_stated(header: str) -> Fault:
    """Say that a cell a rule asks for is empty."""
    return Fault(
        "not_stated",
        Words(f"“{header}”没有填写", f"“{header}” is not stated"),
        Words("已录入，但相关规定会因此不予通过，请补填", "taken, but a rule will bar the person until it is stated"),
        "warning",
    )


def cell_error(text: str) -> Fault:
    """Say that the cell holds an error of the spreadsheet."""
    return Fault(
        "cell_error",
        Words(f"单元格是公式错误 {text}", f"the cell holds the error {text}"),
        Words("改正公式，或直接填写内容", "mend the formula or type the value"),
    )


def cell_too_long(length: int, most: int) -> Fault:
    """Say that a cell holds more text than can be meant."""
    return Fault(
        "cell_too_long",
        Words(f"内容有 {length} 字，最多 {most} 字", f"{length} characters, at most {most}"),
        Words("请缩短，检查是否粘贴了整段文字", "shorten it"),
    )


def unknown_word(text: str, suggestion: Words | None, known: Sequence[Words]) -> Fault:
    """Say that a word is none of the fixed choices."""
    zh, en = "、".join(words.zh for words in known), ", ".join(words.en for words in known)
    return Fault(
        "unknown_word",
        Words(f"“{text}”不在可选项中", f"“{text}” is none of the choices"),
        _meant(suggestion, f"可填：{zh}", f"choices: {en}"),
        detail=text,
    )


def unknown_term(kind: str, text: str, suggestion: Words | None) -> Fault:
    """Say that a word is not in the vocabulary."""
    zh = {"skills": "专长、需求", "lines": "行业", "languages": "语言", "grades": "职级"}[kind]
    code = {"skills": "unknown_skill", "lines": "unknown_line", "languages": "unknown_language"}.get(
        kind, "unknown_term"
    )
    return Fault(
        code,
        Words(f"词表的{zh}中没有“{text}”", f"“{text}” is not in the list of {kind}"),
        _meant(suggestion, "请照词表填写，或把新词加入词表", "use a word of the list, or add it to the list"),
        detail=text,
    )


def bad_level(text: str) -> Fault:
    """Say that the level of a skill is not 1, 2 or 3."""
    return Fault(
        "bad_level",
        Words(f"“{text}”的级别不是 1、2 或 3", f"the level in “{text}” is not 1, 2 or 3"),
        Words("写作“法律:2”，不写级别为 1", "write it as “law:2”; without a level it is 1"),
        detail=text,
    )


def bad_date(text: str) -> Fault:
    """Say that a cell shows no date."""
    return Fault(
        "bad_date",
        Words(f"“{text}”不是年月或年月日", f"“{text}” is no date"),
        Words("写作 1968.5 或 1968年5月12日", "write it as 1968.5 or 1968-05-12"),
    )


def unsure_date(text: str) -> Fault:
    """Say that a number may have lost the last nought of October."""
    year = text.split(".", maxsplit=1)[0]
    return Fault(
        "unsure_date",
        Words(f"数字 {text} 可能原是 {year}.10", f"the number {text} may have been typed as {year}.10"),
        Words(
            f"已按 {year} 年 1 月录入；若是 10 月，请写作 {year}年10月", f"read as January; for October write {year}-10"
        ),
        "warning",
    )


def future_date(header: str) -> Fault:
    """Say that a date lies after the day of the import."""
    return Fault(
        "future_date",
        Words(f"“{header}”晚于今天", f"“{header}” lies in the future"),
        Words("核对年份", "check the year"),
    )


def dates_reversed(earlier: str, later: str) -> Fault:
    """Say that two dates stand in the wrong order."""
    return Fault(
        "dates_reversed",
        Words(f"“{later}”早于“{earlier}”", f"“{later}” is before “{earlier}”"),
        Words("核对两个日期", "check both dates"),
    )


def bad_number(text: str) -> Fault:
    """Say that a cell is no whole number."""
    return Fault(
        "bad_number",
        Words(f"“{text}”不是整数", f"“{text}” is no whole number"),
        Words("只填阿拉伯数字", "type digits only"),
    )


def bad_degrees(text: str) -> Fault:
    """Say that a cell is no coordinate."""
    return Fault(
        "bad_degrees",
        Words(f"“{text}”不是经纬度", f"“{text}” is no coordinate"),
        Words("用小数度数，如 109.78", "use decimal degrees, such as 109.78"),
    )


def out_of_range(text: str, least: float, most: float) -> Fault:
    """Say that a number lies outside its bounds."""
    return Fault(
        "out_of_range",
        Words(f"{text} 不在 {least:g} 到 {most:g} 之间", f"{text} is not between {least:g} and {most:g}"),
        Words("核对数字", "check the number"),
    )


def too_young(years: int) -> Fault:
    """Say that a birth date makes an age that cannot be."""
    return Fault(
        "out_of_range",
        Words(f"按出生年月只有 {years} 岁", f"the birth date makes an age of {years}"),
        Words("核对出生年月", "check the birth date"),
    )


def least_over_most(least: int, most: int) -> Fault:
    """Say that a lower bound exceeds its upper bound."""
    return Fault(
        "least_over_most",
        Words(f"下限 {least} 大于上限 {most}", f"the least, {least}, exceeds the most, {most}"),
        Words("核对两个数", "check both numbers"),
    )


def id_too_long(text: str) -> Fault:
    """Say that an id is longer than 64 characters."""
    return Fault(
        "id_too_long",
        Words(f"编号有 {len(text)} 个字符，最多 64 个", f"the id has {len(text)} characters, at most 64"),
        Words("核对是否填错了列", "check whether it stands in the wrong column"),
    )


def name_too_long(length: int, most: int) -> Fault:
    """Say that a name is too long to be one."""
    return Fault(
        "name_too_long",
        Words(f"名称有 {length} 字，最多 {most} 字", f"the name has {length} characters, at most {most}"),
        Words("一格只填一个名称", "one name in one cell"),
    )


def name_has_digits() -> Fault:
    """Say that a person's name holds digits."""
    return Fault(
        "name_has_digits",
        Words("姓名中有数字", "digits in a name"),
        Words("已照录，请核对", "taken as typed; please check"),
        "warning",
    )


def bad_phone() -> Fault:
    """Say that a phone number has a wrong form."""
    return Fault(
        "bad_phone",
        Words("电话号码格式不对", "not the form of a phone number"),
        Words("已照录；手机应为 11 位，座机带区号", "taken as typed; mobile numbers have 11 digits"),
        "warning",
    )


_ID_NUMBER_REASONS = {
    "length": Words("身份证号应为 17 位数字加 1 位数字或 X", "an identity number has 17 digits and a digit or X"),
    "birth": Words("身份证号中的出生日期不存在", "the birth date inside the identity number does not exist"),
    "check": Words("身份证号校验位不符", "the check digit of the identity number is wrong"),
}
_CREDIT_CODE_REASONS = {
    "length": Words("统一社会信用代码应为 18 位", "a credit code has 18 characters"),
    "letters": Words("统一社会信用代码含有不用的字符", "the credit code holds a character that is never used"),
    "check": Words("统一社会信用代码校验位不符", "the check digit of the credit code is wrong"),
}


def bad_id_number(what: str) -> Fault:
    """Say what is wrong with an identity number."""
    return Fault(
        f"id_number_{what}", _ID_NUMBER_REASONS[what], Words("对照身份证核对；核对后不保存", "compare with the card")
    )


def birth_differs(header: str) -> Fault:
    """Say that the identity number and the birth column disagree."""
    return Fault(
        "birth_differs",
        Words(f"身份证号与“{header}”不符", f"the identity number and “{header}” disagree"),
        Words("核对两处", "check both"),
    )


def bad_credit_code(what: str) -> Fault:
    """Say what is wrong with a credit code."""
    return Fault(
        f"credit_code_{what}",
        _CREDIT_CODE_REASONS[what],
        Words("对照营业执照核对", "compare with the business licence"),
    )


def bad_relative(text: str) -> Fault:
    """Say that a relative is not written as host, relation and position."""
    return Fault(
        "bad_relative",
        Words(f"“{text}”没有写明企业和关系", f"“{text}” does not give host and relation"),
        Words("写作“H003:配偶:法定代表人”，多项用分号隔开", "write it as “H003:spouse:owner”"),
        detail=text,
    )


def swapped_degrees() -> Fault:
    """Say that longitude and latitude stand in each other's place."""
    return Fault(
        "swapped_degrees",
        Words("经度和纬度填反了", "longitude and latitude are swapped"),
        Words("对调两格", "swap the two cells"),
    )


def half_place(missing: str) -> Fault:
    """Say that one of two coordinates is missing."""
    return Fault(
        "half_place",
        Words(f"缺“{missing}”，位置不完整", f"“{missing}” is missing, so there is no place"),
        Words("补填另一格，或两格都空着", "fill in the other cell, or leave both empty"),
    )


def not_a_record(message: str) -> Fault:
    """Say what the record itself refuses, beyond all checks named here."""
    return Fault(
        "not_valid", Words(f"内容不合要求：{message}", f"not valid: {message}"), Words("请改正", "please correct")
    )
