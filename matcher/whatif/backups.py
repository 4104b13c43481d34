"""A backup for each pair: who steps in, in at most so many moves, when a person withdraws.

A backup keeps the plan's cover without the person and takes up at most k new pairs: somebody takes the
empty place, perhaps leaving another that somebody else takes, and so on: an alternating chain, or a few
of them for a person with several posts. Where no side rule binds, fewest new pairs are those of a
min-cost flow, whose shortest augmenting paths are these chains; more than k of them, or a loss of
cover, proves that no backup exists. Where rules bind, the exact engine decides with both as limits.

Reference: Ahuja, Magnanti, Orlin, Network Flows (1993), section 9.7 (successive shortest paths).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from matcher.whatif.withdrawals import Pair, Repair, Repairer

BackupStatus: TypeAlias = Literal["found", "none", "open"]
"""There is a backup; proven that there is none; not decided within the effort."""


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one move of a backup: a candidate takes a post, and leaves another or none; indices."""

    candidate: int
    taken: int
    left: int | None


@dataclass(frozen=True, slots=True)
class Backup:
    """Hold the backup of one person.

    Parameters
    ----------
    candidate
        Who withdraws; index.
    posts
        The posts left empty.
    steps
        In order: each fills a place that the withdrawal or a step before it empties. Empty also
        where nobody has to step in.
    is_shortest
        No backup has fewer steps.
    """

    candidate: int
    posts: tuple[int, ...]
    status: BackupStatus
    steps: tuple[Step, ...] = ()
    is_shortest: bool = False


def find_backup(repairer: Repairer, candidate: int, most_moves: int, repair: Repair | None = None) -> Backup:
    """Return a backup for the posts of one person, or a proof that none exists.

    Parameters
    ----------
    most_moves
        New pairs at most, 0 or more.
    repair
        The person's repair, if it is known already.
    """
    known = repairer.repair((candidate,)) if repair is None else repair
    posts = tuple(p for i, p in repairer.assignment.pairs.tolist() if i == candidate)
    status = _judge(known, most_moves)
    if status == "found":
        return Backup(candidate, posts, "found", line_up(posts, known.new_pairs, known.lost_pairs), known.is_fewest)
    if status == "none":
        return Backup(candidate, posts, "none")
    outcome = repairer.repair_without_loss((candidate,), most_moves)
    if outcome.assignment is None:
        return Backup(candidate, posts, "none" if outcome.status == "INFEASIBLE" else "open")
    before, after = (set(map(tuple, plan.pairs.tolist())) for plan in (repairer.assignment, outcome.assignment))
    lost = sorted((i, p) for i, p in before - after if i != candidate)
    steps = line_up(posts, sorted((i, p) for i, p in after - before), lost)
    return Backup(candidate, posts, "found", steps, outcome.objectives[0].proven)


def _judge(repair: Repair, most_moves: int) -> BackupStatus:
    """Tell what a repair says of backups; open where it decides nothing."""
    if repair.must_lose or repair.status == "INFEASIBLE":
        return "none"
    if repair.status == "UNKNOWN" or repair.loss > 0:
        return "open"
    if len(repair.new_pairs) <= most_moves:
        return "found"
    return "none" if repair.is_fewest else "open"


def line_up(empty: Iterable[int], new: Iterable[Pair], lost: Iterable[Pair]) -> tuple[Step, ...]:
    """Return new and lost pairs as steps, each into a place emptied before it where there is one.

    Examples
    --------
    >>> line_up([7], [(1, 8), (2, 7)], [(2, 8)])
    (Step(candidate=2, taken=7, left=8), Step(candidate=1, taken=8, left=None))
    """
    waiting, leaving = list(new), list(lost)
    places = list(empty)
    steps = []
    while waiting:
        pair = next((pair for place in places for pair in waiting if pair[1] == place), waiting[0])
        waiting.remove(pair)
        if pair[1] in places:
            places.remove(pair[1])
        left = next((p for i, p in leaving if i == pair[0]), None)
        if left is not None:
            leaving.remove((pair[0], left))
            places.insert(0, left)
        steps.append(Step(pair[0], pair[1], left))
    return tuple(steps)
