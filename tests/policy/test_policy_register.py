"""The register is complete, said in both languages, and its parameters have sensible ranges."""

import re

import pytest

from matcher.policy import REGISTER, Rule
from matcher.policy.register import CIVIL_SERVANT_RECUSAL_2020, NATIONAL_2013
from matcher.policy.selection import CANDIDATE_FIELDS, HOST_FIELDS, POST_FIELDS, SELECTIONS
from matcher.pools.records import Candidate, Enterprise, Post

IDS = (
    "serving-official cooling-off approval-needed one-company-post two-terms age-limit relatives duty-recusal "
    "full-member unit-consent health role-wanted must-have distance-limit need-shared host-cap site-days workload "
    "bundle-radius avoid team-skills joint-branch-size"
)


def test_the_register_holds_the_rules_of_the_domain():
    """No rule is missing, none is there that nobody asked for."""
    assert sorted(REGISTER) == sorted(IDS.split())
    assert all(rule.id == rule_id for rule_id, rule in REGISTER.items())


@pytest.mark.parametrize("rule", REGISTER.values(), ids=str)
def test_a_rule_says_what_it_does_in_both_languages(rule: Rule):
    """Title and sentence are there, differ, and name document and clause."""
    for words in (rule.title, rule.description, *(spec.words for spec in rule.specs.values())):
        assert re.search(r"[一-鿿]", words.zh)
        assert words.en
        assert words.en.isascii()
    assert rule.description.zh.endswith("。")
    assert rule.description.en.endswith(".")
    assert rule.basis
    assert rule.clause
    assert not re.search(r"[一-鿿][,:;()!?]|[,:;()!?][一-鿿]", f"{rule.description.zh}{rule.clause}{rule.basis}")


@pytest.mark.parametrize("rule", REGISTER.values(), ids=str)
def test_defaults_lie_within_their_ranges(rule: Rule):
    """A silent scenario is a right one, and the defaults are readable by name."""
    for name, spec in rule.specs.items():
        assert spec.accepts_type(spec.default)
        assert spec.is_in_range(spec.default)
        assert rule.parameters[name] == spec.default
        assert isinstance(spec.default, bool) == (spec.least is None)


def test_legal_rules_are_those_of_the_two_documents():
    """What may never be relaxed stands on law; local conditions do not."""
    laws = {rule.id for rule in REGISTER.values() if rule.kind == "law"}
    assert laws == {rule.id for rule in REGISTER.values() if rule.basis in {NATIONAL_2013, CIVIL_SERVANT_RECUSAL_2020}}
    assert {"serving-official", "cooling-off", "age-limit", "relatives"} < laws
    assert not laws & {"host-cap", "health", "distance-limit"}


def test_the_published_figures_are_the_defaults():
    """Three years, one post, two terms, seventy years, three hosts of one to five, ten in a branch."""
    assert REGISTER["cooling-off"].parameters == {"years": 3}
    assert REGISTER["one-company-post"].parameters == {"most": 1}
    assert REGISTER["two-terms"].parameters == {"most": 2}
    assert REGISTER["age-limit"].parameters == {"years": 70}
    cap = REGISTER["host-cap"].specs["most"]
    assert (cap.least, cap.default, cap.most) == (1, 3, 5)
    assert REGISTER["joint-branch-size"].parameters == {"most": 10}


def test_every_field_of_a_record_is_selectable_or_left_out_on_purpose():
    """A new field of a record makes somebody decide."""
    personal = {"name", "birth", "status_date", "phone", "note", "place", "relatives", "avoid", "approval", "radius_km"}
    assert set(Candidate.model_fields) == set(CANDIDATE_FIELDS) | personal
    assert set(Post.model_fields) == set(POST_FIELDS)
    hidden = {"id", "name", "kind", "credit_code", "place", "contact", "phone", "note"}
    assert set(Enterprise.model_fields) == set(HOST_FIELDS) | hidden
    assert set(SELECTIONS["posts"]) == set(POST_FIELDS) | set(HOST_FIELDS)


def test_selection_fields_know_their_types():
    """Types and words are those of the records."""
    assert CANDIDATE_FIELDS["pool"].choices == ("retired", "reserve", "on_duty", "full_time")
    assert CANDIDATE_FIELDS["full_member"].type is bool
    assert CANDIDATE_FIELDS["skills"].type is str
    assert HOST_FIELDS["star"].type is int
    assert POST_FIELDS["kind"].choices[0] == "organization_sent"
    assert not HOST_FIELDS["star"].accepts_type(True)
