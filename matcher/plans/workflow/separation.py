"""Three hats for three plans: who made a plan, who reviewed it and who approved it are different people."""

from collections import defaultdict
from typing import Literal, TypeAlias

from matcher.errors import AccessError
from matcher.plans.store import Act
from matcher.plans.store.plan_records import list_lineage
from matcher.plans.store.signatures import list_signatures
from matcher.words import Words

Hat: TypeAlias = Literal["editor", "reviewer", "approver"]

HAT_OF_ACT: dict[str, Hat] = {
    "submit": "editor",
    "review": "reviewer",
    "approve": "approver",
    "publish": "approver",
}
"""Signature → the hat its signer wears."""

_WORN = {
    "editor": Words("您编制或送审过本方案", "you made or submitted this plan"),
    "reviewer": Words("您审核过本方案", "you reviewed this plan"),
    "approver": Words("您批准或公布过本方案", "you approved or published this plan"),
}


def list_hats(act: Act, plan_id: int) -> dict[int, frozenset[Hat]]:
    """Return the hats every account wore on a plan and on all versions it was made from.

    Voided signatures count: whoever once judged a plan does not judge it again under another hat.
    """
    worn: dict[int, set[Hat]] = defaultdict(set)
    lineage = list_lineage(act.session, plan_id)
    for plan in lineage:
        if plan.made_by is not None:
            worn[plan.made_by].add("editor")
    for signature in list_signatures(act.session, [plan.id for plan in lineage]):
        worn[signature.account_id].add(HAT_OF_ACT[signature.act])
    return {account: frozenset(hats) for account, hats in worn.items()}


def find_other_hat(hats: dict[int, frozenset[Hat]], account_id: int | None, kind: str) -> Words | None:
    """Return why an account may not sign, because of what it did before; None where it may."""
    if account_id is None:
        return None
    others = sorted(hats.get(account_id, frozenset()) - {HAT_OF_ACT[kind]})
    return _WORN[others[0]] if others else None


def require_other_person(act: Act, plan_id: int, kind: str) -> None:
    """Refuse a signature of somebody who wore another hat on the plan.

    Raises
    ------
    AccessError
        Says which hat, and that somebody else has to sign.
    """
    why = find_other_hat(list_hats(act, plan_id), act.actor.account_id, kind)
    if why is not None:
        raise AccessError(
            Words(
                f"编制、审核、批准须由不同的人承担：{why.zh}，请由他人签署",
                f"editor, reviewer and approver are different people: {why.en}, so somebody else has to sign",
            )
        )
