"""The pools as arrays: each record is read once, then nothing loops over records again.

Only words a host or post uses get a code; whatever else a candidate knows can meet nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from matcher.pools.pools import Pools
from matcher.pools.records import PostKind, Role, ServiceStatus, Stage, View
from matcher.suitability.codes import TOP_LEVEL, BitWords, Codebook, Codes, Flags, Levels, pack_flags, pack_levels
from matcher.suitability.plane import project_to_metres, to_degrees

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


def read_columns(pools: Pools, extra_skills: Iterable[str] = ()) -> Columns:
    """Read every record of the pools once.

    Parameters
    ----------
    extra_skills
        Skills that count although no host or post asks for them.
    """
    hosts, posts = pools.enterprises, pools.posts
    skill_book = Codebook(
        [
            *(need.skill for host in hosts for need in host.needs),
            *(need.skill for post in posts for need in post.must_have),
            *extra_skills,
        ]
    )
    books = _Books(
        skill_book,
        Codebook([host.line for host in hosts]),
        Codebook([host.area for host in hosts]),
        Codebook([language for host in hosts for language in host.languages]),
    )
    people_xy, hosts_xy = project_to_metres(
        to_degrees([person.place for person in pools.candidates]), to_degrees([host.place for host in hosts])
    )
    return Columns(
        _read_candidates(pools, books, people_xy),
        _read_posts(pools, books, hosts_xy),
        *_read_relations(pools),
        skill_book,
    )


@dataclass(frozen=True, slots=True)
class _Books:
    skills: Codebook
    lines: Codebook
    areas: Codebook
    languages: Codebook


def _positions(words: Iterable[str], known: tuple[str, ...]) -> Codes:
    code = {word: position for position, word in enumerate(known)}
    return np.array([code[word] for word in words], np.int32)


def _read_candidates(pools: Pools, books: _Books, xy: Floats) -> CandidateColumns:
    people = pools.candidates
    levels = books.skills.grade([one.skills for one in people])
    role = {word: position for position, word in enumerate(ROLES)}
    takes_role = np.ones((len(people), len(ROLES)), np.bool_)
    for row, one in enumerate(people):
        if one.roles:
            takes_role[row] = False
            takes_role[row, [role[word] for word in one.roles]] = True
    unit_lines = [(one.unit_line,) if one.unit_line else () for one in people]
    mark_lines = books.lines.mark
    return CandidateColumns(
        num_rows=len(people),
        status=_positions([one.status for one in people], STATUSES),
        status_day=_days([one.status_date for one in people]),
        birth_day=_days([one.birth for one in people]),
        is_member=np.array([one.full_member is True for one in people], np.bool_),
        is_consented=np.array([one.unit_consent is True for one in people], np.bool_),
        is_healthy=np.array([one.is_healthy is True for one in people], np.bool_),
        has_approval=np.array([bool(one.approval) for one in people], np.bool_),
        takes_role=takes_role,
        former_areas=books.areas.mark([one.former_areas for one in people]),
        former_lines=mark_lines([one.former_lines for one in people]) | mark_lines(unit_lines),
        overseen_lines=mark_lines([one.overseen_lines for one in people]),
        industries=mark_lines([one.industries for one in people]),
        unit_line=books.lines.code([one.unit_line for one in people]),
        area=books.areas.code([one.area for one in people]),
        party_years=np.array([one.party_years for one in people], np.int64),
        skills=pack_levels(levels),
        languages=pack_flags(books.languages.mark([one.languages for one in people])),
        levels=levels,
        x_m=np.ascontiguousarray(xy[:, 0]),
        y_m=np.ascontiguousarray(xy[:, 1]),
    )


def _read_posts(pools: Pools, books: _Books, xy: Floats) -> PostColumns:
    hosts, posts = pools.enterprises, pools.posts
    index = pools.enterprise_index
    host = np.array([index[post.enterprise] for post in posts], np.int32)
    needs = books.skills.grade([one.needs for one in hosts])
    languages = books.languages.mark([one.languages for one in hosts])
    asked = books.skills.grade([post.must_have for post in posts])
    reserve = np.where(asked > 0, np.minimum(asked + 1, TOP_LEVEL), 0).astype(np.int8)
    return PostColumns(
        num_rows=len(posts),
        host=host,
        role=_positions([post.role for post in posts], ROLES),
        kind=_positions([post.kind for post in posts], POST_KINDS),
        stage=_positions([one.stage for one in hosts], STAGES)[host],
        line=books.lines.code([one.line for one in hosts])[host],
        area=books.areas.code([one.area for one in hosts])[host],
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


def _at(words: BitWords, rows: Codes) -> BitWords:
    return tuple(word[rows] for word in words)


def _days(days: Iterable[Any]) -> Ints:
    return np.array([DAY_NOT_STATED if day is None else day.toordinal() for day in days], np.int64)


def _read_relations(pools: Pools) -> tuple[Relation, Relation, Relation]:
    people = pools.candidate_index
    posts_of: dict[str, list[int]] = {}
    for position, post in enumerate(pools.posts):
        posts_of.setdefault(post.enterprise, []).append(position)

    def spread_over_posts(by_host: Mapping[tuple[str, str], float]) -> Relation:
        cells = sorted(
            (people[person], post, value)
            for (person, host), value in by_host.items()
            for post in posts_of.get(host, ())
        )
        table = np.array(cells, np.float64).reshape(-1, 3)
        return Relation(table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), np.ascontiguousarray(table[:, 2]))

    terms: dict[tuple[str, str], float] = {}
    for served in pools.incumbents:
        key = (served.candidate, served.enterprise)
        terms[key] = max(terms.get(key, 0.0), float(served.terms))
    relatives = {(one.id, tie.enterprise): 1.0 for one in pools.candidates for tie in one.relatives}
    views: dict[tuple[str, str], list[float]] = {}
    for said in pools.opinions:
        views.setdefault((said.candidate, said.enterprise), []).append(SHARE_OF_VIEW[said.view])
    opinions = {key: sum(values) / len(values) for key, values in views.items()}
    return spread_over_posts(terms), spread_over_posts(relatives), spread_over_posts(opinions)
