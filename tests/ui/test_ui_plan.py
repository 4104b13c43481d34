"""The page of one plan: every view, reasons for any pair, and repairs that are worked out aside."""

import pytest
from ui_pages import list_shown, open_page, wait_for

from matcher.plans import Plan
from matcher.ui.dashboard import Dashboard
from matcher.ui.pages.plan import VIEWS


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens(demo: Dashboard, view: str) -> None:
    """In both languages, as a grid and as plain tables, without an error."""
    for language, plain in (("zh", ""), ("en", "1")):
        page = open_page("plan", language=language, plan="1", view=view, plain=plain)
        assert not page.exception
        assert not page.error
        assert page.segmented_control(key="choose-view").value == view


def test_every_pair_of_the_plan_is_in_the_table(demo: Dashboard, banner_plan: Plan) -> None:
    """As many rows as the store says the plan has pairs."""
    page = open_page("plan", plan="1", view="hosts")
    assert any(f"共 {len(banner_plan.matches)} 行" in each.value for each in page.caption)


def test_a_pair_and_a_pair_that_is_not_are_explained(demo: Dashboard, banner_plan: Plan) -> None:
    """What speaks for a pair, or every cause against it, stands on the page at once."""
    match, gap = banner_plan.matches[0], banner_plan.uncovered[0]
    there = open_page("plan", plan="1", view="reasons", person=match.candidate_id, post=match.post_id)
    assert any("方案里有这一对" in each.value for each in there.success)
    absent = open_page("plan", plan="1", view="reasons", person=match.candidate_id, post=gap.post_id)
    assert any("方案里没有这一对" in each.value for each in absent.warning)
    assert [each.value for each in absent.markdown if each.value.startswith("- ")]


@pytest.mark.parametrize("asked", ["<b>x</b>", "\x00", "9" * 500])
def test_forged_ids_are_named_and_nothing_else_happens(demo: Dashboard, asked: str) -> None:
    """An id that nobody has is shown as typed, with the boxes to choose from."""
    page = open_page("plan", plan="1", view="reasons", person=asked, post=asked)
    assert not page.exception
    assert not page.error
    assert len(page.warning) == 2


def test_a_gap_names_who_competes_for_whom(demo: Dashboard, banner_plan: Plan) -> None:
    """Under the table stands the shortage of the chosen post, with every post and person of its witness."""
    gap = next(gap for gap in banner_plan.uncovered if gap.witness_candidates)
    page = open_page("plan", plan="1", view="uncovered")
    shown = page.selectbox(key="repair-post").set_value(gap.post_id).run().markdown
    told = " ".join(each.value for each in shown).replace("\\", "")
    assert all(f"（{each}）" in told for each in (*gap.witness_posts, *gap.witness_candidates))


def test_a_view_nobody_knows_is_the_first(demo: Dashboard) -> None:
    """The address may hold anything."""
    page = open_page("plan", plan="1", view="nonsense")
    assert not page.exception
    assert page.segmented_control(key="choose-view").value == "hosts"


def test_what_a_pair_costs_is_worked_out_aside_and_stays(demo: Dashboard, banner_plan: Plan) -> None:
    """The page answers at once while the work goes on; a new visit finds the result."""
    match = banner_plan.matches[0]
    where = {"plan": "1", "view": "reasons", "person": match.candidate_id, "post": match.post_id}
    page = open_page("plan", **where)
    page.button(key=f"start-price-1-{match.candidate_id}-{match.post_id}").click().run()
    wait_for(page, "用时")
    again = open_page("plan", **where)
    assert any("把握" in text for text in list_shown(again))
