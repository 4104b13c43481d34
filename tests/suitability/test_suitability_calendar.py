"""Years between days, also around 29 February; and places on the plane."""

from datetime import date, timedelta

import numpy as np
import pytest

from matcher.pools.records import Place
from matcher.suitability.calendar_days import add_years, age_on, last_day_of_term, subtract_years
from matcher.suitability.plane import EARTH_RADIUS_M, project_to_metres, to_degrees


@pytest.mark.parametrize("years", [0, 1, 3, 4])
def test_subtract_years_is_the_latest_day_that_is_over(years: int) -> None:
    """For every day of five years: so many years are over exactly for the days up to the answer."""
    for offset in range(5 * 366):
        day = date(2024, 1, 1) + timedelta(days=offset)
        latest = subtract_years(day, years)
        assert add_years(latest, years) <= day < add_years(latest + timedelta(days=1), years)


def test_age_grows_on_the_birthday() -> None:
    """An age is reached on the birthday itself, and on 1 March by those born on 29 February."""
    assert [age_on(date(1956, 7, 1), date(2026, 6, 30)), age_on(date(1956, 7, 1), date(2026, 7, 1))] == [69, 70]
    assert [age_on(date(1956, 2, 29), date(2027, 2, 28)), age_on(date(1956, 2, 29), date(2027, 3, 1))] == [70, 71]


def test_term_ends_the_day_before_the_next_begins() -> None:
    """A term of two years from 1 December ends on 30 November."""
    assert last_day_of_term(date(2026, 12, 1), 2) == date(2028, 11, 30)
    assert last_day_of_term(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_years_beyond_the_calendar_stop_at_its_ends() -> None:
    """Absurd numbers of years give the first or last day there is, no error."""
    assert subtract_years(date(2026, 1, 1), 5000) == date.min
    assert add_years(date(2026, 1, 1), 9000) == last_day_of_term(date(2026, 1, 1), 9000) == date.max


def test_plane_is_near_the_sphere() -> None:
    """Distances on the plane are within 3 % of the great circle anywhere within 200 km of the middle."""
    rng = np.random.default_rng(1)
    degrees = np.column_stack([rng.uniform(108.5, 111.5, 400), rng.uniform(38.5, 41.0, 400)])
    (points,) = project_to_metres(degrees)
    a, b = points[:200], points[200:]
    flat = np.hypot(*(a - b).T)
    lon, lat = np.radians(degrees).T
    half = (
        np.sin((lat[200:] - lat[:200]) / 2) ** 2
        + np.cos(lat[200:]) * np.cos(lat[:200]) * np.sin((lon[200:] - lon[:200]) / 2) ** 2
    )
    round_ = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half))
    assert np.abs(flat / round_ - 1).max() < 0.03


def test_unknown_places_stay_unknown() -> None:
    """A missing place is NaN on the plane and moves no other; with none known there is no middle to find."""
    degrees = to_degrees([Place(longitude=110, latitude=39), None, Place(longitude=110.5, latitude=39)])
    points, none = project_to_metres(degrees, to_degrees([None]))
    assert np.isnan(points[1]).all()
    assert np.isnan(none).all()
    alone, _ = project_to_metres(degrees[[0, 2]], to_degrees([]))
    assert np.array_equal(alone, points[[0, 2]])
    assert np.isnan(project_to_metres(to_degrees([None]))[0]).all()
