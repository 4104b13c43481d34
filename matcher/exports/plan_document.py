"""The shape of plan.json: closed records, written and read by the same definitions.

``docs/plan-format.md`` describes every key; a test holds the two equal.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from matcher.findings import Severity
from matcher.policy.records import Criterion, Objective
from matcher.policy.register import RuleKind
from matcher.pools.records import Answer, EnterpriseKind, Pool, PostKind, Role
from matcher.problem.outcome import Status, Value
from matcher.words import Words

FORMAT: Literal["shuangxuan-plan"] = "shuangxuan-plan"
VERSION = 2


class Part(BaseModel):
    """Be frozen and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class SentencePart(Part):
    """Hold one sentence in both languages."""

    zh: str
    en: str

    @classmethod
    def of(cls, words: Words) -> "SentencePart":
        """Return the record of a sentence."""
        return cls(zh=words.zh, en=words.en)


class ScenarioPart(Part):
    """Name what was asked."""

    name: str
    title: str
    seed: int


class CertificatePart(Part):
    """Hold prices that prove a plan popular, one for each match sorted by candidate and post index."""

    prices: tuple[int, ...]
    vote: int
    cover: int
    match: int


class ObjectivePart(Part):
    """Hold what one objective reached."""

    name: Objective
    value: Value
    bound: Value | None
    proven: bool
    engine: str
    seconds: float
    certificate: CertificatePart | None


class CoveragePart(Part):
    """Count seats, hosts and blind spots."""

    posts: int
    seats_needed: int
    seats_filled: int
    hosts: int
    hosts_covered: int
    blind_spots_before: int
    blind_spots_left: int


class SidesPart(Part):
    """Hold one number for each side."""

    candidates: int
    enterprises: int


class LoadPart(Part):
    """Say how many people hold so many posts."""

    posts: int
    people: int


class SummaryPart(Part):
    """Hold the numbers a planner looks at first."""

    matches: int
    mutual_first_choices: int
    first_choices: SidesPart
    top_three: SidesPart
    blocking: int
    excused: int
    unplaced: int
    loads: tuple[LoadPart, ...]
    travel_total_m: int
    travel_mean_m: int
    travel_most_m: int
    approvals_needed: int


class TermPart(Part):
    """Hold one criterion of a match: value in [0, 1] and the planner's weight."""

    criterion: Criterion
    value: float
    weight: int


class FlagPart(Part):
    """Hold one warning that does not bar."""

    rule: str
    kind: RuleKind
    basis: str
    data: dict[str, str]
    reason: SentencePart
    eligible_from: date | None


class MatchPart(Part):
    """Hold one pair of the plan."""

    candidate: str
    candidate_name: str
    enterprise: str
    enterprise_name: str
    enterprise_kind: EnterpriseKind
    post: str
    role: Role
    post_kind: PostKind
    committee: str
    area: str
    points: int
    terms: tuple[TermPart, ...]
    candidate_rank: int
    post_rank: int
    candidate_answer: Answer
    enterprise_answer: Answer
    candidate_choice: int
    enterprise_choice: int
    is_kept: bool
    travel_m: int
    flags: tuple[FlagPart, ...]
    needs_approval: bool
    approval: str
    phone: str
    unit: str
    grade: str
    pool: Pool
    members: tuple[str, ...]


class BarredPart(Part):
    """Say how many people one rule bars."""

    rule: str
    people: int


class ShortagePart(Part):
    """Hold posts that need more people than there are, and the only people they accept."""

    posts: tuple[str, ...]
    candidates: tuple[str, ...]


class UncoveredPart(Part):
    """Hold one post below its least, with the cause."""

    enterprise: str
    enterprise_name: str
    committee: str
    post: str
    role: Role
    missing: int
    priority: int
    cause: SentencePart
    shortage: int | None
    barred: tuple[BarredPart, ...]


class UnplacedPart(Part):
    """Hold one person without a post, or below the least load, with the cause."""

    candidate: str
    candidate_name: str
    missing: int
    cause: SentencePart


class BlockingPart(Part):
    """Hold one blocking pair and why it is tolerated."""

    candidate: str
    candidate_name: str
    enterprise: str
    enterprise_name: str
    post: str
    candidate_rank: int
    post_rank: int
    is_excused: bool
    why: SentencePart


class FindingPart(Part):
    """Hold one finding of the import."""

    severity: Severity
    file: str
    sheet: str | None
    row: int | None
    column: str | None
    value: str
    reason: SentencePart
    fix: SentencePart
    code: str


class ViolationPart(Part):
    """Hold one fault of the independent check."""

    rule: str
    reason: SentencePart
    candidates: tuple[str, ...]
    posts: tuple[str, ...]


class CheckPart(Part):
    """Hold the verdict of the independent check when the plan was made."""

    ok: bool
    violations: tuple[ViolationPart, ...]


class IdsPart(Part):
    """Name the indices of the stored problem."""

    candidates: tuple[str, ...]
    posts: tuple[str, ...]
    hosts: tuple[str, ...]


class PlanDocument(Part):
    """Hold everything plan.json says."""

    format: Literal["shuangxuan-plan"] = FORMAT
    version: Annotated[int, Field(ge=VERSION, le=VERSION)] = VERSION
    scenario: ScenarioPart
    digests: dict[str, str]
    versions: dict[str, str]
    status: Status
    cause: SentencePart | None
    was_stopped: bool
    objectives: tuple[ObjectivePart, ...]
    coverage: CoveragePart
    summary: SummaryPart
    matches: tuple[MatchPart, ...]
    shortages: tuple[ShortagePart, ...]
    uncovered: tuple[UncoveredPart, ...]
    unplaced: tuple[UnplacedPart, ...]
    blocking: tuple[BlockingPart, ...]
    findings: tuple[FindingPart, ...]
    notes: tuple[SentencePart, ...]
    check: CheckPart | None
    ids: IdsPart
