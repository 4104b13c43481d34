"""From a name to its profile and back in a real browser: one click there, one press of Back."""

from playwright.sync_api import Page, expect
from ui_browser import click, wait_settled


def wait_for_heading(page: Page, text: str) -> None:
    """Wait until a page shows its title."""
    expect(page.get_by_role("heading", level=1, name=text)).to_be_visible()


def test_a_click_on_a_name_opens_the_profile_and_back_leads_back(demo_address: str, browser_page: Page) -> None:
    """In a grid; the filters of the table are those of before, and what the pages filled in is no step."""
    start = f"{demo_address}/plan?view=hosts&matches-q=矿"
    browser_page.goto(start)
    grid = browser_page.get_by_test_id("stDataFrame").first
    grid.wait_for()
    wait_settled(browser_page)
    place = grid.bounding_box()
    assert place is not None
    browser_page.mouse.click(place["x"] + 90, place["y"] + 52)
    wait_for_heading(browser_page, "企业档案")
    assert "plan=1" in browser_page.url
    wait_settled(browser_page)
    browser_page.go_back()
    wait_for_heading(browser_page, "方案")
    assert "matches-q=" in browser_page.url
    assert "ids=" not in browser_page.url


def test_back_from_a_link_leads_to_the_same_place(demo_address: str, browser_page: Page) -> None:
    """One press, also where both pages fill in the version they show."""
    browser_page.goto(f"{demo_address}/plan?view=reasons&person=001&post=Q005-1")
    click(browser_page, browser_page.get_by_text("看人选档案"))
    wait_for_heading(browser_page, "人选档案")
    click(browser_page, browser_page.get_by_text("看方案 1 号"))
    wait_for_heading(browser_page, "方案")
    wait_settled(browser_page)
    browser_page.go_back()
    wait_for_heading(browser_page, "人选档案")
    assert "ids=001" in browser_page.url
    wait_settled(browser_page)
    browser_page.go_back()
    wait_for_heading(browser_page, "方案")
    assert "view=reasons" in browser_page.url
    assert "post=Q005-1" in browser_page.url
