"""One test per rule: a minimal pair it hits, one just beyond its edge, and what it says."""

from collections.abc import Callable
from datetime import date

import pytest

from matcher.policy.records import Policy, RuleSetting
from matcher.pools.pools import Pools
from matcher.pools.records import Incumbent
from matcher.suitability import PairTable, Reason, build_pairs

Make = Callable[..., Pools]
MakePolicy = Callable[..., Policy]
ON = RuleSetting(enabled=True)


def judge(pools: Pools, policy: Policy) -> tuple[PairTable, dict[str, Reason]]:
    """Build the table of the one pair, and check that arrays and sentences agree on it."""
    table = build_pairs(pools, policy)
    reasons = {reason.rule: reason for reason in table.why_barred(0, 0)}
    assert {rule for rule, count in table.barred_counts.items() if count} == set(reasons)
    assert len(table.candidate) == (0 if reasons else 1)
    for reason in reasons.values():
        assert reason.words.zh.endswith("。")
        assert reason.words.en.endswith(".")
    return table, reasons


def test_plain_pair_passes(make_pair: Make, make_policy: MakePolicy) -> None:
    """The pair the other tests change is itself allowed, without a warning."""
    table, reasons = judge(make_pair(), make_policy())
    assert not reasons
    assert table.why_flagged(0, 0) == ()


@pytest.mark.parametrize("status", ["on_duty", "early_leave", "reassigned"])
def test_serving_official(make_pair: Make, make_policy: MakePolicy, status: str) -> None:
    """Whoever is not retired may not take a company post, and may take the two other kinds."""
    _, reasons = judge(make_pair({"status": status}, post={"kind": "company_post"}), make_policy())
    assert reasons["serving-official"].data == {"status": status, "post_kind": "company_post"}
    assert reasons["serving-official"].kind == "law"
    assert reasons["serving-official"].eligible_from is None
    for kind in ("party_post", "organization_sent"):
        assert not judge(make_pair({"status": status}, post={"kind": kind}), make_policy())[1]
    assert not judge(make_pair(post={"kind": "company_post"}), make_policy())[1]


def test_serving_official_switches(make_pair: Make, make_policy: MakePolicy) -> None:
    """Each kind of post is closed or opened by its own parameter."""
    closed = RuleSetting(parameters={"company_post": False, "party_post": True, "organization_sent": True})
    policy = make_policy({"serving-official": closed})
    assert not judge(make_pair({"status": "on_duty"}, post={"kind": "company_post"}), policy)[1]
    for kind in ("party_post", "organization_sent"):
        assert "serving-official" in judge(make_pair({"status": "on_duty"}, post={"kind": kind}), policy)[1]


@pytest.mark.parametrize(
    ("person", "host", "shared"),
    [
        ({"former_areas": ("东镇", "西镇")}, {"area": "西镇"}, {"area": "西镇"}),
        ({"former_lines": ("mining",)}, {"line": "mining"}, {"line": "mining"}),
        ({"unit_line": "mining"}, {"line": "mining"}, {"line": "mining"}),
    ],
)
def test_cooling_off(
    make_pair: Make, make_policy: MakePolicy, person: dict[str, object], host: dict[str, object], shared: dict[str, str]
) -> None:
    """Three years to the day after retiring, the former area and line open again."""
    barred = make_pair({**person, "status_date": date(2023, 12, 2)}, host)
    _, reasons = judge(barred, make_policy())
    assert reasons["cooling-off"].eligible_from == date(2026, 12, 2)
    assert reasons["cooling-off"].data == {"status": "retired", "status_date": "2023-12-02", "years": "3", **shared}
    assert "2026-12-02" in reasons["cooling-off"].words.zh
    assert not judge(make_pair({**person, "status_date": date(2023, 12, 1)}, host), make_policy())[1]
    assert not judge(make_pair({"status_date": date(2026, 11, 30)}, host), make_policy())[1]
    still_there = make_pair({**person, "status": "reassigned", "status_date": date(2026, 11, 30)}, host)
    assert not judge(still_there, make_policy())[1]


def test_cooling_off_without_date(make_pair: Make, make_policy: MakePolicy) -> None:
    """Without a day of retirement the former area stays closed, and no date can be promised."""
    person = {"status_date": None, "former_areas": ("东镇",)}
    _, reasons = judge(make_pair(person, {"area": "东镇"}), make_policy())
    assert reasons["cooling-off"].eligible_from is None
    assert reasons["cooling-off"].data["status_date"] == "not stated"
    assert "未填写" in reasons["cooling-off"].words.zh
    assert not judge(make_pair(person, {"area": "西镇"}), make_policy())[1]


def test_cooling_off_of_no_years(make_pair: Make, make_policy: MakePolicy) -> None:
    """A period of no years bars nobody, not even without a date."""
    policy = make_policy({"cooling-off": RuleSetting(parameters={"years": 0})})
    pools = make_pair({"status_date": None, "former_areas": ("东镇",)}, {"area": "东镇"})
    assert not judge(pools, policy)[1]


