"""Pools in the browser: files in, what nobody could read, headers mapped, versions, records, views."""

import pytest
from streamlit.testing.v1 import AppTest
from ui_pages import list_shown, open_page

from matcher.plans.accounts import PERSONAL, find_by_login
from matcher.plans.audit import read_audit, verify_chain
from matcher.plans.store.imports import list_imports, load_pools
from matcher.pools import Candidate, Enterprise, Opinion
from matcher.ui.dashboard import Dashboard
from matcher.ui.demo import PROJECT
from matcher.ui.pages.pools import VIEWS
from matcher.ui.pool_view.browsing import SHOWN
from matcher.ui.visitors import name_demo_login

PEOPLE = "人选编号,姓名,来源类别,任职状态,联系电话\n1,{name},离退休干部,退休,13812348000\n2,乙,离退休干部,退休,\n"
HOSTS = "企业编号,企业名称,单位类型,岗位角色\nA,甲矿业,民营企业,党建指导员\n"
HOSTILE = "<script>alert(1)</script> :red[甲] [乙](http://x)"


def upload(page: AppTest, files: dict[str, bytes]) -> AppTest:
    """Drop files into the box."""
    page.file_uploader[0].set_value([(name, data, "") for name, data in files.items()])
    return page.run()


def press(page: AppTest, label: str) -> AppTest:
    """Press the button of a label."""
    return next(button for button in page.button if button.label == label).click().run()


def make_files(people: str = PEOPLE, name: str = "甲") -> dict[str, bytes]:
    """Return two small tables."""
    return {"人选.csv": people.format(name=f'"{name}"').encode(), "企业.csv": HOSTS.encode()}


def test_the_demo_files_go_in_as_the_next_version(demo: Dashboard) -> None:
    """All six at once, each recognised; what is kept equals what the demo was made of."""
    files = {path.name: path.read_bytes() for path in (PROJECT / "data/banner").iterdir()}
    page = upload(open_page("pools", view="import"), files)
    assert not page.exception
    page = press(page, "读取并核对")
    assert not page.error
    page = press(page, "保存")
    assert "第 2 版" in page.success[0].value
    assert page.query_params["view"] in ("versions", ["versions"])
    second, first = list_imports(demo.store, 1)
    assert (first.number, second.number) == (1, 2)
    assert first.digest == second.digest
    assert verify_chain(demo.store) == ()


NO_TABLES = {
    "坏的.xlsx": (b"PK\x03\x04" + b"\x00" * 200, "损坏"),
    "空的.xlsx": (b"", "空"),
    "照片.png": (b"\x89PNG\r\n", "不是表格"),
    "网页.xls": (b"<html><table></table></html>", "不是表格"),
    "程序.exe": (b"MZ\x00\x00", "不是表格"),
}


def test_a_file_that_is_no_table_is_one_sentence(demo: Dashboard) -> None:
    """What is wrong with each stands beside the box, and nothing is kept."""
    page = upload(open_page("pools", view="import"), {name: data for name, (data, _) in NO_TABLES.items()})
    assert not page.exception
    for name, (_, told) in NO_TABLES.items():
        stem = name.split(".")[0]
        assert any(stem in each.value and told in each.value for each in page.error), name
    assert len(list_imports(demo.store, 1)) == 1


def test_a_file_with_an_evil_name_is_refused(demo: Dashboard) -> None:
    """No name leads out of the folder a file is read in; the others are read."""
    content = PEOPLE.format(name="甲").encode()
    names = ("长" * 300 + ".csv", "../../人选.csv", "a/b.csv", "人选\x00.csv")
    page = upload(open_page("pools", view="import"), {**dict.fromkeys(names, content), "企业.csv": HOSTS.encode()})
    assert not page.exception
    assert len([each for each in page.error if "文件名" in each.value]) == len(names)
    assert any("企业\\.csv" in text for text in list_shown(page))


