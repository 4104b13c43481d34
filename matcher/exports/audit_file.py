"""The audit chain as a file that a third party can check without this program."""

import json
from collections.abc import Iterable
from pathlib import Path

from matcher.errors import FileError
from matcher.exports.replacing import write_bytes
from matcher.exports.shown_table import ShownTable, write_csv
from matcher.plans.audit import Entry
from matcher.plans.store.acting import tell_entry
from matcher.words import Words


def write_audit_lines(entries: Iterable[Entry], file: Path) -> int:
    """Write one JSON object a line: what the hash covers, and the hash; return how many.

    A line without its ``hash``, with sorted keys, is exactly the text whose SHA-256 the hash is;
    docs/audit.md shows a check of a dozen lines.

    Raises
    ------
    FileError
        The file is there already or cannot be written.
    """
    _refuse_existing(file)
    lines = [
        json.dumps(tell_entry(entry) | {"hash": entry.hash}, ensure_ascii=False, sort_keys=True) for entry in entries
    ]
    write_bytes(file, "".join(f"{line}\n" for line in lines).encode())
    return len(lines)


def write_audit_table(entries: Iterable[Entry], file: Path) -> int:
    """Write a table for a spreadsheet, one entry a row; texts never run as formulas. Return how many.

    Errors as in `write_audit_lines`.
    """
    _refuse_existing(file)
    rows = tuple(
        (
            told["number"],
            told["at"],
            entry.actor,
            entry.action,
            entry.subject,
            _show(entry.before),
            _show(entry.after),
            entry.plan_digest,
            entry.previous_hash,
            entry.hash,
        )
        for entry in entries
        if (told := tell_entry(entry))
    )
    headings = ("number", "at", "actor", "action", "subject", "before", "after", "plan", "previous", "hash")
    write_bytes(file, write_csv(ShownTable(headings, rows)))
    return len(rows)


def _show(values: object) -> str:
    return "" if values is None else json.dumps(values, ensure_ascii=False, sort_keys=True)


def _refuse_existing(file: Path) -> None:
    if file.exists():
        raise FileError(Words(f"{file} 已存在，没有覆盖", f"{file} is there already and was left alone"))
