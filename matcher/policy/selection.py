"""The fields by which a quota may select people and posts, and what each may be compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from matcher.pools.records import Candidate, Enterprise, Post, SkillLevel


@dataclass(frozen=True, slots=True)
class SelectionField:
    """Describe one field of a selection.

    Parameters
    ----------
    type
        Type of the values to compare with: ``str``, ``int`` or ``bool``.
    choices
        The only values there are; empty: any of the type.
    """

    type: type
    choices: tuple[str, ...] = ()

    def accepts_type(self, value: object) -> bool:
        """Tell whether a value has the type; ``true`` is no number."""
        return type(value) is self.type


def _describe(record: type[BaseModel], name: str) -> SelectionField:
    """Read type and choices off the record's own annotation, so that they cannot differ."""
    annotation: object = record.model_fields[name].annotation
    while True:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin in {Annotated, tuple}:
            annotation = arguments[0]
        elif origin in {Union, UnionType}:
            annotation = next(a for a in arguments if a is not NoneType)
        elif origin is Literal:
            return SelectionField(str, arguments)
        else:
            assert isinstance(annotation, type)
            return SelectionField(str if annotation is SkillLevel else annotation)


def _describe_all(record: type[BaseModel], names: str) -> Mapping[str, SelectionField]:
    return MappingProxyType({name: _describe(record, name) for name in names.split()})


CANDIDATE_FIELDS: Mapping[str, SelectionField] = _describe_all(
    Candidate,
    "id pool status grade grade_code unit unit_line former_areas former_lines overseen_lines skills industries "
    "languages party_years full_member unit_consent is_healthy area site_days capacity least roles committee",
)
"""Fields of a candidate."""

POST_FIELDS: Mapping[str, SelectionField] = _describe_all(
    Post, "id enterprise role kind least most must_have team_skills site_days workload"
)
"""Fields of a post; they go before a host's field of the same name."""

HOST_FIELDS: Mapping[str, SelectionField] = _describe_all(
    Enterprise,
    "line scale staff party_members organization stage star priority committee group area needs languages branch",
)
"""Fields of the enterprise that offers a post."""

SELECTIONS: Mapping[str, Mapping[str, SelectionField]] = MappingProxyType(
    {"candidates": CANDIDATE_FIELDS, "posts": MappingProxyType({**HOST_FIELDS, **POST_FIELDS})}
)
"""What may stand under ``candidates`` and ``posts`` of a quota."""
