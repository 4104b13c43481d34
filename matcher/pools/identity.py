"""Check digits of identity numbers (GB 11643) and of credit codes (GB 32100), and masks."""

import re
from datetime import date
from typing import Literal, TypeAlias

IdNumberFault: TypeAlias = Literal["length", "birth", "check"]
CreditCodeFault: TypeAlias = Literal["length", "letters", "check"]

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ANY_ID_NUMBER = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")
_ANY_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")


def find_id_number_fault(number: str) -> IdNumberFault | None:
    """Return the first thing wrong with an 18-digit identity number, or None.

    Examples
    --------
    >>> find_id_number_fault("11010519491231002X") is None, find_id_number_fault("110105194912310021")
    (True, 'check')
    """
    if not _ID_NUMBER.fullmatch(number):
        return "length"
    if birth_in(number) is None:
        return "birth"
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False))
    return None if _ID_CHECKS[total % 11] == number[-1] else "check"


def birth_in(number: str) -> date | None:
    """Return the birth date an identity number holds, or None where it is no date.

    Examples
    --------
    >>> birth_in("11010519491231002X")
    datetime.date(1949, 12, 31)
    """
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def find_credit_code_fault(code: str) -> CreditCodeFault | None:
    """Return the first thing wrong with an 18-character credit code in capitals, or None.

    Examples
    --------
    >>> find_credit_code_fault("91350100M000100Y43") is None, find_credit_code_fault("91350100M000100Y4Z")
    (True, 'letters')
    """
    if len(code) != 18:
        return "length"
    if any(letter not in _CREDIT_LETTERS for letter in code):
        return "letters"
    total = sum(weight * _CREDIT_LETTERS.index(letter) for weight, letter in zip(_CREDIT_WEIGHTS, code, strict=False))
    return None if _CREDIT_LETTERS[-total % 31] == code[-1] else "check"


def mask_number(text: str, first: int, last: int) -> str:
    """Return `text` with only its first and last characters readable.

    Examples
    --------
    >>> mask_number("13812348000", 3, 4), mask_number("12345", 3, 4)
    ('138****8000', '1****')
    """
    if len(text) <= first + last:
        return text[:1] + "*" * (len(text) - 1)
    return text[:first] + "*" * (len(text) - first - last) + text[len(text) - last :]


def mask_personal(text: str) -> str:
    """Return `text` with every identity and mobile number in it masked.

    Examples
    --------
    >>> mask_personal("电话13812348000")
    '电话138****8000'
    """
    hidden = _ANY_ID_NUMBER.sub(r"\1********\2", text)
    return _ANY_MOBILE.sub(r"\1****\2", hidden)
