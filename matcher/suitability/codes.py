"""Words as small integers, and sets of words as rows of bits."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.pools.columns import find_codes, flatten, read_fields
from matcher.pools.records import SkillLevel

Flags: TypeAlias = NDArray[np.bool_]
Codes: TypeAlias = NDArray[np.int32]
Levels: TypeAlias = NDArray[np.int8]
BitWords: TypeAlias = tuple[NDArray[np.uint64], ...]
"""Sets as bits: array w holds bits 64w to 64w+63 of every row."""
WordPairs: TypeAlias = tuple[tuple[NDArray[np.uint64], NDArray[np.uint64]], ...]
"""The same words of the sets of two sides."""

TOP_LEVEL = 3
NOT_STATED = 0


@dataclass(frozen=True, eq=False, slots=True)
class SkillLists:
    """Hold the skills of many records in one list.

    Parameters
    ----------
    num_rows
        Number of records.
    row, skill, level
        Record, word and level of each entry.
    """

    num_rows: int
    row: NDArray[np.int64]
    skill: list[str]
    level: Levels


def list_skills(lists: Sequence[Collection[SkillLevel]]) -> SkillLists:
    """Read the skills of many records once."""
    rows, entries = flatten(lists)
    skill, level = read_fields(entries, "skill", "level")
    return SkillLists(len(lists), rows, skill, np.array(level, np.int8))


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

    def code(self, words: Collection[str | None]) -> Codes:
        """Return the code of each word."""
        return find_codes(words, self._codes, NOT_STATED)

    def mark(self, sets: Sequence[Collection[str]]) -> Flags:
        """Return which words each set holds; bool, shape (sets, codes), column 0 always False."""
        rows, words = flatten(sets)
        marks = np.zeros((len(sets), len(self)), np.bool_)
        marks[rows, self.code(words)] = True
        marks[:, NOT_STATED] = False
        return marks

    def grade(self, skills: SkillLists) -> Levels:
        """Return the highest level of each skill in each list; int8, shape (lists, codes), 0: absent."""
        levels = np.zeros((skills.num_rows, len(self)), np.int8)
        np.maximum.at(levels.ravel(), skills.row * len(self) + self.code(skills.skill), skills.level)
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


def pair_words(have: BitWords, asked: BitWords) -> WordPairs:
    """Return the words of both sides of which the second side asks for any bit at all.

    Examples
    --------
    >>> first, second = np.array([1, 3], np.uint64), np.array([0, 0], np.uint64)
    >>> [[word.tolist() for word in both] for both in pair_words((first, second), (first, second))]
    [[[1, 3], [1, 3]]]
    """
    return tuple((mine, theirs) for mine, theirs in zip(have, asked, strict=True) if theirs.any())


def narrow(numbers: NDArray[np.integer]) -> NDArray[np.integer]:
    """Return numbers, none below -1, in as few bytes as hold them: what is read at random stays in the cache.

    Examples
    --------
    >>> narrow(np.array([-1, 127])).dtype, narrow(np.array([128])).dtype
    (dtype('int8'), dtype('int16'))
    """
    return numbers.astype(np.min_scalar_type(-1 - int(numbers.max(initial=0))))
