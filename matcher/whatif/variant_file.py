"""A variant as a TOML file beside its base: closed keys, every fault with its line, replaced in one step."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from matcher.edits.applying import apply_edits
from matcher.edits.kinds import EDIT, Edit
from matcher.edits.refusals import read_edit_faults, read_faults
from matcher.errors import FileError, MatcherError
from matcher.plans.scenario import Scenario, load_scenario
from matcher.policy.digest import digest
from matcher.policy.faults import Fault, make_error
from matcher.policy.load import (
    FILE_NAME,
    find_scenario_file,
    find_spans,
    parse_scenario_text,
    read_scenario_text,
)
from matcher.policy.records import Setting, Text
from matcher.policy.write import replace_file
from matcher.whatif.variant import Variant
from matcher.words import Words


class BaseEntry(Setting):
    """Name the base of a variant.

    Parameters
    ----------
    scenario
        Folder or file of the base, relative to the variant's file.
    settings
        Digest of the base's settings when the variant was saved.
    files
        Digest of each pool file then, by name.
    """

    scenario: Text
    settings: str = ""
    files: dict[str, str] = Field(default={})


class VariantEntry(Setting):
    """Hold the content of a variant's file; the edits are read one by one."""

    name: Text
    title: str = ""
    base: BaseEntry
    edits: list[dict[str, Any]] = Field(default=[])
    undone: list[dict[str, Any]] = Field(default=[])


def save_variant(variant: Variant, path: Path) -> None:
    """Write a variant; loading it gives an equal one, what was taken back included.

    Raises
    ------
    FileError
        The base lives in memory only, or the place cannot be written.
    """
    base = variant.base.path
    if base is None:
        raise FileError(
            Words(
                "变体的基础方案只在内存中，没有文件可指；请先保存基础方案",
                "the base of this variant lives in memory only; save the scenario first",
            )
        )
    file = path.resolve()
    replace_file(file, render_variant(variant, _point(base.resolve(), file.parent)))


def render_variant(variant: Variant, base: str) -> str:
    """Return a variant as the text of a file; `parse_variant` gives an equal one.

    Parameters
    ----------
    base
        What the text calls the base: the way to its file, or its name where it is stored.
    """
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment("双向选择变体：基础方案加上改动。各种改动见 docs/whatif.md。"))
    document.add("name", tomlkit.item(variant.name))
    if variant.title:
        document.add("title", tomlkit.item(variant.title))
    table = tomlkit.table()
    table.add("scenario", base)
    table.add("settings", digest(variant.base.policy))
    table.add("files", _make_inline(dict(sorted(variant.base.pools.sources.items()))))
    document.add("base", table)
    for key, edits in (("edits", variant.edits), ("undone", variant.undone)):
        if edits:
            entries = tomlkit.aot()
            for edit in edits:
                entry = tomlkit.table()
                for field, value in {"kind": edit.kind, **dump_edit(edit)}.items():
                    entry.add(field, _make_inline(value))
                entries.append(entry)
            document.add(key, entries)
    return tomlkit.dumps(document)


def dump_edit(edit: Edit) -> dict[str, Any]:
    """Return what an edit says beside its kind, as a file holds it."""
    dumped: dict[str, Any] = _plain(edit.model_dump(exclude={"kind"}, exclude_defaults=True))
    return dumped


def load_variant(path: Path | str) -> Variant:
    """Read a variant and its base.

    A base that changed since the variant was saved is told in `Variant.notes`.

    Raises
    ------
    ScenarioError
        A key is unknown, an edit is wrong or cannot be made any more; one error tells all faults
        with line, place, value, reason and fix. Or the base's settings are wrong.
    FileError
        The base is not there.
    PoolsError
        The base's tables cannot be used.
    """
    file = find_scenario_file(Path(path))
    text = read_scenario_text(file)
    return _read(text, file, lambda entry, data, spans: _load_base(file, entry, data, spans))


def parse_variant(text: str, base: Scenario, file: Path = Path("variant.toml")) -> Variant:
    """Return the variant a text states of a base at hand, whatever the text calls that base.

    A base that changed since the text was written is told in `Variant.notes`.

    Parameters
    ----------
    file
        Where the text came from, for the places in the error.

    Raises
    ------
    ScenarioError
        A key is unknown, or an edit is wrong or cannot be made any more; one error tells all faults
        with line, place, value, reason and fix.
    """
    return _read(text, file, lambda *_: base)


