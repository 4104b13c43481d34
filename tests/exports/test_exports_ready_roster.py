"""The roster of a stored plan holds the pairs that are ready, and no other."""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from people import host, person
from sqlalchemy import update
from stored_office import TOLD, Office, make_office

from matcher.errors import MissingError, WorkflowError
from matcher.exports.ready_roster import export_ready_roster
from matcher.plans import Scenario, make_plan
from matcher.plans.audit import verify_chain
from matcher.plans.store import SYSTEM, act, open_store
from matcher.plans.store.imports import add_import
from matcher.plans.store.models import StoredPlan
from matcher.plans.store.plans import save_plan
from matcher.plans.store.scenarios import save_scenario
from matcher.plans.workflow import (
    CONSENT_SIDES,
    MatchKey,
    approve,
    list_history,
    list_progress,
    record_consent,
    record_step,
    review,
    submit,
)
from matcher.policy.records import Policy
from matcher.pools import Pools, Post, load_vocabulary

POOLS = Pools(
    candidates=tuple(person(name, capacity=1) for name in ("=1+1", "乙", "丙")),
    enterprises=tuple(host(name, committee=place) for name, place in zip("ABC", ("东街", "西街", "西街"), strict=True)),
    posts=tuple(Post(id=f"{name}-1", enterprise=name) for name in "ABC"),
)
POLICY = Policy(name="试", season_start=TOLD.on, objectives=("coverage",))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[Office, int]]:
    """Give an office that holds an approved plan of three pairs."""
    store = open_store(tmp_path)
    office = make_office(store)
    plan = make_plan(Scenario(POLICY, POOLS, load_vocabulary()))
    with act(store, SYSTEM) as doing:
        imported = add_import(doing, 1, POOLS)
        scenario = save_scenario(doing, 1, imported.id, POLICY)
        made = save_plan(doing, scenario.id, plan)
    submit(store, office["planner"], made.id, version=1)
    review(store, office["reviewer"], made.id, version=2)
    approve(store, office["approver"], made.id, version=3)
    yield office, made.id
    assert verify_chain(store) == ()
    store.close()


def make_ready(office: Office, key: MatchKey, *, but: str = "") -> None:
    for side in CONSENT_SIDES:
        if side != but:
            record_consent(office.store, office["planner"], key, side, "given", TOLD)
    record_step(office.store, office["planner"], key, "needed", TOLD, version=1)
    record_step(office.store, office["planner"], key, "agreed", TOLD, version=2)


def read_names(data: bytes) -> list[str]:
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    hosts = [row[2].value for row in sheet.iter_rows(min_row=4) if isinstance(row[0].value, int)]
    return sorted(hosts)


def test_the_roster_holds_who_is_ready(kept: tuple[Office, int]) -> None:
    """A pair without one consent stays out; one committee gets its own; the chain keeps the file's hash."""
    office, plan = kept
    with pytest.raises(WorkflowError, match="还没有可以签约的配对"):
        export_ready_roster(office.store, office["viewer"], plan)
    first, second, third = sorted(
        (each.match.key for each in list_progress(office.store, office["viewer"], plan)), key=lambda key: key.post_id
    )
    make_ready(office, first)
    make_ready(office, second)
    make_ready(office, third, but="unit")
    data = export_ready_roster(office.store, office["planner"], plan)
    assert read_names(data) == ["A", "B"]
    assert read_names(export_ready_roster(office.store, office["viewer东街"], plan, "en")) == ["A"]
    taken = [each for each in list_history(office.store, office["viewer"], plan) if each.action == "export-roster"]
    assert [each.after["pairs"] for each in taken] == [2, 1]
    assert taken[0].after["sha256"] == hashlib.sha256(data).hexdigest()
    record_consent(office.store, office["planner"], second, "candidate", "withdrawn", TOLD, version=1)
    assert read_names(export_ready_roster(office.store, office["planner"], plan)) == ["A"]


def test_a_plan_altered_behind_its_signatures_gives_no_roster(kept: tuple[Office, int]) -> None:
    """Nobody signs agreements on a plan that is not what was approved."""
    office, plan = kept
    make_ready(office, list_progress(office.store, office["viewer"], plan)[0].match.key)
    with office.store.engine.begin() as connection:
        connection.execute(update(StoredPlan).values(check={"ok": True, "objectives": {}}))
    with pytest.raises(WorkflowError, match="与已签署的不一致"):
        export_ready_roster(office.store, office["planner"], plan)


def test_forged_ids_give_no_roster(kept: tuple[Office, int]) -> None:
    """An id of no plan is an error in words."""
    office, _ = kept
    with pytest.raises(MissingError):
        export_ready_roster(office.store, office["viewer"], 2**40)
