"""``matcher suggest`` on real files: who is left out, what would help, and what no plan can do without."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.cli.wrapping import Wrapped
from matcher.exports.stored_plan import open_plan
from matcher.plans import Plan, load_scenario

Run = Callable[..., object]


@pytest.fixture(scope="module")
def opened(small_scenario: Path, small_plan: Path) -> Plan:
    """Return the stored plan, which has one gap on each side."""
    plan = open_plan(load_scenario(small_scenario), small_plan)
    assert len(plan.uncovered) == len(plan.unplaced) == 1
    return plan


def test_repairs_of_all_gaps_are_listed(run: Run, small_scenario: Path, small_plan: Path, opened: Plan) -> None:
    """The gap, its cause and each repair are on the screen; progress is not."""
    answer = run("suggest", small_scenario, "--plan", small_plan)
    document = run("suggest", small_scenario, "--plan", small_plan, "--json").document
    gap = opened.uncovered[0]
    text = re.sub(r"\s", "", answer.out)
    assert answer.code == 0
    assert re.sub(r"\s", "", gap.cause.zh) in text
    assert document["repairs"]
    assert all(gap.post_id in repair["covers"] for repair in document["repairs"])
    assert all(gap.post_id in answer.out for _ in document["repairs"])
    assert [repair["price"] for repair in document["repairs"]] == sorted(r["price"] for r in document["repairs"])
    assert "已求解" in answer.err
    assert "已求解" not in answer.out
    assert document["fragile"]["is_exact"]


def test_a_person_is_helped_in_english(run: Run, small_scenario: Path, small_plan: Path, opened: Plan) -> None:
    """Only what helps that person is listed, each with who moves."""
    person = opened.unplaced[0].candidate_id
    asked = ("suggest", small_scenario, "--plan", small_plan, "--candidate", person, "--lang", "en")
    answer, document = run(*asked), run(*asked, "--json", "--limit", "2").document
    assert answer.code == 0
    assert "is full" in answer.out
    assert len(document["repairs"]) == 2
    assert all(repair["gain"] == 1 for repair in document["repairs"])
    assert all(any(move["candidate"] == person for move in repair["moves"]) for repair in document["repairs"])
    assert document["fragile"] is None


def test_what_is_not_open_needs_no_repair(run: Run, small_scenario: Path, small_plan: Path, opened: Plan) -> None:
    """A covered host and a placed person are told that there is nothing to do."""
    match = opened.matches[0]
    for option, name in (("--enterprise", match.enterprise_id), ("--candidate", match.candidate_id)):
        answer = run("suggest", small_scenario, "--plan", small_plan, option, name)
        assert (answer.code, answer.out) == (0, "没有需要补的缺口\n")


def test_unknown_ids_and_wrong_options_are_one_sentence(run: Run, small_scenario: Path, small_plan: Path) -> None:
    """An id nobody has names the nearest one; two questions at once are refused."""
    answer = run("suggest", small_scenario, "--plan", small_plan, "--candidate", "0O5")
    assert answer.code == 1
    assert "0O5" in answer.err
    assert "Traceback" not in answer.err
    both = run("suggest", small_scenario, "--candidate", "005", "--post", "Q001-1")
    assert both.code == 2
    assert "只能写一项" in both.err
    assert run("suggest", small_scenario, "--plan", "没有的文件夹").code == 2


def test_rules_that_leave_no_plan_are_named(run: Run, scenario: Path) -> None:
    """Without any plan the answer is the smallest set of rules that cannot hold together."""
    file = scenario / "scenario.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f'{text}\n[[quotas]]\nname = "全部安排"\nleast = 99\n', encoding="utf-8")
    answer = run("suggest", scenario)
    assert answer.code == 1
    assert "全部安排" in answer.out
    document = run("suggest", scenario, "--json").document
    assert document["status"] == "INFEASIBLE"
    assert document["conflict"]["is_minimal"]
    assert {"rule": "quota", "name": "全部安排"} in document["conflict"]["groups"]
    assert {"rule": "quota", "name": "全部安排"} in document["conflict"]["remedies"]


@pytest.mark.parametrize("width", [14, 20, 60])
def test_long_sentences_fill_the_lines(width: int) -> None:
    """No line is too wide, none begins with a stop or ends with an opening mark, and nothing is lost."""
    text = "以下3个岗位（Q045-1、Q075-1）最少共需3人：双方都能接受的人选只有“折泉”（062），合计最多承担2个岗位。"
    lines = list(Wrapped(text).break_into(width))
    assert "".join(lines) == text
    assert not any(line[0] in "，。：；、）”" for line in lines)
    assert not any(line[-1] in "（“" for line in lines)
    assert all(sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) <= width + 4 for line in lines)
