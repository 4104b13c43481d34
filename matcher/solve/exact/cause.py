"""Why there is no plan: which rules clash.

A deletion filter: leave out one rule after the other; what stays impossible without a rule does
not need it as a cause. What remains is a smallest set of rules that cannot hold together (in the
sense that each of them matters), each step proven by the solver.

Reference: Chinneck, Dravnieks, Locating minimal infeasible constraint sets in linear programs, ORSA
Journal on Computing 3(2), 1991.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from matcher.errors import SolverError
from matcher.problem.problem import RULES, Problem
from matcher.solve.exact.answer import Answer, Limits, ask
from matcher.solve.exact.model import build_model
from matcher.solve.exact.objectives.unrest import forbid_blocking
from matcher.words import Words

_NAMES: Mapping[str, Words] = MappingProxyType(
    {
        "team_skills": Words("团队技能", "team skills"),
        "avoid": Words("回避同一企业", "people who avoid each other"),
        "bundle_radius": Words("一人多企的距离上限", "the radius of a person's hosts"),
        "workload": Words("工作量上限", "the workload budget"),
        "site_days": Words("驻企天数上限", "the budget of days on site"),
        "company_posts": Words("企业职务数上限", "the limit of company posts"),
        "one_post_per_host": Words("一人在一企只任一职", "one post per person and host"),
        "ban": Words("禁止的配对", "banned pairs"),
        "seats": Words("岗位人数上限", "the most people of a post"),
        "capacity": Words("人选任职数上限", "the capacity of a person"),
        "stability": Words("不得有阻塞对", "no blocking pair"),
        "quota": Words("名额比例", "quotas"),
        "pin": Words("指定的配对", "pinned pairs"),
    }
)
"""Rules in the order they are left out: limits before demands, because without a demand nothing clashes."""

_PROBE_EFFORT = 5.0


def find_cause(
    problem: Problem, limits: Limits, *, has_known: bool = False, should_stop: Callable[[], bool] | None = None
) -> Words:
    """Name rules that cannot hold together in a problem found infeasible.

    Parameters
    ----------
    limits
        Of each probe; its effort is bounded further.
    has_known
        Values known from elsewhere were kept too, and may be at fault.
    should_stop
        Ends the search for a cause; the rules not yet cleared are then all named.

    Raises
    ------
    SolverError
        A second look finds a plan after all.
    """
    # A second opinion, without the presolve that once reported feasible models infeasible
    # (google/or-tools#5003).
    again = _probe(problem, limits, set(RULES) | _first(problem), should_stop, has_presolve=False)
    if again.values is not None:
        if has_known:
            raise SolverError(Words("已知的目标值达不到", "no plan reaches the known objective values"))
        raise SolverError(Words("精确引擎误报无解", "the exact engine reported a feasible problem infeasible"))
    probe_limits = replace(limits, effort=min(limits.effort, _PROBE_EFFORT))
    suspects = set(RULES) | _first(problem)
    is_sure = True
    for name in _NAMES:
        if name not in suspects:
            continue
        if (should_stop is not None and should_stop()) or limits.seconds_left() <= 0:
            is_sure = False
            break
        answer = _probe(problem, probe_limits, suspects - {name}, should_stop)
        if answer.status == "INFEASIBLE":
            suspects.remove(name)
        is_sure = is_sure and answer.status != "UNKNOWN"
    return _say(suspects, is_sure=is_sure)


def _first(problem: Problem) -> set[str]:
    return {"stability"} if problem.objectives[:1] == ("stability",) else set()


def _probe(
    problem: Problem,
    limits: Limits,
    rules: set[str],
    should_stop: Callable[[], bool] | None,
    *,
    has_presolve: bool = True,
) -> Answer:
    variables = build_model(problem, rules)
    if "stability" in rules:
        forbid_blocking(variables)
    return ask(variables.model, limits, should_stop=should_stop, has_presolve=has_presolve)


def _say(suspects: set[str], *, is_sure: bool) -> Words:
    named = [(name, words) for name, words in _NAMES.items() if name in suspects]
    zh = "、".join(f"{words.zh}（{name}）" for name, words in named)
    en = ", ".join(f"{words.en} ({name})" for name, words in named)
    if not is_sure:
        return Words(
            f"没有方案能满足全部硬性规则；原因在这些规则之中：{zh}。",
            f"no plan keeps every hard rule; the cause is among these rules: {en}",
        )
    if len(named) == 1:
        return Words(f"没有方案能满足这条规则：{zh}。", f"no plan keeps this rule: {en}")
    return Words(f"没有方案能同时满足这些规则：{zh}。", f"no plan keeps these rules together: {en}")
