"""``matcher suggest``: what would help, cheapest first, each repair proven; and what stands in the way of any plan."""

from dataclasses import asdict, dataclass
from pathlib import Path

from rich import box
from rich.table import Table

from matcher.cli.output import Output
from matcher.cli.progress import show_progress
from matcher.cli.solved import find_plan
from matcher.cli.stopping import Stop, catch_interrupt, work_aside
from matcher.cli.texts import say
from matcher.cli.wrapping import Wrapped
from matcher.explain import label, name
from matcher.explain.cause import say_shortage
from matcher.explain.causes import list_shortages
from matcher.explain.evidence import Evidence
from matcher.explain.fragility import Fragility, find_fragile
from matcher.explain.groups import Group
from matcher.explain.naming import name_candidate, name_post
from matcher.explain.repairs import Repair, suggest_repairs
from matcher.explain.sentences import tell
from matcher.plans import Plan
from matcher.words import Words

MOST_SHOWN = 8
"""People without an alternative named to a person; JSON holds all."""


@dataclass(frozen=True)
class _Found:
    """Hold what was asked of a plan."""

    plan: Plan
    repairs: tuple[Repair, ...] = ()
    fragile: Fragility | None = None


def show_suggestions(
    file: Path, folder: Path | None, *, post: str | None, candidate: str | None, limit: int, output: Output
) -> int:
    """Print the cheapest repairs of a gap, or of all uncovered posts.

    Parameters
    ----------
    post
        Id of a post or of an enterprise.

    Returns
    -------
    int
        0: at least one repair, or nothing to repair. 1: no repair found, or no plan at all.
    """
    stop = Stop()
    with show_progress(output) as line, catch_interrupt(stop, output):

        def work() -> _Found:
            plan = find_plan(file, folder, on_progress=line.take, should_stop=stop.was_asked, enter=line.enter)
            if plan.evidence is None:
                return _Found(plan)
            line.enter(say("searching"))
            repairs = suggest_repairs(
                plan.evidence,
                post=post,
                candidate=candidate,
                limit=limit,
                on_try=lambda tried, found: line.enter(say("tried", tried=tried, found=found)),
                should_stop=stop.was_asked,
            )
            return _Found(plan, repairs, find_fragile(plan.evidence) if post is None and candidate is None else None)

        found = work_aside(work, on_tick=line.tick)
    output.emit(_describe(found, output))
    if found.plan.evidence is None:
        return _show_conflict(found.plan, output)
    causes = _list_causes(found.plan, found.plan.evidence, post, candidate)
    for cause in causes:
        output.show(Wrapped(cause.say(output.language)))
    if found.repairs:
        output.show(_tabulate(found.repairs, output))
        output.show(Wrapped(label("suggest", "scale").say(output.language), style="dim"))
    else:
        output.show(Wrapped(label("suggest", "none-found" if causes else "none-open").say(output.language)))
    if found.fragile is not None:
        output.show(_say_fragile(found.plan.evidence, found.fragile, output))
    if stop.was_asked():
        output.tell("stopped-early")
    return 0 if found.repairs or not causes else 1


def _show_conflict(plan: Plan, output: Output) -> int:
    """Print why there is no plan."""
    status = name("status", plan.status).say(output.language)
    cause = "" if plan.cause is None else plan.cause.say(output.language)
    output.show(Wrapped(label("suggest", "no-plan", status=status, cause=cause).say(output.language)))
    return 1


def _list_causes(plan: Plan, evidence: Evidence, post: str | None, candidate: str | None) -> list[Words]:
    """Return who is left out and why, of those asked about; posts of one shortage are told together."""
    people = evidence.pools.candidate_index
    if candidate is not None:
        return [
            tell("list", "because", who=name_candidate(evidence, people[candidate]), why=one.cause)
            for one in plan.unplaced
            if one.candidate_id == candidate
        ]
    gaps = [one for one in plan.uncovered if post in (None, one.post_id, one.enterprise_id)]
    ids = evidence.compiled.post_ids
    shortages = {witness: {ids[p] for p in witness.posts} for witness in list_shortages(evidence)}
    asked = {one.post_id for one in gaps if one.witness_posts}
    told = [say_shortage(evidence, witness) for witness, posts in shortages.items() if posts & asked]
    return told + [
        tell("list", "because", who=name_post(evidence, evidence.pools.post_index[one.post_id]), why=one.cause)
        for one in gaps
        if not one.witness_posts
    ]


