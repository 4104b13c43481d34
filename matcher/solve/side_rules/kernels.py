"""Pairs come and go, and the counts of all side rules stay exact.

A rule between two pairs (one post at a host, the radius of a bundle, people who avoid each other) is
broken as often as there are such pairs; a bounded sum by as much as it lies outside its bounds.

Complexity: O(posts of the person and of those it avoids + entries of the pair) a change.
"""

from matcher.solve.compiled import compile_kernel
from matcher.solve.preferences import Ints
from matcher.solve.side_rules.counters import DISTINCT, RULE, SUM, TEAM, TOTAL, Counters, Record

SAME_HOST = RULE["one_post_per_host"]
COMPANY, DAYS, WORK = RULE["company_posts"], RULE["site_days"], RULE["workload"]
RADIUS, AVOID, SKILLS = RULE["bundle_radius"], RULE["avoid"], RULE["team_skills"]


@compile_kernel
def take(c: Counters, e: int) -> None:
    """Count pair `e` in."""
    i, p = c.candidate[e], c.post[e]
    _count_others(c, i, p, 1)
    person = c.people[i]
    c.held[person.slot + person.count] = e
    person.count += 1
    _count_own(c, e, i, p, 1)


@compile_kernel
def drop(c: Counters, e: int) -> None:
    """Count pair `e`, which is in the plan, out."""
    i, p = c.candidate[e], c.post[e]
    person = c.people[i]
    person.count -= 1
    for t in range(person.slot, person.slot + person.count):
        if c.held[t] == e:
            c.held[t] = c.held[person.slot + person.count]
            break
    _count_others(c, i, p, -1)
    _count_own(c, e, i, p, -1)


@compile_kernel
def _break(c: Counters, rule: int, amount: int) -> None:
    c.broken[rule] += amount
    c.broken[TOTAL] += amount


@compile_kernel
def is_far(person: Record, one: Record, other: Record) -> bool:
    """Tell whether two posts lie farther apart than the person's radius."""
    x, y = one.x - other.x, one.y - other.y
    return bool(x * x + y * y > person.radius_sq)


@compile_kernel
def _count_others(c: Counters, i: int, p: int, sign: int) -> None:
    """Count what post `p` breaks together with the other posts of `i` and of those `i` avoids."""
    person, post = c.people[i], c.posts[p]
    for t in range(person.slot, person.slot + person.count):
        other = c.posts[c.post[c.held[t]]]
        if other.host == post.host:
            _break(c, SAME_HOST, sign)
        elif is_far(person, post, other):
            _break(c, RADIUS, sign)
    for a in range(person.begin, person.end):
        avoided = c.people[c.avoided[a]]
        for t in range(avoided.slot, avoided.slot + avoided.count):
            if c.posts[c.post[c.held[t]]].host == post.host:
                _break(c, AVOID, sign)


@compile_kernel
def _grow(value: int, more: int, least: int, most: int) -> int:
    """Return how much farther outside its bounds a sum is after it grew by `more`."""
    return _outside(value + more, least, most) - _outside(value, least, most)


@compile_kernel
def _outside(value: int, least: int, most: int) -> int:
    if value > most:
        return value - most
    return least - value if value < least else 0


@compile_kernel
def _count_own(c: Counters, e: int, i: int, p: int, sign: int) -> None:
    """Count what pair `e` uses up of sums."""
    person, post = c.people[i], c.posts[p]
    _break(c, DAYS, _grow(person.days, sign * post.days, 0, person.most_days))
    person.days += sign * post.days
    _break(c, WORK, _grow(person.work, sign * post.work, 0, person.most_work))
    person.work += sign * post.work
    _break(c, COMPANY, _grow(person.company, sign * post.is_company, 0, person.most_company))
    person.company += sign * post.is_company
    for t in range(post.begin, post.end):
        if post.count > 0 and c.teams[t] == 0:
            _break(c, SKILLS, -1)
    post.count += sign
    for k in range(c.start[e], c.start[e + 1]):
        entry = c.entries[k]
        if entry.kind == SUM:
            _add(c, entry.at, sign * entry.coefficient)
        elif entry.kind == DISTINCT:
            unit = c.units[entry.at]
            before = unit.count
            unit.count += sign
            _add(c, unit.row, (unit.count > 0) - (before > 0))
        else:
            c.teams[entry.at] += sign
    for t in range(post.begin, post.end):
        if post.count > 0 and c.teams[t] == 0:
            _break(c, SKILLS, 1)


