"""Plans made by hand for the exporters: real problem, real check, names as hostile as wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest

from matcher.findings import Finding
from matcher.plans.plan import Blocking, CoverageCount, Gaps, Match, Plan, PlanSummary, Uncovered, Unplaced
from matcher.problem import NO_LIMIT, Assignment, Compiled, ObjectiveResult, Outcome, Problem
from matcher.suitability.table import Reason
from matcher.verify import verify
from matcher.words import Words


@dataclass(frozen=True)
class Host:
    """Describe one host of a made-up plan."""

    name: str
    committee: str = "城关镇党委"
    people: int = 1


HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    '=HYPERLINK("x","点我")',
    "<b>甲</b>&amp;",
    "[red]乙[/red]",
    "\x1b[31m丙\x07",
    "乌云·其木格",
    "𠮷野家",
    "{丁}",
    "https://example.invalid/a",
    "戊\r\n己\t庚",
)
"""Names that must come out as text, whatever a reader does with them."""


def build_plan(
    hosts: Sequence[Host], *, num_spare: int = 1, name: str = "banner", title: str = "示例旗 2027 年"
) -> Plan:
    """Return a plan that places as many people as each host says, and leaves some over.

    A host with no people is uncovered. Person k is called 人选k.
    """
    people_of = [
        range(sum(h.people for h in hosts[:p]), sum(h.people for h in hosts[: p + 1])) for p in range(len(hosts))
    ]
    n, m = sum(h.people for h in hosts) + num_spare, len(hosts)
    pairs = sorted({(i, p) for p in range(m) for i in [*people_of[p], *range(n - num_spare, n)] if hosts[p].people})
    k = len(pairs)
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    is_spare = ends[:, 0] >= n - num_spare
    problem = Problem(
        capacity=np.ones(n, np.int64),
        least_load=np.zeros(n, np.int64),
        least=np.array([max(h.people, 1) for h in hosts], np.int64),
        most=np.array([max(h.people, 1) for h in hosts], np.int64),
        priority=np.full(m, 3, np.int64),
        host=np.arange(m, dtype=np.int32),
        candidate=ends[:, 0].copy(),
        post=ends[:, 1].copy(),
        points=np.where(is_spare, 4000, 8250).astype(np.int64),
        rank_by_candidate=np.ones(k, np.int64),
        rank_by_post=np.where(is_spare, 2, 1).astype(np.int64),
        travel_m=np.full(k, 12_345, np.int64),
        is_kept=(ends[:, 0] % 2 == 0) & ~is_spare,
        is_pinned=np.zeros(k, np.bool_),
        is_banned=np.zeros(k, np.bool_),
        objectives=("coverage", "stability", "ranks", "satisfaction"),
        is_company_post=np.zeros(m, np.bool_),
        site_days=np.zeros(m, np.int64),
        days_budget=np.full(n, NO_LIMIT, np.int64),
        workload=np.zeros(m, np.int64),
        workload_budget=np.full(n, NO_LIMIT, np.int64),
        host_x_m=np.arange(m, dtype=np.int64),
        host_y_m=np.arange(m, dtype=np.int64),
        radius_m=np.full(n, NO_LIMIT, np.int64),
    )
    compiled = Compiled(
        problem=problem,
        candidate_ids=tuple(f"{i:03}" for i in range(n)),
        post_ids=tuple(f"H{p}-1" for p in range(m)),
        host_ids=tuple(f"H{p}" for p in range(m)),
        table_row=np.arange(k, dtype=np.int64),
        candidate_answer=np.full(k, 2, np.int8),
        post_answer=np.full(k, 2, np.int8),
        candidate_choice=np.ones(k, np.int64),
        post_choice=np.ones(k, np.int64),
    )
    used = np.array([(i, p) for p in range(m) for i in people_of[p]], np.int32).reshape(-1, 2)
    assignment = Assignment(used)
    found = verify(problem, assignment)
    objectives = tuple(
        ObjectiveResult(
            key,
            found.objectives[key],
            found.bounds.get(key),
            key in found.confirmed,
            "flow" if key == "coverage" else "cp-sat",
            0.1234,
        )
        for key in problem.objectives
    )
    verification = verify(problem, assignment, objectives)
    assert verification.ok, verification.violations
    is_proven = all(result.proven for result in objectives)
    short = [p for p in range(m) if not hosts[p].people]
    return Plan(
        scenario_name=name,
        title=title,
        digests={"problem": problem.digest(), "policy": "0" * 64, "file:人才库.xlsx": "1" * 64},
        versions={"shuangxuan": "0.1.0"},
        seed=1,
        matches=tuple(_match(hosts, int(i), int(p)) for i, p in used.tolist()),
        find_gaps=lambda: Gaps(
            uncovered=tuple(
                Uncovered(
                    f"H{p}",
                    hosts[p].name,
                    hosts[p].committee,
                    f"H{p}-1",
                    "instructor",
                    1,
                    3,
                    Words("全部人选都不符合资格规则", "the rules bar every candidate"),
                    (f"H{p}-1",),
                    ("000",) if n else (),
                    (("age-limit", 7), ("cooling-off", 2)),
                )
                for p in short
            ),
            unplaced=tuple(
                Unplaced(f"{i:03}", f"人选{i}", 0, Words("可去的岗位已全部满员", "every acceptable post is filled"))
                for i in range(n - num_spare, n)
            ),
            blocking=tuple(
                Blocking(
                    f"{i:03}",
                    f"人选{i}",
                    f"H{p}",
                    hosts[p].name,
                    f"H{p}-1",
                    1,
                    2,
                    True,
                    Words("满足这一对会失去覆盖", "honouring it would lose cover"),
                )
                for i, p in verification.blocking.tolist()
            ),
        ),
        findings=(
            Finding(
                "warning",
                "人才库.xlsx",
                "Sheet1",
                7,
                "编号",
                "007",
                Words("重复", "repeats"),
                Words("改", "change"),
                "duplicate",
            ),
        ),
        notes=(Words("联合支部“甲”有 11 家企业", "the joint branch of 甲 holds 11 hosts"),),
        coverage=CoverageCount(
            m, int(problem.least.sum()), len(used), m, m - len(short), len(short) + (1 if m else 0), len(short)
        ),
        summary=PlanSummary(
            num_matches=len(used),
            mutual_first_choices=len(used),
            first_choices=(len(used), len(used)),
            top_three=(len(used), len(used)),
            num_blocking=len(verification.blocking),
            num_excused=int(verification.excused.sum()),
            num_unplaced=num_spare,
            loads=tuple(load for load in ((0, num_spare), (1, n - num_spare)) if load[1]),
            travel_total_m=12_345 * len(used),
            travel_mean_m=12_345 if len(used) else 0,
            travel_most_m=12_345 if len(used) else 0,
            approvals_needed=len(used),
        ),
        compiled=compiled,
        outcome=Outcome("OPTIMAL" if is_proven else "FEASIBLE", assignment, objectives, 0.5),
        verification=verification,
    )


def _match(hosts: Sequence[Host], i: int, p: int) -> Match:
    return Match(
        candidate_id=f"{i:03}",
        candidate_name=f"人选{i}",
        enterprise_id=f"H{p}",
        enterprise_name=hosts[p].name,
        enterprise_kind="private_enterprise",
        post_id=f"H{p}-1",
        role="instructor",
        post_kind="organization_sent",
        committee=hosts[p].committee,
        area="城关镇",
        points=8250,
        terms=(("needs", 0.75, 30), ("locality", 0.5, 15)),
        candidate_rank=1,
        post_rank=1,
        candidate_answer="ranked",
        enterprise_answer="unanswered" if i % 3 == 2 else "ranked",
        candidate_choice=i % 3 + 1,
        enterprise_choice=0 if i % 3 == 2 else 1,
        is_kept=i % 2 == 0,
        travel_m=12_345,
        flags=(
            Reason(
                "approval-needed",
                "law",
                "中组发〔2013〕18号 三",
                {"退休日期": "2025-03-01"},
                Words("退休未满三年，须审批", "retired under three years: approval needed"),
                date(2028, 3, 1),
            ),
        ),
        needs_approval=True,
        approval="旗组审〔2027〕3号" if i % 4 == 1 else "",
        phone=f"138{i:04}8000",
        unit="市场监督管理局",
        grade="四级调研员",
        pool="retired",
        members=("甲合作社", "乙合作社") if p == 1 else (),
    )


@pytest.fixture
def plan() -> Plan:
    """Return a small plan with an uncovered host, a host of three people and two committees."""
    hosts = [
        Host("金源矿业有限公司"),
        Host("草原粮食种植专业合作社", "苏木党委"),
        Host("宏远水泥集团", people=3),
        Host("北疆物流", people=0),
    ]
    return build_plan(hosts)


@pytest.fixture
def empty_plan() -> Plan:
    """Return a plan of no hosts and no people."""
    return build_plan([], num_spare=0)


@pytest.fixture
def no_plan(plan: Plan) -> Plan:
    """Return what an infeasible scenario comes to."""
    outcome = Outcome("INFEASIBLE", None, (), 0.1, Words("硬性规则互相冲突", "hard rules contradict each other"))
    return replace(plan, matches=(), find_gaps=Gaps, outcome=outcome, verification=None)


@pytest.fixture
def hostile_plan() -> Plan:
    """Return a plan whose host names try to run, break out or mislead."""
    return build_plan([Host(name, committee=name, people=p % 2) for p, name in enumerate(HOSTILE)], title=HOSTILE[4])


@pytest.fixture
def make_plan_of() -> Callable[..., Plan]:
    """Return the builder itself."""
    return build_plan


@pytest.fixture
def host() -> type[Host]:
    """Return the record the builder takes."""
    return Host


@pytest.fixture
def hostile_names() -> tuple[str, ...]:
    """Return the names of the hostile plan."""
    return HOSTILE
