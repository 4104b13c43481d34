"""A scenario folder: its policy, its pools, and what the import found."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from matcher.errors import FileError, PoolsError
from matcher.findings import Finding
from matcher.policy import check_ids, load_policy
from matcher.policy.records import Policy, PoolFiles
from matcher.pools import Import, Pools, PoolSources, load_vocabulary, read_pools
from matcher.pools.vocabulary import Vocabulary
from matcher.words import Words


@dataclass(frozen=True, eq=False)
class Scenario:
    """Hold what was asked, ready to solve.

    Parameters
    ----------
    path
        The scenario file; None for one made in memory.
    findings
        Everything the import found; rows with errors were left out.
    """

    policy: Policy
    pools: Pools
    vocabulary: Vocabulary
    path: Path | None = None
    findings: tuple[Finding, ...] = ()


def find_scenario(path: Path | str) -> Path:
    """Return the scenario file of a folder or of its own path.

    Raises
    ------
    FileError
        Neither is there.
    """
    given = Path(path)
    file = given / "scenario.toml" if given.is_dir() else given
    if not file.is_file():
        raise FileError(
            Words(
                f"找不到方案设置：{given}。请给出含有 scenario.toml 的文件夹。",
                f"no scenario at {given}; name a folder that holds scenario.toml",
            )
        )
    return file


def read_scenario_pools(policy: Policy, folder: Path) -> Import:
    """Read the pool files a policy names, relative to the scenario's folder."""
    return read_pool_files(policy.pools, folder, as_of=policy.season_start)


def read_pool_files(files: PoolFiles, folder: Path, *, as_of: date) -> Import:
    """Read the pool files named, relative to a folder.

    Parameters
    ----------
    as_of
        The day that counts as today: later birth dates and the like are faults.
    """

    def locate(names: tuple[str, ...]) -> tuple[Path, ...]:
        return tuple(folder / name for name in names)

    sources = PoolSources(
        candidates=locate(files.candidates),
        enterprises=locate(files.enterprises),
        posts=locate(files.posts),
        choices=locate(files.choices),
        opinions=locate(files.opinions),
        incumbents=locate(files.incumbents),
        sheets=dict(files.sheets),
        columns={table: dict(mapping) for table, mapping in files.columns.items()},
        duplicates=files.duplicates,
        keys=dict(files.keys),
        vocabulary=None if files.vocabulary is None else folder / files.vocabulary,
    )
    return read_pools(sources, as_of=as_of)


def load_scenario(path: Path | str) -> Scenario:
    """Load a scenario folder: its settings and all tables it names.

    Parameters
    ----------
    path
        The folder, or its ``scenario.toml``.

    Raises
    ------
    FileError
        There is no scenario, or a file cannot be read.
    ScenarioError
        The settings are wrong; names place and nearest right word.
    PoolsError
        The tables cannot be used at all; carries every finding.
    """
    file = find_scenario(path)
    policy = load_policy(file)
    imported = read_scenario_pools(policy, file.parent)
    if imported.pools is None or not imported.is_usable:
        raise PoolsError(
            Words("数据表无法使用，请先改正所列问题", "the tables cannot be used; mend the findings first"),
            imported.findings,
        )
    vocabulary = load_vocabulary(None if policy.pools.vocabulary is None else file.parent / policy.pools.vocabulary)
    check_ids(policy, imported.pools, vocabulary=vocabulary, source=file)
    return Scenario(policy, imported.pools, vocabulary, file, imported.findings)
