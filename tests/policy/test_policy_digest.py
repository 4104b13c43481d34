"""The digest is the fingerprint of what a policy decides."""

from datetime import date

import pytest

from matcher.policy import DEFAULT_WEIGHTS, PairOrder, Policy, Quota, RuleSetting, digest


def make(**settings: object) -> Policy:
    """Return a policy of one season with these settings."""
    return Policy(**{"name": "x", "season_start": date(2026, 12, 1), **settings})


PINS = (PairOrder(candidate="1", enterprise="H"), PairOrder(candidate="2", enterprise="H"))


@pytest.mark.parametrize(
    "settings",
    [
        {"preset": "coverage-first"},
        {"objectives": ("coverage", "stability", "satisfaction", "travel", "continuity")},
        {"weights": dict(DEFAULT_WEIGHTS)},
        {"rules": {"health": RuleSetting(enabled=True)}},
        {"rules": {"host-cap": RuleSetting(parameters={"most": 3}, valid_from=date(2026, 1, 1))}},
        {"rules": {"distance-limit": RuleSetting(parameters={"most_km": 60})}},
    ],
)
def test_a_default_said_aloud_changes_nothing(settings: dict[str, object]):
    """Policies that decide the same have one digest."""
    assert digest(make(**settings)) == digest(make())


@pytest.mark.parametrize(
    "settings",
    [
        {"season_start": date(2026, 12, 2)},
        {"preset": "stability-first"},
        {"weights": {"needs": 31}},
        {"seed": 2},
        {"consent": "mutual"},
        {"rules": {"health": RuleSetting(enabled=False)}},
        {"rules": {"health": RuleSetting(valid_until=date(2026, 11, 30))}},
        {"rules": {"host-cap": RuleSetting(parameters={"most": 4})}},
        {"rules": {"health": RuleSetting(file_number="1 号")}},
        {"quotas": (Quota(name="甲", most=1),)},
        {"pins": PINS},
        {"bans": PINS},
    ],
)
def test_a_decision_changes_the_digest(settings: dict[str, object]):
    """Nothing that decides is left out."""
    assert digest(make(**settings)) != digest(make())
    assert len(digest(make(**settings))) == 64


def test_the_order_of_pins_means_nothing():
    """Pins hold all at once."""
    assert digest(make(pins=PINS)) == digest(make(pins=PINS[::-1]))
