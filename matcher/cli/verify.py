"""``matcher verify``: a stored plan checked again from its files alone."""

from pathlib import Path

from rich.text import Text

from matcher.cli.output import Output
from matcher.cli.texts import say
from matcher.explain import name
from matcher.exports.cells import make_line
from matcher.exports.stored_check import StoredCheck, check_plan_folder

MOST_FAULTS = 50
"""Faults printed for a person; JSON holds all."""


def verify_plan(folder: Path, output: Output) -> int:
    """Check a plan folder and print the verdict.

    Returns
    -------
    int
        0: everything agrees. 1: something does not.
    """
    check = check_plan_folder(folder)
    if check.ok:
        output.show(_say_verdict(check, output))
    else:
        output.show(Text(say("verify-failed", count=len(check.faults)).say(output.language), style="bold red"))
        for fault in check.faults[:MOST_FAULTS]:
            output.show(Text(f"  {make_line(fault.say(output.language))}", overflow="fold"))
    verification = check.verification
    output.emit(
        {
            "ok": check.ok,
            "status": check.document.status,
            "digests": check.document.digests,
            "faults": [{"zh": fault.zh, "en": fault.en} for fault in check.faults],
            "objectives": {} if verification is None else dict(verification.objectives),
            "blocking": 0 if verification is None else len(verification.blocking),
        }
    )
    return 0 if check.ok else 1


def _say_verdict(check: StoredCheck, output: Output) -> Text:
    document = check.document
    if check.verification is None:
        status = name("status", document.status).say(output.language)
        return Text(say("verify-nothing", status=status).say(output.language), style="yellow")
    return Text(
        say(
            "verify-ok",
            matches=len(document.matches),
            objectives=len(document.objectives),
            digest=document.digests["plan"][:12],
        ).say(output.language),
        style="green",
    )
