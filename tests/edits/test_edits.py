"""Edits: what each does, that nothing given is changed, and that a wrong one says how to mend it."""

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from pydantic import ValidationError

from matcher.edits.applying import ACTIONS, apply_edit, apply_edits
from matcher.edits.kinds import EDIT, RECORDS, Edit
from matcher.errors import ScenarioError
from matcher.plans import Scenario
from matcher.policy import Policy, digest
from matcher.pools import Pools
from matcher.problem import compile_problem
from matcher.suitability import build_pairs

ROOT = Path(__file__).resolve().parents[2]


def write_down(pools: Pools) -> str:
    """Return every record of the pools as text."""
    return repr([getattr(pools, item.name) for item in fields(pools)])


def problem_digest(policy: Policy, pools: Pools) -> str:
    """Return the digest of what settings and pools compile to."""
    return compile_problem(pools, policy, build_pairs(pools, policy)).problem.digest()


def test_every_kind_has_an_action_and_an_example(every_edit: dict[str, Edit]) -> None:
    """Records, actions and the examples of these tests name the same kinds."""
    assert set(RECORDS) == set(ACTIONS) == set(every_edit)


@pytest.mark.parametrize("kind", RECORDS)
def test_an_edit_changes_a_copy_and_nothing_else(kind: str, small: Scenario, every_edit: dict[str, Edit]) -> None:
    """Each kind leads to other settings or pools, and leaves those given, and what they compile to, as they are."""
    before = (digest(small.policy), write_down(small.pools), problem_digest(small.policy, small.pools))
    policy, pools = apply_edit(every_edit[kind], small.policy, small.pools)
    assert (digest(policy), write_down(pools)) != before[:2]
    assert (digest(small.policy), write_down(small.pools), problem_digest(small.policy, small.pools)) == before


Check = Callable[[Policy, Pools], object]

EFFECTS: dict[str, Check] = {
    "add_candidate": lambda _policy, pools: pools.candidates[-1].id == "N1" and len(pools.candidates) == 9,
    "change_candidate": lambda _policy, pools: (
        pools.candidates[0].capacity == 1 and pools.candidates[0].skills[0].skill == "law"
    ),
    "remove_candidate": lambda _policy, pools: (
        "002" not in pools.candidate_index
        and not any(said.candidate == "002" for said in (*pools.choices, *pools.opinions, *pools.incumbents))
    ),
    "withdraw_candidate": lambda policy, pools: (
        pools.candidates[2].capacity == pools.candidates[2].least == 0 and policy.pins == ()
    ),
    "add_enterprise": lambda _policy, pools: pools.enterprises[-1].line == "mining",
    "change_enterprise": lambda _policy, pools: pools.enterprises[0].priority == 5 and pools.enterprises[0].area == "",
    "remove_enterprise": lambda _policy, pools: (
        "H002" not in pools.enterprise_index
        and "H002-1" not in pools.post_index
        and not any(said.enterprise == "H002" for said in (*pools.choices, *pools.opinions, *pools.incumbents))
    ),
    "withdraw_enterprise": lambda policy, pools: pools.posts[2].least == pools.posts[2].most == 0 and not policy.pins,
    "add_post": lambda _policy, pools: pools.posts[-1].most == 2,
    "change_post": lambda _policy, pools: pools.posts[0].role == "liaison",
    "remove_post": lambda _policy, pools: "H005-1" not in pools.post_index and "H005" in pools.enterprise_index,
    "set_capacity": lambda _policy, pools: pools.candidates[3].capacity == 2,
    "set_seats": lambda _policy, pools: (pools.posts[0].least, pools.posts[0].most) == (0, 3),
    "set_weight": lambda policy, _pools: policy.weight("needs") == 60,
    "set_objectives": lambda policy, _pools: policy.ordered_objectives == ("coverage", "hosts", "size"),
    "set_preset": lambda policy, _pools: policy.ordered_objectives[0] == "satisfaction" and policy.objectives == (),
    "switch_rule": lambda policy, _pools: not policy.is_active("health"),
    "waive": lambda policy, _pools: [one.rule for one in policy.waivers] == ["health", "must-have"],
    "unwaive": lambda policy, _pools: policy.waivers == (),
    "set_parameter": lambda policy, _pools: policy.parameter("host-cap", "most") == 2,
    "set_distance": lambda policy, _pools: (
        policy.is_active("distance-limit") and policy.parameter("distance-limit", "most_km") == 50.0
    ),
    "set_radius": lambda _policy, pools: pools.candidates[0].radius_km == 12.5,
    "set_number": lambda policy, _pools: policy.tie_step == 100,
    "add_quota": lambda policy, _pools: [quota.name for quota in policy.quotas] == ["党员", "二"],
    "change_quota": lambda policy, _pools: (policy.quotas[0].least, policy.quotas[0].most) == (None, 9),
    "remove_quota": lambda policy, _pools: policy.quotas == (),
    "pin": lambda policy, _pools: policy.pins[-1].post == "H006-1" and len(policy.pins) == 2,
    "unpin": lambda policy, _pools: policy.pins == (),
    "ban": lambda policy, _pools: policy.bans[-1].candidate == "007" and len(policy.bans) == 2,
    "unban": lambda policy, _pools: policy.bans == (),
    "set_consent": lambda policy, _pools: policy.consent == "mutual",
    "set_answer": lambda _policy, pools: (
        [
            (said.answer, said.rank)
            for said in pools.choices
            if (said.side, said.candidate, said.enterprise) == ("enterprise", "001", "H001")
        ]
        == [("refused", None)]
    ),
}