def test_cooling_off_needs_a_stated_area(make_pair: Make, make_policy: MakePolicy) -> None:
    """Two blanks are not the same area or line."""
    person = {"status_date": date(2026, 1, 1), "former_areas": ("",), "former_lines": ("",), "unit_line": None}
    assert not judge(make_pair(person, {"area": "", "line": None}), make_policy())[1]


@pytest.mark.parametrize(
    ("retired_on", "kind", "approval", "is_flagged"),
    [
        (date(2023, 12, 2), "organization_sent", "", True),
        (date(2023, 12, 1), "organization_sent", "", False),
        (date(2023, 12, 1), "company_post", "", True),
        (date(2023, 12, 2), "company_post", "组审〔2026〕5号", False),
        (None, "party_post", "", True),
    ],
)
def test_approval_needed(
    make_pair: Make, make_policy: MakePolicy, retired_on: date | None, kind: str, approval: str, is_flagged: bool
) -> None:
    """Within three years every post asks for a number, after them a company post does."""
    pools = make_pair({"status_date": retired_on, "approval": approval}, post={"kind": kind})
    table, reasons = judge(pools, make_policy())
    assert not reasons
    assert table.flags["approval-needed"].tolist() == [is_flagged]
    assert [reason.rule for reason in table.why_flagged(0, 0)] == ["approval-needed"] * is_flagged


def test_approval_needed_is_for_the_retired(make_pair: Make, make_policy: MakePolicy) -> None:
    """People still in office need the consent of their unit, not this approval."""
    table, _ = judge(make_pair({"status": "on_duty", "status_date": date(2026, 1, 1)}), make_policy())
    assert table.flags["approval-needed"].tolist() == [False]


def test_two_terms(make_pair: Make, make_policy: MakePolicy) -> None:
    """Two terms in a row are the most, whatever the role was."""
    served = {terms: (Incumbent(candidate="C1", enterprise="H1", role="liaison", terms=terms),) for terms in (1, 2)}
    _, reasons = judge(make_pair(incumbents=served[2]), make_policy())
    assert reasons["two-terms"].data == {"terms": "2", "most": "2"}
    assert not judge(make_pair(incumbents=served[1]), make_policy())[1]
    assert not judge(make_pair(incumbents=served[2]), make_policy({"two-terms": RuleSetting(parameters={"most": 3})}))[
        1
    ]


def test_age_limit(make_pair: Make, make_policy: MakePolicy) -> None:
    """Seventy on the last day of the term is allowed, seventy-one is not; nobody passes without an age."""
    _, reasons = judge(make_pair({"birth": date(1957, 11, 30)}), make_policy())
    assert reasons["age-limit"].data == {"age": "71", "most": "70", "term_end": "2028-11-30"}
    assert reasons["age-limit"].eligible_from is None
    assert not judge(make_pair({"birth": date(1957, 12, 1)}), make_policy())[1]
    _, reasons = judge(make_pair({"birth": None}), make_policy())
    assert reasons["age-limit"].data["age"] == "not stated"
    assert "age-limit" in judge(make_pair({"birth": date(1957, 12, 1)}), make_policy(term_years=3))[1]


def test_relatives(make_pair: Make, make_policy: MakePolicy) -> None:
    """A relative at this very host bars, one elsewhere does not."""
    tie = {"enterprise": "H1", "relation": "配偶", "position": "会计"}
    _, reasons = judge(make_pair({"relatives": (tie,)}), make_policy())
    assert reasons["relatives"].data == {"relation": "配偶", "position": "会计"}
    assert reasons["relatives"].kind == "law"
    assert not judge(make_pair({"relatives": ({**tie, "enterprise": "H2"},)}), make_policy())[1]


def test_duty_recusal(make_pair: Make, make_policy: MakePolicy) -> None:
    """An overseen line warns and does not bar."""
    table, reasons = judge(make_pair({"overseen_lines": ("mining",)}, {"line": "mining"}), make_policy())
    assert not reasons
    assert table.flags["duty-recusal"].tolist() == [True]
    assert [(reason.rule, reason.data) for reason in table.why_flagged(0, 0)] == [("duty-recusal", {"line": "mining"})]
    table, _ = judge(make_pair({"overseen_lines": ("meat",)}, {"line": "mining"}), make_policy())
    assert table.flags["duty-recusal"].tolist() == [False]
    assert table.why_flagged(0, 0) == ()


