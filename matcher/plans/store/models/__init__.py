"""What is stored: seasons, imports, scenarios, plans, who signed what, and the chain of what was done.

One definition for SQLite and PostgreSQL. Records that people edit carry a `version` which every
update raises, so that of two editors the second is told. A plan never changes: an edit makes a new
one. Ids of people and posts are those of the pools, as text.
"""

from matcher.plans.store.models.accounts import Account, LoginFailure, LoginSession, OneTimeCode, SavedView
from matcher.plans.store.models.audit import AuditEntry, AuditHead
from matcher.plans.store.models.base import Base, Versioned
from matcher.plans.store.models.plans import Comment, MatchStep, Signature, StoredConsent, StoredMatch, StoredPlan
from matcher.plans.store.models.seasons import ImportFile, PoolImport, Run, Season, StoredScenario, StoredVariant

__all__ = [
    "Account",
    "AuditEntry",
    "AuditHead",
    "Base",
    "Comment",
    "ImportFile",
    "LoginFailure",
    "LoginSession",
    "MatchStep",
    "OneTimeCode",
    "PoolImport",
    "Run",
    "SavedView",
    "Season",
    "Signature",
    "StoredConsent",
    "StoredMatch",
    "StoredPlan",
    "StoredScenario",
    "StoredVariant",
    "Versioned",
]
