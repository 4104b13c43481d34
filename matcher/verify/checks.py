"""One check per hard rule, under the rule's own name."""

from collections.abc import Callable, Mapping

from matcher.verify.limits import capacity, company_posts, quota, seats, site_days, workload
from matcher.verify.orders import acceptable, avoid, ban, bundle_radius, one_post_per_host, pin, team_skills
from matcher.verify.placed import Placed
from matcher.verify.records import Violation

CHECKS: Mapping[str, Callable[[Placed], list[Violation]]] = {
    check.__name__: check
    for check in (
        acceptable,
        capacity,
        seats,
        quota,
        pin,
        ban,
        one_post_per_host,
        company_posts,
        team_skills,
        site_days,
        workload,
        bundle_radius,
        avoid,
    )
}
"""Rule name → check; a check returns every violation of its rule."""
