"""Cells that hold several values, separated by 、 ； ， / or new lines."""

import re

from matcher.pools import faults
from matcher.pools.faults import Fault
from matcher.pools.fields import Column
from matcher.pools.records import RelativeTie, SkillLevel
from matcher.pools.text import fold, tidy, tidy_name
from matcher.pools.vocabulary import Vocabulary, VocabularyKind
from matcher.words import Words

_SEPARATORS = re.compile(r"[、;；,，/／\n\r|]+")
_BETWEEN_TIES = re.compile(r"[、;；,，\n\r]+")
_COLON = re.compile(r"[:：]")
_LEVEL_FORMS = (
    re.compile(r"(?P<word>.+?)[:：](?P<level>.*)"),
    re.compile(r"(?P<word>.+?)[(（](?P<level>[^()（）]*)[)）]"),
    re.compile(r"(?P<word>.*?\D)(?P<level>\d+)级?"),
)
_LEVELS = {
    "1": 1, "一": 1, "初": 1, "初级": 1, "了解": 1, "knows": 1,
    "2": 2, "二": 2, "中": 2, "中级": 2, "熟练": 2, "熟悉": 2, "practised": 2,
    "3": 3, "三": 3, "高": 3, "高级": 3, "精通": 3, "擅长": 3, "master": 3,
}  # fmt: skip
_MOST_ID = 64


def split(text: str) -> list[str]:
    """Return the values of a cell, without empty ones.

    Examples
    --------
    >>> split("法律、财务； 安全生产")
    ['法律', '财务', '安全生产']
    """
    return [token for token in map(tidy, _SEPARATORS.split(text)) if token]


def suggest_term(kind: VocabularyKind, text: str, words: Vocabulary) -> Words | None:
    """Return the names of the vocabulary's word most like `text`."""
    code = words.suggest(kind, text)
    return None if code is None else words.terms[kind][code].words


def parse_terms(text: str, column: Column, words: Vocabulary) -> tuple[object, list[Fault]]:
    """Return the codes of several words of the vocabulary."""
    kind = column.vocabulary
    assert kind is not None
    codes: dict[str, None] = {}
    found: list[Fault] = []
    whole = words.find(kind, text)
    for token in () if whole else split(text):
        code = words.find(kind, token)
        if code is None:
            found.append(faults.unknown_term(kind, token, suggest_term(kind, token, words)))
        else:
            codes[code] = None
    return (whole,) if whole else tuple(codes), found


def parse_levels(text: str, column: Column, words: Vocabulary) -> tuple[object, list[Fault]]:
    """Return skills with their levels; a skill named twice keeps its highest."""
    kind = column.vocabulary
    assert kind is not None
    levels: dict[str, int] = {}
    found: list[Fault] = []
    for token in split(text):
        word, level = _take_level(token, words)
        code = words.find("skills", word)
        if code is None:
            found.append(faults.unknown_term(kind, word, suggest_term(kind, word, words)))
        elif level is None:
            found.append(faults.bad_level(token))
        else:
            levels[code] = max(level, levels.get(code, 0))
    return tuple(SkillLevel(skill=code, level=level) for code, level in levels.items()), found


def _take_level(token: str, words: Vocabulary) -> tuple[str, int | None]:
    """Part a skill from its level; the level is None where it is none of 1, 2 and 3."""
    if words.find("skills", token) is not None:
        return token, 1
    for form in _LEVEL_FORMS:
        parts = form.fullmatch(token)
        if parts is not None:
            level = fold(parts["level"])
            return tidy(parts["word"]), _LEVELS.get(level, _LEVELS.get(level.removesuffix("级")))
    return token, 1


def parse_names(text: str, _column: Column, _words: Vocabulary) -> tuple[object, list[Fault]]:
    """Return several plain texts."""
    return tuple(dict.fromkeys(map(tidy_name, split(text)))), []


def parse_ids(text: str, _column: Column, _words: Vocabulary) -> tuple[object, list[Fault]]:
    """Return several ids."""
    tokens = tuple(dict.fromkeys(split(text)))
    return tokens, [faults.id_too_long(token) for token in tokens if len(token) > _MOST_ID]


def parse_relatives(text: str, _column: Column, _words: Vocabulary) -> tuple[object, list[Fault]]:
    """Return ties written as host, relation and position."""
    ties: list[RelativeTie] = []
    found: list[Fault] = []
    for token in filter(None, map(tidy, _BETWEEN_TIES.split(text))):
        host, *rest = map(tidy, _COLON.split(token))
        if host and len(host) <= _MOST_ID and rest and rest[0] and len(rest) <= 2:
            ties.append(RelativeTie(enterprise=host, relation=rest[0], position=rest[1] if len(rest) == 2 else ""))
        else:
            found.append(faults.bad_relative(token))
    return tuple(ties), found
