"""The page on which changes are tried out."""

import pytest
from streamlit.testing.v1 import AppTest
from ui_pages import open_page, wait_for

from matcher.plans import Plan
from matcher.plans.store.imports import list_imports
from matcher.plans.store.scenarios import list_scenarios
from matcher.plans.store.variants import list_variants
from matcher.ui.dashboard import Dashboard
from matcher.ui.pages.whatif import VIEWS


def make_variant(name: str) -> AppTest:
    """Make a variant on the page and return the page."""
    page = open_page("whatif", plan="1")
    page.text_input(key="variant-name").set_value(name)
    page.button(key="make-variant").click().run()
    assert not page.error
    return page


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_view_opens(demo: Dashboard, view: str, language: str) -> None:
    """For the planner and for a viewer, without an error."""
    for role in ("planner", "viewer"):
        page = open_page("whatif", language=language, role=role, plan="1", view=view)
        assert not page.exception
        assert not page.error


def test_a_person_withdraws_and_comes_back(demo: Dashboard, banner_plan: Plan) -> None:
    """The answer comes by itself; undo takes the edit away, redo brings it back, even in a new visit."""
    person = banner_plan.matches[0].candidate_id
    page = make_variant("少一人")
    page.selectbox(key="edit-kind").set_value("withdraw_candidate").run()
    page.selectbox(key="edit-candidate").set_value(person)
    page.button(key="try").click().run()
    assert not page.error
    wait_for(page, "人随之变动")
    assert f'"{person}"' in list_variants(demo.store, 1)[0].content
    page.button(key="undo").click().run()
    assert "[[edits]]" not in list_variants(demo.store, 1)[0].content
    again = open_page("whatif", plan="1")
    assert not again.button(key="redo").disabled
    again.button(key="redo").click().run()
    assert not again.error
    assert "undone" not in list_variants(demo.store, 1)[0].content


def test_a_rule_is_waived_for_a_pair_and_edits_are_typed(demo: Dashboard) -> None:
    """The form waives a policy rule and offers no law; typed edits are taken as a file's, a wrong one is refused."""
    page = make_variant("豁免")
    page.selectbox(key="edit-kind").set_value("waive").run()
    assert "必备专长" in page.selectbox(key="edit-waivable").options
    assert "亲属回避" not in page.selectbox(key="edit-waivable").options
    page.selectbox(key="edit-candidate").set_value("137")
    page.selectbox(key="edit-enterprise").set_value("Q001")
    page.selectbox(key="edit-waivable").set_value("must-have")
    page.text_input(key="edit-reason").set_value("春季培训后补齐")
    page.button(key="try").click().run()
    assert not page.error
    assert "为137到Q001豁免规则“必备专长”" in " ".join(each.value for each in page.text)
    page.selectbox(key="edit-kind").set_value("as-text").run()
    page.text_area(key="edit-text").set_value('kind = "unwaive"\ncandidate = "137"\nenterprise = "Q001"')
    page.button(key="try").click().run()
    assert not page.error
    kinds = [line for line in list_variants(demo.store, 1)[0].content.splitlines() if line.startswith("kind")]
    assert kinds == ['kind = "waive"', 'kind = "unwaive"']
    page.text_area(key="edit-text").set_value('kind = "unwave"')
    page.button(key="try").click().run()
    assert page.error


def test_a_variant_becomes_a_scenario_with_pools_of_its_own(demo: Dashboard) -> None:
    """The master import stays; the new scenario uses an import made from it."""
    page = make_variant("退出一人")
    page.selectbox(key="edit-kind").set_value("withdraw_candidate").run()
    page.selectbox(key="edit-candidate").set_value("137")
    page.button(key="try").click().run()
    page.button(key="solve-variant").click().run()
    assert not page.error
    made = list_scenarios(demo.store, 1)[-1]
    imports = {each.id: each for each in list_imports(demo.store, 1)}
    assert made.name == "退出一人"
    assert imports[made.import_id].based_on == list_scenarios(demo.store, 1)[0].import_id


def test_an_edit_that_cannot_be_is_refused(demo: Dashboard) -> None:
    """Nothing chosen, or more least than most: a sentence, and the variant stays as it was."""
    page = make_variant("错误")
    before = list_variants(demo.store, 1)[0].content
    page.selectbox(key="edit-kind").set_value("withdraw_candidate").run()
    page.button(key="try").click().run()
    assert page.error
    assert list_variants(demo.store, 1)[0].content == before


@pytest.mark.parametrize("forged", ["999", "x", "\x00"])
def test_forged_addresses_lead_nowhere(demo: Dashboard, forged: str) -> None:
    """Whatever stands in the address, the page opens."""
    page = open_page("whatif", plan=forged, view=forged, variant=forged, **{"with": forged})
    assert not page.exception
    assert not page.error
