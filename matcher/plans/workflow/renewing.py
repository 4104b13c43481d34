"""Pairs kept in memory made new: what was done since they were read tells which of them to read again."""

from matcher.plans.store import Actor, Store
from matcher.plans.store.actions import AuditAction
from matcher.plans.store.entries import list_deeds_since
from matcher.plans.workflow.looking import look

LEAVES_PAIRS: frozenset[AuditAction] = frozenset({"comment", "export-roster"})
"""Actions on a plan after which every pair of it says what it said before."""


def list_touched(store: Store, reader: Actor, plan_id: int, end: tuple[int, str]) -> frozenset[str] | None:
    """Return what the audit chain calls the pairs of a plan that something was done to since an earlier end of it.

    Parameters
    ----------
    end
        Number and hash of the last entry when the pairs were read.

    Returns
    -------
    frozenset of str or None
        None: something was done to the plan as a whole, or the chain is another one; read all pairs again.

    Raises
    ------
    AccessError
        The reader may not look.
    """
    with look(store, reader) as looking:
        deeds = list_deeds_since(looking.act.session, plan_id, end)
    plan = f"plan {plan_id}"
    if deeds is None or any(subject == plan and action not in LEAVES_PAIRS for action, subject in deeds):
        return None
    return frozenset(subject for _, subject in deeds if subject != plan)
