"""The closed words of a scenario: objectives, presets, criteria, and what they stand for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

Objective: TypeAlias = Literal[
    "coverage",
    "hosts",
    "stability",
    "popularity",
    "size",
    "ranks",
    "generous",
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
Favour: TypeAlias = Literal["candidates", "enterprises"]
QuotaCount: TypeAlias = Literal["pairs", "people", "hosts"]
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

PRESETS: Mapping[Preset, tuple[Objective, ...]] = MappingProxyType(
    {
        "coverage-first": ("coverage", "stability", "satisfaction", "travel", "continuity"),
        "stability-first": ("stability", "coverage", "satisfaction", "travel", "continuity"),
        "suitability-first": ("satisfaction", "coverage", "travel", "continuity"),
    }
)
"""Objectives in order, by the name of the preset."""

DEFAULT_WEIGHTS: Mapping[Criterion, int] = MappingProxyType(
    {
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
)
"""Weight of each criterion where a scenario is silent; they sum to 100."""
