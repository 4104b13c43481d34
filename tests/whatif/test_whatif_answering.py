"""The immediate answer: told to the solved problem or rebuilt, the same problem and the same values."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matcher.edits.applying import apply_edit, apply_edits
from matcher.edits.kinds import EDIT, RECORDS, Edit
from matcher.edits.state import State
from matcher.errors import ProblemError, ScenarioError
from matcher.plans import Plan, Scenario, load_scenario, make_plan
from matcher.policy.records import Policy
from matcher.policy.register import REGISTER
from matcher.problem import Compiled, compile_problem
from matcher.problem.edits import edit_problem_by_all
from matcher.suitability import build_pairs
from matcher.suitability.table import PairTable
from matcher.whatif import Variant
from matcher.whatif.answering import WhatIf, answer, carry_over, name_pairs
from matcher.whatif.translating import translate_edits

ROOT = Path(__file__).resolve().parents[2]
DIRECT = {"withdraw_candidate", "withdraw_enterprise", "set_capacity", "set_seats", "pin", "unpin", "ban", "unban"}


@pytest.fixture(scope="module")
def small_plan(small: Scenario) -> Plan:
    """Return the small season's plan: sums only, so that the incremental engine can answer."""
    return make_plan(small)


@pytest.fixture(scope="module")
def banner() -> tuple[Scenario, PairTable, Compiled]:
    """Return the demonstration season compiled, with pins, bans and budgets at work; not solved."""
    plain = load_scenario(ROOT / "scenarios/banner")
    table = build_pairs(plain.pools, plain.policy)
    problem = compile_problem(plain.pools, plain.policy, table)
    pair = name_pairs_of_row(problem, 100)
    pin = EDIT.validate_python(
        {"kind": "pin", "candidate": pair[0], "enterprise": host_of(plain, pair[1]), "post": pair[1]}
    )
    pair = name_pairs_of_row(problem, 900)
    ban = EDIT.validate_python({"kind": "ban", "candidate": pair[0], "enterprise": host_of(plain, pair[1])})
    policy, pools = apply_edits([pin, ban], plain.policy, plain.pools)
    scenario = replace(plain, policy=policy, pools=pools)
    return scenario, table, compile_problem(pools, policy, table)


def name_pairs_of_row(compiled: Compiled, row: int) -> tuple[str, str]:
    """Return candidate id and post id of a pair of the problem."""
    problem = compiled.problem
    return compiled.candidate_ids[problem.candidate[row]], compiled.post_ids[problem.post[row]]


def host_of(scenario: Scenario, post: str) -> str:
    """Return the enterprise of a post."""
    return scenario.pools.host_of_post(post).id


def draw_edit(rng: np.random.Generator, scenario: Scenario, compiled: Compiled, policy: Policy) -> dict[str, object]:
    """Return a random edit that touches room, seats or orders."""
    candidate, post = name_pairs_of_row(compiled, int(rng.integers(compiled.problem.num_pairs)))
    ends = {"candidate": candidate, "enterprise": host_of(scenario, post)}
    at_post = {"post": post} if rng.random() < 0.5 else {}
    kind = str(rng.choice(sorted(DIRECT)))
    if kind == "withdraw_candidate":
        return {"kind": kind, "candidate": candidate}
    if kind == "withdraw_enterprise":
        return {"kind": kind, "enterprise": ends["enterprise"]}
    if kind == "set_capacity":
        return {"kind": kind, "candidate": candidate, "capacity": [None, 0, 1, 2, 5][rng.integers(5)]}
    if kind == "set_seats":
        least = int(rng.integers(3))
        return {"kind": kind, "post": post, "least": least, "most": least + int(rng.integers(3))}
    orders = policy.pins if kind == "unpin" else policy.bans
    if kind in {"unpin", "unban"} and orders:
        order = orders[int(rng.integers(len(orders)))]
        return {"kind": kind, "candidate": order.candidate, "enterprise": order.enterprise}
    return {"kind": "pin" if kind in {"pin", "unpin"} else "ban", **ends, **at_post}


@pytest.mark.parametrize("seed", range(6))
def test_told_to_the_problem_or_compiled_anew_is_one_problem(
    seed: int, banner: tuple[Scenario, PairTable, Compiled]
) -> None:
    """Random withdrawals, capacities, seats, pins and bans lead to the same problem either way, digest and all."""
    scenario, table, compiled = banner
    rng = np.random.default_rng(seed)
    chosen: list[Edit] = []
    policy, pools = scenario.policy, scenario.pools
    num_direct = 0
    while len(chosen) < 12:
        edit = EDIT.validate_python(draw_edit(rng, scenario, compiled, policy))
        try:
            policy_after, pools_after = apply_edit(edit, policy, pools)
            wanted = compile_problem(pools_after, policy_after, table).problem.digest()
        except ScenarioError:
            continue  # a repetition, a contradiction, or a pin without a pair
        found = translate_edits([*chosen, edit], State(scenario.policy, scenario.pools, scenario.vocabulary), compiled)
        if found is None:
            continue  # a pin that leaves a choice of posts, or a least load that moves
        chosen.append(edit)
        policy, pools = policy_after, pools_after
        num_direct += 1
        assert edit_problem_by_all(compiled.problem, found).digest() == wanted, chosen
    assert len({edit.kind for edit in chosen}) >= 4


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_is_answered_as_a_solve_from_scratch(
    kind: str, small: Scenario, small_plan: Plan, every_edit: dict[str, Edit]
) -> None:
    """Objective values of an answer in full are those of the edited scenario's own plan."""
    edit = every_edit[kind]
    reply = WhatIf(small_plan).ask([edit], "full")
    assert (reply.route == "direct") == (kind in DIRECT)
    fresh = make_plan(Variant("变", small).add(edit).scenario)
    assert reply.status == fresh.status == "OPTIMAL"
    assert {change.objective: change.after for change in reply.changes} == {
        result.name: result.value for result in fresh.objectives
    }
    before = {result.name: result.value for result in small_plan.objectives}
    assert all(change.before == before[change.objective] for change in reply.changes if change.objective in before)


