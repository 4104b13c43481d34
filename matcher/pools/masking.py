"""Hide what a reader of a paper does not need: names, identity numbers, phones.

A mask never gives out more than the domain allows, whatever was typed: a text that does not look
like what it should be is hidden whole.
"""

import re
import unicodedata

_BETWEEN_NUMBERS = re.compile(r"[、，,;；/／]")
_MOBILE_DIGITS = 11


def mask_name(name: str) -> str:
    """Return the first character and one star, whatever the length of the name.

    Examples
    --------
    >>> mask_name("张三"), mask_name("乌云其木格"), mask_name(" ")
    ('张*', '乌*', '')
    """
    shown = name.strip()
    return f"{shown[0]}*" if shown else ""


def mask_id_number(number: str) -> str:
    """Return the first six and the last four characters of an identity number.

    Examples
    --------
    >>> mask_id_number("11010519491231002X")
    '110105********002X'
    >>> mask_id_number("1234567")
    '*******'
    """
    shown = "".join(unicodedata.normalize("NFKC", number).split())
    if len(shown) not in (15, 18):
        return "*" * len(shown)
    return f"{shown[:6]}{'*' * (len(shown) - 10)}{shown[-4:]}"


def mask_phone(phone: str) -> str:
    """Return each number with its middle hidden; a number of fewer than 11 digits keeps its last two.

    Only digits are looked at, so that nothing typed beside a number slips through.

    Examples
    --------
    >>> mask_phone("138 1234 8000"), mask_phone("+86-13812348000"), mask_phone("0477-858123")
    ('138****8000', '138****8000', '****23')
    >>> mask_phone("13812348000、13998765432")
    '138****8000、139****5432'
    """
    masked = []
    for part in _BETWEEN_NUMBERS.split(unicodedata.normalize("NFKC", phone)):
        digits = "".join(character for character in part if character.isdecimal())
        if len(digits) == _MOBILE_DIGITS + 2 and digits.startswith("86"):
            digits = digits[2:]
        if len(digits) >= _MOBILE_DIGITS:
            masked.append(f"{digits[:3]}****{digits[-4:]}")
        elif digits:
            masked.append(f"****{digits[-2:]}" if len(digits) >= 7 else "****")
    return "、".join(masked)
