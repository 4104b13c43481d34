"""Whatever is done to the rows of the chain behind the program's back is found and named."""

import json
import random
import threading
from collections.abc import Iterable

import pytest
from sqlalchemy import select, text

from matcher.errors import AccessError, FileError
from matcher.plans.audit import (
    ChainFault,
    list_audit_actors,
    read_anchors,
    read_audit,
    read_end,
    tell_fault,
    verify_chain,
    verify_records,
    walk_audit,
)
from matcher.plans.store import SYSTEM, Actor, Store, act, open_store
from matcher.plans.store.acting import hash_entry
from matcher.plans.store.models import Account, AuditEntry


def fill(store: Store, number: int) -> None:
    """Make so many entries with a bit of everything in them."""
    for i in range(1, number + 1):
        with act(store, SYSTEM) as doing:
            doing.record(
                "edit-season",
                f"season {i}",
                before={"title": f"第{i}季", "数": i, "list": [1, 2.5, None, True], 9: "x", 10: "y"},
                after={"title": "=1+1 <b>\u202e</b>"},
                plan_digest="a" * 64 if i % 2 else "",
            )


def run(store: Store, statements: Iterable[str]) -> None:
    """Change rows behind the program's back."""
    with store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


COLUMNS = "number, at, account_id, actor, action, subject, {before}, {after}, plan_digest, previous_hash, hash".format(
    before='"before"', after='"after"'
)
COPY_3_AS = f"INSERT INTO audit_entries ({COLUMNS}) SELECT {{number}}{COLUMNS[6:]} FROM audit_entries WHERE number = 3"
SHIFT = [
    "UPDATE audit_entries SET number = number + 100 WHERE number >= 3",
    "UPDATE audit_entries SET number = number - 99 WHERE number > 100",
]

TAMPERINGS = {
    "actor": (["UPDATE audit_entries SET actor = 'wang' WHERE number = 2"], [ChainFault(2, "altered")]),
    "time": (["UPDATE audit_entries SET at = '2020-01-01 00:00:00' WHERE number = 4"], [ChainFault(4, "altered")]),
    "account": (["UPDATE audit_entries SET account_id = 7 WHERE number = 1"], [ChainFault(1, "altered")]),
    "before": (['UPDATE audit_entries SET "before" = NULL WHERE number = 3'], [ChainFault(3, "altered")]),
    "after": (["""UPDATE audit_entries SET "after" = '{"title": "2"}' WHERE number = 3"""], [ChainFault(3, "altered")]),
    "plan": (["UPDATE audit_entries SET plan_digest = 'b' WHERE number = 6"], [ChainFault(6, "altered")]),
    "link": (["UPDATE audit_entries SET previous_hash = 'b' WHERE number = 5"], [ChainFault(5, "altered")]),
    "hash": (
        ["UPDATE audit_entries SET hash = 'b' WHERE number = 5"],
        [ChainFault(5, "altered"), ChainFault(6, "unlinked")],
    ),
    "removed": (["DELETE FROM audit_entries WHERE number = 3"], [ChainFault(3, "removed")]),
    "several removed": (["DELETE FROM audit_entries WHERE number BETWEEN 2 AND 4"], [ChainFault(2, "removed", 4)]),
    "first removed": (["DELETE FROM audit_entries WHERE number = 1"], [ChainFault(1, "removed")]),
    "cut off": (["DELETE FROM audit_entries WHERE number >= 5"], [ChainFault(5, "cut-short", 6)]),
    "all removed": (["DELETE FROM audit_entries"], [ChainFault(1, "cut-short", 6)]),
    "end moved": (
        ["DELETE FROM audit_entries WHERE number = 6", "UPDATE audit_head SET number = 5"],
        [ChainFault(5, "head")],
    ),
    "no end": (["DELETE FROM audit_head"], [ChainFault(i, "inserted") for i in range(1, 7)]),
    "far end": (["UPDATE audit_head SET number = 2000000000"], [ChainFault(7, "cut-short", 2_000_000_000)]),
    "inserted behind": (
        [COPY_3_AS.format(number=7)],
        [
            ChainFault(7, "inserted"),
            ChainFault(7, "altered"),
        ],
    ),
    "inserted before": ([COPY_3_AS.format(number=-5)], [ChainFault(-5, "inserted")]),
    "inserted far behind": (
        [COPY_3_AS.format(number=2_000_000_000)],
        [ChainFault(2_000_000_000, "inserted"), ChainFault(2_000_000_000, "altered")],
    ),
    "inserted between": (
        [*SHIFT, COPY_3_AS.replace("number = 3", "number = 4").format(number=3)],
        [
            *(ChainFault(i, "altered") for i in range(4, 7)),
            ChainFault(6, "head"),
            ChainFault(7, "inserted"),
            ChainFault(7, "altered"),
        ],
    ),
    "swapped": (
        [
            "UPDATE audit_entries SET number = 99 WHERE number = 2",
            "UPDATE audit_entries SET number = 2 WHERE number = 3",
            "UPDATE audit_entries SET number = 3 WHERE number = 99",
        ],
        [ChainFault(2, "altered"), ChainFault(3, "altered"), ChainFault(4, "unlinked")],
    ),
}


