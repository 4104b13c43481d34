"""Large tables in the browser: a page of rows at a time, everything in the exports, records found by typing."""

import csv

import pandas as pd
import pytest
from ui_pages import open_page

from matcher.exports.shown_table import write_csv
from matcher.ui import asking, tables
from matcher.ui.dashboard import Dashboard
from matcher.ui.kept_tables import KeptTable
from matcher.ui.loading import recall_stored_pools
from matcher.ui.plan_view import pictures
from matcher.ui.plan_view.pictures import gather_places

PAGE = 40


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROWS_A_PAGE", PAGE)


def test_only_a_page_of_rows_is_sent(demo: Dashboard) -> None:
    """The browser gets one page; the caption tells how many rows there are."""
    people = recall_stored_pools(demo.store, 1).pools.candidates
    page = open_page("pools", view="candidates")
    assert len(page.dataframe[0].value) == PAGE
    assert any(str(len(people)) in each.value for each in page.caption)
    first = page.dataframe[0].value.iloc[0, 1]
    page = page.number_input(key="candidates-page").set_value(2).run()
    assert page.dataframe[0].value.iloc[0, 1] == people[PAGE].id != first


def test_the_order_of_all_rows_is_not_that_of_one_page(demo: Dashboard) -> None:
    """The first row of the falling order is the last of all rows, and the address keeps it."""
    people = recall_stored_pools(demo.store, 1).pools.candidates
    box = open_page("pools", view="candidates", language="en").selectbox(key="candidates-order")
    falling = [option for option in box.options if option.endswith("↓")][1]
    page = open_page("pools", view="candidates", language="en", **{"candidates-order": falling})
    assert page.dataframe[0].value.iloc[0, 1] == max(person.id for person in people)


def test_a_page_that_a_filter_leaves_empty_is_not_shown(demo: Dashboard) -> None:
    """Whoever stands on the last page and filters is shown what is found."""
    page = open_page("pools", view="candidates", **{"candidates-page": "3"})
    assert len(page.dataframe[0].value) == PAGE
    page = page.text_input(key="candidates-q").set_value("001").run()
    assert not page.exception
    assert len(page.dataframe[0].value) >= 1
    page = open_page("pools", view="candidates", **{"candidates-page": "999"})
    assert not page.exception
    assert len(page.dataframe[0].value) >= 1


def test_each_tab_keeps_its_own_filters_in_the_address(demo: Dashboard) -> None:
    """Another tab is looked at, filtered and left: what the first one showed is there again, also in a new session."""
    pools = recall_stored_pools(demo.store, 1).pools
    page = open_page("pools", view="candidates")
    page = page.text_input(key="candidates-q").set_value("001").run()
    page = page.multiselect(key="candidates-pool").set_value(["离退休干部"]).run()
    found = len(page.dataframe[0].value)
    assert 0 < found < PAGE
    page = page.segmented_control(key="choose-view").set_value("posts").run()
    page = page.text_input(key="posts-q").set_value(pools.posts[0].id).run()
    kept = {key: "".join(page.query_params[key]) for key in page.query_params}
    wanted = {"candidates-q": "001", "candidates-pool": "离退休干部", "posts-q": pools.posts[0].id}
    assert wanted.items() <= kept.items()
    page = page.segmented_control(key="choose-view").set_value("candidates").run()
    assert len(page.dataframe[0].value) == found
    again = open_page("pools", **{**kept, "view": "candidates"})
    assert len(again.dataframe[0].value) == found
    again = again.text_input(key="candidates-q").set_value("").run()
    assert "candidates-q" not in again.query_params
    assert again.text_input(key="candidates-q").value == ""


@pytest.mark.parametrize("asked", ["0", "-1", "9" * 5000, "²", "x"])
def test_a_forged_page_number_is_the_first_or_the_last(demo: Dashboard, asked: str) -> None:
    """Whatever the address says, rows are shown."""
    page = open_page("pools", view="candidates", **{"candidates-page": asked, "candidates-order": asked})
    assert not page.exception
    assert len(page.dataframe[0].value) >= 1


