"""Solves under way: rows any page can read, so that a refresh or a second tab finds them again.

The process that solves reports here and reads here whether it is to stop. A row whose process has
given no sign of life for `DEAD_AFTER` is shown as dead: the process was killed, or the machine.
"""

from datetime import timedelta
from typing import Any, Literal, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import StoreError
from matcher.plans.accounts.permissions import require
from matcher.plans.plan import Plan
from matcher.plans.scenario import Scenario
from matcher.plans.store.acting import SYSTEM, Act, Actor
from matcher.plans.store.columns import now
from matcher.plans.store.database import Store
from matcher.plans.store.models import Account, Run, StoredScenario
from matcher.plans.store.packing import unpack_value
from matcher.plans.store.plans import save_plan
from matcher.plans.store.records import RunRecord, RunState
from matcher.plans.store.rows import get_row, name_author
from matcher.plans.store.scenarios import take_scenario
from matcher.solve.progress import Progress
from matcher.words import Words

DEAD_AFTER = timedelta(seconds=45)
"""Silence after which a run counts as dead: twice the longest wait for the writer's lock."""

Beginning: TypeAlias = Literal["begun", "wait", "gone"]

_RUN = Words("求解", "run")
_LIVE = ("waiting", "running")


def add_run(act: Act, scenario_id: int) -> tuple[RunRecord, bool]:
    """Enter a solve of a scenario as it stands now, or return the one under way.

    Returns
    -------
    tuple[RunRecord, bool]
        The run, and whether it is new: then a process is to be started for it.
    """
    require(act, "run-scenario")
    scenario = get_row(act.session, StoredScenario, scenario_id, Words("方案设置", "scenario"))
    query = select(Run).where(Run.scenario_id == scenario.id, Run.state.in_(_LIVE)).order_by(Run.id.desc())
    for run in act.session.scalars(query):
        record = _make_record(act.session, run)
        if not record.is_over and (run.policy, run.pool_import_id) == (scenario.policy, scenario.pool_import_id):
            return record, False
    run = Run(
        scenario_id=scenario.id,
        pool_import_id=scenario.pool_import_id,
        policy=scenario.policy,
        made_by=act.actor.account_id,
        made_at=act.at,
        seen_at=act.at,
    )
    act.session.add(run)
    act.session.flush()
    act.record("start-run", f"run {run.id}", after={"scenario": scenario.id, "import": run.pool_import_id})
    return _make_record(act.session, run), True


def begin_run(store: Store, run_id: int, process: int, *, most: int) -> Beginning:
    """Take a waiting run for a process, unless as many are solved already as may be.

    Runs begin in the order they were entered. One that is to stop begins at once: it ends at once too.

    Parameters
    ----------
    most
        Runs solved at the same time; more would only slow each other down.

    Returns
    -------
    Beginning
        ``begun``; ``wait``: ask again; ``gone``: another process has it, or it is over.
    """
    with store.write() as session:
        run = get_row(session, Run, run_id, _RUN)
        if run.state != "waiting":
            return "gone"
        run.seen_at = now()
        query = select(Run).where(Run.state.in_(_LIVE), Run.id != run.id, Run.seen_at > now() - DEAD_AFTER)
        others = session.scalars(query).all()
        is_full = sum(other.state == "running" for other in others) >= most
        is_later = any(other.state == "waiting" and other.id < run.id for other in others)
        if (is_full or is_later) and not run.is_asked_to_stop:
            return "wait"
        run.state, run.process = "running", process
        return "begun"


def report_run(store: Store, run_id: int, progress: Progress | None, elapsed_s: float) -> bool:
    """Give a sign of life with the last report; return whether to stop.

    Parameters
    ----------
    progress
        None: nothing was reported yet.
    """
    with store.write() as session:
        run = get_row(session, Run, run_id, _RUN)
        told: dict[str, Any] = {"elapsed_s": elapsed_s}
        if progress is not None:
            told |= {"objective": progress.objective, "best": progress.best, "bound": progress.bound}
            told["engine"] = progress.engine
        run.progress, run.seen_at = told, now()
        # A run marked as failed meanwhile has nobody waiting for it.
        return run.is_asked_to_stop or run.state != "running"


