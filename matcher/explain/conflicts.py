"""Which rules cannot hold together, when there is no plan at all: a smallest set, each of them needed.

A deletion filter over groups a planner would name: the groups are left out one after the other, each
time solving for any plan that keeps the rest; a group without which there is still none has nothing to
do with it and stays out. What remains has no plan, and has one as soon as any single group goes: every
step is a solve of its own, none relies on what the solver calls its core.

Reference: J. W. Chinneck, E. W. Dravnieks, Locating minimal infeasible constraint sets in linear
programs, ORSA Journal on Computing 3 (1991) 157-168.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from matcher.explain.cause import say_groups
from matcher.explain.groups import Group, leave_out, list_groups
from matcher.explain.sentences import tell
from matcher.policy.records import EngineSettings
from matcher.problem import RULES, Compiled, Status
from matcher.words import Words

MOST_PINS = 40
"""Pins named one by one; beyond this they stand or fall together."""

EFFORT = 5.0
"""Most effort of one solve."""

MOST_PAIRS = 100_000
"""Pairs above which the exact model does not come back in time; no conflict is looked for there."""

STEADY = ("capacity", "seats")
"""Limits of single people and posts: groups too, left out last."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Hold rules that cannot hold together.

    Parameters
    ----------
    is_minimal
        Proven that the groups have no plan, and that the others have one as soon as any is left out.
    remedies
        Those of the groups that, left out alone, leave a plan under all other rules of the problem.
    further
        Groups of another conflict, which stays when a group that is no remedy is left out.
    """

    groups: tuple[Group, ...]
    is_minimal: bool
    remedies: tuple[Group, ...]
    further: tuple[Group, ...]
    words: Words


def find_conflict(
    compiled: Compiled, settings: EngineSettings, *, should_stop: Callable[[], bool] | None = None
) -> Conflict | None:
    """Return a smallest set of groups that cannot hold together.

    Parameters
    ----------
    settings
        Limits of each solve; `effort` is bounded by `EFFORT`.
    should_stop
        Ends the search; what is left of the set is then told as not proven.

    Returns
    -------
    Conflict or None
        None where there is a plan after all, or nothing can be said: the whole is not proven
        infeasible within the limits, or there are too many pairs for the exact model.
    """
    if compiled.problem.num_pairs > MOST_PAIRS:
        return None
    # Budgets stand as rules of their own here, not hidden in the capacities.
    compiled = replace(compiled, problem=compiled.open_problem, own_capacity=None)
    bounded = settings.model_copy(update={"effort": min(settings.effort, EFFORT)})

    def decide_on(kept: Sequence[Group], *, has_presolve: bool = True) -> Status:
        return _decide(compiled, kept, bounded, has_presolve=has_presolve, should_stop=should_stop)

    groups = [*list_steady(compiled), *list_groups(compiled)]
    if decide_on(groups) != "INFEASIBLE":
        return None
    left, is_minimal = _filter(list(reversed(groups)), decide_on)
    pins = _single_pins(compiled) if Group("pin") in left else []
    if pins:
        left, is_minimal_again = _filter([*pins, *(group for group in left if group != Group("pin"))], decide_on)
        is_minimal = is_minimal and is_minimal_again
    # A second opinion: presolve once reported feasible models infeasible (google/or-tools#5003).
    is_minimal = is_minimal and decide_on(left, has_presolve=False) == "INFEASIBLE"
    ordered = _sort(left)
    if not is_minimal:
        return Conflict(ordered, is_minimal, (), (), tell("conflict", "not-minimal", groups=say_groups(ordered)))
    whole = [*pins, *(group for group in groups if not pins or group != Group("pin"))]
    statuses = {group: decide_on([other for other in whole if other != group]) for group in ordered}
    remedies = tuple(group for group in ordered if statuses[group] == "FEASIBLE")
    further: tuple[Group, ...] = ()
    stays = next((group for group in ordered if statuses[group] == "INFEASIBLE"), None)
    if stays is not None:
        others, _ = _filter([group for group in reversed(whole) if group != stays], decide_on)
        further = _sort([group for group in others if group not in ordered])
    return Conflict(ordered, is_minimal, remedies, further, _say(ordered, remedies, further))


def list_steady(compiled: Compiled) -> tuple[Group, ...]:
    """Return the limits of single people and posts as groups; none where every plan must be stable.

    Whether a pair blocks depends on who has room, so there these limits are part of what stable means.
    """
    return () if compiled.problem.objectives[:1] == ("stability",) else tuple(Group(rule) for rule in STEADY)


def _sort(groups: Sequence[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda one: (RULES.index(one.rule) if one.rule in RULES else -1, one.row)))


def _say(groups: tuple[Group, ...], remedies: tuple[Group, ...], further: tuple[Group, ...]) -> Words:
    """Say which groups cannot hold together, which of them alone would help, and what else stands in the way."""
    if len(groups) == 1:
        parts = [tell("conflict", "one", groups=say_groups(groups))]
    else:
        parts = [tell("conflict", "several", count=len(groups), groups=say_groups(groups))]
        if remedies == groups:
            parts.append(tell("conflict", "any-helps"))
    if remedies and remedies != groups:
        parts.append(tell("conflict", "some-help", groups=say_groups(remedies)))
    if further:
        parts.append(tell("conflict", "further", groups=say_groups(further)))
    return Words("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _filter(groups: list[Group], decide_on: Callable[[Sequence[Group]], Status]) -> tuple[list[Group], bool]:
    """Return the groups that matter, and whether each was proven to."""
    left = list(groups)
    is_proven = True
    for group in groups:
        fewer = [other for other in left if other != group]
        status = decide_on(fewer)
        if status == "INFEASIBLE":
            left = fewer
        is_proven = is_proven and status != "UNKNOWN"
    return left, is_proven


def _decide(
    compiled: Compiled,
    kept: Sequence[Group],
    settings: EngineSettings,
    *,
    has_presolve: bool,
    should_stop: Callable[[], bool] | None,
) -> Status:
    """Say whether a plan keeps some groups and uses acceptable pairs only."""
    from matcher.solve.exact.deciding import decide

    if should_stop is not None and should_stop():
        return "UNKNOWN"
    has_single_pins = any(group.row >= 0 for group in kept)
    every = list_groups(compiled, has_single_pins=has_single_pins)
    # Without its ban a pair may block as well as be used.
    gone = [group for group in every if group not in kept and group.rule in {"quota", "pin", "ban"}]
    always = () if list_steady(compiled) else STEADY
    rules = {"acceptable", "quota", "pin", *always, *(group.rule for group in kept)}
    return decide(leave_out(compiled, gone), rules, settings, has_presolve=has_presolve, should_stop=should_stop).status


def _single_pins(compiled: Compiled) -> list[Group]:
    pins = [group for group in list_groups(compiled, has_single_pins=True) if group.rule == "pin"]
    return pins if len(pins) <= MOST_PINS else []
