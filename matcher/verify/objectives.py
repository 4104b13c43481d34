"""Every objective computed anew from the matches, and which of two values is better."""

import numpy as np

from matcher.policy.records import Objective
from matcher.problem.outcome import SENSES, Value
from matcher.problem.problem import Ints
from matcher.verify.placed import Placed
from matcher.verify.records import Shortfall


def find_shortfalls(placed: Placed) -> tuple[Shortfall, ...]:
    """List the posts, then the candidates, that are below their least."""
    problem = placed.problem
    posts, people = _missing(placed)
    short_posts, short_people = np.flatnonzero(posts), np.flatnonzero(people)
    found = [
        Shortfall("posts", p, missing, priority)
        for p, missing, priority in zip(
            short_posts.tolist(), posts[short_posts].tolist(), problem.priority[short_posts].tolist(), strict=True
        )
    ]
    found += [
        Shortfall("candidates", i, missing, 1)
        for i, missing in zip(short_people.tolist(), people[short_people].tolist(), strict=True)
    ]
    return tuple(found)


def _missing(placed: Placed) -> tuple[Ints, Ints]:
    problem = placed.problem
    return np.maximum(problem.least - placed.people, 0), np.maximum(problem.least_load - placed.load, 0)


def measure(placed: Placed, num_blocking: int) -> dict[Objective, Value]:
    """Return the value of every objective but popularity, as `ObjectiveResult` defines them."""
    problem, pair = placed.problem, placed.listed
    posts, people = _missing(placed)
    ranks = np.concatenate([problem.rank_by_candidate[pair], problem.rank_by_post[pair]])
    able = placed.load[problem.capacity >= 1]
    return {
        "coverage": int((posts * problem.priority).sum() + people.sum()),
        "hosts": len(np.unique(problem.host[posts > 0])),
        "stability": num_blocking,
        "size": len(placed.candidate),
        "ranks": tuple(np.bincount(ranks)[1:].tolist()),
        "generous": tuple(np.bincount(ranks)[:0:-1].tolist()),
        "regret": int(ranks.max(initial=0)),
        "satisfaction": int(problem.points[pair].sum()),
        "balance": int(able.max() - able.min()) if len(able) else 0,
        "travel": int(problem.travel_m[pair].sum()),
        "continuity": int(problem.is_kept[pair].sum()),
    }


def is_better(name: Objective, value: Value, other: Value) -> bool:
    """Tell whether `value` beats `other`.

    Rank profiles compare entry by entry, the first difference decides: more of the better rank, and
    for ``generous``, which begins at the worst rank that anybody got, a better worst rank or fewer of it.

    Examples
    --------
    >>> is_better("coverage", 3, 5), is_better("size", 3, 5), is_better("ranks", (2, 0, 1), (2, 0, 0, 7))
    (True, False, True)
    >>> is_better("generous", (9, 1), (1, 0, 8)), is_better("generous", (1, 0, 8), (1, 2, 0))
    (True, True)
    """
    if isinstance(value, tuple) and isinstance(other, tuple):
        return value > other if name == "ranks" else (len(value), value) < (len(other), other)
    if isinstance(value, tuple) or isinstance(other, tuple):
        message = f"{name}: a profile and a number cannot be compared"
        raise TypeError(message)
    return value < other if SENSES[name] == "min" else value > other
