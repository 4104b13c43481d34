"""The pairs of a plan with all a person wants to read of them."""

from collections import defaultdict

import numpy as np

from matcher.explain.evidence import Evidence
from matcher.plans.plan import Match
from matcher.problem.choices import ANSWER_NAMES
from matcher.suitability.table import Reason


def used_rows(evidence: Evidence) -> list[int]:
    """Return the problem's rows of the plan's pairs, sorted by (candidate, post)."""
    problem = evidence.compiled.problem
    key = problem.candidate.astype(np.int64) * problem.num_posts + problem.post
    rows = evidence.assignment.pairs
    found: list[int] = np.searchsorted(key, rows[:, 0].astype(np.int64) * problem.num_posts + rows[:, 1]).tolist()
    return found


def branch_members(evidence: Evidence) -> dict[str, tuple[str, ...]]:
    """Return the names of the hosts attached to each carrying host, by its id."""
    members: dict[str, list[str]] = defaultdict(list)
    for host in evidence.pools.enterprises:
        if host.branch is not None:
            members[host.branch].append(host.name)
    return {carrier: tuple(names) for carrier, names in members.items()}


def list_matches(evidence: Evidence) -> tuple[Match, ...]:
    """Return the matches of a plan, by enterprise in the order of its pool, then by post and person."""
    pools, table, compiled, problem = evidence.pools, evidence.table, evidence.compiled, evidence.compiled.problem
    members = branch_members(evidence)
    weights = table.weights.tolist()
    matches: list[tuple[tuple[int, int, int], Match]] = []
    for row in used_rows(evidence):
        i, p, at = int(problem.candidate[row]), int(problem.post[row]), int(compiled.table_row[row])
        person, post = pools.candidates[i], pools.posts[p]
        host = pools.enterprises[problem.host[p]]
        is_flagged = any(mask[at] for mask in table.flags.values())
        flags: tuple[Reason, ...] = table.why_flagged(i, p) if is_flagged else ()
        match = Match(
            candidate_id=person.id,
            candidate_name=person.name,
            enterprise_id=host.id,
            enterprise_name=host.name,
            enterprise_kind=host.kind,
            post_id=post.id,
            role=post.role,
            post_kind=post.kind,
            committee=host.committee,
            area=host.area,
            points=int(problem.points[row]),
            terms=tuple(
                (criterion, round(float(value), 4), weight)
                for criterion, value, weight in zip(table.criteria, table.terms[at].tolist(), weights, strict=True)
            ),
            candidate_rank=int(problem.rank_by_candidate[row]),
            post_rank=int(problem.rank_by_post[row]),
            candidate_answer=ANSWER_NAMES[compiled.candidate_answer[row]],
            enterprise_answer=ANSWER_NAMES[compiled.post_answer[row]],
            candidate_choice=int(compiled.candidate_choice[row]),
            enterprise_choice=int(compiled.post_choice[row]),
            is_kept=bool(problem.is_kept[row]),
            travel_m=int(problem.travel_m[row]),
            flags=flags,
            needs_approval=any(flag.rule == "approval-needed" for flag in flags),
            approval=person.approval,
            phone=person.phone,
            unit=person.unit,
            grade=person.grade,
            pool=person.pool,
            members=members.get(host.id, ()),
        )
        matches.append(((int(problem.host[p]), p, i), match))
    return tuple(match for _, match in sorted(matches, key=lambda item: item[0]))
