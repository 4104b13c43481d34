"""What of a record is personal, who sees it, and how the rest is asked for with a reason that is kept."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args

from matcher.errors import AccessError
from matcher.explain import name
from matcher.explain.names import Topic
from matcher.plans.accounts.permissions import Role, require
from matcher.plans.accounts.records import AccountRecord
from matcher.plans.store.acting import Actor, act
from matcher.plans.store.database import Store
from matcher.pools.identity import mask_personal
from matcher.pools.masking import mask_name, mask_phone
from matcher.pools.records import Candidate, Enterprise, Opinion, Place, Record
from matcher.words import Words

PersonalRecord: TypeAlias = Candidate | Enterprise | Opinion
UnmaskReason: TypeAlias = Literal["contact", "check", "appointment", "appeal", "inspection"]
UNMASK_REASONS: tuple[UnmaskReason, ...] = get_args(UnmaskReason)
"""Why somebody may want to see more; a list, so that the audit chain holds no story about a person."""

HIDDEN = "***"
"""What stands for a value hidden whole; an empty value stays empty, so that gaps are seen."""

_NO_MASKS: Mapping[str, "Mask"] = MappingProxyType({})
_NOBODY = frozenset[Role]()
_WORKERS = frozenset[Role]({"planner", "reviewer", "approver"})


@dataclass(frozen=True, slots=True)
class Mask:
    """Say how one personal field is shown.

    Parameters
    ----------
    cover
        Turns the value into what anybody may see.
    seen_by
        Roles whose daily work needs the value itself.
    """

    cover: Callable[[Any], Any]
    seen_by: frozenset[Role] = _NOBODY


def _hide(value: object) -> str:
    return HIDDEN if value not in (None, "", ()) else ""


def _keep_year(value: date | None) -> str:
    return f"{value.year}**" if value is not None else ""


def _blur_place(value: Place | None) -> Place | None:
    """Round to a hundredth of a degree, about a kilometre: enough for a map, too little for a door."""
    return None if value is None else Place(longitude=round(value.longitude, 2), latitude=round(value.latitude, 2))


PERSONAL: Mapping[type[PersonalRecord], Mapping[str, Mask]] = MappingProxyType(
    {
        Candidate: MappingProxyType(
            {
                "phone": Mask(mask_phone),
                "birth": Mask(_keep_year),
                "place": Mask(_blur_place),
                "is_healthy": Mask(_hide, _WORKERS),
                "relatives": Mask(_hide, _WORKERS),
                "avoid": Mask(_hide, _WORKERS),
                "note": Mask(_hide, _WORKERS),
            }
        ),
        Enterprise: MappingProxyType(
            {"phone": Mask(mask_phone), "contact": Mask(mask_name, _WORKERS), "note": Mask(_hide, _WORKERS)}
        ),
        Opinion: MappingProxyType({"reason": Mask(_hide, _WORKERS)}),
    }
)
"""Record → personal field → how it is shown. What is not here is no secret among those who may log in."""

PERSONAL_RULES: tuple[tuple[Topic, str], ...] = (("gate", "health"), ("gate", "relatives"), ("rule", "avoid"))
"""Rules whose reasons tell something of a person's health or ties."""


def mask_record(record: PersonalRecord, viewer: AccountRecord | None) -> dict[str, Any]:
    """Return the fields of a record as this viewer may see them without saying why.

    Free text that a role does see still has identity and phone numbers masked.

    Parameters
    ----------
    viewer
        Who looks; None: nobody in particular, as in a file that is handed out.

    Examples
    --------
    >>> person = Candidate(id="1", name="张三", pool="retired", status="retired", phone="13812348000")
    >>> mask_record(person, None)["phone"]
    '138****8000'
    """
    masks = PERSONAL[type(record)]
    role = viewer.role if viewer is not None else None
    values: dict[str, Any] = {key: getattr(record, key) for key in type(record).model_fields}
    return values | {key: _show_to(role, mask, values[key]) for key, mask in masks.items()}


