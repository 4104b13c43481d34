"""Rows of the store looked up, named and checked alike in every part of it."""

from typing import TypeVar

from sqlalchemy.orm import Session

from matcher.errors import MissingError, StoreError
from matcher.plans.store.models import Account, Base
from matcher.words import Words

Row = TypeVar("Row", bound=Base)
MOST_ID = 2**31 - 1
"""Greatest id the databases hold."""


def get_row(session: Session, table: type[Row], key: int, what: Words) -> Row:
    """Return a row by its id.

    Raises
    ------
    MissingError
        There is none; ids come from addresses that anybody may type.
    """
    row = session.get(table, key) if 0 < key <= MOST_ID else None
    if row is None:
        raise refuse_id(key, what)
    return row


def refuse_id(key: int, what: Words) -> MissingError:
    """Say that there is no record of an id."""
    return MissingError(
        Words(f"没有编号为 {key} 的{what.zh}，或已被删除", f"there is no {what.en} {key}, or none any more")
    )


def name_author(session: Session, account_id: int | None) -> str:
    """Return the name of who made a record; empty for the program itself."""
    account = None if account_id is None else session.get(Account, account_id)
    return account.name if account else ""


def require_name(text: str, most: int, what: Words) -> str:
    """Return a name without the spaces around it.

    Raises
    ------
    StoreError
        It is empty or too long.

    Examples
    --------
    >>> require_name(" 二〇二七年春 ", 100, Words("季次", "season"))
    '二〇二七年春'
    """
    name = text.strip()
    if not 1 <= len(name) <= most:
        raise StoreError(
            Words(
                f"{what.zh}的名称应有 1 至 {most} 个字，现有 {len(name)} 个",
                f"the name of a {what.en} has 1 to {most} characters, this one {len(name)}",
            )
        )
    return name


def refuse_name(name: str, what: Words) -> StoreError:
    """Say that a name is taken."""
    return StoreError(
        Words(
            f"已有名为“{name}”的{what.zh}，请换一个名称", f"there is a {what.en} named {name} already; choose another"
        )
    )
