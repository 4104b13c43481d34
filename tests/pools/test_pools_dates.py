"""Every date form of real workbooks, from the cell to the record."""

from datetime import date, datetime

import pytest
import season_files as files

from matcher.pools.dates import parse_date

MAY_12 = date(1968, 5, 12)
MAY = date(1968, 5, 1)
FORMS = [
    ("1968.5", MAY),
    (1968.5, MAY),
    ("1968.05", MAY),
    ("1968.05.12", MAY_12),
    ("1968-5-12", MAY_12),
    ("1968/5", MAY),
    ("1968/05/12", MAY_12),
    ("196805", MAY),
    (196805, MAY),
    ("19680512", MAY_12),
    (19680512, MAY_12),
    ("1968年5月", MAY),
    ("1968年05月12日", MAY_12),
    ("1968 年 5 月 12 日", MAY_12),
    ("\uff11\uff19\uff16\uff18\uff0e\uff15", MAY),
    ("1968。5", MAY),
    (24970, MAY_12),
    ("24970", MAY_12),
    (MAY_12, MAY_12),
    (datetime(1968, 5, 12), MAY_12),  # noqa: DTZ001
    ("1968-05-12 00:00:00", MAY_12),
    ("1968.10", date(1968, 10, 1)),
    ("1968.1", date(1968, 1, 1)),
]


def test_all_date_forms_are_read_from_real_cells(tmp_path):
    """Text, numbers, serial numbers and real dates of one column give the dates meant."""
    people = []
    for number, (typed, _) in enumerate(FORMS, start=1):
        people.append(files.person(number) | {"出生年月": typed, "身份证号": ""})
    path = files.write_xlsx(tmp_path / "people.xlsx", {"人才库": files.rows_of(people)})
    result = files.read_people(tmp_path, path)
    assert result.findings == ()
    assert [one.birth for one in result.pools.candidates] == [meant for _, meant in FORMS]


@pytest.mark.parametrize(
    "text", ["1968", "1968.13", "68.5", "五月", "19681301", "12/5/1968", "0", "99999", "1968.5.32", "1899.1"]
)
def test_what_is_no_date_is_not_guessed(text):
    """No date is better than a wrong one."""
    assert parse_date(text) is None


def test_a_number_that_may_have_lost_its_nought_is_doubted(tmp_path):
    """The number 1968.1 may be October: it is read as January, and said so."""
    people = [files.person(1) | {"出生年月": 1968.1, "身份证号": ""}]
    path = files.write_xlsx(tmp_path / "people.xlsx", {"人才库": files.rows_of(people)})
    result = files.read_people(tmp_path, path)
    assert [(finding.code, finding.severity) for finding in result.findings] == [("unsure_date", "warning")]


@pytest.mark.parametrize(
    ("birth", "is_same"), [("1962.5", True), ("1962.5.12", True), ("1962.5.13", False), ("1962.6", False)]
)
def test_birth_and_identity_number_are_compared_as_far_as_typed(tmp_path, birth, is_same):
    """A month is enough where only the month was typed; a typed day must agree."""
    people = [files.person(1) | {"出生年月": birth, "身份证号": files.make_id_number("15069919620512001")}]
    path = files.write_xlsx(tmp_path / "people.xlsx", {"人才库": files.rows_of(people)})
    result = files.read_people(tmp_path, path)
    assert [finding.code for finding in result.findings] == ([] if is_same else ["birth_differs"])
