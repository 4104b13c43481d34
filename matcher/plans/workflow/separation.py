"""Three hats for three plans: who made a plan, who reviewed it and who approved it are different people."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from matcher.errors import AccessError
from matcher.plans.accounts import find_doubt
from matcher.plans.store import Act
from matcher.plans.store.authors import find_names, list_authors
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
    "editor": Words("编制或送审过本方案", "made or submitted this plan"),
    "reviewer": Words("审核过本方案", "reviewed this plan"),
    "approver": Words("批准或公布过本方案", "approved or published this plan"),
}


@dataclass(frozen=True, slots=True)
class Hats:
    """Hold who wore which hats on a plan: accounts, and the names of their people.

    Parameters
    ----------
    by_name
        Folded name → hats: one person with two accounts is one person.
    """

    by_account: defaultdict[int, set[Hat]] = field(default_factory=lambda: defaultdict(set))
    by_name: defaultdict[str, set[Hat]] = field(default_factory=lambda: defaultdict(set))


def list_hats(act: Act, plan_id: int) -> Hats:
    """Return the hats worn on a plan and on all versions it was made from.

    Whoever set up or edited the scenario before the plan was made, or brought in the lists it uses, is an
    editor too. Voided signatures count: whoever once judged a plan does not judge it again under another
    hat.
    """
    hats = Hats()
    lineage = list_lineage(act.session, plan_id)
    editors = {author for plan in lineage for author in list_authors(act.session, plan)}
    signatures = list_signatures(act.session, [plan.id for plan in lineage])
    names = find_names(act.session, editors | {each.account_id for each in signatures})
    for account in editors:
        hats.by_account[account].add("editor")
        hats.by_name[fold_name(names.get(account, ""))].add("editor")
    for each in signatures:
        hat = HAT_OF_ACT[each.act]
        hats.by_account[each.account_id].add(hat)
        # Under the name of then and under that of now.
        for name in {each.name, names.get(each.account_id, "")}:
            hats.by_name[fold_name(name)].add(hat)
    return hats


def fold_name(name: str) -> str:
    """Return a person's name without blanks, dots and forms of letters that make no other person of it.

    Examples
    --------
    >>> fold_name(" 阿拉坦·其其格") == fold_name("阿拉坦•其其格 ")
    True
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def find_hindrance(act: Act, plan_id: int, kind: str) -> Words | None:
    """Return why whoever acts may not sign a plan though the role would allow it; None where it may.

    Because of another hat worn before, by the account or by one of the same name, or because somebody
    else has to confirm first whose account it is.
    """
    account_id = act.actor.account_id
    if account_id is None:
        return None
    hats, hat = list_hats(act, plan_id), HAT_OF_ACT[kind]
    others = sorted(hats.by_account.get(account_id, set()) - {hat})
    if others:
        worn = _WORN[others[0]]
        return Words(
            f"编制、审核、批准须由不同的人承担：您{worn.zh}，请由他人签署",
            f"editor, reviewer and approver are different people: you {worn.en}, so somebody else has to sign",
        )
    name = find_names(act.session, {account_id}).get(account_id, "")
    others = sorted(hats.by_name.get(fold_name(name), set()) - {hat})
    if others:
        worn = _WORN[others[0]]
        return Words(
            f"编制、审核、批准须由不同的人承担：与您同名的账号{worn.zh}；如确是另一个人，请管理员在姓名后注明，以示区别",
            f"editor, reviewer and approver are different people: an account of your name {worn.en}; if that is "
            "somebody else, ask the administrator to tell the names apart",
        )
    return find_doubt(act)


def require_other_person(act: Act, plan_id: int, kind: str) -> None:
    """Refuse a signature that `find_hindrance` knows something against.

    Raises
    ------
    AccessError
        Says what, and who has to do what.
    """
    why = find_hindrance(act, plan_id, kind)
    if why is not None:
        raise AccessError(why)
