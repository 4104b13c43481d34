"""Whether a cause is so: each kind of cause tried anew, apart from how it was found.

====================  ===============================================================================
key                   what is tried
====================  ===============================================================================
all-barred and such   the gates, answers and bans of every pair are looked at one by one
scarcity              everybody the posts of the witness accept is counted again; with the gap closed
                      by force nothing is covered that was not, or no plan is left
side-rule             with the rules kept, the gap closed by force costs cover or leaves no plan; without
                      them some plan closes it and covers more. For a person or blocking pair: the plan
                      with that one change breaks exactly these rules
objective-order       with the gap closed by force the objective gets worse
priority-order        with the gap closed by force the cover stays, and another post opens
posts-full            every post open to the person is filled, by people it likes as well
excused               every plan with the pair covers less
====================  ===============================================================================

``not-proven`` and ``not-tried`` claim nothing, so there is nothing to confirm.
"""

import numpy as np

from matcher.explain.absence_causes import find_answer, name_answer
from matcher.explain.cause import Cause
from matcher.explain.closing import closes_without, judge
from matcher.explain.evidence import Evidence
from matcher.explain.scarcity import count_witness, force_cover, force_place
from matcher.explain.tolerated import find_worst_partners
from matcher.pools.records import Side
from matcher.problem import Problem
from matcher.problem.edits import PairPin
from matcher.verify import is_better

SIDES: tuple[Side, ...] = ("candidate", "enterprise")

CLAIMLESS = frozenset({"not-proven", "not-tried"})
"""Keys that say only that nothing is known."""


def confirm_cause(evidence: Evidence, cause: Cause) -> bool | None:
    """Try whether a cause holds; None where it claims nothing.

    Solves again where the cause speaks of other plans, without the limits on how often causes may.
    """
    if cause.key in CLAIMLESS:
        return None
    if cause.key in _BY_PAIRS:
        return _check_pairs(evidence, cause)
    if cause.key == "scarcity":
        return _check_scarcity(evidence, cause)
    if cause.kind == "blocking":
        return _check_blocking(evidence, cause)
    if cause.kind == "unplaced" and cause.candidate is not None and not evidence.problem.least_load[cause.candidate]:
        return _check_unplaced(evidence, cause)
    return _check_obstacle(evidence, cause)


_BY_PAIRS = {"no-candidates", "no-room", "no-room-budget", "all-barred", "all-refused", "not-mutual", "all-banned"}


def _check_pairs(evidence: Evidence, cause: Cause) -> bool:
    """Look at every pair of the gap one by one."""
    problem, table = evidence.problem, evidence.table
    if cause.key == "no-candidates":
        return problem.num_candidates == 0
    if cause.key in {"no-room", "no-room-budget"}:
        own = evidence.compiled.open_problem.capacity[cause.candidate or 0]
        is_full = cause.candidate is not None and problem.capacity[cause.candidate] == 0
        return is_full and bool(own) == (cause.key == "no-room-budget")
    people = range(problem.num_candidates) if cause.candidate is None else (cause.candidate,)
    posts = range(problem.num_posts) if cause.post is None else (cause.post,)
    pairs = [(i, p) for i in people for p in posts]
    if cause.key == "all-barred":
        reasons = [{reason.rule for reason in table.why_barred(i, p)} for i, p in pairs]
        counts = {rule: sum(rule in found for found in reasons) for rule, _ in cause.barred}
        return all(reasons) and counts == dict(cause.barred)
    rows = [evidence.find_row(i, p) for i, p in pairs]
    if cause.key == "all-banned":
        listed = [row for row in rows if row is not None]
        return bool(listed) and bool(problem.is_banned[listed].all())
    eligible = [pair for pair in pairs if not table.why_barred(*pair)]
    is_refused = ["refused" in {name_answer(find_answer(evidence, side, i, p)) for side in SIDES} for i, p in eligible]
    if not eligible or any(row is not None for row in rows):
        return False
    if cause.key == "all-refused":
        return all(is_refused)
    return evidence.consent == "mutual" and not all(is_refused)


