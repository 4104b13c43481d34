"""Two sessions at once, and one that presses twice: every act is judged by what was on its screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest
from ui_browser import choose, find, open_settled, type_into, wait_settled
from ui_pages import find_widget, list_shown, open_page

from matcher.plans.audit import read_audit, verify_chain
from matcher.plans.store import SYSTEM
from matcher.plans.workflow import list_comments, list_progress
from matcher.ui.dashboard import Dashboard

DECLINE, STEP = "未成", "企业所需"


def open_pair(demo: Dashboard, place: int = 0) -> AppTest:
    """Open one pair of the demo plan."""
    key = list_progress(demo.store, SYSTEM, 1)[place].match.key
    return open_page("pairs", plan="1", person=key.candidate_id, post=key.post_id)


def fill_fields(page: AppTest, form: str, evidence: str) -> None:
    """Say who confirmed something, and on what evidence."""
    find_widget(page, "text_input", f"{form}-", "-person").set_value("张三")
    find_widget(page, "text_input", f"{form}-", "-evidence").set_value(evidence)


def press(page: AppTest, button: str) -> AppTest:
    """Press the one button whose key starts so."""
    return find_widget(page, "button", button).click().run()


def sign(page: AppTest, text: str) -> AppTest:
    """Submit the plan; the text says nothing here."""
    find_widget(page, "checkbox", "read-submit-").check().run()
    return press(page, "do-submit-")


def withdraw(page: AppTest, text: str) -> AppTest:
    """Withdraw the plan for a reason."""
    find_widget(page, "text_area", "reason-withdraw-").set_value(text)
    return press(page, "do-withdraw-")


def comment(page: AppTest, text: str) -> AppTest:
    """Write a comment."""
    find_widget(page, "text_area", "comment-text-").set_value(text)
    return press(page, "do-comment-")


def take_step(page: AppTest, text: str) -> AppTest:
    """Record the next step."""
    fill_fields(page, "step", text)
    return press(page, "do-step-")


def decline(page: AppTest, text: str) -> AppTest:
    """Record that the pair comes to nothing."""
    fill_fields(page, "decline", text)
    return press(page, "do-decline-")


def consent(page: AppTest, text: str) -> AppTest:
    """Record that the host consents."""
    fill_fields(page, "consent-enterprise", text)
    return press(page, "do-consent-")


def record_many(page: AppTest, text: str) -> AppTest:
    """Record the first step of every pair."""
    fill_fields(page, "many", text)
    return press(page, "do-many-")


def change_by_hand(page: AppTest, text: str) -> AppTest:
    """Take the first pair out of the plan."""
    find_widget(page, "text_area", "change-reason-").set_value(text)
    return press(page, "keep-change-")


def edit_account(page: AppTest, text: str) -> AppTest:
    """Give the viewer another name."""
    next(box for box in page.text_input if box.label == "姓名").set_value(text)
    return press(page, "save-account-")


def reset(page: AppTest, text: str) -> AppTest:
    """Take the viewer's password away; there is nothing to type."""
    return press(page, "reset-")


def edit_season(page: AppTest, text: str) -> AppTest:
    """Give the season another title."""
    next(box for box in page.text_input if box.label == "标题").set_value(text)
    return next(button for button in page.button if button.label == "保存").click().run()


def save_scenario(page: AppTest, text: str) -> AppTest:
    """Change the scenario's text."""
    area = page.text_area[0]
    area.set_value(area.value.replace("seed = 1 ", f"seed = {1 + len(text)} "))
    return press(page, "keep-text")


def open_season(demo: Dashboard) -> AppTest:
    """Open the form of the season."""
    page = open_page("overview")
    return next(each for each in page.main.toggle if each.label == "季次设置").set_value(True).run()


def open_removal(demo: Dashboard) -> AppTest:
    """Choose on the page of changes by hand that the first pair goes."""
    key = list_progress(demo.store, SYSTEM, 1)[0].match.key
    page = open_page("by_hand", plan="1")
    find_widget(page, "segmented_control", "change-kind").set_value("remove").run()
    return find_widget(page, "selectbox", "change-pair").set_value((key.candidate_id, key.post_id)).run()


