"""Single records corrected: a new version each time, on both databases, and nobody's edit is lost or blind."""

from dataclasses import replace
from datetime import date

import pytest
from stored_season import POOLS

from matcher.errors import AccessError, ConflictError, PoolsError, StoreError
from matcher.plans.accounts import PERSONAL, unmask
from matcher.plans.accounts.masking import HIDDEN
from matcher.plans.audit import verify_chain, verify_records
from matcher.plans.store import SYSTEM, Actor, Store, act
from matcher.plans.store.corrections import close_finding, correct_record
from matcher.plans.store.imports import add_import, list_imports, load_pools
from matcher.plans.store.models import Account, AuditEntry, PoolImport
from matcher.plans.store.records import ImportRecord
from matcher.plans.store.seasons import make_season
from matcher.pools import Candidate, Import, Opinion, Pools
from matcher.pools.correcting import Correction, Key

PERSON = POOLS.candidates[0].model_copy(
    update={"phone": "13812348000", "note": "能开车", "pool": "retired", "status": "retired"}
)
KEY: Key = (PERSON.id,)


def keep(store: Store) -> ImportRecord:
    """Keep the first version of a season's pools."""
    pools = Pools((PERSON, *POOLS.candidates[1:]), POOLS.enterprises, POOLS.posts, POOLS.choices)
    with act(store, SYSTEM) as doing:
        season = make_season(doing, "新", date(2026, 12, 1))
        return add_import(doing, season.id, pools)


def add_account(store: Store, login: str, role: str, committee: str = "") -> Actor:
    """Add an account as it would stand there."""
    with store.write() as session:
        row = Account(login=login, name=f"{login}氏", role=role, committee=committee)
        session.add(row)
        session.flush()
        return Actor(row.id, login)


def correct(
    store: Store, seen: ImportRecord, typed: dict[str, str] | None, actor: Actor = SYSTEM, *, why: str = "核对"
) -> ImportRecord:
    """Correct the person."""
    with act(store, actor) as doing:
        return correct_record(doing, seen.id, Correction("candidates", KEY, typed), why=why)


def test_a_correction_is_the_next_version_and_the_old_one_stays(store: Store) -> None:
    """What, by whom and why stand with the version and in the chain; personal values in neither."""
    first = keep(store)
    planner = add_account(store, "甲", "planner")
    made = correct(store, first, {"capacity": "2", "unit": "水利局"}, planner, why=" 本人来电 ")
    assert (made.number, made.based_on, made.note, made.author) == (2, first.id, "本人来电", "甲氏")
    assert load_pools(store, first.id).pools.candidates[0] == PERSON
    now = load_pools(store, made.id).pools
    assert now.candidates[0] == PERSON.model_copy(update={"capacity": 2, "unit": "水利局"})
    assert now.candidates[1:] == POOLS.candidates[1:]
    with store.read() as session:
        entry = session.query(AuditEntry).filter(AuditEntry.account_id.is_not(None)).one()
    assert (entry.action, entry.subject) == ("correct-pools", f"import {made.id}")
    assert ((entry.after or {})["digest"], (entry.after or {})["based_on"]) == (made.digest, first.id)
    assert (entry.after or {})["why"] == "本人来电"
    assert (entry.after or {})["fields"]["capacity"] == "2"
    assert (entry.after or {})["record"] == [PERSON.id]
    assert verify_chain(store) == ()


def test_a_record_is_added_and_taken_out(store: Store) -> None:
    """Each is a version of its own."""
    first = keep(store)
    new = {"id": "新1", "name": "丙", "pool": "离退休", "status": "退休"}
    with act(store, SYSTEM) as doing:
        second = correct_record(doing, first.id, Correction("candidates", None, new), why="补报")
    third = correct(store, second, None)
    assert [each.counts["candidates"] for each in list_imports(store, first.season_id)] == [
        len(POOLS.candidates),
        len(POOLS.candidates) + 1,
        len(POOLS.candidates),
    ]
    left = load_pools(store, third.id).pools
    assert PERSON.id not in left.candidate_index
    assert all(said.candidate != PERSON.id for said in left.choices)


