"""Tables worked out once for all sessions, and filtered by positions: what a rerun costs is one page of rows."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

Key = TypeVar("Key", bound=Hashable)
Part = TypeVar("Part")
Places: TypeAlias = npt.NDArray[np.intp]
"""Positions of rows in a frame, in the order in which they are shown."""
_PARTS_KEPT = 8
"""Pages of rows of one table, as somebody looked at them last."""


class KeptTable:
    """Hold a frame with what its filters look through; nothing of it is ever changed.

    Parameters
    ----------
    frame
        One column for every column shown, texts already in one language, and nothing that some of
        those who share it may not see. The index names the rows.

    Examples
    --------
    >>> table = KeptTable(pd.DataFrame({"host": ["甲矿业", "乙渔业"], "seats": [1, 2]}))
    >>> table.find("矿业"), table.list_values("host")
    (array([0]), ('乙渔业', '甲矿业'))
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self._values: dict[str, tuple[str, ...]] = {}
        self._parts: dict[Hashable, Any] = {}

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.frame)

    def recall(self, *key: Hashable, make: Callable[[], Part]) -> Part:
        """Return what was made of some rows under a key: a page is shown far more often than it changes."""
        known: Part | None = self._parts.pop(key, None)
        made = make() if known is None else known
        self._parts[key] = made
        # Sessions share the table: another one may just have taken the oldest away.
        while len(self._parts) > _PARTS_KEPT:
            self._parts.pop(next(iter(self._parts.copy()), None), None)
        return made

    @cached_property
    def _searched(self) -> "pd.Series[str]":
        """Every row's cells in lower case, apart by a character that no filter holds."""
        texts = pd.Series("", index=range(len(self.frame)), dtype="str")
        for key in self.frame:
            if self.frame[key].dtype != bool:
                texts += "\n" + _tell(self.frame[key])
        return texts.str.lower()

    def list_values(self, key: str) -> tuple[str, ...]:
        """Return the different values of a column as texts, sorted."""
        if key not in self._values:
            self._values[key] = tuple(sorted({str(value) for value in self.frame[key].dropna().unique()}))
        return self._values[key]

    def find(self, typed: str, wanted: Mapping[str, Sequence[str]] | None = None) -> Places:
        """Return the rows that hold every typed word, whatever its case, and one of the wanted values of each column.

        Parameters
        ----------
        wanted
            Column → values; a column without any does not matter.
        """
        holds = np.ones(len(self.frame), bool)
        for key, values in (wanted or {}).items():
            if values:
                holds &= self.frame[key].astype("str").isin(list(values)).to_numpy()
        for word in typed.lower().split():
            holds &= self._searched.str.contains(word, regex=False).to_numpy(bool)
        return np.flatnonzero(holds)

    def sort(self, places: Places, key: str, *, is_falling: bool = False) -> Places:
        """Return rows in the order of a column; equal ones keep theirs, empty ones come last."""
        values = self.frame[key].iloc[places].reset_index(drop=True)
        order = values.sort_values(ascending=not is_falling, kind="stable", na_position="last").index
        sorted_places: Places = places[order.to_numpy()]
        return sorted_places

    def take(self, holds: "npt.NDArray[np.bool_]") -> "KeptTable":
        """Return a table of some rows; each keeps its name."""
        return KeptTable(self.frame[holds])


class Catalogue(Generic[Key]):
    """Hold ids with what they are called, to find one of very many by a few typed characters.

    Examples
    --------
    >>> people = Catalogue({"P1": "张三（P1）", "P2": "李四（P2）"})
    >>> people.find("张"), "P2" in people, people.call("P2")
    ([0], True, '李四（P2）')
    """

    def __init__(self, called: Mapping[Key, str]) -> None:
        self._called = called

    @cached_property
    def ids(self) -> tuple[Key, ...]:
        """All ids, in the order given."""
        return tuple(self._called)

    @cached_property
    def _searched(self) -> "pd.Series[str]":
        return pd.Series(list(self._called.values()), dtype="str").str.lower()

    def __len__(self) -> int:
        """Return the number of ids."""
        return len(self._called)

    def __contains__(self, wanted: object) -> bool:
        """Tell whether an id is known."""
        return wanted in self._called

    def call(self, known: Key) -> str:
        """Return what a known id is called."""
        return self._called[known]

    def take(self, ids: Iterable[Key]) -> "Catalogue[Key]":
        """Return some of the records; those that are not known are called by their id."""
        return Catalogue({each: self._called.get(each, str(each)) for each in ids})

    def find(self, typed: str) -> list[int]:
        """Return the positions of those whose name holds every typed word, whatever its case."""
        holds = np.ones(len(self), bool)
        for word in typed.lower().split():
            holds &= self._searched.str.contains(word, regex=False).to_numpy(bool)
        found: list[int] = np.flatnonzero(holds).tolist()
        return found


def _tell(values: "pd.Series[str]") -> "pd.Series[str]":
    texts = values.astype("str").reset_index(drop=True)
    return texts.where(values.notna().to_numpy(), "")
