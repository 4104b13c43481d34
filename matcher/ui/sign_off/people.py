"""What the people and posts of a plan are called, without opening the plan itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.explain import name
from matcher.plans.accounts import list_accounts
from matcher.plans.store import SYSTEM
from matcher.plans.store.plans import load_plan_record
from matcher.ui.context import Context
from matcher.words import add_aside


@dataclass(frozen=True, slots=True)
class PairNames:
    """Hold the names of a plan's pairs.

    Parameters
    ----------
    people, posts
        Id → name, and id → name of the host with the role; an id that is unknown stands for itself.
    hosts
        Id of a post → id of its host.
    """

    people: Mapping[str, str]
    posts: Mapping[str, str]
    hosts: Mapping[str, str]

    def tell(self, context: Context, person: str, post: str) -> str:
        """Return how a list calls a pair, as typed text."""
        return context.say("pair-called").format(
            person=self.people.get(person, person),
            person_id=person,
            post=self.posts.get(post, post),
            post_id=post,
        )


def name_actors(context: Context) -> Mapping[str, str]:
    """Return what a list calls whoever acted: login → name and login; what is not there is the program itself."""
    return {
        account.login: add_aside(account.name, account.login, context.language)
        for account in list_accounts(context.store)
    } | {SYSTEM.login: context.say("program")}


def name_pairs(context: Context, plan_id: int) -> PairNames:
    """Return the names of a plan's people and posts, made once per process: from its lists, the plan stays closed."""

    def make() -> PairNames:
        pools = context.load_pools(load_plan_record(context.store, plan_id).import_id).pools
        hosts = {host.id: host.name for host in pools.enterprises}
        posts = {
            post.id: f"{hosts[post.enterprise]} · {name('role', post.role).say(context.language)}"
            for post in pools.posts
        }
        people = {person.id: person.name for person in pools.candidates}
        return PairNames(people, posts, {post.id: post.enterprise for post in pools.posts})

    return context.recall("pair-names", plan_id, make=make)