@pytest.mark.parametrize("kind", EFFECTS)
def test_an_edit_does_what_it_says(kind: str, small: Scenario, every_edit: dict[str, Edit]) -> None:
    """Each kind leaves its mark where it should."""
    assert EFFECTS[kind](*apply_edit(every_edit[kind], small.policy, small.pools))


def test_every_effect_is_held() -> None:
    """No kind of edit escapes the check of what it does."""
    assert set(EFFECTS) == set(RECORDS)


REFUSED = [
    ({"kind": "withdraw_candidate", "candidate": "0004"}, "edits[0].candidate", "004"),
    ({"kind": "withdraw_candidate", "candidate": "王芳"}, "edits[0].candidate", "001"),
    ({"kind": "set_seats", "post": "H001", "least": 1}, "edits[0].post", "H001-1"),
    ({"kind": "set_seats", "post": "H001-1", "least": 7}, "edits[0].least", None),
    ({"kind": "set_seats", "post": "H001-1"}, "edits[0]", None),
    (
        {"kind": "change_candidate", "candidate": "001", "changes": {"capcity": 2}},
        "edits[0].changes.capcity",
        "capacity",
    ),
    ({"kind": "change_candidate", "candidate": "001", "changes": {"id": "9"}}, "edits[0].changes.id", None),
    ({"kind": "change_candidate", "candidate": "001", "changes": {"capacity": 99}}, "edits[0].changes.capacity", None),
    (
        {"kind": "change_candidate", "candidate": "001", "changes": {"capacity": None}},
        "edits[0].changes.capacity",
        None,
    ),
    (
        {"kind": "change_candidate", "candidate": "001", "changes": {"languages": ["蒙古语"]}},
        "edits[0].changes.languages",
        "mn",
    ),
    ({"kind": "change_candidate", "candidate": "001", "changes": {"avoid": ["3"]}}, "edits[0].changes.avoid[0]", "003"),
    ({"kind": "change_candidate", "candidate": "001", "clear": ["name"]}, "edits[0].clear", None),
    ({"kind": "change_candidate", "candidate": "001"}, "edits[0]", None),
    (
        {"kind": "change_enterprise", "enterprise": "H001", "changes": {"branch": "H002"}},
        "edits[0].changes.branch",
        None,
    ),
    ({"kind": "add_post", "post": {"id": "H001-1", "enterprise": "H001"}}, "edits[0].post.id", None),
    ({"kind": "set_objectives", "objectives": ["size", "size"]}, "edits[0].objectives", None),
    ({"kind": "switch_rule", "rule": "helth", "is_on": False}, "edits[0].rule", "health"),
    ({"kind": "set_parameter", "rule": "host-cap", "parameter": "least", "value": 2}, "edits[0].parameter", None),
    ({"kind": "set_parameter", "rule": "host-cap", "parameter": "most", "value": 60}, "edits[0].value", None),
    ({"kind": "set_parameter", "rule": "host-cap", "parameter": "most", "value": True}, "edits[0].value", None),
    ({"kind": "set_distance", "most_km": 1e6}, "edits[0].most_km", None),
    ({"kind": "set_number", "name": "seed", "value": 1.5}, "edits[0].value", None),
    ({"kind": "add_quota", "quota": {"name": "党员", "least": 1}}, "edits[0].quota.name", None),
    ({"kind": "add_quota", "quota": {"name": "x"}}, "edits[0].quota", None),
    (
        {"kind": "add_quota", "quota": {"name": "x", "least": 1, "posts": {"committee": ["无"]}}},
        "edits[0].quota.posts",
        None,
    ),
    ({"kind": "change_quota", "name": "党", "changes": {"least": 1}}, "edits[0].name", "党员"),
    ({"kind": "change_quota", "name": "党员", "changes": {"lest": 1}}, "edits[0].changes.lest", "least"),
    ({"kind": "pin", "candidate": "003", "enterprise": "H003"}, "edits[0]", None),
    ({"kind": "pin", "candidate": "005", "enterprise": "H004"}, "edits[0]", None),
    ({"kind": "pin", "candidate": "001", "enterprise": "H001", "post": "H002-1"}, "edits[0].post", "H001-1"),
    ({"kind": "unpin", "candidate": "001", "enterprise": "H001"}, "edits[0]", None),
    (
        {
            "kind": "set_answer",
            "side": "candidate",
            "candidate": "001",
            "enterprise": "H001",
            "answer": "accepted",
            "rank": 1,
        },
        "edits[0].rank",
        None,
    ),
]