def stop_run(act: Act, run_id: int) -> RunRecord:
    """Ask a run to stop and keep the best plan so far.

    Raises
    ------
    StoreError
        It is over.
    """
    require(act, "run-scenario")
    run = _get_live(act.session, run_id)
    if not run.is_asked_to_stop:
        run.is_asked_to_stop = True
        act.record("stop-run", f"run {run.id}")
    return _make_record(act.session, run)


def finish_run(act: Act, run_id: int, plan: Plan) -> RunRecord:
    """Enter how a run ended, and keep its plan where there is one.

    Raises
    ------
    StoreError
        It is over already.
    """
    run = _get_live(act.session, run_id)
    run.state = "stopped" if plan.outcome.was_stopped else "done"
    run.status, run.seen_at = plan.status, act.at
    if plan.outcome.assignment is not None:
        kept = save_plan(act, run.scenario_id, plan, import_id=run.pool_import_id, policy=run.policy)
        run.plan_id = kept.id
    elif plan.cause is not None:
        run.fault = _pack_words(plan.cause)
    act.record("finish-run", f"run {run.id}", after={"status": plan.status, "plan": run.plan_id})
    return _make_record(act.session, run)


def fail_run(act: Act, run_id: int, why: Words) -> RunRecord:
    """Enter that a run ended in an error.

    Raises
    ------
    StoreError
        It is over already.
    """
    run = _get_live(act.session, run_id)
    run.state, run.fault, run.seen_at = "failed", _pack_words(why), act.at
    act.record("fail-run", f"run {run.id}", after={"fault": run.fault})
    return _make_record(act.session, run)


def load_run(store: Store, run_id: int) -> RunRecord:
    """Return a run as it stands.

    Raises
    ------
    MissingError
        There is none.
    """
    with store.read() as session:
        return _make_record(session, get_row(session, Run, run_id, _RUN))


def list_runs(
    store: Store, *, scenario_id: int | None = None, season_id: int | None = None, most: int = 50
) -> tuple[RunRecord, ...]:
    """Return the runs of a scenario, of a season or of all, the latest first."""
    query = select(Run).order_by(Run.id.desc()).limit(most)
    if scenario_id is not None:
        query = query.where(Run.scenario_id == scenario_id)
    if season_id is not None:
        query = query.join(StoredScenario).where(StoredScenario.season_id == season_id)
    with store.read() as session:
        return tuple(_make_record(session, run) for run in session.scalars(query))


def load_run_scenario(store: Store, run: RunRecord) -> Scenario:
    """Return what a run is to solve: policy and import as they were when it was entered."""
    with store.read() as session:
        return take_scenario(session, run.policy, run.import_id)


def find_starter(store: Store, run: RunRecord) -> Actor:
    """Return who entered a run, in whose name its plan is kept."""
    with store.read() as session:
        account = None if run.made_by is None else session.get(Account, run.made_by)
        return SYSTEM if account is None else Actor(account.id, account.login)


def _get_live(session: Session, run_id: int) -> Run:
    run = get_row(session, Run, run_id, _RUN)
    if run.state not in _LIVE:
        raise StoreError(Words("这次求解已经结束", "this run is over"))
    return run


def _pack_words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _find_state(run: Run) -> RunState:
    if run.state in _LIVE and now() - run.seen_at > DEAD_AFTER:
        return "dead"
    state: RunState = run.state  # type: ignore[assignment]  # only this module writes it
    return state


def _make_record(session: Session, run: Run) -> RunRecord:
    told = run.progress
    best, bound = told.get("best"), told.get("bound")
    return RunRecord(
        id=run.id,
        scenario_id=run.scenario_id,
        import_id=run.pool_import_id,
        policy=run.policy,
        state=_find_state(run),
        status=run.status,  # type: ignore[arg-type]  # only this module writes it
        elapsed_s=told.get("elapsed_s", 0.0),
        objective=told.get("objective"),
        best=None if best is None else unpack_value(best),
        bound=None if bound is None else unpack_value(bound),
        engine=told.get("engine", ""),
        is_asked_to_stop=run.is_asked_to_stop,
        fault=Words(run.fault["zh"], run.fault["en"]) if run.fault else None,
        plan_id=run.plan_id,
        made_by=run.made_by,
        author=name_author(session, run.made_by),
        made_at=run.made_at,
        seen_at=run.seen_at,
    )
