"""How a department writes the words of enums and vocabularies: by name, mostly, or by a synonym."""

from collections.abc import Sequence

import numpy as np

from matcher.pools.enums import ENUMS, EnumName
from matcher.pools.records import SkillLevel
from matcher.pools.synthetic.messy_cells import join_items
from matcher.pools.vocabulary import VocabularyKind, load_vocabulary

_SYNONYM_SHARE = 0.25


def type_choice(rng: np.random.Generator, enum: EnumName, code: str) -> str:
    """Return a fixed choice as typed: its Chinese name, or now and then its first Chinese synonym."""
    words, synonyms = ENUMS[enum][code]
    return _vary(rng, words.zh, synonyms)


def type_term(rng: np.random.Generator, kind: VocabularyKind, code: str) -> str:
    """Return a word of the vocabulary as typed."""
    term = load_vocabulary().terms[kind][code]
    return _vary(rng, term.words.zh, term.synonyms)


def type_terms(rng: np.random.Generator, kind: VocabularyKind, codes: Sequence[str]) -> str:
    """Return several words of the vocabulary in one cell."""
    return join_items(rng, [type_term(rng, kind, code) for code in codes])


def type_levels(rng: np.random.Generator, levels: Sequence[SkillLevel]) -> str:
    """Return skills with their levels in one cell; a level of 1 is often left out."""
    items = []
    for one in levels:
        word = type_term(rng, "skills", one.skill)
        if one.level == 1 and rng.random() < 0.6:
            items.append(word)
        else:
            items.append(f"{word}{':' if rng.random() < 0.7 else '：'}{one.level}")
    return join_items(rng, items)


def type_flag(rng: np.random.Generator, *, value: bool | None, yes: Sequence[str], no: Sequence[str]) -> str:
    """Return a yes or no in the column's own words; not stated is an empty cell."""
    if value is None:
        return ""
    words = yes if value else no
    return words[int(rng.integers(len(words)))]


def _vary(rng: np.random.Generator, name: str, synonyms: Sequence[str]) -> str:
    chinese = [word for word in synonyms if not word.isascii()]
    return chinese[0] if chinese and rng.random() < _SYNONYM_SHARE else name
