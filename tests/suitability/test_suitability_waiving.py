"""One rule lifted for single pairs, against the same market without waivers, pair by pair."""

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest

from matcher.policy.records import Policy, RuleSetting, Waiver
from matcher.policy.register import REGISTER
from matcher.pools.pools import Pools
from matcher.suitability import BARS, PairTable, build_pairs

Market = Callable[..., Pools]
MakePolicy = Callable[..., Policy]
WAIVABLE = [rule for rule in BARS if REGISTER[rule].is_waivable]
RULES = {"need-shared": RuleSetting(enabled=True), "serving-official": RuleSetting(parameters={"party_post": True})}
NEAR = {"distance-limit": RuleSetting(enabled=True, parameters={"most_km": 45.0})}


def make_waivers(pools: Pools, table: PairTable, seed: int) -> tuple[Waiver, ...]:
    """Waive each rule for a few pairs it bars and for a few others, at a post or a whole host in turn."""
    random = np.random.default_rng(seed)
    found: dict[tuple[str, ...], Waiver] = {}
    for rule in WAIVABLE:
        shape = len(pools.candidates), len(pools.posts)
        pairs = [divmod(int(n), shape[1]) for n in random.permutation(shape[0] * shape[1])]
        bars = {pair: [reason.rule for reason in table.why_barred(*pair)] for pair in pairs}
        alone = [pair for pair in pairs if bars[pair] == [rule]][:6]
        among = [pair for pair in pairs if rule in bars[pair]][:4]
        for n, (i, p) in enumerate([*alone, *among, *pairs[:3]]):
            post = pools.posts[p]
            place = {"post": post.id} if n % 2 else {}
            data = {"candidate": pools.candidates[i].id, "enterprise": post.enterprise, "rule": rule, **place}
            found[tuple(data.values())] = Waiver.model_validate({**data, "reason": f"{rule} {n}"})
    return tuple(found.values())


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("with_limit", [False, True])
def test_waivers_lift_their_rule_for_their_pairs(
    make_market: Market, make_policy: MakePolicy, seed: int, *, with_limit: bool
) -> None:
    """A waived rule no longer bars its pairs, every other reason stays, and the table says which pairs owe it what."""
    pools, policy = make_market(seed), make_policy({**RULES, **(NEAR if with_limit else {})})
    strict = build_pairs(pools, policy)
    waivers = make_waivers(pools, strict, seed)
    table = build_pairs(pools, policy.model_copy(update={"waivers": waivers}))
    listed = {(int(i), int(p)): row for row, (i, p) in enumerate(zip(table.candidate, table.post, strict=True))}
    assert list(listed) == sorted(listed)
    assert len(listed) > len(strict.candidate)
    bars: Counter[str] = Counter()
    of_person: dict[int, Counter[str]] = {}
    for i, person in enumerate(pools.candidates):
        for p, post in enumerate(pools.posts):
            lifted = {
                waiver.rule: waiver
                for waiver in waivers
                if (waiver.candidate, waiver.enterprise) == (person.id, post.enterprise)
                and waiver.post in {None, post.id}
            }
            before, after = strict.why_barred(i, p), table.why_barred(i, p)
            assert list(after) == [reason for reason in before if reason.rule not in lifted]
            waived = table.why_waived(i, p)
            assert [one.reason for one in waived] == [reason for reason in before if reason.rule in lifted]
            for one in waived:
                assert waivers[one.number - 1].rule == one.reason.rule
                assert waivers[one.number - 1].reason == one.why
            assert ((i, p) in listed) == (not after)
            if (i, p) in listed:
                marked = {rule for rule, mask in table.waived.items() if mask[listed[i, p]]}
                assert marked == {one.reason.rule for one in waived}
            rules = [reason.rule for reason in after]
            of_person.setdefault(i, Counter()).update(rules)
            # Beyond the limit nothing else is counted: those pairs are never formed.
            bars.update(["distance-limit"] if "distance-limit" in rules else rules)
    assert {rule for rule, mask in table.waived.items() if mask.any()} == set(table.waived)
    assert {"must-have", "need-shared"} <= set(table.waived)
    assert ("distance-limit" in table.waived) == with_limit
    assert dict(table.barred_counts) == {rule: bars[rule] for rule in BARS}
    for i, counts in of_person.items():
        assert table.count_bars(i, None) == counts


def test_waivers_leave_the_other_pairs_as_they_were(make_market: Market, make_policy: MakePolicy) -> None:
    """Points, terms and travel of pairs that need no waiver are the same; a waiver of a rule that is off is idle."""
    pools, policy = make_market(1), make_policy({**RULES, **NEAR})
    strict = build_pairs(pools, policy)
    table = build_pairs(pools, policy.model_copy(update={"waivers": make_waivers(pools, strict, 1)}))
    keys = [one.candidate.astype(np.int64) * len(pools.posts) + one.post for one in (strict, table)]
    at = np.searchsorted(keys[1], keys[0])
    assert np.array_equal(keys[1][at], keys[0])
    for column in ("points", "terms", "travel_m"):
        assert np.array_equal(getattr(table, column)[at], getattr(strict, column))
    idle = Waiver(candidate=pools.candidates[0].id, enterprise=pools.enterprises[0].id, rule="need-shared", reason="-")
    off = make_policy({"need-shared": RuleSetting(enabled=False)})
    same, other = build_pairs(pools, off), build_pairs(pools, off.model_copy(update={"waivers": (idle,)}))
    assert np.array_equal(same.candidate, other.candidate)
    assert other.waived == {}
    assert other.why_waived(0, 0) == ()


def test_no_copy_of_a_policy_waives_a_law(make_market: Market, make_policy: MakePolicy) -> None:
    """A policy refuses such a waiver; forced upon a copy of one, it lifts nothing and says nothing."""
    pools, policy = make_market(2), make_policy(RULES)
    strict = build_pairs(pools, policy)
    laws = [rule for rule in BARS if not REGISTER[rule].is_waivable]
    waivers = tuple(
        Waiver(candidate=person.id, enterprise=host.id, rule=rule, reason="-")
        for rule in laws
        for person in pools.candidates[:10]
        for host in pools.enterprises[:10]
    )
    forced = build_pairs(pools, policy.model_copy(update={"waivers": waivers}))
    assert np.array_equal(strict.candidate, forced.candidate)
    assert np.array_equal(strict.post, forced.post)
    seen = set()
    for i in range(10):
        for p in range(len(pools.posts)):
            assert strict.why_barred(i, p) == forced.why_barred(i, p)
            assert forced.why_waived(i, p) == ()
            seen |= {reason.rule for reason in forced.why_barred(i, p)}
    assert len(seen.intersection(laws)) >= 3
    with pytest.raises(ValueError, match="is a law and cannot be waived"):
        make_policy(RULES, waivers=waivers[:1])
