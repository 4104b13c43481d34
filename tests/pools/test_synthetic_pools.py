"""The generated pools: the same for a seed, sound in every number, and a market worth solving."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from matcher.pools.identity import find_credit_code_fault, find_id_number_fault
from matcher.pools.synthetic import generate_pools
from matcher.pools.synthetic.check_digits import make_credit_code, make_id_number
from matcher.pools.synthetic.drawing import make_generator, pick_distinct, share_out
from matcher.pools.vocabulary import load_vocabulary

SEASON_END = date(2028, 12, 1)


@pytest.fixture(scope="module")
def banner():
    """Draw a market of the size of one banner."""
    return generate_pools(120, 150, seed=7)


def test_the_same_seed_gives_the_same_pools(banner):
    """Equal numbers and seed draw equal records, another seed draws others."""
    assert generate_pools(120, 150, seed=7) == banner
    assert generate_pools(120, 150, seed=8) != banner


@pytest.mark.parametrize(("hosts", "people"), [(1, 1), (2, 5), (7, 3), (60, 400), (400, 60)])
def test_any_size_can_be_drawn(hosts, people):
    """Small and lopsided markets have the numbers asked for and hold together."""
    pools = generate_pools(hosts, people, seed=3)
    assert (len(pools.enterprises), len(pools.candidates)) == (hosts, people)
    assert {post.enterprise for post in pools.posts} == {one.id for one in pools.enterprises if one.branch is None}


def test_a_size_below_one_is_refused():
    """A market without hosts is an error of the caller, said at once."""
    with pytest.raises(ValueError, match="1 or more"):
        generate_pools(0, 5, seed=1)


def test_words_are_codes_of_the_vocabulary(banner):
    """Every skill, line, language and grade drawn is one the import knows."""
    words = load_vocabulary()
    skills = {level.skill for one in banner.candidates for level in one.skills}
    skills |= {level.skill for one in banner.enterprises for level in one.needs}
    lines = {line for one in banner.candidates for line in (*one.industries, *one.former_lines, *one.overseen_lines)}
    lines |= {one.line for one in banner.enterprises} | {one.unit_line for one in banner.candidates}
    assert skills <= set(words.codes("skills"))
    assert lines <= set(words.codes("lines"))
    assert {one.grade_code for one in banner.candidates} <= set(words.codes("grades"))
    assert all(words.find("grades", one.grade) == one.grade_code for one in banner.candidates)


def test_all_credit_codes_are_valid_and_different(banner):
    """Every credit code passes the check the import makes."""
    codes = [one.credit_code for one in banner.enterprises]
    assert [code for code in codes if find_credit_code_fault(code) is not None] == []
    assert len(set(codes)) == len(codes)


def test_check_digits_hold_for_many_numbers():
    """Five hundred serials give valid identity numbers and credit codes of every kind."""
    births = [date(1956 + n % 40, 1 + n % 12, 1 + n % 28) for n in range(500)]
    numbers = [make_id_number(birth, n, is_woman=n % 2 == 0) for n, birth in enumerate(births)]
    assert {find_id_number_fault(number) for number in numbers} == {None}
    assert {number[-1] for number in numbers} == set("0123456789X")
    kinds = ("private_enterprise", "cooperative", "social_organization")
    assert {find_credit_code_fault(make_credit_code(n * 1847, kind)) for n in range(500) for kind in kinds} == {None}


def test_the_mix_of_people_is_that_of_a_banner(banner):
    """All pools and statuses occur, with the ages, limits and gaps that make rules matter."""
    people = banner.candidates
    assert Counter(one.pool for one in people).keys() == {"retired", "reserve", "on_duty", "full_time"}
    assert Counter(one.status for one in people).keys() == {"on_duty", "early_leave", "reassigned", "retired"}
    assert 1 <= sum(_years(one.birth) > 70 for one in people) <= 12
    cooling = [one for one in people if one.status == "retired" and one.status_date > date(2023, 12, 1)]
    assert any(one.former_lines or one.former_areas for one in cooling)
    assert sum(one.least == 1 for one in people) >= 3
    assert any(one.capacity is None for one in people)
    assert any(one.relatives for one in people)
    assert any(one.avoid for one in people)
    assert all(one.status_date is None or one.status_date < date(2026, 11, 21) for one in people)
    stated = [one for one in people if one.status == "retired"]
    assert sum(bool(one.approval) for one in stated) >= 0.8 * len(stated)
    for gap in ("full_member", "unit_consent", "is_healthy"):
        assert sum(getattr(one, gap) is False for one in people) < 15


def test_names_are_of_both_peoples(banner):
    """Double surnames, two-character names and Mongolian names with the middle dot all occur."""
    names = [one.name for one in generate_pools(120, 600, seed=7).candidates]
    assert any(name.startswith("欧阳") for name in names)
    assert any(len(name) == 2 for name in names)
    assert any("\u00b7" in name for name in names)
    assert any(len(name) >= 4 and "\u00b7" not in name for name in names)


def test_hosts_have_blind_spots_and_joint_branches(banner):
    """About 25 hosts have neither organization nor member, and 3 to 5 are carried by a host that stands alone."""
    hosts = {one.id: one for one in banner.enterprises}
    blind = [one for one in hosts.values() if one.organization == "none" and one.party_members == 0]
    assert 20 <= len(blind) <= 30
    carried = [one for one in hosts.values() if one.branch is not None]
    assert 3 <= len(carried) <= 5
    assert all(hosts[one.branch].branch is None and hosts[one.branch].organization == "joint" for one in carried)
    assert len({one.name for one in hosts.values()}) == len(hosts)


def test_a_third_of_first_choices_is_mutual(banner):
    """Of the people with a first choice, 28 to 40 % are that host's first choice too."""
    first_of = {one.candidate: one.enterprise for one in banner.choices if one.side == "candidate" and one.rank == 1}
    chosen = {(one.candidate, one.enterprise) for one in banner.choices if one.side == "enterprise" and one.rank == 1}
    mutual = sum((candidate, host) in chosen for candidate, host in first_of.items())
    assert 0.28 <= mutual / len(first_of) <= 0.4


