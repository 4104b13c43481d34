"""The roster of a stored plan with exactly those pairs that are ready: nobody without all consents is on it."""

import hashlib
from collections import Counter
from dataclasses import replace

from matcher.errors import ConflictError, WorkflowError
from matcher.exports.roster import make_roster
from matcher.plans import Plan
from matcher.plans.audit import read_end
from matcher.plans.store import Actor, Store, act
from matcher.plans.store.entries import list_deeds_since
from matcher.plans.store.plan_records import find_plan_record, seal_plan
from matcher.plans.store.plans import load_plan
from matcher.plans.workflow import MatchProgress
from matcher.plans.workflow.looking import look, require_reader
from matcher.plans.workflow.moving import require_unaltered
from matcher.plans.workflow.readiness import read_progress
from matcher.pools.collector import pause_collector
from matcher.words import Language, Words


def export_ready_roster(
    store: Store, actor: Actor, plan_id: int, language: Language = "zh", *, plan: Plan | None = None
) -> bytes:
    """Return the signing roster of the pairs of a plan that are ready, as a workbook.

    An account of one committee gets its own hosts. The audit chain keeps who took it, how many pairs
    it holds and the SHA-256 of the file.

    Parameters
    ----------
    plan
        The stored plan, where it is open already; None: opened here. What stands in the store is held to its
        signatures either way.

    Raises
    ------
    AccessError
        The actor may not read.
    MissingError
        There is no such plan.
    WorkflowError
        No pair is ready, and the message says what most of them lack; or the plan is not what was
        signed.
    ConflictError
        Consents or steps changed while the roster was made.
    StoreError
        The plan in the store is not what was kept.
    """
    # The end first: whatever is done after it is looked at again.
    end = read_end(store)
    with look(store, actor) as looking, pause_collector():
        committee = looking.committee
        progress = read_progress(looking.act, find_plan_record(looking.act.session, plan_id), committee)
    ready = _find_ready(progress)
    if not ready:
        raise WorkflowError(_say_lacks(progress))
    plan = plan or load_plan(store, plan_id)
    matches = tuple(match for match in plan.matches if (match.candidate_id, match.post_id) in ready)
    data = make_roster(replace(plan, matches=matches), language)
    with act(store, actor) as doing:
        now = require_reader(doing).committee
        require_unaltered(doing, plan_id, "publish", seal_plan(doing.session, plan_id))
        # While the writer's lock is held, all pairs are read again only where something was done to the plan.
        is_touched = list_deeds_since(doing.session, plan_id, end) != () or now != committee
        if is_touched and _find_ready(read_progress(doing, find_plan_record(doing.session, plan_id), now)) != ready:
            raise ConflictError(
                Words("同意情况或进度刚有变动，请重新导出", "consents or steps changed just now; take the roster again")
            )
        doing.record(
            "export-roster",
            f"plan {plan_id}",
            after={"pairs": len(matches), "sha256": hashlib.sha256(data).hexdigest(), "language": language},
            plan_digest=plan.digest,
        )
    return data


def _find_ready(progress: tuple[MatchProgress, ...]) -> set[tuple[str, str]]:
    return {(each.match.key.candidate_id, each.match.key.post_id) for each in progress if each.is_ready}


def _say_lacks(progress: tuple[MatchProgress, ...]) -> Words:
    lacks = [lack for each in progress for lack in each.lacks]
    if not lacks:
        return Words("方案里没有您可以查看的配对", "the plan holds no pair that you may see")
    counted = Counter(lacks)
    often = sorted(counted, key=lambda lack: (-counted[lack], lack.zh))[:3]
    return Words(
        f"还没有可以签约的配对：{'；'.join(lack.zh for lack in often)}",
        f"no pair is ready yet: {'; '.join(lack.en for lack in often)}",
    )
