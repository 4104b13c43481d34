"""``matcher run``: from a scenario to a folder with a plan."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import matcher
from matcher.cli.output import Output
from matcher.cli.progress import ProgressLine, show_progress
from matcher.cli.stopping import Stop, catch_interrupt, work_aside
from matcher.cli.texts import say
from matcher.exports.plan_folder import BAD_ROWS_FILE, write_plan_folder
from matcher.exports.summary import summarize, summarize_as_json, summarize_findings
from matcher.plans import Plan, Scenario, load_scenario, make_plan, read_scenario_pools
from matcher.policy import Policy, write_policy
from matcher.policy.load import FILE_NAME
from matcher.whatif import is_variant, load_variant

_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


COMMAND_VARIABLE = "MATCHER_COMMAND"
"""Holds how this program was called, where that is not by its name."""

DEMO = Path(matcher.__file__).resolve().parents[1] / "scenarios/banner/scenario.toml"
"""Its plan is what the demonstration of the dashboard opens with."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what was asked to be solved, and the file it came from.

    Parameters
    ----------
    source
        The scenario's file; the base's for a variant.
    """

    file: Path
    scenario: Scenario
    source: Path
    is_variant: bool


def read_asked(file: Path, output: Output) -> Asked:
    """Read a scenario or a variant of one; remarks on a variant are told."""
    if not is_variant(file):
        return Asked(file, load_scenario(file), file, is_variant=False)
    variant = load_variant(file)
    for note in variant.notes:
        output.write(note)
    return Asked(file, variant.scenario, variant.base.path or file, is_variant=True)


def run_scenario(file: Path, out: Path | None, output: Output) -> int:
    """Solve a scenario or a variant of one, write the plan, print the summary.

    Returns
    -------
    int
        0: every seat and every least load is met. 1: a shortfall, or no plan.
    """
    with show_progress(output) as line:
        line.enter(say("reading"))
        line.tick(0.0)
        asked = read_asked(file, output)
        plan = _solve(asked.scenario, line, output)
    files = write_plan(plan, asked, out, output)
    output.emit(summarize_as_json(plan, files))
    if files:
        # A person's next step; nothing of it for programs.
        demo = " --demo" if file.resolve() == DEMO and out is None else ""
        output.tell("open-dashboard", command=f"{os.environ.get(COMMAND_VARIABLE, 'matcher')} serve{demo}")
    return 0 if is_complete(plan) else 1


def write_plan(
    plan: Plan, asked: Asked, out: Path | None, output: Output, *, policy: Policy | None = None
) -> tuple[Path, ...]:
    """Write a plan into its folder and print its summary.

    Parameters
    ----------
    out
        The folder; None: one named after the scenario.
    policy
        The settings the plan answers where they are not those of the file.

    Returns
    -------
    tuple[Path, ...]
        The files written; none where no plan was found and none ruled out.
    """
    if plan.status == "UNKNOWN":
        # An earlier plan in the folder is worth more than the news that nothing was found.
        output.tell("nothing-found")
        return ()
    folder = out if out is not None else Path("out") / make_file_name(plan.scenario_name)
    output.tell("writing")
    settings = policy or (asked.scenario.policy if asked.is_variant else None)
    with TemporaryDirectory() as scratch:
        answered = asked.file
        if settings is not None:
            # The folder keeps the settings the plan answers, not the edits that led to them.
            answered = Path(scratch) / FILE_NAME
            write_policy(settings, answered)
        bad_rows = _find_bad_rows(asked.scenario, asked.source)
        files = write_plan_folder(plan, folder, scenario_file=answered, write_bad_rows=bad_rows)
    errors = sum(finding.severity == "error" for finding in plan.findings)
    if plan.findings:
        output.show(summarize_findings(plan.findings, output.language, most=8))
        output.show("")
    output.show(summarize(plan, output.language, files))
    if plan.outcome.was_stopped:
        output.tell("stopped")
    if errors:
        output.tell("left-out", count=errors, file=str(folder / BAD_ROWS_FILE))
    return files


def is_complete(plan: Plan) -> bool:
    """Tell whether the plan leaves no post below its least and nobody below the least load."""
    has_short_person = any(person.missing for person in plan.unplaced)
    return plan.outcome.assignment is not None and not plan.uncovered and not has_short_person


def make_file_name(name: str) -> str:
    """Return a scenario's name as a folder can bear it.

    Examples
    --------
    >>> make_file_name("城关/2027:春"), make_file_name("..")
    ('城关_2027_春', 'plan')
    """
    return _NOT_IN_FILE_NAMES.sub("_", name).strip(" .")[:80] or "plan"


def _solve(scenario: Scenario, line: ProgressLine, output: Output) -> Plan:
    stop = Stop()
    line.enter(say("preparing"))
    with catch_interrupt(stop, output):
        return work_aside(
            lambda: make_plan(scenario, on_progress=line.take, should_stop=stop.was_asked), on_tick=line.tick
        )


def _find_bad_rows(scenario: Scenario, file: Path) -> Callable[[Path], None] | None:
    """Return what writes the rows to correct, or None where every row was taken."""
    if not any(finding.severity == "error" for finding in scenario.findings):
        return None

    def write(path: Path) -> None:
        read_scenario_pools(scenario.policy, file.parent).write_bad_rows(path)

    return write
