"""Moves of the local search: force a pair, cover again the seat that this vacates, place who fell out.

Every move only changes the open transaction of a `State`; whether it pays is decided afterwards from
the exact counts, so the choices in here are guesses about what may pay, nothing more. So are the
looks at side rules: who comes in is chosen among those that fit, and the rules are counted afterwards.
"""

import numpy as np

from matcher.solve.compiled import compile_kernel
from matcher.solve.preferences import Ints
from matcher.solve.search.state import NUM_OPS, State, add_pair, remove_pair
from matcher.solve.side_rules.switch import FREE, OVER_BUDGET, find_obstacle, may_come

MOST_CHAIN = 5
"""Seats covered again one after another before a move is left as it is."""

MOST_FALLS = 8
"""People placed again one after another after somebody fell out."""

MOST_GIVEN_UP = 6
"""Pairs that one person gives up for another, or the move is not made; a transaction is short."""

SAMPLE = 64
"""People looked at for one vacated seat."""


@compile_kernel
def draw(chance: Ints, limit: int) -> int:
    """Return a number in 0..limit-1 from the generator state `chance` (xorshift)."""
    z = np.uint64(chance[0])
    z ^= z << np.uint64(13)
    z ^= z >> np.uint64(7)
    z ^= z << np.uint64(17)
    chance[0] = np.int64(z)
    return int(np.int64((z >> np.uint64(11)) % np.uint64(limit)))


@compile_kernel
def _worst_held(s: State, i: int) -> int:
    """Return the pair that candidate `i` likes least of those it may give up, -1 for none."""
    agent = s.people[i]
    out, rank = -1, -1
    for t in range(agent.slot, agent.slot + agent.count):
        pair = s.pairs[s.held_i[t]]
        if pair.is_pinned == 0 and pair.rank_i > rank:
            out, rank = s.held_i[t], pair.rank_i
    return out


@compile_kernel
def _worst_person(s: State, p: int) -> int:
    """Return the pair that post `p` likes least of those it may give up, -1 for none."""
    agent = s.posts[p]
    out, rank = -1, -1
    for t in range(agent.slot, agent.slot + agent.count):
        pair = s.pairs[s.held_p[t]]
        if pair.is_pinned == 0 and pair.rank_p > rank:
            out, rank = s.held_p[t], pair.rank_p
    return out


@compile_kernel
def _any_held(s: State, i: int, chance: Ints) -> int:
    """Return a pair of candidate `i` by chance, -1 when it is pinned or there is none."""
    agent = s.people[i]
    if agent.count == 0:
        return -1
    e = s.held_i[agent.slot + draw(chance, agent.count)]
    return -1 if s.pairs[e].is_pinned else int(e)


@compile_kernel
def cover_again(s: State, q: int, kept_out: int, chance: Ints) -> None:
    """Fill post `q`, which fell below its least, along a chain of people who change seats."""
    for step in range(MOST_CHAIN):
        post = s.posts[q]
        if post.count >= post.least:
            return
        best, best_out, best_score = -1, -1, 1 << 40
        degree = post.end - post.begin
        for trial in range(min(SAMPLE, degree)):
            t = post.begin + (draw(chance, degree) if degree > SAMPLE else trial)
            e, j = s.wishes_p[t].pair, s.wishes_p[t].other
            person = s.people[j]
            if s.pairs[e].is_used or j == kept_out or person.most == 0:
                continue
            out = -1
            score = draw(chance, 3)
            if person.count == person.most:
                out = _worst_held(s, j) if draw(chance, 4) else _any_held(s, j, chance)
                if out < 0:
                    continue
                left = s.posts[s.pairs[out].post]
                if left.count <= left.least:
                    if step == MOST_CHAIN - 1:
                        continue
                    score += 10
                score += max(0, s.wishes_p[t].other_rank - s.pairs[out].rank_i)
            if score < best_score and may_come(s.rules, e, out):
                best, best_out, best_score = e, out, score
        if best < 0:
            return
        kept_out = s.pairs[best].candidate
        if best_out >= 0:
            remove_pair(s, best_out)
        add_pair(s, best)
        if best_out < 0:
            return
        q = s.pairs[best_out].post


