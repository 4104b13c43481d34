"""``matcher frontier``, ``stress`` and ``sweep`` as a planner uses them: tables, JSON, slips, stops."""

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.cli import main
from matcher.exports.stored_view import read_plan_view

Run = Callable[..., object]
Start = Callable[..., subprocess.Popen[str]]

SWEEP = """\
scenario = "{base}"
effort = 2

[[grid]]
edit = {{ kind = "set_parameter", rule = "host-cap", parameter = "most" }}
key = "value"
values = [1, 2, 3]

[[scenarios]]
name = "无此人"
edits = [{{ kind = "withdraw_candidate", candidate = "无此人" }}]
"""


@pytest.fixture
def sweep_file(small_scenario: Path, tmp_path: Path) -> Path:
    """Return a sweep of three scenarios that can be solved and one that cannot be made."""
    file = tmp_path / "推演.toml"
    file.write_text(SWEEP.format(base=small_scenario.as_posix()), encoding="utf-8")
    return file


def test_frontier_shows_real_plans(run: Run, small_scenario: Path, small_plan: Path) -> None:
    """Points get worse in one axis as they get better in the other; each names its pairs; gaps are stated or denied."""
    asked = ("frontier", small_scenario, "--plan", small_plan, "--x", "coverage", "--y", "satisfaction")
    answer = run(*asked, "--json", "--effort", 2)
    assert answer.code == 0
    found = answer.document
    values = [(point["values"]["coverage"], point["values"]["satisfaction"]) for point in found["points"]]
    assert values == sorted(values)
    assert [points for _, points in values] == sorted(points for _, points in values)
    assert len(set(values)) == len(values)
    assert all(len(point["pairs"]) == point["values"]["size"] for point in found["points"])
    assert found["complete"] == (not found["gaps"])
    told = run(*asked, "--effort", 2).out
    assert ("已证明没有别的取舍点" in told) == found["complete"]
    assert f"{values[0][1]:,}" in told


def test_frontier_of_three_objectives_in_english(run: Run, small_scenario: Path, small_plan: Path) -> None:
    """A third axis is shown beside the first two, and no Chinese heading is left."""
    answer = run(
        "frontier",
        small_scenario,
        "--plan",
        small_plan,
        "--z",
        "travel",
        "--points",
        2,
        "--effort",
        0.2,
        "--lang",
        "en",
    )
    assert answer.code == 0
    assert "What one objective costs in another" in answer.out
    assert "序号" not in answer.out


def test_stress_adds_up(run: Run, small_scenario: Path, small_plan: Path) -> None:
    """Everybody is withdrawn once; the table, the sums and the exit code say the same."""
    view = read_plan_view(small_plan)
    asked = ("stress", small_scenario, "--plan", small_plan, "--backups", 2, "--groups", "2x3", "--processes", 1)
    answer = run(*asked, "--json")
    found = answer.document
    assert [one["people"] for one in found["singles"]] == [[name] for name in view.candidate_ids]
    assert [len(one["people"]) for one in found["groups"]] == [2, 2, 2]
    lost = [one for one in found["singles"] if one["loss"]]
    assert answer.code == int(bool(lost) or any(not one["is_exact"] for one in found["singles"]))
    for one in found["singles"]:
        assert (one["backup"] is None) == (one["people"][0] not in view.posts_of)
        if one["backup"] and one["loss"]:
            assert one["backup"]["status"] == "none"
        if one["backup"] and one["backup"]["status"] == "found":
            assert len(one["backup"]["steps"]) <= 2
    told = run(*asked).out
    assert f"逐人退出 {len(view.candidate_ids)} 人" in told
    assert f"{len(lost)} 人必使覆盖受损" in told
    assert "至多 2 次" in told


def test_stress_of_those_who_signed(run: Run, small_scenario: Path, small_plan: Path, tmp_path: Path) -> None:
    """Only the people named in the file are withdrawn, each once; somebody unknown is refused."""
    placed = list(read_plan_view(small_plan).by_pair)[:3]
    file = tmp_path / "已签.csv"
    file.write_text("人选编号,岗位编号\n" + "\n".join(map(",".join, placed)), encoding="utf-8")
    asked = ("stress", small_scenario, "--plan", small_plan, "--signed", file, "--processes", 1)
    found = run(*asked, "--json").document
    assert {one["people"][0] for one in found["singles"]} == {person for person, _ in placed}
    file.write_text("0无此人,X\n", encoding="utf-8")
    refused = run(*asked)
    assert (refused.code, refused.out) == (1, "")
    assert "0无此人" in refused.err


def test_sweep_goes_on_where_it_was(run: Run, sweep_file: Path, tmp_path: Path) -> None:
    """Three results and one refusal with its reason; a second run takes all four over."""
    first = run("sweep", sweep_file, "--out", tmp_path / "结果.jsonl", "--processes", 1)
    assert first.code == 1
    assert "host-cap=2" in first.out
    assert "无此人" in first.out
    assert "完成 4/4（其中 0 个为此前的结果）" in first.out
    again = run("sweep", sweep_file, "--out", tmp_path / "结果.jsonl", "--processes", 1, "--json").document
    assert (again["tasks"], again["resumed"]) == (4, 4)
    assert [row["number"] for row in again["rows"]] == [0, 1, 2, 3]
    assert [row.get("status", "error") for row in again["rows"]][-1] == "error"
    matches = [row["matches"] for row in again["rows"][:3]]
    assert matches == sorted(matches)


