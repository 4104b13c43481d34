"""Policies go to TOML and come back the same, comments and all."""

import stat
import string
import tomllib
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.errors import FileError, ScenarioError
from matcher.policy import PRESETS, REGISTER, Policy, load_policy, remember_columns, write_policy
from matcher.policy.records import EngineSettings, PairOrder, PoolFiles, Quota, RuleSetting
from matcher.policy.selection import SELECTIONS, SelectionField
from matcher.policy.terms import Criterion, Favour, Objective, TableName
from matcher.pools.tables import TABLES

TEXTS = st.text(min_size=1, max_size=12)
IDS = st.text(min_size=1, max_size=8)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
FINITE = {"allow_nan": False, "allow_infinity": False}


def _values(field: SelectionField) -> st.SearchStrategy:
    if field.choices:
        one = st.sampled_from(field.choices)
    else:
        one = {str: TEXTS, int: st.integers(0, 99), bool: st.booleans()}[field.type]
    return st.lists(one, min_size=1, max_size=3).map(tuple)


def _selections(side: str) -> st.SearchStrategy:
    fields = SELECTIONS[side]
    names = st.lists(st.sampled_from(sorted(fields)), max_size=3, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: _values(fields[name]) for name in chosen}))


@st.composite
def quotas(draw: st.DrawFn) -> tuple[Quota, ...]:
    """Draw quotas with at least one bound each and names of their own."""
    found = []
    for name in draw(st.lists(TEXTS, max_size=3, unique=True)):
        low, high = sorted(draw(st.tuples(st.integers(0, 50), st.integers(0, 50))))
        small, large = sorted(draw(st.tuples(st.floats(0, 1), st.floats(0, 1))))
        bounds = draw(
            st.sampled_from(
                [
                    {"least": low},
                    {"least": low, "most": high},
                    {"least_share": small, "most_share": large},
                    {"least": low, "most_share": large},
                ]
            )
        )
        found.append(
            Quota(
                name=name,
                count=draw(st.sampled_from(["pairs", "people", "hosts"])),
                candidates=draw(_selections("candidates")),
                posts=draw(_selections("posts")),
                **bounds,
            )
        )
    return tuple(found)


def _parameter(rule_id: str, name: str) -> st.SearchStrategy:
    spec = REGISTER[rule_id].specs[name]
    if isinstance(spec.default, bool):
        return st.booleans()
    if isinstance(spec.default, int):
        return st.integers(int(spec.least), int(spec.most))
    return st.floats(spec.least, spec.most)


@st.composite
def rules(draw: st.DrawFn) -> dict[str, RuleSetting]:
    """Draw settings of a few rules."""
    found = {}
    for rule_id in draw(st.lists(st.sampled_from(sorted(REGISTER)), max_size=4, unique=True)):
        start, end = sorted(draw(st.tuples(DAYS, DAYS)))
        names = draw(st.lists(st.sampled_from(sorted(REGISTER[rule_id].specs) or [""]), unique=True, max_size=3))
        found[rule_id] = RuleSetting(
            enabled=draw(st.sampled_from([None, True, False])),
            basis=draw(st.none() | TEXTS),
            file_number=draw(st.text(max_size=5)),
            valid_from=draw(st.sampled_from([None, start])),
            valid_until=draw(st.sampled_from([None, end])),
            parameters={name: draw(_parameter(rule_id, name)) for name in names if name},
        )
    return found


@st.composite
def orders(draw: st.DrawFn) -> tuple[tuple[PairOrder, ...], tuple[PairOrder, ...]]:
    """Draw pins and bans of different people, so that none contradicts another."""
    people = draw(st.lists(IDS, max_size=5, unique=True))
    made = tuple(
        PairOrder(candidate=i, enterprise=draw(IDS), post=draw(st.none() | IDS), reason=draw(st.text(max_size=5)))
        for i in people
    )
    cut = draw(st.integers(0, len(made)))
    return made[:cut], made[cut:]


