"""What a cause is: why a post is short, a person without a post, a blocking pair tolerated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from matcher.explain.evidence import Evidence
from matcher.explain.groups import Group
from matcher.explain.names import name
from matcher.explain.naming import join_names, name_candidate, name_post
from matcher.explain.sentences import tell
from matcher.policy.records import Objective
from matcher.problem import Value
from matcher.verify import Witness, is_better
from matcher.words import Words

CauseKind: TypeAlias = Literal["uncovered", "unplaced", "blocking"]

MOST_TRIED = 20
"""Posts (or people) tried for one gap."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Hold the first cause of one gap or blocking pair, and what it rests on.

    Parameters
    ----------
    kind, key
        The sentence in the table of sentences; `matcher.explain.confirming` says what each key claims.
    candidate, post
        Indices of whom it is about; None where it is about one side.
    groups
        Hard rules without which the gap would close.
    objective
        The objective that closing the gap would worsen.
    witness
        Posts that compete and the only people they accept (or the other way round), where scarcity
        is the cause.
    barred
        Rule id → number of pairs it bars, most first.
    """

    kind: CauseKind
    key: str
    words: Words
    candidate: int | None = None
    post: int | None = None
    groups: tuple[Group, ...] = ()
    objective: Objective | None = None
    witness: Witness | None = None
    barred: tuple[tuple[str, int], ...] = ()


def say_groups(groups: tuple[Group, ...]) -> Words:
    """Return the names of some rules as one phrase."""
    return join([group.words for group in groups])


def join(parts: list[Words]) -> Words:
    """Return several phrases as a list in both languages.

    Examples
    --------
    >>> join([Words("甲", "one"), Words("乙", "two")]).zh
    '甲、乙'
    """
    return Words("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def say_scarcity(kind: CauseKind, witness: Witness) -> Words:
    """Return the sentence of a witness."""
    return tell(
        kind,
        "scarcity",
        posts=len(witness.posts),
        people=len(witness.candidates),
        seats=witness.needed,
        room=witness.available,
    )


def say_shortage(evidence: Evidence, witness: Witness) -> Words:
    """Return a witness with the names of its posts and people, so that anybody can count it again."""
    posts = join_names([name_post(evidence, p) for p in witness.posts])
    people = join_names([name_candidate(evidence, i) for i in witness.candidates])
    return tell(
        "shortage",
        witness.side,
        posts=posts,
        people=people,
        num_posts=len(witness.posts),
        num_people=len(witness.candidates),
        needed=witness.needed,
        available=witness.available,
    )


def worsens(objective: Objective) -> dict[str, Words]:
    """Return the facts of the sentence about an objective that would become worse."""
    return {"objective": name("objective", objective)}


def find_first_difference(evidence: Evidence, values: Mapping[Objective, Value]) -> tuple[Objective, bool] | None:
    """Return the first objective whose value differs from the plan's, and whether it is better than there."""
    before = evidence.verification.objectives
    for objective in evidence.problem.objectives:
        if objective in values and objective in before and values[objective] != before[objective]:
            return objective, is_better(objective, values[objective], before[objective])
    return None