def test_the_export_has_every_row_as_filtered() -> None:
    """The file holds all pages of what the filter leaves, in the order shown."""
    frame = pd.DataFrame(
        {"host": [f"{number} 号矿业" for number in range(6 * PAGE)], "ready": [True, False] * (3 * PAGE)}
    )
    kept = KeptTable(frame)
    columns = [tables.Column("host", "企业"), tables.Column("ready", "可以签约", "yes_no")]
    places = kept.sort(kept.find("1"), "host", is_falling=True)
    data = tables.write_rows(columns, kept, places, ("是", "否"), write_csv)
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    wanted = sorted((name for name in frame["host"] if "1" in name), reverse=True)
    assert len(wanted) > PAGE
    assert rows[0] == ["企业", "可以签约"]
    assert [row[0] for row in rows[1:]] == wanted
    assert {row[1] for row in rows[1:]} == {"是", "否"}


def test_one_of_very_many_is_found_by_typing(demo: Dashboard, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser gets those that hold what was typed, and keeps what was chosen."""
    monkeypatch.setattr(asking, "MOST_OFFERED", 10)
    person = recall_stored_pools(demo.store, 1).pools.candidates[7]
    page = open_page("candidate")
    assert page.multiselect(key="choose-ids").options == []
    page = page.text_input(key="choose-ids-find").set_value(person.name).run()
    options = page.multiselect(key="choose-ids").options
    assert f"{person.name}（{person.id}）" in options
    assert all(person.name in option for option in options)
    page = page.multiselect(key="choose-ids").set_value([person.id]).run()
    page = page.text_input(key="choose-ids-find").set_value("").run()
    assert page.multiselect(key="choose-ids").value == [person.id]
    assert page.subheader[0].value.startswith(person.name)


def test_empty_values_come_last_in_either_order() -> None:
    """Sorting keeps the order of equal rows, and rows without a value end the table."""
    table = KeptTable(pd.DataFrame({"rank": pd.array([2, None, 1, 2], dtype="Int64")}))
    places = table.find("")
    assert table.sort(places, "rank").tolist() == [2, 0, 3, 1]
    assert table.sort(places, "rank", is_falling=True).tolist() == [0, 3, 2, 1]


def test_every_typed_word_must_stand_in_a_row() -> None:
    """Words may stand in different columns, in either case, and a choice narrows further; markup is text."""
    table = KeptTable(
        pd.DataFrame({"host": ["甲矿业 A*", "乙矿业 a*", "丙"], "kind": ["x", "y", "x"], "yes": [True] * 3})
    )
    assert table.find("矿业 A*").tolist() == [0, 1]
    assert table.find("矿业", {"kind": ["x"]}).tolist() == [0]
    assert table.find("true").tolist() == []


def test_places_near_each_other_are_one_mark() -> None:
    """No place is lost, kinds stay apart, and a mark stands in the middle of those it holds."""
    rows = [("host", f"H{number}", 110.0 + number % 2 * 0.0001, 40.0) for number in range(10)]
    rows += [("person", "P1", 110.0, 40.0), ("host", "far", 112.0, 42.0)]
    gathered = gather_places(pd.DataFrame(rows, columns=["kind", "name", "longitude", "latitude"]))
    assert gathered["count"].sum() == len(rows)
    near = gathered[(gathered["kind"] == "host") & (gathered["longitude"] < 111)]
    assert near["count"].tolist() == [10]
    assert near["longitude"].iloc[0] == pytest.approx(110.00005, abs=1e-4)
    assert len(gathered) == 3


def test_a_picture_of_very_many_says_that_it_gathers(demo: Dashboard, monkeypatch: pytest.MonkeyPatch) -> None:
    """The captions say what one mark stands for."""
    assert demo.settings.is_demo
    monkeypatch.setattr(pictures, "MOST_PLACES", 10)
    page = open_page("plan", view="pictures", language="en")
    assert not page.exception
    assert any("one mark" in each.value for each in page.caption)