@compile_kernel
def _add(c: Counters, row: int, amount: int) -> None:
    if amount != 0:
        r = c.rows[row]
        _break(c, r.rule, _grow(r.value, amount, r.least, r.most))
        r.value += amount


@compile_kernel
def has_budget(c: Counters, e: int) -> bool:
    """Tell whether the days, work and company posts of its person leave room for pair `e`."""
    person, post = c.people[c.candidate[e]], c.posts[c.post[e]]
    return bool(
        person.days + post.days <= person.most_days
        and person.work + post.work <= person.most_work
        and person.company + post.is_company <= person.most_company
    )


@compile_kernel
def find_clash(c: Counters, e: int) -> int:
    """Return a pair the candidate of `e` holds that cannot stand beside it, -1 for none."""
    person, post = c.people[c.candidate[e]], c.posts[c.post[e]]
    for t in range(person.slot, person.slot + person.count):
        other = c.posts[c.post[c.held[t]]]
        if other.host == post.host or is_far(person, post, other):
            return int(c.held[t])
    return -1


@compile_kernel
def fits(c: Counters, e: int, out: int) -> bool:
    """Tell whether pair `e` may come in without breaking a rule, once its person gives up pair `out` (-1: none).

    What the person leaves behind at the other post is not looked at.
    """
    i, p = c.candidate[e], c.post[e]
    person, post = c.people[i], c.posts[p]
    for t in range(person.slot, person.slot + person.count):
        if c.held[t] != out:
            other = c.posts[c.post[c.held[t]]]
            if other.host == post.host or is_far(person, post, other):
                return False
    days, work, company = person.days, person.work, person.company
    if out >= 0:
        left = c.posts[c.post[out]]
        days, work, company = days - left.days, work - left.work, company - left.is_company
    if days + post.days > person.most_days or work + post.work > person.most_work:
        return False
    if company + post.is_company > person.most_company:
        return False
    for a in range(person.begin, person.end):
        avoided = c.people[c.avoided[a]]
        for t in range(avoided.slot, avoided.slot + avoided.count):
            if c.posts[c.post[c.held[t]]].host == post.host:
                return False
    for t in range(post.begin, post.end):
        if c.teams[t] == 0 and not _brings(c, e, t):
            return False
    return _fits_rows(c, e, out)


@compile_kernel
def _brings(c: Counters, e: int, team: int) -> bool:
    brings = False
    for k in range(c.start[e], c.start[e + 1]):
        brings |= c.entries[k].kind == TEAM and c.entries[k].at == team
    return brings


@compile_kernel
def _fits_rows(c: Counters, e: int, out: int) -> bool:
    for k in range(c.start[e], c.start[e + 1]):
        entry = c.entries[k]
        if entry.kind == SUM:
            row, more = entry.at, entry.coefficient
        elif entry.kind == DISTINCT and c.units[entry.at].count == 0:
            row, more = c.units[entry.at].row, 1
        else:
            continue
        r = c.rows[row]
        value = r.value
        if out >= 0:
            value -= _share(c, out, row)
        if _grow(value, more, r.least, r.most) > 0:
            return False
    return True


@compile_kernel
def _share(c: Counters, e: int, row: int) -> int:
    """Return what the used pair `e` adds to a row."""
    share = 0
    for k in range(c.start[e], c.start[e + 1]):
        entry = c.entries[k]
        if entry.kind == SUM and entry.at == row:
            share += entry.coefficient
        elif entry.kind == DISTINCT and c.units[entry.at].row == row and c.units[entry.at].count == 1:
            share += 1
    return share


@compile_kernel
def take_all(c: Counters, chosen: Ints) -> None:
    """Count all pairs in `chosen` in."""
    for e in chosen:
        take(c, e)
