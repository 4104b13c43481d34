"""Settings that contradict each other, repeat, or are not enough."""

from collections.abc import Callable

import pytest
from told_faults import BAN, FIELDS, PIN, QUOTA, assert_told

from matcher.errors import ScenarioError

FAULTS = [
    pytest.param(
        f"{QUOTA}most = 1\nposts = {{ star = [] }}",
        "quotas[0].posts.star",
        6,
        "[]",
        None,
        "empty",
        id="empty selection",
    ),
    pytest.param("title = ''\n[pools]\nposts = ''", "pools.posts", 5, "''", None, "empty", id="empty file name"),
    pytest.param("objectives = []", "objectives", 3, "[]", None, "empty", id="no objective"),
    pytest.param(f"{QUOTA}", "quotas[0]", 3, "[[quotas]]", None, "no_bound", id="quota without a bound"),
    pytest.param(
        f"{QUOTA}least = 3\nmost = 2", "quotas[0].least", 5, "3", None, "contradiction", id="least above most"
    ),
    pytest.param(
        f"{QUOTA}least_share = 0.5\nmost_share = 0.4",
        "quotas[0].least_share",
        5,
        "0.5",
        None,
        "contradiction",
        id="least share above most share",
    ),
    pytest.param(
        f"{QUOTA}most = 3\nmost_share = 0.4",
        "quotas[0].most_share",
        6,
        "0.4",
        None,
        "contradiction",
        id="count and share of one bound",
    ),
    pytest.param(
        'preset = "coverage-first"\nobjectives = ["hosts"]',
        "objectives",
        4,
        '["hosts"]',
        None,
        "contradiction",
        id="preset and objectives",
    ),
    pytest.param(f"{PIN}{BAN}", "bans[0]", 6, "[[bans]]", None, "contradiction", id="pin and ban"),
    pytest.param(
        f"{PIN}post = 'H1-1'\n{BAN}",
        "bans[0]",
        7,
        "[[bans]]",
        None,
        "contradiction",
        id="pin at a post, ban at its host",
    ),
    pytest.param(
        f"{PIN}post = 'H1-1'\n{PIN}post = 'H1-2'",
        "pins[1]",
        7,
        "[[pins]]",
        None,
        "contradiction",
        id="two posts of one host",
    ),
    pytest.param(
        f"{QUOTA}most = 1\n{QUOTA}most = 2", "quotas[1].name", 7, '"甲"', None, "repeated", id="name of a quota repeats"
    ),
    pytest.param(
        'objectives = ["hosts", "hosts"]', "objectives[1]", 3, '"hosts"', None, "repeated", id="repeated objective"
    ),
    pytest.param(f"{PIN}{PIN}", "pins[1]", 6, "[[pins]]", None, "repeated", id="pin repeats"),
    pytest.param("[[quotas]]\nmost = 3", "quotas[0].name", 3, "", None, "missing", id="missing name"),
    pytest.param(f'[pools]\nposts = "{"长" * 201}"', "pools.posts", 4, None, None, "too_long", id="too long"),
    pytest.param(
        "[rules.health]\nvalid_from = 2026-12-02\nvalid_until = 2026-12-01",
        "rules.health.valid_until",
        5,
        "2026-12-01",
        None,
        "bad_date",
        id="ends before it begins",
    ),
]


@pytest.mark.parametrize(FIELDS, FAULTS)
def test_a_contradiction_is_told_with_its_place(
    refuse: Callable[[str], ScenarioError],
    text: str,
    place: str,
    line: int,
    value: str | None,
    suggestion: str | None,
    code: str,
):
    """One contradiction in an otherwise right file gives exactly one finding."""
    assert_told(refuse(text), place, line, value, suggestion, code)