def test_tampering_is_named_by_the_entry(store: Store) -> None:
    """Each way to alter, remove, insert, cut off or reorder rows gives exactly its faults, in words too."""
    fill(store, 6)
    run(store, [f"CREATE TABLE kept_{name} AS SELECT * FROM audit_{name}" for name in ("entries", "head")])
    for how, (statements, expected) in TAMPERINGS.items():
        assert verify_chain(store) == (), how
        run(store, statements)
        found = verify_chain(store)
        assert list(found) == expected, how
        for fault in found:
            assert str(fault.number) in tell_fault(fault).zh
            assert str(fault.number) in tell_fault(fault).en
        for name in ("entries", "head"):
            run(store, [f"DELETE FROM audit_{name}", f"INSERT INTO audit_{name} SELECT * FROM kept_{name}"])


def test_a_long_check_tells_how_far_it_is_and_stops_where_asked(store: Store) -> None:
    """It tells the entry reached; what is raised there comes out, and the store goes on as before."""
    fill(store, 6)

    def stop(reached: int) -> None:
        told.append(reached)
        raise InterruptedError

    for check in (verify_chain, verify_records):
        told: list[int] = []
        assert check(store, on_progress=told.append) == ()
        assert told[-1] == read_end(store)[0]
        told = []
        with pytest.raises(InterruptedError):
            check(store, on_progress=stop)
        assert len(told) == 1
    fill(store, 1)
    assert verify_chain(store) == ()


def test_a_chain_checked_while_it_grows_holds(store: Store) -> None:
    """What is added during the check is neither inserted nor missing."""
    fill(store, 30)
    is_over = threading.Event()

    def grow() -> None:
        while not is_over.is_set():
            fill(store, 1)

    writers = [threading.Thread(target=grow) for _ in range(3)]
    for writer in writers:
        writer.start()
    found = [verify_chain(store) for _ in range(15)]
    is_over.set()
    for writer in writers:
        writer.join()
    assert found == [()] * 15
    assert read_end(store)[0] > 30


