"""Write a plan as plan.json and read it back."""

import json
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from matcher.errors import FileError
from matcher.exports.plan_document import (
    FORMAT,
    VERSION,
    BarredPart,
    BlockingPart,
    CertificatePart,
    CheckPart,
    CoveragePart,
    FindingPart,
    FlagPart,
    IdsPart,
    LoadPart,
    MatchPart,
    ObjectivePart,
    PlanDocument,
    ScenarioPart,
    SentencePart,
    ShortagePart,
    SidesPart,
    SummaryPart,
    TermPart,
    UncoveredPart,
    UnplacedPart,
    ViolationPart,
)
from matcher.exports.replacing import write_bytes
from matcher.findings import Finding
from matcher.plans.plan import Blocking, Match, Plan, PlanSummary, Uncovered
from matcher.pools.masking import mask_phone
from matcher.problem.outcome import ObjectiveResult, PopularityCertificate
from matcher.suitability.table import Reason
from matcher.verify import Verification
from matcher.words import Words

_VALUE_DIGITS = 6
_SECOND_DIGITS = 3


def write_plan_json(plan: Plan, path: Path) -> None:
    """Write the plan; equal plans give equal bytes.

    Raises
    ------
    FileError
        The place cannot be written.
    """
    content = describe_plan(plan).model_dump(mode="json")
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    write_bytes(path, f"{text}\n".encode())


def read_plan_json(path: Path) -> PlanDocument:
    """Read a plan.json and check its format, version and every key.

    Raises
    ------
    FileError
        The file is missing, is no plan, is of another version, or is broken; the message names the
        first place that is wrong.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FileError(Words(f"找不到 {path}", f"{path} is not there")) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(Words(f"无法读取 {path}：{reason}", f"cannot read {path}: {reason}")) from error
    _require_format(path, data)
    try:
        return PlanDocument.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise FileError(
            Words(
                f"{path} 的内容有误：{place}（{first['msg']}），请重新生成方案",
                f"{path} is broken at {place}: {first['msg']}; make the plan again",
            )
        ) from error


def describe_plan(plan: Plan) -> PlanDocument:
    """Return the document of a plan: names, reasons and numbers, phones masked."""
    compiled = plan.compiled
    shortages, numbers = _number_shortages(plan)
    return PlanDocument(
        scenario=ScenarioPart(name=plan.scenario_name, title=plan.title, seed=plan.seed),
        digests={**plan.digests, "plan": plan.digest},
        versions=dict(plan.versions),
        status=plan.status,
        cause=None if plan.cause is None else SentencePart.of(plan.cause),
        was_stopped=plan.outcome.was_stopped,
        objectives=tuple(_describe_objective(result) for result in plan.objectives),
        coverage=CoveragePart(
            posts=plan.coverage.posts,
            seats_needed=plan.coverage.seats_needed,
            seats_filled=plan.coverage.seats_filled,
            hosts=plan.coverage.hosts,
            hosts_covered=plan.coverage.hosts_covered,
            blind_spots_before=plan.coverage.blind_spots_before,
            blind_spots_left=plan.coverage.blind_spots_left,
        ),
        summary=_describe_summary(plan.summary),
        matches=tuple(_describe_match(match) for match in plan.matches),
        shortages=shortages,
        uncovered=tuple(map(_describe_uncovered, plan.uncovered, numbers)),
        unplaced=tuple(
            UnplacedPart(
                candidate=person.candidate_id,
                candidate_name=person.candidate_name,
                missing=person.missing,
                cause=SentencePart.of(person.cause),
            )
            for person in plan.unplaced
        ),
        blocking=tuple(_describe_blocking(pair) for pair in plan.blocking),
        findings=tuple(_describe_finding(finding) for finding in plan.findings),
        notes=tuple(SentencePart.of(note) for note in plan.notes),
        check=None if plan.verification is None else _describe_check(plan, plan.verification),
        ids=IdsPart(candidates=compiled.candidate_ids, posts=compiled.post_ids, hosts=compiled.host_ids),
    )


def _require_format(path: Path, data: bytes) -> None:
    """Say "no plan" or "another version" before any talk of single keys."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FileError(
            Words(f"{path} 不是有效的 JSON 文件：{error}", f"{path} is no valid JSON file: {error}")
        ) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise FileError(Words(f"{path} 不是方案文件", f"{path} is not a plan file"))
    if content.get("version") != VERSION:
        raise FileError(
            Words(
                f"{path} 的格式版本是 {content.get('version')}，本程序只认 {VERSION}",
                f"{path} has format version {content.get('version')}; this program knows {VERSION}",
            )
        )


def _describe_objective(result: ObjectiveResult) -> ObjectivePart:
    return ObjectivePart(
        name=result.name,
        value=result.value,
        bound=result.bound,
        proven=result.proven,
        engine=result.engine,
        seconds=round(result.seconds, _SECOND_DIGITS),
        certificate=_describe_certificate(result.certificate),
    )


def _describe_certificate(certificate: PopularityCertificate | None) -> CertificatePart | None:
    if certificate is None:
        return None
    prices = tuple(certificate.prices.tolist())
    return CertificatePart(prices=prices, vote=certificate.vote, cover=certificate.cover, match=certificate.match)