def test_choices_are_of_the_right_length(banner):
    """People rank 3 to 8 hosts, hosts 4 to 10 people; each pair is answered once by a side; ranks are dense."""
    for side, least, most in (("candidate", 3, 8), ("enterprise", 4, 10)):
        said = [one for one in banner.choices if one.side == side]
        ranked: dict[str, list[int]] = {}
        for one in said:
            if one.rank is not None:
                ranked.setdefault(getattr(one, side), []).append(one.rank)
        assert all(least <= len(ranks) <= most for ranks in ranked.values())
        assert all(sorted(set(ranks)) == list(range(1, max(ranks) + 1)) for ranks in ranked.values())
        assert len({(one.candidate, one.enterprise) for one in said}) == len(said)
        assert {one.answer for one in said} >= {"ranked", "accepted", "refused"}
    assert sum(one.answer == "ranked" for one in banner.choices) / len(banner.choices) > 0.5


def test_incumbents_served_within_what_they_may(banner):
    """About 50 people served last season, a few at the limit of two terms, none beyond their own capacity."""
    assert 40 <= len(banner.incumbents) <= 60
    assert 1 <= sum(one.terms == 2 for one in banner.incumbents) <= 15
    load = Counter(one.candidate for one in banner.incumbents)
    capacity = {one.id: one.capacity for one in banner.candidates}
    assert all(count <= (capacity[candidate] or 2) for candidate, count in load.items())


def test_a_tenth_of_a_city_is_drawn_with_both_sides_choices():
    """Hosts far more than people still choose, and are chosen."""
    pools = generate_pools(2320, 300, seed=1)
    assert len(pools.choices) > 10_000


def test_shares_add_up_and_draws_are_distinct():
    """Largest remainders give the total; distinct draws repeat nothing and leave weight 0 alone."""
    rng = make_generator(1, "test")
    assert share_out([0.25, 0.25, 0.5], 10).sum() == 10
    weights = np.tile([1.0, 0.0, 2.0, 3.0], (50, 1))
    drawn = pick_distinct(rng, weights, np.full(50, 3))
    assert all(sorted(row.tolist()) == [0, 2, 3] for row in drawn)


def _years(birth: date) -> int:
    return SEASON_END.year - birth.year - ((SEASON_END.month, SEASON_END.day) < (birth.month, birth.day))