def test_the_second_editor_is_told_with_both_values(store: Store) -> None:
    """A record that changed since it was looked at is refused; another record is corrected on top of the newest."""
    first = keep(store)
    planner = add_account(store, "甲", "planner")
    second = correct(store, first, {"capacity": "2"}, planner)
    with pytest.raises(ConflictError, match=r"第 2 版（甲氏）.*现为“2”，您要改为“5”") as told:
        correct(store, first, {"capacity": "5"})
    assert (told.value.theirs, told.value.yours) == ({"capacity": "2"}, {"capacity": "5"})
    with pytest.raises(ConflictError, match="删去"):
        correct(store, first, None)
    other = Correction("candidates", (POOLS.candidates[1].id,), {"capacity": "4"})
    with act(store, SYSTEM) as doing:
        third = correct_record(doing, first.id, other, why="核对")
    assert third.based_on == second.id
    assert [each.capacity for each in load_pools(store, third.id).pools.candidates[:2]] == [2, 4]
    correct(store, third, None)
    with pytest.raises(ConflictError, match="删去"):
        correct(store, third, {"capacity": "5"})
    assert len(list_imports(store, first.season_id)) == 4


def test_a_hidden_field_is_not_written_blind(store: Store) -> None:
    """Who wants to change it looks first, with a reason; the chain holds no value of it."""
    first = keep(store)
    planner = add_account(store, "甲", "planner")
    with pytest.raises(AccessError, match=r"电话.*隐去"):
        correct(store, first, {"phone": "13999999999", "capacity": "2"}, planner)
    assert len(list_imports(store, first.season_id)) == 1
    unmask(store, planner, PERSON, ["phone"], "check")
    with pytest.raises(AccessError):
        correct(store, first, {"phone": "13999999999"}, add_account(store, "乙", "planner"))
    made = correct(store, first, {"phone": "13999999999", "note": "不开车"}, planner)
    assert load_pools(store, made.id).pools.candidates[0].phone == "13999999999"
    with store.read() as session:
        entry = session.query(AuditEntry).filter_by(action="correct-pools").one()
    assert (entry.before or {})["fields"] == (entry.after or {})["fields"] == {"phone": HIDDEN, "note": HIDDEN}
    assert {"phone", "note"} <= PERSONAL[Candidate].keys()


@pytest.mark.parametrize("role", ["viewer", "reviewer", "approver", "administrator"])
def test_only_planners_of_the_whole_season_correct(store: Store, role: str) -> None:
    """Every other role is refused, and a planner of one committee."""
    first = keep(store)
    for actor in (add_account(store, role, role), add_account(store, "乡镇", "planner", "一乡")):
        with pytest.raises(AccessError):
            correct(store, first, {"capacity": "2"}, actor)


def test_what_cannot_be_taken_leaves_no_version(store: Store) -> None:
    """A wrong value, no reason, or nothing changed: one sentence, and the pools stay."""
    first = keep(store)
    with pytest.raises(PoolsError, match="九十"):
        correct(store, first, {"capacity": "九十"})
    for why in ("", " ", "长" * 201):
        with pytest.raises(StoreError, match="理由"):
            correct(store, first, {"capacity": "2"}, why=why)
    with pytest.raises(PoolsError, match="没有改动"):
        correct(store, first, {"name": PERSON.name})
    assert len(list_imports(store, first.season_id)) == 1


def test_findings_go_along_and_what_settled_one_is_kept(store: Store) -> None:
    """Those of files stay, errors too; one that a correction mends names its version, in every later one."""
    with act(store, SYSTEM) as doing:
        season = make_season(doing, "新", date(2026, 12, 1))
        first = add_import(doing, season.id, Pools((PERSON,), POOLS.enterprises, POOLS.posts))
    second = correct(store, first, {"status": "在职"})
    told = load_pools(store, second.id).findings
    assert [(each.code, each.file) for each in told] == [("pool_status_differ", f"人才库 {PERSON.id}")]
    assert second.num_warnings == 1
    third = correct(store, second, {"capacity": "2"})
    assert load_pools(store, third.id).findings == told
    fourth = correct(store, third, {"status": "退休"})
    for each in (fourth, correct(store, fourth, {"capacity": "4"})):
        now = load_pools(store, each.id)
        assert (now.findings, now.record.num_warnings) == ((), 0)
        assert [(one.finding.code, one.number) for one in now.settled] == [("pool_status_differ", fourth.number)]
    assert load_pools(store, third.id).settled == ()
    kept = Import(POOLS, (*told, replace(told[0], file="a.csv", severity="error")), {})
    with act(store, SYSTEM) as doing:
        again = add_import(doing, season.id, kept)
    files = [each.file for each in load_pools(store, correct(store, again, {"capacity": "3"}).id).findings]
    assert "a.csv" in files


