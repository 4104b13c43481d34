"""A policy back into its file: comments kept, and never half written."""

import os
import tempfile
import tomllib
from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any

from matcher.errors import FileError, ScenarioError
from matcher.policy.load import FILE_NAME, build_policy, load_policy, read_scenario_text
from matcher.policy.records import Policy, TableName
from matcher.policy.texts import FIELDS
from matcher.words import Words

_INLINE = frozenset({"candidates", "posts"})
"""Tables that read better on one line: the selections of a quota."""


def write_policy(policy: Policy, path: Path) -> None:
    """Write a policy as a scenario file; reading it gives an equal policy.

    What stands at its default is left out. In an existing file only the settings that differ are
    touched, so its comments and order stay. The file is replaced in one step: whoever reads it at
    that moment sees the old or the new one.

    Parameters
    ----------
    path
        The file, or a folder in which ``scenario.toml`` is written.

    Raises
    ------
    FileError
        The place cannot be written.
    ScenarioError
        The policy contradicts itself, as a changed copy may; nothing is written.

    Examples
    --------
    >>> from datetime import date
    >>> from tempfile import TemporaryDirectory
    >>> policy = Policy(name="demo", season_start=date(2026, 12, 1), preset="stability-first")
    >>> with TemporaryDirectory() as folder:
    ...     write_policy(policy, Path(folder))
    ...     load_policy(Path(folder)) == policy
    True
    """
    file = path / FILE_NAME if path.is_dir() else path
    try:
        before = read_scenario_text(file) if file.is_file() else ""
    except ScenarioError:
        before = ""
    replace_file(file, render_policy(policy, before))


def remember_columns(path: Path, table: TableName, mapping: Mapping[str, str]) -> Policy:
    """Add a mapping of columns to a scenario file and return the policy it now holds.

    Parameters
    ----------
    path
        The file or its folder.
    mapping
        Header as typed → field name; a header that is mapped already gets the new field.

    Raises
    ------
    ScenarioError
        The file has faults, or there is no such field.
    FileError
        The place cannot be written.
    """
    policy = load_policy(path)
    data = policy.model_dump(exclude_none=True)
    columns = data["pools"]["columns"]
    columns[table] = {**columns.get(table, {}), **mapping}
    changed = build_policy(data)
    write_policy(changed, path)
    return changed


def render_policy(policy: Policy, before: str = "") -> str:
    """Return a policy as the text of a scenario file; parsing it gives an equal policy.

    Parameters
    ----------
    before
        The text so far; only settings that differ are touched, so its comments and order stay.

    Raises
    ------
    ScenarioError
        The policy contradicts itself, as a changed copy may.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    wanted = _plain(policy.model_dump(exclude_defaults=True))
    if before:
        try:
            document = tomlkit.parse(before)
            _merge(document, wanted, _plain(policy.model_dump(exclude_none=True)))
            text = tomlkit.dumps(document)
            if build_policy(tomllib.loads(text)) == policy:
                return text
        except (TOMLKitError, ScenarioError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            # Comments are worth an attempt, not a loss: what cannot be edited is written anew.
            pass
    document = tomlkit.document()
    document.add(tomlkit.comment("双向选择方案。各项含义见 docs/scenario.md。"))
    for key, value in wanted.items():
        if isinstance(value, dict) or _is_list_of_tables(value):
            document.add(tomlkit.nl())
            document.add(tomlkit.comment(FIELDS["Policy"][key].zh))
        document.add(key, _make_item(value))
    text = tomlkit.dumps(document)
    # A policy changed by copying was not checked; a file that nobody can load is not written.
    build_policy(tomllib.loads(text), text=text)
    return text


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Turn tuples into lists, and a list of one text into that text, as a planner types it."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def _make_item(value: Any, *, is_inline: bool = False) -> Any:  # noqa: ANN401
    import tomlkit

    if _is_list_of_tables(value):
        tables = tomlkit.aot()
        for entry in value:
            tables.append(_make_item(entry))
        return tables
    if isinstance(value, dict):
        is_super = bool(value) and all(isinstance(item, dict) for item in value.values())
        table: Any = tomlkit.inline_table() if is_inline else tomlkit.table(is_super_table=is_super)
        for key, item in value.items():
            table.append(_make_key(key), _make_item(item, is_inline=is_inline or key in _INLINE))
        return table
    return tomlkit.item(value)


def _make_key(key: str) -> Any:  # noqa: ANN401
    """Quote what is no bare key; headers hold line breaks, dots and quotes."""
    import tomlkit
    from tomlkit.items import KeyType, SingleKey

    if key and key.isascii() and key.replace("-", "").replace("_", "").isalnum():
        return tomlkit.key(key)
    return SingleKey(key, t=KeyType.Basic)


def _merge(target: MutableMapping[str, Any], wanted: Mapping[str, Any], full: Mapping[str, Any]) -> None:
    """Change a table of the document where it differs from what is wanted.

    Parameters
    ----------
    full
        The same with all defaults: what a planner typed though it is the default stays.
    """
    for key in list(target):
        if key not in full:
            del target[key]
        elif isinstance(full[key], dict) and isinstance(target[key], MutableMapping):
            _merge(target[key], wanted.get(key, {}), full[key])
        elif _is_list_of_tables(full[key]) and _holds_tables(target[key]):
            _merge_entries(target, key, wanted[key], full[key])
        elif not _fits(target[key], wanted.get(key), full[key]):
            _replace_item(target, key, wanted.get(key))
    for key, value in wanted.items():
        if key not in target:
            target[_make_key(key)] = _make_item(value, is_inline=key in _INLINE and not isinstance(value, list))


def _holds_tables(item: object) -> bool:
    import tomlkit

    return isinstance(item, tomlkit.items.AoT)


def _merge_entries(target: MutableMapping[str, Any], key: str, wanted: list[Any], full: list[Any]) -> None:
    """Make an array of tables hold the entries wanted; those that stay keep their comments."""
    import tomlkit

    old = list(target[key])
    chosen = [_take_old(old, entry) for entry in full]
    if [id(table) for table in chosen] == [id(table) for table in target[key]]:
        for table, entry, whole in zip(chosen, wanted, full, strict=True):
            _merge(table, entry, whole)
        return
    new = tomlkit.aot()
    for table, entry, whole in zip(chosen, wanted, full, strict=True):
        if table is not None:
            _merge(table, entry, whole)
        new.append(_make_item(entry) if table is None else table)
    target[key] = new


def _take_old(old: list[Any], entry: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Take out of the list the table that speaks of the same quota, pair or waiver; None: there is none."""
    marks = ("name",) if "name" in entry else ("candidate", "enterprise", "post", "rule")
    for n, table in enumerate(old):
        if all(table.get(mark) == entry.get(mark) for mark in marks):
            return old.pop(n)
    return None


