"""The hard rules of the exact model: one function per rule, named like the rule."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from matcher.solve.exact.rules.bounds import acceptable, capacity, seats
from matcher.solve.exact.rules.bundles import bundle_radius, company_posts, one_post_per_host, site_days, workload
from matcher.solve.exact.rules.orders import ban, pin
from matcher.solve.exact.rules.people import avoid, team_skills
from matcher.solve.exact.rules.quotas import quota
from matcher.solve.exact.variables import Variables

CONSTRAINTS: Mapping[str, Callable[[Variables], None]] = MappingProxyType(
    {
        "acceptable": acceptable,
        "capacity": capacity,
        "seats": seats,
        "quota": quota,
        "pin": pin,
        "ban": ban,
        "one_post_per_host": one_post_per_host,
        "company_posts": company_posts,
        "team_skills": team_skills,
        "site_days": site_days,
        "workload": workload,
        "bundle_radius": bundle_radius,
        "avoid": avoid,
    }
)
"""What adds each rule to the model, in the order of `RULES`."""

__all__ = ["CONSTRAINTS"]
