"""What people, hosts, posts and pairs are called in boxes to choose from; made once per import or plan."""

from collections.abc import Iterable, Sequence
from typing import Literal

from matcher.explain import name
from matcher.plans import Plan
from matcher.pools import Candidate, Enterprise, Pools
from matcher.ui.context import Context
from matcher.ui.kept_tables import Catalogue
from matcher.words import add_aside


def recall_called(
    context: Context, import_id: int, pools: Pools, table: Literal["candidates", "enterprises"]
) -> Catalogue[str]:
    """Return the people of an import, or its hosts that the visitor may see."""
    committee = context.viewer.committee if table == "enterprises" else ""

    def make() -> Catalogue[str]:
        records: Sequence[Candidate | Enterprise] = getattr(pools, table)
        return _call(context, (each for each in records if committee in ("", each.committee)))

    return context.recall("called", import_id, table, committee, make=make)


def recall_people(context: Context, plan_id: int, pools: Pools) -> Catalogue[str]:
    """Return everybody in the pools of a plan."""
    return context.recall("called-people", plan_id, make=lambda: _call(context, pools.candidates))


def recall_hosts(context: Context, plan_id: int, pools: Pools) -> Catalogue[str]:
    """Return all hosts in the pools of a plan."""
    return context.recall("called-hosts", plan_id, make=lambda: _call(context, pools.enterprises))


def _call(context: Context, records: Iterable[Candidate | Enterprise]) -> Catalogue[str]:
    return Catalogue({each.id: add_aside(each.name, each.id, context.language) for each in records})


def recall_posts(context: Context, plan_id: int, pools: Pools, committee: str = "") -> Catalogue[str]:
    """Return the posts in the pools of a plan: all, or those of one committee's hosts."""

    def make() -> Catalogue[str]:
        hosts = {host.id: host.name for host in pools.enterprises if committee in ("", host.committee)}
        return Catalogue(
            {
                post.id: add_aside(
                    f"{hosts[post.enterprise]} · {name('role', post.role).say(context.language)}",
                    post.id,
                    context.language,
                )
                for post in pools.posts
                if post.enterprise in hosts
            }
        )

    return context.recall("called-posts", plan_id, committee, make=make)


def recall_pairs(context: Context, plan_id: int, plan: Plan) -> Catalogue[tuple[str, str]]:
    """Return the pairs of a plan, each by its person and post."""
    return context.recall(
        "called-pairs",
        plan_id,
        make=lambda: Catalogue(
            {
                (match.candidate_id, match.post_id): " – ".join(
                    (
                        add_aside(match.enterprise_name, match.post_id, context.language),
                        add_aside(match.candidate_name, match.candidate_id, context.language),
                    )
                )
                for match in plan.matches
            }
        ),
    )
