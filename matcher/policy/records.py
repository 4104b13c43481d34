"""What the planner decides, as frozen records closed to unknown keys."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from matcher.policy.register import REGISTER, Parameter
from matcher.pools.records import Id

Objective: TypeAlias = Literal[
    "coverage",
    "hosts",
    "stability",
    "popularity",
    "size",
    "ranks",
    "regret",
    "satisfaction",
    "balance",
    "travel",
    "continuity",
]
Preset: TypeAlias = Literal["coverage-first", "stability-first", "suitability-first"]
Consent: TypeAlias = Literal["open", "mutual"]
Duplicates: TypeAlias = Literal["refuse", "update", "skip"]
TableName: TypeAlias = Literal["candidates", "enterprises", "posts", "choices", "opinions", "incumbents"]
Criterion: TypeAlias = Literal[
    "needs",
    "must_have",
    "industry",
    "work_relation",
    "locality",
    "language",
    "party_work",
    "stage",
    "opinions",
    "continuity",
]

PRESETS: Mapping[str, tuple[Objective, ...]] = {
    "coverage-first": ("coverage", "stability", "satisfaction", "travel", "continuity"),
    "stability-first": ("stability", "coverage", "satisfaction", "travel", "continuity"),
    "suitability-first": ("satisfaction", "coverage", "travel", "continuity"),
}


class Setting(BaseModel):
    """Be frozen and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class PoolFiles(Setting):
    """Name the files of the pools, relative to the scenario's folder.

    Parameters
    ----------
    sheets
        Sheet to read, by table; absent: the first sheet that holds the table.
    columns
        Explicit mapping by table: header as typed → field name.
    duplicates, keys
        What a repeated key does, and the field that is the key, by table (``id`` by default).
    vocabulary
        A vocabulary file replacing the built-in one.
    """

    candidates: tuple[str, ...] = Field(default=(), strict=False)
    enterprises: tuple[str, ...] = Field(default=(), strict=False)
    posts: tuple[str, ...] = Field(default=(), strict=False)
    choices: tuple[str, ...] = Field(default=(), strict=False)
    opinions: tuple[str, ...] = Field(default=(), strict=False)
    incumbents: tuple[str, ...] = Field(default=(), strict=False)
    sheets: dict[TableName, str] = {}
    columns: dict[TableName, dict[str, str]] = {}
    duplicates: Duplicates = "refuse"
    keys: dict[TableName, str] = {}
    vocabulary: str | None = None


class RuleSetting(Setting):
    """Set one entry of the register; None keeps what the register says.

    Parameters
    ----------
    file_number
        Local file number shown beside the basis.
    valid_from, valid_until
        First and last day on which it holds; None: open.
    parameters
        Values by parameter name; unnamed ones keep the register's default.
    """

    enabled: bool | None = None
    basis: str | None = None
    clause: str | None = None
    file_number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    parameters: dict[str, Parameter] = {}


class Quota(Setting):
    """Bound how much of a selection of pairs the plan may or must hold.

    Parameters
    ----------
    count
        What is counted: ``pairs`` of the selection, distinct ``people`` placed in it, or distinct
        ``hosts`` served by it.
    candidates, posts
        Selection by field: field name → accepted values. A candidate field of `Candidate`, a post
        field of `Post` or of its `Enterprise`. Empty: all.
    least, most
        Bounds as counts.
    least_share, most_share
        Bounds as shares in [0, 1]: of all pairs of the plan (``pairs``), of all selected
        candidates of the pool (``people``), of all selected hosts (``hosts``).
    """

    name: str
    count: Literal["pairs", "people", "hosts"] = "pairs"
    candidates: dict[str, tuple[str | int | bool, ...]] = Field(default={}, strict=False)
    posts: dict[str, tuple[str | int | bool, ...]] = Field(default={}, strict=False)
    least: Annotated[int, Field(ge=0)] | None = None
    most: Annotated[int, Field(ge=0)] | None = None
    least_share: Annotated[float, Field(ge=0, le=1)] | None = None
    most_share: Annotated[float, Field(ge=0, le=1)] | None = None