@st.composite
def pool_files(draw: st.DrawFn) -> PoolFiles:
    """Draw files, sheets and columns of the tables."""
    tables = get_args(TableName)
    fields = {table: sorted(TABLES[table].by_name) for table in tables}
    columns = {
        table: draw(st.dictionaries(st.text(max_size=8), st.sampled_from(fields[table]), max_size=3))
        for table in draw(st.lists(st.sampled_from(tables), max_size=2, unique=True))
    }
    files = {table: draw(st.lists(TEXTS, max_size=3).map(tuple)) for table in tables}
    return PoolFiles(
        **files,
        columns=columns,
        sheets=draw(st.dictionaries(st.sampled_from(tables), TEXTS, max_size=2)),
        duplicates=draw(st.sampled_from(["refuse", "update", "skip"])),
        vocabulary=draw(st.none() | TEXTS),
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Draw any policy that holds together."""
    pins, bans = draw(orders())
    aims = draw(
        st.fixed_dictionaries({"preset": st.sampled_from([None, *PRESETS])})
        | st.fixed_dictionaries(
            {"objectives": st.lists(st.sampled_from(get_args(Objective)), min_size=1, unique=True).map(tuple)}
        )
    )
    return Policy(
        name=draw(TEXTS),
        title=draw(st.text(max_size=10)),
        season_start=draw(DAYS),
        term_years=draw(st.integers(1, 10)),
        consent=draw(st.sampled_from(["open", "mutual"])),
        tie_step=draw(st.integers(1, 10_000)),
        weights=draw(st.dictionaries(st.sampled_from(get_args(Criterion)), st.integers(1, 1000), max_size=4)),
        near_km=draw(st.floats(0, exclude_min=True, **FINITE)),
        seed=draw(st.integers(0, 2**31 - 1)),
        pools=draw(pool_files()),
        rules=draw(rules()),
        quotas=draw(quotas()),
        pins=pins,
        bans=bans,
        engine=EngineSettings(
            effort=draw(st.floats(0, 100_000, exclude_min=True)),
            time_limit_s=draw(st.none() | st.floats(0, exclude_min=True, **FINITE)),
            workers=draw(st.integers(1, 64)),
            favour=draw(st.sampled_from(get_args(Favour))),
        ),
        **aims,
    )


QUICK = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all drawn policies share."""
    return tmp_path_factory.mktemp("written")


@QUICK
@given(policy=policies())
def test_a_written_policy_reads_back_equal(policy: Policy, folder: Path):
    """Policy to a new file to policy is the identity."""
    file = folder / "new.toml"
    file.unlink(missing_ok=True)
    write_policy(policy, file)
    assert load_policy(file) == policy


@QUICK
@given(before=policies(), after=policies())
def test_writing_over_another_policy_reads_back_equal(before: Policy, after: Policy, folder: Path):
    """Whatever stood in the file, afterwards it holds the policy written last, and its first comment."""
    file = folder / "over.toml"
    file.unlink(missing_ok=True)
    write_policy(before, file)
    file.write_text(f"# 会议决定\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    write_policy(after, file)
    assert load_policy(file) == after
    assert file.read_text(encoding="utf-8").startswith("# 会议决定\n")


COMMENTED = """\
# 第一季方案
name = "banner"            # 名称
season_start = 2026-12-01  # 起始日
consent = "open"           # 默认值也写出来
seed = 1

[pools]
candidates = "人才库.xlsx"  # 一个文件

# 权重按会议纪要
[weights]
needs = 40                 # 最看重

[[quotas]]
# 在职干部不超过四成
name = "在职比例"
candidates = { pool = ["on_duty"] }
most_share = 0.4

[[quotas]]
name = "示范点"            # 每年至少十个
count = "hosts"
least = 10

[engine]
effort = 30.0
"""


@pytest.fixture
def commented(tmp_path: Path) -> Path:
    """Return a scenario file with comments everywhere."""
    file = tmp_path / "scenario.toml"
    file.write_text(COMMENTED, encoding="utf-8")
    return file


def test_writing_the_same_policy_changes_no_byte(commented: Path):
    """A file that already says it stays as it is."""
    write_policy(load_policy(commented), commented)
    assert commented.read_text(encoding="utf-8") == COMMENTED


def test_the_banner_scenario_is_written_back_byte_by_byte(tmp_path: Path):
    """A planner's file with many comments and explicit defaults stays as it is."""
    original = Path(__file__).parents[2] / "scenarios" / "banner" / "scenario.toml"
    copy = tmp_path / "scenario.toml"
    copy.write_bytes(original.read_bytes())
    write_policy(load_policy(copy), copy)
    assert copy.read_bytes() == original.read_bytes()


def test_a_change_touches_its_own_line_only(commented: Path):
    """A new seed and a new weight change two lines; every comment stays."""
    policy = load_policy(commented)
    write_policy(policy.model_copy(update={"seed": 7, "weights": {"needs": 50}}), commented)
    expected = COMMENTED.replace("seed = 1", "seed = 7").replace("needs = 40  ", "needs = 50  ")
    assert commented.read_text(encoding="utf-8").split() == expected.split()


def test_a_changed_quota_keeps_its_comment(commented: Path):
    """A quota of the same name is edited, not replaced."""
    policy = load_policy(commented)
    first = policy.quotas[0].model_copy(update={"most_share": 0.5})
    write_policy(policy.model_copy(update={"quotas": (first, policy.quotas[1])}), commented)
    assert commented.read_text(encoding="utf-8") == COMMENTED.replace("most_share = 0.4", "most_share = 0.5")


def test_a_deleted_quota_leaves_the_comments_of_the_others(commented: Path):
    """The entry that stays keeps its table and the comment in it."""
    policy = load_policy(commented)
    write_policy(policy.model_copy(update={"quotas": policy.quotas[1:]}), commented)
    text = commented.read_text(encoding="utf-8")
    assert "# 每年至少十个" in text
    assert "在职比例" not in text
    assert load_policy(commented).quotas == policy.quotas[1:]


def test_a_file_that_cannot_be_edited_is_written_anew(tmp_path: Path):
    """What stood there before was no TOML; the policy is there all the same."""
    file = tmp_path / "scenario.toml"
    file.write_text("这不是方案", encoding="utf-8")
    policy = Policy(name="x", season_start=date(2026, 12, 1))
    write_policy(policy, file)
    assert load_policy(file) == policy


def test_a_file_in_another_encoding_is_written_anew(tmp_path: Path):
    """What cannot be read cannot be edited."""
    file = tmp_path / "scenario.toml"
    file.write_bytes('title = "双向选择"'.encode("gb18030"))
    policy = Policy(name="x", title="双向选择", season_start=date(2026, 12, 1))
    write_policy(policy, file)
    assert load_policy(file) == policy


def test_a_copy_that_contradicts_itself_is_not_written(commented: Path):
    """The file stays as it was, and the error says why."""
    pin = PairOrder(candidate="1", enterprise="H")
    wrong = load_policy(commented).model_copy(update={"pins": (pin,), "bans": (pin,)})
    with pytest.raises(ScenarioError) as caught:
        write_policy(wrong, commented)
    assert caught.value.place == "bans[0]"
    assert commented.read_text(encoding="utf-8") == COMMENTED


def test_pins_on_one_line_each_stay_so(tmp_path: Path):
    """Entries written as a list of inline tables are left alone while they are the same."""
    file = tmp_path / "scenario.toml"
    text = """name = "x"
season_start = 2026-12-01
seed = 1
pins = [
  { candidate = "1", enterprise = "H" }, # 会议决定
  { candidate = "2", enterprise = "H", post = "H-1", reason = "" },
]
"""
    file.write_text(text, encoding="utf-8")
    policy = load_policy(file)
    write_policy(policy.model_copy(update={"seed": 2}), file)
    assert file.read_text(encoding="utf-8") == text.replace("seed = 1", "seed = 2")
    write_policy(policy.model_copy(update={"pins": policy.pins[1:]}), file)
    assert load_policy(file).pins == policy.pins[1:]


def test_a_folder_in_place_of_the_file_leaves_nothing_behind(tmp_path: Path):
    """The half-written file is taken away again."""
    (tmp_path / "scenario.toml").mkdir()
    with pytest.raises(FileError):
        write_policy(Policy(name="x", season_start=date(2026, 12, 1)), tmp_path)
    assert [item.name for item in tmp_path.iterdir()] == ["scenario.toml"]


def test_no_second_file_is_left_behind_and_the_mode_stays(commented: Path):
    """The folder holds the scenario alone, readable by whom it was before."""
    commented.chmod(0o640)
    write_policy(load_policy(commented).model_copy(update={"seed": 9}), commented.parent)
    assert [item.name for item in commented.parent.iterdir()] == ["scenario.toml"]
    assert stat.S_IMODE(commented.stat().st_mode) == 0o640


def test_a_link_stays_a_link(commented: Path, tmp_path: Path):
    """Writing through a link changes what it points to."""
    link = tmp_path / "link.toml"
    link.symlink_to(commented)
    write_policy(load_policy(link).model_copy(update={"seed": 9}), link)
    assert link.is_symlink()
    assert load_policy(commented).seed == 9


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path):
    """A file where a folder is needed gives a sentence, not a traceback."""
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        write_policy(Policy(name="x", season_start=date(2026, 12, 1)), blocked / "scenario.toml")
    assert str(blocked) in caught.value.say("zh")
    assert caught.value.say("zh") != caught.value.say("en")


def test_columns_are_remembered_in_place(commented: Path):
    """A mapping given once stands in the file, beside the comments, and grows."""
    remember_columns(commented, "candidates", {"同志姓名": "name"})
    policy = remember_columns(commented, "candidates", {"联系\n电话": "phone", "a.b": "note"})
    text = commented.read_text(encoding="utf-8")
    expected = {"同志姓名": "name", "联系\n电话": "phone", "a.b": "note"}
    assert load_policy(commented) == policy
    assert tomllib.loads(text)["pools"]["columns"]["candidates"] == expected
    assert "# 在职干部不超过四成" in text
    assert all(comment in text for comment in ("# 名称", "# 一个文件", "# 最看重", "# 每年至少十个"))


def test_a_wrong_column_is_not_remembered(commented: Path):
    """An unknown field is refused with the nearest one, and the file stays."""
    with pytest.raises(ScenarioError) as caught:
        remember_columns(commented, "candidates", {"同志姓名": "nmae"})
    assert caught.value.place == "pools.columns.candidates.同志姓名"
    assert caught.value.suggestion == "name"
    assert commented.read_text(encoding="utf-8") == COMMENTED


def test_every_letter_of_a_bare_key_is_known():
    """Keys with letters TOML does not take bare are quoted."""
    assert set(string.ascii_letters + string.digits + "-_") >= set("".join(REGISTER))