def test_a_finding_is_closed_once_with_a_reason(store: Store) -> None:
    """The pools stay; the second one to close it is told, nobody without the right may, and the chain holds."""
    first = correct(store, keep(store), {"status": "在职"})
    (finding,) = load_pools(store, first.id).findings
    planner, viewer = add_account(store, "甲", "planner"), add_account(store, "乙", "viewer")
    with pytest.raises(AccessError), act(store, viewer) as doing:
        close_finding(doing, first.id, finding, why="核对")
    with pytest.raises(StoreError, match="理由"), act(store, planner) as doing:
        close_finding(doing, first.id, finding, why=" ")
    with act(store, planner) as doing:
        made = close_finding(doing, first.id, finding, why="已向本人核实")
    before, after = load_pools(store, first.id), load_pools(store, made.id)
    assert (after.pools, after.findings) == (before.pools, ())
    assert [(each.finding, each.number) for each in after.settled] == [(finding, made.number)]
    assert (made.note, made.author, made.based_on, made.digest) == ("已向本人核实", "甲氏", first.id, first.digest)
    with pytest.raises(ConflictError, match=r"第 3 版（甲氏）.*没有保存"), act(store, planner) as doing:
        close_finding(doing, first.id, finding, why="再次核对")
    assert list_imports(store, first.season_id)[0] == made
    assert verify_chain(store) == ()
    for wanted in ([], [f"import {made.id}"]):
        found = [fault.subject for fault in verify_records(store)]
        assert [each for each in found if each.startswith("import")] == wanted
        with store.write() as session:
            session.get_one(PoolImport, made.id).digest = "e" * 64


def test_a_version_whose_digest_was_changed_by_hand_is_found(store: Store) -> None:
    """What a correction made is told by the chain like an import."""
    made = correct(store, keep(store), {"capacity": "2"})
    with store.write() as session:
        session.get_one(PoolImport, made.id).digest = "e" * 64
    assert [fault.subject for fault in verify_records(store)] == [f"import {made.id}"]


def test_an_opinion_is_looked_at_before_its_reason_is_rewritten(store: Store) -> None:
    """A number in it is hidden from the planner too; the chain names the look, and no word of the reason."""
    said = Opinion(source="水利局", candidate=PERSON.id, enterprise="A", view="support", reason="找13812348000")
    host = POOLS.enterprises[0].model_copy(update={"id": "A", "branch": None})
    with act(store, SYSTEM) as doing:
        season = make_season(doing, "新", date(2026, 12, 1))
        pools = Pools((PERSON,), (host,), (POOLS.posts[0].model_copy(update={"enterprise": "A"}),), opinions=(said,))
        first = add_import(doing, season.id, pools)
    planner = add_account(store, "甲", "planner")
    wanted = Correction("opinions", ("水利局", PERSON.id, "A"), {"reason": "熟悉情况", "view": "反对"})
    with act(store, planner) as doing, pytest.raises(AccessError, match="理由"):
        correct_record(doing, first.id, wanted, why="核对")
    with pytest.raises(AccessError):
        unmask(store, add_account(store, "乡镇", "planner", "一乡"), said, ["reason"], "check")
    unmask(store, planner, said, ["reason"], "check")
    with act(store, planner) as doing:
        second = correct_record(doing, first.id, wanted, why="核对")
    now = load_pools(store, second.id).pools.opinions
    assert now == (said.model_copy(update={"reason": "熟悉情况", "view": "oppose"}),)
    with store.read() as session:
        told = [(each.action, each.subject, str(each.before), str(each.after)) for each in session.query(AuditEntry)]
    assert ("unmask", f"opinion {PERSON.id} A 水利局") in [each[:2] for each in told]
    assert not any("熟悉情况" in text or "13812348000" in text for each in told for text in each)
