"""``matcher template`` and ``matcher generate``: files to begin with."""

from datetime import date
from pathlib import Path
from typing import get_args

from rich.text import Text

from matcher.cli.output import Output, UsageError
from matcher.cli.texts import say
from matcher.errors import FileError
from matcher.explain import name
from matcher.exports.replacing import replace_folder
from matcher.policy.terms import TableName
from matcher.words import Words

SEASON_START = date(2026, 12, 1)
"""The season generated pools are made for."""


def write_templates(folder: Path, table: str | None, output: Output, command: str) -> int:
    """Write empty workbooks; a file that exists is left alone.

    Raises
    ------
    UsageError
        There is no such table.
    FileError
        A file exists already, or the place cannot be written.
    """
    from matcher.pools import write_template

    tables: tuple[TableName, ...] = get_args(TableName)
    if table is not None:
        names = {key: key for key in tables} | {name("table", key).zh: key for key in tables}
        if table not in names:
            raise UsageError(say("no-table", name=table, tables=" ".join(tables)), command)
        tables = (names[table],)
    suffix = "模板.xlsx" if output.language == "zh" else " template.xlsx"
    files = {key: folder / f"{name('table', key).say(output.language)}{suffix}" for key in tables}
    for path in files.values():
        if path.exists():
            raise FileError(say("file-exists", path=str(path)))
    _make_folder(folder)
    for key, path in files.items():
        write_template(path, key, output.language)
    _list_files(list(files.values()), output)
    return 0


def generate_scenario(num_hosts: int, num_people: int, seed: int, folder: Path, output: Output) -> int:
    """Write synthetic pools as messy workbooks, and a scenario that reads them.

    Raises
    ------
    FileError
        The folder holds something, or cannot be written.
    """
    from matcher.policy import Policy, PoolFiles, write_policy
    from matcher.pools.synthetic import generate_pools, write_messy_workbooks

    pools = generate_pools(num_hosts, num_people, seed)

    def fill(staged: Path) -> None:
        files = write_messy_workbooks(pools, staged, seed)
        named = {table: (file.name,) for table, file in zip(get_args(TableName), files, strict=True)}
        title = say("generated-title", hosts=num_hosts, people=num_people, seed=seed).say(output.language)
        policy = Policy(
            name=f"synthetic-{num_hosts}-{num_people}-{seed}",
            title=title,
            season_start=SEASON_START,
            preset="coverage-first",
            seed=seed,
            pools=PoolFiles.model_validate(named),
        )
        write_policy(policy, staged)

    replace_folder(folder, fill, may_replace=lambda _: False, is_ours=lambda _: False)
    _list_files(sorted(folder.iterdir()), output)
    output.tell("run-next", path=str(folder))
    return 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(Words(f"无法写入 {folder}：{reason}", f"cannot write {folder}: {reason}")) from error


def _list_files(files: list[Path], output: Output) -> None:
    output.show(Text(say("wrote").say(output.language)))
    for path in files:
        output.show(Text(f"  {path}", overflow="fold"))
    output.emit({"files": [str(path) for path in files]})
