"""Follow ids, or names that stand for just one row, to the rows they mean."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from matcher.pools import faults_rows as faults
from matcher.pools.reading_tables import TableRows
from matcher.pools.report import Report
from matcher.pools.rows import Row
from matcher.pools.text import tidy_name
from matcher.words import Words, nearest

Outcome: TypeAlias = Literal["found", "left_out", "wrong"]

_MOST_SEARCHES = 50
_MOST_SEARCHED = 5000


@dataclass
class Directory:
    """Hold the rows of a table by id and by name.

    Parameters
    ----------
    title
        What the table is called in a sentence.
    is_whole
        Whether the table could be read; otherwise nothing is said about what it lacks.
    """

    title: Words
    is_whole: bool
    by_id: dict[str, Row] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)
    num_searches: int = 0

    @classmethod
    def of(cls, table: TableRows, title: Words) -> "Directory":
        """Return the directory of a table; rows that were taken go before refused ones."""
        directory = cls(title, not table.is_failed)
        for row in (*table.taken, *(row for row in table.rows if row.refusal is not None)):
            if "id" in row.values:
                directory.by_id.setdefault(row.values["id"], row)
        counts = Counter(row.values.get("name") for row in directory.by_id.values())
        for key, row in directory.by_id.items():
            name = row.values.get("name")
            if name is not None and counts[name] == 1:
                directory.names[name] = key
        directory.ambiguous = {name for name, count in counts.items() if name is not None and count > 1}
        return directory

    def find(self, text: str) -> str | None:
        """Return the id that `text` means, or None."""
        return text if text in self.by_id else self.names.get(tidy_name(text))

    def resolve(self, row: Row, name: str, report: Report) -> Outcome:
        """Replace what a row says in a field by the id it means; report where it means none."""
        text = row.values[name]
        found = self.find(text)
        if found is None:
            if not self.is_whole:
                return "wrong"
            if tidy_name(text) in self.ambiguous:
                report.add_row(row, name, faults.ambiguous_name(self.title.zh, self.title.en, text))
            else:
                fault = faults.unknown_reference(self.title.zh, self.title.en, text, self.suggest(text))
                report.add_row(row, name, fault)
            return "wrong"
        row.values[name] = found
        return "found" if self.by_id[found].refusal is None else "left_out"

    def charge(self, row: Row, name: str) -> None:
        """Put a row among those left out with the refused row that it points to."""
        entry = self.by_id[row.values[name]].refusal
        if entry is not None:
            entry.left_out.append(row)

    def suggest(self, text: str) -> str | None:
        """Return the id or name most like `text`; a table full of strangers is not searched for each."""
        self.num_searches += 1
        if self.num_searches > _MOST_SEARCHES or len(self.by_id) > _MOST_SEARCHED:
            return None
        return nearest(text, self.by_id) or nearest(text, self.names)
