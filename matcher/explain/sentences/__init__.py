"""Whole sentences with facts to fill in: causes, violations, verdicts.

A sentence is a template in both languages; its facts are named in braces and are the same in both.
Each subject has a file of its own here; this one joins them into a single table.
"""

from collections.abc import Mapping
from types import MappingProxyType

from matcher.explain.sentences.by_hand import BY_HAND
from matcher.explain.sentences.checks import CHECKS
from matcher.explain.sentences.gaps import GAPS
from matcher.explain.sentences.pairs import PAIRS
from matcher.explain.sentences.repairs import REPAIRS
from matcher.explain.sentences.slips import SLIPS
from matcher.explain.sentences.whatif import WHATIF
from matcher.words import Language, Words

SENTENCES: Mapping[str, Mapping[str, Words]] = MappingProxyType(
    {**BY_HAND, **GAPS, **CHECKS, **PAIRS, **SLIPS, **REPAIRS, **WHATIF}
)
"""Kind of statement → key → template in both languages."""


def tell(kind: str, sentence: str, /, **facts: str | int | Words) -> Words:
    """Return a sentence with its facts filled in, in both languages.

    Raises
    ------
    KeyError
        The table does not know the key, or a fact is missing.

    Examples
    --------
    >>> tell("uncovered", "side-rule", rule=Words("禁止配对", "bans")).en
    'left open to keep the rule “bans”'
    """
    template = SENTENCES[kind][sentence]

    def fill(language: Language) -> str:
        said = {fact: value.say(language) if isinstance(value, Words) else value for fact, value in facts.items()}
        return template.say(language).format_map(said)

    return Words(fill("zh"), fill("en"))
