"""A plan signed by three people and a pair taken to its roster, on the pages themselves."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from ui_pages import find_widget, list_shown, open_page

from matcher.plans.accounts import find_by_login, redeem_code
from matcher.plans.store import SYSTEM
from matcher.plans.store import act as open_act
from matcher.plans.store.plans import list_plans, load_plan, save_plan
from matcher.plans.workflow import Attested, list_progress, record_consent, record_step
from matcher.ui.dashboard import Dashboard


def sign(role: str, act: str) -> AppTest:
    """Tick the box, press the button, and return what the page says then."""
    page = open_page("review", role=role, plan="1")
    box = next(each for each in page.checkbox if each.key.startswith(f"read-{act}-"))
    box.check().run()
    find_widget(page, "button", f"do-{act}-").click().run()
    return page


def find_field(page: AppTest, start: str, end: str) -> Any:
    """Return a field of a form about one pair."""
    return find_widget(page, "text_input", f"{start}-", f"-{end}")


def read_state(demo: Dashboard) -> str:
    """Return where the demo plan stands in the store."""
    return list_plans(demo.store)[0].state


def test_three_people_bring_a_plan_to_approval(demo: Dashboard) -> None:
    """Each signature is in the store before the page says so, and the table of signatures shows it."""
    for role, act, state in (
        ("planner", "submit", "submitted"),
        ("reviewer", "review", "reviewed"),
        ("approver", "approve", "approved"),
        ("approver", "publish", "published"),
    ):
        page = sign(role, act)
        assert not page.error
        assert page.success
        assert read_state(demo) == state
    shown = list_shown(open_page("review", role="viewer", plan="1", plain="1"))
    assert max(text.count("<td>有效</td>") for text in shown) == 4


def test_no_button_without_the_right(demo: Dashboard) -> None:
    """A viewer is offered nothing, and nobody is offered a step the plan is not at."""
    for role, offered in (("viewer", set()), ("planner", {"do-submit", "do-withdraw"}), ("reviewer", set())):
        page = open_page("review", role=role, plan="1")
        acts = ("do-submit", "do-review", "do-approve", "do-publish", "do-withdraw")
        keys = {act for act in acts for each in page.button if (each.key or "").startswith(f"{act}-")}
        assert keys == offered, role


def test_sending_back_voids_what_was_signed(demo: Dashboard) -> None:
    """The reviewer says why; without a reason the page says what is missing and nothing happens."""
    sign("planner", "submit")
    page = open_page("review", role="reviewer", plan="1")
    find_widget(page, "button", "do-return").click().run()
    assert page.error
    assert read_state(demo) == "submitted"
    find_widget(page, "text_area", "reason-return").set_value("请核对 <b>第一批</b>")
    find_widget(page, "button", "do-return").click().run()
    assert read_state(demo) == "draft"
    shown = list_shown(open_page("review", role="reviewer", plan="1", plain="1"))
    assert any("已作废" in text and "&lt;b&gt;第一批&lt;/b&gt;" in text for text in shown)


def test_a_comment_is_shown_as_typed(demo: Dashboard) -> None:
    """Markup in a comment stays characters."""
    page = open_page("review", role="reviewer", plan="1")
    find_widget(page, "text_area", "comment-text").set_value("**同意** <script>alert(1)</script>")
    find_widget(page, "button", "do-comment").click().run()
    assert [each.value for each in page.text] == ["**同意** <script>alert(1)</script>"]


def test_a_pair_goes_from_its_consents_to_the_roster(demo: Dashboard) -> None:
    """Four consents and two steps on an approved plan make one pair ready, and the roster can be taken."""
    for role, act in (("planner", "submit"), ("reviewer", "review"), ("approver", "approve")):
        sign(role, act)
    key = list_progress(demo.store, SYSTEM, 1)[0].match.key
    where = {"plan": "1", "person": key.candidate_id, "post": key.post_id}
    for _ in range(4):
        page = open_page("pairs", **where)
        find_field(page, "consent", "person").set_value("张三")
        find_field(page, "consent", "evidence").set_value("来函一号")
        find_widget(page, "button", "do-consent").click().run()
        assert not page.error
    for _ in range(2):
        page = open_page("pairs", **where)
        find_field(page, "step", "person").set_value("张三")
        find_field(page, "step", "evidence").set_value("电话记录")
        find_widget(page, "button", "do-step").click().run()
        assert not page.error
    assert [each.match.key for each in list_progress(demo.store, SYSTEM, 1) if each.is_ready] == [key]
    page = open_page("pairs", **where)
    assert any("可以进入签约花名册" in each.value for each in page.success)
    page.button(key="make-roster").click().run()
    assert page.get("download_button")


def test_a_step_out_of_order_or_without_evidence_is_refused(demo: Dashboard) -> None:
    """The page says what is missing; the store holds nothing of it."""
    key = list_progress(demo.store, SYSTEM, 1)[0].match.key
    page = open_page("pairs", plan="1", person=key.candidate_id, post=key.post_id)
    find_widget(page, "button", "do-step").click().run()
    assert "当事人" in page.error[0].value
    next(each for each in page.date_input if each.key.startswith("step-")).set_value(
        datetime.now(UTC).date() + timedelta(days=30)
    )
    find_field(page, "step", "person").set_value("张三")
    find_field(page, "step", "evidence").set_value("电话")
    find_widget(page, "button", "do-step").click().run()
    assert "还没有到" in page.error[0].value
    assert not list_progress(demo.store, SYSTEM, 1)[0].steps


@pytest.mark.parametrize("page_key", ["review", "pairs"])
@pytest.mark.parametrize("plan", ["999", "x", "-1", "1' OR '1'='1", "9" * 40])
def test_forged_plans_in_the_address_lead_nowhere(demo: Dashboard, page_key: str, plan: str) -> None:
    """The page says there is no such plan and shows the latest."""
    page = open_page(page_key, plan=plan, person="<b>", post="\x00")
    assert not page.exception
    assert not page.error
    assert any("没有" in each.value for each in page.warning)


def test_one_paper_is_recorded_for_all_pairs_at_once(demo: Dashboard) -> None:
    """All of them, with one person and one evidence; then two chosen ones take a step."""
    page = open_page("pairs", plan="1")
    page.selectbox(key="many-what").set_value("unit").run()
    find_field(page, "many", "person").set_value("李四")
    find_field(page, "many", "evidence").set_value("同意函一号")
    find_widget(page, "button", "do-many").click().run()
    assert not page.error
    assert all(each.consents["unit"].told.evidence == "同意函一号" for each in list_progress(demo.store, SYSTEM, 1))
    page = open_page("pairs", plan="1")
    two = [each.match.key for each in list_progress(demo.store, SYSTEM, 1)[:2]]
    chosen = [(key.candidate_id, key.post_id) for key in two]
    find_widget(page, "multiselect", "many-pairs-needed").set_value(chosen).run()
    find_field(page, "many", "person").set_value("王五")
    find_field(page, "many", "evidence").set_value("需求表")
    find_widget(page, "button", "do-many").click().run()
    assert not page.error
    assert [each.match.key for each in list_progress(demo.store, SYSTEM, 1) if each.match.step == "needed"] == two


def test_what_is_signed_is_what_was_shown(demo: Dashboard) -> None:
    """The address names no plan; while one is read a newer one is made: the newer is not signed in its place."""
    page = open_page("review", role="planner")
    next(each for each in page.checkbox if each.key.startswith("read-submit-")).check().run()
    with open_act(demo.store, SYSTEM) as doing:
        newer = save_plan(doing, list_plans(demo.store)[0].scenario_id, load_plan(demo.store, 1))
    find_widget(page, "button", "do-submit").click().run()
    states = {plan.id: plan.state for plan in list_plans(demo.store)}
    assert states == {1: "submitted", newer.id: "draft"}


def test_a_step_and_a_consent_are_corrected_and_the_page_shows_what_they_said(demo: Dashboard) -> None:
    """The form holds what is recorded; who, why, before and after stand in a table; a step is taken back."""
    key = list_progress(demo.store, SYSTEM, 1)[0].match.key
    where = {"plan": "1", "person": key.candidate_id, "post": key.post_id}
    page = open_page("pairs", **where)
    for form in ("step", "consent-enterprise"):
        find_field(page, form, "person").set_value("张三")
        find_field(page, form, "evidence").set_value("文号一")
        find_widget(page, "button", f"do-{form}").click().run()
    find_widget(page, "toggle", "correct-").set_value(True).run()
    for form, button in (("correct-needed", "do-correct-step"), ("correct-enterprise", "do-correct-enterprise")):
        if form == "correct-enterprise":
            find_widget(page, "segmented_control", "correct-side").set_value("enterprise").run()
        assert find_field(page, form, "evidence").value == "文号一"
        find_field(page, form, "evidence").set_value("文号二")
        find_widget(page, "button", button).click().run()
        assert "理由" in page.error[0].value
        find_field(page, form, "why").set_value("文号*抄错*")
        find_widget(page, "button", button).click().run()
        assert not page.error
    shown = list_shown(open_page("pairs", role="viewer", plain="1", **where))
    assert max(text.count("文号*抄错*") for text in shown) == 2
    assert max(text.count("文号一") for text in shown) == 2
    assert [step.told.evidence for step in list_progress(demo.store, SYSTEM, 1)[0].steps] == ["文号二"]
    find_field(page, "correct-needed", "why").set_value("登错了配对")
    find_widget(page, "button", "do-take-back").click().run()
    assert not page.error
    assert list_progress(demo.store, SYSTEM, 1)[0].match.step == "proposed"
    for role in ("viewer", "reviewer", "approver"):
        assert not [each for each in open_page("pairs", role=role, **where).toggle if "correct" in (each.key or "")]


def test_an_account_that_was_reset_signs_once_somebody_else_confirmed_it(demo: Dashboard) -> None:
    """The page says by whom it was reset; the one who did it is offered nothing, another person is."""
    sign("planner", "submit")
    accounts = open_page("accounts", role="administrator", account="demo-reviewer")
    find_widget(accounts, "button", "reset-").click().run()
    code = re.search(r"[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3}", accounts.success[0].value.replace("\\", ""))
    assert code is not None
    redeem_code(demo.store, "demo-reviewer", code[0], "hulunbuir-2026")
    page = open_page("review", role="reviewer", plan="1")
    assert any("须由另一人" in each.value and "戊" in each.value for each in page.warning)
    assert not [each for each in page.button if (each.key or "").startswith(("do-review", "confirm-"))]
    assert not [each for each in open_page("review", role="administrator").button if "confirm-" in (each.key or "")]
    page = open_page("review", role="approver", plan="1")
    assert any("戊" in each.value and "丙" in each.value for each in page.markdown)
    find_widget(page, "checkbox", "sure-").check().run()
    find_widget(page, "button", "confirm-").click().run()
    assert not page.error
    page = sign("reviewer", "review")
    assert not page.error
    shown = list_shown(open_page("review", role="viewer", plan="1", plain="1"))
    assert any("demo-administrator" in text and "demo-approver" in text and "确认账号" in text for text in shown)


def test_pairs_made_new_are_pairs_read_anew(demo: Dashboard) -> None:
    """What others record shows on the page at once, and reads as if all pairs had been read again."""
    planner = find_by_login(demo.store, "demo-planner").actor
    first, second = (each.match.key for each in list_progress(demo.store, SYSTEM, 1)[:2])
    before = list_shown(open_page("pairs", plan="1", plain="1"))
    told = Attested(date(2026, 9, 1), "张三", "承诺书第1号")
    record_step(demo.store, planner, first, "needed", told, version=1)
    record_consent(demo.store, planner, second, "unit", "refused", told)
    renewed = list_shown(open_page("pairs", plan="1", plain="1"))
    st.cache_resource.clear()
    assert renewed == list_shown(open_page("pairs", plan="1", plain="1"))
    assert renewed != before
