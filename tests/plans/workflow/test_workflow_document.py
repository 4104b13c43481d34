"""docs/workflow.md says what the tables of the program say."""

import re
from pathlib import Path

from stored_office import make_office

from matcher.explain import name
from matcher.plans.accounts import PERMISSIONS, ROLES
from matcher.plans.store import Actor, open_store
from matcher.plans.store.plans import list_plans
from matcher.plans.workflow import CONSENT_SIDES, DECLINE_REASONS, TRANSITIONS, show_signatures
from matcher.plans.workflow.changes import KINDS
from matcher.plans.workflow.states import CONSENT_CHANGES, STEP_STATES, STEPS_WITH_CONSENTS, ConsentAnswer

TEXT = (Path(__file__).parents[3] / "docs" / "workflow.md").read_text(encoding="utf-8")
STATES = ("draft", "submitted", "reviewed", "approved", "published", "superseded", "withdrawn")
ANSWERS: tuple[ConsentAnswer, ...] = ("given", "refused", "withdrawn", "struck")


def rows_of(heading: str) -> list[tuple[str, ...]]:
    """Return the rows of the table under a heading, without its head."""
    part = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows]


def say(topic: str, *codes: str) -> str:
    return "、".join(name(topic, code).zh for code in codes)


def test_the_ways_of_a_plan() -> None:
    """Every way stands there with who may take it and whether it is signed, in order, and no other."""
    assert rows_of("方案的状态") == [
        (
            say("plan_action", way.action),
            say("plan_state", way.source),
            say("plan_state", way.target),
            say("account_role", *(role for role in ROLES if role in PERMISSIONS[way.permission]))
            if way.permission
            else "程序",
            "是" if way.is_signed else "否",
        )
        for way in TRANSITIONS
    ]


def test_the_steps_of_a_pair() -> None:
    """Every step stands there with the states of the plan and whether it needs all consents."""
    assert rows_of("四步进度") == [
        (
            say("match_step", step),
            say("plan_state", *(state for state in STATES if state in states)),
            "是" if step in STEPS_WITH_CONSENTS else "否",
        )
        for step, states in STEP_STATES.items()
    ]
    assert f"\n{say('decline_reason', *DECLINE_REASONS)}。" in TEXT


def test_the_answers_of_a_side() -> None:
    """Every answer stands there with what may follow it; all four sides are named."""
    assert rows_of("四方同意") == [
        (
            say("consent_answer", said) if said else "没有登记",
            say("consent_answer", *(answer for answer in ANSWERS if answer in after)),
        )
        for said, after in CONSENT_CHANGES.items()
    ]
    assert say("consent_side", *CONSENT_SIDES) in TEXT


def test_the_kinds_of_changes() -> None:
    """Every change by hand stands there under its name."""
    assert [row[0] for row in rows_of("手工调整")] == [name("plan_change", kind).zh for kind in KINDS.values()]


def test_the_example_runs(tmp_path: Path) -> None:
    """The Python example, run by the planner of an office, submits exactly the drafts that wait for them."""
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    store = open_store(tmp_path)
    office = make_office(store)
    drafts = [office.add_plan(by="planner2"), office.add_plan(by="planner2")]
    other = office.add_plan(state="reviewed", by="planner2")
    store.close()
    planner = office["planner"]
    exec(code.replace('"数据"', repr(str(tmp_path))).replace('Actor(1, "planner")', repr(planner)), {"Actor": Actor})
    store = open_store(tmp_path)
    states = {plan.id: plan.state for plan in list_plans(store)}
    signers = {each.record.account_id for plan in drafts for each in show_signatures(store, planner, plan)}
    store.close()
    assert states == {**dict.fromkeys(drafts, "submitted"), other: "reviewed"}
    assert signers == {planner.account_id}