ACTS: dict[str, tuple[Callable[[Dashboard], AppTest], Callable[[AppTest, str], AppTest], tuple[str, ...]]] = {
    "sign": (lambda _: open_page("review", plan="1"), sign, ("已送审",)),
    "withdraw": (lambda _: open_page("review", plan="1"), withdraw, ("已撤回",)),
    "step": (open_pair, take_step, ("甲的话", "乙的话", STEP)),
    "decline": (open_pair, decline, ("甲的话", "乙的话", DECLINE)),
    "consent": (open_pair, consent, ("甲的话", "乙的话")),
    "many": (lambda _: open_page("pairs", plan="1"), record_many, ("甲的话", "乙的话", STEP)),
    "by-hand": (open_removal, change_by_hand, ("去掉",)),
    "account": (
        lambda _: open_page("accounts", role="administrator", account="demo-viewer"),
        edit_account,
        ("甲的话", "乙的话"),
    ),
    "reset": (
        lambda _: open_page("accounts", role="administrator", account="demo-viewer"),
        reset,
        ("密码重置",),
    ),
    "season": (open_season, edit_season, ("甲的话", "乙的话")),
    "scenario": (lambda _: open_page("scenario", part="text"), save_scenario, ("seed",)),
}
"""Act → how its page is opened, how it is done, and what the second of two who do it reads."""


@pytest.mark.parametrize("act", ACTS)
def test_of_two_at_once_the_second_is_told_both_values(demo: Dashboard, act: str) -> None:
    """Both have it on their screens; one is quicker, the other reads what is recorded and what was to be."""
    start, do, told = ACTS[act]
    first, second = start(demo), start(demo)
    first = do(first, "甲的话")
    assert not first.error
    assert first.success
    done = len(read_audit(demo.store, SYSTEM))
    second = do(second, "乙的话，迟了")
    assert "刚被他人改动" in second.error[0].value
    for each in told:
        assert each in second.error[0].value.replace("\\", "")
    assert any(button.label == "重新载入" for button in second.button)
    assert len(read_audit(demo.store, SYSTEM)) == done
    assert verify_chain(demo.store) == ()


def test_a_comment_on_what_has_moved_on_is_told(demo: Dashboard) -> None:
    """Two comments are both kept; one on a draft is not put under the plan as submitted."""
    pages = [open_page("review", plan="1") for _ in range(3)]
    for page, text in zip(pages[:2], ("第一条", "第二条"), strict=True):
        assert not comment(page, text).error
    sign(open_page("review", plan="1"), "")
    late = comment(pages[2], "先别送审")
    assert "已送审" in late.error[0].value
    assert "先别送审" in late.error[0].value
    assert [each.text for each in list_comments(demo.store, SYSTEM, 1)] == ["第一条", "第二条"]


def test_the_page_says_that_what_it_shows_has_changed(demo: Dashboard) -> None:
    """The warning stands there before anything is pressed; reloading shows what is so now."""
    page, other = open_pair(demo), open_pair(demo)
    take_step(other, "甲的话")
    page.run()
    assert any("刚被他人改动" in each.value for each in page.warning)
    assert not any("甲的话" in text for text in list_shown(page))
    press(page, "reload-pair")
    assert not page.warning
    assert any("甲的话" in text for text in list_shown(page))


def test_what_is_typed_for_one_pair_is_not_shown_for_another(demo: Dashboard) -> None:
    """Evidence, reasons and comments stay with the pair they were typed for."""
    page = open_pair(demo, 0)
    for form in ("step", "decline", "consent-enterprise"):
        fill_fields(page, form, "第一对的依据")
    find_widget(page, "text_area", "comment-text-").set_value("第一对的意见")
    page.run()
    other = list_progress(demo.store, SYSTEM, 1)[1].match.key
    page.selectbox(key="choose-pair").set_value((other.candidate_id, other.post_id)).run()
    assert not [each.value for each in (*page.text_input, *page.text_area) if "第一对" in (each.value or "")]
    press(page, "do-step-")
    assert "当事人" in page.error[0].value
    assert not any(each.steps for each in list_progress(demo.store, SYSTEM, 1))


def test_a_button_pressed_twice_acts_once(demo_address: str, browser_page: Page, pictures: object) -> None:
    """A double click in a real browser records one step, and nothing in the name of the next."""
    page = browser_page
    open_settled(page, f"{demo_address}/pairs?as=planner&plan=1")
    choose(page, find(page, "choose-pair"), "093")
    for field, text in (("person", "张三"), ("evidence", "双击")):
        type_into(page, page.locator(f"[class*='st-key-step-'][class*='-{field}']").get_by_role("textbox"), text)
    wait_settled(page)
    find(page, "do-step").get_by_role("button").dblclick()
    expect(page.get_by_test_id("stAlert").filter(has_text="已登记“企业所需”").first).to_be_visible()
    expect(page.get_by_role("button", name="登记“个人同意”")).to_be_visible()
    wait_settled(page)
    expect(page.get_by_role("cell", name="双击", exact=True)).to_have_count(1)
    expect(page.get_by_test_id("stAlert").filter(has_text="请填写")).to_have_count(0)