WRONG = [
    (("frontier", "{scenario}", "--x", "coverge"), "coverge"),
    (("frontier", "{scenario}", "--y", "coverage"), "写了两次"),
    (("frontier", "{scenario}", "--points", "1"), "--points"),
    (("frontier", "{scenario}", "--effort", "-1"), "--effort"),
    (("frontier", "{scenario}", "--plan", "没有"), "找不到方案文件夹"),
    (("stress", "{scenario}", "--groups", "3*20"), "3*20"),
    (("stress", "{scenario}", "--backups", "many"), "--backups"),
    (("stress", "{scenario}", "--processes", "0"), "--processes"),
    (("sweep", "没有.toml", "--out", "x.jsonl"), "找不到批量推演文件"),
    (("sweep", "没有.toml"), "缺少 --out"),
]


@pytest.mark.parametrize(
    ("arguments", "says"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_slips_are_one_sentence(run: Run, small_scenario: Path, arguments: tuple[str, ...], says: str) -> None:
    """Exit code 2 and what to write instead."""
    answer = run(*(argument.format(scenario=small_scenario) for argument in arguments))
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err


def test_a_plan_of_another_scenario_is_refused(run: Run, small_scenario: Path, plan_folder: Path) -> None:
    """Neither command answers about a plan that is not of the scenario named."""
    document = json.loads((plan_folder / "plan.json").read_bytes())
    document["matches"].pop()
    (plan_folder / "plan.json").write_text(json.dumps(document), encoding="utf-8")
    for command in ("frontier", "stress"):
        answer = run(command, small_scenario, "--plan", plan_folder)
        assert (answer.code, answer.out) == (1, "")
        assert "Traceback" not in answer.err


def test_ctrl_c_keeps_what_was_done(start_command: Start, run: Run, tmp_path: Path) -> None:
    """A long sweep ends soon after one Ctrl-C; its file holds what was done and a second run goes on from there."""
    run("generate", "--hosts", 14, "--people", 16, "--seed", 3, "--out", tmp_path / "base")
    file = tmp_path / "long.toml"
    file.write_text(
        'scenario = "base"\neffort = 1\n[[grid]]\n'
        'edit = { kind = "set_weight", criterion = "needs" }\nkey = "weight"\n'
        f"values = {list(range(200))}\n",
        encoding="utf-8",
    )
    out = tmp_path / "out.jsonl"
    process = start_command("sweep", file, "--out", out, "--processes", 2, "--lang", "en", "--json")
    assert process.stderr is not None
    for line in process.stderr:
        if " of 200 done" in line:
            break
    process.send_signal(signal.SIGINT)
    printed, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in err
    done = len(json.loads(printed)["rows"])
    assert 1 <= done < 200
    assert len(out.read_bytes().splitlines()) == done + 1


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a scenario with a quota that binds, too hard to be done at once, and its plan."""
    place = tmp_path_factory.mktemp("ruled")
    made = ["generate", "--hosts", "24", "--people", "26", "--seed", "3", "--out", str(place / "base"), "--json"]
    assert main(made) == 0
    file = place / "base" / "scenario.toml"
    text = file.read_text(encoding="utf-8")
    quota = '\n[[quotas]]\nname = "在职"\ncount = "people"\ncandidates = { pool = ["on_duty"] }\nmost = 9\n'
    file.write_text(text.replace("[pools]", f"[engine]\neffort = 0.5\n{quota}\n[pools]", 1), encoding="utf-8")
    assert main(["run", str(file), "--out", str(place / "plan"), "--json"]) in {0, 1}
    return place / "base", place / "plan"


@pytest.mark.parametrize(
    ("command", "says"), [(("frontier", "--effort", "50"), "best"), (("stress", "--backups", "2"), "done")]
)
def test_ctrl_c_shows_what_was_found(
    start_command: Start, ruled: tuple[Path, Path], command: tuple[str, ...], says: str
) -> None:
    """A frontier and a stress test stopped half way print what there is and say that they were stopped."""
    name, *options = command
    process = start_command(name, ruled[0], "--plan", ruled[1], *options, "--lang", "en", COLUMNS="200")
    assert process.stderr is not None
    for line in process.stderr:
        if says in line:
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode in {0, 1}
    assert "Traceback" not in err
    assert "stopped on request" in err
    assert ("real plans" if name == "frontier" else "withdrawn one by one") in out


def test_best_ranks_both_ways(run: Run, small_scenario: Path, small_plan: Path) -> None:
    """A held pair changes nothing and leads; the same pair has the same price asked from either side."""
    view = read_plan_view(small_plan)
    person, post = next(iter(view.by_pair))
    asked = ("best", small_scenario, "--plan", small_plan)
    by_post = run(*asked, "--post", post, "--json").document
    by_person = run(*asked, "--candidate", person, "--json").document
    prices = []
    for found in (by_post, by_person):
        mine = next(one for one in found["offers"] if (one["candidate_id"], one["post_id"]) == (person, post))
        assert mine["is_held"]
        assert all(change["before"] == change["after"] for change in mine["price"]["changes"])
        assert found["num_priced"] <= 12 + sum(one["is_held"] for one in found["offers"])
        prices.append(mine["price"]["changes"])
    assert prices[0] == prices[1]
    told = run(*asked, "--post", post, "--limit", 1)
    assert told.code == 0
    assert "现有安排" in told.out
    assert (f"另有 {len(by_post['offers']) - 2} 个" in told.out) == (len(by_post["offers"]) > 2)
    assert "in the plan" in run(*asked, "--candidate", person, "--limit", 1, "--lang", "en").out


def test_best_asks_for_one_side(run: Run, small_scenario: Path, small_plan: Path) -> None:
    """Neither side or both is a slip of use; an id that nobody has is refused with the nearest."""
    asked = ("best", small_scenario, "--plan", small_plan)
    assert run(*asked).code == 2
    assert run(*asked, "--post", "a", "--candidate", "b").code == 2
    refused = run(*asked, "--candidate", "无此人")
    assert (refused.code, refused.out) == (1, "")
    assert "无此人" in refused.err
