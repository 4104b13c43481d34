"""An edit at work: settings and pools in, new settings and pools out."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from matcher.edits import changing_policy, changing_records, changing_room
from matcher.edits.kinds import EDIT, Edit
from matcher.edits.refusals import EditError, read_edit_faults
from matcher.edits.state import State
from matcher.policy.faults import Fault, make_error
from matcher.policy.positions import Place, Span
from matcher.policy.records import Policy
from matcher.pools.pools import Pools
from matcher.pools.vocabulary import Vocabulary, load_vocabulary

ACTIONS: Mapping[str, Callable[[Any, State], State]] = MappingProxyType(
    {
        "add_candidate": changing_records.add_candidate,
        "change_candidate": changing_records.change_candidate,
        "remove_candidate": changing_records.remove_candidate,
        "withdraw_candidate": changing_room.withdraw_candidate,
        "add_enterprise": changing_records.add_enterprise,
        "change_enterprise": changing_records.change_enterprise,
        "remove_enterprise": changing_records.remove_enterprise,
        "withdraw_enterprise": changing_room.withdraw_enterprise,
        "add_post": changing_records.add_post,
        "change_post": changing_records.change_post,
        "remove_post": changing_records.remove_post,
        "set_capacity": changing_room.set_capacity,
        "set_seats": changing_room.set_seats,
        "set_weight": changing_policy.set_weight,
        "set_objectives": changing_policy.set_objectives,
        "set_preset": changing_policy.set_preset,
        "switch_rule": changing_policy.switch_rule,
        "set_parameter": changing_policy.set_parameter,
        "set_distance": changing_room.set_distance,
        "set_radius": changing_room.set_radius,
        "set_number": changing_policy.set_number,
        "add_quota": changing_policy.add_quota,
        "change_quota": changing_policy.change_quota,
        "remove_quota": changing_policy.remove_quota,
        "pin": changing_policy.pin,
        "unpin": changing_policy.unpin,
        "ban": changing_policy.ban,
        "unban": changing_policy.unban,
        "waive": changing_policy.waive,
        "unwaive": changing_policy.unwaive,
        "set_consent": changing_policy.set_consent,
        "set_answer": changing_room.set_answer,
    }
)
"""What each kind of edit does."""


def make_edit(**data: object) -> Edit:
    """Return an edit from what a file or a form says of it.

    Raises
    ------
    ScenarioError
        There is no such kind, or a key or value is wrong; one error tells all faults.

    Examples
    --------
    >>> make_edit(kind="set_capacity", candidate="001", capacity=2)
    SetCapacity(kind='set_capacity', candidate='001', capacity=2)
    """
    try:
        return EDIT.validate_python(data)
    except ValidationError as error:
        raise make_error(read_edit_faults(error), data, file="") from None


def apply_edit(
    edit: Edit, policy: Policy, pools: Pools, *, vocabulary: Vocabulary | None = None
) -> tuple[Policy, Pools]:
    """Return settings and pools after one edit; what is given stays as it is.

    Parameters
    ----------
    vocabulary
        Words the records may use; None: the built-in ones.

    Raises
    ------
    ScenarioError
        The edit names what is not there, with the nearest that is, or leads to settings or records
        that cannot be; it tells place, value, reason and fix.

    Examples
    --------
    >>> from datetime import date
    >>> from matcher.edits.kinds import SetWeight
    >>> policy = Policy(name="demo", season_start=date(2026, 12, 1))
    >>> changed, _ = apply_edit(SetWeight(criterion="needs", weight=50), policy, Pools())
    >>> changed.weight("needs"), policy.weight("needs")
    (50, 30)
    """
    return apply_edits((edit,), policy, pools, vocabulary=vocabulary)


def apply_edits(
    edits: Iterable[Edit],
    policy: Policy,
    pools: Pools,
    *,
    vocabulary: Vocabulary | None = None,
    file: str = "",
    spans: Mapping[Place, Span] | None = None,
) -> tuple[Policy, Pools]:
    """Return settings and pools after several edits, one after the other.

    Parameters
    ----------
    file, spans
        Name of the file the edits stand in and where, for the places in the error.

    Raises
    ------
    ScenarioError
        As `apply_edit`; one error tells the faults of all edits, each tried without those that
        failed before it. Places count from the list, such as ``edits[2].candidate``.
    """
    chosen = tuple(edits)
    state = State(policy, pools, vocabulary or load_vocabulary())
    faults: list[Fault] = []
    for n, edit in enumerate(chosen):
        try:
            state = ACTIONS[edit.kind](edit, state)
        except EditError as refusal:
            faults += [
                Fault(("edits", n, *fault.place), fault.reason, fault.fix, fault.code, fault.value, fault.suggestion)
                for fault in refusal.faults
            ]
    if faults:
        data = {"edits": [edit.model_dump(mode="python") for edit in chosen]}
        raise make_error(faults, data, file=file, spans=spans)
    return state.policy, state.pools
