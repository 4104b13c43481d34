"""An office in a store: accounts, a season, a scenario, and plans of few pairs put there row by row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from matcher.plans.accounts import ROLES, Role
from matcher.plans.store import SYSTEM, Actor, Store, act
from matcher.plans.store.matches import MatchKey, find_match
from matcher.plans.store.models import Account, PoolImport, Season, Signature, StoredMatch, StoredPlan, StoredScenario
from matcher.plans.store.plan_records import find_plan_record, seal_plan
from matcher.plans.store.records import PlanRecord
from matcher.plans.store.steps import Attested

EAST, WEST = "东街", "西街"
PAIRS = (("001", "A-1", EAST), ("002", "B-1", WEST))
DAY = date(2026, 11, 2)
TOLD = Attested(DAY, "乌云其木格", "承诺书第1号")

SIGNED = (("submit", "planner2"), ("review", "reviewer2"), ("approve", "approver2"), ("publish", "approver2"))
SIGNED_IN = {"submitted": 1, "reviewed": 2, "approved": 3, "published": 4, "superseded": 4}
"""State → how many of the signatures above a plan in it carries."""


@dataclass
class Office:
    """Hold a store with its people.

    Parameters
    ----------
    people
        Login → who acts: ``planner``, ``planner2``, ``planner东街`` and so on for every role.
    """

    store: Store
    scenario_id: int
    import_id: int
    people: dict[str, Actor] = field(default_factory=dict)

    def __getitem__(self, login: str) -> Actor:
        """Return who acts under a login."""
        return self.people[login]

    def add_plan(
        self,
        *,
        state: str = "draft",
        by: str | None = "planner",
        based_on: int | None = None,
        pairs: Sequence[tuple[str, str, str]] = PAIRS,
        is_signed: bool = False,
    ) -> int:
        """Put a plan into the store and return its id.

        Parameters
        ----------
        is_signed
            Whether it carries the signatures its state asks for, of ``planner2``, ``reviewer2`` and ``approver2``.
        """
        with act(self.store, SYSTEM) as doing:
            number = 1 + doing.session.query(StoredPlan).count()
            plan = StoredPlan(
                scenario_id=self.scenario_id,
                pool_import_id=self.import_id,
                number=number,
                based_on=based_on,
                state=state,
                policy="name = 'a'",
                problem=b"problem",
                pairs=[[person, post] for person, post, _ in pairs],
                outcome={"status": "OPTIMAL", "was_stopped": False, "objectives": [{"seconds": 0.1}]},
                check={"ok": True},
                figures={},
                problem_digest="p" * 64,
                policy_digest="q" * 64,
                digest=f"{number:064d}",
                made_by=None if by is None else self.people[by].account_id,
            )
            doing.session.add(plan)
            doing.session.flush()
            doing.session.add_all(
                StoredMatch(
                    plan_id=plan.id, candidate_id=person, post_id=post, enterprise_id=post[0], committee=committee
                )
                for person, post, committee in pairs
            )
            doing.record("make-plan", f"plan {plan.id}")
            seal = seal_plan(doing.session, plan.id)
            for kind, signer in SIGNED[: SIGNED_IN.get(state, 0) if is_signed else 0]:
                who = self.people[signer].account_id
                doing.session.add(
                    Signature(
                        plan_id=plan.id, act=kind, account_id=who, name=signer, plan_digest=seal, made_at=doing.at
                    )
                )
            return plan.id

    def see(self, plan_id: int) -> PlanRecord:
        """Return where a plan stands."""
        with self.store.read() as session:
            return find_plan_record(session, plan_id)

    def version(self, plan_id: int) -> int:
        """Return the version of a plan."""
        return self.see(plan_id).version

    def match_version(self, key: MatchKey) -> int:
        """Return the version of a pair."""
        with self.store.read() as session:
            return find_match(session, key).version


def make_office(store: Store) -> Office:
    """Fill an empty store with accounts, a season and a scenario."""
    with act(store, SYSTEM) as doing:
        accounts = [
            Account(login=f"{role}{more}", name=f"{role}{more}", role=role, committee=more if more == EAST else "")
            for role in ROLES
            for more in ("", "2", EAST)
        ]
        season = Season(name="2026", starts_on=date(2026, 9, 1))
        doing.session.add_all([*accounts, season])
        doing.session.flush()
        imported = PoolImport(season_id=season.id, number=1, digest="d" * 64, content=b"")
        doing.session.add(imported)
        doing.session.flush()
        scenario = StoredScenario(season_id=season.id, pool_import_id=imported.id, name="基本", policy="name = 'a'")
        doing.session.add(scenario)
        doing.session.flush()
        people = {account.login: Actor(account.id, account.login) for account in accounts}
        return Office(store, scenario.id, imported.id, people)


def role_of(login: str) -> Role:
    """Return the role of a login of the office."""
    return next(role for role in ROLES if login.startswith(role))
