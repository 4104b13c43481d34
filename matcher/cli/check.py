"""``matcher check``: every finding of a scenario and its tables, without solving."""

from pathlib import Path

from matcher.cli.output import Output
from matcher.errors import MatcherError, PoolsError, ScenarioError
from matcher.exports.summary import summarize_findings
from matcher.findings import Finding
from matcher.plans import read_scenario_pools
from matcher.policy import Policy, check_ids, load_policy
from matcher.pools import Import, Pools
from matcher.problem import compile_problem
from matcher.suitability import build_pairs
from matcher.whatif import Variant, is_variant, load_variant
from matcher.words import Words

_MEND = Words("改正后再检查", "mend it and check again")


def check_scenario(file: Path, bad_rows: Path | None, output: Output) -> int:
    """Print all findings; write the rows with errors to a workbook when asked.

    Returns
    -------
    int
        0: no error. 1: at least one.
    """
    findings, imported = find_findings(file)
    can_run = imported is not None and imported.is_usable and len(findings) == len(imported.findings)
    if bad_rows is not None and imported is not None and any(f.severity == "error" for f in imported.findings):
        imported.write_bad_rows(bad_rows)
        output.tell("wrote")
        output.write(Words(f"  {bad_rows}", f"  {bad_rows}"))
    has_errors = any(finding.severity == "error" for finding in findings)
    output.show(summarize_findings(findings, output.language))
    output.tell("check-ok" if not has_errors else "check-some" if can_run else "check-failed")
    output.emit([finding.as_dict(output.language) for finding in findings])
    return 1 if has_errors else 0


def find_findings(file: Path) -> tuple[list[Finding], Import | None]:
    """Return every finding of a scenario: of its settings, of its tables, of both together."""
    try:
        if is_variant(file):
            return _check_variant(load_variant(file), file)
        policy = load_policy(file)
        imported = read_scenario_pools(policy, file.parent)
    except MatcherError as error:
        return describe_error(error, file), None
    return [*imported.findings, *_check_together(file, policy, imported)], imported


def describe_error(error: MatcherError, file: Path) -> list[Finding]:
    """Return an error as the findings it carries, or as one finding of its own."""
    if isinstance(error, PoolsError | ScenarioError) and error.findings:
        return list(error.findings)
    is_setting = isinstance(error, ScenarioError)
    place = error.place or None if isinstance(error, ScenarioError) else None
    value = error.value if isinstance(error, ScenarioError) else ""
    code = "scenario" if is_setting else "file"
    return [Finding("error", file.name, None, None, place, value, error.words, _MEND, code)]


def _check_variant(variant: Variant, file: Path) -> tuple[list[Finding], Import | None]:
    """Return the findings of the base's tables, and what stops the edited ones from making a problem."""
    base, tried = variant.base, variant.scenario
    imported = read_scenario_pools(base.policy, (base.path or file).parent)
    return [*imported.findings, *_check_compiled(file, tried.policy, tried.pools)], imported


def _check_together(file: Path, policy: Policy, imported: Import) -> list[Finding]:
    """Return what stops the tables and the settings from making a problem."""
    if imported.pools is None:
        return []
    return _check_compiled(file, policy, imported.pools)


def _check_compiled(file: Path, policy: Policy, pools: Pools) -> list[Finding]:
    try:
        check_ids(policy, pools, source=file)
        compile_problem(pools, policy, build_pairs(pools, policy))
    except MatcherError as error:
        return describe_error(error, file)
    return []
