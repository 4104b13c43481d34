"""A policy answers for its defaults, its rules' dates and its presets, and holds together."""

from datetime import date
from typing import get_args

import pytest
from pydantic import ValidationError

from matcher.policy import DEFAULT_WEIGHTS, PRESETS, REGISTER, PairOrder, Policy, PoolFiles, Quota, RuleSetting
from matcher.policy.terms import Criterion, Objective, Preset

START = date(2026, 12, 1)


def make(**settings: object) -> Policy:
    """Return a policy of one season with these settings."""
    return Policy(name="x", season_start=START, **settings)


def test_presets_are_the_orders_of_the_design():
    """Each preset stands for its list; coverage comes first where nothing is said."""
    expected = {
        "coverage-first": ("coverage", "stability", "satisfaction", "travel", "continuity"),
        "stability-first": ("stability", "coverage", "satisfaction", "travel", "continuity"),
        "suitability-first": ("satisfaction", "coverage", "travel", "continuity"),
    }
    assert {preset: make(preset=preset).ordered_objectives for preset in get_args(Preset)} == expected
    assert dict(PRESETS) == expected
    assert make().ordered_objectives == expected["coverage-first"]
    assert {objective for order in PRESETS.values() for objective in order} < set(get_args(Objective))


def test_own_objectives_go_before_the_default():
    """Objectives in the planner's order are taken as they are."""
    assert make(objectives=("ranks", "coverage")).ordered_objectives == ("ranks", "coverage")


@pytest.mark.parametrize(
    ("setting", "is_active"),
    [
        (RuleSetting(), True),
        (RuleSetting(enabled=False), False),
        (RuleSetting(valid_from=START), True),
        (RuleSetting(valid_from=date(2026, 12, 2)), False),
        (RuleSetting(valid_until=START), True),
        (RuleSetting(valid_until=date(2026, 11, 30)), False),
        (RuleSetting(valid_from=date(2026, 1, 1), valid_until=date(2027, 1, 1)), True),
        (RuleSetting(enabled=False, valid_from=date(2026, 1, 1)), False),
    ],
)
def test_a_rule_holds_within_its_dates_both_ends_included(setting: RuleSetting, *, is_active: bool):
    """The first day of the season decides."""
    assert make(rules={"health": setting}).is_active("health") is is_active


def test_a_rule_that_is_off_is_switched_on():
    """A silent policy keeps what the register says; enabled turns it round."""
    assert not make().is_active("distance-limit")
    assert make(rules={"distance-limit": RuleSetting(enabled=True)}).is_active("distance-limit")
    assert [rule for rule in REGISTER if not make().is_active(rule)] == [
        "distance-limit",
        "need-shared",
        "workload",
        "bundle-radius",
    ]


def test_parameters_and_weights_fall_back_to_their_defaults():
    """What the policy names goes first."""
    policy = make(rules={"host-cap": RuleSetting(parameters={"most": 5})}, weights={"needs": 0})
    assert (policy.parameter("host-cap", "most"), policy.parameter("age-limit", "years")) == (5, 70)
    assert (policy.weight("needs"), policy.weight("industry")) == (0, 12)
    assert sum(DEFAULT_WEIGHTS.values()) == 100
    assert set(DEFAULT_WEIGHTS) == set(get_args(Criterion))


def test_a_whole_number_for_a_distance_is_the_same_setting():
    """60 and 60.0 kilometres make equal policies."""
    whole = make(rules={"distance-limit": RuleSetting(parameters={"most_km": 60})})
    exact = make(rules={"distance-limit": RuleSetting(parameters={"most_km": 60.0})})
    assert whole == exact
    assert type(whole.parameter("distance-limit", "most_km")) is float


def test_one_file_and_a_list_of_one_are_the_same():
    """A table may lie in one file or in several."""
    one = PoolFiles(candidates="a.xlsx", posts=["a.xlsx", "b.xlsx"])
    assert one == PoolFiles(candidates=("a.xlsx",), posts=("a.xlsx", "b.xlsx"))


def test_pool_files_say_all_the_import_needs():
    """Several files, a sheet, a mapping, a key, what repeats do and a vocabulary of one's own."""
    files = PoolFiles(
        candidates=("a.xlsx", "b.csv"),
        sheets={"candidates": "表一"},
        columns={"candidates": {"同志姓名": "name"}, "enterprises": {"岗位角色": "post_role"}},
        duplicates="update",
        keys={"candidates": "phone"},
        vocabulary="words.toml",
    )
    assert make(pools=files).pools == files


@pytest.mark.parametrize(
    "settings",
    [
        {"preset": "coverage-first", "objectives": ("hosts",)},
        {"rules": {"host-cup": RuleSetting()}},
        {"rules": {"host-cap": RuleSetting(parameters={"most": 9})}},
        {"quotas": (Quota(name="甲"),)},
        {"quotas": (Quota(name="甲", most=1, candidates={"star": (5,)}),)},
        {
            "pins": (PairOrder(candidate="1", enterprise="H"),),
            "bans": (PairOrder(candidate="1", enterprise="H"),),
        },
        {"weights": dict.fromkeys(DEFAULT_WEIGHTS, 0)},
        {"unknown": 1},
    ],
)
def test_a_policy_made_in_code_holds_together_too(settings: dict[str, object]):
    """The checks of the file are those of the record."""
    with pytest.raises(ValidationError):
        make(**settings)


def test_a_ban_at_one_post_leaves_the_pin_at_the_host():
    """The person may still serve at another post of the host."""
    pin = PairOrder(candidate="1", enterprise="H")
    policy = make(pins=(pin,), bans=(pin.model_copy(update={"post": "H-1"}),))
    assert policy.pins == (pin,)


def test_a_policy_cannot_be_changed():
    """Settings are frozen; a change makes a new policy."""
    policy = make()
    with pytest.raises(ValidationError):
        policy.seed = 2
    assert policy.model_copy(update={"seed": 2}).seed == 2
    assert policy.seed == 1
