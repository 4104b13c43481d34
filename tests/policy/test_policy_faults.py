"""Faults of a scenario file as a whole: all at once, what is missing, what nothing was said for."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError
from told_faults import BAN, PIN

from matcher.errors import ScenarioError
from matcher.policy import build_policy, load_policy
from matcher.policy.translate import translate


def test_all_faults_are_told_at_once_in_the_order_of_the_file(refuse: Callable[[str], ScenarioError]):
    """Faults of types, words and contradictions stand in one list; the attributes are of the first."""
    error = refuse(f'seed = "1"\nconsent = "opn"\n{PIN}{BAN}[weights]\nneds = 3\n')
    assert [finding.row for finding in error.findings] == [3, 4, 8, 12]
    assert (error.place, error.value, error.suggestion) == ("seed", '"1"', "1")
    assert error.say("zh").count("\n") == 4
    assert error.say("en").startswith("scenario.toml has 4 faults:")


def test_missing_settings_are_asked_for_by_example(write: Callable[[str], Path]):
    """An empty file is told what it needs."""
    with pytest.raises(ScenarioError) as caught:
        load_policy(write("# 空\n"))
    assert [finding.column for finding in caught.value.findings] == ["name", "season_start"]
    assert "season_start = 2026-12-01" in caught.value.say("zh")


def test_a_date_outside_of_our_time_is_refused(write: Callable[[str], Path]):
    """A slip in the year is seen."""
    with pytest.raises(ScenarioError) as caught:
        load_policy(write('name = "x"\nseason_start = 0226-12-01\n'))
    assert (caught.value.place, caught.value.value) == ("season_start", "0226-12-01")


def test_a_character_that_cannot_be_stored_is_told():
    """Half of a surrogate pair, as a form may hand over."""
    with pytest.raises(ScenarioError) as caught:
        build_policy({"name": "\ud800", "season_start": date(2026, 12, 1)})
    assert [finding.code for finding in caught.value.findings] == ["wrong_character"]


def test_a_complaint_without_words_points_to_the_reference():
    """A kind of complaint the validator learns later gets a plain sentence, not its own."""
    complaint = ValidationError.from_exception_data("Policy", [{"type": "uuid_type", "loc": ("name",), "input": "x"}])
    faults = translate(complaint, {"name": "x"})
    assert [(fault.place, fault.code) for fault in faults] == [(("name",), "wrong_value")]
    assert "docs/scenario.md" in faults[0].fix.en
