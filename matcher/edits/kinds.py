"""Changes of a scenario as data: closed, frozen records that speak in ids.

An edit says what holds afterwards, so that it can be stored, listed, repeated on another scenario
and dropped again. Those that name no record of the pools change the policy alone. `matcher.edits.applying`
says what each does; docs/whatif.md lists them.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from matcher.policy.records import Quota, Text
from matcher.policy.register import Parameter
from matcher.policy.terms import Consent, Criterion, Objective, Preset
from matcher.pools.records import Answer, Candidate, Enterprise, Id, Post, Side


def _make_plain(value: object) -> object:
    """Turn records and tuples into tables and lists, so that an edit reads the same once stored."""
    if isinstance(value, BaseModel):
        return _make_plain(value.model_dump(exclude_defaults=True))
    if isinstance(value, dict):
        return {key: _make_plain(item) for key, item in value.items()}
    return [_make_plain(item) for item in value] if isinstance(value, list | tuple) else value


Changes: TypeAlias = Annotated[dict[str, object], BeforeValidator(_make_plain)]
"""Field of a record → its new value, as a scenario file or a form gives it."""

EditData: TypeAlias = Mapping[str, Any]
"""An edit as a file gives it: ``kind`` and what that kind names."""

Fields: TypeAlias = Annotated[tuple[str, ...], Field(strict=False)]
Reason: TypeAlias = Annotated[str, Field(max_length=200)]


class EditRecord(BaseModel):
    """Be frozen and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class AddCandidate(EditRecord):
    """Take a person into the candidate pool."""

    kind: Literal["add_candidate"] = "add_candidate"
    candidate: Candidate


class ChangeCandidate(EditRecord):
    """Give fields of a person other values.

    Parameters
    ----------
    changes
        Field → new value; the id stays.
    clear
        Fields that go back to their default, such as a capacity of the person's own.
    """

    kind: Literal["change_candidate"] = "change_candidate"
    candidate: Id
    changes: Changes = {}
    clear: Fields = ()


class RemoveCandidate(EditRecord):
    """Take a person out of the pool with everything that was said of them."""

    kind: Literal["remove_candidate"] = "remove_candidate"
    candidate: Id


class WithdrawCandidate(EditRecord):
    """Leave a person in the pool but without room for any post; pins of the person are lifted."""

    kind: Literal["withdraw_candidate"] = "withdraw_candidate"
    candidate: Id


class AddEnterprise(EditRecord):
    """Take a host into the enterprise pool; its posts are edits of their own."""

    kind: Literal["add_enterprise"] = "add_enterprise"
    enterprise: Enterprise


class ChangeEnterprise(EditRecord):
    """Give fields of a host other values."""

    kind: Literal["change_enterprise"] = "change_enterprise"
    enterprise: Id
    changes: Changes = {}
    clear: Fields = ()


class RemoveEnterprise(EditRecord):
    """Take a host out of the pool with its posts; hosts attached to it stand alone again."""

    kind: Literal["remove_enterprise"] = "remove_enterprise"
    enterprise: Id


class WithdrawEnterprise(EditRecord):
    """Leave a host in the pool but let its posts take nobody; pins at it are lifted."""

    kind: Literal["withdraw_enterprise"] = "withdraw_enterprise"
    enterprise: Id


class AddPost(EditRecord):
    """Let a host ask for one more kind of person."""

    kind: Literal["add_post"] = "add_post"
    post: Post


class ChangePost(EditRecord):
    """Give fields of a post other values; its host stays."""

    kind: Literal["change_post"] = "change_post"
    post: Id
    changes: Changes = {}
    clear: Fields = ()


class RemovePost(EditRecord):
    """Take a post away, with answers, pins and bans that name it."""

    kind: Literal["remove_post"] = "remove_post"
    post: Id


class SetCapacity(EditRecord):
    """Let a person hold at most so many posts; None: the rule host-cap decides again."""

    kind: Literal["set_capacity"] = "set_capacity"
    candidate: Id
    capacity: Annotated[int, Field(ge=0, le=50)] | None = None


class SetSeats(EditRecord):
    """Set the least and the most people of a post; what is not given stays."""

    kind: Literal["set_seats"] = "set_seats"
    post: Id
    least: Annotated[int, Field(ge=0, le=100)] | None = None
    most: Annotated[int, Field(ge=0, le=100)] | None = None


class SetWeight(EditRecord):
    """Set the weight of a criterion."""

    kind: Literal["set_weight"] = "set_weight"
    criterion: Criterion
    weight: Annotated[int, Field(ge=0, le=1000)]


class SetObjectives(EditRecord):
    """Set the order of objectives; a preset is given up."""

    kind: Literal["set_objectives"] = "set_objectives"
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1, strict=False)]


class SetPreset(EditRecord):
    """Take a preset; an own order of objectives is given up."""

    kind: Literal["set_preset"] = "set_preset"
    preset: Preset


