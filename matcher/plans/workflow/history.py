"""What happened to a plan, and who put their name to it."""

from dataclasses import dataclass
from itertools import islice

from matcher.plans.accounts import require
from matcher.plans.store import Actor, Store
from matcher.plans.store.actions import AuditAction
from matcher.plans.store.entries import Entry, list_entries_on, walk_back
from matcher.plans.store.matches import MatchKey, find_match, list_match_records
from matcher.plans.store.plan_records import find_plan_record, list_lineage, seal_plan
from matcher.plans.store.records import PlanRecord
from matcher.plans.store.signatures import SignatureRecord, list_signatures
from matcher.plans.workflow.looking import look

CORRECTIONS: frozenset[AuditAction] = frozenset({"correct-step", "take-back-step", "correct-consent"})
"""What the audit chain calls each kind of correction of a pair."""


ACCOUNT_ACTIONS: frozenset[AuditAction] = frozenset(
    {"reset-password", "link-identity", "edit-account", "confirm-account"}
)
"""Actions on an account that can bear on who signs with it."""


@dataclass(frozen=True, slots=True)
class ShownSignature:
    """Hold a signature, checked at this moment.

    Parameters
    ----------
    is_intact
        The plan in the store still is what was signed.
    trail
        What was done to the signer's account before by others and bears on whose it was: the last reset,
        link or change of name, and who confirmed it since. Empty: nothing ever.
    """

    record: SignatureRecord
    is_intact: bool
    trail: tuple[Entry, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is neither voided nor on something else."""
        return self.is_intact and not self.record.is_voided


def show_signatures(store: Store, reader: Actor, plan_id: int) -> tuple[ShownSignature, ...]:
    """Return the signatures on a plan and on the versions it was made from, each checked against its plan.

    Raises
    ------
    AccessError
        The reader may not look.
    MissingError
        There is no such plan.
    """
    with look(store, reader) as looking:
        signatures = list_signatures(
            looking.act.session, [plan.id for plan in list_lineage(looking.act.session, plan_id)]
        )
        seals = {plan: seal_plan(looking.act.session, plan) for plan in {each.plan_id for each in signatures}}
        subjects = {f"account {each.account_id}" for each in signatures}
        entries = list_entries_on(looking.act.session, subjects, ACCOUNT_ACTIONS)
    return tuple(
        ShownSignature(each, seals[each.plan_id] == each.seal, _find_trail(each, entries)) for each in signatures
    )


def _find_trail(signature: SignatureRecord, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the last doubt about a signer's account before the signature, and what came after it."""
    marked = [
        each
        for each in entries
        if each.subject == f"account {signature.account_id}"
        and each.at <= signature.made_at
        and "needs_confirmation" in (each.after or {})
    ]
    doubts = [place for place, each in enumerate(marked) if (each.after or {})["needs_confirmation"]]
    return tuple(marked[doubts[-1] :]) if doubts else ()


def list_history(store: Store, reader: Actor, plan_id: int, *, most: int | None = None) -> tuple[Entry, ...]:
    """Return what was done to a plan and to the versions it was made from, in order.

    An account of one committee sees what was done to plans and to pairs of its own hosts. Errors as in
    `show_signatures`.

    Parameters
    ----------
    most
        Return the last so many only; None: all.
    """
    with look(store, reader) as looking:
        lineage = [plan.id for plan in list_lineage(looking.act.session, plan_id)]
        entries = walk_back(looking.act.session, lineage)
        if looking.committee:
            own = {
                pair.key.subject
                for plan in lineage
                for pair in list_match_records(looking.act.session, plan, committee=looking.committee)
            }
            entries = (each for each in entries if " match " not in each.subject or each.subject in own)
        return tuple(islice(entries, most))[::-1]


def list_corrections(store: Store, reader: Actor, key: MatchKey) -> tuple[Entry, ...]:
    """Return what was corrected of a pair, in order: each with what it said before, by whom and why.

    Raises
    ------
    AccessError
        The reader may not look, or covers other hosts only.
    MissingError
        There is no such pair.
    """
    with look(store, reader) as looking:
        pair = find_match(looking.act.session, key)
        require(looking.act, "read", committee=pair.committee)
        return list_entries_on(looking.act.session, [key.subject], CORRECTIONS)


def list_versions(store: Store, reader: Actor, plan_id: int) -> tuple[PlanRecord, ...]:
    """Return a plan and the plans it was made from by hand, the newest first; errors as in `show_signatures`."""
    with look(store, reader) as looking:
        return list_lineage(looking.act.session, plan_id)


def show_plan(store: Store, reader: Actor, plan_id: int) -> PlanRecord:
    """Return where a plan stands; errors as in `show_signatures`."""
    with look(store, reader) as looking:
        return find_plan_record(looking.act.session, plan_id)
