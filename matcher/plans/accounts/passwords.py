"""Passwords: which are good enough, and how they are kept (Argon2id, never the password itself)."""

import base64
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from matcher.errors import AccountError
from matcher.plans.accounts.settings import LoginSettings
from matcher.words import Words

_WORDS = """
aa abc abcabc abcd abcde abcdef abcdefg abcdefgh admin administrator asdf asdfg asdfgh asdfghj asdfghjk asdfghjkl
asdfasdf asdfjkl baseball changeme computer dangjian default football guest hello helloworld iloveu iloveyou
internet letmein login master matcher monkey mypassword newpassword nihao oracle passw password passwd
passwordpassword pass postgres princess qazwsx qazwsxedc qq qqq qwe qweasd qweasdzxc qweqwe qwer qwerasdf qwert
qwerty qwertyu qwertyui qwertyuio qwertyuiop qwertyqwerty root secret shuangxuan sunshine super superman system
taobao temp test testtest user username weixin welcome wocaonima woaini woainima woaiwojia wodemima woshishui
xuexiqiangguo yuanqu zaq zaqwsx zhongguo zhonghua zuzhibu zxc zxcv zxcvb zxcvbn zxcvbnm
"""
COMMON_STEMS = frozenset(_WORDS.split())
"""What is left of the commonest passwords without the digits and signs around them."""

_LOOK_ALIKES = str.maketrans("@$01345!", "asoleasi")
_HALF = 2
_LEAST_DISTINCT = 5
_AT_ONCE = threading.BoundedSemaphore(2)
"""Hashing is dear on purpose; more at once would let guesses eat the memory of the machine."""


def check_password(password: str, settings: LoginSettings, *, own: tuple[str, ...] = ()) -> None:
    """Refuse a password that is too short, common or made of the account's own names.

    Parameters
    ----------
    own
        Login and name of the account.

    Raises
    ------
    AccountError
        Says what is missing, never the password.

    Examples
    --------
    >>> check_password("七匹马 past 河", LoginSettings())
    >>> check_password("P@ssw0rd2026!", LoginSettings())
    Traceback (most recent call last):
    matcher.errors.AccountError: 密码太常见（常用词加数字、键盘顺序或纯数字），请换一个
    """
    typed = _normalize(password)
    if not settings.least_length <= len(typed) <= settings.most_length:
        raise AccountError(
            Words(
                f"密码须为 {settings.least_length} 至 {settings.most_length} 个字符",
                f"a password has {settings.least_length} to {settings.most_length} characters",
            )
        )
    if _is_common(typed):
        raise AccountError(
            Words(
                "密码太常见（常用词加数字、键盘顺序或纯数字），请换一个",
                "the password is too common (a usual word with digits, keys in a row, or digits only); take another",
            )
        )
    for name in own:
        known = _normalize(name).casefold().strip()
        # A short name inside a long sentence gives nothing away.
        if len(known) > 1 and known in typed.casefold() and len(known) * _HALF >= len(typed.strip("0123456789")):
            raise AccountError(
                Words(
                    "密码不能主要由登录名或姓名组成，请换一个",
                    "a password is not made of the login or name; take another",
                )
            )


def hash_password(password: str, settings: LoginSettings) -> str:
    """Return the Argon2id hash of a password."""
    with _AT_ONCE:
        return _make_hasher(settings).hash(_normalize(password))


def verify_password(stored: str, password: str, settings: LoginSettings) -> bool:
    """Return whether a password is the one of a stored hash.

    Where there is none, as much time is spent as where there is, so that the time does not tell
    which accounts exist.
    """
    typed = _normalize(password)[: settings.most_length + 1]
    with _AT_ONCE:
        try:
            _make_hasher(settings).verify(stored or _make_decoy(settings), typed)
        except (VerificationError, InvalidHashError):
            return False
    return bool(stored)


def needs_rehash(stored: str, settings: LoginSettings) -> bool:
    """Return whether a hash was made with other parameters than today's."""
    return _make_hasher(settings).check_needs_rehash(stored)


def _normalize(text: str) -> str:
    """Return one form of what keyboards send in several (RFC 8265, section 4.2)."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())


@cache
def _make_hasher(settings: LoginSettings) -> PasswordHasher:
    return PasswordHasher(settings.time_cost, settings.memory_kib, settings.parallelism)


@cache
def _make_decoy(settings: LoginSettings) -> str:
    """Return a well-formed hash that no password has."""
    salt, tag = (base64.b64encode(b"\0" * size).decode().rstrip("=") for size in (16, 32))
    cost = f"m={settings.memory_kib},t={settings.time_cost},p={settings.parallelism}"
    return f"$argon2id$v=19${cost}${salt}${tag}"


def _is_common(typed: str) -> bool:
    plain = unicodedata.normalize("NFKC", typed).casefold()
    if len(set(plain)) < _LEAST_DISTINCT or not any(character.isalpha() for character in plain):
        return True
    signs = "".join(character for character in plain if not character.isalpha())
    cores = (plain.strip(signs), plain.rstrip(signs), plain.lstrip(signs), "".join(filter(str.isalpha, plain)))
    forms = {form for core in cores for form in (core, core.translate(_LOOK_ALIKES))}
    return any(form in COMMON_STEMS or _is_repeated(form) for form in forms)


def _is_repeated(form: str) -> bool:
    """Return whether a text is one common word several times over."""
    return any(form == stem * (len(form) // len(stem)) for stem in COMMON_STEMS if form.startswith(stem))
