"""The planner's way from nothing to a verified plan, on real files."""

import json
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from matcher.cli.run import make_file_name
from matcher.cli.texts import say
from matcher.exports.plan_folder import FILES

KEYS = ["severity", "file", "sheet", "row", "column", "value", "reason", "fix"]


def test_run_writes_a_plan_that_verifies(run: Callable, scenario: Path, tmp_path: Path) -> None:
    """The whole way: files, summary, exit code, check."""
    out = tmp_path / "方案" / "一"
    answer = run("run", scenario, "--out", out)
    document = json.loads((out / "plan.json").read_bytes())
    assert answer.code == (1 if document["uncovered"] else 0)
    assert [name for name in FILES if (out / name).exists()] == list(FILES[:4])
    for words in ("覆盖", "盲点", "第一志愿", "前三志愿", "阻塞对", "未安排人选", "负担", "路程", "需审批", "独立核验"):
        assert words in answer.out
    assert str(out / "plan.json") in answer.out.replace("\n", "")
    assert say("writing").zh in answer.err
    # The command is told as the program itself was started.
    assert re.fullmatch("在浏览器中继续：(.* )?matcher serve", answer.err.splitlines()[-1])
    again = run("verify", out)
    assert (again.code, again.err) == (0, "")
    assert "核验通过" in again.out
    assert document["digests"]["plan"][:12] in again.out


