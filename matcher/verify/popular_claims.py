"""What is said of a plan's popularity, held against prices or, where none came, against every rival."""

from matcher.policy.records import Objective
from matcher.problem.outcome import ObjectiveResult, Value
from matcher.problem.problem import Problem
from matcher.verify.placed import Placed
from matcher.verify.popularity import proves_popular
from matcher.verify.records import Violation
from matcher.words import Words

MOST_SEATINGS = 60_000
"""Up to this size a claim without prices is decided by the search for a rival; a few seconds."""


def check_popularity(
    placed: Placed, claimed: tuple[ObjectiveResult, ...], coverage: Value, coverage_bound: int
) -> tuple[list[Violation], dict[Objective, Value], dict[Objective, Value]]:
    """Return wrong claims of popularity, and the value and the bound of it that are shown to hold.

    A claim of 0 matches without prices says that nothing is known, and is never wrong. Popular among
    the plans of greatest cover is what is claimed where coverage comes right before; after any other
    objective nothing can be claimed.
    """
    found: list[Violation] = []
    values: dict[Objective, Value] = {}
    bounds: dict[Objective, Value] = {}
    size = len(placed.candidate)
    for row, claim in enumerate(claimed):
        if claim.name != "popularity":
            continue
        if claim.certificate is None and claim.value == 0 and claim.bound is None:
            continue
        fault = _find_fault(placed, claim, is_covering=coverage == coverage_bound)
        if fault is not None:
            found.append(Violation("claim", fault, needed=None, actual=size, row=row))
            continue
        values["popularity"] = size
        if claim.bound is not None:
            bounds["popularity"] = size
    return found, values, bounds


def _find_fault(placed: Placed, claim: ObjectiveResult, *, is_covering: bool) -> Words | None:
    problem, certificate = placed.problem, claim.certificate
    before = _before(problem)
    size = len(placed.candidate)
    if before not in {(), ("coverage",)}:
        return Words("目标 popularity 只能排在首位或紧随 coverage", "popularity may only come first or after coverage")
    keeps_cover = bool(before)
    if keeps_cover and not is_covering:
        return Words(
            "方案未达最大覆盖，不能声称在最大覆盖的方案中受拥护",
            "the plan has not the greatest cover, so it is not popular among those that have",
        )
    if claim.value != size or claim.bound not in {None, size}:
        zh = f"popularity 声称为 {claim.value}（界 {claim.bound}），方案有 {size} 对"
        return Words(zh, f"popularity is claimed to be {claim.value}, bound {claim.bound}; the plan has {size} matches")
    is_largest = claim.bound is not None
    if certificate is not None:
        says_enough = (keeps_cover or certificate.cover == 0) and (certificate.match > 0 or not is_largest)
        if says_enough and proves_popular(placed, certificate):
            return None
        return Words("受拥护的证书不成立", "the prices do not prove the plan popular as claimed")
    from matcher.verify.rivals import count_seatings, find_rival  # scipy's solver takes a while to load

    if count_seatings(placed) > MOST_SEATINGS:
        return Words(
            "没有附带受拥护的证书，问题又大到无法逐一比较",
            "no prices came to prove the plan popular, and the problem is too large to decide without",
        )
    rival = find_rival(placed, keeps_cover=keeps_cover, is_larger=is_largest)
    if rival is None:
        return None
    zh = f"有 {len(rival.assignment)} 对的另一方案领先 {rival.margin} 票"
    return Words(zh, f"another plan, of {len(rival.assignment)} matches, is {rival.margin} votes ahead of it")


def _before(problem: Problem) -> tuple[Objective, ...]:
    names = problem.objectives
    return names[: names.index("popularity")] if "popularity" in names else ()
