"""One record corrected on screen: a new version, hidden fields looked at first, the second editor told."""

import json

import pytest
from streamlit.testing.v1 import AppTest
from ui_pages import limit_to_committee, list_shown, open_page

from matcher.plans.accounts import find_by_login
from matcher.plans.audit import read_audit, verify_chain
from matcher.plans.store.imports import list_imports, load_pools
from matcher.pools import TABLES
from matcher.pools.correcting import find_key
from matcher.ui.dashboard import Dashboard
from matcher.ui.visitors import name_demo_login

HOSTILE = "<script>alert(1)</script> =1+1 :red[甲]"


def open_record(table: str, key: tuple[str | None, ...] | None = None, **params: str) -> AppTest:
    """Open the page of a record, or of a new one."""
    named = {} if key is None else {"record": json.dumps(key)}
    page = open_page("record", table=table, **named, **params)
    assert not page.exception
    return page


def find_field(page: AppTest, name: str) -> object:
    """Return the widget of a field."""
    return next(
        each
        for each in (*page.text_input, *page.text_area, *page.selectbox, *page.multiselect)
        if each.key and each.key.endswith(f"-{name}")
    )


def send(page: AppTest, fields: dict[str, object], why: str = "本人来电") -> AppTest:
    """Fill in fields and press the button."""
    for name, value in {**fields, "why": why}.items():
        find_field(page, name).set_value(value)  # type: ignore[attr-defined]
    page = (
        next(button for button in page.button if button.label in {"保存为新的一版", "Keep as a new version"})
        .click()
        .run()
    )
    assert not page.exception
    return page


def test_a_capacity_and_a_need_are_corrected(demo: Dashboard) -> None:
    """Only what was changed is written; the page goes on with the new version and says so."""
    first = load_pools(demo.store, 1).pools
    person, host = first.candidates[0], first.enterprises[0]
    page = send(open_record("candidates", (person.id,)), {"capacity": "2", "languages": ["蒙古语"]})
    assert "第 2 版" in page.success[0].value
    page = send(open_record("enterprises", (host.id,), language="en"), {"stage": "weak"}, why="reported")
    assert not page.error, [each.value for each in page.error]
    newest = list_imports(demo.store, 1)[0]
    assert (newest.number, newest.note) == (3, "reported")
    now = load_pools(demo.store, newest.id).pools
    assert now.candidates[0].model_copy(update={"languages": person.languages, "capacity": person.capacity}) == person
    assert now.enterprises[0] == host.model_copy(update={"stage": "weak"})
    assert now.candidates[1:] == first.candidates[1:]
    assert verify_chain(demo.store) == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_form_sent_as_it_is_changes_nothing(demo: Dashboard, language: str) -> None:
    """What is shown of every kind of record is what would be typed: nothing differs."""
    pools = load_pools(demo.store, 1).pools
    for table in TABLES:
        for record in getattr(pools, table)[:1]:
            page = send(open_record(table, find_key(table, record), language=language), {})
            told = "没有改动" if language == "zh" else "nothing was changed"
            assert any(told in each.value for each in page.error), (table, record)
    assert len(list_imports(demo.store, 1)) == 1


def test_a_wrong_value_is_one_sentence_and_stays_to_be_mended(demo: Dashboard) -> None:
    """Field, value, reason and fix; the form keeps what was typed."""
    person = load_pools(demo.store, 1).pools.candidates[0]
    page = send(open_record("candidates", (person.id,)), {"capacity": "许多"})
    assert any("许多" in each.value and "整数" in each.value for each in page.error)
    assert find_field(page, "capacity").value == "许多"  # type: ignore[attr-defined]
    page = send(page, {"capacity": "2"}, why="")
    assert any("理由" in each.value for each in page.error)
    assert len(list_imports(demo.store, 1)) == 1


def test_a_hidden_field_is_looked_at_first(demo: Dashboard) -> None:
    """Its box is closed until the look is recorded; then empty means unchanged, and a new value is taken."""
    person = next(each for each in load_pools(demo.store, 1).pools.candidates if each.phone)
    page = open_record("candidates", (person.id,))
    assert find_field(page, "phone-covered").disabled  # type: ignore[attr-defined]
    assert person.phone not in "\n".join(list_shown(page))
    page.multiselect(key=f"unmask-what-{person.id}").set_value(["phone"])
    page.selectbox(key=f"unmask-why-{person.id}").set_value("check")
    page = page.run()
    page = page.button(key=f"unmask-{person.id}").click().run()
    assert person.phone in "\n".join(list_shown(page))
    page = send(page, {"phone": "13900001111"})
    assert not page.error, [each.value for each in page.error]
    now = load_pools(demo.store, list_imports(demo.store, 1)[0].id).pools
    assert now.candidates[now.candidate_index[person.id]].phone == "13900001111"
    chain = read_audit(demo.store, find_by_login(demo.store, name_demo_login("approver")).actor)
    assert [entry.action for entry in chain[:3]] == ["correct-pools", "unmask", "make-plan"]
    assert "13900001111" not in str(chain[:3])


