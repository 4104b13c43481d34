"""Arrays against plain records, pair by pair, on random markets with blanks everywhere."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from matcher.policy.records import Policy, RuleSetting
from matcher.policy.register import REGISTER
from matcher.pools.pools import Pools
from matcher.pools.records import Enterprise
from matcher.suitability import BARS, CRITERIA, FLAGS, PairTable, build_pairs
from matcher.suitability.blocks import walk_all, walk_near
from matcher.suitability.criteria.skills import load_stage_skills
from matcher.suitability.plane import project_to_metres, to_degrees
from matcher.suitability.reading import read_columns

Market = Callable[..., Pools]
MakePolicy = Callable[..., Policy]
NEAR = RuleSetting(enabled=True, parameters={"most_km": 45.0})
SHARED = RuleSetting(enabled=True)
KINDS = RuleSetting(parameters={"party_post": True})


def rules_of(*, with_limit: bool) -> dict[str, RuleSetting]:
    """Return a rule set with every gate on, with or without the distance join."""
    rules = {"need-shared": SHARED, "serving-official": KINDS}
    return {**rules, "distance-limit": NEAR} if with_limit else rules


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("with_limit", [False, True])
def test_every_pair_is_judged_alike(
    make_market: Market, make_policy: MakePolicy, seed: int, *, with_limit: bool
) -> None:
    """The table holds exactly the pairs without a reason, and flags exactly those with a warning."""
    pools = make_market(seed)
    table = build_pairs(pools, make_policy(rules_of(with_limit=with_limit)))
    listed = {(int(i), int(p)): row for row, (i, p) in enumerate(zip(table.candidate, table.post, strict=True))}
    barred = dict.fromkeys(BARS, 0)
    for i in range(len(pools.candidates)):
        for p in range(len(pools.posts)):
            reasons = {reason.rule for reason in table.why_barred(i, p)}
            assert ((i, p) in listed) == (not reasons)
            if (i, p) in listed:
                flagged = {rule for rule in FLAGS if table.flags[rule][listed[i, p]]}
                assert flagged == {reason.rule for reason in table.why_flagged(i, p)}
            # Beyond the limit nothing else is counted: those pairs are never formed.
            for rule in {"distance-limit"} & reasons or reasons:
                barred[rule] += 1
    if not with_limit:
        assert table.barred_counts == barred
    else:
        assert table.barred_counts["distance-limit"] == barred["distance-limit"]
        assert dict(table.barred_counts) == barred
    assert len(listed) > 0


@pytest.mark.parametrize("with_limit", [False, True])
def test_bars_of_one_side_are_counted(make_market: Market, make_policy: MakePolicy, *, with_limit: bool) -> None:
    """The count for one person or one post is the count of its reasons, rule by rule."""
    pools = make_market(6)
    table = build_pairs(pools, make_policy(rules_of(with_limit=with_limit)))
    people, posts = range(len(pools.candidates)), range(len(pools.posts))
    rules = {(i, p): [reason.rule for reason in table.why_barred(i, p)] for i in people for p in posts}
    for i in people:
        assert table.count_bars(i, None) == Counter(rule for p in posts for rule in rules[i, p])
    for p in posts:
        assert table.count_bars(None, p) == Counter(rule for i in people for rule in rules[i, p])


@pytest.mark.parametrize("with_limit", [False, True])
def test_every_rule_is_hit(make_market: Market, make_policy: MakePolicy, *, with_limit: bool) -> None:
    """The random markets put every rule to the test: each bars some pairs and spares others."""
    tables = [build_pairs(make_market(seed), make_policy(rules_of(with_limit=with_limit))) for seed in range(4)]
    for rule in BARS:
        hits = sum(table.barred_counts[rule] for table in tables)
        assert (0 < hits < 4 * 40 * 35) == (with_limit or rule != "distance-limit"), rule
    for rule in FLAGS:
        marks = np.concatenate([table.flags[rule] for table in tables])
        assert 0 < marks.sum() < len(marks), rule


@pytest.mark.parametrize("seed", range(3))
def test_every_term_is_measured_alike(make_market: Market, make_policy: MakePolicy, seed: int) -> None:
    """Every value equals its formula computed from the two records in plain Python."""
    pools = make_market(seed)
    policy = make_policy({rule: RuleSetting(enabled=False) for rule in BARS}, near_km=12.0)
    table = build_pairs(pools, policy)
    assert len(table.candidate) == len(pools.candidates) * len(pools.posts)
    people_xy, hosts_xy = project_to_metres(
        to_degrees([one.place for one in pools.candidates]), to_degrees([one.place for one in pools.enterprises])
    )
    for row, (i, p) in enumerate(zip(table.candidate, table.post, strict=True)):
        e = pools.enterprise_index[pools.posts[p].enterprise]
        distance = float(np.hypot(*(people_xy[i] - hosts_xy[e])))
        expected = compute_terms(pools, int(i), int(p), distance / 1000, policy.near_km)
        assert table.terms[row].tolist() == pytest.approx([expected[criterion] for criterion in CRITERIA], abs=1e-6)
        mean = sum(policy.weight(criterion) * expected[criterion] for criterion in CRITERIA) / table.weights.sum()
        assert table.points[row] == pytest.approx(10_000 * mean, abs=0.51)


def compute_terms(pools: Pools, i: int, p: int, distance_km: float, near_km: float) -> dict[str, float]:
    """Compute every criterion from the two records, formula by formula."""
    person, post = pools.candidates[i], pools.posts[p]
    host: Enterprise = pools.host_of_post(post.id)
    have: dict[str, int] = {}
    for one in person.skills:
        have[one.skill] = max(one.level, have.get(one.skill, 0))
    need: dict[str, int] = {}
    for one in host.needs:
        need[one.skill] = max(one.level, need.get(one.skill, 0))
    must: dict[str, int] = {}
    for one in post.must_have:
        must[one.skill] = max(one.level, must.get(one.skill, 0))
    views = [o.view for o in pools.opinions if (o.candidate, o.enterprise) == (person.id, host.id)]
    if person.area and person.area == host.area:
        locality = 1.0
    else:
        locality = 0.5 if np.isnan(distance_km) else near_km / (near_km + distance_km)
    asked = set(host.languages)
    return {
        "needs": sum(min(have.get(s, 0), n) for s, n in need.items()) / sum(need.values()) if need else 0.5,
        "must_have": (
            sum(min(1.0, have.get(s, 0) / min(3, a + 1)) for s, a in must.items()) / len(must) if must else 1.0
        ),
        "industry": float(host.line is not None and host.line in person.industries),
        "work_relation": float(host.line is not None and host.line == person.unit_line),
        "locality": locality,
        "language": len(asked & set(person.languages)) / len(asked) if asked else 1.0,
        "party_work": min(1.0, person.party_years / 10),
        "stage": min(1.0, sum(have.get(s, 0) for s in load_stage_skills()[host.stage]) / 3),
        "opinions": sum({"support": 1.0, "neutral": 0.5, "oppose": 0.0}[v] for v in views) / len(views)
        if views
        else 0.5,
        "continuity": float(any((s.candidate, s.enterprise) == (person.id, host.id) for s in pools.incumbents)),
    }


def by_id(pools: Pools, table: PairTable) -> dict[tuple[str, str], tuple[object, ...]]:
    """Return what the table says of each pair, by ids."""
    return {
        (pools.candidates[i].id, pools.posts[p].id): (
            int(table.points[row]),
            table.terms[row].tolist(),
            int(table.travel_m[row]),
            {rule: bool(mask[row]) for rule, mask in table.flags.items()},
        )
        for row, (i, p) in enumerate(zip(table.candidate, table.post, strict=True))
    }


@pytest.mark.parametrize("with_limit", [False, True])
def test_order_of_the_pools_does_not_matter(make_market: Market, make_policy: MakePolicy, *, with_limit: bool) -> None:
    """Shuffled tables give the same pairs, and the pairs come sorted whatever the order."""
    pools, policy = make_market(11), make_policy(rules_of(with_limit=with_limit))
    table = build_pairs(pools, policy)
    rng = np.random.default_rng(0)
    for _ in range(3):
        shuffled = replace(
            pools,
            candidates=tuple(pools.candidates[i] for i in rng.permutation(len(pools.candidates))),
            enterprises=tuple(pools.enterprises[e] for e in rng.permutation(len(pools.enterprises))),
            posts=tuple(pools.posts[p] for p in rng.permutation(len(pools.posts))),
            incumbents=tuple(reversed(pools.incumbents)),
        )
        other = build_pairs(shuffled, policy)
        assert by_id(shuffled, other) == by_id(pools, table)
        assert other.barred_counts == table.barred_counts
        key = other.candidate.astype(np.int64) * len(pools.posts) + other.post
        assert (np.diff(key) > 0).all()


def test_scaled_weights_change_no_plan(make_market: Market, make_policy: MakePolicy) -> None:
    """Weights ten times as large give the same points."""
    pools = make_market(2)
    weights = {criterion: place + 1 for place, criterion in enumerate(CRITERIA)}
    tenfold = {criterion: 10 * weight for criterion, weight in weights.items()}
    assert np.array_equal(
        build_pairs(pools, make_policy(weights=weights)).points,
        build_pairs(pools, make_policy(weights=tenfold)).points,
    )


@pytest.mark.parametrize("cells", [1, 7, 100, 10_000])
def test_blocks_cover_every_pair_once(make_market: Market, cells: int) -> None:
    """However small the blocks, all pairs come once and in order; the join leaves out only the far ones."""
    pools = make_market(3)
    columns = read_columns(pools)
    num_people, num_posts = len(pools.candidates), len(pools.posts)

    def keys(blocks: object) -> list[int]:
        return [
            int(i) * num_posts + int(p)
            for block in blocks
            for i, p in zip(
                np.broadcast_to(block.candidate, block.shape).ravel(),
                np.broadcast_to(block.post, block.shape).ravel(),
                strict=True,
            )
        ]

    assert keys(walk_all(columns, cells=cells)) == list(range(num_people * num_posts))
    near = keys(walk_near(columns, 30_000.0, cells=cells))
    people, posts = columns.candidates, columns.posts
    distance = np.hypot(people.x_m[:, None] - posts.x_m, people.y_m[:, None] - posts.y_m)
    assert near == np.flatnonzero(~(distance > 30_000.0)).tolist()


def test_gates_follow_the_register() -> None:
    """Every rule that bars, flags or asks for approval has a gate; the size of a branch is no pair's matter."""
    assert set(BARS) == {rule.id for rule in REGISTER.values() if rule.effect == "bar"}
    warnings = {rule.id for rule in REGISTER.values() if rule.effect in {"flag", "approval"}}
    assert set(FLAGS) == warnings - {"joint-branch-size"}


def test_empty_pools_give_an_empty_table(make_market: Market, make_policy: MakePolicy) -> None:
    """Without people or posts there are no pairs, and nothing breaks."""
    pools = make_market(1)
    for empty in (Pools(), replace(pools, candidates=(), incumbents=(), opinions=()), replace(pools, posts=())):
        for with_limit in (False, True):
            table = build_pairs(empty, make_policy(rules_of(with_limit=with_limit)))
            assert table.terms.shape == (0, len(CRITERIA))
            assert set(table.barred_counts.values()) == {0}


def test_switched_off_rules_bar_nothing(make_market: Market, make_policy: MakePolicy) -> None:
    """With every gate off, all pairs are allowed and no reason or warning is left."""
    pools = make_market(1)
    off = {rule: RuleSetting(enabled=False) for rule in (*BARS, *FLAGS)}
    table = build_pairs(pools, make_policy(off))
    assert len(table.candidate) == len(pools.candidates) * len(pools.posts)
    assert not any(mask.any() for mask in table.flags.values())
    assert table.why_barred(0, 0) == table.why_flagged(0, 0) == ()
