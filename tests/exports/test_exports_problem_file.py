"""The stored problem comes back equal, or not at all."""

import io
import zipfile
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import FileError
from matcher.exports.problem_file import read_problem, write_problem
from matcher.plans.plan import Plan
from matcher.problem import Problem


def test_a_problem_comes_back_equal(plan: Plan, tmp_path: Path) -> None:
    """Every array with its type, every number and text."""
    problem = replace(plan.problem, most_company_posts=1, seed=7)
    write_problem(problem, tmp_path / "problem.npz")
    again = read_problem(tmp_path / "problem.npz")
    assert again.digest() == problem.digest()
    for item in fields(Problem):
        stored, original = getattr(again, item.name), getattr(problem, item.name)
        if isinstance(original, np.ndarray):
            assert stored.dtype == original.dtype
            assert np.array_equal(stored, original)
        else:
            assert stored == original
            assert type(stored) is type(original)


def test_it_holds_no_pickled_objects(plan: Plan, tmp_path: Path) -> None:
    """Opening the file runs nothing."""
    write_problem(plan.problem, tmp_path / "problem.npz")
    with np.load(tmp_path / "problem.npz", allow_pickle=False) as archive:
        assert all(archive[key].dtype != object for key in archive.files)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_cut_file_is_refused(plan: Plan, tmp_path: Path, share: float) -> None:
    """Half a file is a sentence, not a traceback."""
    path = tmp_path / "problem.npz"
    write_problem(plan.problem, path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(FileError, match="已损坏"):
        read_problem(path)


def test_any_flipped_byte_is_noticed(plan: Plan, tmp_path: Path) -> None:
    """Whatever byte of the content changes, reading fails or gives the same problem."""
    path = tmp_path / "problem.npz"
    write_problem(plan.problem, path)
    data, digest = path.read_bytes(), plan.problem.digest()
    refused = 0
    for place in range(0, len(data), max(1, len(data) // 400)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        try:
            problem = read_problem(path)
        except FileError:
            refused += 1
        else:
            assert problem.digest() == digest, place
    assert refused > 100


def rewrite(path: Path, key: str, array: np.ndarray) -> None:
    """Replace one array in a stored problem."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, allow_pickle=True)
    parts[f"{key}.npy"] = buffer.getvalue()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    ("key", "array", "says"),
    [
        ("points", np.array([1], np.int64), "已损坏"),
        ("seed", np.asarray(9), "摘要不符"),
        ("extra", np.asarray(9), "摘要不符"),
        ("objectives", np.array([print], dtype=object), "已损坏"),
    ],
)
def test_a_changed_array_is_refused(plan: Plan, tmp_path: Path, key: str, array: np.ndarray, says: str) -> None:
    """Wrong shapes, other numbers, unknown names and pickles are all told apart from the real file."""
    path = tmp_path / "problem.npz"
    write_problem(plan.problem, path)
    rewrite(path, key, array)
    with pytest.raises(FileError, match=says):
        read_problem(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The sentence says which file is not there."""
    with pytest.raises(FileError, match="找不到"):
        read_problem(tmp_path / "problem.npz")