def test_the_second_editor_is_told(demo: Dashboard) -> None:
    """Both values stand in the message, and nothing is saved over the first one."""
    person = load_pools(demo.store, 1).pools.candidates[0]
    late = open_record("candidates", (person.id,))
    send(open_record("candidates", (person.id,)), {"capacity": "7"})
    late = send(late, {"capacity": "5"})
    told = [each.value for each in late.error]
    assert any("现为“7”，您要改为“5”" in each for each in told), told
    assert len(list_imports(demo.store, 1)) == 2


def test_a_record_comes_and_goes(demo: Dashboard) -> None:
    """A host is added with its post under a hostile name, shown as typed, and taken out after a tick."""
    fields = {"id": "新1", "name": HOSTILE, "kind": "民营企业", "post_role": "党建联络员"}
    page = send(open_record("enterprises"), fields, why="补报")
    assert not page.error, [each.value for each in page.error]
    assert "<script>" not in page.subheader[0].value.replace("\\<", "")
    now = load_pools(demo.store, list_imports(demo.store, 1)[0].id).pools
    assert (now.enterprises[-1].name, now.posts[-1].role) == (HOSTILE, "liaison")
    page = open_record("enterprises", ("新1",))
    next(each for each in page.text_input if each.label.startswith("更正理由") and each.key is None).set_value("重复")
    page = next(button for button in page.button if button.label == "从名单中删去").click().run()
    assert any("勾选" in each.value for each in page.warning)
    page.checkbox[0].check()
    page = next(button for button in page.button if button.label == "从名单中删去").click().run()
    assert not page.error, [each.value for each in page.error]
    assert "第 3 版" in page.success[0].value
    now = load_pools(demo.store, list_imports(demo.store, 1)[0].id).pools
    assert "新1" not in now.enterprise_index
    assert now == load_pools(demo.store, 1).pools


@pytest.mark.parametrize("asked", ["[", "9" * 300, "[[[[", '["a","b"]', "null", '{"a":1}', "[1]"])
def test_forged_addresses_name_nothing(demo: Dashboard, asked: str) -> None:
    """An unknown table or key is said, and there is a way back."""
    for table in ("candidates", "choices", "accounts", "opinions", "incumbents"):
        page = open_page("record", table=table, record=asked)
        assert not page.exception
        assert not page.error
        assert page.warning or page.info


def test_who_may_not_correct_is_not_offered_it(demo: Dashboard) -> None:
    """No form, and no link to it from the lists."""
    for role in ("viewer", "reviewer", "approver", "administrator"):
        refused = open_page("record", role=role, table="candidates")
        assert not refused.exception
        assert not refused.text_input
        assert not any("增加一条" in text for text in list_shown(open_page("pools", role=role)))


def test_an_opinion_comes_changes_and_goes(demo: Dashboard) -> None:
    """What a third party says is typed, put right and taken back like any other record."""
    first = load_pools(demo.store, 1).pools
    said = {(each.source, each.candidate, each.enterprise) for each in first.opinions}
    person, host = first.candidates[0], first.enterprises[0]
    assert (HOSTILE, person.id, host.id) not in said
    fields = {"source": HOSTILE, "candidate": person.id, "enterprise": host.id, "view": "支持", "reason": HOSTILE}
    page = send(open_record("opinions"), fields)
    assert not page.error, [each.value for each in page.error]
    page = send(page, {"view": "反对"})
    assert not page.error, [each.value for each in page.error]
    now = load_pools(demo.store, list_imports(demo.store, 1)[0].id).pools
    assert (now.opinions[-1].source, now.opinions[-1].view, now.opinions[-1].reason) == (HOSTILE, "oppose", HOSTILE)
    assert any("增加一条" in text for text in list_shown(open_page("pools", view="opinions")))
    page = open_record("opinions", (HOSTILE, person.id, host.id))
    next(each for each in page.text_input if each.label.startswith("更正理由") and each.key is None).set_value("撤回")
    page.checkbox[0].check()
    page = next(button for button in page.button if button.label == "从名单中删去").click().run()
    assert not page.error, [each.value for each in page.error]
    assert load_pools(demo.store, list_imports(demo.store, 1)[0].id).pools == first


