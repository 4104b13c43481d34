"""``matcher explain``: why this pair, why not that one, and what became of a host, of a person, of the whole plan."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from matcher.cli.counting import count_on
from matcher.cli.explain_json import describe
from matcher.cli.explain_lists import show_host, show_overview, show_person
from matcher.cli.explain_pair import show_absence, show_reason
from matcher.cli.output import Output
from matcher.cli.progress import show_progress
from matcher.cli.solved import find_plan
from matcher.cli.stopping import Stop, catch_interrupt, work_aside
from matcher.cli.texts import say
from matcher.cli.wrapping import Wrapped
from matcher.explain import label, name
from matcher.explain.absence import Absence, explain_absence
from matcher.explain.evidence import Evidence
from matcher.explain.hosts import HostResult, explain_host
from matcher.explain.overview import Overview, explain_plan
from matcher.explain.pairs import PairReason, explain_pair
from matcher.explain.people import PersonResult, explain_person
from matcher.explain.price import make_resolver
from matcher.explain.resolving import Depth
from matcher.explain.slip import Slip, make_slip
from matcher.exports.replacing import write_bytes
from matcher.exports.slip_page import make_slip_page
from matcher.plans import Plan
from matcher.words import Words

Kind: TypeAlias = Literal["pair", "host", "candidate", "slip", "plan"]
Found: TypeAlias = PairReason | Absence | HostResult | PersonResult | Slip | Overview


@dataclass(frozen=True, slots=True)
class Question:
    """Hold what is asked.

    Parameters
    ----------
    ids
        Candidate and post of a pair; else the one host or candidate; empty for the whole plan.
    is_full
        Every objective is solved again for a price, even where the plan itself is not proven best.
    has_barred
        A host's list holds those whom a rule bars as well.
    most
        Rows of each list that a reader is shown.
    out
        File for a slip.
    """

    kind: Kind
    ids: tuple[str, ...] = ()
    is_full: bool = False
    has_barred: bool = False
    most: int = 20
    out: Path | None = None


def ask(
    *,
    pair: tuple[str, str] | None,
    host: str | None,
    candidate: str | None,
    slip: str | None,
    is_full: bool,
    has_barred: bool,
    most: int,
    out: Path | None,
) -> Question:
    """Return the question that the options of the command come to; none of them asks about the whole plan."""
    kinds: tuple[tuple[Kind, tuple[str, ...] | None], ...] = (
        ("pair", pair),
        ("host", None if host is None else (host,)),
        ("candidate", None if candidate is None else (candidate,)),
        ("slip", None if slip is None else (slip,)),
    )
    kind, ids = next(((kind, ids) for kind, ids in kinds if ids is not None), ("plan", ()))
    return Question(kind, ids, is_full, has_barred, most, out)


def show_explanation(file: Path, folder: Path | None, question: Question, output: Output) -> int:
    """Answer a question about a plan.

    Returns
    -------
    int
        0: answered. 1: there is no plan to ask about.
    """
    stop = Stop()
    with show_progress(output) as line, catch_interrupt(stop, output):

        def work() -> tuple[Plan, Found | None]:
            plan = find_plan(file, folder, on_progress=line.take, should_stop=stop.was_asked, enter=line.enter)
            if plan.evidence is None:
                return plan, None
            line.enter(say("explaining"))
            resolver = make_resolver(plan.evidence, on_progress=line.take, should_stop=stop.was_asked)
            ids = question.ids
            # Where the whole plan is proven best, so can be every objective of a price.
            depth: Depth = "full" if question.is_full or plan.status == "OPTIMAL" else "nearest"
            match question.kind:
                case "pair":
                    there = explain_pair(plan.evidence, *ids, resolver=resolver, depth=depth)
                    return plan, there or explain_absence(plan.evidence, *ids, resolver=resolver, depth=depth)
                case "host":
                    return plan, explain_host(
                        plan.evidence,
                        *ids,
                        resolver=resolver,
                        has_barred=question.has_barred,
                        priced="all",
                        depth=depth,
                        is_priced=True,
                        on_priced=count_on(line),
                    )
                case "candidate":
                    return plan, explain_person(plan.evidence, *ids, resolver=resolver, depth=depth, is_priced=True)
                case "slip":
                    return plan, make_slip(plan.evidence, *ids)
                case "plan":
                    return plan, explain_plan(plan.evidence)

        plan, found = work_aside(work, on_tick=line.tick)
    if plan.evidence is None or found is None:
        return _show_none(plan, output)
    _show(plan.evidence, found, question, output)
    output.emit(describe(found, output.language))
    if stop.was_asked():
        output.tell("stopped-early")
    return 0


def _show(evidence: Evidence, found: Found, question: Question, output: Output) -> None:
    match found:
        case PairReason():
            show_reason(evidence, found, question.most, output)
        case Absence():
            show_absence(evidence, found, question.most, output)
        case HostResult():
            show_host(evidence, found, question.most, output, has_barred=question.has_barred)
        case PersonResult():
            show_person(evidence, found, question.most, output)
        case Overview():
            show_overview(evidence, found, question.most, output)
        case Slip():
            _write_slip(found, question.out, output)


def _write_slip(slip: Slip, out: Path | None, output: Output) -> None:
    if out is None:
        output.show_as_is(slip.write(output.language))
        return
    is_text = out.suffix.lower() in {".md", ".txt"}
    write_bytes(out, (slip.write(output.language) if is_text else make_slip_page(slip, output.language)).encode())
    output.tell("wrote")
    output.write(Words(f"  {out}", f"  {out}"))


def _show_none(plan: Plan, output: Output) -> int:
    """Say why there is no plan."""
    status = name("status", plan.status).say(output.language)
    cause = "" if plan.cause is None else plan.cause.say(output.language)
    output.show(Wrapped(label("suggest", "no-plan", status=status, cause=cause).say(output.language)))
    output.emit({"status": plan.status, "cause": cause})
    return 1
