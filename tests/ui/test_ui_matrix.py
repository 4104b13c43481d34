"""Every role on every page: what is offered is what is allowed, and a committee's account sees its own hosts only."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from ui_pages import find_widget, limit_to_committee, list_sent, open_page

from matcher.plans import Plan
from matcher.plans.accounts import PERMISSIONS, ROLES, Permission, find_by_login
from matcher.plans.audit import read_audit
from matcher.plans.store import SYSTEM, act
from matcher.plans.store.plan_records import set_state
from matcher.plans.store.scenarios import edit_scenario, list_scenarios
from matcher.plans.workflow import Attested, list_progress, record_consent, record_step
from matcher.ui.dashboard import Dashboard
from matcher.ui.pages import PAGES
from matcher.ui.pages.plan import VIEWS
from matcher.ui.pages.pools import VIEWS as POOL_VIEWS
from matcher.ui.pages.scenario import PARTS

ACTS: Mapping[str, Mapping[str, Permission]] = MappingProxyType(
    {
        "overview": {"Settings of the season": "manage-season", "Make another season": "manage-season"},
        "pools": {
            "FormSubmitter:save-view": "read",
            "FormSubmitter:forget-": "import-pools",
            "FormSubmitter:close-": "import-pools",
            "forget-sure-": "import-pools",
            "files-": "import-pools",
        },
        "candidate": {},
        "enterprise": {},
        "record": {},
        "scenario": {
            "run": "run-scenario",
            "do-new": "edit-scenario",
            "keep-": "edit-scenario",
            "add-": "edit-scenario",
            "do-remove-": "edit-scenario",
        },
        "plan": {"start-repairs-": "read"},
        "whatif": {"make-variant": "edit-scenario", "start-": "read"},
        "by_hand": {"keep-change-": "change-plan"},
        "review": {
            "do-submit-": "submit-plan",
            "read-submit-": "submit-plan",
            "do-review-": "review-plan",
            "read-review-": "review-plan",
            "do-approve-": "approve-plan",
            "read-approve-": "approve-plan",
            "do-publish-": "publish-plan",
            "read-publish-": "publish-plan",
            "do-return-": "return-plan",
            "do-withdraw-": "withdraw-plan",
            "do-comment-": "comment",
            "sure-": "confirm-account",
            "confirm-": "confirm-account",
        },
        "pairs": {
            "do-step-": "record-step",
            "do-decline-": "record-step",
            "do-many-": "record-step",
            "do-consent-": "record-consent",
            "correct-": "correct-record",
            "do-correct-": "correct-record",
            "do-take-back-": "correct-record",
            "do-comment-": "comment",
            "make-roster": "read",
        },
        "audit": {"start-check-": "read-audit"},
        "accounts": {
            "save-account-": "manage-accounts",
            "reset-": "manage-accounts",
            "may log in": "manage-accounts",
            "FormSubmitter:new-account": "manage-accounts",
        },
        "backup": {"Back up now": "back-up"},
    }
)
"""Page → how the keys (or labels) of its buttons, boxes and uploads begin → what a visitor needs to be offered them."""

STATES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"review": ("draft", "submitted", "reviewed", "approved", "published"), "pairs": ("approved",)}
)
"""Page → states of the plan in which it is opened; elsewhere as it is."""

VARIANTS: Mapping[str, tuple[dict[str, str], ...]] = MappingProxyType(
    {
        "plan": ({"view": "uncovered"},),
        "pools": ({"view": "enterprises"}, {"view": "versions", "finding": "1"}, {"view": "import"}),
        "scenario": ({"part": "run"}, {"part": "aims"}, {"part": "orders"}),
        "whatif": ({"view": "try"}, {"view": "frontier"}),
    }
)
"""Page → the addresses under which all it offers is drawn, but for more of the same."""

EVERY_VIEW: Mapping[str, tuple[dict[str, str], ...]] = MappingProxyType(
    {
        "plan": tuple({"view": view} for view in VIEWS),
        "pools": tuple({"view": view} for view in POOL_VIEWS),
        "scenario": tuple({"part": part} for part in PARTS),
        "whatif": ({},),
    }
)
"""Page → the addresses under which everything it shows is drawn."""


@pytest.fixture
def season(demo: Dashboard) -> dict[str, str]:
    """Record something of one pair, and return the address of that pair."""
    with demo.store.write() as session:
        set_state(session, 1, "approved")
    planner = find_by_login(demo.store, "demo-planner").actor
    pair = list_progress(demo.store, SYSTEM, 1)[0].match
    told = Attested(demo_day(demo), "张三", "来函")
    record_step(demo.store, planner, pair.key, "needed", told, version=pair.version)
    record_consent(demo.store, planner, pair.key, "enterprise", "given", told)
    return {"plan": "1", "person": pair.key.candidate_id, "post": pair.key.post_id}


def demo_day(demo: Dashboard) -> Any:
    """Return the day the demo's plan was made."""
    return read_audit(demo.store, SYSTEM)[0].at.date()


