"""The numbers a planner looks at first."""

import numpy as np

from matcher.explain.evidence import Evidence
from matcher.plans.gaps import is_short_of_posts
from matcher.plans.matches import used_rows
from matcher.plans.plan import CoverageCount, PlanSummary


def count_coverage(evidence: Evidence) -> CoverageCount:
    """Count seats, hosts and blind spots before and after the plan.

    A host attached to another (joint branch) is covered when the carrying host is. A host with no
    needed seat of its own or its carrier's counts as covered only when somebody serves there.
    """
    pools, problem, people = evidence.pools, evidence.compiled.problem, evidence.people
    short = np.zeros(problem.num_hosts, np.bool_)
    served = np.zeros(problem.num_hosts, np.bool_)
    np.logical_or.at(short, problem.host, people < problem.least)
    np.logical_or.at(served, problem.host, people > 0)
    is_covered: list[bool] = []
    for h, host in enumerate(pools.enterprises):
        carrier = h if host.branch is None else pools.enterprise_index[host.branch]
        is_covered.append(bool(served[carrier] and not short[carrier]))
    blind = [host.organization == "none" and host.party_members == 0 for host in pools.enterprises]
    return CoverageCount(
        posts=problem.num_posts,
        seats_needed=int(problem.least.sum()),
        seats_filled=int(np.minimum(people, problem.least).sum()),
        hosts=problem.num_hosts,
        hosts_covered=sum(is_covered),
        blind_spots_before=sum(blind),
        blind_spots_left=sum(is_blind and not covered for is_blind, covered in zip(blind, is_covered, strict=True)),
    )


def summarize_plan(evidence: Evidence) -> PlanSummary:
    """Count choices met, load, travel and approvals."""
    compiled, problem = evidence.compiled, evidence.compiled.problem
    rows = np.array(used_rows(evidence), np.int64)
    mine, theirs = compiled.candidate_choice[rows], compiled.post_choice[rows]
    travel = problem.travel_m[rows]
    loads, counts = np.unique(evidence.load, return_counts=True)
    approval = evidence.table.flags.get("approval-needed")
    needing = 0 if approval is None else int(approval[compiled.table_row[rows]].sum())
    return PlanSummary(
        num_matches=len(rows),
        mutual_first_choices=int(((mine == 1) & (theirs == 1)).sum()),
        first_choices=(int((mine == 1).sum()), int((theirs == 1).sum())),
        top_three=(int(((mine >= 1) & (mine <= 3)).sum()), int(((theirs >= 1) & (theirs <= 3)).sum())),
        num_blocking=len(evidence.verification.blocking),
        num_excused=int(evidence.verification.excused.sum()),
        num_unplaced=int(is_short_of_posts(evidence).sum()),
        loads=tuple(zip(loads.tolist(), counts.tolist(), strict=True)),
        travel_total_m=int(travel.sum()),
        travel_mean_m=int(travel.mean()) if len(travel) else 0,
        travel_most_m=int(travel.max(initial=0)),
        approvals_needed=needing,
    )
