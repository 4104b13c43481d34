"""What is kept of a plan's pairs is made new by reading those alone that the audit chain names since."""

from stored_office import TOLD, Office

from matcher.plans.audit import read_end
from matcher.plans.workflow import (
    MatchKey,
    add_comment,
    decline,
    list_history,
    list_progress,
    record_consent,
    record_step,
    submit,
)
from matcher.plans.workflow.renewing import list_touched


def test_only_touched_pairs_are_named(office: Office) -> None:
    """A step and a consent name their pairs, once each; what is done to other plans and comments name nothing."""
    plan, other = office.add_plan(), office.add_plan()
    first, second = MatchKey(plan, "001", "A-1"), MatchKey(plan, "002", "B-1")
    end = read_end(office.store)
    assert list_touched(office.store, office["viewer"], plan, end) == frozenset()
    record_step(office.store, office["planner"], MatchKey(other, "001", "A-1"), "needed", TOLD, version=1)
    add_comment(office.store, office["reviewer"], plan, "请核对", version=1)
    assert list_touched(office.store, office["viewer"], plan, end) == frozenset()
    record_consent(office.store, office["planner"], first, "unit", "given", TOLD)
    record_step(office.store, office["planner"], first, "needed", TOLD, version=1)
    assert list_touched(office.store, office["viewer"], plan, end) == {first.subject}
    decline(office.store, office["planner"], second, "health", TOLD, version=1)
    assert list_touched(office.store, office["viewer"], plan, end) == {first.subject, second.subject}
    assert list_touched(office.store, office["viewer"], plan, read_end(office.store)) == frozenset()


def test_what_moves_the_whole_plan_names_no_pair(office: Office) -> None:
    """A plan that went to another state, or a chain that never ended so, is read as a whole."""
    plan = office.add_plan()
    end = read_end(office.store)
    assert list_touched(office.store, office["viewer"], plan, (end[0], "f" * 64)) is None
    assert list_touched(office.store, office["viewer"], plan, (end[0] + 9, end[1])) is None
    submit(office.store, office["planner"], plan, version=1)
    assert list_touched(office.store, office["viewer"], plan, end) is None


def test_some_pairs_are_read_as_all_are(office: Office) -> None:
    """A pair read alone is the one read with all others, for an account of one committee too."""
    plan = office.add_plan(state="approved")
    first, second = MatchKey(plan, "001", "A-1"), MatchKey(plan, "002", "B-1")
    record_consent(office.store, office["planner"], second, "unit", "refused", TOLD)
    record_step(office.store, office["planner"], first, "needed", TOLD, version=1)
    whole = list_progress(office.store, office["viewer"], plan)
    assert list_progress(office.store, office["viewer"], plan, only=[second, first]) == whole[::-1]
    seen = list_progress(office.store, office["planner东街"], plan, only=[second, first])
    assert seen == whole[:1]


def test_the_end_of_a_history_is_what_came_last(office: Office) -> None:
    """So many entries are the last of all, counted after those of other committees are left out."""
    plan = office.add_plan()
    keys = MatchKey(plan, "001", "A-1"), MatchKey(plan, "002", "B-1")
    for key in keys:
        for side in ("unit", "candidate", "enterprise"):
            record_consent(office.store, office["planner"], key, side, "given", TOLD)
    for reader in ("viewer", "planner东街"):
        whole = list_history(office.store, office[reader], plan)
        assert [entry.number for entry in whole] == sorted(entry.number for entry in whole)
        assert list_history(office.store, office[reader], plan, most=3) == whole[-3:]
        assert list_history(office.store, office[reader], plan, most=99) == whole
    assert {entry.subject for entry in whole} == {f"plan {plan}", keys[0].subject}
