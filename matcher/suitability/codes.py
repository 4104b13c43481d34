"""Words as small integers, and sets of words as rows of bits."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.pools.records import SkillLevel

Flags: TypeAlias = NDArray[np.bool_]
Codes: TypeAlias = NDArray[np.int32]
Levels: TypeAlias = NDArray[np.int8]
BitWords: TypeAlias = tuple[NDArray[np.uint64], ...]
"""Sets as bits: array w holds bits 64w to 64w+63 of every row."""

TOP_LEVEL = 3
NOT_STATED = 0


class Codebook:
    """Number words from 1 as they come; 0 means not stated or never heard of.

    Examples
    --------
    >>> book = Codebook(["mining", None, "meat", "mining"])
    >>> book.code(["meat", "", "trade"]).tolist()
    [2, 0, 0]
    """

    def __init__(self, words: Iterable[str | None] = ()) -> None:
        found = dict.fromkeys(words)
        found.pop(None, None)
        found.pop("", None)
        self._codes = {word: code for code, word in enumerate(found, start=1) if word is not None}

    def __len__(self) -> int:
        """Return the number of codes, the code 0 included."""
        return len(self._codes) + 1

    def code(self, words: Iterable[str | None]) -> Codes:
        """Return the code of each word."""
        get = self._codes.get
        return np.array([get(word, NOT_STATED) if word else NOT_STATED for word in words], np.int32)

    def mark(self, sets: Sequence[Iterable[str]]) -> Flags:
        """Return which words each set holds; bool, shape (sets, codes), column 0 always False."""
        get = self._codes.get
        cells = [(row, get(word, NOT_STATED)) for row, words in enumerate(sets) for word in words]
        marks = np.zeros((len(sets), len(self)), np.bool_)
        if cells:
            rows, columns = np.array(cells).T
            marks[rows, columns] = True
            marks[:, NOT_STATED] = False
        return marks

    def grade(self, lists: Sequence[Iterable[SkillLevel]]) -> Levels:
        """Return the highest level of each skill in each list; int8, shape (lists, codes), 0: absent."""
        get = self._codes.get
        cells = [(row, get(one.skill, NOT_STATED), one.level) for row, skills in enumerate(lists) for one in skills]
        levels = np.zeros((len(lists), len(self)), np.int8)
        if cells:
            rows, columns, values = np.array(cells).T
            np.maximum.at(levels, (rows, columns), values.astype(np.int8))
            levels[:, NOT_STATED] = 0
        return levels


def pack_flags(flags: Flags) -> BitWords:
    """Pack each row of flags into 64-bit words.

    Examples
    --------
    >>> [word.tolist() for word in pack_flags(np.array([[True, False, True], [False, True, False]]))]
    [[5, 2]]
    """
    rows, width = flags.shape
    padded = np.zeros((rows, 64 * max(1, -(-width // 64))), np.bool_)
    padded[:, :width] = flags
    words = np.packbits(padded, axis=1, bitorder="little").view("<u8").astype(np.uint64)
    return tuple(np.ascontiguousarray(words[:, w]) for w in range(words.shape[1]))


def pack_levels(levels: Levels) -> BitWords:
    """Pack levels in unary: one bit for "at least 1", "at least 2", "at least 3" of each skill.

    The number of bits two rows share is then the sum of the lesser levels, skill by skill.
    """
    return pack_flags(np.concatenate([levels >= level for level in range(1, TOP_LEVEL + 1)], axis=1))
