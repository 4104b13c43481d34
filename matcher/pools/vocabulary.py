"""The words both sides share: skills, lines of business, languages and grades, code by code."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from matcher.errors import FileError
from matcher.pools.text import fold
from matcher.words import Language, Words, nearest

VocabularyKind: TypeAlias = Literal["skills", "lines", "languages", "grades"]
BUILT_IN = Path(__file__).with_name("vocabulary.toml")


@dataclass(frozen=True, slots=True)
class Term:
    """Hold one word of a vocabulary: its code, its names and what else people write for it."""

    code: str
    words: Words
    synonyms: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that may stand in a cell for this word."""
        return (self.words.zh, self.words.en, self.code, *self.synonyms)


@dataclass(frozen=True)
class Vocabulary:
    """Hold the terms of each kind in the order of their file.

    Examples
    --------
    >>> words = load_vocabulary(None)
    >>> words.find("skills", "办证"), words.name("skills", "permits", "zh")
    ('permits', '证照办理')
    >>> words.find("lines", "水尼") is None, words.suggest("lines", "水尼")
    (True, 'cement')
    """

    terms: Mapping[VocabularyKind, Mapping[str, Term]]

    @cached_property
    def _codes(self) -> dict[VocabularyKind, dict[str, str]]:
        return {
            kind: {fold(spelling): term.code for term in terms.values() for spelling in term.spellings}
            for kind, terms in self.terms.items()
        }

    def find(self, kind: VocabularyKind, text: str) -> str | None:
        """Return the code of a word as typed (name, code or synonym), or None."""
        return self._codes[kind].get(fold(text))

    def name(self, kind: VocabularyKind, code: str, language: Language) -> str:
        """Return the name of a code in `language`; an unknown code is its own name."""
        term = self.terms[kind].get(code)
        return term.words.say(language) if term else code

    def codes(self, kind: VocabularyKind) -> tuple[str, ...]:
        """Return all codes of a kind in the order of the file."""
        return tuple(self.terms[kind])

    def suggest(self, kind: VocabularyKind, text: str) -> str | None:
        """Return the code of the word most like `text`, or None when none comes close."""
        close = nearest(fold(text), self._codes[kind])
        return None if close is None else self._codes[kind][close]


def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """Read a vocabulary file, or the built-in one.

    Raises
    ------
    FileError
        The file cannot be read, is not of the built-in's shape, or gives one word two meanings.
    """
    return _built_in() if path is None else _load(path)


@lru_cache(maxsize=1)
def _built_in() -> Vocabulary:
    return _load(BUILT_IN)


def _load(path: Path) -> Vocabulary:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path, f"{error}", f"{error}") from error
    return parse_vocabulary(text, path)


def parse_vocabulary(text: str, path: Path = BUILT_IN) -> Vocabulary:
    """Return the vocabulary a text states.

    Parameters
    ----------
    path
        Where the text came from, for the messages.

    Raises
    ------
    FileError
        The text is not of the built-in's shape, or gives one word two meanings.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(path, f"{error}", f"{error}") from error
    kinds: tuple[VocabularyKind, ...] = get_args(VocabularyKind)
    for name in data:
        if name not in kinds:
            raise _broken(
                path, f"没有“{name}”这一类，可用：{'、'.join(kinds)}", f"no kind {name!r}; use {', '.join(kinds)}"
            )
    return Vocabulary({kind: _terms(path, kind, data.get(kind, {})) for kind in kinds})


def _terms(path: Path, kind: str, table: object) -> dict[str, Term]:
    if not isinstance(table, dict):
        raise _broken(path, f"“{kind}”应当是一张表", f"{kind} must be a table")
    terms: dict[str, Term] = {}
    owners: dict[str, str] = {}
    for code, entry in table.items():
        if not isinstance(entry, dict) or not _is_term(entry):
            raise _broken(
                path,
                f"“{kind}.{code}”应当有 zh、en 两个名称，另可有 synonyms 同义词表",
                f"{kind}.{code} needs zh and en, and may have a list of synonyms",
            )
        term = Term(code, Words(entry["zh"], entry["en"]), tuple(entry.get("synonyms", ())))
        for spelling in _folded(term.spellings):
            if owners.setdefault(spelling, code) != code:
                other = owners[spelling]
                raise _broken(
                    path,
                    f"“{spelling}”同时指“{kind}.{other}”和“{kind}.{code}”",
                    f"{spelling!r} means both {kind}.{other} and {kind}.{code}",
                )
        terms[code] = term
    return terms


def _is_term(entry: Mapping[str, object]) -> bool:
    synonyms = entry.get("synonyms", [])
    has_names = isinstance(entry.get("zh"), str) and isinstance(entry.get("en"), str)
    has_synonyms = isinstance(synonyms, list) and all(isinstance(word, str) for word in synonyms)
    return has_names and has_synonyms and not entry.keys() - {"zh", "en", "synonyms"}


def _folded(spellings: Iterable[str]) -> set[str]:
    return {fold(spelling) for spelling in spellings}


def _broken(path: Path, zh: str, en: str) -> FileError:
    return FileError(Words(f"词表文件 {path.name} 不能用：{zh}", f"cannot use the vocabulary file {path.name}: {en}"))