def _tabulate(repairs: tuple[Repair, ...], output: Output) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True)
    for key in ("price", "gain"):
        table.add_column(label("suggest", key).say(output.language), justify="right", no_wrap=True)
    table.add_column(label("suggest", "repair").say(output.language), overflow="fold", ratio=5)
    table.add_column(label("suggest", "covers").say(output.language), overflow="fold", ratio=2)
    table.add_column(label("suggest", "moves").say(output.language), justify="right", no_wrap=True)
    for repair in repairs:
        mark = "" if repair.is_exact else "≥"
        moves = len(repair.answer.moves)
        covers = " ".join(repair.covers) or "–"
        table.add_row(str(repair.price), f"{mark}{repair.gain}", repair.words.say(output.language), covers, str(moves))
    return table


def _say_fragile(evidence: Evidence, fragile: Fragility, output: Output) -> Wrapped:
    """Return what to say of people and posts without an alternative."""
    key = "fragile" if fragile.critical else "not-fragile"
    facts = {"people": len(fragile.critical), "posts": len(fragile.fragile_posts), "pairs": len(fragile.must_pairs)}
    text = label("suggest", key, **facts).say(output.language)
    index = evidence.pools.candidate_index
    shown = [
        f"{name_candidate(evidence, index[person]).say(output.language)} -{lost}"
        for person, lost in fragile.critical[:MOST_SHOWN]
    ]
    more = ["…"] if len(fragile.critical) > MOST_SHOWN else []
    return Wrapped(text + "  ".join([*shown, *more]))


def _describe(found: _Found, output: Output) -> dict[str, object]:
    plan = found.plan
    evidence = plan.evidence
    conflict = plan.conflict
    return {
        "status": plan.status,
        "cause": None if plan.cause is None else plan.cause.say(output.language),
        "conflict": None
        if conflict is None
        else {
            "groups": _describe_groups(conflict.groups),
            "is_minimal": conflict.is_minimal,
            "remedies": _describe_groups(conflict.remedies),
            "further": _describe_groups(conflict.further),
        },
        "shortages": []
        if evidence is None
        else [
            {
                "posts": [evidence.compiled.post_ids[p] for p in witness.posts],
                "people": [evidence.compiled.candidate_ids[i] for i in witness.candidates],
                "needed": witness.needed,
                "available": witness.available,
            }
            for witness in list_shortages(evidence)
        ],
        "repairs": [_describe_repair(plan, repair, output) for repair in found.repairs],
        "fragile": None if found.fragile is None else asdict(found.fragile),
    }


def _describe_groups(groups: tuple[Group, ...]) -> list[dict[str, str]]:
    return [{"rule": group.rule, "name": group.name} for group in groups]


def _describe_repair(plan: Plan, repair: Repair, output: Output) -> dict[str, object]:
    people, posts = plan.compiled.candidate_ids, plan.compiled.post_ids
    return {
        "kind": repair.kind,
        "who": repair.who,
        "price": repair.price,
        "gain": repair.gain,
        "is_exact": repair.is_exact,
        "words": repair.words.say(output.language),
        "edits": [dict(edit) for edit in repair.edits],
        "covers": repair.covers,
        "objectives": {
            change.objective: {"before": change.before, "after": change.after, "is_exact": change.is_exact}
            for change in repair.answer.changes
        },
        "moves": [
            {
                "candidate": people[move.candidate],
                "left": [posts[p] for p in move.left],
                "taken": [posts[p] for p in move.taken],
            }
            for move in repair.answer.moves
        ],
    }