def test_names_that_look_like_code_stay_names(demo: Dashboard) -> None:
    """Formulas and markup are shown and kept as typed."""
    page = press(upload(open_page("pools", view="import"), make_files(name=HOSTILE)), "读取并核对")
    assert not page.error
    page = press(page, "保存")
    assert not page.exception
    stored = load_pools(demo.store, 2)
    assert stored.pools.candidates[0].name == HOSTILE
    profile = open_page("candidate", ids="1")
    assert not profile.exception
    assert profile.subheader[0].value.startswith("\\<script\\>")


def test_an_unknown_header_is_mapped_on_screen(demo: Dashboard) -> None:
    """A required column under a name nobody knows is asked for, chosen, and kept with the version."""
    people = PEOPLE.replace("来源类别", "同志出处")
    page = upload(open_page("pools", view="import"), make_files(people))
    assert any("来源类别" in each.value for each in page.warning)
    box = next(each for each in page.selectbox if "同志出处" in each.label)
    page = box.set_value("pool").run()
    assert not any("缺少必填列" in each.value for each in page.warning)
    page = press(press(page, "读取并核对"), "保存")
    assert not page.exception
    assert list_imports(demo.store, 1)[0].counts["candidates"] == 2
    page = upload(open_page("pools", view="import"), {"企业.csv": HOSTS.encode()})
    page = next(each for each in page.checkbox if each.key == "go-on").check().run()
    box = next(each for each in page.selectbox if "同志出处" in each.label)
    assert box.value == "pool"
    assert not any("缺少必填列" in each.value for each in page.warning)


def test_a_column_taken_for_another_is_put_right(demo: Dashboard) -> None:
    """A header that is known, but means something else here, is freed, and its item given to the right column."""
    people = "编号,姓名,类别,状态,同志出处\n1,甲,党建指导,退休,离退休干部\n"
    page = upload(open_page("pools", view="import"), {"人选.csv": people.encode(), "企业.csv": HOSTS.encode()})
    toggle = next(each for each in page.toggle if "人选" in each.label and "认出 4 列" in each.label)
    page = toggle.set_value(True).run()
    page = next(each for each in page.selectbox if "“类别”" in each.label).set_value("").run()
    assert any("来源类别" in each.value for each in page.warning)
    page = next(each for each in page.selectbox if "同志出处" in each.label).set_value("pool").run()
    assert not any("缺少必填列" in each.value for each in page.warning)
    page = press(press(page, "读取并核对"), "保存")
    assert not page.exception
    assert not page.error
    assert load_pools(demo.store, 2).pools.candidates[0].pool == "retired"


def test_a_sheet_is_read_as_what_the_planner_says(demo: Dashboard) -> None:
    """A table that was guessed may be left out; then the pools cannot be kept, and the page says why."""
    page = upload(open_page("pools", view="import"), make_files())
    box = next(each for each in page.selectbox if each.key and each.key.endswith("企业.csv"))
    assert box.value == "enterprises"
    page = press(box.set_value("").run(), "读取并核对")
    assert any("企业库" in each.value for each in page.error)
    assert not [each for each in page.button if each.key == "keep-import"]


def test_a_refused_row_is_mended_on_screen(demo: Dashboard) -> None:
    """The cell is changed in place, the table read again, and the row is taken."""
    people = PEOPLE.replace("2,乙,离退休干部", "2,乙,离退干干")
    page = press(upload(open_page("pools", view="import"), make_files(people)), "读取并核对")
    assert any("1 处错误" in each.value for each in page.warning)
    boxes = [each for each in page.text_input if each.key and each.key.startswith("mend-")]
    assert [each.label for each in boxes] == ["来源类别（第 3 行）"]
    boxes[0].set_value("离退休干部")
    page = press(page, "用改好的内容重新核对")
    assert not page.exception
    assert not any("处错误" in each.value for each in page.warning)
    page = press(page, "保存")
    assert list_imports(demo.store, 1)[0].counts["candidates"] == 2
    assert list_imports(demo.store, 1)[0].num_errors == 0


def test_corrections_go_on_from_the_files_of_the_last_version(demo: Dashboard) -> None:
    """One file is replaced by a newer one of its name; the others come from the version before."""
    people = (PROJECT / "data/banner/人才库.xlsx").read_bytes()
    page = upload(open_page("pools", view="import"), {"人才库.xlsx": people})
    page = next(each for each in page.checkbox if each.key == "go-on").check().run()
    page = press(press(page, "读取并核对"), "保存")
    assert not page.error
    first, second = list_imports(demo.store, 1)[::-1]
    assert first.digest == second.digest
    assert first.files == second.files


