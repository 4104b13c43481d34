"""Who there is: the frozen records of both pools and of what both sides said.

Every record is closed to unknown keys. Ids are text exactly as typed (``007`` stays ``007``).
Words from a vocabulary (skills, lines of business, languages, grades) are stored as its codes;
grade words are kept as typed beside the code. Numbers of identity cards are checked on the way in
and never stored.
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

Pool: TypeAlias = Literal["retired", "reserve", "on_duty", "full_time"]
ServiceStatus: TypeAlias = Literal["on_duty", "early_leave", "reassigned", "retired"]
EnterpriseKind: TypeAlias = Literal["private_enterprise", "foreign_enterprise", "social_organization", "cooperative"]
Scale: TypeAlias = Literal["large", "medium", "small", "micro"]
Stage: TypeAlias = Literal["none", "has", "standard", "weak"]
Organization: TypeAlias = Literal["none", "independent", "joint", "attached"]
Role: TypeAlias = Literal["secretary", "deputy_secretary", "instructor", "liaison"]
PostKind: TypeAlias = Literal["organization_sent", "party_post", "company_post"]
Side: TypeAlias = Literal["candidate", "enterprise"]
Answer: TypeAlias = Literal["ranked", "accepted", "refused", "unanswered"]
View: TypeAlias = Literal["support", "neutral", "oppose"]

Id: TypeAlias = Annotated[str, Field(min_length=1, max_length=64)]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=100)]
Level: TypeAlias = Annotated[int, Field(ge=1, le=3)]


class Record(BaseModel):
    """Be frozen and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class SkillLevel(Record):
    """Hold one skill or need with its level: 1 knows, 2 practised, 3 master."""

    skill: str
    level: Level = 1


class RelativeTie(Record):
    """Say that a relative of the candidate owns, leads or keeps the books of a host.

    Parameters
    ----------
    enterprise
        Id of the host.
    relation
        As typed: 配偶， 子女， 兄弟 …
    position
        As typed: 法定代表人， 会计 …
    """

    enterprise: Id
    relation: str
    position: str = ""


class Place(Record):
    """Hold a point in degrees (WGS 84)."""

    longitude: Annotated[float, Field(ge=-180, le=180)]
    latitude: Annotated[float, Field(ge=-90, le=90)]


class Candidate(Record):
    """Hold one person of the candidate pool (人选).

    Parameters
    ----------
    status, status_date
        Service status and the day it began; they decide the legal rules.
    former_areas, former_lines
        Areas served in and lines of business supervised before leaving the post (原任职地区，
        原分管业务), for the cooling-off rule.
    overseen_lines
        Lines the own office licenses, inspects or funds today (监管行业): a flag, not a bar.
    unit, unit_line
        Own or last unit and the line of business it works with.
    grade, grade_code
        The grade word as typed, and its vocabulary code where it has one.
    industries
        Lines of business with own work experience.
    party_years
        Years of Party work.
    full_member, unit_consent, is_healthy
        Needed for any appointment; None means not stated, which bars as "no" does not: the
        import reports it, the gate says "not stated".
    approval
        Approval or record number for the appointment, where one is needed.
    site_days
        Most days on site a month over all hosts; None: no limit.
    capacity, least
        Most and least number of hosts (上限， 下限). capacity None: the rule host-cap decides.
    radius_km
        Greatest distance between any two hosts, kilometres, in place of the one of the rule
        bundle-radius while that is on; None: the rule's.
    avoid
        Ids of candidates who may not serve at the same host (回避人员).
    phone
        As typed; shown masked.
    """

    id: Id
    name: Name
    pool: Pool
    status: ServiceStatus
    status_date: date | None = None
    birth: date | None = None
    grade: str = ""
    grade_code: str | None = None
    unit: str = ""
    unit_line: str | None = None
    former_areas: tuple[str, ...] = ()
    former_lines: tuple[str, ...] = ()
    overseen_lines: tuple[str, ...] = ()
    skills: tuple[SkillLevel, ...] = ()
    industries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    party_years: Annotated[int, Field(ge=0, le=70)] = 0
    full_member: bool | None = None
    unit_consent: bool | None = None
    is_healthy: bool | None = None
    approval: str = ""
    area: str = ""
    place: Place | None = None
    site_days: Annotated[int, Field(ge=0, le=31)] | None = None
    capacity: Annotated[int, Field(ge=0, le=50)] | None = None
    least: Annotated[int, Field(ge=0, le=50)] = 0
    radius_km: Annotated[float, Field(gt=0, le=5000)] | None = None
    roles: tuple[Role, ...] = ()
    relatives: tuple[RelativeTie, ...] = ()
    avoid: tuple[Id, ...] = ()
    committee: str = ""
    phone: str = ""
    note: str = ""


