"""Roles and what each may do, as one literal table."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from matcher.errors import AccessError
from matcher.plans.store.acting import Act
from matcher.plans.store.models import Account
from matcher.words import Words

Role: TypeAlias = Literal["viewer", "planner", "reviewer", "approver", "administrator"]
Permission: TypeAlias = Literal[
    "read",
    "unmask",
    "comment",
    "manage-season",
    "import-pools",
    "edit-scenario",
    "run-scenario",
    "change-plan",
    "submit-plan",
    "return-plan",
    "review-plan",
    "approve-plan",
    "publish-plan",
    "withdraw-plan",
    "record-step",
    "record-consent",
    "correct-record",
    "read-audit",
    "manage-accounts",
    "confirm-account",
    "back-up",
]
ROLES: tuple[Role, ...] = get_args(Role)

_ALL = frozenset(ROLES)
_SIGNERS = frozenset[Role]({"planner", "reviewer", "approver"})
_PLANNER = frozenset[Role]({"planner"})
_APPROVER = frozenset[Role]({"approver"})

PERMISSIONS: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        "read": _ALL,
        "unmask": _SIGNERS,
        "comment": _SIGNERS,
        "manage-season": frozenset({"planner", "administrator"}),
        "import-pools": _PLANNER,
        "edit-scenario": _PLANNER,
        "run-scenario": _PLANNER,
        "change-plan": _PLANNER,
        "submit-plan": _PLANNER,
        "return-plan": frozenset({"reviewer", "approver"}),
        "review-plan": frozenset({"reviewer"}),
        "approve-plan": _APPROVER,
        "publish-plan": _APPROVER,
        "withdraw-plan": frozenset({"planner", "approver"}),
        "record-step": _PLANNER,
        "record-consent": _PLANNER,
        "correct-record": _PLANNER,
        "read-audit": frozenset({"administrator", "approver"}),
        "manage-accounts": frozenset({"administrator"}),
        "confirm-account": frozenset({"planner", "reviewer", "approver", "administrator"}),
        "back-up": frozenset({"administrator"}),
    }
)
"""Permission → roles that have it."""

WHOLE_SEASON: frozenset[Permission] = frozenset(
    {
        "manage-season",
        "import-pools",
        "edit-scenario",
        "run-scenario",
        "change-plan",
        "submit-plan",
        "return-plan",
        "review-plan",
        "approve-plan",
        "publish-plan",
        "withdraw-plan",
        # A township does not rewrite what it reported: whoever it reported to corrects it.
        "correct-record",
        "read-audit",
        "manage-accounts",
        "confirm-account",
        "back-up",
    }
)
"""Permissions that concern hosts of every committee: refused to an account of one committee."""

BY_A_PERSON: frozenset[Permission] = frozenset(
    {"submit-plan", "review-plan", "approve-plan", "publish-plan", "confirm-account"}
)
"""Acts that carry a signature, or let somebody sign: only a named person does them, never the program."""


def require(act: Act, permission: Permission, *, committee: str | None = None) -> Account | None:
    """Refuse an act its actor may not do; return the account, None for the program itself.

    Parameters
    ----------
    committee
        The committee whose host is concerned, where it is one host.

    Raises
    ------
    AccessError
        The account is gone or switched off, its role lacks the permission, or its committee is
        another.
    """
    if act.actor.account_id is None:
        if permission in BY_A_PERSON:
            raise AccessError(Words("签署须由具名的人进行，请先登录", "a signature needs a named person: log in first"))
        return None
    account = act.session.get(Account, act.actor.account_id)
    if account is None or not account.is_active:
        raise AccessError(
            Words("账号不存在或已停用，请联系管理员", "the account is gone or switched off; ask the administrator")
        )
    if account.role not in PERMISSIONS[permission]:
        raise AccessError(refuse_role(permission))
    if account.committee and (permission in WHOLE_SEASON or committee not in (None, account.committee)):
        raise AccessError(
            Words(
                f"您的账号只管“{account.committee}”所属企业，不能进行此操作",
                f"your account covers only the hosts of {account.committee}",
            )
        )
    return account


def refuse_role(permission: Permission) -> Words:
    """Say that a role lacks a permission, and which roles have it."""
    from matcher.explain import name

    allowed = [name("account_role", role) for role in ROLES if role in PERMISSIONS[permission]]
    return Words(
        f"您没有“{name('permission', permission).zh}”的权限；有此权限的是：{'、'.join(words.zh for words in allowed)}",
        f"you may not {name('permission', permission).en}; who may: {', '.join(words.en for words in allowed)}",
    )
