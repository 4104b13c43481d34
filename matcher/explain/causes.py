"""The first cause of every gap and of every blocking pair.

Each cause is recomputed from what the plan was made of: the eligible pairs, both sides' answers,
the compiled problem and the independent check. No engine is asked.
"""

from dataclasses import dataclass

import numpy as np

from matcher.explain.evidence import Evidence
from matcher.explain.names import name
from matcher.explain.sentences import tell
from matcher.verify import Witness
from matcher.words import Words

MOST_TRIED = 20
"""People (or posts) tried for one gap."""


@dataclass(frozen=True, slots=True)
class GapCause:
    """Hold why a post is short.

    Parameters
    ----------
    witness
        Posts that compete and the only people they accept, where scarcity is the cause.
    barred
        Rule id → number of candidates it bars from the post, most first.
    """

    words: Words
    witness: Witness | None
    barred: tuple[tuple[str, int], ...]


def explain_uncovered(evidence: Evidence, p: int) -> GapCause:
    """Name the first cause why post `p` is below its least."""
    table, problem = evidence.table, evidence.compiled.problem
    barred = tuple(sorted(table.count_bars(None, p).items(), key=lambda item: (-item[1], item[0])))
    witness = next((w for w in evidence.verification.witnesses if w.side == "posts" and p in w.posts), None)

    def because(key: str, **facts: str | int | Words) -> GapCause:
        return GapCause(tell("uncovered", key, **facts), None, barred)

    if not problem.num_candidates:
        return because("no-candidates")
    eligible = np.flatnonzero(table.post == p)
    rows = evidence.rows_of_post.get(p, np.zeros(0, np.int64))
    if not len(eligible):
        rule, count = barred[0]
        return because("all-barred", people=problem.num_candidates, rule=name("gate", rule), count=count)
    if not len(rows):
        all_refused = evidence.consent == "open" or bool(evidence.is_refused[eligible].all())
        return because("all-refused" if all_refused else "not-mutual", people=len(eligible))
    usable = rows[~problem.is_banned[rows]]
    if not len(usable):
        return because("all-banned")
    if witness is not None:
        words = tell(
            "uncovered",
            "scarcity",
            posts=len(witness.posts),
            seats=witness.needed,
            people=len(witness.candidates),
            room=witness.available,
        )
        return GapCause(words, witness, barred)
    free = [i for i in problem.candidate[usable].tolist() if evidence.load[i] < problem.capacity[i]]
    for i in free[:MOST_TRIED]:
        broken = evidence.rules_broken_by((i, p))
        if broken:
            return because("side-rule", rule=name("rule", broken[0]))
    first = evidence.compiled.problem.objectives[0]
    if first != "coverage":
        return because("objective-order", objective=name("objective", first))
    is_proven = any(result.name == "coverage" and result.proven for result in evidence.outcome.objectives)
    return because("priority-order" if is_proven else "not-proven")


def explain_unplaced(evidence: Evidence, i: int) -> Words:
    """Name the first cause why candidate `i` has no post, or fewer than the least asked."""
    table, problem = evidence.table, evidence.compiled.problem
    if problem.capacity[i] == 0:
        return tell("unplaced", "no-room")
    if 0 < evidence.load[i] < problem.least_load[i]:
        return tell("unplaced", "least-load", load=int(evidence.load[i]), least=int(problem.least_load[i]))
    eligible = np.flatnonzero(table.candidate == i)
    rows = evidence.rows_of_candidate.get(i, np.zeros(0, np.int64))
    if not len(eligible):
        rule, count = max(table.count_bars(i, None).items(), key=lambda item: item[1])
        return tell("unplaced", "all-barred", posts=problem.num_posts, rule=name("gate", rule), count=count)
    if not len(rows):
        all_refused = evidence.consent == "open" or bool(evidence.is_refused[eligible].all())
        return tell("unplaced", "all-refused" if all_refused else "not-mutual", posts=len(eligible))
    usable = problem.post[rows[~problem.is_banned[rows]]]
    if not len(usable):
        return tell("unplaced", "all-banned")
    with_room = usable[evidence.people[usable] < problem.most[usable]]
    if not len(with_room):
        return tell("unplaced", "posts-full", posts=len(usable))
    for p in with_room.tolist()[:MOST_TRIED]:
        broken = evidence.rules_broken_by((i, p))
        if broken:
            return tell("unplaced", "side-rule", rule=name("rule", broken[0]))
    proven = [result for result in evidence.outcome.objectives if result.proven]
    if len(proven) == len(problem.objectives):
        return tell("unplaced", "objective-order", objective=name("objective", problem.objectives[0]))
    return tell("unplaced", "not-proven")


def explain_blocking(evidence: Evidence, i: int, p: int, *, is_excused: bool) -> Words:
    """Say why the blocking pair of candidate `i` and post `p` is tolerated."""
    problem = evidence.compiled.problem
    if is_excused:
        return tell("blocking", "excused")
    if "stability" not in problem.objectives:
        return tell("blocking", "not-asked")
    broken = evidence.rules_broken_by((i, p), _worst_partners(evidence, i, p))
    if broken:
        return tell("blocking", "side-rule", rule=name("rule", broken[0]))
    place = problem.objectives.index("stability")
    results = evidence.outcome.objectives
    if place and len(results) > place and results[place].proven:
        return tell("blocking", "objective-order", objective=name("objective", problem.objectives[place - 1]))
    return tell("blocking", "not-proven")


def _worst_partners(evidence: Evidence, i: int, p: int) -> tuple[tuple[int, int], ...]:
    """Return the matches both would give up for each other: none where a side has room."""
    problem, pairs = evidence.compiled.problem, evidence.assignment.pairs
    rank = {
        pair: (int(problem.rank_by_candidate[row]), int(problem.rank_by_post[row]))
        for rows in (evidence.rows_of_candidate.get(i, ()), evidence.rows_of_post.get(p, ()))
        for row in rows
        for pair in [(int(problem.candidate[row]), int(problem.post[row]))]
    }
    given: list[tuple[int, int]] = []
    if evidence.load[i] >= problem.capacity[i]:
        own = [(i, int(q)) for q in pairs[pairs[:, 0] == i, 1]]
        given.append(max(own, key=lambda pair: (rank[pair][0], pair)))
    if evidence.people[p] >= problem.most[p]:
        own = [(int(j), p) for j in pairs[pairs[:, 1] == p, 0]]
        given.append(max(own, key=lambda pair: (rank[pair][1], pair)))
    return tuple(given)
