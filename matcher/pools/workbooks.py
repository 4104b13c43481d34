"""Workbooks and text files in, whatever they are called; broken ones end in a fault, never a traceback."""

import csv
import hashlib
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TypeAlias

from matcher.pools import faults_files as faults
from matcher.pools.faults import Fault
from matcher.pools.grids import Cell, Grid
from matcher.pools.xlsx_parts import PartsError, find_error_cells
from matcher.words import Words

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".et"}
_TEXTS = {".csv", ".tsv", ".txt"}
_MOST_BYTES = 256 * 1024 * 1024
_QUOTED_BY_FORMULA = re.compile(r'="(.*)"', re.DOTALL)

_Loaded: TypeAlias = tuple[list[Grid], Fault | None]


@dataclass
class Book:
    """Hold what one file gave: its sheets, or the faults that kept them from being read."""

    name: str
    digest: str = ""
    grids: list[Grid] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_readable(self) -> bool:
        """Whether the sheets may be used."""
        return all(fault.severity == "warning" for fault in self.faults)


def open_book(path: Path) -> Book:
    """Read all sheets of a file; what it is decides, not what it is called."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MOST_BYTES else b""
    except FileNotFoundError:
        return Book(path.name, faults=[faults.missing_file(str(path))])
    except OSError:
        return Book(path.name, faults=[faults.unreadable_file(Words("文件打不开", "the file cannot be opened"))])
    return open_bytes(path.name, data, size)


def open_bytes(name: str, data: bytes, size: int | None = None) -> Book:
    """Read all sheets of a file held in memory; its name may be anything.

    Parameters
    ----------
    size
        Bytes of the file, where `data` was not read because there are too many.
    """
    size = len(data) if size is None else size
    book = Book(name, hashlib.sha256(data).hexdigest())
    if size > _MOST_BYTES:
        book.faults.append(faults.file_too_large(f"{size // 1024 // 1024} MB"))
    elif not data.strip():
        book.faults.append(faults.empty_file())
    else:
        _fill(book, PurePath(name).suffix.lower(), data)
    return book


def _fill(book: Book, suffix: str, data: bytes) -> None:
    is_zip, is_ole = data.startswith(_ZIP), data.startswith(_OLE)
    if suffix not in _WORKBOOKS | _TEXTS:
        book.faults.append(faults.wrong_kind_of_file(book.name))
        return
    if is_ole and _ENCRYPTED in data:
        book.faults.append(faults.encrypted_file())
        return
    if is_zip or is_ole:
        loaded, fault = _read_workbook(book, data, is_zip=is_zip)
        real = ".xlsx" if is_zip else ".xls"
        named = {".xlsm": ".xlsx", ".et": ".xls"}.get(suffix, suffix)
    else:
        loaded, fault = _read_text(book, data)
        real = ".csv"
        named = ".csv" if suffix in _TEXTS else suffix
    if fault is not None:
        book.faults.append(fault)
        return
    book.grids = loaded
    if real != named:
        book.faults.append(faults.wrong_extension(real))


def _read_workbook(book: Book, data: bytes, *, is_zip: bool) -> _Loaded:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        errors = find_error_cells(data) if is_zip else {}
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = []
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
            for row, column, text in errors.get(name, ()):
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = text
            grids.append(Grid(book.name, name, book.digest, rows, list(sheet.merged_cell_ranges or ())))
    except PartsError as error:
        return [], error.fault
    except PasswordError:
        return [], faults.encrypted_file()
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile):
        return [], faults.unreadable_file()
    except BaseException as error:
        # The reader is a compiled library: a broken file may end in a panic, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        return [], faults.unreadable_file()
    return grids, None if grids else faults.unreadable_file(Words("里面没有工作表", "it has no sheets"))


def _read_text(book: Book, data: bytes) -> _Loaded:
    text = _decode(data)
    if text is None or "\0" in text[:4096]:
        return [], faults.wrong_kind_of_file(book.name)
    if text.lstrip()[:9].lower().startswith(("<html", "<!doctype", "<?xml", "{\\rtf", "%pdf")):
        return [], faults.wrong_kind_of_file(book.name)
    head = text[:4096]
    delimiter = max(",\t;", key=head.count)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return [], faults.unreadable_file(Words("可能有引号没有成对", "a quotation mark may be left open"))
    rows: list[list[Cell]] = [[_QUOTED_BY_FORMULA.sub(r"\1", cell) for cell in record] for record in records]
    return [Grid(book.name, None, book.digest, rows)], None


def _decode(data: bytes) -> str | None:
    """Decode the way spreadsheets write text: marked Unicode, strict UTF-8, else GB 18030."""
    codings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for coding in codings:
        try:
            return data.decode(coding)
        except UnicodeDecodeError:
            continue
    return None
