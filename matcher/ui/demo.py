"""The demonstration: the synthetic banner season in a scratch store, with its plan where one is at hand."""

import time
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path, PurePath
from types import MappingProxyType

import matcher
from matcher.errors import FileError, MatcherError
from matcher.exports.stored_plan import open_plan
from matcher.plans import Plan, Scenario, load_scenario
from matcher.plans.accounts import ROLES, Role, find_by_login, make_account
from matcher.plans.running import start_run
from matcher.plans.store import SYSTEM, Act, Store, act
from matcher.plans.store.imports import add_import, read_files
from matcher.plans.store.plans import save_plan
from matcher.plans.store.runs import list_runs, load_run, stop_run
from matcher.plans.store.scenarios import save_scenario
from matcher.plans.store.seasons import DEADLINES, make_season
from matcher.policy import render_policy
from matcher.policy.records import PoolFiles
from matcher.ui.visitors import name_demo_login
from matcher.words import Words

PROJECT = Path(matcher.__file__).resolve().parents[1]
SCENARIO = PROJECT / "scenarios/banner"
SEASON_NAME, SCENARIO_NAME = "演示季次", "演示方案"
"""What lists call them; a list of an office that works in English holds names in Chinese all the same."""

READY_PLAN = PROJECT / "out/banner"
"""Where ``matcher run scenarios/banner`` leaves the plan; solving it again would take half a minute."""

_POOLS = ("candidates", "enterprises", "posts", "choices", "opinions", "incumbents")
_NAMES: Mapping[Role, str] = MappingProxyType(
    {"viewer": "甲", "planner": "乙", "reviewer": "丙", "approver": "丁", "administrator": "戊"}
)
_PATIENCE_S = 5.0
_BETWEEN_DEADLINES = timedelta(days=12)


def fill_demo(store: Store, plan: Plan | None = None, *, folder: Path = SCENARIO) -> None:
    """Put the demo season into an empty store, with an account for every role.

    Parameters
    ----------
    plan
        The demo's plan, where it is at hand; else the one an earlier run left, if it still fits;
        else it is solved aside while the dashboard is open already.

    folder
        Another synthetic scenario in the demo's place.

    Raises
    ------
    FileError
        The demo's files do not come with this installation.
    """
    if not folder.is_dir():
        raise FileError(
            Words(
                f"找不到演示数据 {folder}：演示须在项目文件夹中运行",
                f"no demo data at {folder}: run the demonstration from the project's folder",
            )
        )
    scenario = load_scenario(folder)
    plan = plan or _find_ready_plan(scenario)
    with act(store, SYSTEM) as action:
        for role in ROLES:
            make_account(action, name_demo_login(role), f"{_NAMES[role]}（演示）", role)
        scenario_id = _import_season(action, scenario, folder, action.at.astimezone().date())
    planner = find_by_login(store, name_demo_login("planner")).actor
    if plan is None:
        start_run(store, planner, scenario_id)
        return
    with act(store, planner) as action:
        save_plan(action, scenario_id, plan)


def end_demo(store: Store) -> None:
    """Stop the solves under way, so that none outlives the scratch store."""
    live = [run for run in list_runs(store) if not run.is_over]
    with act(store, SYSTEM) as action:
        for run in live:
            stop_run(action, run.id)
    patience = time.monotonic() + _PATIENCE_S
    while time.monotonic() < patience and any(not load_run(store, run.id).is_over for run in live):
        time.sleep(0.1)


def _import_season(action: Act, scenario: Scenario, folder: Path, today: date) -> int:
    policy = scenario.policy
    # As if the lists had just come in: the first two deadlines are over, the others ahead.
    first = today - _BETWEEN_DEADLINES * 3 / 2
    season = make_season(
        action,
        SEASON_NAME,
        policy.season_start,
        title=policy.title,
        deadlines={name: first + place * _BETWEEN_DEADLINES for place, name in enumerate(DEADLINES)},
    )
    files, reading = _take_files(policy.pools, folder)
    imported = add_import(
        action, season.id, read_files(files, reading, as_of=policy.season_start), files=files, reading=reading
    )
    text = (folder / "scenario.toml").read_text(encoding="utf-8")
    # The folder's name is for the command line; a list calls it by words.
    named = render_policy(policy.model_copy(update={"name": SCENARIO_NAME}), text)
    return save_scenario(action, season.id, imported.id, named).id


def _take_files(pools: PoolFiles, folder: Path) -> tuple[dict[str, bytes], PoolFiles]:
    """Return the bytes of the pool files by plain name, and the reading that names them so."""
    given = {table: getattr(pools, table) for table in _POOLS}
    files = {PurePath(name).name: (folder / name).read_bytes() for names in given.values() for name in names}
    return files, pools.model_copy(update={key: tuple(PurePath(n).name for n in names) for key, names in given.items()})


def _find_ready_plan(scenario: Scenario) -> Plan | None:
    """Return the plan of an earlier run, if it still answers the demo's settings and tables."""
    try:
        return open_plan(scenario, READY_PLAN)
    except MatcherError:
        return None