@pytest.mark.parametrize("depth", ["cover", "nearest", "full"])
def test_direct_and_rebuilt_answers_agree(depth: str, small: Scenario, small_plan: Plan) -> None:
    """The same withdrawals, told directly or hidden in a change of records, give the same values."""
    for candidate in ("001", "006", "008"):
        direct = answer(
            small_plan, [EDIT.validate_python({"kind": "withdraw_candidate", "candidate": candidate})], depth
        )
        hidden = {"kind": "change_candidate", "candidate": candidate, "changes": {"capacity": 0, "least": 0}}
        rebuilt = answer(small_plan, [EDIT.validate_python(hidden)], "full" if depth == "full" else depth)
        assert (direct.route, rebuilt.route) == ("direct", "judged")
        values = {change.objective: change.after for change in direct.changes}
        leading = [change.objective for change in rebuilt.changes][: None if depth == "full" else 1]
        assert all(
            values[change.objective] == change.after for change in rebuilt.changes if change.objective in leading
        )


def test_pairs_judged_before_serve_where_no_edit_touches_them(small: Scenario, every_edit: dict[str, Edit]) -> None:
    """Edits said to keep pairs compile to the same problem from the old table as from a new one."""
    from matcher.whatif.answering import _keeps_pairs

    table = build_pairs(small.pools, small.policy)
    limits = [rule for rule in REGISTER.values() if rule.effect == "limit"]
    switches = [
        EDIT.validate_python({"kind": "switch_rule", "rule": rule.id, "is_on": on})
        for rule in limits
        for on in (True, False)
    ]
    kept = [edit for edit in (*every_edit.values(), *switches) if _keeps_pairs(edit)]
    assert len(kept) >= 18
    for edit in kept:
        policy, pools = apply_edit(edit, small.policy, small.pools)
        old, new = (
            compile_problem(pools, policy, chosen).problem.digest() for chosen in (table, build_pairs(pools, policy))
        )
        assert old == new, edit


def test_moves_and_gaps_are_told_by_id(small: Scenario, small_plan: Plan) -> None:
    """A withdrawn person leaves all posts; what the reply says of pairs, moves and gaps fits together."""
    gone = small_plan.matches[0].candidate_id
    reply = answer(small_plan, [EDIT.validate_python({"kind": "withdraw_candidate", "candidate": gone})])
    before = {(match.candidate_id, match.post_id) for match in small_plan.matches}
    moved = {(move.candidate, post) for move in reply.moves for post in move.left}
    taken = {(move.candidate, post) for move in reply.moves for post in move.taken}
    assert (before - moved) | taken == set(reply.pairs)
    (own,) = [move for move in reply.moves if move.candidate == gone]
    assert own.taken == ()
    people = [dict.fromkeys(small_plan.compiled.post_ids, 0) for _ in range(2)]
    for count, pairs in zip(people, (before, reply.pairs), strict=True):
        for _, post in pairs:
            count[post] += 1
    least = {post.id: post.least for post in small.pools.posts}
    short = [{post for post, number in count.items() if number < least[post]} for count in people]
    assert set(reply.uncovered) == short[1] - short[0]
    assert set(reply.covered) == short[0] - short[1]


def test_added_and_removed_records_keep_the_rest_in_place(small_plan: Plan) -> None:
    """With another person in the pool and one gone, the nearest answer moves few of the others."""
    edits = [
        EDIT.validate_python(
            {"kind": "add_candidate", "candidate": {"id": "000", "name": "新", "pool": "reserve", "status": "on_duty"}}
        ),
        EDIT.validate_python({"kind": "remove_enterprise", "enterprise": "H006"}),
    ]
    reply = answer(small_plan, edits, "nearest")
    assert reply.route == "judged"
    assert {post for move in reply.moves for post in move.left} == {"H006-1"}
    assert not any(move.taken for move in reply.moves)


def test_carrying_over_goes_by_id(small: Scenario, small_plan: Plan) -> None:
    """Pairs of people and posts that both seasons know are carried over, no others."""
    removal = EDIT.validate_python({"kind": "remove_candidate", "candidate": "001"})
    policy, pools = apply_edit(removal, small.policy, small.pools)
    new = compile_problem(pools, policy, build_pairs(pools, policy))
    old = name_pairs(small_plan.evidence.assignment, small_plan.compiled)
    carried = name_pairs(carry_over(small_plan.evidence.assignment, small_plan.compiled, new), new)
    assert carried == tuple(pair for pair in old if pair[0] != "001")


def test_a_contradiction_is_no_plan_and_says_why(small_plan: Plan) -> None:
    """More pins than room are proven infeasible; a plan without an assignment cannot be asked."""
    pins = [{"kind": "pin", "candidate": "001", "enterprise": f"H00{n}"} for n in (1, 2)]
    one = {"kind": "set_capacity", "candidate": "001", "capacity": 1}
    reply = answer(small_plan, [EDIT.validate_python(data) for data in (one, *pins)])
    assert (reply.status, reply.pairs, reply.changes, reply.moves) == ("INFEASIBLE", (), (), ())
    assert reply.cause is not None
    with pytest.raises(ProblemError):
        WhatIf(replace(small_plan, evidence=None))
