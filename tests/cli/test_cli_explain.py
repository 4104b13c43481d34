"""``matcher explain`` on real files: a pair, a host, a person, the whole plan, and one person's page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.exports.stored_plan import open_plan
from matcher.plans import Plan, load_scenario

Run = Callable[..., object]
CHINESE = re.compile(r"[一-鿿]")


@pytest.fixture(scope="module")
def opened(small_scenario: Path, small_plan: Path) -> Plan:
    """Return the stored plan, which has one gap on each side."""
    plan = open_plan(load_scenario(small_scenario), small_plan)
    assert len(plan.uncovered) == len(plan.unplaced) == 1
    return plan


@pytest.fixture
def ask(run: Run, small_scenario: Path, small_plan: Path) -> Run:
    """Return a function that asks about the stored plan."""

    def ask_about(*arguments: object) -> object:
        return run("explain", small_scenario, "--plan", small_plan, *arguments)

    return ask_about


def squeeze(text: str) -> str:
    """Return a text without spaces and line ends, as lines may break anywhere."""
    return re.sub(r"\s", "", text)


def test_a_pair_of_the_plan(ask: Run, opened: Plan) -> None:
    """Criteria with points that add up, ranks, and what doing without it costs."""
    match = opened.matches[0]
    answer = ask("--pair", match.candidate_id, match.post_id)
    document = ask("--pair", match.candidate_id, match.post_id, "--json").document
    assert answer.code == 0
    assert answer.out.startswith("为什么有这一对：")
    assert sum(one["points"] for one in document["measures"]) == match.points
    assert (document["candidate_rank"], document["post_rank"]) == (match.candidate_rank, match.post_rank)
    assert document["decisions"]
    assert all(squeeze(one["words"]) in squeeze(answer.out) for one in document["decisions"])
    assert f"{match.points / 100:.2f}" in answer.out
    short = ask("--pair", match.candidate_id, match.post_id, "--limit", "1").out
    assert "契合度合计" in short  # tables of a few rows that belong together are never cut
    before = {change["objective"]: change["before"] for change in document["without"]["changes"]}
    assert before == {objective.name: objective.value for objective in opened.objectives}


def test_a_pair_that_is_not_there(ask: Run, opened: Plan) -> None:
    """Every cause, the price of forcing it, and who moves; the enterprise's id will do for its one post."""
    person = opened.unplaced[0].candidate_id
    rows = opened.evidence.rows_of_candidate[opened.evidence.pools.candidate_index[person]]
    post = opened.evidence.compiled.post_ids[opened.evidence.problem.post[rows[0]]]
    answer = ask("--pair", person, post)
    document = ask("--pair", person, post, "--json").document
    assert answer.code == 0
    assert answer.out.startswith("为什么没有这一对：")
    assert all(squeeze(one["words"]) in squeeze(answer.out) for one in document["causes"])
    assert document["price"]["status"] == "priced"
    assert all(change["is_exact"] for change in document["price"]["changes"])
    assert person in {move["candidate_id"] for move in document["price"]["moves"]}
    assert "变动的人" in answer.out
    barred = ask("--pair", person, opened.uncovered[0].enterprise_id)
    assert "规则“" in barred.out
    assert "放宽：" in barred.out
    assert "代价" not in barred.out


def test_a_host_with_and_without_barred_people(ask: Run, opened: Plan) -> None:
    """Who is there and why, everybody else with a cause; on demand those whom a rule bars."""
    match = opened.matches[0]
    listed = ask("--host", match.enterprise_id, "--json").document["posts"][0]
    whole = ask("--host", match.enterprise_id, "--barred", "--json").document["posts"][0]
    assert match.candidate_id in {one["candidate_id"] for one in listed["people"]}
    assert all(one["causes"] for one in whole["absences"])
    assert len(whole["absences"]) + len(whole["people"]) == 10
    assert len(listed["absences"]) < 10
    text = ask("--host", match.enterprise_id, "--limit", "1").out
    assert match.candidate_name in text
    assert "--limit" in text
    gap = opened.uncovered[0]
    short = ask("--host", gap.post_id).out
    assert squeeze(gap.cause.zh) in squeeze(short)
    assert "没有人选" in short


