"""Audit chain and accounts from the terminal: what is printed, and the exit codes."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from offices import CHEAP, PASSWORD, hire, open_office
from sqlalchemy import text

from matcher.plans.accounts import claim_first_code, edit_account, redeem_code
from matcher.plans.store import SYSTEM, act, open_store

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the data folder of an office with two people and a chain of hostile texts."""
    store = open_store(tmp_path)
    boss = open_office(store)
    made = hire(store, boss, "wang")
    with act(store, boss.account.actor) as doing:
        edit_account(doing, made.account.id, version=made.account.version, role="reviewer")
    for told in ("=1+1", "@cmd", '<b>"甲"</b>\n,', "长" * 10_000, "\x1b[31m", "\u202e"):
        with act(store, SYSTEM) as doing:
            doing.record("comment", told[:200], before={"text": told}, after=None)
    store.close()
    return tmp_path


def tamper(folder: Path, statement: str) -> None:
    """Change the store behind the program's back."""
    store = open_store(folder)
    with store.engine.begin() as connection:
        connection.execute(text(statement))
    store.close()


def test_a_whole_chain_is_said_to_hold(run: Callable, folder: Path) -> None:
    """Exit code 0, number and hash of the end, which is an anchor for the next time."""
    answer = run("audit", "verify", "--data-dir", folder)
    assert (answer.code, answer.err) == (0, "")
    assert "审计记录完整" in answer.out
    found = run("audit", "verify", "--data-dir", folder, "--json").document
    assert found["ok"]
    assert found["end"]["hash"] in answer.out
    kept = folder / "kept.json"
    kept.write_text(json.dumps(found))
    again = run("audit", "verify", "--data-dir", folder, "--anchor", kept, "--lang", "en")
    assert (again.code, again.err) == (0, "")
    assert "agrees with 1 hashes" in again.out


def test_tampering_is_printed_with_exit_code_1(run: Callable, folder: Path) -> None:
    """Each entry concerned has its line, in both languages and in JSON."""
    tamper(folder, "UPDATE audit_entries SET actor = 'x' WHERE number = 3")
    tamper(folder, "DELETE FROM audit_entries WHERE number IN (5, 6)")
    answer = run("audit", "verify", "--data-dir", folder)
    assert answer.code == 1
    assert "第 3 条的内容被改动" in answer.out
    assert "第 5 至 6 条缺失" in answer.out
    assert "entries 5 to 6 are missing" in run("audit", "verify", "--data-dir", folder, "--lang", "en").out
    document = run("audit", "verify", "--data-dir", folder, "--json").document
    assert [(fault["number"], fault["last"], fault["kind"]) for fault in document["faults"]] == [
        (3, None, "altered"),
        (5, 6, "removed"),
    ]


def test_a_role_changed_behind_the_program_is_printed(run: Callable, folder: Path) -> None:
    """The chain is whole and the account is not what it says: exit code 1."""
    tamper(folder, "UPDATE accounts SET role = 'approver' WHERE login = 'wang'")
    answer = run("audit", "verify", "--data-dir", folder)
    assert answer.code == 1
    assert "审计记录完整" in answer.out
    assert "账号 2与审计记录所载不符" in answer.out
    document = run("audit", "verify", "--data-dir", folder, "--json").document
    assert (document["ok"], document["faults"]) == (False, [])
    assert [(each["subject"], each["kind"]) for each in document["records"]] == [("account 2", "altered")]


