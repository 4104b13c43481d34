"""Files that are no TOML."""

from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.errors import ScenarioError
from matcher.policy import load_policy

BROKEN = [
    ('name = "x', 1, "引号"),
    ("a = [1,\n", 1, "格式"),
    ("a = 1\nb c", 2, "等号"),
    ("a = 1\na = 2\nb = 3\n", 2, "已经写过"),
    ("[pools]\n[engine]\n[pools]\n", 3, "已经写过"),
    ("name = “x”\n", 1, 'name = "x"'),
    ('name \uff1d "x"\n', 1, 'name = "x"'),
    ('objectives = ["hosts"，"size"]', 1, '["hosts","size"]'),
    ("a = 1\n名称 = 1", 2, "加引号"),
    ("preset = coverage-first", 1, "引号"),
    ("season_start = 2026-02-30", 1, "没有这一天"),
    ("season_start = 2026-13-01", 1, "2026-12-01"),
    ("season_start = 2026/12/01", 1, "2026-12-01"),
    ('file = "C:\\users\\x"', 1, "反斜杠"),
    ("a = {b = 1\n", 1, "括号"),
    ("[pools\n", 1, "括号"),
    ("a = " + "[" * 2000, 1, "TOML"),
]


@pytest.mark.parametrize(("text", "line", "hint"), BROKEN)
def test_broken_grammar_is_told_with_its_line(write: Callable[[str], Path], text: str, line: int, hint: str):
    """A file that is no TOML gives the line and a hint a planner understands, never the parser's words."""
    with pytest.raises(ScenarioError) as caught:
        load_policy(write(text))
    error = caught.value
    assert [finding.code for finding in error.findings] == ["syntax"]
    assert error.findings[0].row == line
    assert hint in error.say("zh")
    assert f"line {line}" in error.say("en")
    assert error.__cause__ is None
