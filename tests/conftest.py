"""Make plain test modules in this folder importable from every test, and solve the demo season once.

``import oracle`` works anywhere: pytest runs with ``importmode=importlib`` and so adds no folder to the
import path by itself.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

if TYPE_CHECKING:
    from matcher.plans import Plan, Scenario


@pytest.fixture(scope="session")
def banner_scenario() -> "Scenario":
    """Return the demo scenario."""
    from matcher.plans import load_scenario

    return load_scenario(Path(__file__).resolve().parents[1] / "scenarios" / "banner")


@pytest.fixture(scope="session")
def banner_plan(banner_scenario: "Scenario") -> "Plan":
    """Return the demo plan, solved once for the whole run; it is immutable."""
    from matcher.plans import make_plan

    return make_plan(banner_scenario)
