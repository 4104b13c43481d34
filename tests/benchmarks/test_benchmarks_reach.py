"""A line that misses its reach gives exit code 1; what cannot run here is skipped and says why."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.families import Absent, read_residents, shared_problem
from benchmarks.timing import Timed, count_misses, print_count, print_ratio, time_in_turns

FEW_PEOPLE = ("--people", "40", "--posts", "15", "--repeats", "1")

RATIOS: dict[str, tuple[str, ...]] = {
    "building": ("--sizes", "XS"),
    "cover_then_suitability": ("--sizes", "XS"),
    "deferred_acceptance": (*FEW_PEOPLE, "--peer", "textbook_peer"),
    "few_blocking": ("--sizes", "XS", "--first-plan", "XS", "--own"),
    "import_tables": ("--rows", "5"),
    "incremental": ("--sizes", "XS", "--scenario-size", "XS", "--edits", "1", "--scenarios", "1"),
    "quotas": ("--size", "XS", "--committees", "3"),
    "suitability": ("--hosts", "30", "--people", "20", "--runs", "1"),
}


@pytest.mark.parametrize("name", RATIOS)
def test_missed_ratio_gives_one(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With a reach of nothing every ratio is missed, and the module's exit code is 1."""
    assert import_module(f"benchmarks.{name}").main([*RATIOS[name], "--slack", "0"]) == 1
    ratios = [line for line in capsys.readouterr().out.splitlines() if re.search(r"\| (<=|>=) \S+ x", line)]
    assert ratios
    assert all(line.endswith(" | NO") for line in ratios)


def test_missing_peer_is_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    """Without its peer the case is skipped with a reason, which is no miss."""
    main = import_module("benchmarks.deferred_acceptance").main
    assert main([*FEW_PEOPLE, "--peer", "no_such_peer", "--slack", "inf"]) == 0
    assert "stable plan against no_such_peer | skipped: no_such_peer is not installed" in capsys.readouterr().out


def test_peer_with_another_plan_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Times of different answers are not compared."""
    source = (Path(__file__).parents[1] / "textbook_peer.py").read_text(encoding="utf-8")
    (tmp_path / "careless_peer.py").write_text(source.replace("place.get(r, ", "place.get(r + 1, "), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    main = import_module("benchmarks.deferred_acceptance").main
    with pytest.raises(AssertionError, match="peer's plan differs"):
        main([*FEW_PEOPLE, "--peer", "careless_peer"])


def test_missing_instances_are_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the published instances their case is skipped, and the project's own family stands in."""
    main = import_module("benchmarks.exact_stability").main
    assert main(["--size", "XS", "--seeds", "1", "--shared", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "largest stable plan, 759 people and 53 posts with ties | skipped: the public instance hrt.instance" in shown
    assert "the shared generator gen.py is not beside this checkout; the project's own family instead" in shown
    with pytest.raises(Absent, match=r"gen\.py"):
        shared_problem("S", folder=tmp_path)


def test_instance_file_is_read_and_its_figure_held(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A small instance with ties is read as written; its largest stable plan, 3, is not the figure of the large one."""
    folder = tmp_path / "instances" / "ipmatch-glasgow"
    folder.mkdir(parents=True)
    # Person 1 ties both posts, person 2 knows the first only, person 3 is unknown to the second post.
    text = "1\n3\n2\n1 (1 2)\n2 1\n3 1 2\n1 2 (1 2) 3\n2 1 1\n"
    (folder / "hrt.instance").write_text(text, encoding="utf-8")
    problem = read_residents("hrt", folder=tmp_path)
    assert list(zip(problem.candidate.tolist(), problem.post.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0), (2, 0)]
    assert problem.rank_by_candidate.tolist() == [1, 1, 1, 1]
    assert problem.rank_by_post.tolist() == [1, 1, 1, 2]
    main = import_module("benchmarks.exact_stability").main
    assert main(["--size", "XS", "--seeds", "1", "--own", "--shared", str(tmp_path)]) == 1
    assert "| 3 proven in " in capsys.readouterr().out


def test_ratio_is_of_the_least_times(capsys: pytest.CaptureFixture[str]) -> None:
    """The least times of both sides are compared, and slack moves the reach both ways."""
    work, against = Timed((3.0, 2.0, 9.0)), Timed((1.0, 4.0, 5.0))
    assert print_ratio("slower", work, against, most=2.0)
    assert not print_ratio("slower", work, against, most=1.9)
    assert print_ratio("slower", work, against, most=1.9, slack=1.1)
    assert print_ratio("faster", against, work, least=2.0)
    assert not print_ratio("faster", against, work, least=2.1)
    assert print_ratio("faster", against, work, least=2.1, slack=1.1)
    assert capsys.readouterr().out.splitlines()[0] == "slower | 2 (3) | 1 (4) | 2 | <= 2 x | yes"
    with pytest.raises(ValueError, match="most or least"):
        print_ratio("both", work, against, most=1.0, least=1.0)
    assert not print_count("count", 3, "4", is_met=False)
    assert capsys.readouterr().out.endswith("count | 3 | - | - | 4 | NO\n")
    assert (count_misses([True, True]), count_misses([True, False]), count_misses([])) == (0, 1, 0)


def test_both_sides_take_turns() -> None:
    """Each side runs once uncounted, then they alternate."""
    calls: list[str] = []
    timed = time_in_turns(lambda: calls.append("a"), lambda: calls.append("b"), repeats=2)
    assert "".join(calls) == "ab" + "abab"
    assert [len(side.seconds) for side in timed] == [2, 2]
