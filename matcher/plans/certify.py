"""The gate every plan passes: the independent check has the last word."""

from matcher.errors import SolverError
from matcher.verify import Verification
from matcher.words import Words


def refuse_unless_verified(verification: Verification) -> None:
    """Let a plan pass only when the independent check found nothing.

    Raises
    ------
    SolverError
        With the first violations in words.
    """
    if verification.ok:
        return
    zh = "；".join(violation.words.zh for violation in verification.violations[:3])
    en = "; ".join(violation.words.en for violation in verification.violations[:3])
    raise SolverError(Words(f"核验没有通过，方案作废：{zh}", f"the check refused the plan: {en}"))
