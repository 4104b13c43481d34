"""Comments on plans and on pairs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.plans.store.acting import Act
from matcher.plans.store.models import Account, Comment, StoredMatch


@dataclass(frozen=True, slots=True)
class CommentRecord:
    """Hold one comment.

    Parameters
    ----------
    candidate_id, post_id
        The pair it is about; both empty for the plan as a whole.
    """

    id: int
    plan_id: int
    candidate_id: str
    post_id: str
    text: str
    author: str
    made_at: datetime


def store_comment(act: Act, plan_id: int, text: str, *, candidate_id: str = "", post_id: str = "") -> int:
    """Add a comment and return its id."""
    row = Comment(
        plan_id=plan_id,
        candidate_id=candidate_id,
        post_id=post_id,
        text=text,
        made_by=act.actor.account_id,
        made_at=act.at,
    )
    act.session.add(row)
    act.session.flush()
    return row.id


def read_comments(session: Session, plan_id: int, *, committee: str = "") -> tuple[CommentRecord, ...]:
    """Return the comments on a plan and its pairs in order; with a committee, only those on its pairs."""
    query = (
        select(Comment, Account.name)
        .outerjoin(Account, Account.id == Comment.made_by)
        .where(Comment.plan_id == plan_id)
        .order_by(Comment.id)
    )
    if committee:
        query = query.join(
            StoredMatch,
            (StoredMatch.plan_id == Comment.plan_id)
            & (StoredMatch.candidate_id == Comment.candidate_id)
            & (StoredMatch.post_id == Comment.post_id),
        ).where(StoredMatch.committee == committee)
    return tuple(
        CommentRecord(row.id, row.plan_id, row.candidate_id, row.post_id, row.text, name or "", row.made_at)
        for row, name in session.execute(query).all()
    )