def test_files_are_deleted_after_a_tick(demo: Dashboard) -> None:
    """Not by a slip; the lists stay, the chain says who, and what needs the files is no longer offered."""
    page = open_page("pools", view="versions")
    page = press(page, "删除原始文件")
    assert any("勾选" in each.value for each in page.warning)
    assert list_imports(demo.store, 1)[0].has_files
    page.checkbox(key="forget-sure-1").check()
    page = press(page, "删除原始文件")
    assert not page.error
    assert not list_imports(demo.store, 1)[0].has_files
    assert not any("删除原始文件" in each.label for each in page.button)
    assert load_pools(demo.store, 1).pools.candidates
    entry = read_audit(demo.store, find_by_login(demo.store, name_demo_login("approver")).actor)[0]
    assert (entry.action, entry.actor) == ("forget-files", name_demo_login("planner"))
    again = upload(open_page("pools", view="import"), make_files())
    assert not [each for each in again.checkbox if each.key == "go-on"]


def test_who_does_not_plan_does_not_import(demo: Dashboard) -> None:
    """The page says who does."""
    for role in ("viewer", "reviewer", "approver", "administrator"):
        page = open_page("pools", view="import", role=role)
        assert not page.file_uploader
        assert page.info


def test_every_table_opens(demo: Dashboard) -> None:
    """In both languages, as a grid and as a plain table."""
    for view in VIEWS:
        for language, plain in (("zh", ""), ("en", "1")):
            page = open_page("pools", language=language, view=view, plain=plain)
            assert not page.exception
            assert not page.error


def test_every_list_can_be_looked_through(demo: Dashboard) -> None:
    """Also what others said and who served before, row by row, though they are corrected in their files."""
    pools = load_pools(demo.store, 1).pools
    for view in SHOWN:
        page = open_page("pools", view=view)
        assert any(f"共 {len(getattr(pools, view))} 行" in caption.value for caption in page.caption)


def test_lists_hold_no_personal_field() -> None:
    """What a role may not see stands on the page of one record only, masked."""
    assert not set(SHOWN["opinions"]) & set(PERSONAL[Opinion])
    assert not set(SHOWN["candidates"]) & set(PERSONAL[Candidate])
    assert not set(SHOWN["enterprises"]) & set(PERSONAL[Enterprise])


def test_a_view_is_kept_opened_and_deleted(demo: Dashboard) -> None:
    """It belongs to who made it, and its link carries the filters."""
    page = open_page("pools", view="enterprises", **{"enterprises-q": "矿业"})
    next(each for each in page.text_input if each.label == "视图名称").set_value(HOSTILE)
    page = press(page, "保存当前筛选")
    assert not page.exception
    again = open_page("pools", view="enterprises")
    assert [each for each in again.button if each.label == "删除"]
    assert not [each for each in open_page("pools", role="viewer", view="enterprises").button if each.label == "删除"]
    assert "已删除" in press(again, "删除").success[0].value


@pytest.mark.parametrize("asked", ["<b>x</b>", "9" * 500])
def test_forged_ids_are_named_and_nothing_else_happens(demo: Dashboard, asked: str) -> None:
    """An id that nobody has is shown as typed, with the boxes to choose from."""
    for key in ("pools", "candidate", "enterprise"):
        page = open_page(key, **{"ids": asked, "import": asked, "view": asked, "beside-candidate": asked})
        assert not page.exception
        assert not page.error
        assert page.warning


def test_of_two_files_of_one_name_the_later_counts(demo: Dashboard) -> None:
    """The page says so."""
    page = open_page("pools", view="import")
    page.file_uploader[0].set_value([("a.csv", b"x,y\n1,2\n", ""), ("a.csv", HOSTS.encode(), "")])
    page = page.run()
    assert any("后一个" in each.value for each in page.warning)
    assert next(each for each in page.selectbox if each.key and each.key.endswith("a.csv")).value == "enterprises"
