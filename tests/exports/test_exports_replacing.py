"""Files and folders appear whole: killed in the middle, the old ones stay."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from matcher.errors import FileError
from matcher.exports import replacing
from matcher.exports.replacing import replace_folder, write_bytes

KILLED = """
import os, sys, time
from pathlib import Path
from matcher.exports.replacing import replace_folder, write_bytes

target = Path(sys.argv[1])

def fill(staged):
    (staged / "plan.json").write_text("new")
    print("half", flush=True)
    time.sleep(60)

replace_folder(target, fill, may_replace=lambda _: True, is_ours=lambda name: name == "plan.json")
"""
LOOPED = """
import sys
from pathlib import Path
from matcher.exports.replacing import replace_folder

target = Path(sys.argv[1])
print("start", flush=True)
for turn in range(1_000_000):
    def fill(staged):
        for name in "abc":
            (staged / name).write_text(str(turn))
    replace_folder(target, fill, may_replace=lambda _: True, is_ours=lambda _: True)
"""


def start(script: str, target: Path) -> subprocess.Popen[str]:
    """Run a script on a target and wait for its first line."""
    process = subprocess.Popen([sys.executable, "-c", script, str(target)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() in {"half", "start"}
    return process


def kill(process: subprocess.Popen[str]) -> None:
    """Kill as nothing can prevent."""
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    assert process.stdout is not None
    process.stdout.close()


def test_a_killed_writer_leaves_the_old_folder(tmp_path: Path) -> None:
    """Killed with the new folder half filled, every old file is as it was."""
    target = tmp_path / "plan"
    target.mkdir()
    (target / "plan.json").write_text("old", encoding="utf-8")
    (target / "problem.npz").write_text("old too", encoding="utf-8")
    kill(start(KILLED, target))
    assert {path.name: path.read_text(encoding="utf-8") for path in target.iterdir()} == {
        "plan.json": "old",
        "problem.npz": "old too",
    }


@pytest.mark.parametrize("delay_s", [0.05, 0.11, 0.17, 0.23])
def test_killed_at_any_moment_the_folder_is_of_one_turn(tmp_path: Path, delay_s: float) -> None:
    """A folder rewritten again and again is always there and never mixes two turns."""
    target = tmp_path / "plan"
    process = start(LOOPED, target)
    deadline = time.monotonic() + 30
    while not target.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(delay_s)
    kill(process)
    texts = [(target / name).read_text(encoding="utf-8") for name in "abc"]
    assert len(set(texts)) == 1
    assert texts[0].isdigit()


def test_an_old_half_written_folder_is_cleared_away(tmp_path: Path) -> None:
    """What a killed run left behind goes with a later one, once it is old enough not to be in use."""
    fresh, stale = tmp_path / ".plan.writing-fresh", tmp_path / ".plan.writing-stale"
    for folder in (fresh, stale):
        folder.mkdir()
        (folder / "x").write_text("x", encoding="utf-8")
    os.utime(stale, (1, 1))
    replace_folder(
        tmp_path / "plan",
        lambda staged: write_bytes(staged / "a", b"1"),
        may_replace=lambda _: True,
        is_ours=lambda _: True,
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == [".plan.writing-fresh", "plan"]


def test_a_failed_writer_leaves_the_old_folder(tmp_path: Path) -> None:
    """An error while filling is passed on, and nothing changed or remains."""
    target = tmp_path / "plan"
    target.mkdir()
    (target / "a").write_text("old", encoding="utf-8")

    def fail(staged: Path) -> None:
        (staged / "a").write_text("new", encoding="utf-8")
        raise KeyError("a")

    with pytest.raises(KeyError):
        replace_folder(target, fail, may_replace=lambda _: True, is_ours=lambda _: True)
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]
    assert (target / "a").read_text(encoding="utf-8") == "old"


def test_other_peoples_files_are_kept(tmp_path: Path) -> None:
    """Notes beside the plan survive a new plan; our own old files do not."""
    target = tmp_path / "plan"
    (target / "附件").mkdir(parents=True)
    (target / "附件" / "会议.txt").write_text("keep", encoding="utf-8")
    (target / "笔记.txt").write_text("keep", encoding="utf-8")
    (target / "a").write_text("old", encoding="utf-8")
    (target / "b").write_text("old", encoding="utf-8")
    replace_folder(
        target,
        lambda staged: write_bytes(staged / "a", b"new"),
        may_replace=lambda _: True,
        is_ours=lambda name: name in "ab",
    )
    found = {str(path.relative_to(target)): path.read_text(encoding="utf-8") for path in target.rglob("*.txt")}
    assert found == {"笔记.txt": "keep", "附件/会议.txt": "keep"}
    assert (target / "a").read_bytes() == b"new"
    assert not (target / "b").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written where the caller does not recognise its own."""
    target = tmp_path / "photos"
    target.mkdir()
    (target / "a.jpg").write_bytes(b"1")
    with pytest.raises(FileError, match="没有覆盖"):
        replace_folder(target, lambda _: None, may_replace=lambda _: False, is_ours=lambda _: False)
    assert [path.name for path in tmp_path.rglob("*")] == ["photos", "a.jpg"]


def test_an_empty_folder_and_a_link_may_be_filled(tmp_path: Path) -> None:
    """An empty folder needs no leave, and a link leads to the folder it names."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    replace_folder(
        tmp_path / "link",
        lambda staged: write_bytes(staged / "a", b"1"),
        may_replace=lambda _: False,
        is_ours=lambda _: False,
    )
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "a").read_bytes() == b"1"


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    """A file cannot become a folder."""
    (tmp_path / "plan").write_bytes(b"")
    with pytest.raises(FileError, match="是一个文件"):
        replace_folder(tmp_path / "plan", lambda _: None, may_replace=lambda _: True, is_ours=lambda _: True)


def test_without_exchange_the_folder_is_replaced_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot exchange two folders ends with the same content and nothing beside it."""
    monkeypatch.setattr(replacing, "_exchange", lambda *_: False)
    target = tmp_path / "plan"
    for text in (b"1", b"2"):
        replace_folder(
            target,
            lambda staged, text=text: write_bytes(staged / "a", text),
            may_replace=lambda _: True,
            is_ours=lambda _: True,
        )
    assert (target / "a").read_bytes() == b"2"
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """A writer that fails leaves the old bytes and nothing beside them."""
    path = tmp_path / "a.bin"
    write_bytes(path, b"old")
    with pytest.raises(TypeError):
        write_bytes(path, "text")  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.bin"]
