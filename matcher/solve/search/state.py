"""A plan with its blocking pairs counted as it changes: the ground under the local search.

A change is a transaction: pairs are added and removed at once, then each touched agent's thresholds
are renewed and the pairs between its old and new threshold are counted anew, so a step costs a few
short row scans and never a pass over all pairs. A transaction that does not pay is rolled back.

Complexity: O(partners) to change a pair, and O(pairs of the touched agents between their old and new
worst ranks) to settle the counts.
"""

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.solve.blocking import ROOM, count_in_market, cover_weight, find_thresholds
from matcher.solve.compiled import compile_kernel
from matcher.solve.deferred.proposals import slot_starts
from matcher.solve.preferences import Ints, Market, Marks, Pairs, make_keys, sort_by_candidate, sort_by_post
from matcher.solve.side_rules.switch import NO_RULES, Rules, count_in, count_out

Record: TypeAlias = Any
Records: TypeAlias = NDArray[Any]

PAIR = np.dtype(
    [
        ("candidate", "i4"),
        ("post", "i4"),
        ("rank_i", "i4"),
        ("rank_p", "i4"),
        ("points", "i4"),
        ("is_used", "u1"),
        ("is_pinned", "u1"),
    ],
    align=True,
)
"""All of one pair side by side, so that looking at it costs one cache line."""

AGENT = np.dtype(
    [
        ("weight", "i8"),  # of one unit of the minimum
        ("begin", "i4"),  # its wishes
        ("end", "i4"),
        ("slot", "i4"),  # its partners
        ("count", "i4"),
        ("most", "i4"),
        ("least", "i4"),
        ("worst", "i4"),  # rank a newcomer must beat
        ("spare", "i4"),  # the same without losing cover
        ("is_touched", "i4"),
    ],
    align=True,
)
"""A candidate or a post."""

WISH = np.dtype([("pair", "i4"), ("other", "i4"), ("rank", "i4"), ("other_rank", "i4")])
"""One entry of an agent's list in order of rank, with the other end and what that one thinks."""

BLOCKING, UNEXCUSED, COVER, POINTS = 0, 1, 2, 3
NUM_OPS, NUM_I, NUM_P, NUM_LOG_I, NUM_LOG_P = 4, 5, 6, 7, 8


class State(NamedTuple):
    """Hold a plan and all that is counted of it; arrays only, so that kernels can change it.

    Parameters
    ----------
    pairs, people, posts
        Records `PAIR` and `AGENT`.
    wishes_i, wishes_p
        Records `WISH` of candidates and of posts.
    held_i, held_p
        Partners, as pairs, in each agent's slots.
    total
        Blocking pairs, unexcused ones, cover and points, then the lengths of the lists below.
    ops, touched_i, touched_p, log_i, log_p
        The open transaction: signed pairs (e + 1, negative when removed), agents to renew, and
        thresholds to restore (agent, worst, spare).
    rules
        What the plan has used up of the side rules; `NO_RULES` where none can bind.
    """

    pairs: Records
    people: Records
    posts: Records
    wishes_i: Records
    wishes_p: Records
    held_i: Pairs
    held_p: Pairs
    total: Ints
    ops: Pairs
    touched_i: Pairs
    touched_p: Pairs
    log_i: Pairs
    log_p: Pairs
    rules: Rules


def build_state(market: Market, x: Marks, rules: Rules = NO_RULES) -> State:
    """Return the state of the plan marked in `x`; `rules` counts the empty plan and is left as it is."""
    pairs = np.zeros(market.num_pairs, PAIR)
    pairs["candidate"], pairs["post"] = market.candidate, market.post
    pairs["rank_i"], pairs["rank_p"] = market.rank_i, market.rank_p
    pairs["points"], pairs["is_pinned"] = market.points, market.is_pinned
    worst_i, worst_p, spare_i, spare_p = find_thresholds(market, x)
    ones = np.ones(market.num_candidates, np.int64)
    people = _agents(market.start_i, ones, market.capacity, market.least_load, worst_i, spare_i)
    posts = _agents(market.start_p, market.priority, market.most, market.least, worst_p, spare_p)
    found = count_in_market(market, x)
    total = np.zeros(9, np.int64)
    total[:2] = found.num_blocking, found.num_unexcused
    total[2:4] = cover_weight(market, x), int(market.points[x > 0].sum(dtype=np.int64))
    state = State(
        pairs,
        people,
        posts,
        _wishes(sort_by_candidate(market, make_keys(market.rank_i)), market.post, market.rank_i, market.rank_p),
        _wishes(sort_by_post(market, make_keys(market.rank_p)), market.candidate, market.rank_p, market.rank_i),
        np.empty(slot_starts(market.capacity, np.diff(market.start_i))[-1], np.int32),
        np.empty(slot_starts(market.most, np.diff(market.start_p))[-1], np.int32),
        total,
        np.empty(256, np.int32),
        np.empty(market.num_candidates, np.int32),
        np.empty(market.num_posts, np.int32),
        np.empty(3 * market.num_candidates, np.int32),
        np.empty(3 * market.num_posts, np.int32),
        _copy(rules),
    )
    _seat_all(state, np.flatnonzero(x))
    return state


