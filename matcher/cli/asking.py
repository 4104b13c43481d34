"""What is typed after an option, read into what it means; a slip is a sentence and exit code 2."""

import math
import re
from pathlib import Path

from matcher.cli.output import UsageError
from matcher.cli.texts import say
from matcher.policy.records import Objective

_GROUP = re.compile(r"\s*(\d{1,6})\s*[x×]\s*(\d{1,6})\s*", re.IGNORECASE)


def read_axes(names: tuple[str, ...], command: str) -> tuple[Objective, ...]:
    """Return objectives to trade off.

    Raises
    ------
    UsageError
        There is no such objective, or one is named twice.
    """
    from matcher.whatif.frontier import HARDEST_FIRST

    known = {str(objective): objective for objective in HARDEST_FIRST}
    axes: list[Objective] = []
    for name in names:
        if name not in known:
            raise UsageError(say("no-objective", name=name, names=" ".join(known)), command)
        if known[name] in axes:
            raise UsageError(say("same-objective", name=name), command)
        axes.append(known[name])
    return tuple(axes)


def read_groups(text: str, command: str) -> tuple[tuple[int, int], ...]:
    """Return sizes and numbers of groups.

    Raises
    ------
    UsageError
        It is not written like ``3x20,5x10``.

    Examples
    --------
    >>> read_groups("3x20, 5×10", "matcher stress")
    ((3, 20), (5, 10))
    """
    if not text.strip():
        return ()
    matches = [_GROUP.fullmatch(part) for part in re.split("[,，]", text)]
    groups = tuple((int(match[1]), int(match[2])) for match in matches if match is not None)
    if len(groups) < len(matches) or any(size < 1 for size, _ in groups):
        raise UsageError(say("bad-groups", value=text), command)
    return groups


def read_effort(text: str | None, command: str) -> float | None:
    """Return an effort; None where none is given.

    Raises
    ------
    UsageError
        It is no number above 0, or above 100,000.
    """
    if text is None:
        return None
    try:
        effort = float(text)
    except ValueError:
        effort = math.nan
    if not 0 < effort <= 100_000:
        raise UsageError(say("bad-effort", value=text), command)
    return effort


def read_pairs(file: Path | None, command: str) -> tuple[tuple[str, str], ...]:
    """Return pairs (candidate id, post or enterprise id) written one a line.

    A first line without any digit is taken for headings.

    Raises
    ------
    UsageError
        There is no such file, or a line is not two cells.
    """
    if file is None:
        return ()
    try:
        data = file.read_bytes()
    except OSError:
        raise UsageError(say("no-signed-file", path=str(file)), command) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    pairs: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in re.split("[,，;\t]", line)]
        if not any(cells) or (number == 1 and not any(map(str.isdigit, line))):
            continue
        if len(cells) < 2 or not all(cells[:2]):
            raise UsageError(say("bad-signed-line", path=str(file), line=number, value=line.strip()), command)
        pairs.append((cells[0], cells[1]))
    return tuple(pairs)
