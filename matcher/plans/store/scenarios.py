"""Scenarios: a policy as its TOML and the import it asks about; master pools are never touched."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import StoreError
from matcher.plans.accounts.permissions import require
from matcher.plans.scenario import Scenario
from matcher.plans.store.acting import Act, require_version
from matcher.plans.store.database import Store
from matcher.plans.store.imports import take_pools
from matcher.plans.store.models import PoolImport, Season, StoredScenario
from matcher.plans.store.records import ScenarioRecord
from matcher.plans.store.rows import get_row, name_author, refuse_name
from matcher.policy import Policy, check_ids, parse_policy, render_policy
from matcher.words import Words

_SCENARIO = Words("方案设置", "scenario")


def save_scenario(act: Act, season_id: int, import_id: int, policy: Policy | str) -> ScenarioRecord:
    """Keep a new scenario; its name is the policy's.

    Parameters
    ----------
    import_id
        The version of the pools it asks about.
    policy
        The policy, or its TOML, whose comments are kept.

    Raises
    ------
    ScenarioError
        The TOML is wrong, or speaks of people, hosts or posts the import does not have.
    StoreError
        The name is taken in this season.
    """
    require(act, "edit-scenario")
    season = get_row(act.session, Season, season_id, Words("季次", "season"))
    text, name = _read_policy(act.session, policy, import_id, season.id)
    _require_free(act.session, season.id, name)
    row = StoredScenario(
        season_id=season.id,
        pool_import_id=import_id,
        name=name,
        policy=text,
        made_by=act.actor.account_id,
        made_at=act.at,
    )
    act.session.add(row)
    act.session.flush()
    act.record("save-scenario", f"scenario {row.id}", after=_tell(row))
    return _make_record(act.session, row)


def edit_scenario(
    act: Act,
    scenario_id: int,
    version: int,
    *,
    policy: Policy | str | None = None,
    import_id: int | None = None,
    is_archived: bool | None = None,
) -> ScenarioRecord:
    """Change what is given of a scenario; plans made from it keep the policy they answer.

    Parameters
    ----------
    version
        The version the editor has seen.
    policy
        A policy is written into the stored text, so that its comments stay.

    Raises
    ------
    ConflictError
        Somebody else changed it since; carries both.
    ScenarioError, StoreError
        As `save_scenario`.
    """
    require(act, "edit-scenario")
    row = get_row(act.session, StoredScenario, scenario_id, _SCENARIO)
    text = render_policy(policy, row.policy) if isinstance(policy, Policy) else policy
    wanted = {"policy": text, "pool_import_id": import_id, "is_archived": is_archived}
    yours = {key: value for key, value in wanted.items() if value is not None}
    theirs = {key: getattr(row, key) for key in yours}
    require_version(row.version, version, what=_SCENARIO, theirs=theirs, yours=yours)
    before = _tell(row)
    if text is not None or import_id is not None:
        text, name = _read_policy(act.session, text or row.policy, import_id or row.pool_import_id, row.season_id)
        if name != row.name:
            _require_free(act.session, row.season_id, name)
        row.name = name
    for key, value in yours.items():
        setattr(row, key, value)
    act.session.flush()
    act.record("edit-scenario", f"scenario {row.id}", before=before, after=_tell(row))
    return _make_record(act.session, row)


def list_scenarios(store: Store, season_id: int, *, with_archived: bool = False) -> tuple[ScenarioRecord, ...]:
    """Return the scenarios of a season in the order they were made."""
    query = select(StoredScenario).where(StoredScenario.season_id == season_id).order_by(StoredScenario.id)
    if not with_archived:
        query = query.where(StoredScenario.is_archived.is_(False))
    with store.read() as session:
        return tuple(_make_record(session, row) for row in session.scalars(query))


def load_scenario_record(store: Store, scenario_id: int) -> ScenarioRecord:
    """Return a stored scenario as it is edited.

    Raises
    ------
    MissingError
        There is none.
    """
    with store.read() as session:
        return _make_record(session, get_row(session, StoredScenario, scenario_id, _SCENARIO))


def load_stored_scenario(store: Store, scenario_id: int) -> Scenario:
    """Return a stored scenario ready to solve.

    Raises
    ------
    MissingError
        There is none.
    """
    with store.read() as session:
        row = get_row(session, StoredScenario, scenario_id, _SCENARIO)
        return take_scenario(session, row.policy, row.pool_import_id)


def take_scenario(session: Session, policy: str, import_id: int) -> Scenario:
    """Return the scenario of a policy's TOML and an import, inside an open session."""
    stored = take_pools(session, import_id)
    return Scenario(parse_policy(policy), stored.pools, stored.vocabulary, None, stored.findings)


def _read_policy(session: Session, policy: Policy | str, import_id: int, season_id: int) -> tuple[str, str]:
    """Return text and name of a policy that fits the pools of an import of the season."""
    text = render_policy(policy) if isinstance(policy, Policy) else policy
    read = parse_policy(text)
    imported = get_row(session, PoolImport, import_id, Words("导入", "import"))
    if imported.season_id != season_id:
        raise StoreError(Words(f"第 {import_id} 号导入属于另一季次", f"import {import_id} belongs to another season"))
    stored = take_pools(session, import_id)
    check_ids(read, stored.pools, vocabulary=stored.vocabulary)
    return text, read.name


def _require_free(session: Session, season_id: int, name: str) -> None:
    query = select(StoredScenario.id).where(StoredScenario.season_id == season_id, StoredScenario.name == name)
    if session.scalar(query) is not None:
        raise refuse_name(name, _SCENARIO)


def _tell(row: StoredScenario) -> dict[str, object]:
    return {"name": row.name, "import": row.pool_import_id, "policy": row.policy, "is_archived": row.is_archived}


def _make_record(session: Session, row: StoredScenario) -> ScenarioRecord:
    return ScenarioRecord(
        id=row.id,
        season_id=row.season_id,
        import_id=row.pool_import_id,
        name=row.name,
        policy=row.policy,
        is_archived=row.is_archived,
        author=name_author(session, row.made_by),
        made_at=row.made_at,
        version=row.version,
    )
