"""Where each key of a scenario file stands and what was typed there.

``tomllib`` keeps no positions, and a planner mends a file by its line. This scanner walks a text
that ``tomllib`` has already accepted, so it needs to know where things are, not whether they are
right.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Place: TypeAlias = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^\s,\]}#]+(?: \d\d:[^\s,\]}#]+)?")


@dataclass(frozen=True, slots=True)
class Span:
    """Hold the line a key stands on, the first being 1, and the value as typed."""

    line: int
    typed: str


def find_positions(text: str) -> Mapping[Place, Span]:
    r"""Return the span of every key, table, array entry and inline key of a valid TOML text.

    Examples
    --------
    >>> spans = find_positions('seed = 1\n[[quotas]]\nname = "甲"\nmost = 3\n')
    >>> spans["quotas", 0, "most"]
    Span(line=4, typed='3')
    """
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.spans


class _Scanner:
    """Walk a text once, from its start to its end."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.spans: dict[Place, Span] = {}
        self._num_entries: dict[Place, int] = {}
        self._ends = [found.start() for found in re.finditer("\n", self.text)]

    def scan(self) -> None:
        """Read headers and pairs until the text ends."""
        table: Place = ()
        self._pass(_BLANK)
        while self.at < len(self.text):
            start = self.at
            if self.text[self.at] == "[":
                table = self._read_header()
                self._note(table, start, self.at)
                if table and isinstance(table[-1], int):
                    self._note(table[:-1], start, self.at)
            else:
                self._read_pair(table)
            self._pass(_BLANK)

    def _read_header(self) -> Place:
        is_array = self.text.startswith("[[", self.at)
        self.at += 2 if is_array else 1
        key = self._read_key()
        self.at += 2 if is_array else 1
        place = self._resolve(key[:-1])
        if not is_array:
            return self._resolve(key)
        array = (*place, key[-1])
        index = self._num_entries.get(array, 0)
        self._num_entries[array] = index + 1
        return (*array, index)

    def _resolve(self, key: tuple[str, ...]) -> Place:
        """Follow a header's key into the last entry of every array of tables on its way."""
        place: Place = ()
        for part in key:
            place = (*place, part)
            if place in self._num_entries:
                place = (*place, self._num_entries[place] - 1)
        return place

    def _read_pair(self, table: Place) -> None:
        start = self.at
        place = (*table, *self._read_key())
        self.at += 1
        self._pass(_SPACE)
        begin = self.at
        self._read_value(place)
        self._note(place, start, self.at, typed=self.text[begin : self.at])

    def _read_key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self._pass(_SPACE)
            quoted = _STRING.match(self.text, self.at)
            found = quoted or _BARE.match(self.text, self.at)
            if found is None:
                raise ValueError(f"no key at {self.at}")
            self.at = found.end()
            parts.append(str(tomllib.loads(f"k={found[0]}")["k"]) if quoted else found[0])
            self._pass(_SPACE)
            if self.text[self.at] != ".":
                return tuple(parts)
            self.at += 1

    def _read_value(self, place: Place) -> None:
        opening = self.text[self.at]
        if opening == "[":
            self._read_array(place)
        elif opening == "{":
            self._read_inline(place)
        else:
            found = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            if found is None:
                raise ValueError(f"no value at {self.at}")
            self.at = found.end()

    def _read_array(self, place: Place) -> None:
        self.at += 1
        index = 0
        while True:
            self._pass(_BLANK)
            if self.text[self.at] == "]":
                break
            start = self.at
            self._read_value((*place, index))
            self._note((*place, index), start, self.at)
            index += 1
            self._pass(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1
        self.at += 1

    def _read_inline(self, place: Place) -> None:
        self.at += 1
        while True:
            self._pass(_BLANK)
            if self.text[self.at] == "}":
                break
            self._read_pair(place)
            self._pass(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1
        self.at += 1

    def _pass(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        assert found is not None  # both patterns match nothing, too
        self.at = found.end()

    def _note(self, place: Place, start: int, end: int, typed: str | None = None) -> None:
        line = bisect_left(self._ends, start) + 1
        self.spans.setdefault(place, Span(line, self.text[start:end] if typed is None else typed))
