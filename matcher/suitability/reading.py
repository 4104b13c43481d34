"""From records to columns: each record is read once, then nothing loops over records again.

Only words a host or post uses get a code; whatever else a candidate knows can meet nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from matcher.pools.columns import (
    find_codes,
    flatten,
    read_degrees,
    read_field,
    read_fields,
    read_host_degrees,
    read_numbers,
)
from matcher.pools.pools import Pools
from matcher.suitability.codes import (
    TOP_LEVEL,
    BitWords,
    Codebook,
    Codes,
    Flags,
    SkillLists,
    list_skills,
    pack_flags,
    pack_levels,
)
from matcher.suitability.columns import (
    DAY_NOT_STATED,
    POST_KINDS,
    ROLES,
    STAGES,
    STATUSES,
    CandidateColumns,
    Columns,
    Floats,
    Ints,
    PostColumns,
)
from matcher.suitability.criteria.skills import load_stage_skills
from matcher.suitability.plane import project_to_metres
from matcher.suitability.relations import read_opinions, read_relatives, read_terms


@dataclass(frozen=True, eq=False, slots=True)
class _Words:
    """Hold the words of hosts and posts, and what was read on the way to them."""

    skills: Codebook
    lines: Codebook
    areas: Codebook
    languages: Codebook
    needs: SkillLists
    must_have: SkillLists
    host_line: list[str | None]
    host_area: list[str]
    host_languages: list[tuple[str, ...]]
    host_stage: list[str]
    post_role: list[str]
    post_kind: list[str]


def read_columns(pools: Pools) -> Columns:
    """Read every record of the pools once."""
    words = _read_words(pools)
    people_xy, hosts_xy = project_to_metres(read_degrees(pools.candidates), pools.remember(read_host_degrees))
    return Columns(
        candidates=_read_candidates(pools, words, people_xy),
        posts=_read_posts(pools, words, hosts_xy),
        terms=read_terms(pools),
        relatives=read_relatives(pools),
        opinions=read_opinions(pools),
        skill_book=words.skills,
    )


def _read_words(pools: Pools) -> _Words:
    needed, line, area, languages, stage = read_fields(pools.enterprises, "needs", "line", "area", "languages", "stage")
    asked, role, kind = read_fields(pools.posts, "must_have", "role", "kind")
    needs, must_have = list_skills(needed), list_skills(asked)
    # The skills of the stages count although no host or post may ask for them.
    of_stages = [skill for skills in load_stage_skills().values() for skill in skills]
    return _Words(
        skills=Codebook([*needs.skill, *must_have.skill, *of_stages]),
        lines=Codebook(line),
        areas=Codebook(area),
        languages=Codebook(flatten(languages)[1]),
        needs=needs,
        must_have=must_have,
        host_line=line,
        host_area=area,
        host_languages=languages,
        host_stage=stage,
        post_role=role,
        post_kind=kind,
    )


def _read_candidates(pools: Pools, words: _Words, xy: Floats) -> CandidateColumns:
    people = pools.candidates
    levels = words.skills.grade(list_skills(read_field(people, "skills")))
    unit_line = read_field(people, "unit_line")
    mark_areas, mark_lines = words.areas.mark, words.lines.mark
    former_lines = mark_lines(read_field(people, "former_lines"))
    former_lines |= mark_lines([(line,) if line else () for line in unit_line])
    return CandidateColumns(
        num_rows=len(people),
        status=_positions(read_field(people, "status"), STATUSES),
        status_day=_days(read_field(people, "status_date")),
        birth_day=_days(read_field(people, "birth")),
        is_member=read_numbers(people, "full_member", np.bool_),
        is_consented=read_numbers(people, "unit_consent", np.bool_),
        is_healthy=read_numbers(people, "is_healthy", np.bool_),
        has_approval=read_numbers(people, "approval", np.bool_),
        takes_role=_mark_roles(read_field(people, "roles")),
        former_areas=mark_areas(read_field(people, "former_areas")),
        former_lines=former_lines,
        overseen_lines=mark_lines(read_field(people, "overseen_lines")),
        industries=mark_lines(read_field(people, "industries")),
        unit_line=words.lines.code(unit_line),
        area=words.areas.code(read_field(people, "area")),
        party_years=read_numbers(people, "party_years", np.int64),
        skills=pack_levels(levels),
        languages=pack_flags(words.languages.mark(read_field(people, "languages"))),
        levels=levels,
        x_m=np.ascontiguousarray(xy[:, 0]),
        y_m=np.ascontiguousarray(xy[:, 1]),
    )


def _read_posts(pools: Pools, words: _Words, xy: Floats) -> PostColumns:
    host = pools.positions.post_host
    needs = words.skills.grade(words.needs)
    languages = words.languages.mark(words.host_languages)
    asked = words.skills.grade(words.must_have)
    reserve = np.where(asked > 0, np.minimum(asked + 1, TOP_LEVEL), 0).astype(np.int8)
    return PostColumns(
        num_rows=len(host),
        host=host,
        role=_positions(words.post_role, ROLES),
        kind=_positions(words.post_kind, POST_KINDS),
        stage=_positions(words.host_stage, STAGES)[host],
        line=words.lines.code(words.host_line)[host],
        area=words.areas.code(words.host_area)[host],
        must_have=pack_levels(asked),
        reserve_two=pack_levels(np.where(reserve == TOP_LEVEL, np.int8(0), reserve)),
        reserve_three=pack_levels(np.where(reserve == TOP_LEVEL, reserve, np.int8(0))),
        num_must_have=(asked > 0).sum(axis=1),
        needs=_at(pack_levels(needs), host),
        need_levels=needs.sum(axis=1, dtype=np.int64)[host],
        languages=_at(pack_flags(languages), host),
        num_languages=languages.sum(axis=1)[host],
        x_m=xy[host, 0],
        y_m=xy[host, 1],
    )


def _positions(words: list[str], known: tuple[str, ...]) -> Codes:
    return find_codes(words, {word: position for position, word in enumerate(known)}, -1)


def _mark_roles(roles: Sequence[tuple[str, ...]]) -> Flags:
    """Return which roles each person takes; who names none takes all."""
    rows, named = flatten(roles)
    takes = np.zeros((len(roles), len(ROLES)), np.bool_)
    takes[rows, _positions(named, ROLES)] = True
    takes[~takes.any(axis=1)] = True
    return takes


def _at(words: BitWords, rows: Codes) -> BitWords:
    return tuple(word[rows] for word in words)


def _days(days: list[date | None]) -> Ints:
    return np.array([DAY_NOT_STATED if day is None else day.toordinal() for day in days], np.int64)
