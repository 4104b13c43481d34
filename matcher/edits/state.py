"""What edits work on: settings, pools and words, handed from one edit to the next."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.edits.refusals import READ_AGAIN, EditError, refuse_policy
from matcher.errors import PoolsError, ScenarioError
from matcher.policy.faults import Fault
from matcher.policy.ids import unknown_id
from matcher.policy.load import build_policy
from matcher.policy.positions import Place
from matcher.policy.records import Policy
from matcher.pools.pools import Pools
from matcher.pools.records import Candidate, Enterprise, Post
from matcher.pools.vocabulary import Vocabulary
from matcher.words import Words

PERSON = Words("人选编号", "candidate")
HOST = Words("企业编号", "enterprise")
POST = Words("岗位编号", "post")


@dataclass(frozen=True, slots=True)
class State:
    """Hold a scenario between two edits; nothing in it is ever changed in place."""

    policy: Policy
    pools: Pools
    vocabulary: Vocabulary

    def with_policy(self, inside: Place, keys: tuple[str, ...] = (), /, **changes: object) -> "State":
        """Return the state with other settings, checked as a scenario file is.

        Raises
        ------
        EditError
            The settings cannot be; at `inside`, or at the key below it that is at fault.
        """
        data: dict[str, Any] = {**self.policy.model_dump(exclude_none=True), **changes}
        try:
            policy = build_policy({key: value for key, value in data.items() if value is not None})
        except ScenarioError as error:
            raise refuse_policy(error, inside, keys) from None
        return State(policy, self.pools, self.vocabulary)

    def with_pools(self, inside: Place, change: Callable[[Pools], Pools], /) -> "State":
        """Return the state with other pools.

        Raises
        ------
        EditError
            A record of the new pools points nowhere.
        """
        try:
            return State(self.policy, change(self.pools), self.vocabulary)
        except PoolsError as error:
            raise EditError(Fault(inside, error.words, READ_AGAIN, "wrong_value", "")) from None

    def with_orders(self, keep: Callable[[str, str, str | None], bool], /) -> "State":
        """Return the state with only the pins, bans and waivers that a test of (candidate, enterprise, post) keeps."""
        kept = {
            side: tuple(order for order in orders if keep(order.candidate, order.enterprise, order.post))
            for side, orders in (
                ("pins", self.policy.pins),
                ("bans", self.policy.bans),
                ("waivers", self.policy.waivers),
            )
        }
        return State(self.policy.model_copy(update=kept), self.pools, self.vocabulary)

    def person(self, record_id: str, place: Place = ("candidate",)) -> Candidate:
        """Return a candidate by id, or refuse with the nearest one."""
        at = self.pools.candidate_index.get(record_id)
        if at is None:
            raise EditError(unknown_id(place, record_id, _names(self.pools.candidates), PERSON))
        return self.pools.candidates[at]

    def host(self, record_id: str, place: Place = ("enterprise",)) -> Enterprise:
        """Return an enterprise by id, or refuse with the nearest one."""
        at = self.pools.enterprise_index.get(record_id)
        if at is None:
            raise EditError(unknown_id(place, record_id, _names(self.pools.enterprises), HOST))
        return self.pools.enterprises[at]

    def post(self, record_id: str, enterprise: str | None = None, place: Place = ("post",)) -> Post:
        """Return a post by id, of one enterprise where that is given, or refuse with the nearest one."""
        own = [post for post in self.pools.posts if enterprise is None or post.enterprise == enterprise]
        at = self.pools.post_index.get(record_id)
        if at is None and record_id in self.pools.enterprise_index:
            mine = [post.id for post in self.pools.posts if post.enterprise == record_id]
            fix = Words(
                f"写它的岗位编号：{'、'.join(mine) or '没有'}", f"write a post of it: {', '.join(mine) or 'none'}"
            )
            reason = Words("这是企业编号", "this is the id of an enterprise")
            raise EditError(Fault(place, reason, fix, "unknown_id", None, mine[0] if len(mine) == 1 else None))
        if at is None or (enterprise is not None and self.pools.posts[at].enterprise != enterprise):
            raise EditError(unknown_id(place, record_id, {post.id: "" for post in own}, POST))
        return self.pools.posts[at]


def _names(records: Iterable[Candidate | Enterprise]) -> Mapping[str, str]:
    return {record.id: record.name for record in records}
