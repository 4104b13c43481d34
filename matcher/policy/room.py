"""Whether there is room for the pins: counted, not solved."""

from collections import Counter
from collections.abc import Iterator

from matcher.policy.faults import Fault
from matcher.policy.records import Policy
from matcher.pools.pools import Pools
from matcher.words import Words


def find_crowding(policy: Policy, pools: Pools) -> Iterator[Fault]:
    """Find pins that ask for more than a person or a post can hold, whatever else is planned.

    Every id of the policy must be known.
    """
    yield from _check_posts(policy, pools)
    yield from _check_people(policy, pools)


def _check_posts(policy: Policy, pools: Pools) -> Iterator[Fault]:
    # A post may carry the id of its host, so the two are counted under different keys.
    seats: Counter[tuple[str, str]] = Counter()
    by_host: dict[str, list[str]] = {}
    for post in pools.posts:
        seats["post", post.id] = post.most
        seats["host", post.enterprise] += post.most
        by_host.setdefault(post.enterprise, []).append(post.id)
    banned = {(ban.candidate, ban.post) for ban in policy.bans}
    taken: Counter[tuple[str, str]] = Counter()
    pinned: set[tuple[str, str]] = set()
    for n, pin in enumerate(policy.pins):
        if pin.post is None and all((pin.candidate, post) in banned for post in by_host[pin.enterprise]):
            yield Fault(
                ("pins", n),
                Words("这家企业的岗位对此人已全部禁止", "every post of this enterprise is banned for the person"),
                Words("删去这一条，或删去其中一条禁止", "delete it, or one of the bans"),
                "contradiction",
            )
        if pin.post is not None:
            taken["post", pin.post] += 1
            if taken["post", pin.post] > seats["post", pin.post]:
                yield _too_many(n, Words(f"岗位 {pin.post}", f"post {pin.post}"), seats["post", pin.post])
                continue
        # A pin at the host and one at a post of it are kept by the same pair.
        if (pin.candidate, pin.enterprise) not in pinned:
            pinned.add((pin.candidate, pin.enterprise))
            taken["host", pin.enterprise] += 1
            if taken["host", pin.enterprise] > seats["host", pin.enterprise]:
                yield _too_many(
                    n, Words(f"企业 {pin.enterprise}", f"enterprise {pin.enterprise}"), seats["host", pin.enterprise]
                )


def _check_people(policy: Policy, pools: Pools) -> Iterator[Fault]:
    hosts: dict[str, set[str]] = {}
    for n, pin in enumerate(policy.pins):
        own = hosts.setdefault(pin.candidate, set())
        if pin.enterprise in own:
            continue
        own.add(pin.enterprise)
        most = pools.candidates[pools.candidate_index[pin.candidate]].capacity
        if most is None and policy.is_active("host-cap"):
            most = int(policy.parameter("host-cap", "most"))
        if most is not None and len(own) > most:
            yield _too_many(n, Words(f"人选 {pin.candidate}", f"candidate {pin.candidate}"), most)


def _too_many(n: int, who: Words, most: int) -> Fault:
    return Fault(
        ("pins", n),
        Words(f"{who.zh} 至多 {most} 个，指定的已经超出", f"{who.en} has room for {most}, and more are pinned"),
        Words("删去多出的指定，或提高上限", "delete a pin, or raise the limit"),
        "no_room",
    )
