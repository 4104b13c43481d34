"""The stored problem: every array of a `Problem` in one ``.npz``, with its digest."""

from pathlib import Path

from matcher.errors import FileError, ProblemError
from matcher.exports.replacing import write_bytes
from matcher.problem.packing import pack_problem, unpack_problem
from matcher.problem.problem import Problem
from matcher.words import Words


def write_problem(problem: Problem, path: Path) -> None:
    """Write every field of the problem and its digest; equal problems give equal bytes.

    Raises
    ------
    FileError
        The place cannot be written.
    """
    write_bytes(path, pack_problem(problem))


def read_problem(path: Path) -> Problem:
    """Read a stored problem and check that it is the one that was written.

    Raises
    ------
    FileError
        The file is missing, broken, or does not have the digest it states.
    """
    try:
        return unpack_problem(path.read_bytes())
    except FileNotFoundError as error:
        raise FileError(Words(f"找不到 {path}", f"{path} is not there")) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise FileError(Words(f"无法读取 {path}：{why}", f"cannot read {path}: {why}")) from error
    except ProblemError as error:
        raise FileError(Words(f"{path} {error.words.zh}", f"{path}: {error.words.en}")) from error
