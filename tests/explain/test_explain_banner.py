"""Every cause of the demo season, pair by pair, held to the records and to the check of the plan."""

from datetime import date

import pytest
from people import host, person

from matcher.explain import explain_absence, list_absences, make_resolver
from matcher.explain.absence_causes import AbsenceCause, find_causes
from matcher.explain.evidence import Evidence
from matcher.explain.price import lose
from matcher.explain.scarcity import bound_cover
from matcher.plans import Plan, Scenario, make_plan
from matcher.policy.records import PairOrder, Policy
from matcher.policy.register import REGISTER
from matcher.pools.pools import Pools
from matcher.pools.records import Choice, Post
from matcher.pools.vocabulary import load_vocabulary
from matcher.problem.edits import PairPin, edit_problem
from matcher.suitability.gates import BARS


@pytest.fixture(scope="module")
def evidence(banner_plan: Plan) -> Evidence:
    """Return what the demo plan is explained from."""
    assert banner_plan.evidence is not None
    return banner_plan.evidence


@pytest.fixture(scope="module")
def causes(evidence: Evidence) -> dict[tuple[int, int], tuple[AbsenceCause, ...]]:
    """Return the causes of every pair of the demo."""
    problem = evidence.problem
    return {
        (i, p): find_causes(evidence, i, p) for i in range(problem.num_candidates) for p in range(problem.num_posts)
    }


def test_bars_are_those_of_the_rules(evidence: Evidence, causes: dict) -> None:
    """Each reason of a bar is named, with basis and data, and who may lift it; a law may be lifted by nobody."""
    table = evidence.table
    listed = set(zip(table.candidate.tolist(), table.post.tolist(), strict=True))
    rules: dict[str, int] = {}
    for pair, found in causes.items():
        barred = [cause for cause in found if cause.key == "barred"]
        assert bool(barred) == (pair not in listed)
        for cause in barred:
            assert cause.reason is not None
            assert cause.lift is not None
            rules[cause.rule] = rules.get(cause.rule, 0) + 1
            assert cause.reason.basis in cause.words.zh
            assert ("法规不得放宽" in cause.lift.zh) == (REGISTER[cause.rule].kind == "law")
            assert (f"the rule “{REGISTER[cause.rule].title.en}”" in cause.lift.en) == (
                REGISTER[cause.rule].kind == "policy"
            )
            if cause.reason.eligible_from is not None:
                assert cause.reason.eligible_from.isoformat() in cause.words.en
                assert cause.reason.eligible_from > evidence.policy.season_start
        assert [cause.rule for cause in barred] == [reason.rule for reason in table.why_barred(*pair)]
    counted: dict[str, int] = {}
    for i in range(evidence.problem.num_candidates):
        for rule, count in table.count_bars(i, None).items():
            counted[rule] = counted.get(rule, 0) + count
    assert rules == counted
    assert set(rules) == set(BARS)


def test_refusals_are_those_of_the_choices(evidence: Evidence, causes: dict) -> None:
    """Who refused is named, and nobody else; pairs left without one are acceptable."""
    pools = evidence.pools
    refused = {
        (side, said.candidate, post.id)
        for side in ("candidate", "enterprise")
        for said in pools.choices
        if said.side == side and said.answer == "refused"
        for post in pools.posts
        if post.enterprise == said.enterprise and said.post in {None, post.id}
    }
    num = 0
    for (i, p), found in causes.items():
        named = {cause.variant for cause in found if cause.key == "refused"}
        assert all((side, pools.candidates[i].id, pools.posts[p].id) in refused for side in named)
        is_barred = any(cause.key == "barred" for cause in found)
        assert (evidence.find_row(i, p) is None) == (is_barred or bool(named))
        num += bool(named)
    assert num >= 20