def restore_result(stored: ObjectivePart) -> ObjectiveResult:
    """Return what a document claims of one objective, as the checker takes it."""
    told = stored.certificate
    certificate = told and PopularityCertificate(np.array(told.prices, np.int64), told.vote, told.cover, told.match)
    return ObjectiveResult(**{**dict(stored), "certificate": certificate})


def _describe_summary(summary: PlanSummary) -> SummaryPart:
    return SummaryPart(
        matches=summary.num_matches,
        mutual_first_choices=summary.mutual_first_choices,
        first_choices=SidesPart(candidates=summary.first_choices[0], enterprises=summary.first_choices[1]),
        top_three=SidesPart(candidates=summary.top_three[0], enterprises=summary.top_three[1]),
        blocking=summary.num_blocking,
        excused=summary.num_excused,
        unplaced=summary.num_unplaced,
        loads=tuple(LoadPart(posts=posts, people=people) for posts, people in summary.loads),
        travel_total_m=summary.travel_total_m,
        travel_mean_m=summary.travel_mean_m,
        travel_most_m=summary.travel_most_m,
        approvals_needed=summary.approvals_needed,
    )


def _describe_match(match: Match) -> MatchPart:
    return MatchPart(
        candidate=match.candidate_id,
        candidate_name=match.candidate_name,
        enterprise=match.enterprise_id,
        enterprise_name=match.enterprise_name,
        enterprise_kind=match.enterprise_kind,
        post=match.post_id,
        role=match.role,
        post_kind=match.post_kind,
        committee=match.committee,
        area=match.area,
        points=match.points,
        terms=tuple(
            TermPart(criterion=criterion, value=round(float(value), _VALUE_DIGITS), weight=weight)
            for criterion, value, weight in match.terms
        ),
        candidate_rank=match.candidate_rank,
        post_rank=match.post_rank,
        candidate_answer=match.candidate_answer,
        enterprise_answer=match.enterprise_answer,
        candidate_choice=match.candidate_choice,
        enterprise_choice=match.enterprise_choice,
        is_kept=match.is_kept,
        travel_m=match.travel_m,
        flags=tuple(_describe_flag(reason) for reason in match.flags),
        needs_approval=match.needs_approval,
        approval=match.approval,
        phone=mask_phone(match.phone),
        unit=match.unit,
        grade=match.grade,
        pool=match.pool,
        members=match.members,
    )


def _describe_flag(reason: Reason) -> FlagPart:
    return FlagPart(
        rule=reason.rule,
        kind="law" if reason.kind == "law" else "policy",
        basis=reason.basis,
        data=dict(reason.data),
        reason=SentencePart.of(reason.words),
        eligible_from=reason.eligible_from,
    )


def _number_shortages(plan: Plan) -> tuple[tuple[ShortagePart, ...], list[int | None]]:
    """Return every shortage once, and its number for each uncovered post: thousands may share a large one."""
    shortages: list[ShortagePart] = []
    numbers: list[int | None] = []
    # Posts of one shortage share its lists; to hash them anew for each post would take as long as writing them.
    known: dict[tuple[int, int], int] = {}
    for post in plan.uncovered:
        if not post.witness_posts:
            numbers.append(None)
            continue
        same = (id(post.witness_posts), id(post.witness_candidates))
        if same not in known:
            part = ShortagePart(posts=post.witness_posts, candidates=post.witness_candidates)
            known[same] = shortages.index(part) if part in shortages else len(shortages)
            if known[same] == len(shortages):
                shortages.append(part)
        numbers.append(known[same])
    return tuple(shortages), numbers


def _describe_uncovered(post: Uncovered, shortage: int | None) -> UncoveredPart:
    return UncoveredPart(
        enterprise=post.enterprise_id,
        enterprise_name=post.enterprise_name,
        committee=post.committee,
        post=post.post_id,
        role=post.role,
        missing=post.missing,
        priority=post.priority,
        cause=SentencePart.of(post.cause),
        shortage=shortage,
        barred=tuple(BarredPart(rule=rule, people=people) for rule, people in post.barred),
    )


def _describe_blocking(pair: Blocking) -> BlockingPart:
    return BlockingPart(
        candidate=pair.candidate_id,
        candidate_name=pair.candidate_name,
        enterprise=pair.enterprise_id,
        enterprise_name=pair.enterprise_name,
        post=pair.post_id,
        candidate_rank=pair.candidate_rank,
        post_rank=pair.post_rank,
        is_excused=pair.is_excused,
        why=SentencePart.of(pair.why),
    )


def _describe_finding(finding: Finding) -> FindingPart:
    return FindingPart(
        severity=finding.severity,
        file=finding.file,
        sheet=finding.sheet,
        row=finding.row,
        column=finding.column,
        value=finding.value,
        reason=SentencePart.of(finding.reason),
        fix=SentencePart.of(finding.fix),
        code=finding.code,
    )


def _describe_check(plan: Plan, verification: Verification) -> CheckPart:
    compiled = plan.compiled
    return CheckPart(
        ok=verification.ok,
        violations=tuple(
            ViolationPart(
                rule=violation.rule,
                reason=SentencePart.of(violation.words),
                candidates=tuple(compiled.candidate_ids[i] for i in violation.candidates),
                posts=tuple(compiled.post_ids[p] for p in violation.posts),
            )
            for violation in verification.violations
        ),
    )
