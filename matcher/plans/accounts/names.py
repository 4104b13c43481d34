"""Login names and names of people: what may be typed, and one form of it."""

import unicodedata

from matcher.errors import AccountError
from matcher.plans.accounts.permissions import ROLES, Role
from matcher.plans.store.acting import SYSTEM
from matcher.pools.identity import mask_personal
from matcher.words import Words

_LOGIN_LENGTH = (2, 64)
_NAME_LENGTH = 100
_SIGNS = "._-@"


def fold_login(typed: str) -> str:
    """Return the one form of a login name: large or small, full-width or not.

    What no login name can hold, some of which a database would choke on, becomes a question mark.

    Examples
    --------
    >>> fold_login(" Li.Ming ")
    'li.ming'
    """
    folded = unicodedata.normalize("NFKC", typed[: 2 * _LOGIN_LENGTH[1]]).casefold().strip()
    return "".join("?" if unicodedata.category(character)[0] == "C" else character for character in folded)


def read_login(typed: str) -> str:
    """Return a new login name in its one form.

    Letters of other scripts than Latin and Chinese are refused, since some look like Latin ones.

    Raises
    ------
    AccountError
        It is too short or long, has other characters, is the program's own or a personal number.
    """
    login = fold_login(typed)
    least, most = _LOGIN_LENGTH
    is_made_of = all(_may_stand_in_login(character) for character in login)
    if mask_personal(login) != login:
        raise AccountError(
            Words(
                "登录名不能是手机号或身份证号：它会出现在审计记录里",
                "a login name is no phone or identity number: it stands in the audit chain",
            )
        )
    if not least <= len(login) <= most or not is_made_of or login[0] in _SIGNS or login == SYSTEM.login:
        raise AccountError(
            Words(
                f"登录名须为 {least} 至 {most} 个英文字母、数字、汉字或 . _ - @，"
                f"以字母、数字或汉字开头，且不能是 {SYSTEM.login}",
                f"a login name has {least} to {most} Latin letters, digits, Chinese characters or . _ - @, starts "
                f"with a letter, digit or Chinese character, and is not {SYSTEM.login}",
            )
        )
    return login


def read_name(typed: str) -> str:
    """Return the name of a person, or of a committee, in one form.

    Raises
    ------
    AccountError
        It is empty, too long, or has characters that steer a screen.
    """
    name = unicodedata.normalize("NFC", typed).strip()
    if not 0 < len(name) <= _NAME_LENGTH or any(unicodedata.category(each)[0] == "C" for each in name):
        raise AccountError(
            Words(
                f"姓名、党委名称须为 1 至 {_NAME_LENGTH} 个字符，且不含控制字符",
                f"a name of a person or committee has 1 to {_NAME_LENGTH} characters and no control characters",
            )
        )
    return name


def read_role(typed: str, committee: str) -> Role:
    """Return the role meant.

    Raises
    ------
    AccountError
        There is no such role, or it does not go with one committee.
    """
    for role in ROLES:
        if role == typed:
            if role == "administrator" and committee:
                raise AccountError(
                    Words("管理员不能只管一个党委，请留空", "an administrator covers every committee: leave it empty")
                )
            return role
    raise AccountError(
        Words(f"没有这个角色；可选：{'、'.join(ROLES)}", f"there is no such role; there are {', '.join(ROLES)}")
    )


def _may_stand_in_login(character: str) -> bool:
    return (character.isascii() and (character.isalnum() or character in _SIGNS)) or (
        unicodedata.category(character) == "Lo" and unicodedata.name(character, "").startswith("CJK UNIFIED")
    )