class SwitchRule(EditRecord):
    """Switch a rule of the register on or off; dates of validity that would say otherwise are dropped."""

    kind: Literal["switch_rule"] = "switch_rule"
    rule: Text
    is_on: bool


class SetParameter(EditRecord):
    """Set a parameter of a rule; the rule's switch stays."""

    kind: Literal["set_parameter"] = "set_parameter"
    rule: Text
    parameter: Text
    value: Parameter


class SetDistance(EditRecord):
    """Set the distance limit between person and host, kilometres, and switch the rule on."""

    kind: Literal["set_distance"] = "set_distance"
    most_km: Annotated[float, Field(gt=0)]


class SetRadius(EditRecord):
    """Set how far apart the hosts of one person may lie, kilometres.

    Parameters
    ----------
    candidate
        Whose radius; None: the rule bundle-radius for everyone, which is switched on.
    """

    kind: Literal["set_radius"] = "set_radius"
    most_km: Annotated[float, Field(gt=0)]
    candidate: Id | None = None


class SetNumber(EditRecord):
    """Set one of the numbers at the head of a scenario."""

    kind: Literal["set_number"] = "set_number"
    name: Literal["near_km", "tie_step", "term_years", "seed"]
    value: float


class AddQuota(EditRecord):
    """Add a quota."""

    kind: Literal["add_quota"] = "add_quota"
    quota: Quota


class ChangeQuota(EditRecord):
    """Give keys of a quota other values, by the quota's name."""

    kind: Literal["change_quota"] = "change_quota"
    name: Text
    changes: Changes = {}
    clear: Fields = ()


class RemoveQuota(EditRecord):
    """Drop a quota."""

    kind: Literal["remove_quota"] = "remove_quota"
    name: Text


class Pin(EditRecord):
    """Ask for a pair; without a post, for one post of the enterprise."""

    kind: Literal["pin"] = "pin"
    candidate: Id
    enterprise: Id
    post: Id | None = None
    reason: Reason = ""


class Unpin(EditRecord):
    """Lift the pins of a pair; without a post, all of them at the enterprise."""

    kind: Literal["unpin"] = "unpin"
    candidate: Id
    enterprise: Id
    post: Id | None = None


class Ban(EditRecord):
    """Forbid a pair; without a post, at every post of the enterprise."""

    kind: Literal["ban"] = "ban"
    candidate: Id
    enterprise: Id
    post: Id | None = None
    reason: Reason = ""


class Unban(EditRecord):
    """Lift the bans of a pair; without a post, all of them at the enterprise."""

    kind: Literal["unban"] = "unban"
    candidate: Id
    enterprise: Id
    post: Id | None = None


class Waive(EditRecord):
    """Lift one rule of policy for a pair; without a post, at every post of the enterprise."""

    kind: Literal["waive"] = "waive"
    candidate: Id
    enterprise: Id
    post: Id | None = None
    rule: Text
    reason: Text


class Unwaive(EditRecord):
    """Let rules hold for a pair again; without a rule, all that were waived for it, without a post, everywhere."""

    kind: Literal["unwaive"] = "unwaive"
    candidate: Id
    enterprise: Id
    post: Id | None = None
    rule: Text | None = None


class SetConsent(EditRecord):
    """Say what an unanswered side counts as."""

    kind: Literal["set_consent"] = "set_consent"
    consent: Consent


class SetAnswer(EditRecord):
    """Put a side's answer on the other in place of what it had said.

    Parameters
    ----------
    post
        A post of the enterprise, or None: all its posts.
    rank
        1 best; given exactly when the answer is ``ranked``.
    """

    kind: Literal["set_answer"] = "set_answer"
    side: Side
    candidate: Id
    enterprise: Id
    post: Id | None = None
    answer: Answer = "ranked"
    rank: Annotated[int, Field(ge=1)] | None = None


Edit: TypeAlias = Annotated[
    AddCandidate
    | ChangeCandidate
    | RemoveCandidate
    | WithdrawCandidate
    | AddEnterprise
    | ChangeEnterprise
    | RemoveEnterprise
    | WithdrawEnterprise
    | AddPost
    | ChangePost
    | RemovePost
    | SetCapacity
    | SetSeats
    | SetWeight
    | SetObjectives
    | SetPreset
    | SwitchRule
    | SetParameter
    | SetDistance
    | SetRadius
    | SetNumber
    | AddQuota
    | ChangeQuota
    | RemoveQuota
    | Pin
    | Unpin
    | Ban
    | Unban
    | Waive
    | Unwaive
    | SetConsent
    | SetAnswer,
    Field(discriminator="kind"),
]
"""Any edit, told apart by its ``kind``."""

EDIT: TypeAdapter[Edit] = TypeAdapter(Edit)
"""Validates one edit from plain data."""

RECORDS: dict[str, type[EditRecord]] = {
    record.model_fields["kind"].default: record for record in get_args(get_args(Edit)[0])
}
"""Record of each kind, in the order of the table in docs/whatif.md."""
