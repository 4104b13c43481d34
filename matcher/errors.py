"""Every error the package raises on purpose.

::

    MatcherError
    ├── PoolsError        the pools cannot be used; carries all findings
    ├── ScenarioError     the scenario file is wrong; carries the place and the nearest right word
    ├── ProblemError      arrays or rankings that make no problem (NaN, overflow, repeated ids)
    ├── FileError         a file cannot be read or written
    ├── StoreError        the database cannot be used; nothing was saved
    │   ├── MissingError  there is no such record (any more)
    │   └── ConflictError somebody else changed the record first; carries both values
    ├── AccessError       who asks may not do this
    ├── AccountError      an account, password or code that cannot be taken as typed
    ├── WorkflowError     a step out of order, or something it needs is missing
    └── SolverError       an engine broke its promise; never the user's fault

A message is a sentence for the person in front of the screen, in both languages.
"""

from collections.abc import Mapping

from matcher.findings import Finding
from matcher.words import Language, Words


class MatcherError(Exception):
    """Be the root of the tree; `str()` is the Chinese sentence.

    Examples
    --------
    >>> MatcherError(Words("文件打不开", "cannot open the file")).say("en")
    'cannot open the file'
    """

    def __init__(self, words: Words) -> None:
        super().__init__(words.zh)
        self.words = words

    def say(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.words.say(language)


class PoolsError(MatcherError):
    """Say that the pools cannot be used, with every finding at once."""

    def __init__(self, words: Words, findings: tuple[Finding, ...]) -> None:
        super().__init__(words)
        self.findings = findings


class ScenarioError(MatcherError):
    """Say what is wrong in a scenario file, where, and which word was probably meant.

    Parameters
    ----------
    words
        The whole sentence: place, value, reason and fix.
    place
        Dotted path inside the file, such as ``quotas[2].most``; empty for the whole file.
    value
        What stands there, as typed.
    suggestion
        The nearest right word, or None.
    findings
        Every fault of the file; the attributes above are those of the first.
    """

    def __init__(
        self,
        words: Words,
        *,
        place: str = "",
        value: str = "",
        suggestion: str | None = None,
        findings: tuple[Finding, ...] = (),
    ) -> None:
        super().__init__(words)
        self.place = place
        self.value = value
        self.suggestion = suggestion
        self.findings = findings


class ProblemError(MatcherError):
    """Say why arrays or rankings make no problem."""


class FileError(MatcherError):
    """Say which file cannot be read or written, and why."""


class StoreError(MatcherError):
    """Say why the database cannot be used; the action was not saved."""


class MissingError(StoreError):
    """Say that there is no such record, or none any more."""


class ConflictError(StoreError):
    """Say that somebody else changed a record first.

    Parameters
    ----------
    theirs, yours
        Values stored now, and values that were to be stored.
    """

    def __init__(
        self, words: Words, *, theirs: Mapping[str, object] | None = None, yours: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(words)
        self.theirs = dict(theirs or {})
        self.yours = dict(yours or {})


class AccessError(MatcherError):
    """Say that the account may not do this, and who may."""


class AccountError(MatcherError):
    """Say which field of an account cannot be taken as typed, why, and what can."""


class WorkflowError(MatcherError):
    """Say which step is out of order, or what it still needs."""


class SolverError(MatcherError):
    """Say that an engine broke its promise; the plan was not given out."""
