"""The plan with most votes against a given one, by linear programming: an exact test of popularity.

It needs no prices and names the rival. A pair that the present plan does not use takes one seat at
either end; the seats decide the votes (see `popularity`). The constraints are those of a flow, so
the simplex method ends at a plan. Solved by HiGHS, as it comes with scipy.

Complexity: a linear program of about k(u + v) variables for k pairs and u, v seats an agent; for
problems of up to some thousands of pairs.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from matcher.problem.outcome import Assignment
from matcher.problem.problem import Indices, Ints
from matcher.verify.placed import Placed
from matcher.verify.popularity import Seats, lay_out_seats


@dataclass(frozen=True, slots=True, eq=False)
class Rival:
    """Hold a plan and the votes for it less those against it."""

    assignment: Assignment
    margin: int


def count_seatings(placed: Placed) -> int:
    """Return about how many variables the linear program would have."""
    own, others, candidates, posts = lay_out_seats(placed)
    i, p = placed.problem.candidate[others], placed.problem.post[others]
    return len(own) + int((candidates.held[i] + posts.held[p] + 2).sum())


def find_rival(placed: Placed, *, keeps_cover: bool = False, is_larger: bool = False) -> Rival | None:
    """Return a plan that wins against `placed` by as many votes as can be; None where none wins.

    Parameters
    ----------
    keeps_cover
        Only plans that cover as much; `placed` must be of greatest cover.
    is_larger
        A larger plan that does not lose counts too, even with margin 0.
    """
    problem = placed.problem
    own, others, candidates, posts = lay_out_seats(placed)
    program = _Program(len(own), len(others))
    for side, seats, weight in (
        ((problem.candidate, problem.rank_by_candidate), candidates, np.ones(problem.num_candidates, np.int64)),
        ((problem.post, problem.rank_by_post), posts, problem.priority),
    ):
        _seat_side(program, side, own, others, seats, weight * keeps_cover)
    matches = np.zeros(len(program.gains), np.int64)
    matches[: len(own)] = 1
    matches[program.first_seatings] = 1
    votes = np.array(program.gains, np.int64)
    step = len(own) + len(others) + 1 if is_larger else 1
    aim = step * votes + matches * is_larger
    x = program.solve(aim)
    if x is None or int(aim @ x) <= step * 2 * len(own) + is_larger * len(own):
        return None
    came = others[program.pair_of[program.first_seatings][x[program.first_seatings] > 0]]
    pairs = np.concatenate([own[x[: len(own)] > 0], came, np.flatnonzero(problem.is_pinned & placed.is_used)])
    rival = Assignment(np.column_stack([problem.candidate[pairs], problem.post[pairs]]))
    return Rival(rival, int(votes @ x) - 2 * len(own))


class _Program:
    """Hold a linear program: a variable for each pair that stays, then one for each new pair on a seat."""

    def __init__(self, num_own: int, num_others: int) -> None:
        # A pair that stays fills a seat at either end, each a vote more than left empty.
        self.gains = [2] * num_own
        self.most = [1] * num_own
        self.pairs = [-1] * num_own
        self.is_first = [False] * num_own
        self.rows: list[tuple[list[int], list[int], int]] = []
        self.cover: dict[int, int] = {}
        self.covered = 0
        self.seatings: list[list[list[int]]] = [[] for _ in range(num_others)]

    def add(self, gain: int, most: int = 1, *, pair: int = -1, is_first: bool = False) -> int:
        """Add a variable and return its number."""
        self.gains.append(gain)
        self.most.append(most)
        self.pairs.append(pair)
        self.is_first.append(is_first)
        return len(self.gains) - 1

    def limit(self, columns: Iterable[int], most: int, *, less: Iterable[int] = ()) -> None:
        """Ask that the sum over `columns`, less that over `less`, is at most `most`."""
        plus, minus = list(columns), list(less)
        self.rows.append((plus + minus, [1] * len(plus) + [-1] * len(minus), most))

    @property
    def pair_of(self) -> Ints:
        """Which of the other pairs each variable seats, -1 for none."""
        return np.array(self.pairs, np.int64)

    @property
    def first_seatings(self) -> Ints:
        """Variables that seat a pair on its candidate's side."""
        return np.flatnonzero(self.is_first)

    def solve(self, aim: Ints) -> Ints | None:
        """Return the best whole-number values; None where there are no variables."""
        if not len(aim):
            return None
        for near, far in self.seatings:
            self.limit(near, 0, less=far)
            self.limit(far, 0, less=near)
        if self.cover:
            self.rows.append((list(self.cover), [-weight for weight in self.cover.values()], -self.covered))
        where = np.repeat(np.arange(len(self.rows)), [len(columns) for columns, _, _ in self.rows])
        columns = np.array([column for row, _, _ in self.rows for column in row])
        values = np.array([value for _, row, _ in self.rows for value in row], np.float64)
        matrix = coo_array((values, (where, columns)), shape=(len(self.rows), len(aim))).tocsr()
        limits = np.array([most for _, _, most in self.rows])
        found = milp(
            -aim.astype(np.float64),
            integrality=np.ones(len(aim), np.int64),
            bounds=Bounds(np.zeros(len(aim)), np.array(self.most, np.float64)),
            constraints=LinearConstraint(matrix, -np.inf, limits),
        )
        if not found.success:
            raise ArithmeticError(found.message)
        x: Ints = np.rint(found.x).astype(np.int64)
        return x


def _seat_side(
    program: _Program, side: tuple[Indices, Ints], own: Ints, others: Ints, seats: Seats, weight: Ints
) -> None:
    """Add the ways to seat the other pairs at one end, the limits of the seats, and what they cover."""
    agent, rank = side
    held: list[list[int]] = [[] for _ in seats.held]
    asked: list[list[int]] = [[] for _ in seats.held]
    for d, pair in enumerate(own.tolist()):
        held[agent[pair]].append(d)
    for q, pair in enumerate(others.tolist()):
        asked[agent[pair]].append(q)
    for v, partners in enumerate(held):
        new: dict[int, list[int]] = {d: [] for d in partners}
        needed: list[int] = []
        spare: list[int] = []
        num_needed = max(0, min(int(seats.needed[v]), int(seats.room[v])) - len(partners)) if weight[v] else 0
        for q in asked[v]:
            is_first = not program.seatings[q]
            mine = int(rank[others[q]])
            columns = [
                program.add(1 + int(np.sign(int(rank[own[d]]) - mine)), pair=q, is_first=is_first) for d in partners
            ]
            for d, column in zip(partners, columns, strict=True):
                new[d].append(column)
            needed.append(program.add(1, pair=q, is_first=is_first))
            spare.append(program.add(1, pair=q, is_first=is_first))
            program.seatings[q].append([*columns, needed[-1], spare[-1]])
            program.limit(program.seatings[q][-1], 1)
        for d in partners:
            program.limit([d, *new[d]], 1)
        program.limit(needed, num_needed)
        program.limit(spare, int(seats.room[v]) - len(partners) - num_needed)
        if not weight[v] or not seats.needed[v]:
            continue
        program.covered += int(weight[v]) * min(len(partners), int(seats.needed[v]))
        filled = [*partners, *(column for columns in new.values() for column in columns), *needed]
        if seats.has_needed[v]:
            for column in filled:
                program.cover[column] = program.cover.get(column, 0) + int(weight[v])
        else:  # partners beyond the need: any of the seats may serve it
            served = program.add(0, int(seats.needed[v]))
            program.limit([served], 0, less=[*filled, *spare])
            program.cover[served] = int(weight[v])
