"""Whole years between days, counted as the rules count them."""

from datetime import date, timedelta


def add_years(day: date, years: int) -> date:
    """Return the day `years` later; 29 February becomes 1 March where that year has none.

    Examples
    --------
    >>> add_years(date(2024, 2, 29), 3)
    datetime.date(2027, 3, 1)
    """
    year = day.year + years
    if year > date.max.year:
        return date.max
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def subtract_years(day: date, years: int) -> date:
    """Return the latest day that lies at least `years` before `day`: the inverse of `add_years`.

    Examples
    --------
    >>> subtract_years(date(2028, 2, 29), 3)
    datetime.date(2025, 2, 28)
    """
    year = day.year - years
    if year < date.min.year:
        return date.min
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def last_day_of_term(season_start: date, term_years: int) -> date:
    """Return the last day of a term that begins on `season_start`.

    Examples
    --------
    >>> last_day_of_term(date(2026, 3, 1), 2)
    datetime.date(2028, 2, 29)
    """
    after = add_years(season_start, term_years)
    return after if after == date.max else after - timedelta(days=1)


def age_on(birth: date, day: date) -> int:
    """Return the age in full years on `day`.

    Examples
    --------
    >>> age_on(date(1956, 3, 1), date(2026, 2, 28)), age_on(date(1956, 3, 1), date(2026, 3, 1))
    (69, 70)
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
