"""The immediate answer: what a plan becomes when its scenario is changed, told in ids."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np

from matcher.edits import kinds
from matcher.edits.applying import apply_edits
from matcher.edits.kinds import Edit
from matcher.edits.state import State
from matcher.errors import ProblemError
from matcher.explain.evidence import Evidence
from matcher.explain.resolving import Answer, Change, Depth, Resolver
from matcher.plans.plan import Plan
from matcher.policy.register import REGISTER
from matcher.problem import Assignment, Compiled, Status, compile_problem
from matcher.solve.progress import Progress
from matcher.suitability import build_pairs
from matcher.whatif.translating import translate_edits
from matcher.words import Words

Route: TypeAlias = Literal["direct", "compiled", "judged"]
"""How far back an answer had to start: the edits told to the solved problem; the problem compiled
anew from the pairs judged before; pairs judged anew."""

_KEEP_PAIRS = (
    kinds.WithdrawCandidate,
    kinds.WithdrawEnterprise,
    kinds.SetCapacity,
    kinds.SetSeats,
    kinds.SetObjectives,
    kinds.SetPreset,
    kinds.SetRadius,
    kinds.AddQuota,
    kinds.ChangeQuota,
    kinds.RemoveQuota,
    kinds.Pin,
    kinds.Unpin,
    kinds.Ban,
    kinds.Unban,
    kinds.SetConsent,
    kinds.SetAnswer,
)
"""Edits that leave every pair as eligible and as suitable as it was."""


@dataclass(frozen=True, slots=True)
class PersonMove:
    """Hold what changes for one person: ids of the posts left and of the posts taken."""

    candidate: str
    left: tuple[str, ...]
    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold what some edits lead to.

    Parameters
    ----------
    cause
        Why there is no plan, where there is none.
    changes
        Each objective before and after; at depth ``cover`` the leading ones only. Empty without a
        plan.
    pairs
        (candidate id, post id) of the plan found, sorted.
    moves
        Who moves, by candidate id; empty at depth ``cover``, where a solve shuffles everybody.
    uncovered, covered
        Ids of posts that fall below their least, and of those that no longer do; empty at depth
        ``cover``.
    """

    edits: tuple[Edit, ...]
    depth: Depth
    route: Route
    status: Status
    cause: Words | None
    changes: tuple[Change, ...]
    pairs: tuple[tuple[str, str], ...]
    moves: tuple[PersonMove, ...]
    uncovered: tuple[str, ...]
    covered: tuple[str, ...]


class WhatIf:
    """Answer edits of one plan; what its answers share is prepared once.

    Parameters
    ----------
    plan
        A plan with an assignment.
    on_progress, should_stop
        As `matcher.solve` takes them.

    Raises
    ------
    ProblemError
        The plan holds no assignment.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        on_progress: Callable[[Progress], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        if plan.evidence is None:
            raise ProblemError(Words("方案没有配对，无从比较", "the plan holds no assignment to start from"))
        self.plan = plan
        self.evidence: Evidence = plan.evidence
        self._listeners = {"on_progress": on_progress, "should_stop": should_stop}

    @cached_property
    def resolver(self) -> Resolver:
        """What re-solves the plan's own problem."""
        return self._resolve_from(self.evidence.compiled, self.evidence.assignment)

    def ask(self, chosen: Sequence[Edit], depth: Depth = "nearest") -> Reply:
        """Return what the plan becomes after some edits.

        Parameters
        ----------
        depth
            ``cover``: the leading objectives only. ``nearest``: these, then as few changes of the
            plan as they allow. ``full``: every objective, as a solve from scratch finds them. Where
            nothing but sums is asked the answer is ``full`` in any case, in milliseconds.

        Raises
        ------
        ScenarioError
            An edit cannot be made, or a pin asks for a pair that rules or a refusal bar.
        """
        evidence = self.evidence
        # Made once as a whole, so that a fault counts edits from the first.
        policy, pools = apply_edits(chosen, evidence.policy, evidence.pools, vocabulary=evidence.vocabulary)
        before = State(evidence.policy, evidence.pools, evidence.vocabulary)
        direct = translate_edits(chosen, before, evidence.compiled)
        if direct is not None:
            return self._tell(tuple(chosen), depth, "direct", self.resolver.resolve(direct, depth), evidence.compiled)
        after = State(policy, pools, evidence.vocabulary)
        route: Route = "compiled" if all(map(_keeps_pairs, chosen)) else "judged"
        compiled = self._compile(after, is_judged=route == "compiled")
        return self._tell(tuple(chosen), depth, route, self._resolve_compiled(compiled, depth), compiled)

    def _compile(self, after: State, *, is_judged: bool) -> Compiled:
        table = self.evidence.table if is_judged else build_pairs(after.pools, after.policy, after.vocabulary)
        return compile_problem(after.pools, after.policy, table)

    def _resolve_compiled(self, compiled: Compiled, depth: Depth) -> Answer:
        old = self.evidence.compiled
        if (compiled.candidate_ids, compiled.post_ids) == (old.candidate_ids, old.post_ids):
            return self.resolver.resolve_problem(compiled.problem, depth)
        # Other people or posts: the plan is carried over as far as it goes, to be kept where it can be.
        carried = carry_over(self.evidence.assignment, old, compiled)
        return self._resolve_from(compiled, carried).resolve_problem(compiled.problem, depth)

    def _resolve_from(self, compiled: Compiled, assignment: Assignment) -> Resolver:
        results = self.plan.objectives
        settings = self.evidence.policy.engine
        return Resolver(compiled.problem, assignment, results, settings, **self._listeners)  # type: ignore[arg-type]

    def _tell(self, chosen: tuple[Edit, ...], depth: Depth, route: Route, answer: Answer, compiled: Compiled) -> Reply:
        found = answer.outcome.assignment
        pairs = () if found is None else name_pairs(found, compiled)
        moves: tuple[PersonMove, ...] = ()
        uncovered: tuple[str, ...] = ()
        covered: tuple[str, ...] = ()
        if found is not None and depth != "cover":
            old = self.evidence
            moves = list_person_moves(name_pairs(old.assignment, old.compiled), pairs)
            short_before = list_short(old.compiled, old.assignment)
            short_after = list_short(replace(compiled, problem=answer.problem), found)
            uncovered = tuple(sorted(short_after - short_before))
            covered = tuple(sorted(short_before - short_after))
        return Reply(
            edits=chosen,
            depth=depth,
            route=route,
            status=answer.outcome.status,
            cause=answer.outcome.cause,
            changes=tuple(self._compare(change, answer) for change in answer.changes),
            pairs=pairs,
            moves=moves,
            uncovered=uncovered,
            covered=covered,
        )

    def _compare(self, change: Change, answer: Answer) -> Change:
        """Return a change that starts from the plan itself, not from what was carried over of it."""
        before = self.resolver.values.get(change.objective, change.before)
        is_same_question = answer.problem.objectives == self.evidence.problem.objectives
        return replace(change, before=before, is_exact=change.is_exact and is_same_question)


