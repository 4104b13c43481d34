"""Stress tests of whole plans, by ids; in this process, on processes, stopped half way."""

from datetime import date

import pytest

from matcher.errors import ProblemError
from matcher.plans import Plan, Scenario, make_plan
from matcher.policy import Policy, Quota
from matcher.pools import load_vocabulary
from matcher.pools.synthetic import generate_pools
from matcher.whatif.stress import stress_plan


@pytest.fixture(scope="module")
def ruled_plan() -> Plan:
    """Return a small plan with a quota that binds."""
    policy = Policy(
        name="stress",
        season_start=date(2026, 12, 1),
        objectives=("coverage", "satisfaction"),
        quotas=(Quota(name="on duty", candidates={"pool": ("on_duty",)}, most_share=0.3),),
    )
    return make_plan(Scenario(policy, generate_pools(14, 12, 3), load_vocabulary()))


def test_every_withdrawal_adds_up(ruled_plan: Plan) -> None:
    """Who holds nothing costs nothing; who moves is not who left; a chain ends every move it begins."""
    stress = stress_plan(ruled_plan, groups=[(2, 3), (4, 2)], seed=5, most_moves=3)
    held = {match.candidate_id for match in ruled_plan.matches}
    assert [one.people for one in stress.singles] == [(name,) for name in ruled_plan.compiled.candidate_ids]
    assert [len(one.people) for one in stress.groups] == [2, 2, 2, 4, 4]
    for one in stress.singles:
        assert one.is_exact
        assert all(move.candidate not in one.people for move in one.moves)
        if one.people[0] not in held:
            assert (one.loss, one.moves, one.backup) == (0, (), None)
            continue
        assert one.backup is not None
        assert (one.backup.status == "none") or one.loss == 0
        if one.loss:
            assert one.uncovered_hosts
            assert one.backup.status == "none"
    counted = {host for one in (*stress.singles, *stress.groups) for host in one.uncovered_hosts}
    assert {host.host for host in stress.fragile} == counted


def test_processes_answer_as_this_process_does(ruled_plan: Plan) -> None:
    """The same withdrawals in the same order, wherever they are repaired; the same seed, the same groups."""
    here = stress_plan(ruled_plan, groups=[(3, 2)], seed=7, most_moves=1)
    there = stress_plan(ruled_plan, groups=[(3, 2)], seed=7, most_moves=1, processes=2)
    assert (here.singles, here.groups, here.fragile) == (there.singles, there.groups, there.fragile)
    assert not there.was_stopped


def test_stop_keeps_what_was_repaired(ruled_plan: Plan) -> None:
    """Asked to stop after three, it returns three and says so."""
    told: list[int] = []
    stress = stress_plan(ruled_plan, on_done=lambda done, _: told.append(done), should_stop=lambda: len(told) >= 3)
    assert len(stress.singles) == 3
    assert stress.was_stopped


def test_wrong_people_and_groups_are_refused(ruled_plan: Plan) -> None:
    """Somebody who is not there, and a group larger than the plan, have one clear error each."""
    with pytest.raises(ProblemError) as nobody:
        stress_plan(ruled_plan, people=["nobody"])
    assert "nobody" in nobody.value.words.en
    with pytest.raises(ProblemError) as large:
        stress_plan(ruled_plan, people=[], groups=[(999, 1)])
    assert "999" in large.value.words.en
