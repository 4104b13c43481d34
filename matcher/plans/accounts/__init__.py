"""Who may do what: roles, passwords, logins, committee scope.

`log_in` gives a token, `resume` tells on every page whose it is, `require` decides inside each act.
"""

from matcher.plans.accounts.entering import (
    change_password,
    claim_first_code,
    make_first_code,
    needs_first_administrator,
    redeem_code,
)
from matcher.plans.accounts.logins import end_session, list_sessions, log_in, log_out, resume
from matcher.plans.accounts.managing import edit_account, find_by_login, list_accounts, make_account, reset_password
from matcher.plans.accounts.permissions import PERMISSIONS, ROLES, WHOLE_SEASON, Permission, Role, require
from matcher.plans.accounts.records import AccountRecord, LoggedIn, SessionRecord
from matcher.plans.accounts.settings import LoginSettings, Throttle

__all__ = [
    "PERMISSIONS",
    "ROLES",
    "WHOLE_SEASON",
    "AccountRecord",
    "LoggedIn",
    "LoginSettings",
    "Permission",
    "Role",
    "SessionRecord",
    "Throttle",
    "change_password",
    "claim_first_code",
    "edit_account",
    "end_session",
    "find_by_login",
    "list_accounts",
    "list_sessions",
    "log_in",
    "log_out",
    "make_account",
    "make_first_code",
    "needs_first_administrator",
    "redeem_code",
    "require",
    "reset_password",
    "resume",
]
