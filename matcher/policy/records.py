"""What the planner decides, as frozen records closed to unknown keys."""

from datetime import date
from typing import Annotated, Self, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from matcher.policy.checks import find_faults
from matcher.policy.faults import show_place
from matcher.policy.register import REGISTER, Parameter
from matcher.policy.terms import (
    DEFAULT_WEIGHTS,
    PRESETS,
    Consent,
    Criterion,
    Duplicates,
    Favour,
    Objective,
    Preset,
    QuotaCount,
    TableName,
)
from matcher.pools.records import Id

__all__ = [
    "DEFAULT_WEIGHTS",
    "PRESETS",
    "Consent",
    "Criterion",
    "Duplicates",
    "EngineSettings",
    "Favour",
    "Objective",
    "PairOrder",
    "Policy",
    "PoolFiles",
    "Preset",
    "Quota",
    "QuotaCount",
    "RuleSetting",
    "Setting",
    "TableName",
    "Waiver",
]


def _as_many(value: object) -> object:
    """Take a single value for a list of one, as a planner may type it."""
    return value if isinstance(value, list | tuple | dict) else (value,)


Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=200)]
Files: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(_as_many), Field(strict=False)]
Values: TypeAlias = Annotated[tuple[str | int | bool, ...], BeforeValidator(_as_many), Field(strict=False)]
Count: TypeAlias = Annotated[int, Field(ge=0, le=1_000_000)]
Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]


class Setting(BaseModel):
    """Be frozen and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class PoolFiles(Setting):
    """Name the files of the pools, relative to the scenario's folder.

    Parameters
    ----------
    sheets
        Sheet to read, by table; absent: the first sheet that holds the table.
    columns
        Explicit mapping by table: header as typed → field name; empty: the column is passed over.
    duplicates, keys
        What a repeated key does, and the field that is the key, by table (``id`` by default).
    vocabulary
        A vocabulary file replacing the built-in one.
    """

    candidates: Files = ()
    enterprises: Files = ()
    posts: Files = ()
    choices: Files = ()
    opinions: Files = ()
    incumbents: Files = ()
    sheets: dict[TableName, Text] = {}
    columns: dict[TableName, dict[str, Annotated[str, Field(max_length=200)]]] = {}
    duplicates: Duplicates = "refuse"
    keys: dict[TableName, Text] = {}
    vocabulary: Text | None = None


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

    name: Text
    count: QuotaCount = "pairs"
    candidates: dict[str, Values] = {}
    posts: dict[str, Values] = {}
    least: Count | None = None
    most: Count | None = None
    least_share: Share | None = None
    most_share: Share | None = None


class PairOrder(Setting):
    """Pin or ban a candidate at an enterprise, or at one post of it.

    A pin at an enterprise with several posts asks for one of them.
    """

    candidate: Id
    enterprise: Id
    post: Id | None = None
    reason: str = ""


class Waiver(Setting):
    """Lift one rule of policy for a candidate at an enterprise, or at one post of it.

    The rule stays in force for every other pair. A rule of law cannot be waived.

    Parameters
    ----------
    rule
        A rule of policy that bars pairs, see `matcher.policy.rule.Rule.is_waivable`.
    reason
        Why; shown wherever the pair is explained, so it may not be empty.
    """

    candidate: Id
    enterprise: Id
    post: Id | None = None
    rule: Text
    reason: Text


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
    favour: Favour = "candidates"


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

    name: Text
    title: str = ""
    season_start: Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
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
    waivers: tuple[Waiver, ...] = Field(default=(), strict=False)
    engine: EngineSettings = EngineSettings()

    @field_validator("rules", mode="after")
    @classmethod
    def _write_numbers_alike(cls, rules: dict[str, RuleSetting]) -> dict[str, RuleSetting]:
        """Turn 60 into 60.0 where the register holds a float, so that equal policies are equal."""
        return {rule_id: _with_floats(rule_id, setting) for rule_id, setting in rules.items()}

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """Refuse what contradicts itself, also in policies that no file was read for."""
        faults = find_faults(self.model_dump())
        if faults:
            told = "; ".join(f"{show_place(fault.place)}: {fault.reason.en}" for fault in faults)
            raise PydanticCustomError("policy", "{told}", {"told": told})
        return self

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


def _with_floats(rule_id: str, setting: RuleSetting) -> RuleSetting:
    if rule_id not in REGISTER or not setting.parameters:
        return setting
    specs = REGISTER[rule_id].specs
    exact: dict[str, Parameter] = {
        name: float(value) if name in specs and isinstance(specs[name].default, float) and type(value) is int else value
        for name, value in setting.parameters.items()
    }
    return setting.model_copy(update={"parameters": exact})
