"""An edit in one line, in both languages."""

from matcher.edits import kinds
from matcher.edits.kinds import Edit
from matcher.explain.names import name
from matcher.explain.sentences import tell
from matcher.policy.faults import show_value
from matcher.policy.register import REGISTER
from matcher.policy.terms import Objective
from matcher.words import Words

Fact = str | int | Words


def describe_edit(edit: Edit) -> Words:
    """Return what an edit says, in ids and names a planner knows.

    Examples
    --------
    >>> describe_edit(kinds.SetCapacity(candidate="001", capacity=2)).en
    'candidate 001 may hold 2'
    """
    return tell("edit", edit.kind, **_find_facts(edit))


def _find_facts(edit: Edit) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for key in ("candidate", "enterprise", "post"):
        value = getattr(edit, key, None)
        if value is not None:
            facts[key] = value if isinstance(value, str) else value.id
    if isinstance(edit, kinds.AddPost):
        facts["enterprise"] = edit.post.enterprise
    if isinstance(
        edit, kinds.Pin | kinds.Unpin | kinds.Ban | kinds.Unban | kinds.Waive | kinds.Unwaive | kinds.SetAnswer
    ):
        facts["place"] = edit.post or edit.enterprise
    if isinstance(edit, kinds.SwitchRule | kinds.SetParameter | kinds.Waive | kinds.Unwaive):
        facts["rule"] = Words("全部", "all") if edit.rule is None else _name_rule(edit.rule)
    if isinstance(edit, kinds.Waive):
        facts["reason"] = edit.reason
    if isinstance(edit, kinds.ChangeCandidate | kinds.ChangeEnterprise | kinds.ChangePost | kinds.ChangeQuota):
        shown = [
            *(f"{key} = {show_value(value)}" for key, value in edit.changes.items()),
            *(f"{key} = –" for key in edit.clear),
        ]
        facts["fields"] = Words("，".join(shown), ", ".join(shown))
    return facts | _find_own_facts(edit)


def _find_own_facts(edit: Edit) -> dict[str, Fact]:
    match edit:
        case kinds.SetCapacity():
            general = Words("按规定", "as many as the rule allows")
            return {"value": general if edit.capacity is None else edit.capacity}
        case kinds.SetSeats():
            same = Words("原数", "as before")
            return {
                key: same if value is None else value for key, value in (("least", edit.least), ("most", edit.most))
            }
        case kinds.SetWeight():
            return {"criterion": name("criterion", edit.criterion), "value": edit.weight}
        case kinds.SetObjectives():
            return {"objectives": _list_objectives(edit.objectives)}
        case kinds.SetPreset():
            return {"preset": name("preset", edit.preset)}
        case kinds.SwitchRule():
            on, off = Words("启用", "switched on"), Words("停用", "switched off")
            return {"switch": on if edit.is_on else off}
        case kinds.SetParameter():
            return {"parameter": edit.parameter, "value": str(edit.value)}
        case kinds.SetDistance() | kinds.SetRadius():
            who = getattr(edit, "candidate", None) or Words("各人", "everyone")
            return {"who": who, "value": f"{edit.most_km:g}"}
        case kinds.SetNumber():
            return {"name": edit.name, "value": f"{edit.value:g}"}
        case kinds.AddQuota():
            return {"name": edit.quota.name}
        case kinds.ChangeQuota() | kinds.RemoveQuota():
            return {"name": edit.name}
        case kinds.SetConsent():
            return {"consent": name("consent", edit.consent)}
        case kinds.SetAnswer():
            return {"side": name("side", edit.side), "answer": name("answer", edit.answer)}
        case _:
            return {}


def _list_objectives(objectives: tuple[Objective, ...]) -> Words:
    names = [name("objective", objective) for objective in objectives]
    return Words("、".join(one.zh for one in names), ", ".join(one.en for one in names))


def _name_rule(rule: str) -> Words:
    return REGISTER[rule].title if rule in REGISTER else Words(rule, rule)
