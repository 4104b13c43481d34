"""The store: seasons, imports, scenarios, plans, signatures, accounts and the audit chain.

`open_store` opens it; `act` is the one way to change it, so that nothing is changed without an
entry in the audit chain.
"""

from matcher.plans.store.acting import SYSTEM, Act, Actor, act, require_version
from matcher.plans.store.database import DATA_FOLDER, STORE_FILE, Store, open_store

__all__ = ["DATA_FOLDER", "STORE_FILE", "SYSTEM", "Act", "Actor", "Store", "act", "open_store", "require_version"]