def find_masks(record: Record | None) -> Mapping[str, Mask]:
    """Return the personal fields of a record of any kind and how each is shown; empty where it has none."""
    return next((masks for kind, masks in PERSONAL.items() if isinstance(record, kind)), _NO_MASKS)


def list_masked(record: Record, role: str | None) -> set[str]:
    """Return the personal fields of a record of which a role sees less than what stands there.

    Examples
    --------
    >>> person = Candidate(id="1", name="张三", pool="retired", status="retired", phone="13812348000", note="能开车")
    >>> list_masked(person, "planner"), sorted(list_masked(person, "viewer"))
    ({'phone'}, ['note', 'phone'])
    """
    masks = find_masks(record)
    stated = {key: value for key in masks if (value := getattr(record, key)) not in (None, "", ())}
    return {key for key, value in stated.items() if _show_to(role, masks[key], value) != value}


def _show_to(role: str | None, mask: Mask, value: Any) -> Any:  # noqa: ANN401 (a value of any personal field)
    if role not in mask.seen_by:
        return mask.cover(value)
    return mask_personal(value) if isinstance(value, str) else value


def mask_reason(words: Words, viewer: AccountRecord | None, *, rule: str = "") -> Words:
    """Return why somebody is not at a post, or that the reason is personal, as this viewer may see it.

    Parameters
    ----------
    rule
        The rule behind it, where it is known; else a personal rule is found by its name in the sentence.

    Examples
    --------
    >>> mask_reason(Words("其中“健康状况”排除3家", "“health” alone bars 3"), None).en
    'the reason is personal; ask who plans, reviews or approves'
    """
    if viewer is not None and viewer.role in _WORKERS:
        return words
    named = (name(topic, code).zh for topic, code in PERSONAL_RULES)
    if rule in {code for _, code in PERSONAL_RULES} or any(f"“{each}”" in words.zh for each in named):
        return Words(
            "原因涉及个人情况，请向编制、审核或批准人员了解",
            "the reason is personal; ask who plans, reviews or approves",
        )
    return words


def unmask(store: Store, actor: Actor, record: PersonalRecord, fields: Collection[str], reason: str) -> dict[str, Any]:
    """Return personal fields unmasked, once it is on disk who saw which of them and why.

    Show the answer and forget it: it belongs in no cache and no session state. The audit chain
    names the record and the fields, never their values.

    Parameters
    ----------
    reason
        One of `UNMASK_REASONS`.

    Raises
    ------
    AccessError
        The role may not, the record is of another committee, the reason is none of the list or a
        field is not a personal one.
    """
    wanted = sorted(set(fields))
    if reason not in UNMASK_REASONS or not wanted or not set(wanted) <= PERSONAL[type(record)].keys():
        raise AccessError(
            Words(
                f"查看完整信息须从列表中选择理由：{'、'.join(UNMASK_REASONS)}",
                f"to see personal data choose a reason: {', '.join(UNMASK_REASONS)}",
            )
        )
    with act(store, actor) as doing:
        # What a third party said is of no committee: an account of one does not uncover it.
        require(doing, "unmask", committee="" if isinstance(record, Opinion) else record.committee)
        doing.record("unmask", name_subject(record), after={"fields": wanted, "reason": reason})
    return {key: getattr(record, key) for key in wanted}


def name_subject(record: PersonalRecord) -> str:
    """Return what the audit chain calls a record whose personal fields somebody saw.

    Examples
    --------
    >>> name_subject(Opinion(source="水利局", candidate="7", enterprise="H1", view="support"))
    'opinion 7 H1 水利局'
    """
    match record:
        case Candidate():
            return f"candidate {record.id}"
        case Enterprise():
            return f"enterprise {record.id}"
    return f"opinion {record.candidate} {record.enterprise} {record.source}"
