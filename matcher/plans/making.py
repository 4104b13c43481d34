"""One scenario walked through all rooms into a plan."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from importlib.metadata import version

from matcher.explain.conflicts import find_conflict
from matcher.explain.evidence import Evidence
from matcher.plans.certify import refuse_unless_verified
from matcher.plans.gaps import list_gaps
from matcher.plans.matches import list_matches
from matcher.plans.plan import CoverageCount, Gaps, Plan, PlanSummary
from matcher.plans.scenario import Scenario
from matcher.plans.summary import count_coverage, summarize_plan
from matcher.policy import digest
from matcher.problem import Assignment, Compiled, ObjectiveResult, Outcome, Status, compile_problem
from matcher.solve import solve
from matcher.solve.progress import Progress
from matcher.suitability import PairTable, build_pairs
from matcher.verify import verify
from matcher.words import Words


def make_plan(
    scenario: Scenario,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """Solve a scenario and explain what came out.

    Parameters
    ----------
    on_progress
        Called from time to time with plain numbers.
    should_stop
        Asked often; once it returns True the best plan so far is kept.

    Raises
    ------
    ScenarioError
        A pin asks for a pair that cannot be.
    SolverError
        The independent check refused the plan.
    """
    table = build_pairs(scenario.pools, scenario.policy, scenario.vocabulary)
    compiled = compile_problem(scenario.pools, scenario.policy, table)
    outcome = solve(compiled.problem, scenario.policy.engine, on_progress=on_progress, should_stop=should_stop)
    conflict = None
    if outcome.status == "INFEASIBLE":
        conflict = find_conflict(compiled, scenario.policy.engine, should_stop=should_stop)
    if conflict is not None:
        outcome = replace(outcome, cause=conflict.words)
    return replace(tell_plan(scenario, table, compiled, outcome), conflict=conflict)


def recall_plan(
    scenario: Scenario,
    assignment: Assignment,
    results: tuple[ObjectiveResult, ...],
    status: Status,
    *,
    was_stopped: bool = False,
    overridden: Collection[str] = (),
) -> Plan:
    """Return the plan of a scenario from an assignment solved before, checked and explained anew.

    Parameters
    ----------
    assignment
        Rows of indices into the scenario's candidates and posts.
    results
        What was claimed of each objective then; the independent check holds it to them.
    status, was_stopped
        How the solve had ended.
    overridden
        Rules broken knowingly by hand.

    Raises
    ------
    SolverError
        The check refuses the assignment or a claim.
    """
    table = build_pairs(scenario.pools, scenario.policy, scenario.vocabulary)
    compiled = compile_problem(scenario.pools, scenario.policy, table)
    seconds = sum(result.seconds for result in results)
    outcome = Outcome(status, assignment, results, seconds, was_stopped=was_stopped)
    return tell_plan(scenario, table, compiled, outcome, overridden)


def tell_plan(
    scenario: Scenario, table: PairTable, compiled: Compiled, outcome: Outcome, overridden: Collection[str] = ()
) -> Plan:
    """Have an outcome checked and return the plan; the causes of its gaps are found when somebody asks for them.

    Parameters
    ----------
    overridden
        Rules broken knowingly by hand.

    Raises
    ------
    SolverError
        The independent check refused the plan.
    """
    if outcome.assignment is None:
        return _plan(scenario, compiled, outcome, None)
    verification = verify(compiled.problem, outcome.assignment, outcome.objectives)
    refuse_unless_verified(verification, overridden)
    evidence = Evidence(
        pools=scenario.pools,
        policy=scenario.policy,
        vocabulary=scenario.vocabulary,
        table=table,
        compiled=compiled,
        outcome=outcome,
        assignment=outcome.assignment,
        verification=verification,
    )
    return _plan(scenario, compiled, outcome, evidence)


def _plan(scenario: Scenario, compiled: Compiled, outcome: Outcome, evidence: Evidence | None) -> Plan:
    hosts = compiled.problem.num_hosts
    return Plan(
        scenario_name=scenario.policy.name,
        title=scenario.policy.title or scenario.policy.name,
        digests={
            "problem": compiled.problem.digest(),
            "policy": digest(scenario.policy),
            **{f"file:{name}": value for name, value in sorted(scenario.pools.sources.items())},
        },
        versions={name: version(name) for name in ("shuangxuan", "ortools", "numpy")},
        seed=scenario.policy.seed,
        matches=list_matches(evidence) if evidence else (),
        find_gaps=partial(list_gaps, evidence) if evidence else Gaps,
        findings=scenario.findings,
        notes=(*compiled.notes, *_branch_notes(scenario)),
        coverage=count_coverage(evidence)
        if evidence
        else CoverageCount(compiled.problem.num_posts, 0, 0, hosts, 0, 0, 0),
        summary=summarize_plan(evidence) if evidence else PlanSummary(0, 0, (0, 0), (0, 0), 0, 0, 0, (), 0, 0, 0, 0),
        compiled=compiled,
        outcome=outcome,
        verification=evidence.verification if evidence else None,
        evidence=evidence,
    )


def _branch_notes(scenario: Scenario) -> tuple[Words, ...]:
    """Flag joint branches with more hosts than the register allows."""
    policy, pools = scenario.policy, scenario.pools
    if not policy.is_active("joint-branch-size"):
        return ()
    most = int(policy.parameter("joint-branch-size", "most"))
    sizes: dict[str, int] = {}
    for host in pools.enterprises:
        if host.branch is not None:
            sizes[host.branch] = sizes.get(host.branch, 1) + 1
    names = {host.id: host.name for host in pools.enterprises}
    return tuple(
        Words(
            f"联合支部“{names[carrier]}”有 {size} 家企业，超过 {most} 家",
            f"the joint branch of {names[carrier]} holds {size} hosts, more than {most}",
        )
        for carrier, size in sizes.items()
        if size > most
    )
