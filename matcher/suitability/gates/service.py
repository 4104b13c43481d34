"""Rules about office held and office left: serving officials, cooling-off, approvals."""

from datetime import date
from typing import NamedTuple

import numpy as np

from matcher.policy.records import Policy
from matcher.pools.records import Candidate
from matcher.suitability.calendar_days import add_years, subtract_years
from matcher.suitability.case import NOT_STATED, Case, give_reason, name_choice, show_day
from matcher.suitability.codes import Flags
from matcher.suitability.columns import DAY_NOT_STATED, POST_KINDS, STATUSES, Columns
from matcher.suitability.pairs import Judge, Pairs, hit_codes
from matcher.suitability.table import Reason
from matcher.words import Words

RETIRED = STATUSES.index("retired")
COMPANY_POST = POST_KINDS.index("company_post")


def mark_serving_official(columns: Columns, policy: Policy) -> Judge:
    """Mark people not yet retired at posts of the kinds the policy closes to them."""
    is_closed = np.array([bool(policy.parameter("serving-official", kind)) for kind in POST_KINDS])
    is_serving: Flags = columns.candidates.status != RETIRED
    return hit_codes(is_serving[:, None] & is_closed, columns.posts.kind)


def explain_serving_official(case: Case, policy: Policy) -> Reason | None:
    """Say that a person not yet retired may not take a post of this kind."""
    status, kind = case.candidate.status, case.post.kind
    if status == "retired" or not policy.parameter("serving-official", kind):
        return None
    person, post = name_choice("status", status), name_choice("post_kind", kind)
    words = Words(
        f"人选任职状态为“{person.zh}”，尚未退休，不得担任“{post.zh}”性质的岗位。",
        f"The person is not retired (status: {person.en}) and may not take a post of the kind “{post.en}”.",
    )
    return give_reason("serving-official", policy, {"status": status, "post_kind": kind}, words)


def mark_cooling_off(columns: Columns, policy: Policy) -> Judge:
    """Mark people retired for too short a time at hosts of their former area or line."""
    people, posts = columns.candidates, columns.posts
    is_cooling = _mark_recently_retired(columns, policy, "cooling-off")[:, None]
    in_area = hit_codes(people.former_areas & is_cooling, posts.area)
    in_line = hit_codes(people.former_lines & is_cooling, posts.line)

    def judge(pairs: Pairs) -> Flags:
        hits: Flags = in_area(pairs) | in_line(pairs)
        return hits

    return judge


def explain_cooling_off(case: Case, policy: Policy) -> Reason | None:
    """Say which former area or line the host shares, and when the period is over."""
    person, host = case.candidate, case.host
    years = int(policy.parameter("cooling-off", "years"))
    period = _find_period(person, policy, years)
    shares_area = bool(host.area) and host.area in person.former_areas
    shares_line = bool(host.line) and host.line in (*person.former_lines, person.unit_line)
    if not period.is_running or not (shares_area or shares_line):
        return None
    data = {"status": person.status, "status_date": show_day(person.status_date), "years": str(years)}
    zh, en = [], []
    if shares_area:
        data["area"] = host.area
        zh.append(f"地区“{host.area}”")
        en.append(f"area “{host.area}”")
    if shares_line and host.line:
        line = case.name("lines", host.line)
        data["line"] = host.line
        zh.append(f"行业“{line.zh}”")
        en.append(f"line “{line.en}”")
    if period.end is None:
        words = Words(
            f"退休日期未填写，无法认定已满{years}年，而企业属于原任职或原分管范围：{'、'.join(zh)}。",
            f"The day of retirement is not stated, so {years} years cannot be taken as over, and the host lies in "
            f"the person's former {' and '.join(en)}.",
        )
    else:
        words = Words(
            f"{_show(person.status_date).zh}退休，至任期开始未满{years}年，企业属于原任职或原分管范围：{'、'.join(zh)}；"
            f"自{period.end.isoformat()}起可以。",
            f"Retired on {_show(person.status_date).en}, less than {years} years before the term, and the host lies "
            f"in the person's former {' and '.join(en)}; allowed from {period.end.isoformat()}.",
        )
    return give_reason("cooling-off", policy, data, words, period.end)


def mark_approval_needed(columns: Columns, policy: Policy) -> Judge:
    """Mark retired people without a number: recently retired at any post, later at company posts."""
    people = columns.candidates
    asks: Flags = (people.status == RETIRED) & ~people.has_approval
    is_recent = _mark_recently_retired(columns, policy, "approval-needed")
    is_company_post = np.arange(len(POST_KINDS)) == COMPANY_POST
    return hit_codes(asks[:, None] & (is_recent[:, None] | is_company_post), columns.posts.kind)


def explain_approval_needed(case: Case, policy: Policy) -> Reason | None:
    """Say whether an approval or a record number is missing."""
    person = case.candidate
    if person.status != "retired" or person.approval:
        return None
    years = int(policy.parameter("approval-needed", "years"))
    period = _find_period(person, policy, years)
    if not period.is_running and case.post.kind != "company_post":
        return None
    data = {"status_date": show_day(person.status_date), "years": str(years), "approval": NOT_STATED}
    if period.is_running:
        words = Words(
            f"退休日期为{_show(person.status_date).zh}，至任期开始未满{years}年或无法认定，任职须事先审批，尚无批准号。",
            f"Retired on {_show(person.status_date).en}: {years} years are not over or cannot be told; an approval is "
            "needed and no number is given.",
        )
    else:
        words = Words(
            f"退休已满{years}年，担任企业职务须备案，尚无备案号。",
            f"Retired for {years} years or more: a company post must be put on record and no number is given.",
        )
    return give_reason("approval-needed", policy, data, words)


class _Period(NamedTuple):
    is_running: bool
    end: date | None


def _find_period(person: Candidate, policy: Policy, years: int) -> _Period:
    """Tell whether a retired person's years still run when the season starts, and when they end."""
    if person.status != "retired" or years <= 0:
        return _Period(is_running=False, end=None)
    if person.status_date is None:
        return _Period(is_running=True, end=None)
    end = add_years(person.status_date, years)
    return _Period(is_running=policy.season_start < end, end=end)


def _mark_recently_retired(columns: Columns, policy: Policy, rule: str) -> Flags:
    people = columns.candidates
    years = int(policy.parameter(rule, "years"))
    latest = subtract_years(policy.season_start, years).toordinal()
    if years <= 0:
        return np.zeros(people.num_rows, np.bool_)
    is_recent: Flags = (people.status_day == DAY_NOT_STATED) | (people.status_day > latest)
    is_recent &= people.status == RETIRED
    return is_recent


def _show(day: date | None) -> Words:
    return Words("未填写", "an unstated day") if day is None else Words(day.isoformat(), day.isoformat())