def _replace_item(target: MutableMapping[str, Any], key: str, value: object) -> None:
    """Put a value in place of another, with the comment beside it; None: take it away."""
    import tomlkit

    if value is None:
        del target[key]
        return
    item, trivia = _make_item(value), getattr(target[key], "trivia", None)
    if trivia is not None and not isinstance(item, tomlkit.items.Table | tomlkit.items.AoT):
        item.trivia.comment_ws, item.trivia.comment = trivia.comment_ws, trivia.comment
    target[key] = item


def _fits(old: Any, wanted: Any, full: object) -> bool:  # noqa: ANN401
    """Tell whether what stands in the document says what is wanted, with or without defaults."""
    # A switch comes out of the document as a plain bool.
    plain: Any = old if isinstance(old, bool) else old.unwrap()
    if not (_is_list_of_tables(full) and _is_list_of_tables(plain) and len(plain) == len(wanted)):
        return _is_same(plain, full)
    return all(
        entry.keys() >= least.keys() and all(key in whole and _is_same(entry[key], whole[key]) for key in entry)
        for entry, least, whole in zip(plain, wanted, full, strict=True)  # type: ignore[call-overload]
    )


def _is_same(old: Any, value: object) -> bool:  # noqa: ANN401
    """Compare what stands in the document with what is wanted; ``"a"`` stands for ``["a"]``."""
    plain = [old] if isinstance(value, list) and not isinstance(old, list | dict) else old
    if isinstance(value, Mapping) and isinstance(plain, Mapping):
        return plain.keys() == value.keys() and all(_is_same(plain[key], value[key]) for key in value)
    if isinstance(value, Sequence) and not isinstance(value, str) and isinstance(plain, list):
        return len(plain) == len(value) and all(map(_is_same, plain, value))
    return bool(plain == value) and isinstance(plain, bool) == isinstance(value, bool)


def replace_file(file: Path, text: str) -> None:
    """Put a text in place of a file in one step; a reader sees the old one or the new one.

    Raises
    ------
    FileError
        The place cannot be written.
    """
    # A link stays a link; what it points to is replaced.
    file = file.resolve()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        mode = file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~_read_umask()
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(mode)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        why = error.strerror or str(error)
        raise FileError(Words(f"无法写入 {file}：{why}", f"cannot write {file}: {why}")) from error


def _read_umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