def answer(
    plan: Plan,
    chosen: Sequence[Edit],
    depth: Depth = "nearest",
    *,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Reply:
    """Return what a plan becomes after some edits of its scenario; `WhatIf` answers several in a row.

    Raises
    ------
    ScenarioError, ProblemError
        As `WhatIf.ask` and `WhatIf`.
    """
    return WhatIf(plan, on_progress=on_progress, should_stop=should_stop).ask(chosen, depth)


def name_pairs(assignment: Assignment, compiled: Compiled) -> tuple[tuple[str, str], ...]:
    """Return the pairs of an assignment as (candidate id, post id), sorted."""
    people, posts = compiled.candidate_ids, compiled.post_ids
    return tuple(sorted((people[i], posts[p]) for i, p in assignment.pairs.tolist()))


def list_person_moves(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> tuple[PersonMove, ...]:
    """Return what changes for whom between two plans.

    Examples
    --------
    >>> list_person_moves([("a", "p"), ("b", "q")], [("a", "q"), ("b", "q")])
    (PersonMove(candidate='a', left=('p',), taken=('q',)),)
    """
    left, taken = _group(set(before) - set(after)), _group(set(after) - set(before))
    return tuple(PersonMove(who, left.get(who, ()), taken.get(who, ())) for who in sorted({*left, *taken}))


def list_short(compiled: Compiled, assignment: Assignment) -> set[str]:
    """Return the ids of the posts below their least."""
    problem = compiled.problem
    people = np.bincount(assignment.pairs[:, 1], minlength=problem.num_posts)
    return {compiled.post_ids[p] for p in np.flatnonzero(people < problem.least).tolist()}


def carry_over(assignment: Assignment, old: Compiled, new: Compiled) -> Assignment:
    """Return what of an assignment another problem knows as acceptable pairs, in its indices."""
    problem = new.problem
    key = problem.candidate.astype(np.int64) * problem.num_posts + problem.post
    people, posts = new.candidate_index, new.post_index
    rows = [(people[i], posts[p]) for i, p in name_pairs(assignment, old) if i in people and p in posts]
    pairs = np.array(rows, np.int64).reshape(-1, 2)
    is_known = np.isin(pairs[:, 0] * problem.num_posts + pairs[:, 1], key)
    return Assignment(pairs[is_known].astype(np.int32))


def _keeps_pairs(edit: Edit) -> bool:
    if isinstance(edit, kinds.SwitchRule | kinds.SetParameter):
        return REGISTER[edit.rule].effect == "limit"
    if isinstance(edit, kinds.SetNumber):
        return edit.name in {"tie_step", "seed"}
    return isinstance(edit, _KEEP_PAIRS)


def _group(pairs: set[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for candidate, post in sorted(pairs):
        found[candidate] = (*found.get(candidate, ()), post)
    return found
