"""Every benchmark runs at a tiny size, prints the lines it promises, and its exit code counts."""

from collections.abc import Sequence
from importlib import import_module
from itertools import groupby

import pytest

from benchmarks.__main__ import list_benchmarks, main

HEAD = "case | work s (median) | against s (median) | ratio | reach | ok"

ALL_MET = ("--slack", "inf")
TINY: dict[str, tuple[str, ...]] = {
    "building": ("--sizes", "XS", *ALL_MET),
    "cover_then_suitability": ("--sizes", "XS", *ALL_MET),
    "dashboard": (
        *("--hosts", "8", "--people", "10", "--rounds", "1", "--sessions", "2", "--clicks", "1"),
        *("--pause", "0", "--minutes", "0", "--pages", "overview", *ALL_MET),
    ),
    "deferred_acceptance": ("--people", "40", "--posts", "15", "--repeats", "1", "--peer", "textbook_peer", *ALL_MET),
    "exact_stability": ("--size", "XS", "--seeds", "1", "--own", "--shared", "nowhere"),
    "explain": ("--size", "XS", "--pairs", "3", "--hosts", "2", *ALL_MET),
    "few_blocking": ("--sizes", "XS", "--first-plan", "XS", "--own", *ALL_MET),
    "import_tables": ("--rows", "30", *ALL_MET),
    "incremental": ("--sizes", "XS", "--scenario-size", "XS", "--edits", "2", "--scenarios", "3", *ALL_MET),
    "memory": ("--size", "XS"),  # libraries alone are far more than six times these few arrays
    "quotas": ("--size", "XS", "--committees", "3", *ALL_MET),
    "signing": ("--people", "4", "--processes", "1", "--databases", "file", *ALL_MET),
    "start": ("--repeats", "1", "--objectives", "stability", "--slack", "0"),
    "stress": ("--size", "XS", "--repeats", "1", "--effort", "1", *ALL_MET),
    "suitability": ("--hosts", "30", "--people", "20", "--runs", "1", *ALL_MET),
    "sweep": ("--hosts", "6", "--people", "8", "--scenarios", "4", "--repeats", "1", *ALL_MET),
}
"""Options that make each benchmark tiny."""

MISSING = ("start", "memory")
"""Those whose reach no machine meets with these options."""


def run_here(name: str, options: Sequence[str]) -> int:
    """Run a benchmark in this process, which has its imports already."""
    code: int = import_module(f"benchmarks.{name}").main(list(options))
    return code


def test_all_benchmarks_run_and_their_misses_count(capfd: pytest.CaptureFixture[str]) -> None:
    """Without names every module runs once; the exit code is 1 and names just those that missed their reach."""
    assert set(TINY) == set(list_benchmarks())
    assert main([], TINY, run_here) == 1
    lines = capfd.readouterr().out.splitlines()
    assert lines.pop() == f"missed: {', '.join(MISSING)}"
    sections = {}
    for is_title, group in groupby(lines, lambda line: line.startswith("== ")):
        if is_title:
            *_, title = group
        else:
            sections[title.removeprefix("== ")] = list(group)
    assert list(sections) == list_benchmarks()
    for name, shown in sections.items():
        cases = [line.split(" | ") for line in shown if " | " in line and line != HEAD]
        assert shown.count(HEAD) == 1, name
        assert cases, name
        for fields in cases:
            is_skipped = len(fields) == 2 and fields[1].startswith("skipped: ") and len(fields[1]) > 12
            assert is_skipped or (len(fields) == 6 and all(fields) and fields[5] in {"yes", "NO"}), (name, fields)
        verdicts = {fields[-1] for fields in cases if len(fields) == 6}
        assert ("NO" in verdicts) == (name in MISSING), name


def test_processes_report_to_the_runner(capfd: pytest.CaptureFixture[str]) -> None:
    """As processes of their own too: one that meets its reach gives 0, together with one that misses 1."""
    options = {"cover_then_suitability": TINY["cover_then_suitability"], "building": ("--sizes", "XS", "--slack", "0")}
    assert main(["cover_then_suitability"], options) == 0
    assert capfd.readouterr().out.endswith("all within their reach\n")
    assert main(["building", "cover_then_suitability"], options) == 1
    assert capfd.readouterr().out.endswith("missed: building\n")


def test_unknown_benchmark_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is no benchmark ends with 2 and lists what there is; shared parts are no benchmarks."""
    with pytest.raises(SystemExit) as refused:
        main(["timing"])
    assert refused.value.code == 2
    assert "no benchmark timing; there are " in capsys.readouterr().err
