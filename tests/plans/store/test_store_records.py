"""Seasons, imports, scenarios and plans come back from both databases as they went in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from season_files import season as season_rows
from season_files import write_season
from sqlalchemy import select, text, update
from stored_season import POOLS, SETTINGS, keep_season

from matcher.errors import AccessError, ConflictError, FileError, MissingError, ScenarioError, StoreError
from matcher.plans import Plan, load_scenario
from matcher.plans.audit import verify_chain
from matcher.plans.store import SYSTEM, Act, Actor, Store, act, open_store
from matcher.plans.store.imports import (
    add_import,
    forget_files,
    list_imports,
    load_files,
    load_import,
    load_pools,
    read_files,
)
from matcher.plans.store.models import Account, AuditEntry, StoredMatch, StoredPlan
from matcher.plans.store.plans import check_stored_plan, list_plans, load_plan, load_plan_record, save_plan
from matcher.plans.store.runs import add_run, stop_run
from matcher.plans.store.scenarios import (
    edit_scenario,
    list_scenarios,
    load_scenario_record,
    load_stored_scenario,
    save_scenario,
)
from matcher.plans.store.seasons import edit_season, list_seasons, load_season, make_season
from matcher.plans.store.variants import add_variant, delete_variant, edit_variant, list_variants, load_variant
from matcher.plans.store.views import delete_view, list_views, save_view
from matcher.policy import PoolFiles, parse_policy
from matcher.pools import TABLES, load_vocabulary, parse_vocabulary
from matcher.pools.vocabulary import BUILT_IN
from matcher.problem import compile_problem
from matcher.suitability import build_pairs

ROOT = Path(__file__).resolve().parents[3]


def test_seasons_come_back_the_latest_first(store: Store) -> None:
    """Seasons are listed by their start, with deadlines as days."""
    with act(store, SYSTEM) as doing:
        make_season(doing, " 旧 ", date(2025, 9, 1))
        made = make_season(doing, "新", date(2026, 12, 1), title="第二届", deadlines={"signed": date(2027, 1, 5)})
    assert [season.name for season in list_seasons(store)] == ["新", "旧"]
    assert load_season(store, made.id) == made
    assert (made.title, made.deadlines) == ("第二届", {"signed": date(2027, 1, 5)})


def test_a_season_nobody_could_use_is_refused(store: Store) -> None:
    """A name taken, empty or too long, or an unknown deadline: one sentence, and nothing is kept."""
    with act(store, SYSTEM) as doing:
        make_season(doing, "新", date(2026, 12, 1))
    lunch = {"lunch": date(2027, 1, 1)}
    for name, deadlines in (("新", {}), (" ", {}), ("长" * 101, {}), ("另", lunch)):
        with pytest.raises(StoreError), act(store, SYSTEM) as doing:
            make_season(doing, name, date(2026, 12, 1), deadlines=deadlines)
    assert len(list_seasons(store)) == 1


def test_the_second_editor_of_a_season_sees_both_values(store: Store) -> None:
    """An edit made from an old version is refused with theirs and yours; the first edit stays."""
    with act(store, SYSTEM) as doing:
        made = make_season(doing, "新", date(2026, 12, 1))
    with act(store, SYSTEM) as doing:
        edited = edit_season(doing, made.id, made.version, deadlines={"pools": date(2026, 12, 5)}, title="甲")

    def edit_late() -> None:
        with act(store, SYSTEM) as doing:
            edit_season(doing, made.id, made.version, title="乙")

    with pytest.raises(ConflictError) as told:
        edit_late()
    assert (told.value.theirs, told.value.yours) == ({"title": "甲"}, {"title": "乙"})
    with (
        pytest.raises(ConflictError, match="“名单上报”现为“2026-12-05”，您要改为“（空）”"),
        act(store, SYSTEM) as doing,
    ):
        edit_season(doing, made.id, made.version, deadlines={})
    assert load_season(store, made.id) == edited
    assert edited.version > made.version
    with store.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "edit-season")).one()
    assert (entry.before or {})["title"] == ""
    assert (entry.after or {})["deadlines"] == {"pools": "2026-12-05"}


def test_ids_nobody_gave_out_are_missing(store: Store) -> None:
    """A forged id is told as missing, never as a fault of the database."""
    for key in (0, -1, 7, 2**31, 2**70):
        for load in (load_season, load_pools, load_scenario_record, load_plan, load_plan_record, check_stored_plan):
            with pytest.raises(MissingError):
                load(store, key)  # type: ignore[operator]


def test_an_import_keeps_records_findings_and_files(store: Store, tmp_path: Path) -> None:
    """Files read in memory come back byte for byte; pools and findings equal what was read; reading again agrees."""
    tables = season_rows(6)
    tables["candidates"][0]["来源类别"] = "不知道"
    sources = write_season(tmp_path, tables)
    files = {path.name: path.read_bytes() for path in tmp_path.glob("*.xlsx")}
    names = {table: tuple(path.name for path in sources.files(table)) for table in TABLES}
    reading = PoolFiles(**names)
    imported = read_files(files, reading, as_of=date(2026, 12, 1))
    assert imported.pools is not None
    assert imported.errors
    with act(store, SYSTEM) as doing:
        made = make_season(doing, "新", date(2026, 12, 1))
        record = add_import(doing, made.id, imported, files=files, reading=reading)
        again = add_import(doing, made.id, imported.pools, based_on=record.id, note="撤回一人")
    stored = load_pools(store, record.id)
    assert stored.pools == imported.pools
    assert dict(stored.pools.sources) == dict(imported.pools.sources)
    assert (stored.findings, stored.pools.findings) == (imported.findings, imported.pools.findings)
    assert (record.num_errors, record.counts["candidates"]) == (len(imported.errors), 5)
    assert [found.number for found in list_imports(store, made.id)] == [2, 1]
    assert (again.based_on, again.digest) == (record.id, record.digest)
    kept, how = load_files(store, record.id)
    assert (kept, how) == (files, reading)
    assert read_files(kept, how, as_of=date(2026, 12, 1)).findings == imported.findings
    with act(store, SYSTEM) as doing:
        forget_files(doing, record.id)
    with pytest.raises(MissingError):
        load_files(store, record.id)
    assert load_pools(store, record.id).record.files == tuple(sorted(files))


def test_file_names_that_lead_elsewhere_are_refused(store: Store) -> None:
    """A name from a browser never leaves the folder it is read in."""
    with act(store, SYSTEM) as doing:
        made = make_season(doing, "新", date(2026, 12, 1))
    for name in ("", "..", "a/b.xlsx", "..\\b.xlsx", "/etc/passwd", "a\0b", "长" * 90):
        with pytest.raises(StoreError):
            read_files({name: b""}, PoolFiles(), as_of=date(2026, 12, 1))
        with pytest.raises(StoreError), act(store, SYSTEM) as doing:
            add_import(doing, made.id, POOLS, files={name: b""})
    assert list_imports(store, made.id) == ()


def test_tables_of_which_nothing_can_be_used_are_not_kept(store: Store) -> None:
    """An import without pools is refused, and a bad vocabulary with it."""
    empty = read_files({}, PoolFiles(candidates=("无.xlsx",)), as_of=date(2026, 12, 1))

    def add() -> None:
        with act(store, SYSTEM) as doing:
            add_import(doing, make_season(doing, "新", date(2026, 12, 1)).id, empty)

    with pytest.raises(StoreError):
        add()
    assert list_seasons(store) == ()


def test_an_import_keeps_its_own_vocabulary(store: Store) -> None:
    """A vocabulary file comes back with the pools and those edited from them; what is none is refused."""
    text = BUILT_IN.read_text(encoding="utf-8").replace('zh = "法律"', 'zh = "法务"')
    reading = PoolFiles(vocabulary="词表.toml")
    with act(store, SYSTEM) as doing:
        made = make_season(doing, "新", date(2026, 12, 1))
        record = add_import(doing, made.id, POOLS, files={"词表.toml": text.encode()}, reading=reading)
        edited = add_import(doing, made.id, POOLS, based_on=record.id)
        plain = add_import(doing, made.id, POOLS)
        other = make_season(doing, "另", date(2026, 12, 1))
    assert load_pools(store, record.id).vocabulary == parse_vocabulary(text) != load_vocabulary()
    assert load_pools(store, edited.id).vocabulary == parse_vocabulary(text)
    assert load_pools(store, plain.id).vocabulary == load_vocabulary()
    assert load_import(store, edited.id) == edited
    for season_id, files in ((made.id, {}), (made.id, {"词表.toml": text.encode("gb18030")})):
        with pytest.raises(StoreError), act(store, SYSTEM) as doing:
            add_import(doing, season_id, POOLS, files=files, reading=reading)
    with pytest.raises(FileError), act(store, SYSTEM) as doing:
        add_import(doing, made.id, POOLS, files={"词表.toml": b"[nothing]"}, reading=reading)
    with pytest.raises(StoreError, match="另一季次"), act(store, SYSTEM) as doing:
        add_import(doing, other.id, POOLS, based_on=record.id)


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


def test_a_plan_comes_back_as_it_was(store: Store, solved: Plan) -> None:
    """Plan → database → plan: equal in all it says, checked anew, with every reason at hand."""
    kept = keep_season(store, solved)
    back = load_plan(store, kept.plan)
    for part in (
        "matches",
        "uncovered",
        "unplaced",
        "blocking",
        "coverage",
        "summary",
        "digests",
        "versions",
        "status",
    ):
        assert getattr(back, part) == getattr(solved, part), part
    assert back.digest == solved.digest
    assert [replace(result, certificate=None) for result in back.objectives] == [
        replace(result, certificate=None) for result in solved.objectives
    ]
    assert back.evidence is not None
    assert back.verification is not None
    assert back.verification.ok
    assert check_stored_plan(store, kept.plan).ok
    (record,) = list_plans(store, season_id=kept.season)
    assert (record.number, record.state, record.status) == (1, "draft", "OPTIMAL")
    assert (record.figures["matches"], record.digest) == (len(solved.matches), solved.digest)
    assert list_plans(store, scenario_id=kept.scenario) == (record,) == (load_plan_record(store, kept.plan),)
    with store.read() as session:
        matches = session.scalars(select(StoredMatch)).all()
    assert {(match.candidate_id, match.enterprise_id) for match in matches} == solved.pairs
    assert {match.step for match in matches} == {"proposed"}


def test_a_plan_keeps_the_policy_it_answers(store: Store, solved: Plan) -> None:
    """A scenario edited after the solve does not change what the plan is read against."""
    kept = keep_season(store)
    version = load_scenario_record(store, kept.scenario).version
    with act(store, SYSTEM) as doing:
        edit_scenario(doing, kept.scenario, version, policy=SETTINGS.replace("needs = 40", "needs = 70"))
        record = save_plan(doing, kept.scenario, solved, note="手工")
    assert load_plan(store, record.id).digest == solved.digest
    with store.read() as session:
        policy = session.scalars(select(StoredPlan.policy)).one()
    assert parse_policy(policy).weight("needs") == 40


def test_plans_of_other_pools_or_of_none_are_refused(store: Store, solved: Plan) -> None:
    """A plan answers the pools of its import; an answer without a plan is none."""
    kept = keep_season(store)
    assert solved.evidence is not None
    fewer = replace(solved.evidence, pools=replace(POOLS, choices=()))
    for plan in (replace(solved, evidence=fewer), replace(solved, evidence=None)):
        with pytest.raises(StoreError), act(store, SYSTEM) as doing:
            save_plan(doing, kept.scenario, plan)
    assert list_plans(store) == ()


def test_a_stored_plan_cannot_be_changed_in_place(store: Store, solved: Plan) -> None:
    """Only the state of a plan moves; a program that would write anything else is stopped."""
    kept = keep_season(store, solved)
    with act(store, SYSTEM) as doing:
        plan = doing.session.get(StoredPlan, kept.plan)
        assert plan is not None
        plan.state = "submitted"

    def change() -> None:
        with act(store, SYSTEM) as doing:
            plan = doing.session.get(StoredPlan, kept.plan)
            assert plan is not None
            plan.note = "另"

    with pytest.raises(StoreError, match="不再改动"):
        change()
    assert load_plan_record(store, kept.plan).state == "submitted"


def test_a_plan_altered_in_the_database_is_not_shown(store: Store, solved: Plan) -> None:
    """Pairs, policy, digest or pools changed behind the program's back: a sentence, never a wrong plan."""
    for number, (table, change) in enumerate(
        (
            ("plans", 'pairs = \'[["000", "H0-1"]]\''),
            ("plans", "policy = replace(policy, 'needs = 40', 'needs = 41')"),
            ("plans", "digest = problem_digest"),
            ("pool_imports", f"digest = '{'f' * 64}'"),
        )
    ):
        kept = keep_season(store, solved, name=f"第 {number} 季")
        assert load_plan(store, kept.plan).digest == solved.digest
        with store.engine.begin() as connection:
            altered = kept.plan if table == "plans" else kept.imported
            connection.execute(text(f"UPDATE {table} SET {change} WHERE id = {altered}"))
        with pytest.raises(StoreError):
            load_plan(store, kept.plan)