def check_by_itself(file: Path) -> subprocess.CompletedProcess[str]:
    """Run the check printed in the document, with nothing of this program at hand."""
    code = re.search(r"```python\n(.*?)```", (DOCS / "audit.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    return subprocess.run([sys.executable, "-I", "-S", "-c", code, str(file)], capture_output=True, text=True)


def test_the_check_in_the_document_agrees(run: Callable, folder: Path) -> None:
    """A third party's dozen lines accept the exported chain and find a changed, removed or swapped line."""
    file = folder / "审计.jsonl"
    written = run("audit", "export", file, "--data-dir", folder, "--json")
    end = written.document["end"]
    answer = check_by_itself(file)
    assert (answer.stdout.split(), answer.stderr) == ([str(end["number"]), end["hash"]], "")
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    assert len(lines) == written.document["entries"] == end["number"]
    for broken in (
        [*lines[:2], lines[2].replace("account", "acc0unt"), *lines[3:]],
        [*lines[:2], *lines[3:]],
        [*lines[:2], lines[3], lines[2], *lines[4:]],
    ):
        file.write_text("".join(broken), encoding="utf-8")
        answer = check_by_itself(file)
        assert answer.returncode == 1
        assert answer.stderr.startswith("3: ")


def test_the_table_runs_no_formula_and_serves_as_anchor(run: Callable, folder: Path) -> None:
    """Cells that a spreadsheet would run start with an apostrophe; the file is not written over."""
    file = folder / "审计.csv"
    assert run("audit", "export", file, "--data-dir", folder).code == 0
    rows = list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))
    assert rows[0][0] == "number"
    assert {"'=1+1", "'@cmd"} <= {row[4] for row in rows}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert "\x1b" not in file.read_text(encoding="utf-8-sig")
    assert run("audit", "verify", "--data-dir", folder, "--anchor", file, "--json").document["anchors"] == len(rows) - 1
    answer = run("audit", "export", file, "--data-dir", folder)
    assert answer.code == 1
    assert "没有覆盖" in answer.err


def test_first_code_makes_the_first_administrator_and_only_once(run: Callable, tmp_path: Path) -> None:
    """The code printed opens an empty store; afterwards the command refuses with exit code 1."""
    document = run("account", "first-code", "--data-dir", tmp_path / "新", "--json").document
    store = open_store(tmp_path / "新")
    claim_first_code(store, document["code"], "admin1", "哈斯", PASSWORD, settings=CHEAP)
    store.close()
    answer = run("account", "first-code", "--data-dir", tmp_path / "新")
    assert answer.code == 1
    assert "已有管理员" in answer.err


def test_reset_code_is_for_one_account(run: Callable, folder: Path) -> None:
    """The code printed sets a new password; an unknown login is exit code 1."""
    answer = run("account", "reset-code", "WANG", "--data-dir", folder, "--lang", "en")
    assert answer.code == 0
    code = answer.out.strip()
    states = {each["login"]: each["state"] for each in run("account", "list", "--data-dir", folder, "--json").document}
    assert states == {"admin1": "ready", "wang": "waiting"}
    store = open_store(folder)
    assert redeem_code(store, "wang", code, PASSWORD, settings=CHEAP).account.login == "wang"
    store.close()
    shown = run("account", "list", "--data-dir", folder).out
    assert "admin1" in shown
    assert "审核" in shown
    assert run("account", "reset-code", "nobody", "--data-dir", folder).code == 1


def test_an_account_is_linked_and_unlinked(run: Callable, folder: Path) -> None:
    """An identity is entered for one account; half an identity is wrong usage or refused."""
    who = ("--issuer", "https://login.example", "--subject", "42")
    assert run("account", "link", "wang", *who, "--data-dir", folder, "--json").document["linked"]
    answer = run("account", "link", "admin1", *who, "--data-dir", folder)
    assert answer.code == 1
    assert "另一个账号" in answer.err
    assert run("account", "link", "wang", *who[:2], "--data-dir", folder).code == 1
    assert run("account", "link", "wang", *who, "--unlink", "--data-dir", folder).code == 2
    assert run("account", "link", "wang", "--data-dir", folder).code == 2
    assert not run("account", "link", "wang", "--unlink", "--data-dir", folder, "--json").document["linked"]


@pytest.mark.parametrize(
    "words", [("audit", "verify"), ("audit", "export", "x.jsonl"), ("account", "list"), ("account", "reset-code", "x")]
)
def test_no_store_is_made_by_looking(run: Callable, tmp_path: Path, words: tuple[str, ...]) -> None:
    """A folder without a store is one sentence and stays as it is; so is one whose store is no database."""
    answer = run(*words, "--data-dir", tmp_path)
    assert answer.code == 1
    assert answer.err
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "shuangxuan.db").write_bytes(b"rubbish" * 1000)
    answer = run(*words, "--data-dir", tmp_path)
    assert answer.code == 1
    assert "数据库无法使用" in answer.err
    assert not Path("x.jsonl").exists()
