"""Good passwords are taken, common ones are not, and what is kept is no password."""

from dataclasses import replace

import pytest
from offices import CHEAP, PASSWORD, widen

from matcher.errors import AccountError
from matcher.plans.accounts.passwords import check_password, hash_password, needs_rehash, verify_password


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "123456789012",
        "13812348000",
        "aaaaaaaaaaaa",
        "qwertyuiop123",
        "P@ssw0rd2026!",
        "Admin!@#2026",
        "password123password",
        "woaini5201314",
        "abcabcabcabc1",
        widen("password1234"),
        "shuangxuan2026",
        "li.ming2026",
        "Li.Ming!!!!",
        "x" * 10_000,
    ],
)
def test_a_bad_password_is_refused_without_being_repeated(password: str) -> None:
    """Too short, too long, common, or made of the own name: the sentence says so and does not quote it."""
    with pytest.raises(AccountError) as told:
        check_password(password, CHEAP, own=("li.ming", "李明"))
    for language in ("zh", "en"):
        assert told.value.say(language)
        assert not password or password not in told.value.say(language)


@pytest.mark.parametrize(
    "password", [PASSWORD, "correct horse battery", "tr0ub4dor&3x9", "这是一个足够长的密码呀", "=cmd|'/c'!A1 很长"]
)
def test_a_good_password_is_taken_and_found_again(password: str) -> None:
    """Any characters may be in it; only it opens, and the hash does not show it."""
    check_password(password, CHEAP, own=("li.ming", "李明"))
    stored = hash_password(password, CHEAP)
    assert stored.startswith("$argon2id$")
    assert password not in stored
    assert verify_password(stored, password, CHEAP)
    assert not verify_password(stored, password + "x", CHEAP)
    assert hash_password(password, CHEAP) != stored


def test_one_password_typed_in_two_forms_is_one() -> None:
    """A letter with its accent composed or apart is the same password."""
    assert verify_password(hash_password("café au lait très", CHEAP), "cafe\u0301 au lait très", CHEAP)


def test_raised_parameters_ask_for_a_new_hash() -> None:
    """A hash made with weaker parameters still opens and is known to be due for renewal."""
    stored = hash_password(PASSWORD, CHEAP)
    stronger = replace(CHEAP, time_cost=2)
    assert not needs_rehash(stored, CHEAP)
    assert needs_rehash(stored, stronger)
    assert verify_password(stored, PASSWORD, stronger)


def test_no_password_opens_an_account_without_one() -> None:
    """An empty or broken hash is opened by nothing."""
    for stored in ("", "x", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"):
        assert not verify_password(stored, "", CHEAP)
        assert not verify_password(stored, PASSWORD, CHEAP)
