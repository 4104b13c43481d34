"""One scenario walked through all rooms into a plan."""

from collections.abc import Callable
from importlib.metadata import version

from matcher.explain.evidence import Evidence
from matcher.plans.certify import refuse_unless_verified
from matcher.plans.gaps import list_blocking, list_uncovered, list_unplaced
from matcher.plans.matches import list_matches
from matcher.plans.plan import CoverageCount, Plan, PlanSummary
from matcher.plans.scenario import Scenario
from matcher.plans.summary import count_coverage, summarize_plan
from matcher.policy import digest
from matcher.problem import Compiled, Outcome, compile_problem
from matcher.solve import solve
from matcher.solve.progress import Progress
from matcher.suitability import build_pairs
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
    pools, policy = scenario.pools, scenario.policy
    table = build_pairs(pools, policy, scenario.vocabulary)
    compiled = compile_problem(pools, policy, table)
    outcome = solve(compiled.problem, policy.engine, on_progress=on_progress, should_stop=should_stop)
    if outcome.assignment is None:
        return _plan(scenario, compiled, outcome, None)
    verification = verify(compiled.problem, outcome.assignment, outcome.objectives)
    refuse_unless_verified(verification)
    evidence = Evidence(pools, policy.consent, table, compiled, outcome, outcome.assignment, verification)
    return _plan(scenario, compiled, outcome, evidence)


def _plan(scenario: Scenario, compiled: Compiled, outcome: Outcome, evidence: Evidence | None) -> Plan:
    unplaced = list_unplaced(evidence) if evidence else ()
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
        uncovered=list_uncovered(evidence) if evidence else (),
        unplaced=unplaced,
        blocking=list_blocking(evidence) if evidence else (),
        findings=scenario.findings,
        notes=(*compiled.notes, *_branch_notes(scenario)),
        coverage=count_coverage(evidence)
        if evidence
        else CoverageCount(compiled.problem.num_posts, 0, 0, hosts, 0, 0, 0),
        summary=summarize_plan(evidence, len(unplaced))
        if evidence
        else PlanSummary(0, 0, (0, 0), (0, 0), 0, 0, 0, (), 0, 0, 0, 0),
        compiled=compiled,
        outcome=outcome,
        verification=evidence.verification if evidence else None,
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
