"""Solves in a process of their own end in the store, whoever watches or kills them."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from stored_season import SETTINGS, keep_season

from matcher.errors import StoreError
from matcher.plans.audit import verify_chain
from matcher.plans.running import solve_run, start_run
from matcher.plans.store import STORE_FILE, SYSTEM, Store, act, open_store
from matcher.plans.store.columns import now
from matcher.plans.store.models import Run
from matcher.plans.store.plans import list_plans, load_plan
from matcher.plans.store.records import RunRecord
from matcher.plans.store.runs import DEAD_AFTER, add_run, begin_run, fail_run, list_runs, load_run, report_run, stop_run
from matcher.plans.store.scenarios import edit_scenario, load_scenario_record, save_scenario
from matcher.solve.progress import Progress
from matcher.words import Words

PATIENCE_S = 60.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a store in a file; what reaches the database is tried on both elsewhere."""
    opened = open_store(tmp_path / "数据")
    yield opened
    opened.close()


def wait_until(store: Store, run_id: int, is_there: Callable[[RunRecord], bool]) -> RunRecord:
    """Read a run as a page does, again and again, until it is as wanted."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        run = load_run(store, run_id)
        if is_there(run):
            return run
        time.sleep(0.05)
    raise AssertionError(load_run(store, run_id))


def add_waiting(store: Store, scenario_id: int) -> int:
    """Enter a run for which no process is started."""
    with act(store, SYSTEM) as doing:
        return add_run(doing, scenario_id)[0].id


def test_a_run_in_its_own_process_ends_in_a_plan(place: str) -> None:
    """On either database a run comes back at once, is joined by a second tab, and ends with plan and entry."""
    store = open_store(place)
    kept = keep_season(store)
    run = start_run(store, SYSTEM, kept.scenario)
    assert run.state == "waiting"
    assert start_run(store, SYSTEM, kept.scenario).id == run.id
    over = wait_until(store, run.id, lambda run: run.is_over)
    assert (over.state, over.status, over.fault) == ("done", "OPTIMAL", None)
    assert over.plan_id is not None
    assert load_plan(store, over.plan_id).status == "OPTIMAL"
    assert len(list_runs(store, season_id=kept.season)) == 1
    assert verify_chain(store) == ()
    store.close()


def test_a_killed_run_is_shown_as_dead_and_leaves_no_part_of_a_plan(store: Store) -> None:
    """After kill -9 the last report stands, no plan is there, and the scenario can be run again."""
    kept = keep_season(store)
    run = start_run(store, SYSTEM, kept.scenario)
    with store.read() as session:
        until = time.monotonic() + PATIENCE_S
        while (row := session.get(Run, run.id, populate_existing=True)) and row.process is None:
            assert time.monotonic() < until
            session.rollback()
            time.sleep(0.01)
        assert row
        assert row.process
        os.kill(row.process, signal.SIGKILL)
    with store.engine.begin() as connection:
        connection.execute(update(Run).values(seen_at=now() - DEAD_AFTER - timedelta(seconds=1)))
    dead = load_run(store, run.id)
    assert (dead.state, dead.is_over, dead.plan_id) == ("dead", True, None)
    assert list_plans(store) == ()
    assert start_run(store, SYSTEM, kept.scenario).id != run.id


def test_a_run_solves_what_the_scenario_was_when_it_started(store: Store) -> None:
    """An edit after the start does not reach the run; the plan keeps the old text letter by letter."""
    kept = keep_season(store)
    run_id = add_waiting(store, kept.scenario)
    version = load_scenario_record(store, kept.scenario).version
    with act(store, SYSTEM) as doing:
        edit_scenario(doing, kept.scenario, version, policy=SETTINGS.replace("needs = 40", "needs = 70"))
    assert add_waiting(store, kept.scenario) != run_id
    solve_run(store, run_id)
    run = load_run(store, run_id)
    assert run.policy == SETTINGS
    assert run.plan_id is not None
    evidence = load_plan(store, run.plan_id).evidence
    assert evidence is not None
    assert evidence.policy.weight("needs") == 40


def test_reports_are_read_as_they_were_told(store: Store) -> None:
    """Objective, best, bound and engine come back, profiles too, and the wish to stop goes over."""
    run_id = add_waiting(store, keep_season(store).scenario)
    assert begin_run(store, run_id, 4711, most=1) == "begun"
    assert begin_run(store, run_id, 4712, most=1) == "gone"
    assert not report_run(store, run_id, None, 0.5)
    assert load_run(store, run_id).best is None
    assert not report_run(store, run_id, Progress(1.0, "ranks", (3, 0, 1), (4, 0, 0), "flow"), 1.25)
    run = load_run(store, run_id)
    assert (run.state, run.objective, run.best, run.bound, run.engine) == (
        "running",
        "ranks",
        (3, 0, 1),
        (4, 0, 0),
        "flow",
    )
    assert run.elapsed_s == 1.25
    with act(store, SYSTEM) as doing:
        assert stop_run(doing, run_id).is_asked_to_stop
    assert report_run(store, run_id, None, 2.0)
    with act(store, SYSTEM) as doing:
        fail_run(doing, run_id, Words("坏了", "broken"))
    assert load_run(store, run_id).fault == Words("坏了", "broken")
    with pytest.raises(StoreError), act(store, SYSTEM) as doing:
        stop_run(doing, run_id)


def test_runs_wait_for_each_other_in_their_order(store: Store) -> None:
    """No more than so many are solved at once, the earliest first; neither a dead one nor one to be stopped waits."""
    kept = keep_season(store)
    with act(store, SYSTEM) as doing:
        names = [f"第{number}" for number in range(3)]
        saved = [save_scenario(doing, kept.season, kept.imported, SETTINGS.replace("春季", name)) for name in names]
    first, second, third = (add_waiting(store, scenario.id) for scenario in saved)
    assert begin_run(store, second, 2, most=1) == "wait"
    assert begin_run(store, first, 1, most=1) == "begun"
    assert begin_run(store, second, 2, most=1) == "wait"
    assert begin_run(store, third, 3, most=2) == "wait"
    with act(store, SYSTEM) as doing:
        stop_run(doing, third)
    assert begin_run(store, third, 3, most=1) == "begun"
    assert load_run(store, second).state == "waiting"
    with store.engine.begin() as connection:
        long_ago = now() - DEAD_AFTER - timedelta(seconds=1)
        connection.execute(update(Run).where(Run.id != second).values(seen_at=long_ago))
    assert begin_run(store, second, 2, most=1) == "begun"


def test_a_solve_ends_when_its_store_is_deleted(store: Store) -> None:
    """The demonstration deletes its store at the end; what still solves then is told to stop."""
    assert not store.is_deleted
    (Path(store.place) / STORE_FILE).unlink()
    assert store.is_deleted


def test_a_run_asked_to_stop_ends_as_stopped(store: Store) -> None:
    """A wish to stop from before the start is found by the solving process."""
    run_id = add_waiting(store, keep_season(store).scenario)
    with act(store, SYSTEM) as doing:
        stop_run(doing, run_id)
    solve_run(store, run_id)
    assert load_run(store, run_id).is_over


def test_a_run_without_a_plan_says_why(store: Store) -> None:
    """Rules that leave no plan: no plan is kept, and the run names the cause; it is not a failure."""
    kept = keep_season(store)
    quota = '\n[[quotas]]\nname = "多"\ncount = "pairs"\nleast = 9\n'
    with act(store, SYSTEM) as doing:
        scenario = save_scenario(doing, kept.season, kept.imported, SETTINGS.replace("春季", "不可能") + quota)
    run_id = add_waiting(store, scenario.id)
    solve_run(store, run_id)
    run = load_run(store, run_id)
    assert (run.state, run.status, run.plan_id) == ("done", "INFEASIBLE", None)
    assert run.fault is not None
    assert list_plans(store) == ()


def test_a_run_that_breaks_tells_whoever_waits(store: Store) -> None:
    """An error while solving ends the run as failed, with the sentence for the page."""
    run_id = add_waiting(store, keep_season(store).scenario)
    with store.engine.begin() as connection:
        connection.execute(update(Run).values(policy=SETTINGS.replace("2026-12-01", "2026-13-01")))
    solve_run(store, run_id)
    run = load_run(store, run_id)
    assert run.state == "failed"
    assert run.fault is not None
    assert "13" in run.fault.zh
