"""Comments on a plan and on its pairs."""

from matcher.errors import WorkflowError
from matcher.plans.accounts import require
from matcher.plans.store import Actor, Store, act
from matcher.plans.store.comments import CommentRecord, read_comments, store_comment
from matcher.plans.store.matches import MatchKey, find_match
from matcher.plans.store.plan_records import find_plan_record
from matcher.plans.workflow.conflicts import require_seen
from matcher.plans.workflow.looking import look
from matcher.plans.workflow.pairs import say_pair
from matcher.words import Words

MOST_CHARACTERS = 2_000
"""Length of the longest comment."""

_NO_COMMITTEE = ""
"""What a comment on a whole plan concerns: an account of one committee writes on its own pairs only."""


def add_comment(
    store: Store, actor: Actor, plan_id: int, text: str, *, version: int, pair: MatchKey | None = None
) -> int:
    """Add a comment on a plan, or on one pair of it, and return the comment's id.

    Parameters
    ----------
    version
        Of the plan, or of the pair, as the actor saw it: a word on what has moved on is not what was meant.

    Raises
    ------
    AccessError
        The actor may not, or covers other hosts only.
    MissingError
        There is no such plan or pair.
    WorkflowError
        The text is empty or too long.
    ConflictError
        The plan or the pair moved since the actor looked; carries both.
    """
    text = text.strip()
    if not 0 < len(text) <= MOST_CHARACTERS:
        raise WorkflowError(
            Words(
                f"意见须有 1 到 {MOST_CHARACTERS} 个字，现有 {len(text)} 个",
                f"a comment has 1 to {MOST_CHARACTERS} characters, this one has {len(text)}",
            )
        )
    with act(store, actor) as doing:
        require(doing, "comment")
        plan = find_plan_record(doing.session, plan_id)
        if pair is None:
            require(doing, "comment", committee=_NO_COMMITTEE)
            what, theirs = Words(f"方案 {plan_id}", f"plan {plan_id}"), {"state": plan.state}
            require_seen(plan.version, version, what=what, theirs=theirs, yours={"text": text})
            made = store_comment(doing, plan_id, text)
        else:
            found = find_match(doing.session, MatchKey(plan_id, pair.candidate_id, pair.post_id))
            require(doing, "comment", committee=found.committee)
            what, theirs = say_pair(found.key), {"step": found.step}
            require_seen(found.version, version, what=what, theirs=theirs, yours={"text": text})
            made = store_comment(doing, plan_id, text, candidate_id=pair.candidate_id, post_id=pair.post_id)
        subject = f"plan {plan_id}" if pair is None else found.key.subject
        doing.record("comment", subject, after={"text": text}, plan_digest=plan.digest)
        return made


def list_comments(store: Store, reader: Actor, plan_id: int) -> tuple[CommentRecord, ...]:
    """Return the comments on a plan and its pairs in order, as far as the reader may see them.

    Raises
    ------
    AccessError
        The reader may not look.
    MissingError
        There is no such plan.
    """
    with look(store, reader) as looking:
        find_plan_record(looking.act.session, plan_id)
        return read_comments(looking.act.session, plan_id, committee=looking.committee)
