"""The pools as arrays, in the shape that gates and criteria compute on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from matcher.pools.records import PostKind, Role, ServiceStatus, Stage, View
from matcher.suitability.codes import BitWords, Codebook, Codes, Flags, Levels

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

STATUSES: tuple[str, ...] = get_args(ServiceStatus)
POST_KINDS: tuple[str, ...] = get_args(PostKind)
ROLES: tuple[str, ...] = get_args(Role)
STAGES: tuple[str, ...] = get_args(Stage)
DAY_NOT_STATED = 0
SHARE_OF_VIEW: Mapping[View, float] = {"support": 1.0, "neutral": 0.5, "oppose": 0.0}


@dataclass(frozen=True, eq=False, slots=True)
class CandidateColumns:
    """Hold the candidates; every array has one row each.

    Parameters
    ----------
    status
        Position in `STATUSES`.
    status_day, birth_day
        Proleptic day numbers (`date.toordinal`); 0 where not stated.
    is_member, is_consented, is_healthy
        True only where stated so.
    takes_role
        Roles the candidate would take, columns as `ROLES`; all where none is named.
    former_areas, former_lines, overseen_lines, industries
        Sets as rows of flags over the codes of hosts' areas and lines; the unit's own line counts
        among the former lines.
    skills, languages
        Sets as bits; `skills` in unary levels.
    levels
        Level of each skill code, 0 where absent.
    """

    num_rows: int
    status: Codes
    status_day: Ints
    birth_day: Ints
    is_member: Flags
    is_consented: Flags
    is_healthy: Flags
    has_approval: Flags
    takes_role: Flags
    former_areas: Flags
    former_lines: Flags
    overseen_lines: Flags
    industries: Flags
    unit_line: Codes
    area: Codes
    party_years: Ints
    skills: BitWords
    languages: BitWords
    levels: Levels
    x_m: Floats
    y_m: Floats


@dataclass(frozen=True, eq=False, slots=True)
class PostColumns:
    """Hold the posts, each with the fields of its host; every array has one row a post.

    Parameters
    ----------
    host
        Position in ``Pools.enterprises``.
    role, kind, stage
        Positions in `ROLES`, `POST_KINDS`, `STAGES`.
    must_have
        Must-have skills in unary levels.
    reserve_two, reserve_three
        Must-have skills raised by one level of reserve, those that end at level 2 and those that
        end at level 3, in unary levels; `num_must_have` counts both.
    needs, need_levels
        The host's needs in unary levels, and the sum of those levels.
    languages, num_languages
        Languages spoken at the host, as bits and counted.
    """

    num_rows: int
    host: Codes
    role: Codes
    kind: Codes
    stage: Codes
    line: Codes
    area: Codes
    must_have: BitWords
    reserve_two: BitWords
    reserve_three: BitWords
    num_must_have: Ints
    needs: BitWords
    need_levels: Ints
    languages: BitWords
    num_languages: Ints
    x_m: Floats
    y_m: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Relation:
    """Hold the few pairs about which something is on record; sorted by (candidate, post)."""

    candidate: Ints
    post: Ints
    value: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Columns:
    """Hold the pools as arrays.

    Parameters
    ----------
    terms
        Consecutive terms served at the host.
    relatives
        1 where a relative owns, leads or keeps the books of the host.
    opinions
        Mean of the recorded views: support 1, neutral 0.5, oppose 0.
    """

    candidates: CandidateColumns
    posts: PostColumns
    terms: Relation
    relatives: Relation
    opinions: Relation
    skill_book: Codebook
