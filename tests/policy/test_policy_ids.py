"""What a policy says of people, hosts and posts is held against the pools."""

from datetime import date
from pathlib import Path

import pytest

from matcher.errors import ScenarioError
from matcher.policy import PairOrder, Policy, Quota, RuleSetting, check_ids, write_policy
from matcher.pools.pools import Pools
from matcher.pools.records import Candidate, Enterprise, Post, SkillLevel


@pytest.fixture
def pools() -> Pools:
    """Return three people and four hosts: one with two posts, one attached to another's branch."""

    def person(id: str, name: str, **fields: object) -> Candidate:
        return Candidate(id=id, name=name, pool="retired", status="retired", **fields)

    def host(id: str, name: str, **fields: object) -> Enterprise:
        return Enterprise(id=id, name=name, kind="private_enterprise", **fields)

    return Pools(
        candidates=(
            person("R001", "乌云其木格", skills=(SkillLevel(skill="permits"),), area="北镇"),
            person("R002", "王田", capacity=1),
            person("R003", "林周"),
        ),
        enterprises=(
            host("H1", "甲矿业", committee="阿尔查干镇党委", line="mining"),
            host("H2", "乙水泥", committee="工业园区党工委"),
            host("H3", "丙合作社", branch="H1"),
            host("H4", "丁运输"),
        ),
        posts=(
            Post(id="H1-1", enterprise="H1", most=1),
            Post(id="H1-2", enterprise="H1", most=1),
            Post(id="H2", enterprise="H2", most=1),
            Post(id="H4-1", enterprise="H4", most=2),
        ),
    )


def make(**settings: object) -> Policy:
    """Return a policy of one season with these settings."""
    return Policy(name="x", season_start=date(2026, 12, 1), **settings)


def pin(candidate: str, enterprise: str, post: str | None = None) -> PairOrder:
    """Return an order for a pair."""
    return PairOrder(candidate=candidate, enterprise=enterprise, post=post)


def refuse(policy: Policy, pools: Pools) -> ScenarioError:
    """Return the error the policy gives."""
    with pytest.raises(ScenarioError) as caught:
        check_ids(policy, pools)
    return caught.value


def test_a_policy_that_fits_the_pools_passes(pools: Pools):
    """Pins, bans and quotas over ids and values there are."""
    policy = make(
        pins=(pin("R001", "H1"), pin("R001", "H1", "H1-2"), pin("R002", "H2", "H2")),
        bans=(pin("R003", "H3"), pin("R003", "H1", "H1-1")),
        quotas=(
            Quota(name="甲", most=3, posts={"committee": ("阿尔查干镇党委",), "star": (5,), "line": ("mining",)}),
            Quota(name="乙", least=0, candidates={"skills": ("permits", "land_disputes"), "id": ("R001",)}),
        ),
    )
    assert check_ids(policy, pools) is None


@pytest.mark.parametrize(
    ("order", "place", "value", "suggestion"),
    [
        (pin("R01", "H1"), "candidate", '"R01"', "R001"),
        (pin("乌云其木格", "H1"), "candidate", '"乌云其木格"', "R001"),
        (pin("R001", "H11"), "enterprise", '"H11"', "H1"),
        (pin("R001", "乙水泥"), "enterprise", '"乙水泥"', "H2"),
        (pin("R001", "H1", "H1-3"), "post", '"H1-3"', "H1-2"),
    ],
)
@pytest.mark.parametrize("side", ["pins", "bans"])
def test_an_unknown_id_is_told_with_the_nearest(
    pools: Pools, order: PairOrder, place: str, value: str, suggestion: str | None, side: str
):
    """Slips, names in place of ids, and posts of another enterprise; in pins and in bans alike."""
    error = refuse(make(**{side: (order,)}), pools)
    assert [finding.code for finding in error.findings] == ["unknown_id"]
    assert (error.place, error.value) == (f"{side}[0].{place}", value)
    assert error.suggestion == suggestion
    assert error.say("zh") != error.say("en")


@pytest.mark.parametrize(("enterprise", "post", "suggestion"), [("H1", "H2", None), ("H2", "H1-1", "H2")])
def test_a_post_of_another_enterprise_is_told_with_its_owner(
    pools: Pools, enterprise: str, post: str, suggestion: str | None
):
    """The enterprise that offers it is named, and the posts there are instead."""
    error = refuse(make(pins=(pin("R001", enterprise, post),)), pools)
    assert [finding.code for finding in error.findings] == ["foreign_post"]
    assert (error.place, error.suggestion) == ("pins[0].post", suggestion)
    assert "belongs to enterprise" in error.say("en")
    assert error.say("zh").startswith("scenario.toml，pins[0].post：")


