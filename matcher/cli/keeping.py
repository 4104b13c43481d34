"""``matcher backup`` and ``matcher restore``: the store into one file, and back."""

from pathlib import Path

from matcher.cli.output import Output
from matcher.cli.stored import open_any, open_existing
from matcher.cli.texts import say
from matcher.plans.store import SYSTEM
from matcher.plans.store.backup import BackupReport, back_up, restore

_MOST_NUMBERS = 10


def back_up_store(file: Path, data_folder: Path | None, database: str | None, output: Output) -> int:
    """Copy a store in use into a file.

    Returns
    -------
    int
        0: done, and the copy's audit chain holds. 1: it does not.

    Raises
    ------
    StoreError
        There is no store, or the file is there already or cannot be written.
    """
    with open_existing(data_folder, database) as store:
        report = back_up(store, SYSTEM, file)
    output.tell(
        "backup-done",
        file=str(file),
        records=report.num_records,
        entries=report.num_entries,
        hash=report.last_hash or "–",
    )
    return _conclude(report, output)


def restore_store(file: Path, data_folder: Path | None, database: str | None, output: Output) -> int:
    """Fill an empty store from a backup.

    Returns
    -------
    int
        0: done, and the audit chain holds. 1: it does not.

    Raises
    ------
    StoreError
        The store is not empty, or the file is no backup.
    """
    with open_any(data_folder, database) as store:
        report = restore(store, file)
    if not report.faults:
        output.tell("restore-done", file=str(file), records=report.num_records, entries=report.num_entries)
    return _conclude(report, output)


def _conclude(report: BackupReport, output: Output) -> int:
    numbers = sorted({fault.number for fault in report.faults})
    if report.faults:
        shown = ", ".join(map(str, numbers[:_MOST_NUMBERS]))
        output.complain(say("chain-broken", count=len(report.faults), numbers=shown))
    output.emit(
        {
            "file": str(report.file),
            "records": report.num_records,
            "audit_entries": report.num_entries,
            "audit_hash": report.last_hash,
            "faults": [{"number": fault.number, "kind": fault.kind} for fault in report.faults],
        }
    )
    return 1 if report.faults else 0
