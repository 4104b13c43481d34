"""Evidence of plans of bare problems, with made-up records, so that explanations meet brute force."""

from collections.abc import Mapping
from datetime import date

import numpy as np
from people import host, person

from matcher.explain.evidence import Evidence
from matcher.policy.records import PairOrder, Policy
from matcher.pools.pools import Pools
from matcher.pools.records import Post
from matcher.pools.vocabulary import load_vocabulary
from matcher.problem import Assignment, Compiled, ObjectiveResult, Outcome, Problem
from matcher.solve import solve
from matcher.suitability.table import PairTable, Reason
from matcher.verify import verify
from matcher.words import Words


def solve_evidence(problem: Problem) -> Evidence | None:
    """Solve a tiny problem, and return its evidence; None where no plan keeps the rules."""
    outcome = solve(problem)
    if outcome.assignment is None:
        return None
    return make_evidence(problem, outcome.assignment, outcome.objectives)


def make_evidence(problem: Problem, assignment: Assignment, results: tuple[ObjectiveResult, ...] = ()) -> Evidence:
    """Return the evidence of a plan; pairs the problem does not list are barred by the distance limit."""
    m, k = problem.num_posts, problem.num_pairs
    teams = {p: tuple("skill" for _ in np.flatnonzero(problem.team_post == p)) for p in range(m)}
    pools = Pools(
        candidates=tuple(person(f"C{i}") for i in range(problem.num_candidates)),
        enterprises=tuple(host(f"E{h}") for h in range(problem.num_hosts)),
        posts=tuple(
            Post(id=f"E{problem.host[p]}-{p}", enterprise=f"E{problem.host[p]}", least=0, most=9, team_skills=teams[p])
            for p in range(m)
        ),
    )
    policy = Policy(
        name="made",
        season_start=date(2026, 12, 1),
        objectives=problem.objectives,
        pins=_orders(problem, problem.is_pinned, pools),
        bans=_orders(problem, problem.is_banned, pools),
    )
    listed = set(zip(problem.candidate.tolist(), problem.post.tolist(), strict=True))

    def why_barred(i: int, p: int) -> tuple[Reason, ...]:
        data = {"distance_km": "99"}
        reason = Reason("distance-limit", "policy", "made", data, Words("太远。", "too far."))
        return () if (i, p) in listed else (reason,)

    def count_bars(i: int | None, p: int | None) -> Mapping[str, int]:
        num = problem.num_candidates if i is None else m
        return {"distance-limit": num - sum(1 for pair in listed if p in {None, pair[1]} and i in {None, pair[0]})}

    table = PairTable(
        candidate=problem.candidate,
        post=problem.post,
        points=problem.points.astype(np.int32),
        terms=np.zeros((k, 0), np.float32),
        criteria=(),
        weights=np.zeros(0, np.int64),
        travel_m=problem.travel_m,
        flags={},
        waived={},
        barred_counts={},
        why_barred=why_barred,
        why_flagged=lambda *_: (),
        why_waived=lambda *_: (),
        count_bars=count_bars,
    )
    compiled = make_compiled(problem)
    outcome = Outcome("OPTIMAL" if results else "FEASIBLE", assignment, results, 0.0)
    verification = verify(problem, assignment, results)
    return Evidence(pools, policy, load_vocabulary(), table, compiled, outcome, assignment, verification)


def make_compiled(problem: Problem) -> Compiled:
    """Return a bare problem with made-up names."""
    k = problem.num_pairs
    return Compiled(
        problem,
        tuple(f"C{i}" for i in range(problem.num_candidates)),
        tuple(f"E{problem.host[p]}-{p}" for p in range(problem.num_posts)),
        tuple(f"E{h}" for h in range(problem.num_hosts)),
        np.arange(k),
        np.zeros(k, np.int8),
        np.zeros(k, np.int8),
        np.zeros(k, np.int64),
        np.zeros(k, np.int64),
        tuple(f"quota {q}" for q in range(problem.num_quotas)),
    )


def _orders(problem: Problem, mask: np.ndarray, pools: Pools) -> tuple[PairOrder, ...]:
    return tuple(
        PairOrder(
            candidate=f"C{problem.candidate[row]}",
            enterprise=pools.posts[problem.post[row]].enterprise,
            post=pools.posts[problem.post[row]].id,
            reason=f"order {row}",
        )
        for row in np.flatnonzero(mask).tolist()
    )
