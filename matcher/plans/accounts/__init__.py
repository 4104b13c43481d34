"""Who may do what: roles, passwords, logins, committee scope."""

from matcher.plans.accounts.permissions import PERMISSIONS, ROLES, WHOLE_SEASON, Permission, Role, require

__all__ = ["PERMISSIONS", "ROLES", "WHOLE_SEASON", "Permission", "Role", "require"]
