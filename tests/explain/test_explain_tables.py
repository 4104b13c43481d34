"""The sentence tables are complete in both languages."""

import re
import string
from collections.abc import Iterator, Mapping
from typing import Literal, get_args, get_origin

import pytest

from matcher import explain, findings
from matcher.explain.absence_causes import CAUSES, CauseKey
from matcher.explain.measures import MEASURES
from matcher.explain.pairs import DecisionKey
from matcher.explain.repair_ideas import PRICES, RepairKind
from matcher.plans import dial
from matcher.plans.accounts import masking, permissions
from matcher.plans.store import actions, seasons
from matcher.plans.store import records as store_records
from matcher.plans.workflow import changes, states
from matcher.policy import register, rule, terms
from matcher.pools import records as pools
from matcher.problem import outcome, problem
from matcher.suitability import CRITERIA
from matcher.suitability.gates import BARS, FLAGS
from matcher.verify import Side as NeedSide
from matcher.words import Words

WANTED = {
    "rule": problem.RULES,
    "gate": tuple(register.REGISTER),
    "objective": get_args(terms.Objective),
    "criterion": get_args(terms.Criterion),
    "status": get_args(outcome.Status),
    "pool": get_args(pools.Pool),
    "service": get_args(pools.ServiceStatus),
    "host": get_args(pools.EnterpriseKind),
    "scale": get_args(pools.Scale),
    "stage": get_args(pools.Stage),
    "organization": get_args(pools.Organization),
    "role": get_args(pools.Role),
    "post": get_args(pools.PostKind),
    "side": get_args(pools.Side),
    "answer": get_args(pools.Answer),
    "view": get_args(pools.View),
    "consent": get_args(terms.Consent),
    "preset": get_args(terms.Preset),
    "table": get_args(terms.TableName),
    "severity": get_args(findings.Severity),
    "rule_kind": get_args(rule.RuleKind),
    "effect": get_args(rule.Effect),
    "quota_count": problem.QUOTA_COUNTS,
    "favour": get_args(terms.Favour),
    "dial": get_args(dial.Setting),
    "duplicates": get_args(terms.Duplicates),
    "proven": ("yes", "no"),
    "plan_state": get_args(states.PlanState),
    "plan_action": get_args(states.PlanAction),
    "plan_change": tuple(changes.KINDS.values()),
    "match_step": get_args(states.Step),
    "consent_side": get_args(states.ConsentSide),
    "consent_answer": get_args(states.ConsentAnswer),
    "deadline": seasons.DEADLINES,
    "audit_action": actions.AUDIT_ACTIONS,
    "run_state": get_args(store_records.RunState),
    "decline_reason": states.DECLINE_REASONS,
    "account_role": get_args(permissions.Role),
    "permission": get_args(permissions.Permission),
    "unmask_reason": masking.UNMASK_REASONS,
}


def every_entry() -> Iterator[tuple[str, Words]]:
    """Walk all three tables."""
    tables: tuple[Mapping[str, Mapping[str, Words]], ...] = (explain.NAMES, explain.SENTENCES, explain.LABELS)
    for table in tables:
        for topic, entries in table.items():
            for key, words in entries.items():
                yield f"{topic}.{key}", words


@pytest.mark.parametrize("topic", explain.NAMES)
def test_every_code_has_a_name(topic: str) -> None:
    """The table names exactly the codes the records and rules know."""
    assert set(explain.NAMES[topic]) == set(WANTED[topic])


def test_every_topic_is_held_to_its_codes() -> None:
    """No topic of names escapes the comparison, and no closed word of the records lacks a topic."""
    assert set(explain.NAMES) == set(WANTED)
    closed = {
        value
        for module in (pools, terms)
        for value in vars(module).values()
        if get_origin(value) is Literal and all(isinstance(code, str) for code in get_args(value))
    }
    held = {frozenset(codes) for codes in WANTED.values()}
    assert {frozenset(get_args(alias)) for alias in closed} <= held