def test_wishes_and_blocking_pairs_agree_with_the_check(evidence: Evidence, causes: dict) -> None:
    """Acceptable pairs either block the plan, as the check lists them, or one side would not gain."""
    pairs = list(map(tuple, evidence.verification.blocking.tolist()))
    blocking = set(pairs)
    excused = {pair for pair, is_excused in zip(pairs, evidence.verification.excused, strict=True) if is_excused}
    assert blocking
    assert excused
    for pair, found in causes.items():
        keys = [cause.key for cause in found]
        if keys == ["in-plan"] or evidence.find_row(*pair) is None:
            assert evidence.holds(*pair) == (keys == ["in-plan"])
            continue
        assert ("blocking" in keys) == (pair in blocking)
        assert (pair in blocking) != bool({"candidate-better", "host-better"}.intersection(keys))
    assert {"candidate-better", "host-better", "side-rule", "blocking"} <= {c.key for f in causes.values() for c in f}


def test_side_rules_are_really_broken(evidence: Evidence, causes: dict) -> None:
    """Rules named for a swap are those the independent check finds broken, with who is involved."""
    seen: set[str] = set()
    for (i, p), found in causes.items():
        for cause in found:
            if cause.key != "side-rule":
                continue
            seen.add(cause.rule)
            post = evidence.pools.posts[p]
            if cause.rule == "one_post_per_host":
                assert len(cause.posts) > 1
                assert {q.rsplit("-", 1)[0] for q in cause.posts} == {post.enterprise}
            elif cause.rule == "team_skills":
                # The team of the post asked about, or of one that the person would leave.
                (short,) = cause.posts
                assert short in {post.id, *(evidence.pools.posts[q].id for q in evidence.posts_of(i))}
                asked = evidence.pools.posts[evidence.pools.post_index[short]].team_skills
                assert any(evidence.vocabulary.name("skills", skill, "zh") in cause.words.zh for skill in asked)
    assert {"one_post_per_host", "team_skills"} <= seen


def test_cover_is_lost_by_proof(evidence: Evidence, causes: dict) -> None:
    """A pair said to cost cover costs it in every plan: a maximum flow with the pair forced shows it."""
    resolver = make_resolver(evidence)
    assert resolver.base is None
    excused = [pair for pair, found in causes.items() if any(cause.variant == "excused" for cause in found)]
    i, p = excused[0]
    absence = explain_absence(
        evidence, evidence.compiled.candidate_ids[i], evidence.compiled.post_ids[p], resolver=resolver
    )
    assert absence.leading.key == "coverage"
    assert absence.price is not None
    cover = absence.price.changes[0]
    assert cover.is_exact
    assert absence.price.is_exact
    bound = bound_cover(edit_problem(evidence.problem, PairPin(i, p)), evidence.assignment)
    assert bound == cover.after
    assert lose(cover) > 0
    weights = [int(evidence.problem.priority[evidence.pools.post_index[one]]) for one in absence.leading.posts]
    assert sum(weights) >= lose(cover)
    assert any(move.candidate_id == absence.candidate_id for move in absence.price.moves)


def test_a_host_list_of_the_demo_has_a_cause_for_everybody(evidence: Evidence) -> None:
    """Acceptable people of a post are all listed with a cause; with the barred ones it is the whole pool."""
    post = evidence.compiled.post_ids[0]
    listed = list_absences(evidence, post=post)
    rows = evidence.rows_of_post[0]
    there = len(evidence.people_at(0))
    assert len(listed) == len(rows) - there
    assert all(one.causes and one.price is None for one in listed)
    everybody = list_absences(evidence, post=post, has_barred=True)
    assert len(everybody) == evidence.problem.num_candidates - there
    assert {one.candidate_id for one in listed} <= {one.candidate_id for one in everybody}


def make_evidence_of(pools: Pools, **policy: object) -> Evidence:
    """Solve pools under a policy."""
    made = Policy(name="test", season_start=date(2026, 12, 1), **policy)
    evidence = make_plan(Scenario(made, pools, load_vocabulary())).evidence
    assert evidence is not None
    return evidence


