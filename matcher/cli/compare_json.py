"""A comparison as one JSON document."""

from collections.abc import Mapping, Sequence

from matcher.edits.kinds import Edit
from matcher.explain import label
from matcher.whatif.compare import Comparison, PlanChange, Step
from matcher.whatif.disagreements import Disagreement, Said
from matcher.whatif.gains import GROUPS
from matcher.whatif.telling import describe_edit
from matcher.words import Language


def describe_comparison(
    comparison: Comparison, edits: Mapping[int, Sequence[Edit]], language: Language, *, only_differences: bool
) -> dict[str, object]:
    """Return everything a comparison found, sentences in one language."""
    found = comparison.disagreements
    return {
        "plans": [{"label": view.label, "status": view.status} for view in comparison.plans],
        "figures": [
            {
                "topic": figure.topic,
                "key": figure.key,
                "values": list(figure.values),
                "differences": list(figure.differences),
                "verdicts": list(figure.verdicts),
                "proven": list(figure.is_proven),
            }
            for figure in comparison.figures
            if figure.differs or not only_differences
        ],
        "changes": [
            _describe_change(change, edits.get(n, ()), language, only_differences=only_differences)
            for n, change in enumerate(comparison.changes, start=1)
        ],
        "disagreements": None if found is None else [_describe_disagreement(one, language) for one in found],
    }


def _describe_change(
    change: PlanChange, edits: Sequence[Edit], language: Language, *, only_differences: bool
) -> dict[str, object]:
    return {
        "edits": [describe_edit(edit).say(language) for edit in edits],
        "people": dict(change.counts),
        "pairs": dict(zip(("kept", "left", "taken"), change.pairs, strict=True)),
        "uncovered": list(change.uncovered),
        "covered": list(change.covered),
        "moves": [
            {
                "candidate": person.candidate,
                "name": person.name,
                "pool": person.pool,
                "change": person.fate,
                "left": [_describe_step(step, language) for step in person.left],
                "taken": [_describe_step(step, language) for step in person.taken],
            }
            for person in change.people
        ],
        "gains": {
            group: [
                {
                    "key": tally.key,
                    "name": tally.name,
                    "matches": list(tally.matches),
                    "points": list(tally.points),
                    "gain": tally.gain,
                    **({"by_rank": tally.verdict} if group in {"candidate", "enterprise"} else {}),
                }
                for tally in change.tallies[group]
                if not only_differences or tally.gain or tally.matches[0] != tally.matches[1] or tally.verdict != "same"
            ]
            for group in GROUPS
        },
    }


def _describe_step(step: Step, language: Language) -> dict[str, object]:
    return {
        "post": step.post,
        "enterprise": step.enterprise,
        "reasons": [
            {"code": reason.code, "reason": reason.words.say(language), "edit": reason.edit} for reason in step.reasons
        ],
    }


def _describe_disagreement(one: Disagreement, language: Language) -> dict[str, object]:
    def describe(said: Said) -> dict[str, object]:
        return {"answer": said.answer, "rank": said.rank or None}

    return {
        "candidate": one.candidate,
        "enterprise": one.enterprise,
        "candidate_said": describe(one.candidate_said),
        "enterprise_said": describe(one.enterprise_said),
        "opinions": [{"source": source, "view": view} for source, view in one.opinions],
        "planned": list(one.planned),
        "conflicts": [{"code": code, "reason": label("compare", code).say(language)} for code in one.conflicts],
    }
