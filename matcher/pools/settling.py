"""Which findings a correction settles, and which stay open."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Literal, TypeAlias

from matcher.findings import Finding, Subject
from matcher.pools.correcting import Corrected, Key, find_key
from matcher.pools.pools import Pools
from matcher.pools.tables import TABLES
from matcher.pools.typed_row import list_warnings
from matcher.pools.vocabulary import Vocabulary

_Verdict: TypeAlias = Literal["open", "settled", "told_anew"]
_Kind: TypeAlias = tuple[str, str | None]

_ACROSS = frozenset({"host_without_post", "unknown_tie"})
"""Warnings of one record that a correction of another one can settle."""


def settle_findings(
    findings: Iterable[Finding], was: Pools, done: Corrected, words: Vocabulary, *, as_of: date
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that are open after a correction, with what is new to say, and those it settles.

    A row that was not taken is settled once its record was added, and every row left out on its account.
    A warning is settled once its field was typed anew, once what it says holds no longer, or once the
    record is gone. A row that repeats an id stays open whatever is corrected under that id: a second person
    may be behind it.

    Parameters
    ----------
    findings
        What was open before.
    was
        The pools before the correction.
    as_of
        The day that counts as today.
    """
    findings = tuple(findings)
    judge = _Judge(was, done)
    judge.look_across(findings, words, as_of)
    left, settled = [], []
    for finding in findings:
        verdicts = {subject: judge.decide(finding, subject) for subject in finding.about}
        about = tuple(subject for subject, verdict in verdicts.items() if verdict == "open")
        if about or not verdicts:
            left.append(finding if len(about) == len(finding.about) else replace(finding, about=about))
        elif "settled" in verdicts.values():
            settled.append(finding)
    return (*left, *done.fresh), tuple(settled)


class _Judge:
    """Hold one correction against findings."""

    def __init__(self, was: Pools, done: Corrected) -> None:
        self.done = done
        self.came: dict[str, Collection[Key]] = {}
        self.went: dict[str, Collection[Key]] = {}
        for name, table in TABLES.items():
            before, after = getattr(was, name), getattr(done.pools, name)
            if before is not after:
                old, new = ({find_key(name, record) for record in records} for records in (before, after))
                self.came[table.name], self.went[table.name] = new - old, old - new
        record = done.after or done.before
        self.own = (done.correction.table, find_key(done.correction.table, record)) if record is not None else None
        self.typed = frozenset(done.correction.typed or ())
        self.known, self.standing, self.fresh = (
            _list_kinds(found) for found in (done.known, done.warnings, done.fresh)
        )
        self.across: dict[tuple[str, Key], set[_Kind]] = {}

    def look_across(self, findings: Iterable[Finding], words: Vocabulary, as_of: date) -> None:
        """See what still holds of the records whose warnings hang on others."""
        pools, concerned = self.done.pools, defaultdict[Any, set[Key]](set)
        for finding in findings:
            for subject in finding.about if finding.code in _ACROSS else ():
                concerned[subject.table].add(subject.key)
        for table, keys in concerned.items():
            records = {key: record for record in getattr(pools, table) if (key := find_key(table, record)) in keys}
            self.across |= {(table, key): set() for key in records}
            for warning in list_warnings(pools, table, records.values(), words, as_of=as_of):
                for subject in warning.about:
                    self.across.setdefault((subject.table, subject.key), set()).add((warning.code, subject.field))

    def decide(self, finding: Finding, subject: Subject) -> _Verdict:
        """Tell what becomes of a finding as far as one record is concerned."""
        has_come = subject.key in self.came.get(subject.table, ())
        if finding.severity == "error":
            return "settled" if has_come else "open"
        if has_come or subject.key in self.went.get(subject.table, ()):
            return "settled"
        kind = (finding.code, subject.field)
        if (subject.table, subject.key) == self.own:
            if kind in self.fresh:
                return "told_anew"
            if kind not in self.standing and (subject.field in self.typed or kind in self.known):
                return "settled"
        elif finding.code in _ACROSS and kind not in self.across.get((subject.table, subject.key), {kind}):
            return "settled"
        return "open"


def _list_kinds(findings: Iterable[Finding]) -> set[_Kind]:
    return {(finding.code, subject.field) for finding in findings for subject in finding.about}