def _copy(rules: Rules) -> Rules:
    """Return counters that may change while the old ones do not."""
    if not rules:
        return NO_RULES
    changing = ("people", "posts", "rows", "units", "held", "teams", "broken")
    return rules._replace(**{name: getattr(rules, name).copy() for name in changing})


def _agents(start: Ints, weight: Ints, most: Pairs, least: Pairs, worst: Pairs, spare: Pairs) -> Records:
    agents = np.zeros(len(most), AGENT)
    agents["weight"], agents["most"], agents["least"] = weight, most, least
    agents["begin"], agents["end"] = start[:-1], start[1:]
    agents["slot"] = slot_starts(most, np.diff(start))[:-1]
    agents["worst"], agents["spare"] = worst, spare
    return agents


def _wishes(order: Pairs, other: Pairs, rank: Pairs, other_rank: Pairs) -> Records:
    wishes = np.empty(len(order), WISH)
    wishes["pair"], wishes["other"] = order, other[order]
    wishes["rank"], wishes["other_rank"] = rank[order], other_rank[order]
    return wishes


@compile_kernel
def _seat_all(s: State, chosen: Ints) -> None:
    for e in chosen:
        i, p = s.pairs[e].candidate, s.posts[s.pairs[e].post]
        s.held_i[s.people[i].slot + s.people[i].count] = e
        s.people[i].count += 1
        s.held_p[p.slot + p.count] = e
        p.count += 1
        s.pairs[e].is_used = 1
        count_in(s.rules, e)


@compile_kernel
def add_pair(s: State, e: int) -> None:
    """Use pair `e`, whose ends must have room, within the open transaction."""
    _count_pair(s, e, -1)
    _seat(s, e)
    _touch(s, e, 1)
    s.ops[s.total[NUM_OPS]] = e + 1
    s.total[NUM_OPS] += 1


@compile_kernel
def remove_pair(s: State, e: int) -> None:
    """Give up the used pair `e` within the open transaction."""
    _unseat(s, e)
    _count_pair(s, e, 1)
    _touch(s, e, 0)
    s.ops[s.total[NUM_OPS]] = -e - 1
    s.total[NUM_OPS] += 1


@compile_kernel
def _count_pair(s: State, e: int, sign: int) -> None:
    """Count an unused pair with the present thresholds, `sign` times."""
    pair = s.pairs[e]
    i, p = s.people[pair.candidate], s.posts[pair.post]
    if pair.rank_i < i.worst and pair.rank_p < p.worst:
        s.total[BLOCKING] += sign
    if pair.rank_i < i.spare and pair.rank_p < p.spare:
        s.total[UNEXCUSED] += sign


@compile_kernel
def _seat(s: State, e: int) -> None:
    pair = s.pairs[e]
    i, p = s.people[pair.candidate], s.posts[pair.post]
    s.held_i[i.slot + i.count] = e
    s.held_p[p.slot + p.count] = e
    if p.count < p.least:
        s.total[COVER] += p.weight
    if i.count < i.least:
        s.total[COVER] += i.weight
    s.total[POINTS] += pair.points
    i.count += 1
    p.count += 1
    pair.is_used = 1
    count_in(s.rules, e)


@compile_kernel
def _unseat(s: State, e: int) -> None:
    pair = s.pairs[e]
    i, p = s.people[pair.candidate], s.posts[pair.post]
    i.count -= 1
    p.count -= 1
    for t in range(i.slot, i.slot + i.count):
        if s.held_i[t] == e:
            s.held_i[t] = s.held_i[i.slot + i.count]
            break
    for t in range(p.slot, p.slot + p.count):
        if s.held_p[t] == e:
            s.held_p[t] = s.held_p[p.slot + p.count]
            break
    if p.count < p.least:
        s.total[COVER] -= p.weight
    if i.count < i.least:
        s.total[COVER] -= i.weight
    s.total[POINTS] -= pair.points
    pair.is_used = 0
    count_out(s.rules, e)


@compile_kernel
def _mark(agents: Records, a: int, touched: Pairs, total: Ints, length: int) -> None:
    if agents[a].is_touched == 0:
        agents[a].is_touched = 1
        touched[total[length]] = a
        total[length] += 1


@compile_kernel
def _touch(s: State, e: int, added: int) -> None:
    """Mark the ends of `e`, and the partners of an end that just passed its minimum."""
    pair = s.pairs[e]
    _mark(s.people, pair.candidate, s.touched_i, s.total, NUM_I)
    _mark(s.posts, pair.post, s.touched_p, s.total, NUM_P)
    i, p = s.people[pair.candidate], s.posts[pair.post]
    if p.count - added == p.least:
        for t in range(p.slot, p.slot + p.count):
            _mark(s.people, s.pairs[s.held_p[t]].candidate, s.touched_i, s.total, NUM_I)
    if i.count - added == i.least:
        for t in range(i.slot, i.slot + i.count):
            _mark(s.posts, s.pairs[s.held_i[t]].post, s.touched_p, s.total, NUM_P)


