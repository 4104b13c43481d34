"""Sweeps: the same numbers everywhere, results that survive a kill, faults told where they are."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import distributed
import psutil
import pytest

from matcher.cli import main
from matcher.errors import FileError, MatcherError, ScenarioError, SolverError
from matcher.whatif.backends import Backend, Here, Processes
from matcher.whatif.cluster import Cluster
from matcher.whatif.results_file import Row
from matcher.whatif.sweep import UNLIKE, SweepResult, run_sweep
from matcher.whatif.sweep_file import load_sweep

GRID = """
scenario = "base"
effort = 0.5

[[grid]]
edit = { kind = "set_parameter", rule = "host-cap", parameter = "most" }
key = "value"
values = [1, 2, 3]

[[grid]]
edit = { kind = "set_weight", criterion = "needs" }
key = "weight"
values = [0, 20, 40, 60]

[[scenarios]]
name = "objectives"
edits = [{ kind = "set_objectives", objectives = ["coverage", "size"] }]

[[scenarios]]
name = "nobody"
edits = [{ kind = "withdraw_candidate", candidate = "nobody" }]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a generated scenario that is solved by sums alone, and a sweep of it."""
    place = tmp_path_factory.mktemp("sweep")
    assert main(["generate", "--hosts", "9", "--people", "8", "--out", str(place / "base"), "--json"]) == 0
    file = place / "base" / "scenario.toml"
    text = file.read_text(encoding="utf-8")
    asked = text.replace('preset = "coverage-first"', 'objectives = ["coverage", "satisfaction"]')
    assert asked != text
    file.write_text(asked, encoding="utf-8")
    (place / "sweep.toml").write_text(GRID, encoding="utf-8")
    return place


def numbers(result: SweepResult) -> list[Row]:
    """Return the rows without what may differ from run to run."""
    return [{key: value for key, value in row.items() if key not in UNLIKE} for row in result.rows]


@pytest.fixture(scope="module")
def expected(folder: Path) -> list[Row]:
    """Return the rows of a run in this process that nobody disturbed."""
    result = run_sweep(load_sweep(folder / "sweep.toml"), folder / "here.jsonl", backend=Here())
    assert result.is_complete
    return numbers(result)


def test_grid_and_list_come_in_order(expected: list[Row]) -> None:
    """Every combination, then the list; a task that cannot be made says why and stops nothing."""
    names = [f"host-cap={cap} · needs={weight}" for cap in (1, 2, 3) for weight in (0, 20, 40, 60)]
    assert [row["name"] for row in expected] == [*names, "objectives", "nobody"]
    assert [row["number"] for row in expected] == list(range(14))
    assert "nobody" in expected[-1]["error"]["en"]
    assert all(row["status"] in {"OPTIMAL", "FEASIBLE"} for row in expected[:-1])
    cover = [row["objectives"][0]["value"] for row in expected[:12]]
    assert cover[0] >= cover[4] >= cover[8]
    assert [one["name"] for one in expected[12]["objectives"]] == ["coverage", "size"]


@pytest.mark.parametrize("backend", [Processes(2), Cluster(None, 2)], ids=["processes", "cluster"])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_every_back_end_gives_the_same_numbers(folder: Path, backend: Backend, expected: list[Row]) -> None:
    """Processes of this machine and a real dask cluster of two workers agree with this process."""
    out = folder / f"{type(backend).__name__}.jsonl"
    assert numbers(run_sweep(load_sweep(folder / "sweep.toml"), out, backend=backend)) == expected


def test_a_cluster_may_be_named(folder: Path, expected: list[Row], monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks go to the scheduler at an address; where none answers, one error names the address."""
    sweep = load_sweep(folder / "sweep.toml")
    with distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=None, protocol="tcp://") as cluster:
        address = cluster.scheduler_address
        assert address.startswith("tcp")
        assert numbers(run_sweep(sweep, folder / "named.jsonl", backend=Cluster(address, 1))) == expected
    monkeypatch.setattr("matcher.whatif.cluster.CONNECT_S", 1)
    with pytest.raises(FileError) as refused:
        run_sweep(sweep, folder / "nobody.jsonl", backend=Cluster("tcp://127.0.0.1:9", 1))
    assert "127.0.0.1:9" in refused.value.words.en


