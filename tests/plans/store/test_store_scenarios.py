"""Scenarios and their variants come back from both databases as they went in."""

from pathlib import Path

import pytest
from stored_season import POOLS, SETTINGS, keep_season

from matcher.errors import ConflictError, ScenarioError, StoreError
from matcher.plans import load_scenario
from matcher.plans.store import SYSTEM, Store, act, open_store
from matcher.plans.store.imports import (
    add_import,
    read_files,
)
from matcher.plans.store.scenarios import (
    edit_scenario,
    list_scenarios,
    load_scenario_record,
    load_stored_scenario,
    save_scenario,
)
from matcher.plans.store.seasons import make_season
from matcher.plans.store.variants import add_variant, delete_variant, edit_variant, list_variants, load_variant
from matcher.policy import parse_policy
from matcher.pools import TABLES
from matcher.problem import compile_problem
from matcher.suitability import build_pairs

ROOT = Path(__file__).resolve().parents[3]


def test_a_scenario_keeps_its_text_and_answers_its_import(store: Store) -> None:
    """The TOML comes back letter by letter with its comments; a changed policy is written into it."""
    kept = keep_season(store)
    record = load_scenario_record(store, kept.scenario)
    assert (record.policy, record.name) == (SETTINGS, "春季")
    scenario = load_stored_scenario(store, kept.scenario)
    assert scenario.policy == parse_policy(SETTINGS)
    assert scenario.pools == POOLS
    changed = scenario.policy.model_copy(update={"weights": {"needs": 55}})
    with act(store, SYSTEM) as doing:
        edited = edit_scenario(doing, kept.scenario, record.version, policy=changed)
    assert "# 先覆盖" in edited.policy
    assert load_stored_scenario(store, kept.scenario).policy == changed
    with act(store, SYSTEM) as doing:
        edit_scenario(doing, kept.scenario, edited.version, is_archived=True)
    assert list_scenarios(store, kept.season) == ()
    assert len(list_scenarios(store, kept.season, with_archived=True)) == 1
    archived = load_scenario_record(store, kept.scenario)
    with act(store, SYSTEM) as doing:
        renamed = edit_scenario(
            doing,
            kept.scenario,
            archived.version,
            policy=changed.model_copy(update={"name": "夏季"}),
            is_archived=False,
        )
    assert list_scenarios(store, kept.season) == (renamed,)
    assert renamed.name == load_stored_scenario(store, kept.scenario).policy.name == "夏季"


def test_the_demo_season_comes_back_as_the_same_problem(tmp_path: Path) -> None:
    """Tables of the banner read from their bytes, stored and loaded again: every record, every finding, every array."""
    folder = ROOT / "scenarios/banner"
    read = load_scenario(folder)
    named = {table: getattr(read.policy.pools, table) for table in TABLES}
    files = {Path(name).name: (folder / name).read_bytes() for names in named.values() for name in names}
    plain = {table: tuple(Path(name).name for name in names) for table, names in named.items()}
    reading = read.policy.pools.model_copy(update=plain)
    imported = read_files(files, reading, as_of=read.policy.season_start)
    store = open_store(tmp_path)
    with act(store, SYSTEM) as doing:
        season = make_season(doing, "示例旗", read.policy.season_start)
        kept = add_import(doing, season.id, imported, files=files, reading=reading)
        text = (folder / "scenario.toml").read_text(encoding="utf-8")
        saved = save_scenario(doing, season.id, kept.id, text)
    scenario = load_stored_scenario(store, saved.id)
    store.close()
    assert (scenario.policy, scenario.pools, scenario.findings) == (read.policy, read.pools, read.findings)
    problems = [
        compile_problem(each.pools, each.policy, build_pairs(each.pools, each.policy, each.vocabulary)).problem
        for each in (read, scenario)
    ]
    assert problems[0].digest() == problems[1].digest()


def test_scenarios_that_do_not_fit_are_refused(store: Store) -> None:
    """Wrong TOML, an unknown person, a name taken, another season's import, an old version."""
    kept = keep_season(store)
    other = keep_season(store, name="另一季")

    def save(policy: str, imported: int) -> None:
        with act(store, SYSTEM) as doing:
            save_scenario(doing, kept.season, imported, policy)

    pin = '[[pins]]\ncandidate = "009"\nenterprise = "H1"\n'
    for policy in ("name = ", 'name = "x"\nseason_start = 2026-12-01\n' + pin):
        with pytest.raises(ScenarioError):
            save(policy, kept.imported)
    for policy, imported in ((SETTINGS, kept.imported), (SETTINGS.replace("春季", "夏季"), other.imported)):
        with pytest.raises(StoreError):
            save(policy, imported)

    def edit() -> None:
        with act(store, SYSTEM) as doing:
            edit_scenario(doing, kept.scenario, 99, policy=SETTINGS.replace("40", "41"))

    with pytest.raises(ConflictError) as told:
        edit()
    assert told.value.theirs == {"policy": SETTINGS}
    assert "“设置内容”第 7 行现为“needs = 40”，您要改为“needs = 41”" in told.value.say("zh")
    assert len(told.value.say("en")) < 300
    assert len(list_scenarios(store, kept.season)) == 1


def test_variants_are_kept_beside_their_scenario(store: Store) -> None:
    """Edits come back as typed, a second editor is told, a name is used once, and the scenario stays as it was."""
    kept = keep_season(store)
    content = 'name = "少一人"\n[[edits]]\nkind = "remove_candidate"\ncandidate = "001"\n'
    with act(store, SYSTEM) as doing:
        made = add_variant(doing, kept.scenario, "少一人", content)
    with act(store, SYSTEM) as doing:
        edited = edit_variant(doing, made.id, made.version, content=content.replace("001", "002"))
    with pytest.raises(ConflictError), act(store, SYSTEM) as doing:
        edit_variant(doing, made.id, made.version, name="另")
    with pytest.raises(StoreError), act(store, SYSTEM) as doing:
        add_variant(doing, kept.scenario, "少一人", "")
    assert list_variants(store, kept.scenario) == (edited,) == (load_variant(store, made.id),)
    with act(store, SYSTEM) as doing:
        edited = edit_variant(doing, made.id, edited.version, name="少了一人")
    assert (edited.name, load_variant(store, made.id)) == ("少了一人", edited)
    with pytest.raises(StoreError), act(store, SYSTEM) as doing:
        edit_variant(doing, made.id, edited.version, content="长" * 1_000_001)
    assert load_stored_scenario(store, kept.scenario).pools == POOLS
    with act(store, SYSTEM) as doing:
        delete_variant(doing, made.id)
    assert list_variants(store, kept.scenario) == ()
