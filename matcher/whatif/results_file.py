"""Results as JSON lines that survive a kill: appended one by one, each on the disk before the next.

The first line names the sweep; each further line is one result. A last line that a kill cut short is
dropped when the file is opened again.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from matcher.errors import FileError
from matcher.words import Words

Row: TypeAlias = dict[str, Any]


class ResultsFile:
    """Hold the rows read when the file was opened, and append further ones."""

    def __init__(self, stream: BinaryIO, rows: dict[int, Row]) -> None:
        self._stream = stream
        self.rows = rows

    def append(self, row: Row) -> None:
        """Write one row and wait until it is on the disk."""
        write_line(self._stream, row)


@contextmanager
def open_results(path: Path, sweep: str, num_tasks: int) -> Iterator[ResultsFile]:
    """Open a results file to go on with it, or make one.

    Parameters
    ----------
    sweep
        Digest of the sweep.
    num_tasks
        Of the sweep; numbers of rows are below it.

    Raises
    ------
    FileError
        It is no results file, belongs to another sweep, is damaged before its end, or cannot be
        written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes() if path.exists() else b""
        rows, kept = _read(path, content, sweep, num_tasks)
        with path.open("r+b" if path.exists() else "w+b") as stream:
            stream.truncate(kept)
            stream.seek(kept)
            if not kept:
                write_line(stream, {"sweep": sweep, "tasks": num_tasks})
            yield ResultsFile(stream, rows)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(Words(f"无法写入 {path}：{reason}", f"cannot write {path}: {reason}")) from error


def write_line(stream: BinaryIO, row: Row) -> None:
    """Write one line through to the disk."""
    stream.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    stream.flush()
    os.fsync(stream.fileno())


def _read(path: Path, content: bytes, sweep: str, num_tasks: int) -> tuple[dict[int, Row], int]:
    """Return the rows by number, and how many bytes are whole lines."""
    kept = content.rfind(b"\n") + 1
    # A kill may leave the header itself half written; anything else without a line end is no file of ours.
    if not kept and content and not content.startswith(b'{"sweep"'):
        raise _refuse(path)
    rows: dict[int, Row] = {}
    for line_number, line in enumerate(content[:kept].splitlines(), start=1):
        try:
            row = json.loads(line)
            if line_number == 1:
                found = row["sweep"]
                continue
            number = row["number"]
            is_row = isinstance(number, int) and 0 <= number < num_tasks and "name" in row
        except (ValueError, KeyError, TypeError):
            raise _refuse(path, line_number) from None
        if found != sweep:
            break
        if not is_row:
            raise _refuse(path, line_number)
        rows[number] = row
    if kept and found != sweep:
        raise FileError(
            Words(
                f"{path} 里是另一组推演的结果（方案、数据表或改动不同）；请换一个 --out 文件",
                f"{path} holds the results of another sweep: scenario, tables or edits differ; name another --out file",
            )
        )
    return rows, kept


def _refuse(path: Path, line: int | None = None) -> FileError:
    where = Words("" if line is None else f"第 {line} 行", "" if line is None else f" at line {line}")
    return FileError(
        Words(
            f"{path}{where.zh} 不是推演结果；没有改动它，请换一个 --out 文件",
            f"{path} is no results file{where.en}; it was left alone, name another --out file",
        )
    )
