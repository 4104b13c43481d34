"""``matcher audit``: the audit chain checked, and written out for somebody else to check."""

from pathlib import Path

from rich.text import Text

from matcher.cli.output import Output
from matcher.cli.stored import open_existing
from matcher.cli.texts import say
from matcher.cli.wrapping import Wrapped
from matcher.exports.audit_file import write_audit_lines, write_audit_table
from matcher.plans.audit import read_anchors, read_end, tell_fault, verify_chain, walk_audit
from matcher.plans.store import SYSTEM

MOST_FAULTS = 50
"""Faults printed for a person; JSON holds all."""


def check_audit(anchor: Path | None, data_folder: Path | None, database: str | None, output: Output) -> int:
    """Check the audit chain of a store and print which entries were tampered with.

    Returns
    -------
    int
        0: the chain holds. 1: it does not.

    Raises
    ------
    StoreError
        There is no store, or it cannot be read.
    FileError
        The file of kept hashes cannot be read.
    """
    anchors = read_anchors(anchor) if anchor is not None else {}
    with open_existing(data_folder, database) as store:
        faults = verify_chain(store, anchors=anchors)
        number, digest = read_end(store)
    if faults:
        output.show(Text(say("audit-broken", count=len(faults)).say(output.language), style="bold red"))
        for fault in faults[:MOST_FAULTS]:
            output.show(Wrapped(tell_fault(fault).say(output.language), indent=2))
    else:
        output.show(Text(say("audit-holds", count=number).say(output.language), style="green"))
        if anchors:
            output.show(Text(say("audit-anchors", count=len(anchors)).say(output.language)))
        output.show(Text(say("audit-end", number=number, hash=digest).say(output.language), overflow="fold"))
    output.emit(
        {
            "ok": not faults,
            "end": {"number": number, "hash": digest},
            "anchors": len(anchors),
            "faults": [
                {"number": fault.number, "last": fault.last, "kind": fault.kind}
                | dict(zip(("zh", "en"), (tell_fault(fault).zh, tell_fault(fault).en), strict=True))
                for fault in faults
            ],
        }
    )
    return 1 if faults else 0


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