def test_an_id_like_no_other_leads_to_the_pools(pools: Pools):
    """Where there are too many ids to list, the planner is sent to the tables."""
    people = tuple(pools.candidates[0].model_copy(update={"id": f"K{n:03}"}) for n in range(20))
    many = Pools(candidates=people, enterprises=pools.enterprises, posts=pools.posts)
    error = refuse(make(pins=(pin("张三", "H1"),)), many)
    assert error.suggestion is None
    assert "look the id up in the pools" in error.say("en")


def test_a_pin_at_a_host_that_offers_nothing_is_told(pools: Pools):
    """No post and no branch: the pin can only go."""
    host = Enterprise(id="H9", name="戊矿业", kind="private_enterprise")
    more = Pools(candidates=pools.candidates, enterprises=(*pools.enterprises, host), posts=pools.posts)
    error = refuse(make(pins=(pin("R001", "H9"),)), more)
    assert [(finding.code, finding.column) for finding in error.findings] == [("no_post", "pins[0].enterprise")]
    assert error.suggestion is None


def test_every_unknown_id_is_told_at_once(pools: Pools):
    """Candidate and enterprise of one pin, and a value of a quota."""
    quota = Quota(name="甲", most=3, posts={"committee": ("阿尔查干镇委",)})
    error = refuse(make(pins=(pin("X9", "Y9"),), quotas=(quota,)), pools)
    assert {finding.column for finding in error.findings} == {
        "pins[0].candidate",
        "pins[0].enterprise",
        "quotas[0].posts.committee[0]",
    }


@pytest.mark.parametrize(
    ("side", "field", "value", "suggestion"),
    [
        ("posts", "committee", "阿尔查干党委", "阿尔查干镇党委"),
        ("posts", "enterprise", "H5", "H1"),
        ("posts", "line", "采矿", "mining"),
        ("candidates", "area", "北 镇", "北镇"),
        ("candidates", "skills", "permit", "permits"),
        ("candidates", "committee", "任何", None),
    ],
)
def test_a_value_nobody_has_is_told_with_the_nearest(
    pools: Pools, side: str, field: str, value: str, suggestion: str | None
):
    """Free texts are compared with the pools, coded words with the vocabulary as well."""
    error = refuse(make(quotas=(Quota(name="甲", most=1, **{side: {field: (value,)}}),)), pools)
    assert error.place == f"quotas[0].{side}.{field}[0]"
    assert error.value == f'"{value}"'
    if field != "enterprise":
        assert error.suggestion == suggestion
    else:
        assert error.suggestion in {"H1", "H2", "H4"}


def test_a_pin_at_an_attached_host_leads_to_its_branch(pools: Pools):
    """A host without posts of its own takes nobody."""
    error = refuse(make(pins=(pin("R001", "H3"),)), pools)
    assert (error.place, error.suggestion) == ("pins[0].enterprise", "H1")
    assert [finding.code for finding in error.findings] == ["no_post"]


@pytest.mark.parametrize(
    ("pins", "bans", "place", "code"),
    [
        ((pin("R002", "H1"), pin("R002", "H2")), (), "pins[1]", "no_room"),
        ((pin("R001", "H2", "H2"), pin("R003", "H2", "H2")), (), "pins[1]", "no_room"),
        ((pin("R001", "H2"), pin("R003", "H2")), (), "pins[1]", "no_room"),
        ((pin("R001", "H1"),), (pin("R001", "H1", "H1-1"), pin("R001", "H1", "H1-2")), "pins[0]", "contradiction"),
    ],
)
def test_pins_without_room_are_told(
    pools: Pools, pins: tuple[PairOrder, ...], bans: tuple[PairOrder, ...], place: str, code: str
):
    """More hosts than a person may hold, more people than seats, every post banned."""
    error = refuse(make(pins=pins, bans=bans), pools)
    assert [(finding.column, finding.code) for finding in error.findings] == [(place, code)]


def test_the_rule_host_cap_bounds_people_without_a_limit_of_their_own(pools: Pools):
    """Three hosts fit the default; two allowed leave no room for a third."""
    pins = (pin("R001", "H1"), pin("R001", "H2"), pin("R001", "H4"))
    check_ids(make(pins=pins), pools)
    error = refuse(make(pins=pins, rules={"host-cap": RuleSetting(parameters={"most": 2})}), pools)
    assert error.place == "pins[2]"


def test_the_line_is_told_where_the_file_is_known(pools: Pools, tmp_path: Path):
    """With the scenario's folder the error names the line of the id."""
    policy = make(pins=(pin("R01", "H1"),))
    write_policy(policy, tmp_path)
    lines = (tmp_path / "scenario.toml").read_text(encoding="utf-8").split("\n")
    with pytest.raises(ScenarioError) as caught:
        check_ids(policy, pools, source=tmp_path)
    assert caught.value.findings[0].row == lines.index('candidate = "R01"') + 1