def test_a_problem_altered_in_the_database_is_found(store: Store, solved: Plan) -> None:
    """The stored problem is held to its digest before anything is checked against it."""
    kept = keep_season(store, solved)
    with store.engine.begin() as connection:
        data = connection.scalar(select(StoredPlan.problem))
        connection.execute(update(StoredPlan).values(problem=(data or b"")[:-9] + b"123456789"))
    with pytest.raises(StoreError):
        check_stored_plan(store, kept.plan)


def test_everything_kept_has_its_entry(store: Store, solved: Plan) -> None:
    """Each record kept stands in the chain, the plan with its fingerprint."""
    kept = keep_season(store, solved)
    with store.read() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [entry.action for entry in entries] == ["make-season", "import-pools", "save-scenario", "make-plan"]
    assert [entry.subject for entry in entries][-1] == f"plan {kept.plan}"
    assert entries[-1].plan_digest == solved.digest
    assert verify_chain(store) == ()


def test_views_belong_to_their_account_and_page(store: Store) -> None:
    """A view is replaced by its name, listed for its owner and page only, and deleted."""
    with act(store, SYSTEM) as doing:
        account = Account(login="li", name="李", role="viewer")
        doing.session.add(account)
        doing.session.flush()
        li = Actor(account.id, account.login)
        save_view(doing, "hosts", "东街", {"committee": ["东"]})
    with act(store, li) as doing:
        save_view(doing, "hosts", "东街", {"committee": ["西"]})
        save_view(doing, "hosts", "东街 ", {"committee": ["南"], "least": 2})
        save_view(doing, "people", "年轻", {})
    assert [view.filters for view in list_views(store, li, "hosts")] == [{"committee": ["南"], "least": 2}]
    assert [view.filters for view in list_views(store, SYSTEM, "hosts")] == [{"committee": ["东"]}]
    with act(store, li) as doing:
        delete_view(doing, "hosts", "东街")
    assert list_views(store, li, "hosts") == ()
    assert len(list_views(store, SYSTEM, "hosts")) == 1
    with pytest.raises(MissingError), act(store, li) as doing:
        delete_view(doing, "hosts", "东街")


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