def list_offered(page: AppTest) -> set[str]:
    """Return the keys, or labels, of everything on a page that a visitor can press, tick or fill with files."""
    kinds = ("button", "checkbox", "toggle", "file_uploader")
    found = [each for kind in kinds for each in page.main.get(kind)]
    return {
        each.key or each.label
        for each in found
        if not each.proto.disabled or (each.key or "").startswith(("do-submit", "do-review", "do-approve", "do-pub"))
    }


def find_need(page: str, offered: str) -> Permission:
    """Return what the table says of something offered; fails where it says nothing."""
    fitting = [start for start in ACTS[page] if offered.startswith(start)]
    assert fitting, f"{page} offers {offered}, of which the table says nothing"
    return ACTS[page][max(fitting, key=len)]


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_what_a_page_offers_is_what_the_visitor_may_do(demo: Dashboard, season: dict[str, str], key: str) -> None:
    """For every role and a planner of one committee: everything offered is in the table, and nothing is missing."""
    assert {entry.key for entry in PAGES} == set(ACTS)
    states = STATES.get(key, ("draft",))
    entry = next(entry for entry in PAGES if entry.key == key)
    committee = list_progress(demo.store, SYSTEM, 1)[0].match.committee
    needs: dict[str, set[Permission]] = {}
    visitors = [(role, "") for role in ROLES] + [("planner", committee)]
    for role, bound in visitors:
        viewer = limit_to_committee(demo, role, bound)
        offered: set[str] = set()
        for state in states:
            with demo.store.write() as session:
                set_state(session, 1, state)
            for params in VARIANTS.get(key, ({},)):
                page = open_page(key, language="en", role=role, **(season | params))
                assert not page.exception
                offered |= list_offered(page)
        needs[f"{role}{bound}"] = {find_need(key, each) for each in offered}
        assert all(viewer.may(each) for each in needs[f"{role}{bound}"]), (role, bound, sorted(offered))
        if not viewer.may(entry.permission):
            assert not offered
    # What one may do and is offered, every other who may is offered too.
    ever = set().union(*needs.values())
    for role in ROLES:
        if role in PERMISSIONS[entry.permission]:
            assert needs[role] == {each for each in ever if role in PERMISSIONS[each]}, role


def test_every_act_of_the_table_is_offered_to_somebody(demo: Dashboard, season: dict[str, str]) -> None:
    """The pages on which plans and pairs are signed leave nothing of the table out."""
    find_widget(page := open_page("pairs", **season), "toggle", "correct-").set_value(True).run()
    offered = list_offered(page)
    missing = {start for start in ACTS["pairs"] if not any(each.startswith(start) for each in offered)}
    assert missing == {"make-roster"}


@pytest.mark.parametrize("role", [role for role in ROLES if role not in PERMISSIONS["edit-scenario"]])
def test_a_button_that_is_greyed_out_does_nothing(demo: Dashboard, role: str) -> None:
    """A browser made to send it is answered with who may; the scenario stays as it is."""
    before = len(read_audit(demo.store, SYSTEM))
    page = open_page("scenario", role=role, part="text")
    area = page.text_area[0]
    area.set_value(area.value + "\n# 改\n")
    button = page.button(key="keep-text")
    assert button.disabled
    button.proto.disabled = False
    button.click().run()
    assert len(read_audit(demo.store, SYSTEM)) == before


def find_foreign(plan: Plan, committee: str) -> set[str]:
    """Return names and ids of the hosts of other committees."""
    hosts = [host for host in plan.evidence.pools.enterprises if host.committee != committee]
    own = " ".join(host.name for host in plan.evidence.pools.enterprises if host.committee == committee)
    return {host.id for host in hosts} | {host.name for host in hosts if host.name not in own}


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_nothing_of_another_committee_reaches_the_browser(
    demo: Dashboard, season: dict[str, str], banner_plan: Plan, key: str
) -> None:
    """Whatever a page sends, tables, options, charts and their data: no host of another committee is in it."""
    committee = list_progress(demo.store, SYSTEM, 1)[0].match.committee
    foreign = find_foreign(banner_plan, committee)
    other = next(each.match for each in list_progress(demo.store, SYSTEM, 1) if each.match.committee != committee)
    named = re.compile("|".join(re.escape(each) for each in sorted(foreign, key=len, reverse=True)))
    limit_to_committee(demo, "planner", committee)
    forged = {"person": other.key.candidate_id, "post": other.key.post_id, "ids": other.enterprise_id, "plain": "1"}
    with act(demo.store, SYSTEM) as doing:
        scenario = list_scenarios(demo.store, 1)[0]
        pin = (
            f'\n[[pins]]\ncandidate = "{other.key.candidate_id}"\nenterprise = "{other.enterprise_id}"\nreason = "试"\n'
        )
        edit_scenario(doing, scenario.id, scenario.version, policy=scenario.policy + pin)
    leaks = {}
    for params in EVERY_VIEW.get(key, ({},)):
        for asked in ({}, forged):
            page = open_page(key, role="planner", plan="1", **params, **asked)
            assert not page.exception
            typed = set(asked.values())
            leaked = {found for text in list_sent(page) for found in named.findall(text)} - typed
            if leaked:
                leaks[str((params, asked))] = sorted(leaked)[:5]
    assert not leaks
