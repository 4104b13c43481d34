"""Where wishes, plans and third parties part ways, pair by pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from matcher.pools.pools import Pools
from matcher.pools.records import Answer, Choice, View
from matcher.whatif.views import PlanView

Conflict: TypeAlias = Literal[
    "wished-not-planned",
    "supported-not-planned",
    "planned-opposed",
    "planned-unasked",
    "sides-differ",
    "parties-differ",
    "plans-differ",
]
"""Both ranked each other first, yet some plan has not the pair · both named each other and a third
party supports it, yet no plan has it · a plan has it and a third party opposes it · a plan has it
and neither side had named the other · one side wants it, the other refuses · one third party
supports it, another opposes it · some plans have it, others do not."""

CONFLICTS: tuple[Conflict, ...] = get_args(Conflict)


@dataclass(frozen=True, slots=True)
class Said:
    """Hold what one side said of the other: its answer, and the rank where it gave one, else 0."""

    answer: Answer = "unanswered"
    rank: int = 0

    @property
    def is_yes(self) -> bool:
        """Whether the side named the other."""
        return self.answer in {"ranked", "accepted"}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Hold one pair of a person and a host that not everybody sees alike.

    Parameters
    ----------
    candidate_said, enterprise_said
        The best answer over the posts of the host.
    opinions
        (source, view) of each third party.
    planned
        For each plan, whether it has the person at the host.
    """

    candidate: str
    candidate_name: str
    enterprise: str
    enterprise_name: str
    candidate_said: Said
    enterprise_said: Said
    opinions: tuple[tuple[str, View], ...]
    planned: tuple[bool, ...]
    conflicts: tuple[Conflict, ...]


def map_disagreements(pools: Pools, views: Sequence[PlanView]) -> tuple[Disagreement, ...]:
    """Return every pair on which wishes, plans and third parties do not agree, most conflicts first.

    Parameters
    ----------
    pools
        Whose choices and opinions count.
    """
    sides = {side: _read_side(pools, side) for side in ("candidate", "enterprise")}
    opinions: dict[tuple[str, str], list[tuple[str, View]]] = {}
    for opinion in pools.opinions:
        opinions.setdefault((opinion.candidate, opinion.enterprise), []).append((opinion.source, opinion.view))
    planned = [{(pair.candidate, pair.enterprise) for pair in view.pairs} for view in views]
    people = {record.id: record.name for record in pools.candidates}
    hosts = {record.id: record.name for record in pools.enterprises}
    found = []
    for key in sorted({*sides["candidate"], *sides["enterprise"], *opinions, *set().union(*planned)}):
        mine, theirs = sides["candidate"].get(key, Said()), sides["enterprise"].get(key, Said())
        told, has = tuple(sorted(opinions.get(key, ()))), tuple(key in plan for plan in planned)
        conflicts = find_conflicts(mine, theirs, {view for _, view in told}, has)
        if conflicts:
            found.append(
                Disagreement(
                    candidate=key[0],
                    candidate_name=people.get(key[0], key[0]),
                    enterprise=key[1],
                    enterprise_name=hosts.get(key[1], key[1]),
                    candidate_said=mine,
                    enterprise_said=theirs,
                    opinions=told,
                    planned=has,
                    conflicts=conflicts,
                )
            )
    return tuple(sorted(found, key=lambda one: (-len(one.conflicts), CONFLICTS.index(one.conflicts[0]))))


def find_conflicts(mine: Said, theirs: Said, views: set[View], planned: tuple[bool, ...]) -> tuple[Conflict, ...]:
    """Return how a pair is seen differently.

    Examples
    --------
    >>> find_conflicts(Said("ranked", 1), Said("ranked", 1), {"oppose"}, (True, False))
    ('wished-not-planned', 'planned-opposed', 'plans-differ')
    """
    answers = {mine.answer, theirs.answer}
    tests: dict[Conflict, bool] = {
        "wished-not-planned": mine.rank == 1 and theirs.rank == 1 and not all(planned),
        "supported-not-planned": mine.is_yes and theirs.is_yes and "support" in views and not any(planned),
        "planned-opposed": any(planned) and "oppose" in views,
        "planned-unasked": any(planned) and not mine.is_yes and not theirs.is_yes,
        "sides-differ": "refused" in answers and (mine.is_yes or theirs.is_yes),
        "parties-differ": {"support", "oppose"} <= views,
        "plans-differ": any(planned) and not all(planned),
    }
    return tuple(conflict for conflict in CONFLICTS if tests[conflict])


def _read_side(pools: Pools, side: str) -> dict[tuple[str, str], Said]:
    """Return the best answer of one side on each host: a rank before an acceptance, before a refusal."""
    found: dict[tuple[str, str], Choice] = {}
    for choice in pools.choices:
        if choice.side == side:
            key = (choice.candidate, choice.enterprise)
            found[key] = min(found.get(key, choice), choice, key=_worth)
    return {key: Said(choice.answer, choice.rank or 0) for key, choice in found.items()}


def _worth(choice: Choice) -> tuple[int, int]:
    return ("ranked", "accepted", "refused", "unanswered").index(choice.answer), choice.rank or 0
