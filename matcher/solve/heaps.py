"""Heaps of the partners that agents hold, and the stack of those turned away, in deferred acceptance.

All heaps are in one array; the worst key of each agent is on top.

Agent b holds ``heap[begin:begin + size]``; keys are 64-bit numbers, smaller is better, all different.
"""

import numpy as np

from matcher.solve.compiled import compile_part
from matcher.solve.preferences import Ints, Marks, Pairs


@compile_part
def add_key(heap: Ints, begin: int, size: int, key: int | np.int64) -> None:
    """Put `key` into a heap that holds `size` keys and has room for one more."""
    at = size
    while at > 0:
        parent = (at - 1) // 2
        if heap[begin + parent] >= key:
            break
        heap[begin + at] = heap[begin + parent]
        at = parent
    heap[begin + at] = key


@compile_part
def lower_key(heap: Ints, begin: int, size: int, at: int, key: int | np.int64) -> None:
    """Put the better `key` in the place of the one at position `at`; 0 is the worst one held."""
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and heap[begin + child + 1] > heap[begin + child]:
            child += 1
        if heap[begin + child] <= key:
            break
        heap[begin + at] = heap[begin + child]
        at = child
    heap[begin + at] = key


@compile_part
def call_back(stack: Pairs, top: int, waits: Marks, loser: int, busy: int) -> int:
    """Let `loser`, who was turned away, ask on later, unless waiting already or `busy` asking; return the new top."""
    if waits[loser] == 0 and loser != busy:
        waits[loser] = 1
        stack[top] = loser
        top += 1
    return top
