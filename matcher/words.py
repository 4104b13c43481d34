"""A sentence in the two languages of the product.

Whatever a person may read (a finding, an error, a reason) is carried as `Words` and turned into
text only at the last moment, by the door it leaves through.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """Hold one sentence in Chinese and in English.

    Examples
    --------
    >>> Words("没有这家企业", "no such enterprise").say("en")
    'no such enterprise'
    >>> str(Words("没有这家企业", "no such enterprise"))
    '没有这家企业'
    """

    zh: str
    en: str

    def say(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        """Return the Chinese sentence, the product's first language."""
        return self.zh


ITEM_SEPARATOR = Words("、", ", ")
"""Between the items of a list inside a sentence."""

CLAUSE_SEPARATOR = Words("；", "; ")
"""Between sentences without their full stops, in one cell or line."""

REMARK_SEPARATOR = Words("　", " – ")
"""Between two remarks on one line."""


def join_items(items: Iterable[str], language: Language) -> str:
    """Return items as a sentence lists them.

    Examples
    --------
    >>> join_items(["E1", "E2"], "zh"), join_items(["E1", "E2"], "en")
    ('E1、E2', 'E1, E2')
    """
    return ITEM_SEPARATOR.say(language).join(items)


def add_aside(text: str, aside: str, language: Language) -> str:
    """Return a text with something in brackets behind it, in the brackets of the language.

    Examples
    --------
    >>> add_aside("白音", "P1", "zh"), add_aside("白音", "P1", "en")
    ('白音（P1）', '白音 (P1)')
    """
    return f"{text}（{aside}）" if language == "zh" else f"{text} ({aside})"


def begin_sentence(text: str) -> str:
    """Return a text as it stands alone, as a heading or at the start of a sentence: its first letter large.

    Examples
    --------
    >>> begin_sentence("blocking pairs"), begin_sentence("阻塞对")
    ('Blocking pairs', '阻塞对')
    """
    return text[:1].upper() + text[1:]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`, or None when none comes close.

    Examples
    --------
    >>> nearest("stabilty", ["coverage", "stability"])
    'stability'
    >>> nearest("zzz", ["coverage"]) is None
    True
    """
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return found[0] if found else None