def test_every_rule_has_a_sentence_for_its_violation() -> None:
    """Solver rules and their sentences are one set, beside what only a checker can find."""
    assert set(explain.SENTENCES["broken"]) == {*problem.RULES, "stability", "claim"}


def test_every_rule_criterion_and_cause_has_its_sentences() -> None:
    """Bars, limits, criteria, causes and decisions are told by one set of keys each, none too many."""

    def stems(kind: str) -> set[str]:
        return {key.split(".")[0] for key in explain.SENTENCES[kind]}

    assert set(MEASURES) == set(CRITERIA) == set(get_args(terms.Criterion))
    assert stems("term") - {"level", "view"} == set(CRITERIA)
    assert set(explain.SENTENCES["side"]) == set(problem.RULES)
    assert set(CAUSES) == set(get_args(CauseKey))
    assert {*BARS, *FLAGS} <= set(register.REGISTER) == set(explain.NAMES["gate"])
    for key in CAUSES:
        assert any(one.startswith(CAUSE_SENTENCES.get(key, (key,))) for one in explain.SENTENCES["absence"]), key
    assert all(
        any(one.startswith(stem) for key in CAUSES for stem in CAUSE_SENTENCES.get(key, (key,)))
        for one in explain.SENTENCES["absence"]
    )
    for key in get_args(DecisionKey):
        assert any(one.startswith(key) for one in explain.SENTENCES["decision"]), key


def test_every_repair_has_a_price_and_a_sentence() -> None:
    """Kinds of repairs, their prices and their sentences are one set; so are gaps and what slips say of them."""
    assert set(PRICES) == set(get_args(RepairKind))
    assert set(explain.SENTENCES["repair"]) - {"both", "waiver-reason"} == set(PRICES)
    assert set(explain.SENTENCES["shortage"]) == set(get_args(NeedSide))
    rooms = {"candidate", "post", "budget"}
    assert {f"no-room-{side}" for side in rooms} <= set(explain.SENTENCES["fate"])
    assert {f"no-room-{side}" for side in rooms} <= set(explain.SENTENCES["absence"])


CAUSE_SENTENCES: dict[str, tuple[str, ...]] = {
    "pinned-away": ("pinned-candidate", "pinned-post"),
    "candidate-better": ("candidate-better", "candidate-equal", "candidate-mixed"),
    "host-better": ("host-better", "host-equal", "host-mixed"),
    "price": ("price", "gain"),
    "unknown": ("unknown", "stopped", "not-priced"),
    "side-rule": ("in-plan",),
}
"""First words of the sentences of a cause that are not its own key; side rules are told by ``side``."""


def test_both_languages_are_there_and_ask_for_the_same_facts() -> None:
    """No text is empty, English text holds no Chinese, and both name the same facts."""
    for place, words in every_entry():
        assert words.zh.strip(), place
        assert words.en.strip(), place
        if not place.startswith(("gate.", "roster.member-separator")):
            assert not re.search(r"[一-鿿]", words.en), place
        facts = [{part[1] for part in string.Formatter().parse(text) if part[1]} for text in (words.zh, words.en)]
        assert facts[0] == facts[1], place


def test_chinese_text_uses_full_width_punctuation() -> None:
    """Half-width commas, colons and brackets never touch a Chinese character."""
    for place, words in every_entry():
        assert not re.search(r"[一-鿿][,:;()!?]|[,:;()!?][一-鿿]", words.zh), place


def test_a_sentence_is_filled_in_both_languages() -> None:
    """A fact given as words appears in the language of the sentence."""
    told = explain.tell("uncovered", "all-barred", people=7, count=5, rule=explain.name("gate", "age-limit"))
    assert told.zh == "全部7名人选都不符合资格规则，其中“任期届满年龄”排除5名"
    assert "“age at the end of the term” alone bars 5" in told.en


def test_a_missing_fact_is_an_error() -> None:
    """A sentence never leaves with a hole in it."""
    with pytest.raises(KeyError):
        explain.tell("uncovered", "side-rule")
