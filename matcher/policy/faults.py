"""One fault of a scenario, and many of them told as one error."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from matcher.errors import ScenarioError
from matcher.findings import Finding
from matcher.policy.positions import Place, Span
from matcher.words import Words


@dataclass(frozen=True, slots=True)
class Fault:
    """Say what is wrong at one place, and what to write instead.

    Parameters
    ----------
    place
        Keys and indices from the top of the file.
    value
        What stands there, when it is not what the file shows there (an unknown key); None: the
        value at the place.
    code
        Stable name of the kind of fault.
    suggestion
        The nearest right word, or None.
    """

    place: Place
    reason: Words
    fix: Words
    code: str
    value: str | None = None
    suggestion: str | None = None


def show_place(place: Place) -> str:
    """Return the dotted path of a place.

    Examples
    --------
    >>> show_place(("quotas", 2, "most"))
    'quotas[2].most'
    """
    shown = ""
    for part in place:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown


def show_value(value: object) -> str:
    """Return a value the way a planner would type it.

    Examples
    --------
    >>> show_value(["007", True, 3])
    '["007", true, 3]'
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(show_value, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key} = {show_value(item)}' for key, item in value.items())}}}"
    return json.dumps(value, ensure_ascii=False, default=str)


def unquote(kind: type, value: object) -> str | None:
    """Return what a text says without its quotes, if that is a value of the kind wanted.

    Examples
    --------
    >>> unquote(int, "2 "), unquote(date, "2026-12-01"), unquote(bool, "是")
    ('2', '2026-12-01', None)
    """
    if not isinstance(value, str) or kind not in _BARE:
        return None
    bare = unicodedata.normalize("NFKC", value.strip())
    return bare if _BARE[kind].fullmatch(bare) else None


_BARE = {
    bool: re.compile("true|false"),
    int: re.compile(r"\d+"),
    float: re.compile(r"\d+(\.\d+)?"),
    date: re.compile(r"\d{4}-\d\d-\d\d"),
}


def look_up(data: object, place: Place) -> tuple[Place, object]:
    """Return the longest part of a place that is in the data, and what stands there."""
    for depth, part in enumerate(place):
        if isinstance(data, list | tuple):
            is_there = isinstance(part, int) and part < len(data)
        else:
            is_there = isinstance(data, Mapping) and part in data
        if not is_there:
            return place[:depth], data
        data = data[part]  # type: ignore[index]
    return place, data


def find_span(spans: Mapping[Place, Span], place: Place) -> Span | None:
    """Return the span of a place, or of the nearest place above it that the text shows."""
    while place:
        if place in spans:
            return spans[place]
        place = place[:-1]
    return None


def make_error(
    faults: Iterable[Fault], data: object, *, file: str, spans: Mapping[Place, Span] | None = None
) -> ScenarioError:
    """Tell all faults as one error, in the order of the file.

    Parameters
    ----------
    data
        The whole content the places point into.
    file
        Name shown before the line.
    spans
        Where the keys stand, when there is a text.
    """
    spans = spans or {}
    findings: list[Finding] = []
    ordered = sorted(set(faults), key=lambda fault: _order(fault, spans))
    for fault in ordered:
        span = find_span(spans, fault.place)
        value = fault.value
        if value is None:
            reached, found = look_up(data, fault.place)
            value = "" if reached != fault.place else spans[reached].typed if reached in spans else show_value(found)
        findings.append(
            Finding(
                "error",
                file,
                None,
                span.line if span else None,
                show_place(fault.place) or None,
                _shorten(value),
                fault.reason,
                fault.fix,
                fault.code,
            )
        )
    first = ordered[0]
    return ScenarioError(
        _say_all(file, findings),
        place=show_place(first.place),
        value=findings[0].value,
        suggestion=first.suggestion,
        findings=tuple(findings),
    )


def _order(fault: Fault, spans: Mapping[Place, Span]) -> tuple[int, str, str]:
    span = find_span(spans, fault.place)
    return (span.line if span else 0, show_place(fault.place), fault.code)


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:77]}..."


def _say_all(file: str, findings: list[Finding]) -> Words:
    if len(findings) == 1:
        return _say(file, findings[0])
    told = [_say("", finding) for finding in findings]
    zh = "\n".join(f"{n}. {words.zh}" for n, words in enumerate(told, 1))
    en = "\n".join(f"{n}. {words.en}" for n, words in enumerate(told, 1))
    return Words(f"{file} 有 {len(findings)} 处错误：\n{zh}", f"{file} has {len(findings)} faults:\n{en}")


def _say(file: str, finding: Finding) -> Words:
    """Tell one finding: file, line and place, as far as they are known, then the rest."""
    row, column, value = finding.row, finding.column, finding.value
    zh = "，".join(part for part in (f"{file} 第 {row} 行".strip() if row else file, column) if part)
    en = ", ".join(part for part in (f"{file} line {row}".strip() if row else file, column) if part)
    return Words(
        f"{zh}：{f'写的是 {value}，' if value else ''}{finding.reason.zh}；{finding.fix.zh}。",
        f"{en}: {f'{value} stands here; ' if value else ''}{finding.reason.en}; {finding.fix.en}.",
    )
