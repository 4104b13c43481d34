"""One pair as records, and how a rule speaks about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from matcher.policy.records import Policy, RuleSetting
from matcher.policy.register import REGISTER
from matcher.pools.enums import ENUMS, EnumName
from matcher.pools.records import Candidate, Enterprise, Post
from matcher.pools.vocabulary import Vocabulary, VocabularyKind
from matcher.suitability.table import Reason
from matcher.words import Words

NOT_STATED = "not stated"
"""What the data of a reason say where a record is silent."""


@dataclass(frozen=True, slots=True)
class Case:
    """Hold everything a rule may look at to judge one pair.

    Parameters
    ----------
    terms
        Consecutive terms the candidate has served at the host; 0: none.
    distance_m
        Metres between candidate and host; None where a place is unknown.
    vocabulary
        Names of skills and lines of business.
    """

    candidate: Candidate
    post: Post
    host: Enterprise
    terms: int
    distance_m: float | None
    vocabulary: Vocabulary

    def name(self, kind: VocabularyKind, code: str) -> Words:
        """Return what a vocabulary code is called."""
        return Words(self.vocabulary.name(kind, code, "zh"), self.vocabulary.name(kind, code, "en"))

    def name_all(self, kind: VocabularyKind, codes: Iterable[str]) -> Words:
        """Return what several codes are called, in the order given."""
        names = [self.name(kind, code) for code in codes]
        return Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def name_choice(enum: EnumName, code: str) -> Words:
    """Return what one of the fixed choices of a record is called."""
    return ENUMS[enum][code][0]


def show_day(day: date | None) -> str:
    """Return a day as the data of a reason show it."""
    return NOT_STATED if day is None else day.isoformat()


def give_reason(rule: str, policy: Policy, data: dict[str, str], words: Words, until: date | None = None) -> Reason:
    """Make the reason a rule gives, with basis, clause and file number as the scenario sets them."""
    entry = REGISTER[rule]
    setting = policy.rules.get(rule, RuleSetting())
    basis = f"{setting.basis or entry.basis}：{setting.clause or entry.clause}"
    if setting.file_number:
        basis += f"（{setting.file_number}）"
    return Reason(rule, entry.kind, basis, data, words, eligible_from=until)
