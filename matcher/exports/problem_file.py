"""The stored problem: every array of a `Problem` in one `.npz`, with its digest."""

import io
import zipfile
import zlib
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from matcher.errors import FileError, ProblemError
from matcher.exports.replacing import write_bytes
from matcher.problem.problem import Problem
from matcher.words import Words

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DIGEST = "digest"
_UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    EOFError,
    SyntaxError,
    MemoryError,
    OverflowError,
    RuntimeError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
    ProblemError,
)


def write_problem(problem: Problem, path: Path) -> None:
    """Write every field of the problem and its digest; equal problems give equal bytes.

    Raises
    ------
    FileError
        The place cannot be written.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for key, value in (*((item.name, getattr(problem, item.name)) for item in fields(Problem)),):
            _add_array(archive, key, np.asarray(value))
        _add_array(archive, _DIGEST, np.asarray(problem.digest()))
    write_bytes(path, buffer.getvalue())


def read_problem(path: Path) -> Problem:
    """Read a stored problem and check that it is the one that was written.

    Raises
    ------
    FileError
        The file is missing, broken, or does not have the digest it states.
    """
    try:
        # From memory: NumPy leaves a broken file open.
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as archive:
            stored = {key: archive[key] for key in archive.files}
        digest = str(stored.pop(_DIGEST))
        problem = Problem(**{item.name: _restore(item.name, stored.pop(item.name)) for item in fields(Problem)})
    except FileNotFoundError as error:
        raise FileError(Words(f"找不到 {path}", f"{path} is not there")) from error
    except _UNREADABLE as error:
        raise FileError(
            Words(
                f"{path} 已损坏或不是匹配问题文件，请重新生成方案",
                f"{path} is damaged or holds no problem; make the plan again",
            )
        ) from error
    if stored or problem.digest() != digest:
        raise FileError(
            Words(
                f"{path} 的内容与其摘要不符，文件被改动过",
                f"{path} does not have the digest it states; the file was changed",
            )
        )
    return problem


def _add_array(archive: zipfile.ZipFile, key: str, array: np.ndarray[Any, Any]) -> None:
    entry = zipfile.ZipInfo(f"{key}.npy", _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    data = io.BytesIO()
    np.lib.format.write_array(data, np.ascontiguousarray(array).reshape(array.shape), allow_pickle=False)
    archive.writestr(entry, data.getvalue(), compresslevel=1)


def _restore(key: str, array: np.ndarray[Any, Any]) -> Any:  # noqa: ANN401 (fields differ in type)
    """Return a field in the type the problem wants: an array, a number, or a tuple of words."""
    if key == "objectives":
        return tuple(str(word) for word in array)
    if array.ndim == 0:
        return array.item()
    return array
