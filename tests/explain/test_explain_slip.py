"""One person's page: what became of every wish, and nothing of anybody else."""

import re
from datetime import date
from functools import partial
from typing import get_args

import pytest
from people import host, person

from matcher.errors import ProblemError
from matcher.explain import explain_person, make_slip, write_slip
from matcher.explain.absence_causes import CAUSES
from matcher.explain.sentences import SENTENCES
from matcher.explain.slip import MOST_WISHES
from matcher.exports.slip_page import make_slip_page
from matcher.plans import Plan, Scenario, make_plan
from matcher.policy.records import PairOrder, Policy
from matcher.pools.pools import Pools
from matcher.pools.records import Choice, Post
from matcher.pools.vocabulary import load_vocabulary
from matcher.words import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
NUMBERS = re.compile(r"(?<!\d)(1\d{10}|0\d{2,3}-\d{7,8}|\d{17}[\dXx])(?!\d)")
"""A mobile phone, a landline, an identity number."""


def test_no_slip_of_the_demo_names_anybody_else(banner_plan: Plan) -> None:
    """In neither language does another person's id or name stand on a page, nor a phone or identity number."""
    evidence = banner_plan.evidence
    assert evidence is not None
    people = evidence.pools.candidates
    hosts = sorted((one.name for one in evidence.pools.enterprises), key=len, reverse=True)
    called = re.compile("|".join(map(re.escape, hosts)))
    phones = {one.phone for one in (*people, *evidence.pools.enterprises) if one.phone}
    contacts = {one.contact for one in evidence.pools.enterprises if len(one.contact) > 1}
    codes = {one.credit_code for one in evidence.pools.enterprises if one.credit_code}
    assert len(phones) > 100
    assert codes
    for own in people:
        slip = make_slip(evidence, own.id)
        for write in (slip.write, partial(make_slip_page, slip)):
            for language in LANGUAGES:
                page = write(language)
                assert own.name in page
                assert not NUMBERS.search(page), own.id
                assert not any(private in page for private in (*phones, *codes)), own.id
                # Names of hosts may hold a word that is somebody's name as well.
                rest = called.sub("", page).replace(own.name, "")
                for other in people:
                    if other.name != own.name and other.name not in own.name:
                        assert other.name not in rest, (own.id, other.id)
                    if other.id != own.id:
                        assert not re.search(rf"(?:编号|no\. |（|\(){other.id}(?![\w.%-])", rest), (own.id, other.id)
                assert not any(contact in rest for contact in contacts - {own.name}), own.id


def test_ids_of_others_do_not_leak() -> None:
    """With ids that are no plain numbers a search for each of them is exact: only the own one is found."""
    names = ["甲子", "乙丑", "丙寅", "丁卯"]
    said = tuple(
        Choice(side=side, candidate=f"PERSON-{i}", enterprise="A", rank=1 + i * (side == "enterprise"))
        for side in ("candidate", "enterprise")
        for i in range(4)
    )
    pools = Pools(
        candidates=tuple(
            person(f"PERSON-{i}", phone=f"1380000000{i}", capacity=1, avoid=("PERSON-0",) if i == 1 else ()).model_copy(
                update={"name": name}
            )
            for i, name in enumerate(names)
        ),
        enterprises=(host("A"), host("B")),
        posts=(Post(id="A-1", enterprise="A", most=2), Post(id="B-1", enterprise="B")),
        choices=said,
    )
    policy = Policy(
        name="test",
        season_start=date(2026, 12, 1),
        bans=(PairOrder(candidate="PERSON-3", enterprise="A", reason="丙寅反映的情况"),),
    )
    evidence = make_plan(Scenario(policy, pools, load_vocabulary())).evidence
    assert evidence is not None
    for i, name in enumerate(names):
        page = write_slip(evidence, f"PERSON-{i}", "zh")
        assert name in page
        assert re.findall(r"PERSON-\d", page) == [f"PERSON-{i}"]
        assert not any(other in page for other in names if other != name)
        assert "1380000000" not in page
    assert "组织决定不作此安排" in write_slip(evidence, "PERSON-3", "zh")


def test_the_result_says_what_the_plan_says(banner_plan: Plan) -> None:
    """Posts, unplaced people and wishes of the demo are those of plan and pools."""
    evidence = banner_plan.evidence
    assert evidence is not None
    unplaced = {one.candidate_id for one in banner_plan.unplaced}
    for one in evidence.pools.candidates:
        result = explain_person(evidence, one.id)
        held = {match.post_id for match in banner_plan.matches if match.candidate_id == one.id}
        assert {pair.post_id for pair in result.pairs} == held
        assert (result.cause is not None) == (one.id in unplaced)
        for wish in result.wishes:
            assert (wish.leading.key == "in-plan") == (wish.post_id in held)
        named = {
            (said.enterprise, said.rank or 0)
            for said in evidence.pools.choices
            if said.side == "candidate" and said.candidate == one.id and said.answer in {"ranked", "accepted"}
        }
        offered = {post.enterprise for post in evidence.pools.posts}
        assert {(wish.enterprise_id, wish.rank) for wish in result.wishes} == {
            (enterprise, rank) for enterprise, rank in named if enterprise in offered
        }


def test_a_page_stays_one_page(banner_plan: Plan) -> None:
    """At most so many wishes are listed, the rest is counted, and a page has no more lines than paper."""
    evidence = banner_plan.evidence
    assert evidence is not None
    for one in evidence.pools.candidates:
        slip = make_slip(evidence, one.id)
        assert len(slip.wishes) <= MOST_WISHES
        assert len(slip.wishes) + slip.num_more == len(explain_person(evidence, one.id).wishes)
        assert len(slip.write("zh").splitlines()) <= 60


def test_every_cause_has_a_fate_that_a_person_may_read() -> None:
    """Each cause that needs no solving has a sentence for the slip, for each side it may name."""
    told = {
        key.removesuffix("-candidate").removesuffix("-enterprise").removesuffix("-post").removesuffix("-budget")
        for key in SENTENCES["fate"]
    }
    assert told - {"barred-until"} == set(CAUSES) - {"coverage", "impossible", "price", "free"}


def test_an_unknown_person_is_refused(banner_plan: Plan) -> None:
    """An id nobody has is an error that names the nearest."""
    evidence = banner_plan.evidence
    assert evidence is not None
    with pytest.raises(ProblemError, match="是不是“012”"):
        write_slip(evidence, "0012", "zh")