class Enterprise(Record):
    """Hold one host (企业、社会组织、合作社).

    Parameters
    ----------
    line
        Line of business, a vocabulary code.
    stage
        Party-building stage: ``none`` set up next, ``has`` standardize next, ``standard``
        innovate next, ``weak`` rectify.
    organization, party_members
        A host with organization ``none`` and no member is a blind spot (盲点).
    star
        Stars of the branch, 0 unrated to 5.
    priority
        1 lowest to 5 highest; weight of each seat in the coverage objective.
    branch
        Id of the host that carries the joint branch this host belongs to (联合支部、挂靠). Such a
        host has no posts of its own and is covered when the carrying host is. None: stands alone.
    """

    id: Id
    name: Name
    kind: EnterpriseKind
    credit_code: str = ""
    line: str | None = None
    scale: Scale = "small"
    staff: Annotated[int, Field(ge=0)] | None = None
    party_members: Annotated[int, Field(ge=0)] = 0
    organization: Organization = "none"
    stage: Stage = "none"
    star: Annotated[int, Field(ge=0, le=5)] = 0
    priority: Annotated[int, Field(ge=1, le=5)] = 3
    committee: str = ""
    group: str = ""
    area: str = ""
    place: Place | None = None
    needs: tuple[SkillLevel, ...] = ()
    languages: tuple[str, ...] = ()
    branch: Id | None = None
    contact: str = ""
    phone: str = ""
    note: str = ""


class Post(Record):
    """Hold what a host asks for (派驻岗位).

    Parameters
    ----------
    least, most
        Number of people wanted (最少人数， 最多人数); ``least`` counts for coverage.
    must_have
        Skills with the least level each person needs.
    team_skills
        Skills of which at least one person placed at the post must hold each.
    site_days
        Days on site a month asked of each person.
    workload
        Work units asked of each person, against the budget a policy sets; 0: none.
    """

    id: Id
    enterprise: Id
    role: Role = "instructor"
    kind: PostKind = "organization_sent"
    least: Annotated[int, Field(ge=0, le=100)] = 1
    most: Annotated[int, Field(ge=0, le=100)] = 1
    must_have: tuple[SkillLevel, ...] = ()
    team_skills: tuple[str, ...] = ()
    site_days: Annotated[int, Field(ge=0, le=31)] = 0
    workload: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _least_within_most(self) -> "Post":
        if self.least > self.most:
            raise ValueError("least exceeds most")
        return self


class Choice(Record):
    """Hold one side's answer on the other (意愿).

    Parameters
    ----------
    side
        Who answers.
    post
        A post of the enterprise, or None: all its posts.
    rank
        1 best, equal ranks tie; given exactly when `answer` is ``ranked``.
    """

    side: Side
    candidate: Id
    enterprise: Id
    post: Id | None = None
    answer: Answer = "ranked"
    rank: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _rank_belongs_to_ranked(self) -> "Choice":
        if (self.answer == "ranked") != (self.rank is not None):
            raise ValueError("rank is given exactly when the answer is ranked")
        return self


class Opinion(Record):
    """Hold a third party's recorded view of a pair (第三方意见)."""

    source: Name
    candidate: Id
    enterprise: Id
    view: View
    reason: str = ""


class Incumbent(Record):
    """Hold who served where last season (上一届任职).

    Parameters
    ----------
    terms
        Consecutive terms served by the end of the last season, the last one included.
    """

    candidate: Id
    enterprise: Id
    role: Role = "instructor"
    terms: Annotated[int, Field(ge=1, le=20)] = 1
    since: date | None = None
    until: date | None = None
