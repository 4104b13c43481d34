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
