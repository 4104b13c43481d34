"""Moments as people read them: the clock of the office, to the minute."""

from datetime import datetime


def tell_moment(moment: datetime) -> str:
    """Return a moment in the time zone of the machine the dashboard runs on.

    Examples
    --------
    >>> from datetime import UTC
    >>> len(tell_moment(datetime(2026, 11, 20, 8, 30, tzinfo=UTC)))
    16
    """
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