@pytest.fixture
def file_store(tmp_path):
    """Give an open store in a file."""
    opened = open_store(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("column", ["at", '"before"', '"after"', "subject", "hash", "account_id"])
@pytest.mark.parametrize("value", ["'no {json'", "x'ff00fe'", "CAST(x'ff00fe' AS TEXT)", "12.5"])
def test_rubbish_in_a_row_is_found_not_stumbled_over(file_store: Store, column: str, value: str) -> None:
    """What no column of its kind holds, as a file lets anybody write it, is an altered entry."""
    fill(file_store, 4)
    run(file_store, [f"UPDATE audit_entries SET {column} = {value} WHERE number = 2"])
    assert ChainFault(2, "altered") in verify_chain(file_store)
    assert {fault.number for fault in verify_chain(file_store)} <= {2, 3}


def rewrite(store: Store, number: int) -> None:
    """Alter an entry and compute all later hashes anew, as one who knows the program can."""
    with store.write() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        previous = "0" * 64
        for entry in entries:
            if entry.number == number:
                entry.subject = "season x"
            entry.previous_hash = previous
            entry.hash = previous = hash_entry(entry)
        session.execute(text("UPDATE audit_head SET hash = :hash"), {"hash": previous})


def test_a_chain_made_anew_is_found_by_what_was_kept_outside(file_store: Store, tmp_path) -> None:
    """Nothing inside shows it; the first kept hash that differs is named; a chain cut and closed is found too."""
    fill(file_store, 5)
    kept = tmp_path / "kept.txt"
    kept.write_text("".join(f"{entry.number} {entry.hash}\n" for entry in walk_audit(file_store, SYSTEM)))
    anchors = read_anchors(kept)
    end = read_end(file_store)
    rewrite(file_store, 3)
    assert verify_chain(file_store) == ()
    assert verify_chain(file_store, anchors=anchors) == tuple(ChainFault(i, "anchor") for i in (3, 4, 5))
    assert verify_chain(file_store, anchors=dict([end])) == (ChainFault(5, "anchor"),)
    run(file_store, ["DELETE FROM audit_entries", "DELETE FROM audit_head"])
    assert verify_chain(file_store) == ()
    assert len(verify_chain(file_store, anchors=anchors)) == 5


def test_any_change_of_any_byte_is_found(file_store: Store) -> None:
    """Sixty random changes of one character in one text of one row, each undone after it was found."""
    fill(file_store, 8)
    rng = random.Random(5)
    columns = ("actor", "action", "subject", '"before"', '"after"', "plan_digest", "previous_hash", "hash")
    for _ in range(60):
        number, column = rng.randint(1, 8), rng.choice(columns)
        with file_store.engine.begin() as connection:
            where = {"number": number}
            old = connection.execute(text(f"SELECT {column} FROM audit_entries WHERE number = :number"), where).scalar()
            at = rng.randrange(len(old) + 1)
            new = old[:at] + rng.choice("abc0 ") + old[at + rng.randint(0, 1) :]
            connection.execute(
                text(f"UPDATE audit_entries SET {column} = :new WHERE number = :number"), where | {"new": new}
            )
        is_same = new == old or (column in columns[3:5] and _is_same_json(new, old))
        found = verify_chain(file_store)
        assert is_same or (found and found[0].number in (number, number + 1)), (number, column, new)
        with file_store.engine.begin() as connection:
            connection.execute(
                text(f"UPDATE audit_entries SET {column} = :old WHERE number = :number"), where | {"old": old}
            )
    assert verify_chain(file_store) == ()


def _is_same_json(new: str, old: str) -> bool:
    try:
        return json.dumps(json.loads(new), sort_keys=True) == json.dumps(json.loads(old), sort_keys=True)
    except ValueError:
        return False


def test_personal_numbers_and_odd_values_are_settled_before_they_are_hashed(file_store: Store) -> None:
    """Phone and identity numbers are masked wherever they stand; tuples, number keys and half characters hold."""
    with act(file_store, SYSTEM) as doing:
        doing.record(
            "comment",
            "plan 1 电话13812348000",
            before={"text": "11010519491231002X，13998765432", "inner": [{"a": ("13812348000",)}]},
            after={10: "a", 9: ("b", "\ud800"), "digest": "13812348000".ljust(64, "a")},
        )
    entry = next(walk_audit(file_store, SYSTEM))
    shown = json.dumps([entry.subject, entry.before], ensure_ascii=False)
    for secret in ("12348000", "98765432", "19491231"):
        assert secret not in shown
    assert entry.after == {"10": "a", "9": ["b", "?"], "digest": "13812348000".ljust(64, "a")}
    assert verify_chain(file_store) == ()


def test_the_chain_is_read_by_those_who_may(file_store: Store) -> None:
    """Filters and pages; a planner and an approver of one committee are refused."""
    fill(file_store, 5)
    people = [("planner", ""), ("approver", "东街"), ("approver", "")]
    with act(file_store, SYSTEM) as doing:
        accounts = [Account(login=role + town, name="甲", role=role, committee=town) for role, town in people]
        doing.session.add_all(accounts)
        doing.session.flush()
        planner, town, approver = (Actor(account.id, account.login) for account in accounts)
    for refused in (planner, town):
        with pytest.raises(AccessError):
            read_audit(file_store, refused)
        with pytest.raises(AccessError):
            list_audit_actors(file_store, refused)
        with pytest.raises(AccessError):
            next(walk_audit(file_store, refused))
    assert [entry.number for entry in read_audit(file_store, approver, most=2)] == [5, 4]
    assert [entry.number for entry in read_audit(file_store, approver, before=4, most=2)] == [3, 2]
    assert [entry.number for entry in read_audit(file_store, approver, subject="season 3")] == [3]
    assert read_audit(file_store, approver, subject="season %") == ()
    assert read_audit(file_store, approver, actor="wang") == ()
    assert read_audit(file_store, approver, action="edit-season", actor="system")
    assert list_audit_actors(file_store, approver) == ("system",)


H = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"7 {H}\n", {7: H}),
        (f'{{"ok": true, "end": {{"number": 7, "hash": "{H}"}}}}', {7: H}),
        (f'{{"number": 7, "hash": "{H}"}}\n{{"number": 8, "hash": "{H}"}}\n', {7: H, 8: H}),
        (f'number,at,subject,hash\r\n7,2026,"a\nb",{H}\r\n', {7: H}),
        (f"第 7 条 {H}", {7: H}),
    ],
)
def test_kept_hashes_are_read_from_what_they_were_kept_in(tmp_path, content: str, expected: dict[int, str]) -> None:
    """Lines, the JSON of a check, an exported chain as JSON lines or as a table."""
    file = tmp_path / "kept"
    file.write_text(content, encoding="utf-8-sig")
    assert read_anchors(file) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing",
        b"7 abc",
        b"number,hash\n7,abc\n",
        b"number,at\n7,2026",
        b"\xff\xfe\x00",
        f"7 {H}\nrubbish".encode(),
        b"[" * 100_000,
        b'{"end": 5}',
    ],
)
def test_a_file_without_hashes_is_one_sentence(tmp_path, content: bytes) -> None:
    """Rubbish kept as hashes proves nothing and is said to be rubbish."""
    file = tmp_path / "kept"
    file.write_bytes(content)
    with pytest.raises(FileError) as told:
        read_anchors(file)
    assert "kept" in told.value.say("en")
    with pytest.raises(FileError):
        read_anchors(tmp_path)
