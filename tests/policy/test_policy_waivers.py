"""Waivers of one rule for one pair: what may be written, and what is refused with which words."""

import tomllib
from datetime import date

import pytest

from matcher.errors import ScenarioError
from matcher.policy import REGISTER, Policy, build_policy, check_ids, digest, parse_policy, render_policy
from matcher.pools.pools import Pools
from matcher.pools.records import Candidate, Enterprise, Post

HEAD = 'name = "demo"\nseason_start = 2026-12-01\n'
WAIVER = '[[waivers]]\ncandidate = "1"\nenterprise = "A"\nrule = "{rule}"\nreason = "春季培训后补齐"\n'


def test_exactly_the_policy_rules_that_bar_pairs_can_be_waived() -> None:
    """Each of them is taken; a law is refused with its clause, a rule about one person or post with a way out."""
    waivable = {rule.id for rule in REGISTER.values() if rule.is_waivable}
    assert waivable == {
        "full-member",
        "unit-consent",
        "health",
        "role-wanted",
        "must-have",
        "need-shared",
        "distance-limit",
    }
    for rule in REGISTER.values():
        text = HEAD + WAIVER.format(rule=rule.id)
        if rule.id in waivable:
            assert parse_policy(text).waivers[0].rule == rule.id
            continue
        with pytest.raises(ScenarioError) as error:
            parse_policy(text)
        told = error.value.words
        assert "第6行" in told.zh.replace(" ", "")
        if rule.kind == "law":
            assert rule.clause in told.zh
            assert "is a law and cannot be waived" in told.en
        else:
            assert "不能按配对豁免" in told.zh


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": ""}, "不能为空"),
        ({"reason": None}, "缺少这一项"),
        ({"rule": None}, "缺少这一项"),
        ({"rule": "must-hav"}, "改为 must-have"),
        ({"why": "x"}, "设置项"),
    ],
)
def test_a_waiver_says_all_that_it_must(change: dict[str, str | None], said: str) -> None:
    """A waiver without rule or reason, of an unknown rule, or with a key that is none, is refused."""
    waiver = {"candidate": "1", "enterprise": "A", "rule": "must-have", "reason": "培训"} | change
    data = {key: value for key, value in waiver.items() if value is not None}
    with pytest.raises(ScenarioError) as error:
        build_policy({"name": "demo", "season_start": date(2026, 12, 1), "waivers": [data]})
    assert said in error.value.words.zh


def test_a_waiver_may_not_repeat() -> None:
    """The same rule waived twice for the same pair is refused; two rules for one pair are not."""
    one, other = WAIVER.format(rule="must-have"), WAIVER.format(rule="health")
    assert len(parse_policy(HEAD + one + other).waivers) == 2
    with pytest.raises(ScenarioError) as error:
        parse_policy(HEAD + one + other + one)
    assert "waivers[0]" in error.value.words.zh


def test_a_waiver_survives_its_file_and_changes_the_fingerprint() -> None:
    """Written and read again it is the same, comments stay, and only a policy that has one has another digest."""
    plain = parse_policy(HEAD)
    waived = parse_policy(HEAD + "# 会议纪要三号\n" + WAIVER.format(rule="must-have"))
    text = render_policy(waived, HEAD + "# 会议纪要三号\n" + WAIVER.format(rule="must-have"))
    assert "会议纪要三号" in text
    assert parse_policy(render_policy(waived)) == waived
    more = waived.model_copy(
        update={"waivers": (*waived.waivers, waived.waivers[0].model_copy(update={"rule": "health"}))}
    )
    assert tomllib.loads(render_policy(more, text))["waivers"][1]["rule"] == "health"
    assert len({digest(plain), digest(waived), digest(more)}) == 3
    swapped = more.model_copy(update={"waivers": more.waivers[::-1]})
    assert digest(swapped) == digest(more)


def test_the_ids_of_a_waiver_are_checked() -> None:
    """An unknown person, an unknown host and a post of another host are refused."""
    pools = Pools(
        candidates=(Candidate(id="1", name="甲", pool="retired", status="retired"),),
        enterprises=tuple(Enterprise(id=one, name=one, kind="cooperative") for one in "AB"),
        posts=(Post(id="A-1", enterprise="A"), Post(id="B-1", enterprise="B")),
    )
    policy = parse_policy(HEAD + WAIVER.format(rule="health"))
    check_ids(policy, pools)
    waiver = policy.waivers[0]
    for change in ({"candidate": "9"}, {"enterprise": "C"}, {"post": "B-1"}):
        wrong: Policy = policy.model_copy(update={"waivers": (waiver.model_copy(update=change),)})
        with pytest.raises(ScenarioError) as error:
            check_ids(wrong, pools)
        assert "waivers[0]" in error.value.words.zh
