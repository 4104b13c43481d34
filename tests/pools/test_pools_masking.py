"""Masks never give out more than the domain allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.pools.masking import mask_id_number, mask_name, mask_phone


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("13812348000", "138****8000"),
        ("１３８１２３４８０００", "138****8000"),  # noqa: RUF001 (full-width digits are the point)
        ("138-1234-8000", "138****8000"),
        ("+86 138 1234 8000", "138****8000"),
        ("13812348000/13998765432", "138****8000、139****5432"),
        ("张三 13812348000", "138****8000"),
        ("8581234", "****34"),
        ("110", "****"),
        ("", ""),
        ("无", ""),
    ],
)
def test_phones(typed: str, shown: str) -> None:
    """Mobile numbers keep three and four digits, shorter ones two or none."""
    assert mask_phone(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("11010519491231002X", "110105********002X"),
        (" 110105194912310021 ", "110105********0021"),
        ("110105491231002", "110105*****1002"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_identity_numbers(typed: str, shown: str) -> None:
    """First six and last four remain; what is no identity number is hidden whole."""
    assert mask_id_number(typed) == shown


@pytest.mark.parametrize(("typed", "shown"), [("张三", "张*"), ("欧阳修", "欧*"), ("乌云·其木格", "乌*"), ("", "")])
def test_names(typed: str, shown: str) -> None:
    """One character and one star, whatever the length."""
    assert mask_name(typed) == shown


@given(st.text(max_size=60))
def test_a_masked_phone_hides_most_digits(text: str) -> None:
    """Of any eleven digits in a row at most seven remain."""
    for part in mask_phone(text).split("、"):
        assert sum(character.isdecimal() for character in part) <= 7
