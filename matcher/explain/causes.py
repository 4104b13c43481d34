"""The first cause of every post that is short.

Causes are looked for in the order in which a planner could do something about them: nobody may come,
nobody wants to or is wanted, the people do not suffice (with the smallest set of posts and people that
shows it), a rule or an earlier objective stands in the way. The last two are found by solving again,
within the limits of `matcher.explain.evidence`; beyond them the cause says that it was not looked into.
"""

import numpy as np

from matcher.explain.cause import Cause, say_groups, say_scarcity, say_shortage, worsens
from matcher.explain.closing import find_obstacle
from matcher.explain.evidence import Evidence
from matcher.explain.names import name
from matcher.explain.naming import find_post
from matcher.explain.scarcity import Scarcity, force_cover
from matcher.explain.sentences import tell
from matcher.verify import Witness
from matcher.words import Words


def explain_uncovered(evidence: Evidence, p: int) -> Cause:
    """Name the first cause why post `p` is below its least."""
    table, problem = evidence.table, evidence.problem
    barred = tuple(sorted(table.count_bars(None, p).items(), key=lambda item: (-item[1], item[0])))

    def because(key: str, **facts: str | int | Words) -> Cause:
        return Cause("uncovered", key, tell("uncovered", key, **facts), post=p, barred=barred)

    if not problem.num_candidates:
        return because("no-candidates")
    eligible = evidence.eligible_of_post.get(p, np.zeros(0, np.int64))
    rows = evidence.rows_of_post.get(p, np.zeros(0, np.int64))
    if not len(eligible):
        rule, count = barred[0]
        return because("all-barred", people=problem.num_candidates, rule=name("gate", rule), count=count)
    if not len(rows):
        all_refused = evidence.consent == "open" or bool(evidence.is_refused[eligible].all())
        return because("all-refused" if all_refused else "not-mutual", people=len(eligible))
    if bool(problem.is_banned[rows].all()):
        return because("all-banned")
    witness = find_witness(evidence, p)
    obstacle = None
    if witness is None or _rests_on_budgets(evidence, p, witness):
        obstacle = find_obstacle(evidence, lambda changed: force_cover(changed, p))
    if witness is not None and (obstacle is None or not obstacle.groups):
        return Cause(
            "uncovered", "scarcity", say_scarcity("uncovered", witness), post=p, witness=witness, barred=barred
        )
    assert obstacle is not None
    facts: dict[str, Words] = {}
    if obstacle.groups:
        facts["rule"] = say_groups(obstacle.groups)
    if obstacle.objective is not None:
        facts |= worsens(obstacle.objective)
    words = tell("uncovered", obstacle.key, **facts)
    return Cause(
        "uncovered",
        obstacle.key,
        words,
        post=p,
        groups=obstacle.groups,
        objective=obstacle.objective,
        barred=barred,
    )


def name_shortage(evidence: Evidence, post: str) -> Words | None:
    """Return by name who competes for whom around a post below its least, None where people would suffice.

    Parameters
    ----------
    post
        Id of the post.

    Raises
    ------
    ProblemError
        The id is unknown.
    """
    cause = explain_uncovered(evidence, find_post(evidence, post))
    return None if cause.witness is None else say_shortage(evidence, cause.witness)


def _rests_on_budgets(evidence: Evidence, p: int, witness: Witness) -> bool:
    """Tell whether people would suffice for a post if their days and work were not limited."""
    opened = evidence.compiled.open_problem
    is_limited = opened.capacity > evidence.problem.capacity
    if not is_limited.any() or not is_limited[list(witness.candidates)].any() or not evidence.trials.may_search():
        return False
    return not Scarcity(opened, evidence.assignment).missing[p]


def find_witness(evidence: Evidence, p: int) -> Witness | None:
    """Return the smallest set of posts and people that shows why post `p` cannot be filled, if any does.

    Beyond the limit of searches the post shares the witness of the whole shortage it belongs to.
    """
    scarcity = evidence.scarcity("posts")
    if not scarcity.missing[p]:
        return None
    if evidence.trials.may_search():
        return scarcity.find_witness(p)
    return next(w for w in evidence.verification.witnesses if w.side == "posts" and p in w.posts)


def list_shortages(evidence: Evidence) -> tuple[Witness, ...]:
    """Return the shortages of people that no plan avoids, each independent of the others.

    Two open posts belong together when the people one of them could use matter to the other. The
    witness of one post (`find_witness`) lies within the shortage it belongs to.
    """
    return tuple(witness for witness in evidence.verification.witnesses if witness.side == "posts")
