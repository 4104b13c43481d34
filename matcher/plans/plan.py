"""A plan: everything one scenario came to, with names, reasons and its certificate."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from matcher.explain.conflicts import Conflict
from matcher.explain.evidence import Evidence
from matcher.findings import Finding
from matcher.policy.records import Criterion
from matcher.pools.records import Answer, EnterpriseKind, Pool, PostKind, Role
from matcher.problem.compile import Compiled
from matcher.problem.outcome import Assignment, ObjectiveResult, Outcome, Status
from matcher.problem.problem import Problem
from matcher.suitability.table import Reason
from matcher.verify import Verification
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class Match:
    """Hold one pair of the plan, as a person wants to read it.

    Parameters
    ----------
    points
        Suitability, 0 to 10,000.
    terms
        Criterion, its value in [0, 1], the planner's weight.
    candidate_rank, post_rank
        Rank of the host's post for the candidate, and of the candidate for the post.
    candidate_answer, enterprise_answer
        What each side had said.
    candidate_choice, enterprise_choice
        The rank each side had given, as typed; 0 where it gave none.
    travel_m
        Metres.
    flags
        Warnings that do not bar.
    needs_approval, approval
        Whether an approval or record number is needed, and the number if there is one.
    members
        Names of the hosts attached to this one (joint branch).
    """

    candidate_id: str
    candidate_name: str
    enterprise_id: str
    enterprise_name: str
    enterprise_kind: EnterpriseKind
    post_id: str
    role: Role
    post_kind: PostKind
    committee: str
    area: str
    points: int
    terms: tuple[tuple[Criterion, float, int], ...]
    candidate_rank: int
    post_rank: int
    candidate_answer: Answer
    enterprise_answer: Answer
    candidate_choice: int
    enterprise_choice: int
    is_kept: bool
    travel_m: int
    flags: tuple[Reason, ...]
    needs_approval: bool
    approval: str
    phone: str
    unit: str
    grade: str
    pool: Pool
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Hold one post below its least, with the cause.

    Parameters
    ----------
    witness_posts, witness_candidates
        Ids of the posts that compete for, and the only people acceptable to, these seats; empty
        where the cause is not scarcity.
    barred
        Rule id → number of candidates it bars from this post, most first.
    """

    enterprise_id: str
    enterprise_name: str
    committee: str
    post_id: str
    role: Role
    missing: int
    priority: int
    cause: Words
    witness_posts: tuple[str, ...]
    witness_candidates: tuple[str, ...]
    barred: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Hold one person without a post, or below the least load asked, with the cause."""

    candidate_id: str
    candidate_name: str
    missing: int
    cause: Words


@dataclass(frozen=True, slots=True)
class Blocking:
    """Hold one blocking pair and why it is tolerated."""

    candidate_id: str
    candidate_name: str
    enterprise_id: str
    enterprise_name: str
    post_id: str
    candidate_rank: int
    post_rank: int
    is_excused: bool
    why: Words


@dataclass(frozen=True, slots=True)
class Gaps:
    """Hold what a plan leaves open, each with its cause: posts, people, and pairs that would rather have each other."""

    uncovered: tuple[Uncovered, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    blocking: tuple[Blocking, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageCount:
    """Count seats, hosts and blind spots before and after.

    Parameters
    ----------
    blind_spots_before, blind_spots_left
        Hosts with neither organization nor member, and those of them the plan leaves uncovered.
    """

    posts: int
    seats_needed: int
    seats_filled: int
    hosts: int
    hosts_covered: int
    blind_spots_before: int
    blind_spots_left: int


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """Hold the numbers a planner looks at first.

    Parameters
    ----------
    first_choices, top_three
        Matches at rank 1, and at rank 1 to 3, for the candidate and for the post, counting only
        what the side itself had ranked.
    loads
        Number of posts held → number of people.
    """

    num_matches: int
    mutual_first_choices: int
    first_choices: tuple[int, int]
    top_three: tuple[int, int]
    num_blocking: int
    num_excused: int
    num_unplaced: int
    loads: tuple[tuple[int, int], ...]
    travel_total_m: int
    travel_mean_m: int
    travel_most_m: int
    approvals_needed: int


@dataclass(frozen=True)
class Plan:
    """Hold what a scenario came to; immutable.

    Parameters
    ----------
    digests
        SHA-256 of ``problem``, ``policy`` and of every pool file.
    versions
        Versions of the package and of what decided the plan.
    find_gaps
        Finds the causes of all gaps; asked once, when they are first looked at: in a city it takes as long
        as everything else.
    evidence
        What every cause and reason is read from; None where there is no plan.
    conflict
        Rules that cannot hold together, where there is no plan and they were found.
    """

    scenario_name: str
    title: str
    digests: Mapping[str, str]
    versions: Mapping[str, str]
    seed: int
    matches: tuple[Match, ...]
    find_gaps: Callable[[], Gaps] = field(repr=False, compare=False)
    findings: tuple[Finding, ...]
    notes: tuple[Words, ...]
    coverage: CoverageCount
    summary: PlanSummary
    compiled: Compiled
    outcome: Outcome
    verification: Verification | None
    evidence: Evidence | None = field(default=None, repr=False, compare=False)
    conflict: Conflict | None = None

    @property
    def problem(self) -> Problem:
        """The integer problem the plan answers."""
        return self.compiled.problem

    @cached_property
    def gaps(self) -> Gaps:
        """What the plan leaves open, with causes."""
        return self.find_gaps()

    @property
    def uncovered(self) -> tuple[Uncovered, ...]:
        """Posts below their least, in the order of the posts."""
        return self.gaps.uncovered

    @property
    def unplaced(self) -> tuple[Unplaced, ...]:
        """People without a post or below the least load asked."""
        return self.gaps.unplaced

    @property
    def blocking(self) -> tuple[Blocking, ...]:
        """Blocking pairs."""
        return self.gaps.blocking

    @property
    def status(self) -> Status:
        """Status of the outcome."""
        return self.outcome.status

    @property
    def cause(self) -> Words | None:
        """Why there is no plan, where there is none."""
        return self.outcome.cause

    @property
    def objectives(self) -> tuple[ObjectiveResult, ...]:
        """What each objective reached, in order."""
        return self.outcome.objectives

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Pairs (candidate id, enterprise id)."""
        return frozenset((match.candidate_id, match.enterprise_id) for match in self.matches)

    @cached_property
    def digest(self) -> str:
        """Fingerprint of the plan: problem and assignment together."""
        return fingerprint(self.digests["problem"], self.outcome.assignment)


def fingerprint(problem_digest: str, assignment: Assignment | None) -> str:
    """Return the SHA-256 of a problem's digest and the pairs used; the certificate's short name."""
    rows = b"" if assignment is None else assignment.pairs.tobytes()
    return hashlib.sha256(problem_digest.encode() + rows).hexdigest()
