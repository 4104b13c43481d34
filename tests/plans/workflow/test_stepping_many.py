"""Many pairs at once: every one recorded once, or none of them, at a cost that does not grow."""

import threading

import pytest
from sqlalchemy import event
from stored_office import TOLD, Office

from matcher.errors import AccessError, ConflictError, MatcherError, WorkflowError
from matcher.plans.audit import verify_chain
from matcher.plans.workflow import (
    CONSENT_SIDES,
    STEPS,
    MatchKey,
    decline,
    list_history,
    list_progress,
    ready_matches,
    record_consents,
    record_step,
    record_steps,
)


def test_fifty_record_different_pairs_at_once(any_office: Office) -> None:
    """All are recorded, each once."""
    office = any_office
    pairs = [(f"{place:03d}", f"P{place}", "东街") for place in range(50)]
    plan = office.add_plan(pairs=pairs)
    faults: list[MatcherError] = []

    def sign(person: str, post: str) -> None:
        try:
            record_step(office.store, office["planner"], MatchKey(plan, person, post), "needed", TOLD, version=1)
        except MatcherError as fault:
            faults.append(fault)

    threads = [threading.Thread(target=sign, args=pair[:2]) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    progress = list_progress(office.store, office["viewer"], plan)
    assert [len(each.steps) for each in progress] == [1] * 50
    assert {each.match.step for each in progress} == {"needed"}
    entries = [each for each in list_history(office.store, office["viewer"], plan) if each.action == "record-step"]
    assert len({each.subject for each in entries}) == len(entries) == 50
    assert verify_chain(office.store) == ()


def test_a_ceremony_is_recorded_at_once(any_office: Office) -> None:
    """Many pairs take the same step together, each with an entry of its own."""
    office = any_office
    pairs = [(f"{place:03d}", f"P{place}", "东街") for place in range(30)]
    plan = office.add_plan(state="approved", pairs=pairs)
    keys = [MatchKey(plan, person, post) for person, post, _ in pairs]
    for side in CONSENT_SIDES:
        said = record_consents(office.store, office["planner"], dict.fromkeys(keys, 0), side, "given", TOLD)
        assert {each.answer for each in said} == {"given"}
    for version, step in enumerate(STEPS[:3], start=1):
        moved = record_steps(office.store, office["planner东街"], dict.fromkeys(keys, version), step, TOLD)
        assert {(each.step, each.version) for each in moved} == {(step, version + 1)}
    assert len(ready_matches(office.store, office["viewer"], plan)) == 30
    entries = [each for each in list_history(office.store, office["viewer"], plan) if each.action == "record-step"]
    assert len(entries) == 90
    assert verify_chain(office.store) == ()


def test_what_many_pairs_ask_of_the_database_does_not_grow_with_them(office: Office) -> None:
    """A step or a consent of sixty pairs takes as many statements as that of two."""
    asked: list[str] = []
    event.listen(office.store.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts = []
    for size in (2, 60):
        pairs = [(f"{place:03d}", f"P{place}", "东街") for place in range(size)]
        plan = office.add_plan(state="approved", pairs=pairs)
        keys = [MatchKey(plan, person, post) for person, post, _ in pairs]
        asked.clear()
        record_consents(office.store, office["planner"], dict.fromkeys(keys, 0), "unit", "given", TOLD)
        record_steps(office.store, office["planner"], dict.fromkeys(keys, 1), "needed", TOLD)
        counts.append(len(asked))
    assert counts[0] == counts[1] > 0


def test_of_many_pairs_all_are_recorded_or_none(office: Office) -> None:
    """One pair that cannot go on keeps all of them back, and is named."""
    plan = office.add_plan(state="approved")
    first, second = MatchKey(plan, "001", "A-1"), MatchKey(plan, "002", "B-1")
    decline(office.store, office["planner"], second, "health", TOLD, version=1)
    both = {first: 1, second: 2}
    with pytest.raises(WorkflowError, match="人选 002 与岗位 B-1 的配对：该配对未成"):
        record_steps(office.store, office["planner"], both, "needed", TOLD)
    with pytest.raises(WorkflowError, match="人选 002 与岗位 B-1 的配对：该配对未成"):
        record_consents(office.store, office["planner"], dict.fromkeys(both, 0), "unit", "given", TOLD)
    with pytest.raises(AccessError):
        record_steps(office.store, office["planner东街"], both, "needed", TOLD)
    with pytest.raises(ConflictError, match="002"):
        record_steps(office.store, office["planner"], {first: 1, second: 1}, "needed", TOLD)
    seen = list_progress(office.store, office["viewer"], plan)
    assert [(each.match.step, each.consents) for each in seen] == [("proposed", {}), ("declined", {})]
