"""Check a plan folder from its files alone: digests, rules, objectives, and every number shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.errors import FileError, MatcherError
from matcher.explain import tell
from matcher.exports.plan_document import MatchPart, PlanDocument
from matcher.exports.plan_folder import PLAN_FILE, PROBLEM_FILE, SCENARIO_FILE
from matcher.exports.plan_json import read_plan_json, restore_result
from matcher.exports.problem_file import read_problem
from matcher.plans.plan import fingerprint
from matcher.policy import digest, load_policy
from matcher.problem import Assignment, Problem
from matcher.verify import Verification, Violation, verify
from matcher.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class StoredCheck:
    """Hold what a check of a stored plan found.

    Parameters
    ----------
    faults
        Every difference between what is stored and what was recomputed, in words.
    verification
        The independent check of the stored assignment; None where there is none to check.
    """

    document: PlanDocument
    faults: tuple[Words, ...]
    verification: Verification | None

    @property
    def ok(self) -> bool:
        """Whether nothing differs."""
        return not self.faults


def check_plan_folder(folder: Path) -> StoredCheck:
    """Recompute everything the files of a plan claim.

    Raises
    ------
    FileError
        A file is missing or broken.
    """
    if not folder.is_dir():
        raise FileError(Words(f"找不到方案文件夹 {folder}", f"there is no plan folder {folder}"))
    document = read_plan_json(folder / PLAN_FILE)
    problem = read_problem(folder / PROBLEM_FILE)
    faults = [*_compare_digests(folder, document, problem)]
    ids = document.ids
    lists = ((ids.candidates, problem.num_candidates), (ids.posts, problem.num_posts), (ids.hosts, problem.num_hosts))
    if any(len(names) != size or len(set(names)) != size for names, size in lists):
        return StoredCheck(document, (*faults, tell("stored", "ids")), None)
    people = {name: i for i, name in enumerate(ids.candidates)}
    posts = {name: p for p, name in enumerate(ids.posts)}
    unknown = [match for match in document.matches if match.candidate not in people or match.post not in posts]
    if unknown:
        faults += [tell("stored", "unknown-id", pair=_name_pair(match)) for match in unknown]
        return StoredCheck(document, tuple(faults), None)
    has_plan = document.status in {"OPTIMAL", "FEASIBLE"}
    pairs = np.array([(people[match.candidate], posts[match.post]) for match in document.matches], np.int32).reshape(
        -1, 2
    )
    assignment = Assignment(pairs) if has_plan else None
    if fingerprint(problem.digest(), assignment) != document.digests.get("plan"):
        faults.append(tell("stored", "plan-digest"))
    if assignment is None:
        if document.matches or document.objectives:
            faults.append(tell("stored", "status", stored=document.status))
        return StoredCheck(document, tuple(faults), None)
    claimed = tuple(restore_result(objective) for objective in document.objectives)
    verification = verify(problem, assignment, claimed)
    faults += [_name_violation(violation, document) for violation in verification.violations]
    faults += _compare_matches(document, problem, pairs)
    faults += _compare_numbers(document, problem, assignment, verification)
    return StoredCheck(document, tuple(faults), verification)


def _compare_digests(folder: Path, document: PlanDocument, problem: Problem) -> Iterator[Words]:
    if problem.digest() != document.digests.get("problem"):
        yield tell("stored", "problem-digest")
    try:
        policy = load_policy(folder / SCENARIO_FILE)
    except MatcherError as error:
        yield error.words
    else:
        if digest(policy) != document.digests.get("policy"):
            yield tell("stored", "policy-digest")
        if policy.ordered_objectives != problem.objectives:
            yield tell("stored", "policy-objectives")


def _compare_matches(document: PlanDocument, problem: Problem, pairs: NDArray[np.int32]) -> Iterator[Words]:
    """Hold what is said of each match against the problem's arrays."""
    if not len(pairs):
        return
    key = problem.candidate.astype(np.int64) * problem.num_posts + problem.post
    wanted = pairs[:, 0].astype(np.int64) * problem.num_posts + pairs[:, 1]
    rows = np.searchsorted(key, wanted)
    for match, row, pair in zip(document.matches, rows.tolist(), wanted.tolist(), strict=True):
        if row >= len(key) or key[row] != pair:
            continue  # not acceptable: the check of the rules says so
        found: dict[str, int | str | bool] = {
            "enterprise": document.ids.hosts[problem.host[problem.post[row]]],
            "points": int(problem.points[row]),
            "candidate_rank": int(problem.rank_by_candidate[row]),
            "post_rank": int(problem.rank_by_post[row]),
            "travel_m": int(problem.travel_m[row]),
            "is_kept": bool(problem.is_kept[row]),
        }
        for field, value in found.items():
            stored = getattr(match, field)
            if stored != value:
                yield tell("stored", "match", pair=_name_pair(match), key=field, stored=str(stored), found=str(value))


