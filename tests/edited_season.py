"""A small season on disk that edits and variants can point to, and one edit of every kind that fits it."""

import shutil
from pathlib import Path

import pytest
from season_files import season, write_season

from matcher.edits.kinds import EDIT, Edit
from matcher.plans import Scenario, load_scenario

SETTINGS = """\
name = "小旗"
season_start = 2026-12-01
objectives = ["coverage", "satisfaction", "travel"]

[pools]
candidates = "人才库.xlsx"
enterprises = "企业库.xlsx"
choices = "意愿.xlsx"
opinions = "意见.xlsx"
incumbents = "上届任职.xlsx"

[rules.bundle-radius]
enabled = true

[[quotas]]
name = "党员"
count = "people"
candidates = { pool = ["retired"] }
least = 1

[[pins]]
candidate = "003"
enterprise = "H003"

[[bans]]
candidate = "005"
enterprise = "H004"

[[waivers]]
candidate = "001"
enterprise = "H002"
rule = "health"
reason = "体检报告随后补交"
"""

EVERY_KIND: tuple[dict[str, object], ...] = (
    {"kind": "add_candidate", "candidate": {"id": "N1", "name": "新人", "pool": "reserve", "status": "on_duty"}},
    {"kind": "change_candidate", "candidate": "001", "changes": {"capacity": 1, "skills": [{"skill": "law"}]}},
    {"kind": "remove_candidate", "candidate": "002"},
    {"kind": "withdraw_candidate", "candidate": "003"},
    {"kind": "add_enterprise", "enterprise": {"id": "N9", "name": "新厂", "kind": "cooperative", "line": "mining"}},
    {"kind": "change_enterprise", "enterprise": "H001", "changes": {"priority": 5}, "clear": ["area"]},
    {"kind": "remove_enterprise", "enterprise": "H002"},
    {"kind": "withdraw_enterprise", "enterprise": "H003"},
    {"kind": "add_post", "post": {"id": "N9-1", "enterprise": "H001", "least": 0, "most": 2}},
    {"kind": "change_post", "post": "H001-1", "changes": {"role": "liaison"}},
    {"kind": "remove_post", "post": "H005-1"},
    {"kind": "set_capacity", "candidate": "004", "capacity": 2},
    {"kind": "set_seats", "post": "H001-1", "least": 0, "most": 3},
    {"kind": "set_weight", "criterion": "needs", "weight": 60},
    {"kind": "set_objectives", "objectives": ["coverage", "hosts", "size"]},
    {"kind": "set_preset", "preset": "suitability-first"},
    {"kind": "switch_rule", "rule": "health", "is_on": False},
    {"kind": "set_parameter", "rule": "host-cap", "parameter": "most", "value": 2},
    {"kind": "set_distance", "most_km": 50.0},
    {"kind": "set_radius", "most_km": 12.5, "candidate": "001"},
    {"kind": "set_number", "name": "tie_step", "value": 100.0},
    {"kind": "add_quota", "quota": {"name": "二", "count": "hosts", "posts": {"star": [4, 5]}, "most": 9}},
    {"kind": "change_quota", "name": "党员", "changes": {"most": 9}, "clear": ["least"]},
    {"kind": "remove_quota", "name": "党员"},
    {"kind": "pin", "candidate": "006", "enterprise": "H006", "post": "H006-1", "reason": "组织决定"},
    {"kind": "unpin", "candidate": "003", "enterprise": "H003"},
    {"kind": "ban", "candidate": "007", "enterprise": "H001"},
    {"kind": "unban", "candidate": "005", "enterprise": "H004"},
    {"kind": "waive", "candidate": "006", "enterprise": "H006", "rule": "must-have", "reason": "春季培训后补齐"},
    {"kind": "unwaive", "candidate": "001", "enterprise": "H002", "rule": "health"},
    {"kind": "set_consent", "consent": "mutual"},
    {"kind": "set_answer", "side": "enterprise", "candidate": "001", "enterprise": "H001", "answer": "refused"},
)
"""One edit of each kind, as a file gives it; each can be made on the small season by itself."""


@pytest.fixture(scope="session")
def season_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a scenario folder of eight people and six hosts; leave it as it is."""
    folder = tmp_path_factory.mktemp("season") / "小旗"
    folder.mkdir()
    write_season(folder, season())
    (folder / "scenario.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def own_season(season_folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the scenario folder that a test may change."""
    return Path(shutil.copytree(season_folder, tmp_path / "小旗"))


@pytest.fixture(scope="session")
def small(season_folder: Path) -> Scenario:
    """Return the small season, loaded."""
    return load_scenario(season_folder)


@pytest.fixture(scope="session")
def every_edit() -> dict[str, Edit]:
    """Return one edit of each kind, by kind."""
    return {str(data["kind"]): EDIT.validate_python(data) for data in EVERY_KIND}
