"""Findings of an import: where, what stands there, why it is wrong, how to mend it."""

from collections.abc import Sequence

import pandas as pd

from matcher.explain import name
from matcher.findings import Finding
from matcher.ui.context import Context
from matcher.ui.tables import Column, show_table

_COLUMNS = ("severity", "file", "sheet", "row", "column", "value", "reason", "fix")


def draw_findings(context: Context, findings: Sequence[Finding], *, table: str, file_name: str) -> None:
    """Show the findings as a table to filter and export.

    What was typed is left out for those who do not import: a cell may hold what their role does not see.

    Parameters
    ----------
    table
        Name of the table on the page.
    """
    keys = [key for key in _COLUMNS if key != "value" or context.may("import-pools")]
    rows = []
    for finding in findings:
        row = finding.as_dict(context.language)
        row["severity"] = name("severity", finding.severity).say(context.language)
        rows.append({key: row[key] for key in keys})
    frame = pd.DataFrame(rows, columns=keys)
    frame["row"] = frame["row"].astype("Int64")
    for key in ("sheet", "column"):
        frame[key] = frame[key].fillna("")
    columns = [
        Column(
            key,
            context.say(f"finding-{key}"),
            "number" if key == "row" else "text",
            is_choice=key in {"severity", "file", "column"},
        )
        for key in keys
    ]
    show_table(context, table, columns, frame, file_name=file_name)
