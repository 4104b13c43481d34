"""A problem as bytes and back: every array of it in one NumPy archive, with its digest."""

import io
import zipfile
import zlib
from dataclasses import fields
from typing import Any

import numpy as np

from matcher.errors import ProblemError
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


def pack_problem(problem: Problem) -> bytes:
    """Return every field of the problem and its digest; equal problems give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for key, value in (*((item.name, getattr(problem, item.name)) for item in fields(Problem)),):
            _add_array(archive, key, np.asarray(value))
        _add_array(archive, _DIGEST, np.asarray(problem.digest()))
    return buffer.getvalue()


def unpack_problem(data: bytes) -> Problem:
    """Return the problem of `pack_problem` and check that it is the one that was packed.

    Raises
    ------
    ProblemError
        The bytes are broken, or do not have the digest they state.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            stored = {key: archive[key] for key in archive.files}
        digest = str(stored.pop(_DIGEST))
        problem = Problem(**{item.name: _restore(item.name, stored.pop(item.name)) for item in fields(Problem)})
    except _UNREADABLE as error:
        raise ProblemError(
            Words("已损坏或不是匹配问题，请重新生成方案", "it is damaged or holds no problem; make the plan again")
        ) from error
    if stored or problem.digest() != digest:
        raise ProblemError(Words("内容与其摘要不符，被改动过", "it does not have the digest it states; it was changed"))
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
