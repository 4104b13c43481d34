"""The page of a scenario: every part is kept, checked and told to the second editor; a solve is watched and stopped."""

import time

import pytest
from streamlit.testing.v1 import AppTest
from ui_pages import list_shown, open_page

from matcher.plans.store.runs import list_runs
from matcher.plans.store.scenarios import list_scenarios
from matcher.policy import Policy, parse_policy
from matcher.ui.dashboard import Dashboard
from matcher.ui.pages.scenario import PARTS

PATIENCE_S = 150
LANGUAGES = ("zh", "en")


def read_policy(demo: Dashboard) -> Policy:
    """Return the policy of the demo's first scenario as it is stored."""
    return parse_policy(list_scenarios(demo.store, 1)[0].policy)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens(demo: Dashboard, part: str) -> None:
    """In both languages, for who may edit and who may not, without an error."""
    for language, role in (("zh", "planner"), ("en", "viewer")):
        page = open_page("scenario", language=language, role=role, part=part)
        assert not page.exception
        assert not page.error


def test_weights_are_kept_and_the_comments_of_the_file_stay(demo: Dashboard) -> None:
    """One weight changes, nothing else does."""
    before, text = read_policy(demo), list_scenarios(demo.store, 1)[0].policy
    page = open_page("scenario", part="aims")
    page.slider(key="weight-locality-1").set_value(44)
    page.button(key="keep-weights").click().run()
    assert not page.error
    after = read_policy(demo)
    assert after.weight("locality") == 44
    assert after.model_copy(update={"weights": before.weights}) == before
    comments = [line for line in text.splitlines() if line.startswith("#")]
    kept = list_scenarios(demo.store, 1)[0].policy.splitlines()
    assert set(comments) <= set(kept)


def test_a_quota_is_told_in_words(demo: Dashboard) -> None:
    """Whom it counts stands there by field and value, not by code."""
    shown = {
        language: " ".join(list_shown(open_page("scenario", language=language, part="quotas")))
        for language in LANGUAGES
    }
    assert "来源类别：在职科级干部" in shown["zh"]
    assert "星级：4、5" in shown["zh"]
    assert "Stars: 4, 5" in shown["en"]


def test_a_rule_is_switched_off_and_on_again(demo: Dashboard) -> None:
    """The register's default is what stands in the store in the end."""
    rule = next(iter(read_policy(demo).rules))
    was_on = read_policy(demo).is_active(rule)
    for wanted in (not was_on, was_on):
        page = open_page("scenario", part="rules", rule=rule)
        page.checkbox(key=f"on-{rule}-{list_scenarios(demo.store, 1)[0].version}").set_value(wanted)
        page.button(key=f"keep-rule-{rule}").click().run()
        assert not page.error
        assert read_policy(demo).is_active(rule) == wanted


def test_a_pin_comes_and_goes(demo: Dashboard) -> None:
    """It stands in the policy with its reason until it is taken away."""
    had = len(read_policy(demo).pins)
    page = open_page("scenario", part="orders")
    page.selectbox(key="pins-person").set_value("137")
    page.selectbox(key="pins-host").set_value("Q001")
    page.text_input(key="pins-reason").set_value("双方早已商定")
    page.button(key="add-pins").click().run()
    assert not page.error
    assert read_policy(demo).pins[-1].reason == "双方早已商定"
    page = open_page("scenario", part="orders")
    page.selectbox(key="gone-pins").set_value(had)
    page.button(key="do-remove-pins").click().run()
    assert len(read_policy(demo).pins) == had


def test_a_rule_is_waived_for_one_pair(demo: Dashboard) -> None:
    """A waiver is added with its reason, refused without one, shown by the rule's name, and taken away."""
    page = open_page("scenario", scenario="1", part="orders")
    page.selectbox(key="waivers-person").set_value("137")
    page.selectbox(key="waivers-host").set_value("Q001")
    page.selectbox(key="waivers-rule").set_value("must-have")
    page.button(key="add-waivers").click().run()
    assert page.error
    assert read_policy(demo).waivers == ()
    page.text_input(key="waivers-reason").set_value("春季培训后补齐")
    page.button(key="add-waivers").click().run()
    assert not page.error
    assert [(one.rule, one.reason) for one in read_policy(demo).waivers] == [("must-have", "春季培训后补齐")]
    page.button(key="do-remove-waivers").click().run()
    assert read_policy(demo).waivers == ()


def test_a_quota_that_contradicts_itself_is_refused_with_its_reason(demo: Dashboard) -> None:
    """Least above most: one sentence, nothing kept."""
    before = read_policy(demo)
    page = open_page("scenario", part="quotas")
    page.text_input(key="quota-name").set_value("试")
    page.number_input(key="quota-least").set_value(5)
    page.number_input(key="quota-most").set_value(2)
    page.button(key="add-quota").click().run()
    assert page.error
    assert read_policy(demo) == before


def test_the_second_editor_is_told(demo: Dashboard) -> None:
    """Two open the text, one keeps it first: the other reads that somebody was quicker."""
    first, second = (open_page("scenario", part="text") for _ in range(2))
    for page, seed in ((first, 7), (second, 8)):
        area = page.text_area[0]
        area.set_value(area.value.replace("seed = 1 ", f"seed = {seed} "))
        page.button(key="keep-text").click().run()
    assert not first.error
    assert second.error
    assert read_policy(demo).seed == 7


def test_a_broken_text_names_its_line(demo: Dashboard) -> None:
    """A typing error is answered with where it stands; the stored text stays."""
    before = list_scenarios(demo.store, 1)[0].policy
    page = open_page("scenario", part="text")
    page.text_area[0].set_value(before.replace("term_years = 2", "term_yaers = 2"))
    page.button(key="keep-text").click().run()
    assert "term_years" in page.error[0].value.replace("\\", "")
    assert list_scenarios(demo.store, 1)[0].policy == before


def wait_until_over(page: AppTest, demo: Dashboard) -> None:
    """Run the page until the store says the solve is over."""
    end = time.monotonic() + PATIENCE_S
    while not list_runs(demo.store)[0].is_over:
        assert time.monotonic() < end
        time.sleep(0.5)
    page.run()


def test_a_solve_is_watched_from_a_second_tab_and_stopped(demo: Dashboard) -> None:
    """Both tabs see it, either may stop it; the best plan so far is kept, or the page says there was none."""
    page = open_page("scenario", part="run")
    page.button(key="run").click().run()
    assert not page.error
    other = open_page("scenario", part="run")
    assert any("正在求解" in text for text in list_shown(other))
    other.button(key="stop-run").click().run()
    wait_until_over(page, demo)
    run = list_runs(demo.store)[0]
    assert run.state in {"stopped", "done"}
    assert run.is_asked_to_stop
    assert any(("查看方案" in text) if run.plan_id else text for text in list_shown(page))


@pytest.mark.parametrize("forged", ["999", "x", "\x00"])
def test_forged_addresses_lead_to_the_latest(demo: Dashboard, forged: str) -> None:
    """Whatever stands in the address, the page opens and says what is wrong."""
    page = open_page("scenario", scenario=forged, part=forged, rule=forged)
    assert not page.exception
    assert not page.error
    assert page.warning
