"""The pages of one person and of one host: masked by role, unmasked for a reason that is kept, side by side."""

import re

import pytest
from streamlit.testing.v1 import AppTest
from ui_pages import limit_to_committee, list_shown, open_page

from matcher.exports.profile_sheet import Section
from matcher.plans import Plan
from matcher.plans.accounts import find_by_login
from matcher.plans.audit import read_audit, verify_chain
from matcher.plans.store import SYSTEM, act
from matcher.plans.store.corrections import correct_record
from matcher.plans.store.imports import load_pools
from matcher.pools.correcting import Correction
from matcher.ui.dashboard import Dashboard
from matcher.ui.profiles.sheet import Profile, print_profile
from matcher.ui.visitors import name_demo_login


def read_all(page: AppTest) -> str:
    """Return everything the page shows as one text."""
    assert not page.exception
    assert not page.error, [each.value for each in page.error]
    return "\n".join(list_shown(page))


@pytest.mark.parametrize(("role", "is_seen"), [("viewer", False), ("planner", True), ("approver", True)])
def test_what_is_personal_is_masked_by_role(demo: Dashboard, role: str, is_seen: bool) -> None:
    """Phones are covered for everybody; a contact is seen by those whose work it is."""
    host = next(each for each in load_pools(demo.store, 1).pools.enterprises if each.contact and each.phone)
    shown = read_all(open_page("enterprise", role=role, ids=host.id))
    assert host.phone not in shown
    assert (host.contact in shown) == is_seen


def test_hidden_items_are_shown_once_for_a_reason_that_is_kept(demo: Dashboard) -> None:
    """The value stands on the page after the press and no longer after the next run; the chain has the fields only."""
    person = next(each for each in load_pools(demo.store, 1).pools.candidates if each.phone)
    page = open_page("candidate", role="reviewer", ids=person.id)
    assert person.phone not in read_all(page)
    assert page.button(key=f"unmask-{person.id}").disabled
    page.multiselect(key=f"unmask-what-{person.id}").set_value(["phone"])
    page.selectbox(key=f"unmask-why-{person.id}").set_value("contact")
    page = page.run()
    page = page.button(key=f"unmask-{person.id}").click().run()
    assert person.phone in read_all(page)
    assert person.phone not in read_all(page.run())
    entry = read_audit(demo.store, find_by_login(demo.store, name_demo_login("approver")).actor)[0]
    assert (entry.action, entry.subject) == ("unmask", f"candidate {person.id}")
    assert entry.after == {"fields": ["phone"], "reason": "contact"}
    assert verify_chain(demo.store) == ()


@pytest.mark.parametrize("role", ["viewer", "administrator"])
def test_who_may_not_unmask_is_not_offered_it(demo: Dashboard, role: str) -> None:
    """No box, no button."""
    page = open_page("candidate", role=role, ids="137")
    read_all(page)
    assert not [each for each in page.button if each.key and each.key.startswith("unmask")]


def test_up_to_four_stand_side_by_side(demo: Dashboard) -> None:
    """Five are cut to four, by repeated parameters or by commas, and whoever is unknown is named."""
    ids = [each.id for each in load_pools(demo.store, 1).pools.enterprises[:5]]
    page = open_page("enterprise", ids=",".join([*ids, "nobody"]))
    table = next(text for text in list_shown(page) if '<table class="plain">' in text)
    assert [f"（{each}）</th>" in table for each in ids] == [True] * 4 + [False]
    assert len(page.subheader) == 4
    assert any("nobody" in each.value for each in page.warning)
    assert any("最多并排 4 个" in each.value for each in page.info)


def test_what_the_latest_plan_gave_stands_on_both_pages(demo: Dashboard, banner_plan: Plan) -> None:
    """A pair of the plan is on the person's page and on the host's, each with a link to the other."""
    pair = banner_plan.matches[0]
    assert pair.post_id in read_all(open_page("candidate", ids=pair.candidate_id))
    host = read_all(open_page("enterprise", ids=pair.enterprise_id))
    assert f"（{pair.candidate_id}）" in host
    assert f"ids={pair.candidate_id}" in host


def test_an_account_of_one_committee_sees_its_own_hosts_only(demo: Dashboard) -> None:
    """Others are as if nobody had the id: on their page, in lists, and among a person's choices."""
    pools = load_pools(demo.store, 1).pools
    own = next(each for each in pools.enterprises if each.committee)
    other = next(each for each in pools.enterprises if each.committee != own.committee)
    limit_to_committee(demo, "reviewer", own.committee)
    page = open_page("enterprise", role="reviewer", ids=f"{own.id},{other.id}")
    assert len(page.subheader) == 1
    assert other.name not in read_all(page)
    listed = open_page("pools", role="reviewer", view="enterprises", plain="1")
    assert own.name in read_all(listed)
    assert other.name not in read_all(listed)
    hosts = {each.id: each for each in pools.enterprises}
    choice = next(each for each in pools.choices if hosts[each.enterprise].committee != own.committee)
    assert hosts[choice.enterprise].name not in read_all(open_page("candidate", role="reviewer", ids=choice.candidate))


def test_the_page_for_the_person_is_offered_to_those_who_see_whole_records(demo: Dashboard) -> None:
    """The planner may take it; a viewer, for whom reasons are masked, may not."""
    assert open_page("candidate", ids="137").download_button(key="slip-137").label.endswith("本人的一页说明")
    seen = open_page("candidate", role="viewer", ids="137")
    assert [each.key for each in seen.download_button] == ["profile-sheet"]


def test_the_profile_to_print_is_offered(demo: Dashboard) -> None:
    """What it holds are the sections of the page, empty items left out."""
    page = open_page("candidate", ids="137")
    assert page.download_button(key="profile-sheet").label == "下载打印用档案表"
    data = Section("资料", ("项目", "内容"), (("姓名", "甲"), ("备注", "")))
    _, sections = print_profile(Profile("1", "甲", data, ()))
    assert sections[0].rows == (("姓名", "甲"),)


def test_a_profile_speaks_of_the_plan_it_was_opened_from(demo: Dashboard, banner_plan: Plan) -> None:
    """The version of the pools that plan was made of, that plan's pairs, and the way back to it."""
    pair = banner_plan.matches[0]
    person = load_pools(demo.store, 1).pools.candidates[0]
    with act(demo.store, SYSTEM) as doing:
        correct_record(doing, 1, Correction("candidates", (person.id,), {"capacity": "9"}), why="核对")
    page = open_page("candidate", ids=pair.candidate_id, plan="1")
    assert pair.post_id in read_all(page)
    assert page.query_params["import"] in ("1", ["1"])
    assert any("没有编号为 7" in each.value for each in open_page("candidate", ids=person.id, plan="7").warning)


@pytest.mark.parametrize(("page", "view"), [("plan", "hosts"), ("plan", "people"), ("pairs", ""), ("plan", "unplaced")])
def test_every_name_in_a_plain_table_leads_to_its_profile(demo: Dashboard, page: str, view: str) -> None:
    """By a link on the name itself, which keeps the plan."""
    shown = read_all(open_page(page, view=view, plan="1", plain="1"))
    links = re.findall(r'<a href="/(candidate|enterprise)\?[^"]*ids=[^"]*plan=1[^"]*"', shown)
    assert "candidate" in links
    assert view in {"people", "unplaced"} or "enterprise" in links