def _compare_numbers(
    document: PlanDocument, problem: Problem, assignment: Assignment, verification: Verification
) -> Iterator[Words]:
    """Hold status, counts and lists against what the check recomputed."""
    is_optimal = all(objective.proven for objective in document.objectives)
    if (document.status == "OPTIMAL") != is_optimal:
        yield tell("stored", "status", stored=document.status)
    if tuple(objective.name for objective in document.objectives) != problem.objectives:
        yield tell("stored", "status", stored=document.status)
    for key, (stored, found) in _list_numbers(document, problem, assignment, verification).items():
        if stored != found:
            yield tell("stored", "number", key=key, stored=str(stored), found=str(found))


def _list_numbers(
    document: PlanDocument, problem: Problem, assignment: Assignment, verification: Verification
) -> Mapping[str, tuple[object, object]]:
    """Return stored and recomputed values by the key they have in plan.json."""
    ids, coverage, summary = document.ids, document.coverage, document.summary
    people = np.bincount(assignment.pairs[:, 1], minlength=problem.num_posts)
    loads, counts = np.unique(np.bincount(assignment.pairs[:, 0], minlength=problem.num_candidates), return_counts=True)
    short = {
        ids.posts[shortfall.index]: shortfall.missing
        for shortfall in verification.shortfalls
        if shortfall.side == "posts"
    }
    blocking = {
        (ids.candidates[i], ids.posts[p], is_excused)
        for (i, p), is_excused in zip(verification.blocking.tolist(), verification.excused.tolist(), strict=True)
    }
    return {
        "coverage.posts": (coverage.posts, problem.num_posts),
        "coverage.hosts": (coverage.hosts, problem.num_hosts),
        "coverage.seats_needed": (coverage.seats_needed, int(problem.least.sum())),
        "coverage.seats_filled": (coverage.seats_filled, int(np.minimum(people, problem.least).sum())),
        "summary.matches": (summary.matches, len(assignment)),
        "summary.blocking": (summary.blocking, len(verification.blocking)),
        "summary.excused": (summary.excused, int(verification.excused.sum())),
        "summary.loads": (
            [(load.posts, load.people) for load in summary.loads],
            list(zip(loads.tolist(), counts.tolist(), strict=True)),
        ),
        "summary.travel_total_m": (summary.travel_total_m, verification.objectives["travel"]),
        "uncovered": (_sort({post.post: post.missing for post in document.uncovered}), _sort(short)),
        "blocking": (
            sorted((pair.candidate, pair.post, pair.is_excused) for pair in document.blocking),
            sorted(blocking),
        ),
    }


def _sort(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items())


def _name_pair(match: MatchPart) -> str:
    return f"{match.candidate} – {match.post}"


def _name_violation(violation: Violation, document: PlanDocument) -> Words:
    """Return the violation with ids beside the indices it speaks of."""
    ids = document.ids
    names = [ids.candidates[i] for i in violation.candidates[:5]] + [ids.posts[p] for p in violation.posts[:5]]
    if not names:
        return violation.words
    return Words(f"{violation.words.zh}（{'、'.join(names)}）", f"{violation.words.en} ({', '.join(names)})")
