"""Look into the parts of an .xlsx file for what the fast reader does not tell: error cells and traps of size."""

import io
import re
import zipfile
import zlib
from html import unescape

from matcher.pools import faults_files as faults
from matcher.pools.faults import Fault
from matcher.pools.grids import ErrorCell

_MOST_UNPACKED = 1024 * 1024 * 1024
_MOST_CELLS = 30_000_000
_COLUMNS_OF_TWO_LETTERS = 702
_ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*?(?:/>|>.*?</f>))?<v>([^<]*)</v>', re.DOTALL
)
_LAST_ROW = re.compile(rb'<row [^>]*?\br="(\d{1,9})"')
_LETTERS = re.compile(rb'<c r="([A-Z]{1,3})\d')
_WIDE = re.compile(rb'<c r="[A-Z]{3}\d')
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class PartsError(Exception):
    """Say that a workbook is not to be opened."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def find_error_cells(data: bytes) -> dict[str, list[tuple[int, int, ErrorCell]]]:
    """Return row, column and text of the error cells of each sheet, by sheet name.

    Raises
    ------
    PartsError
        The parts are broken, or unpacking them would take more memory than a table can need.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED:
                raise PartsError(faults.file_too_large(f"> {_MOST_UNPACKED // 1024**3} GB"))
            found = {}
            for name in parts.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    content = parts.read(name)
                    _check_size(content)
                    if b't="e"' in content:
                        found[name] = _read_errors(content)
            if not found:
                return {}
            return {sheet: found[part] for sheet, part in _sheet_parts(parts).items() if part in found}
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, RuntimeError) as error:
        raise PartsError(faults.unreadable_file()) from error


def _check_size(content: bytes) -> None:
    """Refuse a sheet whose last cell lies so far out that a dense table of it would not fit."""
    last = content.rfind(b"<row ")
    row = _LAST_ROW.match(content, last) if last >= 0 else None
    num_rows = int(row[1]) if row else 0
    if num_rows * _COLUMNS_OF_TWO_LETTERS <= _MOST_CELLS and not _WIDE.search(content):
        return
    num_columns = max((_column_number(letters) + 1 for letters in set(_LETTERS.findall(content))), default=0)
    if num_rows * num_columns > _MOST_CELLS:
        raise PartsError(faults.file_too_large(f"{num_rows} × {num_columns}"))


def _read_errors(content: bytes) -> list[tuple[int, int, ErrorCell]]:
    return [
        (int(row) - 1, _column_number(letters), ErrorCell(text.decode("ascii", "replace")))
        for letters, row, text in _ERROR_CELL.findall(content)
    ]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _sheet_parts(parts: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet; the few tags needed are read without an XML parser, which a file could abuse."""
    relations = _tags(parts.read("xl/_rels/workbook.xml.rels"), _RELATION)
    targets = {tag.get("Id", ""): _full_path(tag.get("Target", "")) for tag in relations}
    sheets = _tags(parts.read("xl/workbook.xml"), _SHEET)
    return {tag.get("name", ""): targets.get(tag.get("r:id", ""), "") for tag in sheets}


def _tags(content: bytes, tag: re.Pattern[str]) -> list[dict[str, str]]:
    text = content.decode("utf-8", "replace")
    return [
        {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(found)}
        for found in tag.findall(text)
    ]


def _full_path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
