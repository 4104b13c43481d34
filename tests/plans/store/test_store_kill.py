"""Kill -9 at any moment: nothing accepted is lost, nothing is left half done."""

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import killed_writer
from sqlalchemy import select, text
from stored_season import keep_season

from matcher.plans import Plan
from matcher.plans.audit import verify_chain
from matcher.plans.store import SYSTEM, act, open_store
from matcher.plans.store.backup import restore
from matcher.plans.store.models import AuditEntry, StoredMatch, StoredPlan
from matcher.plans.store.plans import load_plan, save_plan
from matcher.plans.store.seasons import load_season

WRITERS = 3


def test_writers_killed_at_random_lose_nothing_accepted(place: str, solved: Plan) -> None:
    """Three processes keep plans without pause and are killed one after the other.

    Each id printed after its commit is in the store with all its pairs and its entry; the season's
    title, changed in the same action, names the last plan; the chain holds and takes further actions.
    """
    store = open_store(place)
    kept = keep_season(store, solved)
    numbers = [str(number) for number in (kept.scenario, kept.plan, kept.season)]
    command = [sys.executable, killed_writer.__file__, place, *numbers]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(WRITERS)]
    printed: list[int] = []
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        time.sleep(random.uniform(0.1, 0.6))
        writer.kill()
        told = writer.communicate()[0].splitlines(keepends=True)
        # A last line without its end was cut off by the kill.
        printed += [int(line) for line in told if line.endswith("\n")]
    with act(store, SYSTEM) as doing:
        last = save_plan(doing, kept.scenario, solved).id
    with store.read() as session:
        plans = dict(session.execute(select(StoredPlan.id, StoredPlan.number)).all())
        pairs = Counter(session.scalars(select(StoredMatch.plan_id)))
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        if store.is_embedded:
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    assert printed
    assert set(printed) <= set(plans)
    assert len(plans) <= len(printed) + WRITERS + 2
    assert sorted(plans.values()) == list(range(1, len(plans) + 1))
    assert pairs == dict.fromkeys(plans, len(solved.matches))
    told_of = Counter(entry.subject for entry in entries if entry.action == "make-plan")
    assert told_of == {f"plan {plan_id}": 1 for plan_id in plans}
    by_writers = set(plans) - {kept.plan, last}
    assert load_season(store, kept.season).title == str(max(by_writers))
    assert Counter(entry.action for entry in entries)["edit-season"] == len(by_writers)
    assert verify_chain(store) == ()
    assert load_plan(store, max(printed)).digest == solved.digest
    store.close()


def test_a_killed_backup_leaves_no_backup(place: str, solved: Plan, tmp_path: Path) -> None:
    """A backup killed on its way leaves at most a hidden part, never a file of the name asked for."""
    store = open_store(place)
    for number in range(5):
        keep_season(store, solved, name=str(number))
    code = (
        "import sys, pathlib\n"
        "from matcher.plans.store import SYSTEM, open_store\n"
        "from matcher.plans.store.backup import back_up\n"
        "store = open_store(sys.argv[1])\n"
        "print('ready', flush=True)\n"
        "for number in range(10**6):\n"
        "    print(back_up(store, SYSTEM, pathlib.Path(sys.argv[2]) / f'{number}.db').num_entries, flush=True)\n"
    )
    program = subprocess.Popen([sys.executable, "-c", code, place, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    program.stdout.readline()
    time.sleep(random.uniform(0.2, 0.8))
    program.kill()
    num_told = len(program.communicate()[0].splitlines())
    files = sorted(tmp_path.glob("[0-9]*.db"), key=lambda path: int(path.stem))
    assert num_told <= len(files) <= num_told + 1
    for file in files[-2:]:
        copy = open_store(tmp_path / f"from {file.stem}")
        assert restore(copy, file).faults == ()
        copy.close()
    assert verify_chain(store) == ()
    store.close()
