"""Values of objectives as a person writes them."""

from matcher.explain import label
from matcher.policy.records import Objective
from matcher.problem.outcome import Value
from matcher.words import Language

_RANKS_SHOWN = 6


def show_value(objective: Objective | None, value: Value | None, language: Language) -> str:
    """Return a value of an objective; a rank profile shows its first entries.

    Counts from the worst rank down have that rank before them.

    Examples
    --------
    >>> show_value("travel", 1234567, "zh"), show_value("ranks", (3, 0, 1), "zh"), show_value(None, None, "en")
    ('1,234,567', '3 0 1', 'unknown')
    >>> show_value("generous", (1, 0, 3), "zh")
    '3↓ 1 0 3'
    """
    if value is None:
        return label("summary", "unknown").say(language)
    if isinstance(value, int):
        return f"{value:,}" if objective in {"satisfaction", "travel"} else str(value)
    shown = " ".join(str(count) for count in value[:_RANKS_SHOWN])
    shown = f"{shown} …" if len(value) > _RANKS_SHOWN else shown
    return f"{len(value)}↓ {shown}" if objective == "generous" and value else shown
