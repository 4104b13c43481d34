"""What an import gives: the pools, every finding, and the rows that were not taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from matcher.findings import Finding
from matcher.pools.bad_rows import RefusedSheet, write_workbook
from matcher.pools.fields import TableName
from matcher.pools.pools import Pools
from matcher.words import Language


@dataclass(frozen=True, slots=True)
class Counts:
    """Count the rows of one table.

    Parameters
    ----------
    num_rows
        Data rows met in the files.
    num_taken
        Records made of them; a wide row of choices makes several.
    num_refused
        Rows not taken because of a fault of their own.
    num_left_out
        Rows not taken because of a row of another table.
    num_repeated
        Rows merged into an earlier one or passed over.
    """

    num_rows: int = 0
    num_taken: int = 0
    num_refused: int = 0
    num_left_out: int = 0
    num_repeated: int = 0


@dataclass(frozen=True)
class Import:
    """Hold the outcome of reading all tables.

    Parameters
    ----------
    pools
        The pools without the refused rows; None where a whole table failed.
    findings
        Everything wrong, in the order of tables, files, rows and columns.
    counts
        Numbers of rows by table.
    failed_tables
        Tables of which a file or a required column is missing, or that are empty and may not be.
    refused
        The refused rows as typed, for `write_bad_rows`; the planner's own data, kept in memory
        only.
    """

    pools: Pools | None
    findings: tuple[Finding, ...]
    counts: Mapping[TableName, Counts]
    failed_tables: tuple[TableName, ...] = ()
    refused: tuple[RefusedSheet, ...] = field(default=(), repr=False, compare=False)

    @property
    def is_usable(self) -> bool:
        """Whether there are pools to plan with; single refused rows do not stop that."""
        return self.pools is not None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings for which something was not taken."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    def write_bad_rows(self, path: Path, language: Language = "zh") -> int:
        """Write the refused rows as typed to a workbook that can be corrected and fed back.

        Correct the cells and name the workbook as one more file of every table it has a sheet of:
        its rows then stand in the places they came from. The hidden last column says where that
        is.

        Returns
        -------
        Number of rows written.

        Raises
        ------
        FileError
            The file cannot be written.
        """
        return write_workbook(path, self.refused, language)