@compile_kernel
def place(s: State, i: int) -> None:
    """Give candidate `i`, who has room, its best post that takes it; go on with whoever falls out."""
    for _ in range(MOST_FALLS):
        agent = s.people[i]
        if agent.count >= agent.most:
            return
        fallen = -1
        for t in range(agent.begin, agent.end):
            wish = s.wishes_i[t]
            post = s.posts[wish.other]
            if wish.other_rank >= post.worst or s.pairs[wish.pair].is_used or not may_come(s.rules, wish.pair, -1):
                continue
            if post.count < post.most:
                add_pair(s, wish.pair)
                return
            out = _worst_person(s, wish.other)
            if out >= 0 and s.pairs[out].rank_p > wish.other_rank:
                fallen = s.pairs[out].candidate
                remove_pair(s, out)
                add_pair(s, wish.pair)
                break
        if fallen < 0:
            return
        i = fallen


@compile_kernel
def force(s: State, e: int, chance: Ints) -> bool:
    """Use pair `e`: its ends give up what stands in its way, and the plan is mended around it."""
    pair = s.pairs[e]
    i, p = s.people[pair.candidate], s.posts[pair.post]
    if pair.is_used or i.most == 0 or p.most == 0:
        return False
    first = s.total[NUM_OPS]
    if not _make_way(s, e):
        return False
    if i.count >= i.most:
        out = _worst_held(s, pair.candidate) if draw(chance, 4) else _any_held(s, pair.candidate, chance)
        if out < 0:
            return False
        remove_pair(s, out)
    last = s.total[NUM_OPS]
    out_p = -1
    if p.count >= p.most:
        out_p = _worst_person(s, pair.post)
        if out_p < 0:
            return False
        remove_pair(s, out_p)
    add_pair(s, e)
    for t in range(first, last):
        cover_again(s, s.pairs[-s.ops[t] - 1].post, pair.candidate, chance)
    if out_p >= 0 and draw(chance, 8):
        place(s, s.pairs[out_p].candidate)
    return True


@compile_kernel
def _make_way(s: State, e: int) -> bool:
    """Let the person of pair `e` give up what side rules do not allow beside it; tell whether that was enough."""
    for _ in range(MOST_GIVEN_UP):
        out = find_obstacle(s.rules, e)
        if out == FREE:
            return True
        if out == OVER_BUDGET:
            out = _worst_held(s, s.pairs[e].candidate)
        if out < 0 or s.pairs[out].is_pinned:
            return False
        remove_pair(s, out)
    return False


@compile_kernel
def release(s: State, i: int, chance: Ints) -> bool:
    """Take candidate `i` from a post, cover that seat by another, and place `i` anew."""
    out = _worst_held(s, i) if draw(chance, 3) else _any_held(s, i, chance)
    if out < 0:
        return False
    remove_pair(s, out)
    cover_again(s, s.pairs[out].post, i, chance)
    place(s, i)
    return True


@compile_kernel
def propose_move(s: State, e: int, chance: Ints) -> bool:
    """Make one move around the blocking pair `e`, now and then anywhere; tell whether any change was made."""
    i, p = s.pairs[e].candidate, s.pairs[e].post
    kind = draw(chance, 11) // 2
    if kind == 0:  # the pair itself
        return force(s, e, chance)
    if kind == 1:  # its person elsewhere
        return release(s, i, chance)
    if kind == 2:  # somebody else for the post
        t = s.posts[p].begin + draw(chance, s.posts[p].end - s.posts[p].begin)
        return force(s, s.wishes_p[t].pair, chance)
    if kind == 3:  # some other post for the person
        t = s.people[i].begin + draw(chance, s.people[i].end - s.people[i].begin)
        return force(s, s.wishes_i[t].pair, chance)
    if kind == 5:  # anywhere: what blocks nothing may stand in the way
        return force(s, draw(chance, len(s.pairs)), chance)
    post = s.posts[p]  # one of the post's people elsewhere
    if post.count == 0:
        return False
    return release(s, s.pairs[s.held_p[post.slot + draw(chance, post.count)]].candidate, chance)
