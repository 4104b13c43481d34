"""Scenario files that are missing, hard to read or written by another editor."""

from pathlib import Path

import pytest

from matcher.errors import ScenarioError
from matcher.policy import load_policy


def test_a_missing_file_is_told_with_what_stands_near_it(tmp_path: Path):
    """A slip in the folder's name leads to the folder there is."""
    (tmp_path / "banner").mkdir()
    with pytest.raises(ScenarioError) as caught:
        load_policy(tmp_path / "baner")
    assert caught.value.suggestion == str(tmp_path / "banner")
    assert "baner" in caught.value.say("en")


def test_a_folder_without_a_scenario_is_told_so(tmp_path: Path):
    """The file wanted is named."""
    with pytest.raises(ScenarioError) as caught:
        load_policy(tmp_path)
    assert str(tmp_path / "scenario.toml") in caught.value.say("zh")
    assert caught.value.suggestion is None


def test_another_encoding_is_told_with_its_line(tmp_path: Path):
    """A file saved as GB18030 names the first line that is no UTF-8."""
    file = tmp_path / "scenario.toml"
    file.write_bytes('name = "x"\ntitle = "双向选择"\n'.encode("gb18030"))
    with pytest.raises(ScenarioError) as caught:
        load_policy(file)
    assert [(f.code, f.row) for f in caught.value.findings] == [("encoding", 2)]
    assert "UTF-8" in caught.value.say("zh")


def test_the_mark_of_windows_editors_is_no_fault(tmp_path: Path):
    """A byte order mark and Windows line ends read like any file."""
    file = tmp_path / "scenario.toml"
    file.write_bytes('\ufeffname = "x"\r\nseason_start = 2026-12-01\r\n'.encode())
    assert load_policy(file).name == "x"


def test_lines_are_right_with_windows_line_ends(tmp_path: Path):
    """A fault in a file with Windows line ends stands on its own line."""
    file = tmp_path / "scenario.toml"
    file.write_bytes(b'name = "x"\r\nseason_start = 2026-12-01\r\nsed = 1\r\n')
    with pytest.raises(ScenarioError) as caught:
        load_policy(file)
    assert caught.value.findings[0].row == 3


@pytest.mark.skipif(not Path("/proc/self/mem").is_file(), reason="the system has no file that refuses to be read")
def test_a_file_that_refuses_to_be_read_is_told():
    """The system's own reason is part of the sentence."""
    with pytest.raises(ScenarioError) as caught:
        load_policy(Path("/proc/self/mem"))
    assert [finding.code for finding in caught.value.findings] == ["no_file"]


def test_a_path_that_cannot_be_read_is_told(tmp_path: Path):
    """A file name too long for the system gives a sentence."""
    with pytest.raises(ScenarioError):
        load_policy(tmp_path / ("x" * 300))
