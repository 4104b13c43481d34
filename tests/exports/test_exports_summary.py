"""The terminal summary says what a planner asks first, in both languages, whatever the names."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console, RenderableType

from matcher.exports.cells import measure_width
from matcher.exports.summary import MOST_LINES, summarize, summarize_as_json, summarize_findings
from matcher.plans.plan import Plan
from matcher.words import Language


def render(content: RenderableType, *, width: int = 100, is_terminal: bool = False) -> str:
    """Print into a text as the command line would."""
    console = Console(file=io.StringIO(), width=width, force_terminal=is_terminal, markup=False, emoji=False)
    console.print(content)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_it_says_what_a_planner_asks_first(plan: Plan) -> None:
    """Coverage, blind spots, choices, blocking, unplaced, load, travel, approvals, proofs, check."""
    text = render(summarize(plan, "zh"))
    for words in (
        "企业 3/4 家，最少名额 5/6 个",
        "原有 2 家，剩余 1 家",
        "5 对，其中双方互为第一志愿 5 对",
        "人选一侧 5 对，企业一侧 5 对",
        "0 对，其中为保覆盖而容许的 0 对",
        "0 个岗位：1 名；1 个岗位：5 名",
        "平均 12.3 公里，最远 12.3 公里，合计 62 公里",
        "已证明",
        "北疆物流",
        "全部人选都不符合资格规则",
        "可去的岗位已全部满员",
        "通过",
        plan.digest[:12],
    ):
        assert words in text, words


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 100, 200])
def test_no_line_is_wider_than_the_terminal(plan: Plan, language: Language, width: int) -> None:
    """Chinese characters count two columns, and lines fold."""
    lines = render(summarize(plan, language), width=width).splitlines()
    assert max(measure_width(line.rstrip()) for line in lines) <= width


def test_english_holds_no_chinese_of_ours(plan: Plan) -> None:
    """What remains in Chinese are names and notes that somebody typed."""
    text = render(summarize(plan, "en"))
    typed = {plan.title, "北疆物流", "甲", *(person.candidate_name for person in plan.unplaced)}
    for words in sorted(typed, key=len, reverse=True):
        text = text.replace(words, "")
    assert re.findall(r"[一-鿿]+", text) == []


def test_names_cannot_steer_the_terminal(hostile_plan: Plan) -> None:
    """Escape sequences and markup in names are shown, not obeyed."""
    text = render(summarize(hostile_plan, "zh"))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[red]乙[/red]" in text


def test_long_lists_are_cut_with_a_hint(plan: Plan) -> None:
    """So many and the rest in plan.json."""
    many = replace(plan, find_gaps=lambda: replace(plan.gaps, unplaced=plan.unplaced * 40))
    text = render(summarize(many, "zh"))
    assert "未安排人选（40）" in text
    assert f"另有 {40 - MOST_LINES} 项" in text


def test_without_a_plan_the_cause_is_said(no_plan: Plan) -> None:
    """No numbers of a plan that does not exist."""
    text = render(summarize(no_plan, "zh"))
    assert "已证明无可行方案：硬性规则互相冲突" in text
    assert "覆盖" not in text


def test_an_empty_plan_can_be_shown(empty_plan: Plan) -> None:
    """No hosts, no people, no division by nothing."""
    assert "企业 0/0 家" in render(summarize(empty_plan, "zh"))


def test_findings_name_place_and_fix(plan: Plan) -> None:
    """Each with file, sheet, row, column, content, reason and fix."""
    text = " ".join(render(summarize_findings(plan.findings, "zh")).split())
    assert "人才库.xlsx · Sheet1" in text
    assert "第7行" in text
    assert "错误 0 处，提示 1 处" in text
    assert render(summarize_findings((), "en")).strip() == "nothing to report"


def test_many_findings_are_cut_but_counted(plan: Plan) -> None:
    """The table ends, the count does not."""
    text = render(summarize_findings(plan.findings * 50, "zh", most=5))
    assert text.count("007") == 5
    assert "提示 50 处" in text


def test_json_has_numbers_and_gaps(plan: Plan) -> None:
    """Another program reads status, objectives, summary and gaps without the long lists."""
    document = summarize_as_json(plan)
    assert document["status"] == "OPTIMAL"
    assert document["coverage"]["seats_filled"] == 5  # type: ignore[index]
    assert "matches" not in document
