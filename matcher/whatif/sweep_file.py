"""A sweep as a TOML file: a base scenario, a grid of edits, a list of scenarios, or both."""

import itertools
from pathlib import Path
from typing import Annotated, Any, cast

from pydantic import Field, ValidationError

from matcher.edits.kinds import EDIT
from matcher.edits.refusals import read_edit_faults, read_faults
from matcher.plans.scenario import Scenario
from matcher.policy.faults import Fault, make_error
from matcher.policy.load import find_spans, parse_scenario_text, read_scenario_text
from matcher.policy.records import Setting, Text
from matcher.whatif.sweep import Sweep, Task
from matcher.whatif.variant_file import open_scenario
from matcher.words import Words

MOST_TASKS = 1_000_000
"""A grid beyond this is a typing mistake."""


class AxisEntry(Setting):
    """Vary one key of an edit.

    Parameters
    ----------
    edit
        The edit without that key.
    key
        The key that takes each of `values` in turn.
    """

    edit: dict[str, Any]
    key: Text
    values: Annotated[list[Any], Field(min_length=1)]


class ListedEntry(Setting):
    """Name one scenario of a list."""

    name: Text
    edits: list[dict[str, Any]] = Field(default=[])


class SweepEntry(Setting):
    """Hold a sweep's file.

    Parameters
    ----------
    scenario
        Base: a scenario folder, a scenario file or a variant file, relative to this file.
    effort
        Of each objective of each solve; None: the base's.
    grid
        Every combination of the axes' values is a scenario.
    scenarios
        Further ones, each with its own edits.
    """

    scenario: Text
    effort: Annotated[float, Field(gt=0, le=100_000)] | None = None
    grid: list[AxisEntry] = Field(default=[])
    scenarios: list[ListedEntry] = Field(default=[])


def load_sweep(path: Path | str) -> Sweep:
    """Read a sweep and its base.

    Raises
    ------
    FileError
        A file is not there.
    ScenarioError
        A key is unknown, an edit is none, or there is nothing to do; tells line, place and fix. What an
        edit names need not be in the pools: such a task fails alone, and its result says why.
    PoolsError
        The base's tables cannot be used.
    """
    file = Path(path)
    text = read_scenario_text(file)
    data = parse_scenario_text(file, text)
    spans = find_spans(text)
    try:
        entry = SweepEntry.model_validate(data)
    except ValidationError as error:
        raise make_error(read_faults(error, record=SweepEntry), data, file=file.name, spans=spans) from None
    faults = _find_faults(entry)
    if faults:
        raise make_error(faults, data, file=file.name, spans=spans)
    base: Scenario = open_scenario(file.parent / entry.scenario)
    return Sweep(base, (*_list_grid(entry), *_list_named(entry)), entry.effort)


def _find_faults(entry: SweepEntry) -> list[Fault]:
    faults: list[Fault] = []
    for n, axis in enumerate(entry.grid):
        for value in axis.values:
            faults += _check_edit(("grid", n, "edit"), {**axis.edit, axis.key: value})
    for n, listed in enumerate(entry.scenarios):
        for at, edit in enumerate(listed.edits):
            faults += _check_edit(("scenarios", n, "edits", at), edit)
    num_tasks = len(entry.scenarios)
    if entry.grid:
        size = 1
        for axis in entry.grid:
            size *= len(axis.values)
        num_tasks += size
    if not 1 <= num_tasks <= MOST_TASKS:
        reason = Words(
            f"共有 {num_tasks} 个方案，应为 1 至 {MOST_TASKS} 个",
            f"there are {num_tasks} scenarios, but 1 to {MOST_TASKS} can be swept",
        )
        fix = Words("写出 [[grid]] 或 [[scenarios]]，或减少取值", "write [[grid]] or [[scenarios]], or fewer values")
        faults.append(Fault(("grid",), reason, fix, "empty", None))
    return faults


def _check_edit(place: tuple[str | int, ...], edit: dict[str, Any]) -> list[Fault]:
    try:
        EDIT.validate_python(edit)
    except ValidationError as error:
        return [
            Fault((*place, *fault.place), fault.reason, fault.fix, fault.code, fault.value, fault.suggestion)
            for fault in read_edit_faults(error)
        ]
    return []


def _list_grid(entry: SweepEntry) -> list[Task]:
    if not entry.grid:
        return []
    tasks = []
    for values in itertools.product(*(axis.values for axis in entry.grid)):
        edits = tuple({**axis.edit, axis.key: value} for axis, value in zip(entry.grid, values, strict=True))
        name = " · ".join(_name_value(axis, value) for axis, value in zip(entry.grid, values, strict=True))
        tasks.append(Task(name, cast("tuple[dict[str, object], ...]", edits)))
    return tasks


def _name_value(axis: AxisEntry, value: object) -> str:
    """Return what tells one value of an axis from another, such as ``needs=30``."""
    what = next((str(item) for key, item in axis.edit.items() if key != "kind"), str(axis.edit.get("kind", "")))
    return f"{what}={value}"


def _list_named(entry: SweepEntry) -> list[Task]:
    return [Task(listed.name, tuple(listed.edits)) for listed in entry.scenarios]