@compile_kernel
def _recount(wishes: Records, agent: Record, old: int, new: int, others: Records, pairs: Records) -> int:
    """Return how many more blocking pairs an agent has when its worst rank moves from `old` to `new`."""
    low, high, sign = (old, new, 1) if old < new else (new, old, -1)
    count = 0
    for t in range(_first_at(wishes, agent.begin, agent.end, low), agent.end):
        wish = wishes[t]
        if wish.rank >= high:
            break
        if wish.other_rank < others[wish.other].worst and pairs[wish.pair].is_used == 0:
            count += 1
    return sign * count


@compile_kernel
def _recount_spare(wishes: Records, agent: Record, old: int, new: int, others: Records, pairs: Records) -> int:
    """Return the same for unexcused pairs."""
    low, high, sign = (old, new, 1) if old < new else (new, old, -1)
    count = 0
    for t in range(_first_at(wishes, agent.begin, agent.end, low), agent.end):
        wish = wishes[t]
        if wish.rank >= high:
            break
        if wish.other_rank < others[wish.other].spare and pairs[wish.pair].is_used == 0:
            count += 1
    return sign * count


@compile_kernel
def _first_at(wishes: Records, begin: int, end: int, rank: int) -> int:
    """Return the first entry of a list whose rank is `rank` or more."""
    while begin < end:
        middle = (begin + end) // 2
        if wishes[middle].rank < rank:
            begin = middle + 1
        else:
            end = middle
    return begin


@compile_kernel
def settle_counts(s: State) -> None:
    """Renew the thresholds of all touched agents and the counts; end of a transaction's changes."""
    for k in range(s.total[NUM_I]):
        a = s.touched_i[k]
        agent = s.people[a]
        worst, spare = 0, 0
        for t in range(agent.slot, agent.slot + agent.count):
            pair = s.pairs[s.held_i[t]]
            worst = max(worst, pair.rank_i)
            if s.posts[pair.post].count > s.posts[pair.post].least:
                spare = max(spare, pair.rank_i)
        if agent.count < agent.most:
            worst, spare = ROOM, ROOM
        if worst != agent.worst or spare != agent.spare:
            _write_log(s.log_i, s.total, NUM_LOG_I, a, agent.worst, agent.spare)
            _renew(s, a, worst, spare, s.people, s.posts, s.wishes_i)
    for k in range(s.total[NUM_P]):
        a = s.touched_p[k]
        agent = s.posts[a]
        worst, spare = 0, 0
        for t in range(agent.slot, agent.slot + agent.count):
            pair = s.pairs[s.held_p[t]]
            worst = max(worst, pair.rank_p)
            if s.people[pair.candidate].count > s.people[pair.candidate].least:
                spare = max(spare, pair.rank_p)
        if agent.count < agent.most:
            worst, spare = ROOM, ROOM
        if worst != agent.worst or spare != agent.spare:
            _write_log(s.log_p, s.total, NUM_LOG_P, a, agent.worst, agent.spare)
            _renew(s, a, worst, spare, s.posts, s.people, s.wishes_p)


@compile_kernel
def _write_log(log: Pairs, total: Ints, length: int, a: int, worst: int, spare: int) -> None:
    n = 3 * total[length]
    log[n], log[n + 1], log[n + 2] = a, worst, spare
    total[length] += 1


@compile_kernel
def _renew(s: State, a: int, worst: int, spare: int, agents: Records, others: Records, wishes: Records) -> None:
    """Give an agent its new thresholds and count the pairs in between."""
    agent = agents[a]
    if worst != agent.worst:
        s.total[BLOCKING] += _recount(wishes, agent, agent.worst, worst, others, s.pairs)
    if spare != agent.spare:
        s.total[UNEXCUSED] += _recount_spare(wishes, agent, agent.spare, spare, others, s.pairs)
    agent.worst, agent.spare = worst, spare


@compile_kernel
def commit(s: State) -> None:
    """Close the transaction and keep it."""
    for k in range(s.total[NUM_I]):
        s.people[s.touched_i[k]].is_touched = 0
    for k in range(s.total[NUM_P]):
        s.posts[s.touched_p[k]].is_touched = 0
    s.total[NUM_OPS:] = 0


@compile_kernel
def roll_back(s: State, blocking: int, unexcused: int) -> None:
    """Close the transaction and undo it; the counts before it are given."""
    for k in range(s.total[NUM_OPS] - 1, -1, -1):
        if s.ops[k] > 0:
            _unseat(s, s.ops[k] - 1)
        else:
            _seat(s, -s.ops[k] - 1)
    for k in range(s.total[NUM_LOG_I]):
        agent = s.people[s.log_i[3 * k]]
        agent.worst, agent.spare = s.log_i[3 * k + 1], s.log_i[3 * k + 2]
    for k in range(s.total[NUM_LOG_P]):
        agent = s.posts[s.log_p[3 * k]]
        agent.worst, agent.spare = s.log_p[3 * k + 1], s.log_p[3 * k + 2]
    s.total[BLOCKING], s.total[UNEXCUSED] = blocking, unexcused
    commit(s)