@pytest.mark.parametrize(
    ("data", "place", "suggestion"), REFUSED, ids=[f"{n}-{row[0]['kind']}" for n, row in enumerate(REFUSED)]
)
def test_a_wrong_edit_names_place_reason_and_fix(
    data: dict[str, object], place: str, suggestion: str | None, small: Scenario
) -> None:
    """What cannot be made is refused with its place, in both languages, with the nearest right word."""
    with pytest.raises(ScenarioError) as caught:
        apply_edit(EDIT.validate_python(data), small.policy, small.pools)
    assert caught.value.place == place
    assert caught.value.suggestion == suggestion
    (finding, *_) = caught.value.findings
    assert finding.reason.zh
    assert finding.fix.en
    assert not re.search(r"[一-鿿][,:;()!?]|[,:;()!?][一-鿿]", caught.value.words.zh)


def test_all_wrong_edits_are_told_at_once(small: Scenario) -> None:
    """One error names the faults of every edit, each by its number."""
    wrong = [
        {"kind": "remove_quota", "name": "甲"},
        {"kind": "set_weight", "criterion": "needs", "weight": 1},
        {"kind": "remove_post", "post": "Z"},
    ]
    with pytest.raises(ScenarioError) as caught:
        apply_edits([EDIT.validate_python(data) for data in wrong], small.policy, small.pools)
    assert [finding.column for finding in caught.value.findings] == ["edits[0].name", "edits[2].post"]


def test_records_are_frozen_and_closed(every_edit: dict[str, Edit]) -> None:
    """An edit takes no unknown key and cannot be changed."""
    for edit in every_edit.values():
        with pytest.raises(ValidationError):
            EDIT.validate_python({**edit.model_dump(), "extra": 1})
        with pytest.raises(ValidationError):
            edit.kind = "pin"  # type: ignore[assignment]


def test_later_edits_build_on_earlier_ones(small: Scenario) -> None:
    """A host, its post and a pin at it can be added one after the other."""
    steps = [
        {"kind": "add_enterprise", "enterprise": {"id": "N9", "name": "新厂", "kind": "cooperative"}},
        {"kind": "add_post", "post": {"id": "N9-1", "enterprise": "N9"}},
        {"kind": "pin", "candidate": "001", "enterprise": "N9"},
        {"kind": "remove_enterprise", "enterprise": "N9"},
    ]
    policy, pools = apply_edits([EDIT.validate_python(data) for data in steps[:3]], small.policy, small.pools)
    assert policy.pins[-1].enterprise == pools.posts[-1].enterprise == "N9"
    policy, pools = apply_edits([EDIT.validate_python(data) for data in steps], small.policy, small.pools)
    assert (digest(policy), write_down(pools)) == (digest(small.policy), write_down(small.pools))


def test_a_rule_outside_its_dates_is_switched_on(small: Scenario) -> None:
    """Dates of validity that say otherwise are dropped, and only then."""
    on = EDIT.validate_python({"kind": "switch_rule", "rule": "workload", "is_on": True})
    rules = {"workload": {"enabled": True, "valid_until": small.policy.season_start.replace(year=2000)}}
    late = Policy.model_validate({**small.policy.model_dump(exclude_none=True), "rules": rules})
    assert not late.is_active("workload")
    assert apply_edit(on, late, small.pools)[0].is_active("workload")


def test_an_own_radius_reaches_the_problem(small: Scenario) -> None:
    """The radius of one person outweighs the rule's; without the rule there is none."""
    narrow = EDIT.validate_python({"kind": "set_radius", "candidate": "001", "most_km": 12.5})
    policy, pools = apply_edit(narrow, small.policy, small.pools)
    problem = compile_problem(pools, policy, build_pairs(pools, policy)).problem
    assert problem.radius_m[:2].tolist() == [12_500, 30_000]
    off, same = apply_edit(
        EDIT.validate_python({"kind": "switch_rule", "rule": "bundle-radius", "is_on": False}), policy, pools
    )
    assert (compile_problem(same, off, build_pairs(same, off)).problem.radius_m > 10**9).all()


def test_an_answer_on_a_host_replaces_those_on_its_posts(small: Scenario) -> None:
    """An answer on the whole host takes the place of answers on its single posts, not the other way round."""
    pair = {"kind": "set_answer", "side": "candidate", "candidate": "008", "enterprise": "H006"}
    steps = [
        {**pair, "post": "H006-1", "rank": 1},
        {**pair, "answer": "refused"},
        {**pair, "post": "H006-1", "answer": "accepted"},
    ]
    said = []
    for count in (1, 2, 3):
        _, pools = apply_edits([EDIT.validate_python(data) for data in steps[:count]], small.policy, small.pools)
        said.append(
            [
                (one.post, one.answer)
                for one in pools.choices
                if (one.side, one.candidate, one.enterprise) == ("candidate", "008", "H006")
            ]
        )
    assert said == [[("H006-1", "ranked")], [(None, "refused")], [(None, "refused"), ("H006-1", "accepted")]]