def test_a_killed_run_goes_on_where_it_was(folder: Path, expected: list[Row]) -> None:
    """Killed without warning after some results, a second run does the rest; no worker is left behind."""
    out = folder / "killed.jsonl"
    code = "import sys; from matcher.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "sweep", str(folder / "sweep.toml"), "--out", str(out), "--json"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 60
        while not out.exists() or out.read_bytes().count(b"\n") < 3:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.005)
        workers = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert len(workers) >= 2
    assert psutil.wait_procs(workers, timeout=20)[1] == []
    left = out.read_bytes()
    out.write_bytes(left + b'{"number": 13, "name": "half a li')
    result = run_sweep(load_sweep(folder / "sweep.toml"), out)
    assert 2 <= result.num_resumed < len(expected)
    assert numbers(result) == expected
    again = run_sweep(load_sweep(folder / "sweep.toml"), out)
    assert (again.num_resumed, numbers(again)) == (len(expected), expected)
    assert out.read_bytes().startswith(left)


def test_a_dead_worker_is_told(folder: Path, expected: list[Row]) -> None:
    """Where workers die the sweep ends with one error; what was done is kept and a second run does the rest."""
    sweep, out = load_sweep(folder / "sweep.toml"), folder / "dead.jsonl"

    def kill(done: int, _: int) -> None:
        if done == 1:
            for child in psutil.Process().children():
                if any("spawn_main" in part for part in child.cmdline()):
                    child.kill()

    with pytest.raises(SolverError) as told:
        run_sweep(sweep, out, backend=Processes(2), on_done=kill)
    assert "worker process died" in told.value.words.en
    again = run_sweep(sweep, out, backend=Here())
    assert 1 <= again.num_resumed < len(expected)
    assert numbers(again) == expected


def test_stop_keeps_what_is_done(folder: Path, expected: list[Row]) -> None:
    """Asked to stop after two tasks, the file holds two rows that a later run takes over."""
    out, told = folder / "stopped.jsonl", list[int]()
    sweep = load_sweep(folder / "sweep.toml")
    result = run_sweep(sweep, out, on_done=lambda done, _: told.append(done), should_stop=lambda: len(told) >= 2)
    assert not result.is_complete
    assert numbers(result) == expected[:2]
    assert run_sweep(sweep, out).num_resumed == 2


def test_results_of_another_sweep_are_left_alone(folder: Path, expected: list[Row]) -> None:
    """A file of other tasks, of something else, or damaged in its middle is refused and not touched."""
    assert expected
    other = folder / "other.toml"
    other.write_text(GRID.replace("values = [1, 2, 3]", "values = [2]"), encoding="utf-8")
    damaged = folder / "damaged.jsonl"
    lines = (folder / "here.jsonl").read_bytes().splitlines(keepends=True)
    damaged.write_bytes(b"".join([*lines[:2], b"not json\n", *lines[3:]]))
    note = folder / "note.txt"
    note.write_text("my own notes", encoding="utf-8")
    for sweep, out in (("other.toml", "here.jsonl"), ("sweep.toml", "damaged.jsonl"), ("sweep.toml", "note.txt")):
        before = (folder / out).read_bytes()
        with pytest.raises(FileError) as refused:
            run_sweep(load_sweep(folder / sweep), folder / out)
        assert out in refused.value.words.en
        assert (folder / out).read_bytes() == before


@pytest.mark.parametrize(
    ("wrong", "right", "place"),
    [
        ('criterion = "needs"', 'criterion = "need"', "grid[1]"),
        ("[[grid]]", "[[gird]]", "gird"),
        ("values = [1, 2, 3]", "values = []", "grid[0].values"),
        ('kind = "withdraw_candidate"', 'kind = "withdraw"', "scenarios[1].edits[0].kind"),
    ],
)
def test_faults_of_the_file_name_their_place(folder: Path, wrong: str, right: str, place: str) -> None:
    """A misspelt word, key or kind and an empty list are told with their place."""
    file = folder / "wrong.toml"
    file.write_text(GRID.replace(wrong, right), encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load_sweep(file)
    assert place in json.dumps([finding.as_dict("en") for finding in refused.value.findings])


def test_without_the_extra_the_error_names_it() -> None:
    """Where `distributed` is missing, asking for a cluster says what to install."""
    code = (
        "import sys; sys.modules['distributed'] = None\n"
        "import matcher.whatif.sweep\n"
        "from matcher.whatif.cluster import Cluster\n"
        "from matcher.errors import MatcherError\n"
        "try: Cluster(None, 1)\n"
        "except MatcherError as error: print(error.words.en)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "shuangxuan[cluster]" in said
    assert issubclass(FileError, MatcherError)


def test_nobody_else_imports_dask() -> None:
    """One module knows the cluster's library, and sweeping on processes does not load it."""
    code = "import sys, matcher.whatif.sweep, matcher.whatif.sweep_file; print('distributed' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "False"
    package = Path(main.__code__.co_filename).parents[1]
    knowing = {file.name for file in package.rglob("*.py") if "import distributed" in file.read_text(encoding="utf-8")}
    assert knowing == {"cluster.py"}
