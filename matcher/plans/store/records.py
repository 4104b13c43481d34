"""What the store gives out: frozen records, never its own rows.

Each carries the `version` an editor has seen where it can be edited; the edit hands it back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from matcher.findings import Finding
from matcher.policy.records import Objective
from matcher.pools import Pools
from matcher.pools.vocabulary import Vocabulary
from matcher.problem import Status, Value
from matcher.words import Words

RunState: TypeAlias = Literal["waiting", "running", "done", "stopped", "failed", "dead"]


@dataclass(frozen=True, slots=True)
class SeasonRecord:
    """Hold one round of two-way selection.

    Parameters
    ----------
    deadlines
        Code of a deadline (see `seasons.DEADLINES`) → day.
    """

    id: int
    name: str
    title: str
    starts_on: date
    deadlines: Mapping[str, date]
    made_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """Hold what a list shows of one version of a season's pools.

    Parameters
    ----------
    number
        1, 2, 3 … within the season.
    counts
        Table → number of records.
    num_errors, num_warnings
        Findings of the import that are open.
    files
        Names of the files it was read from.
    has_files
        Whether their bytes are still kept.
    based_on
        Id of the import this one was made from by edits; None: read from files.
    author
        Name of who imported it.
    """

    id: int
    season_id: int
    number: int
    digest: str
    counts: Mapping[str, int]
    num_errors: int
    num_warnings: int
    files: tuple[str, ...]
    has_files: bool
    based_on: int | None
    note: str
    author: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SettledFinding:
    """Hold a finding that a correction on screen settled, with the number of the version that did."""

    finding: Finding
    number: int


@dataclass(frozen=True, eq=False, slots=True)
class StoredPools:
    """Hold the pools of an import with what belongs to them.

    Parameters
    ----------
    findings
        Those that are open.
    settled
        Those of the versions it was made from that are not, in the order in which they were settled.
    """

    record: ImportRecord
    pools: Pools
    vocabulary: Vocabulary
    findings: tuple[Finding, ...]
    settled: tuple[SettledFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioRecord:
    """Hold a stored scenario.

    Parameters
    ----------
    policy
        Its TOML, comments and all.
    """

    id: int
    season_id: int
    import_id: int
    name: str
    policy: str
    is_archived: bool
    author: str
    made_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class VariantRecord:
    """Hold edits tried on a scenario, as the text of a variant file."""

    id: int
    scenario_id: int
    name: str
    content: str
    author: str
    made_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """Hold what a list shows of a plan; `load_plan` gives the plan itself.

    Parameters
    ----------
    number
        1, 2, 3 … within the scenario.
    based_on, change
        The plan this one was made from by hand, and how and why.
    state
        Where it stands in the workflow.
    status
        How its solve ended.
    figures
        ``seats_needed``, ``seats_filled``, ``hosts``, ``hosts_covered``, ``blind_spots_before``,
        ``blind_spots_left``, ``matches``, ``blocking``, ``excused``, ``uncovered``, ``unplaced``.
    """

    id: int
    scenario_id: int
    season_id: int
    import_id: int
    scenario_name: str
    number: int
    based_on: int | None
    change: Mapping[str, Any]
    state: str
    status: Status
    was_stopped: bool
    figures: Mapping[str, int]
    digest: str
    note: str
    made_by: int | None
    author: str
    made_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Hold one solve under way or over.

    Parameters
    ----------
    state
        ``waiting``, ``running``, ``done``, ``stopped`` (somebody pressed stop), ``failed``; ``dead``
        where its process gave no sign of life for a while and will not come back.
    status
        How the solve ended; empty while it has not.
    elapsed_s, objective, best, bound, engine
        The last report; None and empty before the first.
    fault
        Why there is no plan, where there is none.
    plan_id
        The plan it came to.
    """

    id: int
    scenario_id: int
    import_id: int
    policy: str
    state: RunState
    status: Status | Literal[""]
    elapsed_s: float
    objective: Objective | None
    best: Value | None
    bound: Value | None
    engine: str
    is_asked_to_stop: bool
    fault: Words | None
    plan_id: int | None
    made_by: int | None
    author: str
    made_at: datetime
    seen_at: datetime

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in {"waiting", "running"}


@dataclass(frozen=True, slots=True)
class ViewRecord:
    """Hold a filter somebody gave a name; `filters` are plain JSON values."""

    id: int
    page: str
    name: str
    filters: Mapping[str, Any]
