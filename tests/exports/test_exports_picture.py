"""The picture of a plan, as text and in a real browser."""

import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest

from matcher.exports import bands, picture
from matcher.exports.picture import draw_plan, write_picture
from matcher.plans import Plan


def test_is_valid_xml_with_hostile_names(plan: Plan) -> None:
    """Markup in a title or committee stays text."""
    hostile = replace(
        plan,
        title='<script>alert("1")</script> & "co"',
        matches=tuple(replace(match, committee="<b>&\x07") for match in plan.matches),
    )
    root = ET.fromstring(draw_plan(hostile))
    assert not [node for node in root.iter() if node.tag.endswith("script")]
    assert root.attrib["aria-label"] == '<script>alert("1")</script> & "co"'


def test_speaks_both_languages(plan: Plan) -> None:
    """The legend and the numbers come in the language asked for."""
    assert "双方都选了对方" in draw_plan(plan, "zh")
    assert "each had ranked the other" in draw_plan(plan, "en")


def test_opens_in_a_browser(plan: Plan, tmp_path: Path) -> None:
    """Chromium draws one curve for each match and asks for nothing beyond the file."""
    browser_path = shutil.which("chromium")
    if browser_path is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    file = tmp_path / "plan.svg"
    write_picture(plan, file)
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        curves = page.evaluate("[...document.querySelectorAll('path')].map(p => p.getTotalLength())")
        texts = page.evaluate("[...document.querySelectorAll('text')].map(t => t.textContent)")
        browser.close()
    assert len(curves) == len(plan.matches)
    assert all(length > 500 for length in curves)
    assert plan.title in texts
    assert asked == [file.as_uri()]


def test_a_large_plan_is_drawn_by_groups(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """No dot is drawn, every match stands in one band, and markup in a committee stays text."""
    monkeypatch.setattr(picture, "MOST_DOTS", 1)
    hostile = replace(plan, matches=tuple(replace(match, committee="<b>&") for match in plan.matches))
    root = ET.fromstring(draw_plan(hostile))
    shapes = [node.tag.rsplit("}")[-1] for node in root.iter()]
    assert "circle" not in shapes
    assert 0 < shapes.count("path") <= 3 * len({match.pool for match in plan.matches})
    texts = ["".join(node.itertext()) for node in root.iter() if node.tag.endswith("text")]
    hosts = {match.enterprise_id for match in plan.matches}
    assert f"<b>& {len(hosts)}" in texts


def test_small_groups_share_a_block() -> None:
    """The bands of a group fill its block, whatever shares it."""
    flows = [bands.Flow("甲", "X", "red", 3), bands.Flow("甲", "Y", "red", 1)]
    people, hosts = [bands.Group("甲", 4, "black")], [bands.Group("X", 3, "black"), bands.Group("Y", 1, "black")]
    parts, tall = bands.draw_bands(people, hosts, flows, (100, 900), 50.0)
    assert len([part for part in parts if part.startswith("<path")]) == 2
    assert tall >= bands.HEIGHT - 2 * 14
    assert bands.merge_small({"a": 3, "b": 2, "c": 1, "d": 1}, 2, "others") == {
        "a": "a",
        "b": "b",
        "c": "others",
        "d": "others",
    }


def test_a_committee_sees_its_own_hosts_only(banner_plan: Plan) -> None:
    """Its hosts are all there, no other is, and the counts above are its own."""
    own = [match for match in banner_plan.matches if match.committee == banner_plan.matches[0].committee]
    drawn = draw_plan(banner_plan, "zh", committee=own[0].committee)
    names = {match.enterprise_name for match in own}
    assert all(escape(each) in drawn for each in names)
    others = {match.enterprise_name for match in banner_plan.matches} - names
    assert others
    assert not [each for each in others if f">{escape(each)}<" in drawn]
    assert f"配对 {len(own)} 对" in drawn
    assert drawn.count("<path") == len(own)