def _check_scarcity(evidence: Evidence, cause: Cause) -> bool:
    """Count the witness again, and see that closing the gap by force covers no more."""
    witness = cause.witness
    assert witness is not None
    near = np.array(witness.posts if witness.side == "posts" else witness.candidates, np.int64)
    counted = count_witness(evidence.problem, witness.side, near)
    if counted != witness or counted.missing <= 0:
        return False
    verdict, _ = judge(evidence, evidence.resolver.resolve_problem(_force(evidence, cause, evidence.problem), "cover"))
    return verdict in {"same", "worse", "impossible"}


def _check_obstacle(evidence: Evidence, cause: Cause) -> bool:
    answer = evidence.resolver.resolve_problem(_force(evidence, cause, evidence.problem), "cover")
    verdict, objective = judge(evidence, answer)
    match cause.key:
        case "side-rule":
            evidence.trials.num_resolves = 0
            closes = closes_without(evidence, lambda changed: _force(evidence, cause, changed), cause.groups)
            return verdict in {"same", "worse", "impossible"} and bool(closes)
        case "objective-order":
            # Stability in front is a hard rule: there closing the gap leaves no plan.
            is_ruled_out = verdict == "impossible" and cause.objective == "stability"
            return is_ruled_out or (verdict == "worse" and objective == cause.objective)
        case "priority-order":
            return verdict == "same"
        case "not-asked":
            return "coverage" not in evidence.problem.objectives
        case _:
            return False


def _check_unplaced(evidence: Evidence, cause: Cause) -> bool:
    """Look at a person whom nothing promised a post."""
    problem, i = evidence.problem, cause.candidate
    assert i is not None
    rows = evidence.rows_of_candidate.get(i, np.zeros(0, np.int64))
    posts = problem.post[rows[~problem.is_banned[rows]]].tolist()
    if cause.key in {"posts-full", "posts-full-wanted"}:
        is_wanted = [
            problem.rank_by_post[evidence.require_row(j, p)] > problem.rank_by_post[evidence.require_row(i, p)]
            for p in posts
            for j in evidence.people_at(p)
        ]
        is_full = all(evidence.people[p] >= problem.most[p] for p in posts)
        return is_full and any(is_wanted) == (cause.key == "posts-full-wanted")
    assert cause.post is not None
    return _check_change(evidence, cause, (i, cause.post), ())


def _check_blocking(evidence: Evidence, cause: Cause) -> bool:
    i, p = cause.candidate, cause.post
    assert i is not None
    assert p is not None
    if cause.key == "not-asked":
        return "stability" not in evidence.problem.objectives
    if cause.key == "excused":
        verdict, objective = judge(evidence, evidence.resolver.resolve([PairPin(i, p)], "cover"))
        return verdict == "impossible" or (verdict == "worse" and objective == "coverage")
    return _check_change(evidence, cause, (i, p), find_worst_partners(evidence, i, p))


def _check_change(
    evidence: Evidence, cause: Cause, added: tuple[int, int], dropped: tuple[tuple[int, int], ...]
) -> bool:
    """Make one change of the plan and hold the cause against what it breaks and worsens."""
    evidence.trials.num_changes = 0
    tried = evidence.try_change(added, dropped)
    assert tried is not None
    broken, values = tried
    before = evidence.verification.objectives
    match cause.key:
        case "side-rule":
            return broken == cause.groups and bool(broken)
        case "objective-order":
            assert cause.objective is not None
            return not broken and is_better(cause.objective, before[cause.objective], values[cause.objective])
        case "no-objective":
            return not broken and all(values[name] == before[name] for name in evidence.problem.objectives)
        case "excused-alone":
            return is_better("coverage", before["coverage"], values["coverage"])
        case "others-arise":
            return not broken and not is_better("stability", values["stability"], before["stability"])
        case _:
            return False


def _force(evidence: Evidence, cause: Cause, problem: Problem) -> Problem:
    """Return a problem in which the gap is closed by a hard rule."""
    if cause.kind == "uncovered":
        assert cause.post is not None
        return force_cover(problem, cause.post)
    assert cause.candidate is not None
    return force_place(problem, cause.candidate, int(evidence.problem.least_load[cause.candidate]))