def test_a_list_is_priced_where_only_sums_are_asked(run: Run, scenario: Path) -> None:
    """Without blocking pairs among the objectives one search prices everybody; the plan is solved on the spot."""
    file = scenario / "scenario.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace('preset = "coverage-first"', 'objectives = ["coverage", "satisfaction"]'), encoding="utf-8"
    )
    post = run("explain", scenario, "--host", "Q004", "--json").document["posts"][0]
    assert post["absences"]
    for absence in post["absences"]:
        assert absence["price"]["status"] in {"priced", "impossible"}
        assert all(change["is_exact"] for change in absence["price"]["changes"])
    assert "代价：" in run("explain", scenario, "--host", "Q004").out


def test_a_person_with_and_without_a_post(ask: Run, opened: Plan) -> None:
    """Posts held, what became of each wish, and why somebody has no post."""
    match = opened.matches[0]
    answer = ask("--candidate", match.candidate_id)
    document = ask("--candidate", match.candidate_id, "--json").document
    assert answer.code == 0
    assert match.post_id in answer.out
    assert [wish["rank"] or 99 for wish in document["wishes"]] == sorted(w["rank"] or 99 for w in document["wishes"])
    left_out = ask("--candidate", opened.unplaced[0].candidate_id)
    assert squeeze(f"没有岗位：{opened.unplaced[0].cause.zh}") in squeeze(left_out.out)


def test_the_whole_plan_in_both_languages(ask: Run, opened: Plan) -> None:
    """Without an option every gap is told with its cause."""
    chinese, english = ask(), ask("--lang", "en")
    document = ask("--json").document
    for gap in (opened.uncovered[0], opened.unplaced[0]):
        assert squeeze(gap.cause.zh) in squeeze(chinese.out)
        assert squeeze(gap.cause.en) in squeeze(english.out)
    names = [*opened.evidence.pools.candidates, *opened.evidence.pools.enterprises]
    text = squeeze(english.out)
    for one in names:
        text = text.replace(squeeze(one.name), "")
    assert not CHINESE.search(text)
    assert len(document["blocking"]) == len(opened.blocking)
    assert len(document["uncovered"]) == len(document["unplaced"]) == 1


def test_a_page_for_one_person(ask: Run, opened: Plan, tmp_path: Path) -> None:
    """The page goes to the screen or to a file, the same to the letter, and names nobody else."""
    match = opened.matches[0]
    file = tmp_path / "说明" / "001.md"
    shown = ask("--slip", match.candidate_id)
    written = ask("--slip", match.candidate_id, "--out", file)
    assert (shown.code, written.code, written.out) == (0, 0, "")
    assert shown.out == file.read_text(encoding="utf-8")
    assert str(file) in written.err
    assert match.candidate_name in shown.out
    others = {one.name for one in opened.evidence.pools.candidates if one.id != match.candidate_id}
    assert not any(name in shown.out for name in others)
    page = tmp_path / "说明" / "001.html"
    assert ask("--slip", match.candidate_id, "--out", page).code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert match.enterprise_name in page.read_text(encoding="utf-8")
    assert not any(name in page.read_text(encoding="utf-8") for name in others)
    refused = ask("--slip", match.candidate_id, "--out", tmp_path)
    assert refused.code == 1
    assert "Traceback" not in refused.err


def test_wrong_questions_are_one_sentence(ask: Run, run: Run, small_scenario: Path) -> None:
    """Unknown ids name the nearest one; two questions, half a pair and bad numbers are refused."""
    for arguments, says, code in (
        (("--pair", "0O1", "Q001"), "是不是", 1),
        (("--pair", "001", "Q0O1"), "是不是", 1),
        (("--host", "没有"), "没有编号为“没有”的岗位或企业", 1),
        (("--candidate", "001", "--slip", "001"), "只能写一项", 2),
        (("--pair", "001"), "--pair", 2),
        (("--limit", "0"), "--limit", 2),
    ):
        answer = ask(*arguments)
        assert answer.code == code, arguments
        assert says in answer.err
        assert answer.out == ""
        assert "Traceback" not in answer.err
    assert run("explain", small_scenario, "--plan", "没有的文件夹").code == 2