class PairOrder(Setting):
    """Pin or ban a candidate at an enterprise, or at one post of it.

    A pin at an enterprise with several posts asks for one of them.
    """

    candidate: Id
    enterprise: Id
    post: Id | None = None
    reason: str = ""


class EngineSettings(Setting):
    """Bound the work of the engines.

    Parameters
    ----------
    effort
        Deterministic work units an exact engine may spend on one objective; the same number gives
        the same plan on every machine. About one second each on a slow core.
    time_limit_s
        Wall-clock limit for the whole solve, seconds; None: none. A plan stopped by the clock may
        differ from run to run.
    workers
        Threads of the exact engine; part of what decides the plan.
    favour
        Whose optimum is taken among stable plans, when preferences are strict.
    """

    effort: Annotated[float, Field(gt=0, le=100_000)] = 20.0
    time_limit_s: Annotated[float, Field(gt=0)] | None = None
    workers: Annotated[int, Field(ge=1, le=64)] = 2
    favour: Literal["candidates", "enterprises"] = "candidates"


DEFAULT_WEIGHTS: Mapping[Criterion, int] = {
    "needs": 30,
    "must_have": 5,
    "industry": 12,
    "work_relation": 10,
    "locality": 15,
    "language": 5,
    "party_work": 10,
    "stage": 8,
    "opinions": 0,
    "continuity": 5,
}


class Policy(Setting):
    """Hold everything the planner decided for one season.

    Parameters
    ----------
    season_start, term_years
        First day of the term and its length, years; they decide ages and eligible-from dates.
    consent
        ``open``: an unanswered side counts as accepting. ``mutual``: each must have named the
        other.
    tie_step
        Points within which unanswered pairs tie, 1 to 10,000.
    preset, objectives
        One of them; `objectives` in order of importance.
    near_km
        Distance at which the locality criterion falls to one half, kilometres.
    """

    name: str
    title: str = ""
    season_start: date
    term_years: Annotated[int, Field(ge=1, le=10)] = 2
    consent: Consent = "open"
    tie_step: Annotated[int, Field(ge=1, le=10_000)] = 500
    preset: Preset | None = None
    objectives: tuple[Objective, ...] = Field(default=(), strict=False)
    weights: dict[Criterion, Annotated[int, Field(ge=0, le=1000)]] = {}
    near_km: Annotated[float, Field(gt=0)] = 20.0
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    pools: PoolFiles = PoolFiles()
    rules: dict[str, RuleSetting] = {}
    quotas: tuple[Quota, ...] = Field(default=(), strict=False)
    pins: tuple[PairOrder, ...] = Field(default=(), strict=False)
    bans: tuple[PairOrder, ...] = Field(default=(), strict=False)
    engine: EngineSettings = EngineSettings()

    @property
    def ordered_objectives(self) -> tuple[Objective, ...]:
        """Objectives in order, from `objectives` or the preset."""
        return self.objectives or PRESETS[self.preset or "coverage-first"]

    def weight(self, criterion: Criterion) -> int:
        """Return the planner's weight of a criterion, or the default."""
        return self.weights.get(criterion, DEFAULT_WEIGHTS[criterion])

    def is_active(self, rule_id: str) -> bool:
        """Tell whether a rule of the register holds at the start of the season."""
        setting = self.rules.get(rule_id, RuleSetting())
        enabled = REGISTER[rule_id].is_on if setting.enabled is None else setting.enabled
        from_ok = setting.valid_from is None or setting.valid_from <= self.season_start
        until_ok = setting.valid_until is None or self.season_start <= setting.valid_until
        return enabled and from_ok and until_ok

    def parameter(self, rule_id: str, name: str) -> Parameter:
        """Return a parameter of a rule as set, or the register's default."""
        setting = self.rules.get(rule_id, RuleSetting())
        return setting.parameters.get(name, REGISTER[rule_id].parameters[name])
