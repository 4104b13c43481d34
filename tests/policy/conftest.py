"""Fixtures of the policy tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.errors import ScenarioError
from matcher.policy import load_policy

HEAD = 'name = "x"\nseason_start = 2026-12-01\n'


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that writes the text of a scenario file and returns its path."""

    def write_text(text: str) -> Path:
        file = tmp_path / "scenario.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write_text


@pytest.fixture
def refuse(write: Callable[[str], Path]) -> Callable[[str], ScenarioError]:
    """Return a function that loads two right lines and what follows, and returns the error it gives."""

    def load(text: str) -> ScenarioError:
        with pytest.raises(ScenarioError) as caught:
            load_policy(write(HEAD + text))
        return caught.value

    return load