def test_what_a_correction_settles_is_shown_as_settled(demo: Dashboard) -> None:
    """It leaves the open findings for those settled: in which version, by whom and why."""
    person = next(each for each in load_pools(demo.store, 1).pools.candidates if each.pool == "retired")
    page = send(open_record("candidates", (person.id,)), {"status": "在职"})
    assert any("任职状态" in each.value for each in page.warning)
    opened = open_page("pools", view="versions")
    assert person.id in str(opened.dataframe[-1].value["文件"].to_list())
    assert not any("已处理" in each.label for each in opened.expander)
    send(open_record("candidates", (person.id,)), {"status": "退休"}, why="录入时笔误")
    settled = open_page("pools", view="versions", plain="1")
    assert not settled.exception
    assert any("已处理的问题（1 条）" in each.label for each in settled.expander)
    assert "录入时笔误" in "\n".join(list_shown(settled))
    still = open_page("pools", view="versions").dataframe[1].value
    assert person.id not in str(still["文件"].to_list())
    missing = load_pools(demo.store, 3).findings[1].about
    assert still["尚未录入"].to_list()[1] == f"人才库 1、双向意愿 {len(missing) - 1}"
    english = open_page("pools", view="versions", language="en", role="viewer")
    assert not english.exception
    assert list(english.dataframe[-1].value["Settled in version"]) == [3]


def test_a_finding_is_closed_with_a_reason(demo: Dashboard) -> None:
    """What the address names is told with its two ways out; without a reason nothing happens."""
    first = load_pools(demo.store, 1)
    repeated = next(n for n, each in enumerate(first.findings) if each.code == "repeated_key")
    page = open_page("pools", view="versions", plain="1", finding=str(repeated + 1))
    assert not page.exception
    assert any("重复" in each.value for each in page.markdown)
    page = next(each for each in page.button if each.label == "关闭这个问题").click().run()
    assert any("理由" in each.value for each in page.error)
    assert len(list_imports(demo.store, 1)) == 1
    box = next(each for each in page.text_input if "理由" in each.label)
    box.set_value("同一人登记两次")
    page = next(each for each in page.button if each.label == "关闭这个问题").click().run()
    assert not page.exception
    assert "第 2 版" in page.success[0].value
    now = load_pools(demo.store, list_imports(demo.store, 1)[0].id)
    assert now.pools == first.pools
    assert [each.finding for each in now.settled] == [first.findings[repeated]]
    assert "同一人登记两次" in "\n".join(list_shown(page))
    for asked in ("0", "99", "x", "1" * 40):
        assert not open_page("pools", view="versions", finding=asked).exception
    viewed = open_page("pools", view="versions", role="viewer", finding="1")
    assert not any("关闭" in each.label for each in viewed.button)


def test_two_versions_are_compared(demo: Dashboard) -> None:
    """Old and new value of each field, what came and what went; personal fields masked, filters as on any table."""
    pools = load_pools(demo.store, 1).pools
    person, host = pools.candidates[0], pools.enterprises[0]
    assert any("只有一版" in each.value for each in open_page("pools", view="compare").info)
    send(open_record("candidates", (person.id,)), {"capacity": "7", "note": "电话 13912345678"})
    send(open_record("enterprises"), {"id": "新1", "name": HOSTILE, "kind": "民营企业"})
    page = open_page("pools", view="compare", **{"import": "3", "against": "1"})
    assert not page.exception
    shown = page.dataframe[-1].value.astype(str)
    rows = {tuple(row) for row in shown.itertuples(index=False, name=None)}
    was = "" if person.capacity is None else str(person.capacity)
    assert ("人才库", "改动", person.id, person.name, "联系企业上限", was, "7") in rows
    assert ("企业库", "增加", "新1", HOSTILE, "", "", "") in rows
    assert not any("13912345678" in text for row in rows for text in row)
    viewed = open_page("pools", role="viewer", view="compare", **{"import": "3", "against": "1", "plain": "1"})
    assert not viewed.exception
    told = "\n".join(list_shown(viewed))
    assert "***" in told
    assert f"ids={person.id}" in told
    assert HOSTILE not in told
    swapped = open_page("pools", view="compare", language="en", **{"import": "1", "against": "3"})
    assert "removed" in set(swapped.dataframe[-1].value["What happened"])
    assert host.id not in set(shown["编号"])


def test_an_account_of_one_committee_compares_its_own_hosts(demo: Dashboard) -> None:
    """A change of another committee's host is not told."""
    pools = load_pools(demo.store, 1).pools
    own = next(each for each in pools.enterprises if each.committee)
    other = next(each for each in pools.enterprises if each.committee != own.committee)
    for host in (own, other):
        send(open_record("enterprises", (host.id,)), {"staff": "4321"})
    limit_to_committee(demo, "reviewer", own.committee)
    page = open_page("pools", role="reviewer", view="compare", **{"import": "3", "against": "1"})
    assert not page.exception
    assert list(page.dataframe[-1].value["编号"]) == [own.id]