def _read(
    text: str, file: Path, find_base: Callable[[BaseEntry, Mapping[str, object], Mapping[Any, Any]], Scenario]
) -> Variant:
    data = parse_scenario_text(file, text)
    spans = find_spans(text)
    try:
        entry = VariantEntry.model_validate(data)
    except ValidationError as error:
        raise make_error(read_faults(error, record=VariantEntry), data, file=file.name, spans=spans) from None
    edits, faults = _read_edits(entry.edits, "edits")
    undone, more = _read_edits(entry.undone, "undone")
    if faults := faults + more:
        raise make_error(faults, data, file=file.name, spans=spans)
    base = find_base(entry.base, data, spans)
    # Applied here first, so that a fault is told with its line.
    apply_edits(edits, base.policy, base.pools, vocabulary=base.vocabulary, file=file.name, spans=spans)
    return Variant(entry.name, base, edits, undone, title=entry.title, notes=_compare_digests(base, entry.base))


def is_variant(path: Path) -> bool:
    """Tell whether a file holds a variant and no scenario of its own."""
    if not path.is_file():
        return False
    try:
        return "base" in parse_scenario_text(path, read_scenario_text(path))
    except MatcherError:
        return False


def open_scenario(path: Path | str) -> Scenario:
    """Load a scenario folder, a scenario file or a variant file.

    Raises
    ------
    FileError, ScenarioError, PoolsError
        As `matcher.load_scenario` and `load_variant`.
    """
    file = Path(path)
    return load_variant(file).scenario if is_variant(file) else load_scenario(file)


def parse_edits(text: str) -> tuple[Edit, ...]:
    r"""Return the edits a text states as a variant's file does, or as a single edit without its heading.

    Raises
    ------
    ScenarioError
        It is no TOML, or an edit in it is wrong; one error tells all faults with line, place, value, reason and fix.

    Examples
    --------
    >>> [edit.kind for edit in parse_edits('kind = "set_consent"\nconsent = "mutual"')]
    ['set_consent']
    """
    file = Path("edits.toml")
    data = parse_scenario_text(file, text)
    entries = data.get("edits", [data] if data else [])
    listed = entries if isinstance(entries, list) else [entries]
    edits, faults = _read_edits(listed, "edits")
    if faults:
        raise make_error(faults, {"edits": listed}, file="", spans=find_spans(text))
    return edits


def _read_edits(entries: list[Any], key: str) -> tuple[tuple[Edit, ...], list[Fault]]:
    edits: list[Edit] = []
    faults: list[Fault] = []
    for n, entry in enumerate(entries):
        try:
            edits.append(EDIT.validate_python(entry))
        except ValidationError as error:
            faults += [
                Fault((key, n, *fault.place), fault.reason, fault.fix, fault.code, fault.value, fault.suggestion)
                for fault in read_edit_faults(error)
            ]
    return tuple(edits), faults


def _load_base(file: Path, entry: BaseEntry, data: Mapping[str, object], spans: Mapping[Any, Any]) -> Scenario:
    place = file.parent / entry.scenario
    target = place / FILE_NAME if place.is_dir() else place
    if not target.is_file() or is_variant(target):
        reason = (
            Words("这是变体，不能再作基础方案", "this is a variant itself and cannot be a base")
            if target.is_file()
            else Words("找不到基础方案", "there is no such base")
        )
        fix = Words("写出基础方案文件夹相对本文件的路径", "give the base's folder, relative to this file")
        raise make_error([Fault(("base", "scenario"), reason, fix, "no_file")], data, file=file.name, spans=spans)
    return load_scenario(target)


def _compare_digests(base: Scenario, entry: BaseEntry) -> tuple[Words, ...]:
    """Say what of the base differs from what the edits were made on."""
    notes = []
    if entry.settings and entry.settings != digest(base.policy):
        notes.append(
            Words("基础方案的设置在变体保存之后改动过", "the settings of the base changed since the variant was saved")
        )
    now = base.pools.sources
    changed = [name for name in sorted({*entry.files, *now}) if entry.files.get(name) != now.get(name)]
    notes += [
        Words(
            f"基础方案的数据表“{name}”在变体保存之后改动过",
            f"the table {name} of the base changed since the variant was saved",
        )
        for name in (changed if entry.files else ())
    ]
    return tuple(notes)


def _point(base: Path, folder: Path) -> str:
    """Return the way from a folder to the base: to its folder where the file has the usual name."""
    target = base.parent if base.name == FILE_NAME else base
    try:
        return Path(os.path.relpath(target, folder)).as_posix()
    except ValueError:  # pragma: no cover
        # Another drive: there is no relative way.
        return target.as_posix()


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, BaseModel):
        value = value.model_dump(exclude_defaults=True)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _make_inline(value: Any) -> Any:  # noqa: ANN401
    """Return a value as TOML writes it on one line."""
    import tomlkit

    if isinstance(value, dict):
        table = tomlkit.inline_table()
        for key, item in value.items():
            table.append(key, _make_inline(item))
        return table
    if isinstance(value, list):
        array = tomlkit.array()
        for item in value:
            array.append(_make_inline(item))
        return array
    return tomlkit.item(value)
