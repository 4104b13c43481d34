"""A popular plan on disk keeps what proves it popular."""

import json
from datetime import date
from pathlib import Path

import pytest
from people import host, person

import matcher
from matcher.exports.plan_folder import write_plan_folder
from matcher.exports.stored_check import check_plan_folder
from matcher.plans import Scenario
from matcher.policy import write_policy
from matcher.policy.records import Policy
from matcher.pools.pools import Pools
from matcher.pools.records import Choice, Post
from matcher.pools.vocabulary import load_vocabulary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a popular plan of three people and three hosts with strict lists."""
    people, hosts = ("1", "2", "3"), ("A", "B", "C")
    wanted = {"1": "ABC", "2": "ACB", "3": "BAC"}
    liked = {"A": "312", "B": "123", "C": "231"}
    said = [
        *(
            Choice(side="candidate", candidate=i, enterprise=e, rank=r)
            for i in people
            for r, e in enumerate(wanted[i], 1)
        ),
        *(
            Choice(side="enterprise", candidate=i, enterprise=e, rank=r)
            for e in hosts
            for r, i in enumerate(liked[e], 1)
        ),
    ]
    pools = Pools(
        candidates=tuple(person(i, capacity=1) for i in people),
        enterprises=tuple(host(e) for e in hosts),
        posts=tuple(Post(id=f"{e}-1", enterprise=e) for e in hosts),
        choices=tuple(said),
    )
    policy = Policy(name="popular", season_start=date(2026, 12, 1), objectives=("coverage", "popularity", "size"))
    plan = matcher.solve(Scenario(policy, pools, load_vocabulary()))
    assert plan.status == "OPTIMAL"
    write_policy(policy, tmp_path / "scenario.toml")
    write_plan_folder(plan, tmp_path / "plan", scenario_file=tmp_path / "scenario.toml")
    return tmp_path / "plan"


def test_a_popular_plan_verifies_from_its_files(folder: Path) -> None:
    """The stored prices are read back and prove the plan again."""
    check = check_plan_folder(folder)
    assert check.ok
    assert check.document.objectives[1].certificate is not None
    assert check.verification is not None
    assert "popularity" in check.verification.confirmed


def test_changed_prices_prove_nothing(folder: Path) -> None:
    """A price changed in the file, in either direction, is refused or proves no less than before."""
    file = folder / "plan.json"
    document = json.loads(file.read_bytes())
    document["objectives"][1]["certificate"]["prices"][0] += 1_000_000
    file.write_text(json.dumps(document), encoding="utf-8")
    check = check_plan_folder(folder)
    assert check.verification is not None
    assert not check.ok
