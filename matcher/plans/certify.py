"""The gate every plan passes: the independent check has the last word."""

from collections.abc import Collection

from matcher.errors import SolverError
from matcher.verify import Verification
from matcher.words import Words


def refuse_unless_verified(verification: Verification, overridden: Collection[str] = ()) -> None:
    """Let a plan pass only when the independent check found nothing.

    Parameters
    ----------
    overridden
        Rules that somebody broke knowingly by hand; they stay in the verification, and do not refuse.

    Raises
    ------
    SolverError
        With the first violations in words.
    """
    violations = [violation for violation in verification.violations if violation.rule not in overridden]
    if not violations:
        return
    zh = "；".join(violation.words.zh for violation in violations[:3])
    en = "; ".join(violation.words.en for violation in violations[:3])
    raise SolverError(Words(f"核验没有通过，方案作废：{zh}", f"the check refused the plan: {en}"))
