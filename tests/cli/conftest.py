"""Small real scenarios for the command line, made once."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from matcher.cli import main


@dataclass(frozen=True)
class Answer:
    """Hold what a command printed and its exit code."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document it must be."""
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs one command in this process."""
    monkeypatch.delenv("MATCHER_LANG", raising=False)
    monkeypatch.delenv("MATCHER_DEBUG", raising=False)

    def run_command(*arguments: object) -> Answer:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    return run_command


@pytest.fixture(scope="session")
def small_scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a generated scenario of eight hosts and ten people."""
    folder = tmp_path_factory.mktemp("cli") / "小旗"
    assert main(["generate", "--hosts", "8", "--people", "10", "--seed", "3", "--out", str(folder), "--json"]) == 0
    return folder


@pytest.fixture(scope="session")
def small_plan(small_scenario: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the plan folder of the small scenario."""
    folder = tmp_path_factory.mktemp("plan") / "out"
    assert main(["run", str(small_scenario), "--out", str(folder), "--json"]) in {0, 1}
    return folder


@pytest.fixture
def scenario(small_scenario: Path, tmp_path: Path) -> Path:
    """Return a copy of the small scenario that a test may break."""
    return Path(shutil.copytree(small_scenario, tmp_path / "小旗"))


@pytest.fixture
def plan_folder(small_plan: Path, tmp_path: Path) -> Path:
    """Return a copy of the plan folder that a test may break."""
    return Path(shutil.copytree(small_plan, tmp_path / "plan"))


def start(*arguments: object, **settings: str) -> subprocess.Popen[str]:
    """Start the command as a process of its own."""
    code = "import sys; from matcher.cli import main; sys.exit(main())"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **settings},
    )


@pytest.fixture
def start_command() -> Callable[..., subprocess.Popen[str]]:
    """Return a function that starts the command as a process."""
    return start
