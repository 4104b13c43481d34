"""``matcher audit``: the audit chain checked, and written out for somebody else to check."""

from collections.abc import Callable, Sequence
from pathlib import Path

from rich.text import Text

from matcher.cli.counting import count_on
from matcher.cli.output import Output
from matcher.cli.progress import ProgressLine, show_progress
from matcher.cli.stored import open_existing
from matcher.cli.texts import say
from matcher.cli.wrapping import Wrapped
from matcher.exports.audit_file import write_audit_lines, write_audit_table
from matcher.plans.audit import (
    read_anchors,
    read_end,
    tell_fault,
    tell_record_fault,
    verify_chain,
    verify_records,
    walk_audit,
)
from matcher.plans.store import SYSTEM, Store
from matcher.words import Words

_LONG = 5_000
"""Entries from which on a check takes more than a second."""

MOST_FAULTS = 50
"""Faults printed for a person; JSON holds all."""


def check_audit(anchor: Path | None, data_folder: Path | None, database: str | None, output: Output) -> int:
    """Check the audit chain of a store, and the records against it; print what was tampered with.

    Returns
    -------
    int
        0: all holds. 1: something does not.

    Raises
    ------
    StoreError
        There is no store, or it cannot be read.
    FileError
        The file of kept hashes cannot be read.
    """
    anchors = read_anchors(anchor) if anchor is not None else {}
    with open_existing(data_folder, database) as store:
        with show_progress(output) as line:
            faults = verify_chain(store, anchors=anchors, on_progress=_count_on(line, store))
            records = verify_records(store, on_progress=_count_on(line, store))
        number, digest = read_end(store)
    _show_faults("audit-broken", [tell_fault(fault) for fault in faults], output)
    _show_faults("audit-records-differ", [tell_record_fault(fault) for fault in records], output)
    if not faults:
        output.show(Text(say("audit-holds", count=number).say(output.language), style="green"))
        if not records:
            output.show(Text(say("audit-records-agree").say(output.language), style="green"))
        if anchors:
            output.show(Text(say("audit-anchors", count=len(anchors)).say(output.language)))
        output.show(Text(say("audit-end", number=number, hash=digest).say(output.language), overflow="fold"))
    output.emit(
        {
            "ok": not faults and not records,
            "end": {"number": number, "hash": digest},
            "anchors": len(anchors),
            "faults": [
                {"number": fault.number, "last": fault.last, "kind": fault.kind} | _tell(tell_fault(fault))
                for fault in faults
            ],
            "records": [
                {"subject": fault.subject, "part": fault.part, "kind": fault.kind} | _tell(tell_record_fault(fault))
                for fault in records
            ],
        }
    )
    return 1 if faults or records else 0


def _count_on(line: ProgressLine, store: Store) -> Callable[[int], None] | None:
    """Return what shows how far a check is; None where it takes no time worth a line."""
    number, _ = read_end(store)
    count = count_on(line)
    return (lambda reached: count(reached, number)) if number > _LONG else None


def export_audit(file: Path, data_folder: Path | None, database: str | None, output: Output) -> int:
    """Write the audit chain into a file: a table where its name ends in ``.csv``, else JSON lines.

    Raises
    ------
    StoreError
        There is no store, or it cannot be read.
    FileError
        The file is there already or cannot be written.
    """
    write = write_audit_table if file.suffix.lower() == ".csv" else write_audit_lines
    with open_existing(data_folder, database) as store:
        count = write(walk_audit(store, SYSTEM), file)
        number, digest = read_end(store)
    output.tell("audit-written", file=str(file), count=count)
    output.emit({"file": str(file), "entries": count, "end": {"number": number, "hash": digest}})
    return 0


def _show_faults(key: str, faults: Sequence[Words], output: Output) -> None:
    if faults:
        output.show(Text(say(key, count=len(faults)).say(output.language), style="bold red"))
    for fault in faults[:MOST_FAULTS]:
        output.show(Wrapped(fault.say(output.language), indent=2))


def _tell(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
