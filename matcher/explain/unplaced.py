"""The first cause of every person without a post, or below the least load asked."""

import numpy as np

from matcher.explain.cause import MOST_TRIED, Cause, find_first_difference, say_groups, say_scarcity, worsens
from matcher.explain.closing import find_obstacle
from matcher.explain.evidence import Evidence
from matcher.explain.groups import Group
from matcher.explain.names import name
from matcher.explain.scarcity import force_place
from matcher.explain.sentences import tell
from matcher.explain.tolerated import explain_blocking
from matcher.policy.records import Objective
from matcher.problem.problem import Ints
from matcher.verify import Witness
from matcher.words import Words


def explain_unplaced(evidence: Evidence, i: int) -> Cause:
    """Name the first cause why candidate `i` has no post, or fewer than the least asked."""
    table, problem = evidence.table, evidence.problem
    if problem.capacity[i] == 0:
        return _because(i, "no-room-budget" if evidence.compiled.open_problem.capacity[i] else "no-room")
    eligible = evidence.eligible_of_candidate.get(i, np.zeros(0, np.int64))
    rows = evidence.rows_of_candidate.get(i, np.zeros(0, np.int64))
    if not len(eligible):
        bars = tuple(sorted(table.count_bars(i, None).items(), key=lambda item: (-item[1], item[0])))
        rule, count = bars[0]
        return _because(i, "all-barred", barred=bars, posts=problem.num_posts, rule=name("gate", rule), count=count)
    if not len(rows):
        all_refused = evidence.consent == "open" or bool(evidence.is_refused[eligible].all())
        return _because(i, "all-refused" if all_refused else "not-mutual", posts=len(eligible))
    usable = rows[~problem.is_banned[rows]]
    if not len(usable):
        return _because(i, "all-banned")
    if evidence.load[i] < problem.least_load[i]:
        return _explain_least_load(evidence, i)
    posts = problem.post[usable]
    with_room = posts[evidence.people[posts] < problem.most[posts]]
    if len(with_room):
        return _try_posts(evidence, i, with_room.tolist())
    return _explain_full(evidence, i, usable)


def _explain_least_load(evidence: Evidence, i: int) -> Cause:
    """Say why a person whose least load counts stays below it."""
    scarcity, least = evidence.scarcity("candidates"), int(evidence.problem.least_load[i])
    if scarcity.missing[i]:
        witness = scarcity.find_witness(i)
        assert witness is not None
        words = say_scarcity("unplaced", witness)
        return Cause("unplaced", "scarcity", words, candidate=i, witness=witness)
    obstacle = find_obstacle(evidence, lambda changed: force_place(changed, i, least))
    if obstacle.key == "priority-order":
        return _because(i, obstacle.key, load=int(evidence.load[i]), least=least)
    if obstacle.groups:
        return _because(i, obstacle.key, groups=obstacle.groups, rule=say_groups(obstacle.groups))
    return _because(i, obstacle.key, objective=obstacle.objective)


def _try_posts(evidence: Evidence, i: int, with_room: list[int]) -> Cause:
    """Put the person on one post after the other that has room, and say what stands against it."""
    problem = evidence.problem
    rank = {p: int(problem.rank_by_candidate[evidence.require_row(i, p)]) for p in with_room}
    fewest: tuple[Group, ...] | None = None
    at = -1
    for p in sorted(with_room, key=lambda p: (rank[p], p))[:MOST_TRIED]:
        tried = evidence.try_change((i, p))
        if tried is None:
            return _because(i, "not-tried", post=p)
        broken, values = tried
        if not broken:
            difference = find_first_difference(evidence, values)
            if difference is None:
                return _because(i, "no-objective", post=p)
            objective, is_gain = difference
            if is_gain:
                return _because(i, "not-proven", post=p)
            return _because(i, "objective-order", post=p, objective=objective)
        if fewest is None or len(broken) < len(fewest):
            fewest, at = broken, p
    groups = fewest or ()
    return _because(i, "side-rule", post=at, groups=groups, rule=say_groups(groups))


def _explain_full(evidence: Evidence, i: int, usable: Ints) -> Cause:
    """Say of a person whose posts are all filled whether a host would rather have them, and why it has not."""
    problem = evidence.problem
    waiting = [
        row
        for row in usable.tolist()
        if any(
            problem.rank_by_post[evidence.require_row(j, int(problem.post[row]))] > problem.rank_by_post[row]
            for j in evidence.people_at(int(problem.post[row]))
        )
    ]
    if not waiting:
        return _because(i, "posts-full", posts=len(usable))
    best = min(waiting, key=lambda row: (problem.rank_by_candidate[row], problem.post[row]))
    p = int(problem.post[best])
    why = explain_blocking(evidence, i, p)
    return _because(
        i,
        "posts-full-wanted",
        post=p,
        groups=why.groups,
        objective=why.objective,
        posts=len(usable),
        count=len(waiting),
        why=why.words,
    )


def _because(
    i: int,
    key: str,
    *,
    post: int | None = None,
    groups: tuple[Group, ...] = (),
    objective: Objective | None = None,
    witness: Witness | None = None,
    barred: tuple[tuple[str, int], ...] = (),
    **facts: str | int | Words,
) -> Cause:
    if key == "objective-order" and objective is not None:
        facts |= worsens(objective)
    return Cause("unplaced", key, tell("unplaced", key, **facts), i, post, groups, objective, witness, barred)
