"""The most cover any plan can have, by maximum flow, and the cut that proves it.

Needs on one side, each with a weight, are served from the other side through pairs that carry one
unit each. The sets of needs that can be served together form a matroid, so the heaviest cover is
found greedily, the heaviest needs first: each weight augments the flow of the weights before and
takes nothing from them. The loss is the sum over the distinct weights w of (w minus the next lower
weight) times (the needs of weight w or more, less their maximum flow).

A plan at hand is taken as the start. Where it is the best cover already, one search of the residual
graph proves it and no flow is computed.
"""

import numpy as np

from matcher.problem.problem import Flags, Indices, Ints
from matcher.verify.rows import count_before, expand, start_rows


class Cover:
    """Hold a network of needs and rooms, and grow its heaviest flow.

    Parameters
    ----------
    need, weight
        Units asked by each near agent, and what each unit is worth; int64.
    room
        Units each far agent can give; int64.
    near, far
        Ends of each usable pair, sorted by (near, far), unique; int32.

    Attributes
    ----------
    is_flow
        Whether each pair carries its unit.
    filled
        Units each near agent gets.
    is_near_tight, is_far_tight
        Agents that a need left open reaches in the residual graph: the smallest cut. A need there
        is met only at the expense of another one there, because every far one is used up.
    """

    def __init__(self, need: Ints, weight: Ints, room: Ints, near: Indices, far: Indices) -> None:
        self.need, self.weight, self.room, self.near, self.far = need, weight, room, near, far
        self.start = start_rows(near, len(need))
        self.is_flow = np.zeros(len(near), np.bool_)
        self.filled = np.zeros(len(need), np.int64)
        self.spent = np.zeros(len(room), np.int64)
        self.is_near_tight = np.zeros(len(need), np.bool_)
        self.is_far_tight = np.zeros(len(room), np.bool_)

    def grow(self, plan: Flags) -> None:
        """Find the heaviest cover, starting from the pairs that `plan` uses."""
        offered = np.flatnonzero(plan)
        for weight in np.unique(self.weight[self.need > 0])[::-1]:
            is_asking = (self.weight == weight) & (self.need > 0)
            self._take(offered[is_asking[self.near[offered]]])
            while True:
                near, far = self._search(np.flatnonzero(is_asking & (self.filled < self.need)))
                if not bool((self.spent[far] < self.room[far]).any()):
                    break
                self._augment(near, far)
            # Nothing leads out of what was searched in vain, so later weights need not look there again.
            self.is_near_tight[near] = True
            self.is_far_tight[far] = True

    def _take(self, pairs: Ints) -> None:
        """Let `pairs` flow as far as needs and rooms allow."""
        pairs = pairs[count_before(self.near[pairs]) < self.need[self.near[pairs]]]
        left = (self.room - self.spent)[self.far[pairs]]
        self._set_flow(pairs[count_before(self.far[pairs]) < left], carries=True)

    def _set_flow(self, pairs: Ints, *, carries: bool) -> None:
        self.is_flow[pairs] = carries
        step = 1 if carries else -1
        np.add.at(self.filled, self.near[pairs], step)
        np.add.at(self.spent, self.far[pairs], step)

    def _search(self, sources: Ints) -> tuple[Ints, Ints]:
        """Return the near and far agents reached from `sources`, those found tight before left out.

        A near agent reaches the far ends of its pairs without flow, a far one the near ends of its
        pairs with flow. The search goes on step by step until some far agent with room is reached,
        so that flow is sent along shortest paths only, and those grow longer from search to search.
        """
        if not len(sources):
            return sources, sources
        carrying = np.flatnonzero(self.is_flow)
        carrying = carrying[np.argsort(self.far[carrying], kind="stable")]
        held = start_rows(self.far[carrying], len(self.room))
        is_near_seen, is_far_seen = self.is_near_tight.copy(), self.is_far_tight.copy()
        sources = sources[~is_near_seen[sources]]
        is_near_seen[sources] = True
        all_near, all_far = [sources], [sources[:0]]
        while len(sources):
            pairs = expand(self.start[sources], self.start[sources + 1] - self.start[sources])
            seen = self.far[pairs[~self.is_flow[pairs]]]
            reached = np.unique(seen[~is_far_seen[seen]]).astype(np.int64)
            is_far_seen[reached] = True
            all_far.append(reached)
            if bool((self.spent[reached] < self.room[reached]).any()):
                break
            back = self.near[carrying[expand(held[reached], held[reached + 1] - held[reached])]]
            sources = np.unique(back[~is_near_seen[back]]).astype(np.int64)
            is_near_seen[sources] = True
            all_near.append(sources)
        return np.concatenate(all_near), np.concatenate(all_far)

    def _augment(self, near: Ints, far: Ints) -> None:
        """Send all the flow that the residual graph on `near` and `far` still admits."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import maximum_flow

        pairs = expand(self.start[near], self.start[near + 1] - self.start[near])
        far_at = np.full(len(self.room), -1)
        far_at[far] = 1 + len(near) + np.arange(len(far))
        near_at = np.zeros(len(self.need), np.int64)
        near_at[near] = 1 + np.arange(len(near))
        pairs = pairs[far_at[self.far[pairs]] >= 0]
        is_back = self.is_flow[pairs]
        tail = np.where(is_back, far_at[self.far[pairs]], near_at[self.near[pairs]])
        head = np.where(is_back, near_at[self.near[pairs]], far_at[self.far[pairs]])
        sink = 1 + len(near) + len(far)
        # Nobody gives or takes more than it has pairs, which keeps every number within 32 bits.
        opens = np.minimum(self.need[near] - self.filled[near], len(self.near))
        spare = np.minimum(self.room[far] - self.spent[far], len(self.near))
        entries = np.concatenate([opens, np.ones(len(pairs), np.int64), spare]).astype(np.int32)
        tails = np.concatenate([np.zeros(len(near), np.int64), tail, far_at[far]])
        heads = np.concatenate([near_at[near], head, np.full(len(far), sink)])
        graph = csr_array((entries, (tails, heads)), shape=(sink + 1, sink + 1))
        flow = maximum_flow(graph, 0, sink).flow.tocoo()
        is_sent = flow.data > 0
        sent = np.sort(flow.row[is_sent].astype(np.int64) * (sink + 1) + flow.col[is_sent])
        key = tail * (sink + 1) + head
        at = np.searchsorted(sent, key)
        is_changed = at < len(sent)
        is_changed[is_changed] = sent[at[is_changed]] == key[is_changed]
        self._set_flow(pairs[is_changed & is_back], carries=False)
        self._set_flow(pairs[is_changed & ~is_back], carries=True)
