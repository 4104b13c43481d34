"""What the import and the checks found wrong, each with the place and the way out."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from matcher.words import Language, Words

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Say which record a finding speaks of, so that it can be settled when the record is mended.

    Parameters
    ----------
    key
        What tells the record from the others of its table; empty: the row does not say.
    field
        The field concerned; None: the record as a whole.
    """

    table: str
    key: tuple[str | None, ...]
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Name one fault: where it is, what stands there, why it is wrong, how to mend it.

    Parameters
    ----------
    severity
        ``error``: the row was not taken. ``warning``: it was taken as `fix` says.
    file, sheet, row, column
        Where: file name, sheet name, row as the spreadsheet counts it (1 is the first), header of
        the column as typed. None where the fault has no such place (a whole file, a whole row).
    value
        What stands there, as typed; personal numbers are masked.
    reason, fix
        Why it is a fault and what to do about it.
    code
        Stable name of the kind of fault, for tests and filters.
    about
        The records concerned: of a fault in a merged cell several, of a row that was not taken also
        those left out with it. Empty: a whole file.

    Examples
    --------
    >>> say = Words("编号重复", "id repeats")
    >>> mend = Words("改用新编号", "use a new id")
    >>> Finding("error", "人才库.xlsx", "Sheet1", 7, "编号", "007", say, mend, "duplicate").as_dict("en")["reason"]
    'id repeats'
    """

    severity: Severity
    file: str
    sheet: str | None
    row: int | None
    column: str | None
    value: str
    reason: Words
    fix: Words
    code: str
    about: tuple[Subject, ...] = ()

    @property
    def place(self) -> Words:
        """Where it is, from the file down to the column."""

        def tell(row: str) -> str:
            return " · ".join(part for part in (self.file, self.sheet, row if self.row else "", self.column) if part)

        return Words(tell(f"第{self.row}行"), tell(f"row {self.row}"))

    def as_dict(self, language: Language) -> dict[str, str | int | None]:
        """Return the eight public keys with the sentences in `language`."""
        return {
            "severity": self.severity,
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "reason": self.reason.say(language),
            "fix": self.fix.say(language),
        }