def test_orders_of_the_planner_and_mutual_choice() -> None:
    """Bans with their reason, pins, a person without room and wishes not returned are each named."""
    pools = Pools(
        candidates=(person("1", capacity=1), person("2", capacity=0), person("3", capacity=1)),
        enterprises=(host("A"), host("B")),
        posts=(Post(id="A-1", enterprise="A"), Post(id="B-1", enterprise="B")),
    )
    banned = make_evidence_of(
        pools,
        pins=(PairOrder(candidate="3", enterprise="B"),),
        bans=(PairOrder(candidate="1", enterprise="A", reason="本人申请回避"),),
    )
    absence = explain_absence(banned, "1", "A", is_priced=False)
    assert absence.leading.key == "banned"
    assert absence.leading.words.zh == "方案制定者禁止这一对：本人申请回避"
    priced = explain_absence(banned, "1", "A", depth="full")
    assert priced.price is not None
    assert priced.price.lifts_ban
    assert lose(priced.price.changes[0]) == -3
    assert [cause.variant for cause in priced.causes if cause.key == "price"] == ["gain"]
    assert explain_absence(banned, "1", "B").leading.key == "pinned-away"
    assert explain_absence(banned, "1", "B").leading.candidates == ("3",)
    assert explain_absence(banned, "3", "A").leading.posts == ("B-1",)
    assert explain_absence(banned, "2", "A").leading.variant == "candidate"
    assert explain_absence(banned, "2", "A").leading.key == "no-room"

    said = (
        Choice(side="candidate", candidate="1", enterprise="A", rank=1),
        Choice(side="enterprise", candidate="3", enterprise="A", rank=1),
    )
    mutual = make_evidence_of(Pools(pools.candidates, pools.enterprises, pools.posts, said), consent="mutual")
    for candidate, sides in (("1", ["enterprise"]), ("3", ["candidate"]), ("2", ["candidate", "enterprise"])):
        absence = explain_absence(mutual, candidate, "A")
        assert [(cause.key, cause.variant) for cause in absence.causes] == [("not-mutual", side) for side in sides]
        assert absence.price is None


def test_an_impossible_pair_says_which_rules_clash() -> None:
    """Where a quota forbids it in every plan, the answer is a proof of that, naming the rule."""
    pools = Pools(
        candidates=(person("1", capacity=1, pool="on_duty"), person("2", capacity=1)),
        enterprises=(host("A"),),
        posts=(Post(id="A-1", enterprise="A"),),
    )
    evidence = make_evidence_of(pools, quotas=({"name": "退休优先", "candidates": {"pool": ["on_duty"]}, "most": 0},))
    absence = explain_absence(evidence, "1", "A")
    assert absence.price is not None
    assert absence.price.status == "impossible"
    rule = next(cause for cause in absence.causes if cause.key == "side-rule")
    assert rule.words.zh == "不满足配额“退休优先”"
    impossible = next(cause for cause in absence.causes if cause.key == "impossible")
    assert "quota" in impossible.words.en


def test_a_stopped_search_is_said_to_know_nothing(evidence: Evidence) -> None:
    """A re-solve that was stopped is unknown, never impossible, and whatever it had found by then is no price."""
    resolver = make_resolver(evidence, should_stop=lambda: True)
    pairs = evidence.problem
    row = next(
        row for row in range(pairs.num_pairs) if not evidence.holds(int(pairs.candidate[row]), int(pairs.post[row]))
    )
    ids = evidence.compiled.candidate_ids[pairs.candidate[row]], evidence.compiled.post_ids[pairs.post[row]]
    absence = explain_absence(evidence, *ids, resolver=resolver)
    assert absence.price is not None
    assert (absence.price.status, absence.price.was_stopped) == ("unknown", True)
    assert absence.price.changes == absence.price.moves == ()
    assert absence.causes[-1].words.zh == "试算提前停止，代价没有算出"
