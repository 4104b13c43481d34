"""What the records must look like, by what the audit chain says was done to them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from matcher.plans.store.entries import Entry

SIGNING = {"submit-plan": "submit", "review-plan": "review", "approve-plan": "approve", "publish-plan": "publish"}
_VOIDING = frozenset({"return-plan", "withdraw-plan"})
_STEPPING = frozenset({"record-step", "decline-match", "correct-step", "take-back-step"})
_CONSENTING = frozenset({"record-consent", "correct-consent"})
_REMARKS = frozenset({"why", "taken_back"})
"""What an entry says of a correction and the record does not hold."""


@dataclass(slots=True)
class PlanHistory:
    """Hold what was done to one plan.

    Parameters
    ----------
    digest
        Under which it was made; empty: nobody made it.
    state, seal
        After the last action, and the hash of its content then; None: it never moved.
    signatures
        (act, account, seal, counts) → how often.
    """

    digest: str = ""
    state: str = "draft"
    seal: str | None = None
    signatures: Counter[tuple[str, int | None, str, bool]] = field(default_factory=Counter)


@dataclass(slots=True)
class History:
    """Hold what the chain says of all records.

    Parameters
    ----------
    accounts
        Subject → the fields that decide what an account may do.
    imports, scenarios
        Subject → digest of the pools, and text of the policy as last saved.
    plans
        Subject → what was done to it.
    steps, consents
        (plan, pair) → step → what is recorded of it now, and (plan, pair, side) → the same.
    told
        Pair → everything ever recorded of it in any plan: it is carried along to later ones.
    """

    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)
    scenarios: dict[str, str] = field(default_factory=dict)
    plans: defaultdict[str, PlanHistory] = field(default_factory=lambda: defaultdict(PlanHistory))
    steps: defaultdict[tuple[str, str], dict[str, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    consents: dict[tuple[str, str, str], dict[str, Any]] = field(default_factory=dict)
    told: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))


def replay(entries: Iterable[Entry]) -> History:
    """Return what the records must look like after some entries."""
    history = History()
    for entry in entries:
        after = entry.after or {}
        match entry.action:
            case "make-account":
                history.accounts[entry.subject] = {
                    "is_active": True,
                    "committee": "",
                    "needs_confirmation": False,
                } | after
            case "edit-account":
                changes = {key: value for key, value in after.items() if key != "name"}
                history.accounts.setdefault(entry.subject, {}).update(changes)
            case "reset-password" | "link-identity" | "confirm-account" if "needs_confirmation" in after:
                mark = {"needs_confirmation": after["needs_confirmation"]}
                history.accounts.setdefault(entry.subject, {}).update(mark)
            case "import-pools" | "correct-pools" | "close-finding" if "digest" in after:
                history.imports[entry.subject] = str(after.get("digest"))
            case "save-scenario" | "edit-scenario":
                history.scenarios[entry.subject] = str(after.get("policy"))
            case "make-plan":
                history.plans[entry.subject].digest = entry.plan_digest
            case action if action in _CONSENTING:
                plan, _, pair = entry.subject.partition(" match ")
                history.consents[plan, pair, str(after.get("side"))] = _keep(history, pair, after)
            case action if action in _STEPPING:
                plan, _, pair = entry.subject.partition(" match ")
                _step(history.steps[plan, pair], _keep(history, pair, after), after.get("taken_back"))
            case action if "state" in after and action.endswith("-plan"):
                _move(history.plans[entry.subject], entry, after)
    return history


def _keep(history: History, pair: str, after: dict[str, Any]) -> dict[str, Any]:
    """Return the record an entry tells of, and keep it among all that was told of its pair."""
    record = {key: value for key, value in after.items() if key not in _REMARKS}
    history.told[pair].append(record)
    return record


def _step(taken: dict[str, dict[str, Any]], record: dict[str, Any], taken_back: str | None) -> None:
    if taken_back is not None:
        taken.pop(taken_back, None)
    else:
        # A step recorded anew stands last again.
        taken.pop(record["step"], None)
        taken[record["step"]] = record


def _move(plan: PlanHistory, entry: Entry, after: dict[str, Any]) -> None:
    plan.state, plan.seal = str(after["state"]), str(after.get("seal"))
    if entry.action in SIGNING:
        plan.signatures[SIGNING[entry.action], entry.account_id, plan.seal, True] += 1
    if entry.action in _VOIDING:
        voided: Counter[tuple[str, int | None, str, bool]] = Counter()
        for (act, account, seal, _), number in plan.signatures.items():
            voided[act, account, seal, False] += number
        plan.signatures = voided
