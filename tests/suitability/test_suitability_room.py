"""The room as a whole: its door, its limits, its page in the manual, its benchmark."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import ProblemError
from matcher.policy.records import DEFAULT_WEIGHTS, Criterion, Policy
from matcher.policy.register import REGISTER
from matcher.pools.pools import Pools
from matcher.pools.records import Candidate, Enterprise, Post, SkillLevel
from matcher.suitability import CRITERIA, build, build_pairs
from matcher.suitability.codes import Codebook, list_skills, pack_flags, pack_levels

ROOT = Path(__file__).parents[2]


def test_door_is_light() -> None:
    """Importing the room loads neither pandas nor scipy."""
    code = "import sys, matcher.suitability; print({'pandas', 'scipy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("name", [*REGISTER, *CRITERIA])
def test_manual_names_every_rule_and_criterion(name: str) -> None:
    """The page on criteria and rules has an entry for each."""
    assert f"`{name}`" in (ROOT / "docs" / "criteria.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("criterion", CRITERIA)
def test_manual_gives_the_weights_in_force(criterion: Criterion) -> None:
    """The default weights on the page are the ones the policy uses."""
    rows = (ROOT / "docs" / "criteria.md").read_text(encoding="utf-8").splitlines()
    (row,) = [row for row in rows if row.startswith(f"| `{criterion}` |")]
    assert row.split("|")[3].strip() == str(DEFAULT_WEIGHTS[criterion])


def test_benchmark_agrees_with_the_room() -> None:
    """The bare arithmetic of the benchmark, written apart, gives the same pairs and points."""
    command = [sys.executable, "-m", "benchmarks.suitability", "--hosts", "250", "--people", "120", "--runs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stderr == ""
    assert "allowed pairs" in done.stdout
    assert "ratio" in done.stdout


def test_too_many_pairs_are_refused_with_the_way_out(
    make_market: Callable[[int], Pools], make_policy: Callable[..., Policy], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A market no plan could come back from stops early and names the rule that helps."""
    monkeypatch.setattr(build, "MOST_PAIRS", 5)
    with pytest.raises(ProblemError, match="distance-limit"):
        build_pairs(make_market(1), make_policy())


def test_skills_beyond_one_word_of_bits(make_policy: Callable[..., Policy]) -> None:
    """A vocabulary of 300 skills, beyond any one 64-bit word, counts every level."""
    names = [f"skill{n}" for n in range(300)]
    rng = np.random.default_rng(4)

    def draw() -> tuple[SkillLevel, ...]:
        return tuple(SkillLevel(skill=name, level=int(rng.integers(1, 4))) for name in names)

    person = Candidate(
        id="C",
        name="人选",
        pool="retired",
        status="retired",
        status_date="2015-01-01",
        birth="1970-01-01",
        full_member=True,
        unit_consent=True,
        is_healthy=True,
        skills=draw(),
    )
    host = Enterprise(id="H", name="企业", kind="cooperative", needs=draw())
    table = build_pairs(
        Pools(candidates=(person,), enterprises=(host,), posts=(Post(id="P", enterprise="H"),)), make_policy()
    )
    needed = sum(need.level for need in host.needs)
    met = sum(min(have.level, need.level) for have, need in zip(person.skills, host.needs, strict=True))
    assert table.terms[0, 0] == pytest.approx(met / needed)


def test_codebook_knows_only_its_words() -> None:
    """Unknown and blank words share the code 0, which no set ever holds."""
    book = Codebook(["b", "", None, "a", "b"])
    assert book.code(["a", "b", "c", "", None]).tolist() == [2, 1, 0, 0, 0]
    assert book.mark([("a", "c", ""), ()]).tolist() == [[False, False, True], [False, False, False]]
    known = [(SkillLevel(skill="a", level=2), SkillLevel(skill="c", level=3))]
    assert book.grade(list_skills(known)).tolist() == [[0, 0, 2]]


def test_unary_levels_share_the_lesser_level() -> None:
    """The bits two packed rows share count the sum of the lesser levels, at any width."""
    rng = np.random.default_rng(2)
    levels = rng.integers(0, 4, (50, 90)).astype(np.int8)
    words = pack_levels(levels)
    assert len(words) == -(-90 * 3 // 64)
    for a in range(49):
        shared = sum(int(np.bitwise_count(word[a] & word[a + 1])) for word in words)
        assert shared == int(np.minimum(levels[a], levels[a + 1]).sum())
    assert pack_flags(np.zeros((3, 0), np.bool_))[0].tolist() == [0, 0, 0]