def test_who_may_not_edit_keeps_nothing(store: Store, solved: Plan) -> None:
    """A viewer is refused wherever something would be kept."""
    kept = keep_season(store)
    with act(store, SYSTEM) as doing:
        account = Account(login="wang", name="王", role="viewer")
        doing.session.add(account)
        doing.session.flush()
        wang = Actor(account.id, account.login)
    attempts: tuple[Callable[[Act], object], ...] = (
        lambda doing: make_season(doing, "另", date(2027, 1, 1)),
        lambda doing: edit_season(doing, kept.season, 1, title="另"),
        lambda doing: add_import(doing, kept.season, POOLS),
        lambda doing: forget_files(doing, kept.imported),
        lambda doing: save_scenario(doing, kept.season, kept.imported, SETTINGS),
        lambda doing: edit_scenario(doing, kept.scenario, 1, is_archived=True),
        lambda doing: save_plan(doing, kept.scenario, solved),
        lambda doing: save_plan(doing, kept.scenario, solved, based_on=1),
        lambda doing: add_variant(doing, kept.scenario, "另", ""),
        lambda doing: edit_variant(doing, 1, 1, name="另"),
        lambda doing: delete_variant(doing, 1),
        lambda doing: add_run(doing, kept.scenario),
        lambda doing: stop_run(doing, 1),
    )
    for attempt in attempts:
        with pytest.raises(AccessError), act(store, wang) as doing:
            attempt(doing)
