"""Numbers with a right check digit that no person or firm holds.

Identity numbers (GB 11643) use the region code 150699, which no county has. Credit codes
(GB 32100) use the same code and an organization part that begins with ``MADE``.
"""

from datetime import date

REGION = "150699"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_REGISTRIES = {"social_organization": "51", "cooperative": "93"}
_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_CODE_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_ORGANIZATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def make_id_number(birth: date, serial: int, *, is_woman: bool) -> str:
    """Return an identity number of 18 characters for a birth date.

    Parameters
    ----------
    serial
        Any whole number; persons born on one day are told apart by it, modulo 500.

    Examples
    --------
    >>> make_id_number(date(1968, 5, 1), 3, is_woman=False)
    '150699196805010076'
    """
    order = serial % 500 * 2 + (0 if is_woman else 1)
    body = f"{REGION}{birth:%Y%m%d}{order:03d}"
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, body, strict=True))
    return body + _ID_CHECKS[total % 11]


def make_credit_code(serial: int, kind: str) -> str:
    """Return a unified social credit code of 18 characters.

    Parameters
    ----------
    serial
        0 to 923,520 tell codes apart.
    kind
        Kind of host; decides which registry the code begins with.

    Examples
    --------
    >>> make_credit_code(7, "private_enterprise")
    '91150699MADE00070A'
    """
    # The organization part is 8 characters and a check character; its first four are fixed, so
    # that a reader of the raw table sees at once that the code is made up.
    number = ""
    rest = serial
    for _ in range(4):
        rest, digit = divmod(rest, 31)
        number = _CODE_ALPHABET[digit] + number
    organization = "MADE" + number
    total = sum(
        weight * _ORGANIZATION_ALPHABET.index(letter)
        for weight, letter in zip(_ORGANIZATION_WEIGHTS, organization, strict=True)
    )
    check = (11 - total % 11) % 11
    body = _REGISTRIES.get(kind, "91") + REGION + organization + ("X" if check == 10 else str(check))
    total = sum(weight * _CODE_ALPHABET.index(letter) for weight, letter in zip(_CODE_WEIGHTS, body, strict=True))
    return body + _CODE_ALPHABET[(31 - total % 31) % 31]
