"""Hold the records against the audit chain: what stands in the store that nobody is on record for.

The chain shows whether its own entries were touched. A row of another table changed behind the
program's back leaves them whole; here every account, import, scenario, plan, signature, step and
consent is compared with what the chain says was done to it.
"""

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from matcher.explain import NAMES, name
from matcher.explain.audit_subjects import tell_subject
from matcher.plans.audit.history import History, PlanHistory, replay
from matcher.plans.store.acting import settle
from matcher.plans.store.database import Store
from matcher.plans.store.entries import walk_entries
from matcher.plans.store.matches import MatchKey
from matcher.plans.store.models import (
    Account,
    MatchStep,
    PoolImport,
    Signature,
    StoredConsent,
    StoredMatch,
    StoredPlan,
    StoredScenario,
)
from matcher.plans.store.plan_records import seal_plan
from matcher.pools.collector import pause_collector
from matcher.words import Words

_FURTHEST_FIRST = ("declined", "appointed", "signed", "agreed", "needed")
"""Where a pair stands by the steps it took."""

RecordFaultKind: TypeAlias = Literal["altered", "inserted", "removed"]


@dataclass(frozen=True, slots=True, order=True)
class RecordFault:
    """Hold one record that is not what the chain says.

    Parameters
    ----------
    subject
        As the chain calls it: ``plan 3``, ``account 2``.
    part
        What of it: ``signature``, a step of a pair, or a side that consents; empty: the record itself.
    kind
        ``altered``: it differs. ``inserted``: the chain knows nothing of it. ``removed``: it is gone.
    """

    subject: str
    part: str
    kind: RecordFaultKind


def verify_records(store: Store, *, on_progress: Callable[[int], None] | None = None) -> tuple[RecordFault, ...]:
    """Return every account, import, scenario, plan, signature, step and consent that the chain does not bear out.

    Meaningful where `matcher.plans.audit.verify_chain` finds no fault.

    Parameters
    ----------
    on_progress
        As there.
    """
    with store.read_moment() as session, pause_collector():
        entries = walk_entries(session, on_progress=on_progress)
        history = replay(entry for _, entry in entries if entry is not None)
        found = [
            *_check_accounts(session, history),
            *_check_imports(session, history),
            *_check_scenarios(session, history),
            *_check_plans(session, history),
            *_check_pairs(session, history),
        ]
    return tuple(sorted(set(found)))


def tell_record_fault(fault: RecordFault) -> Words:
    """Say which record differs from what the chain says was done to it.

    Examples
    --------
    >>> tell_record_fault(RecordFault("account 2", "", "inserted")).en
    'account 2 stands in the store without any entry that made it'
    >>> tell_record_fault(RecordFault("plan 3 match 007 A-1", "unit", "removed")).zh
    '方案 3 配对 007 A-1“派出单位同意”有审计记录，但已不在库中，是绕过程序删除的'
    """
    what = _name_record(fault)
    match fault.kind:
        case "altered":
            return Words(
                f"{what.zh}与审计记录所载不符，被绕过程序改动",
                f"{what.en} is not what the audit chain says: it was changed behind the program's back",
            )
        case "inserted":
            return Words(
                f"{what.zh}在库中，但没有任何审计记录，是绕过程序插入的",
                f"{what.en} stands in the store without any entry that made it",
            )
        case "removed":
            return Words(
                f"{what.zh}有审计记录，但已不在库中，是绕过程序删除的",
                f"{what.en} is on record and no longer in the store",
            )


def _name_record(fault: RecordFault) -> Words:
    told = tell_subject(fault.subject)
    if not fault.part:
        return told
    if fault.part == "signature":
        part = Words("签署", "signature")
    elif fault.part in NAMES["consent_side"]:
        side = name("consent_side", fault.part)
        part = Words(f"{side.zh}同意", f"consent of the {side.en}")
    else:
        part = name("match_step", fault.part) if fault.part in NAMES["match_step"] else Words(fault.part, fault.part)
    return Words(f"{told.zh}“{part.zh}”", f"{told.en}, “{part.en}”,")


def _check_accounts(session: Session, history: History) -> Iterator[RecordFault]:
    rows: dict[str, dict[str, Any]] = {
        f"account {row.id}": {
            "login": row.login,
            "role": row.role,
            "committee": row.committee,
            "is_active": row.is_active,
            "needs_confirmation": row.reset_at is not None,
        }
        for row in session.scalars(select(Account))
    }
    yield from _compare({key: settle(row) for key, row in rows.items()}, history.accounts)


