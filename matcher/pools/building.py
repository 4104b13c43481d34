"""Records out of rows; the record's own checks come last and end in a finding like all others."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import ValidationError

from matcher.pools.faults import not_a_record
from matcher.pools.fields import POST_PREFIX
from matcher.pools.records import Candidate, Choice, Enterprise, Incumbent, Opinion, Post, Record
from matcher.pools.report import Report
from matcher.pools.rows import Row
from matcher.pools.vocabulary import Vocabulary

_R = TypeVar("_R", bound=Record)


def build_candidates(rows: Iterable[Row], words: Vocabulary, report: Report) -> list[tuple[Row, Candidate]]:
    """Return the candidates of the rows taken; identity numbers end here."""
    built = []
    for row in rows:
        values = _with_place(row.values)
        values.pop("id_number", None)
        if "grade" in values:
            values["grade_code"] = words.find("grades", values["grade"])
        record = _build(Candidate, row, values, report)
        if record is not None:
            built.append((row, record))
    return built


def build_enterprises(rows: Iterable[Row], report: Report) -> list[tuple[Row, Enterprise]]:
    """Return the hosts of the rows taken."""
    built = []
    for row in rows:
        values = {name: value for name, value in _with_place(row.values).items() if not name.startswith(POST_PREFIX)}
        record = _build(Enterprise, row, values, report)
        if record is not None:
            built.append((row, record))
    return built


def build_inline_posts(hosts: Iterable[tuple[Row, Enterprise]], report: Report) -> list[tuple[Row, Post]]:
    """Return one post for each host that stands alone, from the post columns of its own row."""
    built = []
    for row, host in hosts:
        if host.branch is not None:
            continue
        names = {name: value for name, value in row.values.items() if name.startswith(POST_PREFIX)}
        values: dict[str, Any] = {name.removeprefix(POST_PREFIX): value for name, value in names.items()}
        values |= {"id": f"{host.id}-1", "enterprise": host.id}
        record = _build(Post, row, _with_bounds(values), report)
        if record is not None:
            built.append((row, record))
    return built


def build_posts(rows: Iterable[Row], report: Report) -> list[tuple[Row, Post]]:
    """Return the posts of the rows taken."""
    built = [(row, _build(Post, row, _with_bounds(row.values), report)) for row in rows]
    return [(row, record) for row, record in built if record is not None]


def build_choices(rows: Iterable[Row], report: Report) -> list[Choice]:
    """Return the choices of the rows taken."""
    return _build_plain(Choice, rows, report)


def build_opinions(rows: Iterable[Row], report: Report) -> list[Opinion]:
    """Return the opinions of the rows taken."""
    return _build_plain(Opinion, rows, report)


def build_incumbents(rows: Iterable[Row], report: Report) -> list[Incumbent]:
    """Return the incumbents of the rows taken."""
    return _build_plain(Incumbent, rows, report)


def _build_plain(kind: type[_R], rows: Iterable[Row], report: Report) -> list[_R]:
    built = [_build(kind, row, row.values, report) for row in rows]
    return [record for record in built if record is not None]


def _with_place(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with both coordinates in one place."""
    if "longitude" not in values:
        return dict(values)
    rest = dict(values)
    rest["place"] = {"longitude": rest.pop("longitude"), "latitude": rest.pop("latitude")}
    return rest


def _with_bounds(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a post with the bound that follows from the other."""
    rest = dict(values)
    if "most" not in rest:
        rest["most"] = max(1, rest.get("least", 1))
    elif "least" not in rest:
        rest["least"] = min(1, rest["most"])
    return rest


def _build(kind: type[_R], row: Row, values: dict[str, Any], report: Report) -> _R | None:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=False, include_input=False):
            name = str(detail["loc"][0]) if detail["loc"] else None
            report.add_row(row, name, not_a_record(detail["msg"]))
        return None
