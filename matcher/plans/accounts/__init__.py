"""Who may do what: roles, passwords, logins, committee scope.

`log_in` gives a token, `resume` tells on every page whose it is, `require` decides inside each act.
"""

from matcher.plans.accounts.confirming import Doubt, confirm_account, find_doubt, list_doubts
from matcher.plans.accounts.entering import (
    change_password,
    claim_first_code,
    make_first_code,
    needs_first_administrator,
    redeem_code,
)
from matcher.plans.accounts.identity import Identity, link_identity, log_in_by_identity, read_claims
from matcher.plans.accounts.logins import end_session, list_sessions, log_in, log_out, resume
from matcher.plans.accounts.managing import edit_account, find_by_login, list_accounts, make_account, reset_password
from matcher.plans.accounts.masking import HIDDEN, PERSONAL, UNMASK_REASONS, mask_reason, mask_record, unmask
from matcher.plans.accounts.permissions import PERMISSIONS, ROLES, WHOLE_SEASON, Permission, Role, require
from matcher.plans.accounts.records import AccountRecord, LoggedIn, SessionRecord
from matcher.plans.accounts.settings import LoginSettings, Throttle

__all__ = [
    "HIDDEN",
    "PERMISSIONS",
    "PERSONAL",
    "ROLES",
    "UNMASK_REASONS",
    "WHOLE_SEASON",
    "AccountRecord",
    "Doubt",
    "Identity",
    "LoggedIn",
    "LoginSettings",
    "Permission",
    "Role",
    "SessionRecord",
    "Throttle",
    "change_password",
    "claim_first_code",
    "confirm_account",
    "edit_account",
    "end_session",
    "find_by_login",
    "find_doubt",
    "link_identity",
    "list_accounts",
    "list_doubts",
    "list_sessions",
    "log_in",
    "log_in_by_identity",
    "log_out",
    "make_account",
    "make_first_code",
    "mask_reason",
    "mask_record",
    "needs_first_administrator",
    "read_claims",
    "redeem_code",
    "require",
    "reset_password",
    "resume",
    "unmask",
]