def _check_imports(session: Session, history: History) -> Iterator[RecordFault]:
    rows = {}
    for row in session.scalars(select(PoolImport).execution_options(yield_per=1)):
        try:
            is_whole = hashlib.sha256(zlib.decompress(row.content)).hexdigest() == row.digest
        except zlib.error:
            is_whole = False
        rows[f"import {row.id}"] = row.digest if is_whole else ""
    yield from _compare(rows, history.imports)


def _check_scenarios(session: Session, history: History) -> Iterator[RecordFault]:
    rows = {f"scenario {row.id}": settle(row.policy) for row in session.scalars(select(StoredScenario))}
    yield from _compare(rows, history.scenarios)


def _check_plans(session: Session, history: History) -> Iterator[RecordFault]:
    signatures: dict[int, Counter[tuple[str, int | None, str, bool]]] = {}
    for row in session.scalars(select(Signature)):
        counted = signatures.setdefault(row.plan_id, Counter())
        counted[row.act, row.account_id, row.plan_digest, row.voided_at is None] += 1
    known = set()
    for plan_id, digest, state in session.execute(select(StoredPlan.id, StoredPlan.digest, StoredPlan.state)).all():
        subject = f"plan {plan_id}"
        known.add(subject)
        told = history.plans.get(subject, PlanHistory())
        if not told.digest:
            yield RecordFault(subject, "", "inserted")
        elif (told.digest, told.state) != (digest, state) or told.seal not in (None, seal_plan(session, plan_id)):
            yield RecordFault(subject, "", "altered")
        has = signatures.pop(plan_id, Counter())
        if has - told.signatures:
            yield RecordFault(subject, "signature", "inserted")
        if told.signatures - has:
            yield RecordFault(subject, "signature", "removed")
    yield from (RecordFault(subject, "", "removed") for subject in history.plans if subject not in known)


def _check_pairs(session: Session, history: History) -> Iterator[RecordFault]:
    taken: dict[tuple[str, str], set[str]] = {}
    stands: dict[tuple[int, str, str], set[str]] = {}
    for step in session.execute(_columns(MatchStep)):
        plan, pair = _name(step)
        taken.setdefault((plan, pair), set()).add(step.step)
        stands.setdefault((step.plan_id, step.candidate_id, step.post_id), set()).add(step.step)
        shown = settle({"step": step.step} | _show(step) | ({"reason": step.reason} if step.reason else {}))
        # Two people whose ids are masked alike are one to the chain.
        own = {} if "*" in pair else history.steps.get((plan, pair), {})
        # What is recorded of a pair is carried along to later plans without entries of its own.
        if step.step in own:
            if own[step.step] != shown:
                yield RecordFault(f"{plan} match {pair}", step.step, "altered")
        elif shown not in history.told.get(pair, []):
            yield RecordFault(f"{plan} match {pair}", step.step, "inserted")
    for (plan, pair), steps in history.steps.items():
        gone = steps.keys() - taken.get((plan, pair), set())
        yield from (RecordFault(f"{plan} match {pair}", step, "removed") for step in gone)
    for match in session.execute(_columns(StoredMatch)):
        plan, pair = _name(match)
        has = stands.get((match.plan_id, match.candidate_id, match.post_id), set())
        furthest = next((step for step in _FURTHEST_FIRST if step in has), "proposed")
        if match.step != furthest:
            yield RecordFault(f"{plan} match {pair}", "", "altered")
    said = set()
    for consent in session.execute(_columns(StoredConsent)):
        plan, pair = _name(consent)
        said.add((plan, pair, consent.side))
        told = None if "*" in pair else history.consents.get((plan, pair, consent.side))
        shown = settle({"side": consent.side, "answer": consent.answer} | _show(consent))
        if shown not in (history.told.get(pair, []) if told is None else [told]):
            yield RecordFault(f"{plan} match {pair}", consent.side, "inserted" if told is None else "altered")
    for plan, pair, side in history.consents.keys() - said:
        yield RecordFault(f"{plan} match {pair}", side, "removed")


def _columns(kind: type[StoredMatch | MatchStep | StoredConsent]) -> Select[Any]:
    # Not the mapper's rows: a city has a hundred thousand of them.
    return select(*kind.__table__.columns)


def _name(row: Row[Any]) -> tuple[str, str]:
    plan, _, pair = MatchKey(row.plan_id, row.candidate_id, row.post_id).subject.partition(" match ")
    return plan, pair


def _show(row: Row[Any]) -> dict[str, str]:
    return {"on": row.on.isoformat(), "person": row.person, "evidence": row.evidence}


def _compare(rows: dict[str, Any], told: dict[str, Any]) -> Iterator[RecordFault]:
    for subject, row in rows.items():
        if subject not in told:
            yield RecordFault(subject, "", "inserted")
        elif told[subject] != row:
            yield RecordFault(subject, "", "altered")
    yield from (RecordFault(subject, "", "removed") for subject in told if subject not in rows)
