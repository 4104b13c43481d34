"""Hashes kept outside the store, read back from whatever they were kept in."""

import csv
import io
import json
import re
from pathlib import Path

from matcher.errors import FileError
from matcher.words import Words

_LINE = re.compile(r"\D{0,3}(\d{1,15})\b.*\b([0-9a-f]{64})\b\W*")
_LARGEST = 200_000_000


def read_anchors(file: Path) -> dict[int, str]:
    """Return number → hash from a file: an exported chain, the JSON of a check, or lines ``NUMBER HASH``.

    Raises
    ------
    FileError
        It cannot be read, or a line holds no number and hash.
    """
    try:
        if file.stat().st_size > _LARGEST:
            raise FileError(
                Words(f"{file.name} 太大，不是留存的指纹", f"{file.name} is too large to be a list of hashes")
            )
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FileError(Words(f"打不开 {file}：{error.strerror}", f"cannot open {file}: {error.strerror}")) from error
    except UnicodeDecodeError as error:
        raise FileError(Words(f"{file} 不是文本文件", f"{file} is not a text file")) from error
    whole = _read_json(text)
    if isinstance(whole, dict) and (found := _read_object(whole.get("end", whole))) is not None:
        return dict([found])
    if text.startswith("number,"):
        return _read_table(text, file)
    anchors: dict[int, str] = {}
    for at, line in enumerate(text.split("\n"), start=1):
        found = _read_line(line)
        if found is not None:
            anchors[found[0]] = found[1]
        elif line.strip():
            raise _refuse(file, at)
    if not anchors:
        raise _refuse(file, 1)
    return anchors


def _read_table(text: str, file: Path) -> dict[int, str]:
    """Return what an exported table holds; its cells may hold line breaks."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    anchors: dict[int, str] = {}
    try:
        for row in rows:
            found = _read_line(f"{row.get('number')} {row.get('hash')}")
            if found is None:
                raise _refuse(file, rows.line_num)
            anchors[found[0]] = found[1]
    except csv.Error as error:
        raise _refuse(file, rows.line_num) from error
    return anchors


def _read_line(line: str) -> tuple[int, str] | None:
    if line.lstrip().startswith("{"):
        return _read_object(_read_json(line))
    matched = _LINE.fullmatch(line)
    return None if matched is None else (int(matched[1]), matched[2])


def _read_object(value: object) -> tuple[int, str] | None:
    if not isinstance(value, dict):
        return None
    number, digest = value.get("number"), value.get("hash")
    is_hash = isinstance(digest, str) and re.fullmatch("[0-9a-f]{64}", digest)
    return (number, str(digest)) if isinstance(number, int) and is_hash else None


def _read_json(text: str) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def _refuse(file: Path, line: int) -> FileError:
    return FileError(
        Words(
            f"{file.name} 第 {line} 行没有条目编号和 64 位指纹；可用审计导出文件，或每行“编号 指纹”",
            f"{file.name}, line {line}: no entry number with a hash of 64 hex digits; "
            "use an exported chain or lines NUMBER HASH",
        )
    )
