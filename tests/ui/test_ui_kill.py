"""The dashboard's server killed around the moment of a click: what the screen said was done is there, whole."""

import os
import shutil
import signal
import time
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, expect
from sqlalchemy import select
from ui_browser import click, find, open_settled, sit_down, type_into
from ui_server import ROOT, run_server

from matcher.plans.audit import read_audit, verify_chain, verify_records
from matcher.plans.store import SYSTEM, Store, open_store
from matcher.plans.store.matches import MatchKey
from matcher.plans.store.models import Signature
from matcher.plans.workflow import list_progress, show_plan

SCRIPT = str(Path(__file__).parents[1] / "ui_server.py")
SAID = "said"
"""Kill once the screen has said that it is done; a number: so many seconds after the click."""


def record_step(page: Page, address: str, key: MatchKey, kill: object) -> None:
    """Fill in the first step of a pair and send it."""
    open_settled(page, f"{address}/pairs?as=planner&plan=1&person={key.candidate_id}&post={key.post_id}")
    for part, text in (("person", "张三"), ("evidence", f"需求表 {kill}")):
        type_into(page, page.locator(f"[class*='st-key-step-'][class*='-{part}'] input"), text)
    click(page, find(page, "do-step").get_by_role("button"))


def submit(page: Page, address: str) -> None:
    """Sign the plan and send it for review."""
    open_settled(page, f"{address}/review?as=planner&plan=1")
    click(page, page.locator("[class*=st-key-read-submit-] label"))
    button = page.locator("[class*='st-key-do-submit-'] button")
    expect(button).to_be_enabled()
    click(page, button)


def was_said(page: Page, said: str) -> bool:
    """Return whether the screen says that it is done; a page without its server says what it said before."""
    try:
        return page.get_by_test_id("stAlert").filter(has_text=said).count() > 0
    except Error:
        return False


def is_step_there(store: Store, key: MatchKey) -> bool:
    """Return whether the step is recorded; fails where only half of it is."""
    pair = next(each for each in list_progress(store, SYSTEM, 1) if each.match.key == key)
    entries = read_audit(store, SYSTEM, action="record-step", subject=key.subject)
    parts = (pair.match.step == "needed", len(pair.steps) == 1, len(entries) == 1)
    assert len(set(parts)) == 1, parts
    return parts[0]


def is_signature_there(store: Store) -> bool:
    """Return whether the plan is submitted; fails where only half of it is."""
    with store.read() as session:
        signatures = session.scalars(select(Signature)).all()
    entries = read_audit(store, SYSTEM, action="submit-plan")
    parts = (show_plan(store, SYSTEM, 1).state == "submitted", len(signatures) == 1, len(entries) == 1)
    assert len(set(parts)) == 1, parts
    return parts[0]


def test_what_the_screen_said_is_there_after_a_kill(tmp_path: Path, filled_demo: Path, chromium: Browser) -> None:
    """Killed at once, a moment later, and once it was said: all of the act or nothing, and the chain holds."""
    moments: tuple[tuple[str, object], ...] = (("sign", 0.0), ("step", 0.05), ("step", SAID))
    for place, (what, moment) in enumerate(moments):
        said = "已登记“企业所需”" if what == "step" else "已送审"
        folder = tmp_path / str(place)
        shutil.copytree(filled_demo, folder)
        with closing(open_store(folder)) as store:
            key = list_progress(store, SYSTEM, 1)[place].match.key
        with run_server(SCRIPT, str(folder), cwd=ROOT) as (address, told), sit_down(chromium) as page:
            if what == "step":
                record_step(page, address, key, moment)
            else:
                submit(page, address)
            if moment == SAID:
                expect(page.get_by_test_id("stAlert").filter(has_text=said).first).to_be_visible()
            else:
                time.sleep(float(str(moment)))
            os.kill(told.process.pid, signal.SIGKILL)
            told.process.wait()
            is_promised = was_said(page, said)
        with closing(open_store(folder)) as store:
            is_there = is_step_there(store, key) if what == "step" else is_signature_there(store)
            assert verify_chain(store) == ()
            assert verify_records(store) == ()
        assert is_there or not is_promised
        assert is_there or moment != SAID
    _read_again(folder, chromium, key)


def _read_again(folder: Path, chromium: Browser, key: MatchKey) -> None:
    """Start the server anew: the page shows what was done, and goes on from there."""
    with run_server(SCRIPT, str(folder), cwd=ROOT) as (address, _), sit_down(chromium) as page:
        open_settled(page, f"{address}/pairs?as=planner&plan=1&person={key.candidate_id}&post={key.post_id}")
        expect(page.get_by_role("button", name="登记“个人同意”")).to_be_visible()
        cell = page.get_by_role("cell", name=f"需求表 {SAID}", exact=True)
        expect(cell).to_have_count(1)