def test_the_same_scenario_gives_the_same_plan(run: Callable, scenario: Path, small_plan: Path, tmp_path: Path) -> None:
    """All but the seconds is equal, and the roster and the problem are equal to the byte."""
    run("run", scenario / "scenario.toml", "--out", tmp_path / "again", "--lang", "en")
    documents = [json.loads((folder / "plan.json").read_bytes()) for folder in (small_plan, tmp_path / "again")]
    for document in documents:
        for objective in document["objectives"]:
            del objective["seconds"]
    assert documents[0] == documents[1]
    for name in ("roster.xlsx", "problem.npz", "scenario.toml"):
        assert (small_plan / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_json_is_all_there_is_on_standard_output(run: Callable, scenario: Path, tmp_path: Path) -> None:
    """One document with status, objectives and files; remarks go elsewhere."""
    answer = run("--json", "run", scenario, "--out", tmp_path / "out")
    document = answer.document
    assert document["status"] in {"OPTIMAL", "FEASIBLE"}
    assert [Path(path).name for path in document["files"]] == list(FILES[:4])
    assert {"coverage", "summary", "objectives", "uncovered", "unplaced"} <= set(document)
    assert answer.err != ""


def test_the_default_place_is_out(
    run: Callable, scenario: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --out the plan lands in out/<scenario name> of the current folder."""
    monkeypatch.chdir(tmp_path)
    assert run("run", scenario).code in {0, 1}
    assert (tmp_path / "out" / "synthetic-8-10-3" / "plan.json").is_file()


def test_names_that_folders_cannot_bear_are_changed() -> None:
    """Nobody's scenario name leads out of the folder."""
    assert make_file_name("../../etc") == "_.._etc"
    assert make_file_name("a" * 300) == "a" * 80
    assert make_file_name(" . ") == "plan"


def test_a_folder_of_something_else_is_left_alone(run: Callable, scenario: Path, tmp_path: Path) -> None:
    """The plan is refused a place among somebody's photographs."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"1")
    answer = run("run", scenario, "--out", tmp_path / "photos")
    assert answer.code == 1
    assert "没有覆盖" in answer.err
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["a.jpg"]


def test_a_new_plan_replaces_the_old_and_keeps_notes(run: Callable, scenario: Path, plan_folder: Path) -> None:
    """A second run into the same folder leaves what the planner put there."""
    (plan_folder / "会议纪要.txt").write_text("保留", encoding="utf-8")
    (plan_folder / "plan.json").write_text('{"format": "shuangxuan-plan", "version": 0}', encoding="utf-8")
    assert run("run", scenario, "--out", plan_folder).code in {0, 1}
    assert (plan_folder / "会议纪要.txt").read_text(encoding="utf-8") == "保留"
    assert run("verify", plan_folder).code == 0


def test_a_changed_plan_does_not_verify(run: Callable, plan_folder: Path) -> None:
    """The fault is said in both languages and as JSON, with exit code 1."""
    path = plan_folder / "plan.json"
    content = json.loads(path.read_bytes())
    content["matches"][0]["points"] = 10_000
    path.write_text(json.dumps(content), encoding="utf-8")
    chinese, english = run("verify", plan_folder), run("verify", plan_folder, "--lang", "en")
    assert (chinese.code, english.code) == (1, 1)
    assert "核验未通过" in chinese.out
    assert "recomputed as" in english.out
    document = run("verify", plan_folder, "--json").document
    assert document["ok"] is False
    assert document["faults"]


def test_a_folder_without_a_plan_does_not_verify(run: Callable, tmp_path: Path) -> None:
    """An empty folder is answered with a sentence, and with JSON where asked."""
    answer = run("verify", tmp_path, "--json")
    assert answer.code == 1
    assert "plan.json" in answer.document["error"]["en"]
    assert "Traceback" not in answer.err


def test_check_lists_findings_with_exact_keys(run: Callable, scenario: Path, tmp_path: Path) -> None:
    """A spoilt row is a finding, lands in the workbook of bad rows, and stops neither."""
    clean = run("check", scenario, "--json")
    assert (clean.code, [each for each in clean.document if each["severity"] == "error"]) == (0, [])
    book = openpyxl.load_workbook(scenario / "人才库.xlsx")
    sheet = book.worksheets[0]
    places = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    person = next(cell for text, cell in places.items() if text.isdigit() and len(text) == 3)
    for cell in sheet[person.row]:
        if cell.value in {"是", "男", "女"} or (isinstance(cell.value, str) and "退休" in cell.value):
            cell.value = "=乱写<b>"
    book.save(scenario / "人才库.xlsx")
    answer = run("check", scenario, "--json", "--bad-rows", tmp_path / "问题行.xlsx")
    assert answer.code == 1
    assert answer.document
    assert all(list(finding) == KEYS for finding in answer.document)
    assert {finding["row"] for finding in answer.document if finding["severity"] == "error"} == {person.row}
    assert openpyxl.load_workbook(tmp_path / "问题行.xlsx").worksheets
    english = run("check", scenario, "--lang", "en")
    assert "errors" in english.out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "scenario.toml"),
        ('name = "甲"\nseason_start = 2026-12-01\ntie_stepp = 3\n', "tie_step"),
        ('name = "甲"\nseason_start = "soon"\n', "season_start"),
        ("\x00\xff", "scenario.toml"),
    ],
)
def test_a_broken_scenario_is_a_finding_too(run: Callable, scenario: Path, text: str, says: str) -> None:
    """`check --json` lists it with the same keys; `run` says it and stops."""
    (scenario / "scenario.toml").write_bytes(text.encode("latin-1") if "\xff" in text else text.encode())
    answer = run("check", scenario, "--json")
    assert answer.code == 1
    assert all(list(finding) == KEYS for finding in answer.document)
    assert says in json.dumps(answer.document, ensure_ascii=False)
    stopped = run("run", scenario)
    assert stopped.code == 1
    assert "错误：" in stopped.err
    assert "Traceback" not in stopped.err


def test_an_unknown_id_is_a_finding(run: Callable, scenario: Path) -> None:
    """A pin of somebody who is not there is found by check and stops run."""
    path = scenario / "scenario.toml"
    text = path.read_text(encoding="utf-8").replace(
        "[pools]", '[[pins]]\ncandidate = "9999"\nenterprise = "H"\n\n[pools]'
    )
    path.write_text(text, encoding="utf-8")
    answer = run("check", scenario, "--json")
    assert answer.code == 1
    assert any("9999" in finding["value"] for finding in answer.document)
    assert run("run", scenario).code == 1


@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_a_pool_that_cannot_be_read_stops_the_run(run: Callable, scenario: Path, tmp_path: Path, damage: str) -> None:
    """Missing, empty or broken: findings on both commands, no plan, no traceback."""
    path = scenario / "企业库.xlsx"
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(b"" if damage == "empty" else path.read_bytes()[:500])
    answer = run("run", scenario, "--out", tmp_path / "out", "--json")
    assert answer.code == 1
    assert answer.document["findings"] or answer.document["error"]["zh"]
    assert "企业库.xlsx" in answer.out
    assert not (tmp_path / "out").exists()
    assert "Traceback" not in answer.err
    checked = run("check", scenario, "--json")
    assert checked.code == 1
    assert any(finding["file"] == "企业库.xlsx" for finding in checked.document)


def test_templates_are_written_once(run: Callable, tmp_path: Path) -> None:
    """Six workbooks; a filled one is never overwritten."""
    answer = run("template", "--out", tmp_path / "模板", "--json")
    files = [Path(path) for path in answer.document["files"]]
    assert len(files) == 6
    assert all(openpyxl.load_workbook(path).worksheets for path in files)
    before = files[0].read_bytes()
    assert run("template", "--out", tmp_path / "模板").code == 1
    assert files[0].read_bytes() == before


def test_one_template_by_either_name(run: Callable, tmp_path: Path) -> None:
    """The table can be named in code or in Chinese."""
    assert len(run("template", "--out", tmp_path / "a", "--table", "posts", "--json").document["files"]) == 1
    assert run("template", "--out", tmp_path / "b", "--table", "人才库").code == 0
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["人才库模板.xlsx"]


def test_generated_data_is_the_same_for_a_seed(run: Callable, small_scenario: Path, tmp_path: Path) -> None:
    """Same numbers, same seed, same files; a filled folder is left alone."""
    command = ("generate", "--hosts", 8, "--people", 10, "--seed", 3, "--out", tmp_path / "same")
    assert run(*command).code == 0
    names = sorted(path.name for path in small_scenario.iterdir())
    assert [path.name for path in sorted((tmp_path / "same").iterdir())] == names
    for name in names:
        if name != "scenario.toml":
            assert (small_scenario / name).read_bytes() == (tmp_path / "same" / name).read_bytes()
    answer = run(*command)
    assert answer.code == 1
    assert "没有覆盖" in answer.err


def test_interrupting_keeps_the_best_so_far(
    start_command: Callable[..., subprocess.Popen[str]], run: Callable, tmp_path: Path
) -> None:
    """One Ctrl-C ends the search; either a plan is there that verifies, or it is said that none was found."""
    run("generate", "--hosts", 60, "--people", 70, "--seed", 3, "--out", tmp_path / "big")
    process = start_command("run", tmp_path / "big", "--out", tmp_path / "out", "--lang", "en")
    assert process.stderr is not None
    for line in process.stderr:
        if "best" in line and "unknown" not in line.split("bound")[0]:
            break
    process.send_signal(signal.SIGINT)
    asked = time.monotonic()
    out, err = process.communicate(timeout=120)
    assert time.monotonic() - asked < 60
    assert "Traceback" not in err
    assert process.returncode in {0, 1}, err
    assert "stopping" in err
    assert "Coverage" in out
    assert run("verify", tmp_path / "out").code == 0


def test_interrupting_twice_quits_at_once(
    start_command: Callable[..., subprocess.Popen[str]], run: Callable, tmp_path: Path
) -> None:
    """The second Ctrl-C does not wait for the engine, and nothing is written."""
    run("generate", "--hosts", 600, "--people", 700, "--seed", 3, "--out", tmp_path / "big")
    process = start_command("run", tmp_path / "big", "--out", tmp_path / "out")
    assert process.stderr is not None
    for line in process.stderr:
        if "目前" in line:
            break
    process.send_signal(signal.SIGINT)
    # Two signals on the heels of each other are one; it says when it took the first, and then needs seconds to end.
    for line in process.stderr:
        if "再按一次" in line:
            break
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 130
    assert not (tmp_path / "out").exists()


def test_interrupting_before_the_search_writes_nothing(
    start_command: Callable[..., subprocess.Popen[str]], small_scenario: Path, tmp_path: Path
) -> None:
    """Ctrl-C while reading ends at once, without a traceback."""
    process = start_command("run", small_scenario, "--out", tmp_path / "out")
    time.sleep(0.6)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode in {0, 1, 130}
    if process.returncode == 130:
        assert not (tmp_path / "out").exists()
        assert "Traceback" not in err


def test_progress_goes_to_standard_error(
    start_command: Callable[..., subprocess.Popen[str]], small_scenario: Path, tmp_path: Path
) -> None:
    """Phases are told while the machine works, none of them on standard output."""
    process = start_command("run", small_scenario, "--out", tmp_path / "out", "--json")
    out, err = process.communicate(timeout=120)
    json.loads(out)
    assert err.splitlines()[:2] == [say("reading").zh, say("preparing").zh]


def test_rows_with_errors_are_left_out_and_handed_back(run: Callable, scenario: Path, tmp_path: Path) -> None:
    """A run on tables with a bad row makes a plan, lists the row, and writes the workbook to correct."""
    with (scenario / "第三方意见.csv").open("ab") as file:
        file.write("无此人,无此企业,支持,某局,理由\r\n".encode("gb18030"))
    book = openpyxl.load_workbook(scenario / "双向意愿.xlsx")
    sheet = book.worksheets[1]
    sheet.cell(sheet.max_row, 1).value = "Z999"
    book.save(scenario / "双向意愿.xlsx")
    errors = [each for each in run("check", scenario, "--json").document if each["severity"] == "error"]
    assert errors
    answer = run("run", scenario, "--out", tmp_path / "out")
    assert answer.code in {0, 1}
    assert "数据问题" in answer.out
    assert f"有 {len(errors)} 处错误" in answer.err
    assert openpyxl.load_workbook(tmp_path / "out" / "问题行.xlsx").worksheets
    assert run("verify", tmp_path / "out").code == 0


def test_a_copy_of_the_plan_verifies_anywhere(run: Callable, plan_folder: Path, tmp_path: Path) -> None:
    """The folder alone is enough: no scenario, no tables."""
    moved = Path(shutil.move(plan_folder, tmp_path / "别处"))
    assert run("verify", moved).code == 0


def test_the_dial_prices_every_setting(run: Callable, scenario: Path) -> None:
    """Four settings come back in order; those with a plan have every price, the others a cause."""
    result = run("dial", scenario, "--json")
    points = json.loads(result.out)
    assert [point["setting"] for point in points] == ["stable", "few_blocking", "popular", "largest"]
    for point in points:
        assert bool(point["values"]) != bool(point["cause"])
    covered = [point["values"]["coverage"] for point in points[1:] if point["values"]]
    assert len(set(covered)) == 1
    assert result.code == int(any(point["cause"] for point in points))
