"""The pages of the administrator: accounts, audit chain, backups."""

import re
from pathlib import Path

from sqlalchemy import text
from streamlit.testing.v1 import AppTest
from ui_pages import open_page, wait_for

from matcher.plans.accounts import find_by_login, redeem_code
from matcher.plans.audit import read_audit, verify_chain
from matcher.plans.store import open_store
from matcher.ui.dashboard import Dashboard

HOSTILE = "[甲](http://x) :red[乙] <script>alert(1)</script> $x$"


def press(page: AppTest, label: str) -> AppTest:
    """Press the button of a label."""
    return next(button for button in page.button if button.label == label).click().run()


def fill(page: AppTest, label: str, value: str, *, last: bool = True) -> None:
    """Type into the last, or first, box of a label."""
    boxes = [box for box in page.text_input if box.label == label]
    boxes[-1 if last else 0].set_value(value)


def test_a_new_account_gets_a_code_that_is_shown_once(demo: Dashboard) -> None:
    """The code opens the account, and the next run of the page no longer shows it."""
    page = open_page("accounts", role="administrator")
    fill(page, "登录名", "wangfang")
    fill(page, "姓名", HOSTILE)
    page = press(page, "新建账号")
    told = page.success[0].value
    code = re.search(r"[A-Z0-9]{5}(?:\\?-[A-Z0-9]{5}){3}", told)
    assert code is not None
    redeem_code(demo.store, "wangfang", code[0].replace("\\", ""), "xilingol-2026")
    assert find_by_login(demo.store, "wangfang").name == HOSTILE
    assert not page.run().success
    assert verify_chain(demo.store) == ()


def test_a_committee_is_chosen_and_not_typed(demo: Dashboard) -> None:
    """Only committees of the season's lists: the account is of exactly that one."""
    page = open_page("accounts", role="administrator")
    fill(page, "登录名", "zhenwei")
    fill(page, "姓名", "赵镇")
    box = [each for each in page.selectbox if each.label == "限于党委"][-1]
    assert box.options[0] == "全部"
    box.set_value(box.options[1])
    page = press(page, "新建账号")
    assert not page.error
    assert find_by_login(demo.store, "zhenwei").committee == box.options[1]


def test_a_login_name_that_is_taken_is_one_sentence(demo: Dashboard) -> None:
    """Nothing is made, and the sentence names the name as typed."""
    page = open_page("accounts", role="administrator")
    fill(page, "登录名", "demo-viewer")
    fill(page, "姓名", "王芳")
    page = press(page, "新建账号")
    assert "已有人使用" in page.error[0].value
    assert not page.success


def test_the_second_editor_of_an_account_is_told(demo: Dashboard) -> None:
    """Both have the form open; the first saves, the second meets both values and a way out."""
    first = open_page("accounts", role="administrator", account="demo-viewer")
    second = open_page("accounts", role="administrator", account="demo-viewer")
    fill(first, "姓名", "甲", last=False)
    fill(second, "姓名", "乙", last=False)
    assert press(first, "保存").success
    second = press(second, "保存")
    assert "甲" in second.error[0].value
    assert "乙" in second.error[0].value
    assert "重新载入" in second.error[0].value
    assert find_by_login(demo.store, "demo-viewer").name == "甲"


def test_the_audit_page_names_the_entry_that_was_altered(demo: Dashboard) -> None:
    """The check holds, then somebody edits the database, then it does not, and says where."""
    page = wait_for(press(open_page("audit", role="administrator"), "核验全部记录"), "核验时间")
    assert "完整无误" in page.success[0].value
    assert "与记录一致" in page.success[1].value
    with demo.store.write() as session:
        session.execute(text("UPDATE accounts SET role = 'approver' WHERE login = 'demo-viewer'"))
    page = wait_for(press(press(open_page("audit", role="administrator"), "再做一次"), "核验全部记录"), "核验时间")
    assert "完整无误" in page.success[0].value
    assert any("账号" in each.value and "绕过程序改动" in each.value for each in page.markdown)
    with demo.store.write() as session:
        session.execute(text("UPDATE audit_entries SET actor = 'x' WHERE number = 3"))
    page = wait_for(press(press(open_page("audit", role="administrator"), "再做一次"), "核验全部记录"), "核验时间")
    assert "1 处不符" in page.error[0].value
    assert any("3" in each.value and "改动" in each.value for each in page.markdown)


def test_entries_are_found_by_who_and_what(demo: Dashboard) -> None:
    """The choices stand in the address, and the table holds just these entries."""
    page = open_page("audit", role="administrator", actor="demo-planner")
    assert set(page.dataframe[0].value["操作人"]) == {"demo-planner"}
    page = open_page("audit", role="administrator", action="新建账号")
    assert len(page.dataframe[0].value) == 5
    page = open_page("audit", role="administrator", subject="plan 1", language="en")
    assert set(page.dataframe[0].value["To what"]) == {"plan 1"}


def test_a_backup_is_made_listed_and_whole(demo: Dashboard, tmp_path: Path) -> None:
    """The file opens as a store with the same chain."""
    page = press(open_page("backup", role="administrator"), "现在备份")
    assert "已备份" in page.success[0].value
    file = next((demo.settings.data_folder / "backups").glob("*.db"))
    assert any(file.stem.split("-")[-1] in each.value for each in page.markdown)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "shuangxuan.db").write_bytes(file.read_bytes())
    copy = open_store(tmp_path / "copy")
    administrator = find_by_login(copy, "demo-administrator").actor
    assert len(read_audit(copy, administrator)) >= 8
    assert verify_chain(copy) == ()
    copy.close()
