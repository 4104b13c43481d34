"""The overview: figures of the plan, what waits for whom, deadlines, and seasons made and edited."""

from datetime import date, timedelta

from ui_pages import list_shown, open_page

from matcher.plans.accounts import find_by_login
from matcher.plans.store.plans import list_plans
from matcher.plans.store.seasons import list_seasons
from matcher.plans.workflow import submit
from matcher.ui.dashboard import Dashboard
from matcher.ui.texts import load_texts


def test_figures_are_those_of_the_plan(demo: Dashboard) -> None:
    """Cover, seats, blind spots, pairs and blocking pairs as stored."""
    figures = list_plans(demo.store)[0].figures
    shown = {metric.label: metric.value for metric in open_page("overview").metric}
    assert shown["已覆盖企业"] == f"{figures['hosts_covered']} / {figures['hosts']}"
    assert shown["盲点"] == f"{figures['blind_spots_before']} → {figures['blind_spots_left']}"
    assert shown["配对"] == str(figures["matches"])


def test_what_waits_depends_on_who_looks(demo: Dashboard) -> None:
    """A draft waits for the planner; once submitted it waits for the reviewer."""
    assert any("送审" in text for text in list_shown(open_page("overview", role="planner")))
    assert "目前没有等您办理的事项。" in list_shown(open_page("overview", role="reviewer"))
    plan = list_plans(demo.store)[0]
    submit(demo.store, find_by_login(demo.store, "demo-planner").actor, plan.id, version=plan.version)
    assert any("待签署：审核" in text for text in list_shown(open_page("overview", role="reviewer")))


def test_a_deadline_is_changed_and_named_when_it_is_near(demo: Dashboard) -> None:
    """The form saves it, the page says how many days are left."""
    page = open_page("overview", role="planner")
    page = next(switch for switch in page.main.toggle if switch.label == "季次设置").set_value(True).run()
    tomorrow = date.today() + timedelta(days=1)  # noqa: DTZ011 (the visitor's own day)
    next(box for box in page.date_input if box.label == "组织委任").set_value(tomorrow)
    page = next(button for button in page.button if button.label == "保存").click().run()
    assert page.success[0].value == "季次设置已保存。"
    assert list_seasons(demo.store)[0].deadlines["appointed"] == tomorrow
    assert any("组织委任" in warning.value and "还有 1 天" in warning.value for warning in page.warning)


def test_a_deadline_that_is_met_is_done(demo: Dashboard) -> None:
    """Once the plan is submitted, its own deadline is no more counted down."""
    plan = list_plans(demo.store)[0]
    assert any("方案送审" in warning.value for warning in open_page("overview").warning)
    submit(demo.store, find_by_login(demo.store, "demo-planner").actor, plan.id, version=plan.version)
    page = open_page("overview")
    assert not any("方案送审" in warning.value for warning in page.warning)
    assert any("已办" in text for text in list_shown(page))


def test_a_new_season_is_made_and_chosen(demo: Dashboard) -> None:
    """The sidebar offers both; a name that is taken is refused in words."""
    page = open_page("overview", role="administrator")
    page = next(switch for switch in page.main.toggle if switch.label == "新建季次").set_value(True).run()
    next(box for box in page.text_input if box.label == "简称").set_value("二〇二七")
    page = next(button for button in page.button if button.label == "建立").click().run()
    assert "二〇二七" in page.success[0].value
    assert len(page.sidebar.selectbox) == 2
    older = list_seasons(demo.store)[-1]
    assert open_page("overview", season=str(older.id)).title[0].value == (older.title or older.name)
    next(box for box in page.text_input if box.label == "简称").set_value("二〇二七")
    page = next(button for button in page.button if button.label == "建立").click().run()
    assert page.error
    assert len(list_seasons(demo.store)) == 2


def test_an_error_inside_a_form_is_one_sentence(demo: Dashboard) -> None:
    """A season without a name: what is missing is said, and nothing of a fault of the program."""
    page = open_page("overview", role="planner")
    next(each for each in page.main.toggle if each.label == load_texts("overview")["another-season"].zh).set_value(
        True
    ).run()
    button = next(each for each in page.button if each.label == "建立")
    button.click().run()
    assert not page.exception
    assert len(page.error) == 1
    assert "程序出错" not in page.error[0].value
