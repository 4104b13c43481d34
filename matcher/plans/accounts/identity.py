"""Log in through the office's own provider (OIDC): from a verified identity to an account.

The dashboard checks the provider's signature; what arrives here is verified. Accounts are made by
an administrator, never by logging in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matcher.errors import AccessError, AccountError
from matcher.plans.accounts.confirming import mark_for_confirmation
from matcher.plans.accounts.logins import name_subject, open_login, record_refusal
from matcher.plans.accounts.permissions import require
from matcher.plans.accounts.records import AccountRecord, LoggedIn, describe_account
from matcher.plans.accounts.settings import DEFAULT, LoginSettings
from matcher.plans.store.account_rows import find_account_of_email, find_account_of_subject
from matcher.plans.store.acting import Act, Actor, act, require_version
from matcher.plans.store.columns import now
from matcher.plans.store.database import Store
from matcher.plans.store.models import Account
from matcher.words import Words

_LONGEST = 255


@dataclass(frozen=True, slots=True)
class Identity:
    """Hold who a provider says somebody is.

    Parameters
    ----------
    issuer, subject
        The provider, and its own lasting id of the person.
    email
        Address, empty unless the provider has verified it.
    """

    issuer: str
    subject: str
    email: str = ""


def read_claims(claims: Mapping[str, object]) -> Identity | None:
    """Return the identity in the claims of a verified token, None where they name nobody.

    Examples
    --------
    >>> read_claims({"iss": "https://login.example", "sub": "42", "email": "A@b.cn", "email_verified": True})
    Identity(issuer='https://login.example', subject='42', email='a@b.cn')
    >>> read_claims({"iss": "https://login.example", "sub": "42", "email": "a@b.cn"}).email
    ''
    """
    issuer, subject, email = (claims.get(key) for key in ("iss", "sub", "email"))
    if not (_is_usable(issuer) and _is_usable(subject)):
        return None
    is_verified = claims.get("email_verified") is True and _is_usable(email)
    return Identity(str(issuer), str(subject), _fold_email(str(email)) if is_verified else "")


def log_in_by_identity(
    store: Store, identity: Identity, *, settings: LoginSettings = DEFAULT, at: datetime | None = None
) -> LoggedIn:
    """Open a login for the enabled account a verified identity belongs to.

    An account entered with an address is bound to the provider's lasting id the first time, so that
    an address given to somebody else later opens nothing.

    Raises
    ------
    AccessError
        No enabled account is linked to this identity.
    """
    at = at or now()
    with store.read() as session:
        found = find_account_of_subject(session, identity.issuer, identity.subject)
        if found is None and identity.email:
            entered = find_account_of_email(session, identity.issuer, identity.email)
            found = entered if entered is not None and entered.subject is None else None
    if found is not None:
        with act(store, Actor(found.id, found.login), at=at) as doing:
            account = doing.session.get_one(Account, found.id)
            is_bound = account.issuer == identity.issuer and account.subject == identity.subject
            is_new = account.issuer == identity.issuer and account.subject is None and account.email == identity.email
            if account.is_active and (is_bound or is_new):
                if is_new:
                    account.subject = identity.subject
                    doing.record("bind-identity", name_subject(account.id))
                return open_login(doing, account, settings)
    record_refusal(store, found, at)
    raise AccessError(
        Words(
            "您的身份已由单位确认，但没有与之关联的启用账号；请联系管理员",
            "your identity is confirmed, but no enabled account is linked to it; ask the administrator",
        )
    )


def link_identity(
    act: Act, account_id: int, *, version: int, issuer: str, subject: str = "", email: str = ""
) -> AccountRecord:
    """Link an account to a provider's identity, by its lasting id or by an address; or take the link away.

    Parameters
    ----------
    issuer
        The provider's address exactly as in its tokens; empty: no link any more.

    Raises
    ------
    AccountError
        Neither id nor address is given, one is too long, or another account has it.
    AccessError
        The actor may not manage accounts, or would change the own link.
    ConflictError
        Somebody else changed the account in between.
    """
    require(act, "manage-accounts")
    account = act.session.get(Account, account_id)
    issuer, subject, email = issuer.strip(), subject.strip(), _fold_email(email)
    is_given = bool(issuer) and bool(subject or email) and all(map(_is_usable, filter(None, (issuer, subject, email))))
    if account is None or not (is_given or not (issuer or subject or email)):
        raise AccountError(
            Words(
                "请填写登录服务地址（issuer），以及该人员的编号（subject）或邮箱",
                "give the provider's address (issuer) and the person's id (subject) or e-mail",
            )
        )
    if account.id == act.actor.account_id:
        raise AccessError(
            Words("不能改自己的关联，请由另一名管理员操作", "nobody changes the own link: ask another administrator")
        )
    require_version(account.version, version, what=Words("账号", "the account"), theirs={}, yours={})
    for other in (
        find_account_of_subject(act.session, issuer, subject) if subject else None,
        find_account_of_email(act.session, issuer, email) if email else None,
    ):
        if other is not None and other.id != account.id:
            raise AccountError(Words("该身份已关联到另一个账号", "this identity is linked to another account"))
    was_linked = account.issuer is not None
    account.issuer, account.subject, account.email = issuer or None, subject or None, email or None
    # A link taken away lets nobody in.
    mark = mark_for_confirmation(act, account) if issuer else {}
    act.record(
        "link-identity",
        name_subject(account.id),
        before={"is_linked": was_linked},
        after={"is_linked": bool(issuer), "issuer": issuer} | mark,
    )
    act.session.flush()
    return describe_account(account)


def _fold_email(email: str) -> str:
    return email.strip().casefold()


def _is_usable(text: object) -> bool:
    return isinstance(text, str) and 0 < len(text) <= _LONGEST and text.isprintable()
