"""Values of the wrong type or beyond their range."""

from collections.abc import Callable

import pytest
from told_faults import FIELDS, QUOTA, assert_told

from matcher.errors import ScenarioError

FAULTS = [
    pytest.param(
        f"{QUOTA}most = 1\nposts = {{ star = '5' }}",
        "quotas[0].posts.star",
        6,
        "'5'",
        None,
        "wrong_type",
        id="text for a number in a selection",
    ),
    pytest.param(
        f"{QUOTA}most = 1\nposts = {{ star = [true] }}",
        "quotas[0].posts.star[0]",
        6,
        "true",
        None,
        "wrong_type",
        id="switch for a number in a selection",
    ),
    pytest.param('seed = "\uff11"', "seed", 3, '"\uff11"', "1", "wrong_type", id="number in quotes, full width"),
    pytest.param("seed = true", "seed", 3, "true", None, "wrong_type", id="switch for a number"),
    pytest.param("term_years = 1.5", "term_years", 3, "1.5", None, "wrong_type", id="fraction for a whole number"),
    pytest.param('near_km = "二十"', "near_km", 3, '"二十"', None, "wrong_type", id="words for a number"),
    pytest.param("title = 3", "title", 3, "3", '"3"', "wrong_type", id="number for text"),
    pytest.param("consent = 1", "consent", 3, "1", None, "wrong_type", id="number for a word"),
    pytest.param(
        "[rules.health]\nenabled = 'true'",
        "rules.health.enabled",
        4,
        "'true'",
        "true",
        "wrong_type",
        id="quoted switch",
    ),
    pytest.param(
        'objectives = "hosts"', "objectives", 3, '"hosts"', '["hosts"]', "wrong_type", id="one word for a list"
    ),
    pytest.param("[quotas]\nname = 'a'", "quotas", 3, "[quotas]", "[[quotas]]", "wrong_type", id="single brackets"),
    pytest.param("[[engine]]\nworkers = 1", "engine", 3, "[[engine]]", None, "wrong_type", id="double brackets"),
    pytest.param("rules = 3", "rules", 3, "3", None, "wrong_type", id="number for a table"),
    pytest.param("pins = ['P1']", "pins[0]", 3, "'P1'", None, "wrong_type", id="text for an entry"),
    pytest.param("[pools]\nposts = 3", "pools.posts", 4, "3", '"3"', "wrong_type", id="number for a file"),
    pytest.param(
        "[rules.host-cap]\nparameters = { most = '3' }",
        "rules.host-cap.parameters.most",
        4,
        "'3'",
        "3",
        "wrong_type",
        id="quoted parameter",
    ),
    pytest.param(
        "[rules.host-cap]\nparameters = { most = 2.5 }",
        "rules.host-cap.parameters.most",
        4,
        "2.5",
        None,
        "wrong_type",
        id="fraction for a parameter",
    ),
    pytest.param(
        "[rules.host-cap]\nparameters = { most = [3] }",
        "rules.host-cap.parameters.most",
        4,
        "[3]",
        None,
        "wrong_type",
        id="list for a parameter",
    ),
    pytest.param(
        "[[pins]]\ncandidate = 7\nenterprise = 'H1'",
        "pins[0].candidate",
        4,
        "7",
        '"7"',
        "wrong_type",
        id="id without quotes",
    ),
    pytest.param(f"{QUOTA}least = 0.4", "quotas[0].least", 5, "0.4", "least_share", "wrong_type", id="share as count"),
    pytest.param(
        "[rules.health]\nvalid_from = 2026-12-01T08:00:00",
        "rules.health.valid_from",
        4,
        "2026-12-01T08:00:00",
        None,
        "wrong_type",
        id="date with a time",
    ),
    pytest.param(
        "[rules.health]\nvalid_from = '2026-12-01'",
        "rules.health.valid_from",
        4,
        "'2026-12-01'",
        "2026-12-01",
        "wrong_type",
        id="date in quotes",
    ),
    pytest.param("term_years = 0", "term_years", 3, "0", None, "out_of_range", id="too small"),
    pytest.param("tie_step = 20000", "tie_step", 3, "20000", None, "out_of_range", id="too large"),
    pytest.param("near_km = 0", "near_km", 3, "0", None, "out_of_range", id="not above nought"),
    pytest.param("near_km = inf", "near_km", 3, "inf", None, "out_of_range", id="infinite"),
    pytest.param("[engine]\neffort = nan", "engine.effort", 4, "nan", None, "out_of_range", id="not a number"),
    pytest.param(
        "[rules.host-cap]\nparameters = { most = 6 }",
        "rules.host-cap.parameters.most",
        4,
        "6",
        None,
        "out_of_range",
        id="parameter out of range",
    ),
    pytest.param(
        "[rules.distance-limit]\nparameters = { most_km = nan }",
        "rules.distance-limit.parameters.most_km",
        4,
        "nan",
        None,
        "out_of_range",
        id="parameter that is no number",
    ),
    pytest.param(
        f"{QUOTA}most_share = 40", "quotas[0].most_share", 5, "40", "0.4", "out_of_range", id="share in percent"
    ),
    pytest.param(
        "[weights]\nneeds=0\nmust_have=0\nindustry=0\nwork_relation=0\nlocality=0\nlanguage=0\nparty_work=0\nstage=0\n"
        "continuity=0",
        "weights",
        3,
        "[weights]",
        None,
        "out_of_range",
        id="all weights nought",
    ),
]


@pytest.mark.parametrize(FIELDS, FAULTS)
def test_a_wrong_value_is_told_with_place_and_value(
    refuse: Callable[[str], ScenarioError],
    text: str,
    place: str,
    line: int,
    value: str | None,
    suggestion: str | None,
    code: str,
):
    """One wrong value in an otherwise right file gives exactly one finding, with the value as typed."""
    assert_told(refuse(text), place, line, value, suggestion, code)
