"""Personal fields are covered, and uncovering one is on record before it is seen."""

import json
from datetime import date

import pytest
from offices import hire, open_office
from sqlalchemy import select

from matcher.errors import AccessError
from matcher.explain import name
from matcher.plans.accounts import (
    HIDDEN,
    PERMISSIONS,
    PERSONAL,
    ROLES,
    UNMASK_REASONS,
    Role,
    mask_reason,
    mask_record,
    unmask,
)
from matcher.plans.audit import verify_chain
from matcher.plans.store import open_store
from matcher.plans.store.models import AuditEntry
from matcher.pools.records import Candidate, Enterprise, Opinion, Place, RelativeTie
from matcher.words import Words

PERSON = Candidate(
    id="A-7",
    name="张三",
    pool="retired",
    status="retired",
    phone="138 1234 8000",
    birth=date(1961, 3, 5),
    place=Place(longitude=109.98765, latitude=39.81234),
    is_healthy=False,
    relatives=(RelativeTie(enterprise="E1", relation="配偶"),),
    avoid=("A-8",),
    note="家住东街12号，身份证11010519491231002X",
    committee="东街",
)
HOST = Enterprise(
    id="E-1",
    name="矿业",
    kind="private_enterprise",
    contact="李四",
    phone="0477-858123",
    note="找王五",
    committee="西街",
)
SECRETS = ("12348000", "1961-03-05", "03-05", "109.98765", "配偶", "A-8", "东街12号", "858123", "李四", "王五", "秘密")


@pytest.fixture(scope="module")
def staffed(tmp_path_factory):
    """Give a store with a person of every role, and a planner of one committee."""
    store = open_store(tmp_path_factory.mktemp("office"))
    boss = open_office(store)
    staff = {role: hire(store, boss, f"the-{role}", role).account for role in ROLES}
    yield store, staff | {"town": hire(store, boss, "town", "planner", "东街").account}
    store.close()


def show(record, viewer) -> str:
    """Return all that a viewer sees of a record."""
    return json.dumps(mask_record(record, viewer), default=str, ensure_ascii=False)


@pytest.mark.parametrize("role", ["viewer", "administrator", None])
def test_who_does_not_work_with_people_sees_nothing_personal(staffed, role: Role | None) -> None:
    """No secret shows in any record, and what is empty stays empty."""
    viewer = staffed[1][role] if role else None
    opinion = Opinion(source="某局", candidate="A-7", enterprise="E-1", view="oppose", reason="秘密")
    shown = show(PERSON, viewer) + show(HOST, viewer) + show(opinion, viewer)
    assert not [secret for secret in SECRETS if secret in shown]
    assert mask_record(PERSON, viewer)["is_healthy"] == HIDDEN
    bare = Candidate(id="1", name="甲", pool="retired", status="retired")
    masked = mask_record(bare, viewer)
    assert {key: masked[key] for key in ("phone", "birth", "place", "is_healthy", "note")} == {
        "phone": "",
        "birth": "",
        "place": None,
        "is_healthy": "",
        "note": "",
    }
    assert masked["name"] == "甲"


@pytest.mark.parametrize("role", ["planner", "reviewer", "approver"])
def test_who_works_with_people_sees_what_decides_and_no_numbers(staffed, role: Role) -> None:
    """Health and ties are shown to them; phone, day of birth, home and numbers inside notes are not."""
    shown = mask_record(PERSON, staffed[1][role])
    assert (shown["is_healthy"], shown["relatives"], shown["avoid"]) == (False, PERSON.relatives, ("A-8",))
    assert shown["phone"] == "138****8000"
    assert shown["birth"] == "1961**"
    assert (shown["place"].longitude, shown["place"].latitude) == (109.99, 39.81)
    assert "东街12号" in shown["note"]
    assert "11010519491231002X" not in shown["note"]


def test_every_field_of_the_table_is_a_field_of_its_record() -> None:
    """A field renamed in the records does not drop out of the table unseen; each reason has a name."""
    for record, masks in PERSONAL.items():
        assert set(masks) <= set(record.model_fields)
    for reason in UNMASK_REASONS:
        assert name("unmask_reason", reason).en


@pytest.mark.parametrize("role", ROLES)
def test_unmasking_is_on_record_without_the_values(staffed, role: Role) -> None:
    """Who may, gets the values and leaves an entry that holds none of them; who may not, leaves no entry."""
    store, staff = staffed

    def read_entries() -> list[AuditEntry]:
        with store.read() as session:
            return list(session.scalars(select(AuditEntry).where(AuditEntry.action == "unmask")))

    before = len(read_entries())
    if role not in PERMISSIONS["unmask"]:
        with pytest.raises(AccessError):
            unmask(store, staff[role].actor, PERSON, ["phone"], "contact")
        assert len(read_entries()) == before
        return
    seen = unmask(store, staff[role].actor, PERSON, ["phone", "birth"], "contact")
    assert seen == {"phone": PERSON.phone, "birth": PERSON.birth}
    entry = read_entries()[-1]
    assert (entry.actor, entry.subject) == (f"the-{role}", "candidate A-7")
    assert entry.after == {"fields": ["birth", "phone"], "reason": "contact"}
    assert verify_chain(store) == ()


def test_a_committee_unmasks_its_own_only(staffed) -> None:
    """A person or host of another committee, or of none, is refused."""
    store, staff = staffed
    assert unmask(store, staff["town"].actor, PERSON, ["phone"], "check")["phone"] == PERSON.phone
    for record in (HOST, PERSON.model_copy(update={"committee": ""})):
        with pytest.raises(AccessError):
            unmask(store, staff["town"].actor, record, ["phone"], "check")


@pytest.mark.parametrize(
    ("fields", "reason"), [([], "check"), (["phone"], ""), (["phone"], "因为"), (["name"], "check")]
)
def test_unmasking_needs_a_personal_field_and_a_reason_of_the_list(staffed, fields: list[str], reason: str) -> None:
    """Nothing else is entered or shown."""
    store, staff = staffed
    with pytest.raises(AccessError, match="选择理由"):
        unmask(store, staff["planner"].actor, PERSON, fields, reason)


@pytest.mark.parametrize("role", [*ROLES, None])
def test_reasons_of_health_and_ties_are_for_those_who_work_with_people(staffed, role: Role | None) -> None:
    """A reason is hidden by its rule or by the rule's name in it; any other is shown to everybody."""
    viewer = staffed[1][role] if role else None
    may_see = role in {"planner", "reviewer", "approver"}
    told = Words("配偶为该企业法定代表人", "the spouse owns the host")
    for words, rule in (
        (told, "relatives"),
        (told, "health"),
        (told, "avoid"),
        (Words("其中“亲属回避”排除2家", "x"), ""),
    ):
        shown = mask_reason(words, viewer, rule=rule)
        assert (shown == words) is may_see
        assert "配偶" in shown.zh or "个人情况" in shown.zh or may_see
    assert mask_reason(told, viewer, rule="cooling-off") == told
