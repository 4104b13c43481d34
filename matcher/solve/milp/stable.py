"""Rows that allow no blocking pair, over cumulative counts of ranks.

For agent a and rank k, Y[a, k] counts a's partners at rank k or better: Y of the rank before plus
the pairs at this rank. The last Y of an agent holds its capacity. A pair at ranks (k, k') of
candidate i and post p does not block when i is full at rank k or better, or p at k' or better:

- capacity 1 of i: ``u_p Y[i, k] + Y[p, k'] >= u_p``; and likewise with the sides exchanged;
- more on both sides: ``x + F[i, k] + F[p, k'] >= 1`` with ``Y[i, k] >= c_i F[i, k]`` and likewise for
  p; F is "full at this rank or better", left out where too few partners are listed.

Pairs of one candidate and one post rank give one row. The rows number at most the pairs, with three
or four entries each, where the plain model repeats whole lists.

References: M. Delorme, S. García, J. Gondzio, J. Kalcsics, D. Manlove, W. Pettersson, "Mathematical
models for stable matching problems with ties and incomplete lists", European Journal of Operational
Research 277 (2019) 426-441, sections 4 and 5 (dummy variables, merged constraints); the form for
capacities on both sides is derived here.
"""

import numpy as np

from matcher.problem.problem import NO_LIMIT, Flags, Ints
from matcher.solve.milp.linear import Builder, Derivation
from matcher.solve.milp.pairs import Levels, Pairs, cut_levels


def forbid_blocking(pairs: Pairs) -> None:
    """Allow no blocking pair, and hold capacities and seats on the way."""
    problem, builder = pairs.problem, pairs.builder
    levels_i = cut_levels(pairs.candidate, problem.rank_by_candidate[pairs.rows])
    levels_p = cut_levels(pairs.post, problem.rank_by_post[pairs.rows])
    room_i, room_p = problem.capacity[levels_i.agent], problem.most[levels_p.agent]
    count_i, count_p = _count_up(pairs, levels_i, room_i), _count_up(pairs, levels_p, room_p)
    _, one_each = np.unique(levels_i.of_pair * (levels_p.num + 1) + levels_p.of_pair, return_index=True)
    is_many = (room_i[levels_i.of_pair] > 1) & (room_p[levels_p.of_pair] > 1)
    merged = one_each[~is_many[one_each]]
    a, b = levels_i.of_pair[merged], levels_p.of_pair[merged]
    need = np.maximum(room_i[a], room_p[b])  # one of them is 1
    row = np.arange(len(merged), dtype=np.int64)
    weight_i, weight_p = np.where(room_i[a] == 1, need, 1), np.where(room_i[a] == 1, 1, need)
    builder.add_rows([(row, count_i[a], weight_i), (row, count_p[b], weight_p)], need, NO_LIMIT, len(merged))
    many = np.flatnonzero(is_many).astype(np.int64)
    if len(many):
        _settle_many(builder, many, (levels_i, room_i, count_i), (levels_p, room_p, count_p), pairs.rows)


def _count_up(pairs: Pairs, levels: Levels, room: Ints) -> Ints:
    """Add the cumulative counts of one side and return their columns."""
    builder, rows = pairs.builder, pairs.rows
    count = builder.add_columns(
        np.zeros(levels.num, np.int64),
        np.minimum(room, levels.reach),
        lambda is_used: levels.count(is_used[rows]),
    )
    later = np.flatnonzero(levels.before >= 0).astype(np.int64)
    builder.add_rows(
        [
            (np.arange(levels.num, dtype=np.int64), count, 1),
            (later, count[levels.before[later]], -1),
            (levels.of_pair, pairs.columns, -1),
        ],
        0,
        0,
        levels.num,
    )
    return count


def _settle_many(
    builder: Builder, many: Ints, first: tuple[Levels, Ints, Ints], second: tuple[Levels, Ints, Ints], rows: Ints
) -> None:
    """Add the rows of pairs with room for several on both sides."""
    at = np.arange(len(many), dtype=np.int64)
    terms: list[tuple[Ints, Ints, Ints | int]] = [(at, many, 1)]
    for levels, room, count in (first, second):
        level = levels.of_pair[many]
        can_fill = levels.reach >= room
        asked = np.unique(level[can_fill[level]])
        none = np.zeros(len(asked), np.int64)
        full = builder.add_columns(none, none + 1, _full_at(levels, room, asked, rows))
        step = np.arange(len(asked), dtype=np.int64)
        builder.add_rows([(step, count[asked], 1), (step, full, -room[asked])], 0, NO_LIMIT, len(asked))
        has = np.flatnonzero(can_fill[level]).astype(np.int64)
        terms.append((has, full[np.searchsorted(asked, level[has])], 1))
    builder.add_rows(terms, 1, NO_LIMIT, len(many))


def _full_at(levels: Levels, room: Ints, asked: Ints, rows: Ints) -> Derivation:
    def is_full(is_used: Flags) -> Flags:
        found: Flags = levels.count(is_used[rows])[asked] >= room[asked]
        return found

    return is_full
