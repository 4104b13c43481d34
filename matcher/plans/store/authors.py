"""Who had a hand in a plan before anybody signed it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.plans.store.models import Account, AuditEntry, PoolImport
from matcher.plans.store.records import PlanRecord


def list_authors(session: Session, plan: PlanRecord) -> frozenset[int]:
    """Return the accounts that made a plan, that set up or edited its scenario before, or made its import.

    An import corrected from an earlier one has the authors of both.
    """
    found = {plan.made_by}
    found.update(
        session.scalars(
            select(AuditEntry.account_id)
            .where(
                AuditEntry.subject == f"scenario {plan.scenario_id}",
                AuditEntry.action.in_(("save-scenario", "edit-scenario")),
                AuditEntry.at <= plan.made_at,
            )
            .distinct()
        )
    )
    import_id: int | None = plan.import_id
    while import_id is not None:
        columns = select(PoolImport.made_by, PoolImport.based_on).where(PoolImport.id == import_id)
        made_by, import_id = session.execute(columns).one()
        found.add(made_by)
    return frozenset(account for account in found if account is not None)


def find_names(session: Session, accounts: Collection[int]) -> dict[int, str]:
    """Return the names of accounts as they are now."""
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(sorted(accounts))))
    return {row[0]: row[1] for row in rows}
