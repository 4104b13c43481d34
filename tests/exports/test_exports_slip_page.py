"""One person's result as a page to print: the same sentences as the text, one sheet of paper, no network."""

import re
import shutil
from dataclasses import replace
from html import unescape

import pytest
from playwright.sync_api import sync_playwright

from matcher.explain import Slip, make_slip
from matcher.explain.slip import MOST_WISHES
from matcher.exports.slip_page import make_slip_page
from matcher.plans import Plan
from matcher.words import Language, Words


def make_slips(plan: Plan) -> list[Slip]:
    """Return the slip of everybody, the longest first."""
    assert plan.evidence is not None
    slips = [make_slip(plan.evidence, one.id) for one in plan.evidence.pools.candidates]
    return sorted(slips, key=lambda slip: -len(slip.write("zh")))


def read_texts(page: str) -> set[str]:
    """Return what a reader sees, piece by piece."""
    body = page[page.index("<body>") :]
    return {unescape(text) for text in re.findall(r">([^<>]+)<", body)}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_says_what_the_text_says(banner_plan: Plan, language: Language) -> None:
    """Of everybody on the demo: each piece on the page stands in the text, and each line of the text on the page."""
    for slip in make_slips(banner_plan):
        page, text = make_slip_page(slip, language), slip.write(language)
        plain = re.sub(r"[*#|]|^- ", "", text, flags=re.MULTILINE)
        said = read_texts(page)
        assert all(piece in plain for piece in said), slip.candidate_id
        for post in slip.posts:
            assert {reason.say(language) for reason in post.reasons} <= said
        assert {wish.fate.say(language) for wish in slip.wishes} <= said


def test_the_page_needs_nothing_else_and_escapes_what_was_typed(banner_plan: Plan) -> None:
    """No script, no picture, no address; a name that looks like markup is shown as it was typed."""
    slip = make_slips(banner_plan)[0]
    page = make_slip_page(replace(slip, candidate_name='<b onclick="x">甲&乙</b>'), "zh")
    assert not re.search(r"https?:|//|<script|<img|<link|url\(|src=|href=|@import", page)
    assert "&lt;b onclick=&quot;x&quot;&gt;甲&amp;乙&lt;/b&gt;" in page
    assert "<b " not in page


def test_the_page_is_one_sheet_of_paper(banner_plan: Plan) -> None:
    """The longest pages of the demo, and one with all there may be, print on one A4 sheet in either language."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine")
    longest = make_slips(banner_plan)
    full = max(longest, key=lambda slip: len(slip.posts))
    reason = Words("得分多，因为企业的需求都能对上，" * 4, "many points, since all that the host needs is met, " * 3)
    post = replace(full.posts[0], reasons=(reason,) * 7)
    wish = replace(
        full.wishes[0], fate=Words("岗位已满，企业对在岗人选的排序不低于您", "the post is full, nobody ranks below")
    )
    fullest = replace(full, posts=(post,) * 3, wishes=(wish,) * MOST_WISHES, num_more=3, num_refused=2)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        sheet = browser.new_page()
        for slip in (*longest[:4], fullest):
            for language in ("zh", "en"):
                sheet.set_content(make_slip_page(slip, language))
                pdf = sheet.pdf(prefer_css_page_size=True)
                assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1, (slip.candidate_id, language)
        browser.close()