@pytest.mark.parametrize(
    ("rule", "field"), [("full-member", "full_member"), ("unit-consent", "unit_consent"), ("health", "is_healthy")]
)
def test_conditions_of_the_person(make_pair: Make, make_policy: MakePolicy, rule: str, field: str) -> None:
    """No bars, not stated bars and says so, yes passes, and a switched-off rule asks nothing."""
    _, refused = judge(make_pair({field: False}), make_policy())
    _, silent = judge(make_pair({field: None}), make_policy())
    assert refused[rule].data == {field: "no"}
    assert silent[rule].data == {field: "not stated"}
    assert "未填写" in silent[rule].words.zh
    assert refused[rule].words != silent[rule].words
    assert refused[rule].kind == "policy"
    assert not judge(make_pair({field: None}), make_policy({rule: RuleSetting(enabled=False)}))[1]


def test_role_wanted(make_pair: Make, make_policy: MakePolicy) -> None:
    """Named roles are the only ones; none named is any."""
    _, reasons = judge(make_pair({"roles": ("liaison",)}, post={"role": "secretary"}), make_policy())
    assert reasons["role-wanted"].data == {"role": "secretary", "roles": "liaison"}
    assert not judge(make_pair({"roles": ("liaison", "secretary")}, post={"role": "secretary"}), make_policy())[1]
    assert not judge(make_pair(post={"role": "secretary"}), make_policy())[1]


def test_must_have(make_pair: Make, make_policy: MakePolicy) -> None:
    """Every must-have skill is needed at its level; the reason lists what is short."""
    asked = {"must_have": ({"skill": "permits", "level": 2}, {"skill": "marketing", "level": 1})}
    _, reasons = judge(make_pair({"skills": ({"skill": "permits", "level": 1},)}, post=asked), make_policy())
    assert reasons["must-have"].data == {"permits": "1 < 2", "marketing": "0 < 1"}
    assert "证照办理" in reasons["must-have"].words.zh
    has = ({"skill": "permits", "level": 2}, {"skill": "marketing", "level": 3})
    assert not judge(make_pair({"skills": has}, post=asked), make_policy())[1]


def test_distance_limit(make_pair: Make, make_policy: MakePolicy) -> None:
    """One degree of latitude is 111.2 km: over 111, under 112; an unknown place passes."""
    here, there = {"place": {"longitude": 110.0, "latitude": 39.0}}, {"place": {"longitude": 110.0, "latitude": 40.0}}
    limits = {km: RuleSetting(enabled=True, parameters={"most_km": float(km)}) for km in (111, 112)}
    _, reasons = judge(make_pair(here, there), make_policy({"distance-limit": limits[111]}))
    assert reasons["distance-limit"].data == {"distance_km": "111.2", "most_km": "111"}
    table, reasons = judge(make_pair(here, there), make_policy({"distance-limit": limits[112]}))
    assert not reasons
    assert table.travel_m.tolist() == [111_195]
    for pools in (make_pair(here), make_pair(host=there), make_pair()):
        table, reasons = judge(pools, make_policy({"distance-limit": limits[111]}))
        assert not reasons
        assert table.travel_m.tolist() == [0]
    assert not judge(make_pair(here, there), make_policy())[1]


def test_need_shared(make_pair: Make, make_policy: MakePolicy) -> None:
    """One need met at any level is enough; a host without needs takes anybody."""
    needs = {"needs": ({"skill": "permits", "level": 3}, {"skill": "law", "level": 1})}
    policy = make_policy({"need-shared": ON})
    _, reasons = judge(make_pair({"skills": ({"skill": "marketing", "level": 3},)}, needs), policy)
    assert reasons["need-shared"].data == {"needs": "permits, law"}
    assert not judge(make_pair({"skills": ({"skill": "permits", "level": 1},)}, needs), policy)[1]
    assert not judge(make_pair(), policy)[1]
    assert not judge(make_pair(host=needs), make_policy())[1]


def test_reason_names_what_the_scenario_set(make_pair: Make, make_policy: MakePolicy) -> None:
    """Basis, clause and file number of the scenario go before the register's; dates of validity count."""
    pools = make_pair({"full_member": False})
    own = RuleSetting(basis="旗委办法", clause="第七条", file_number="旗组发〔2026〕12号")
    assert judge(pools, make_policy({"full-member": own}))[1]["full-member"].basis == (
        "旗委办法：第七条（旗组发〔2026〕12号）"
    )
    assert judge(pools, make_policy())[1]["full-member"].basis == "本地双向选择工作方案：人选条件"
    for dates in ({"valid_from": date(2026, 12, 2)}, {"valid_until": date(2026, 11, 30)}):
        assert not judge(pools, make_policy({"full-member": RuleSetting(**dates)}))[1]
    assert judge(pools, make_policy({"full-member": RuleSetting(valid_from=date(2026, 12, 1))}))[1]


def test_all_reasons_are_given(make_pair: Make, make_policy: MakePolicy) -> None:
    """A pair barred by several rules carries all of them."""
    pools = make_pair({"full_member": False, "is_healthy": None, "birth": date(1950, 1, 1), "roles": ("liaison",)})
    _, reasons = judge(pools, make_policy())
    assert set(reasons) == {"full-member", "health", "age-limit", "role-wanted"}
