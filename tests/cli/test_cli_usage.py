"""Help and usage errors: one sentence in the reader's language, exit code 2, never a traceback."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_command

from matcher.cli.app import app
from matcher.cli.language import choose_language
from matcher.cli.output import UsageError
from matcher.cli.texts import HELP, SAY

COMMANDS = (
    "run",
    "dial",
    "compare",
    "best",
    "replan",
    "frontier",
    "stress",
    "sweep",
    "explain",
    "suggest",
    "serve",
    "check",
    "verify",
    "backup",
    "restore",
    "audit",
    "account",
    "template",
    "generate",
    "schema",
)
CHINESE = re.compile(r"[一-鿿]")


def test_every_command_and_parameter_has_a_help_text() -> None:
    """The tables and the parser know the same keys."""
    group = get_command(app)
    parsed = set()
    waiting = [group]
    while waiting:
        command = waiting.pop()
        parsed |= {command.help, *(param.help for param in command.params)}
        waiting += getattr(command, "commands", {}).values()
    assert parsed | {"help"} == set(HELP)
    assert set(group.commands) == set(COMMANDS)


def test_both_languages_are_there_and_ask_for_the_same_facts() -> None:
    """No text is missing, and no English text holds Chinese."""
    for table in (HELP, SAY):
        for key, words in table.items():
            assert words.zh, key
            assert words.en, key
            assert not CHINESE.search(words.en), key
            assert sorted(re.findall(r"{(\w+)}", words.zh)) == sorted(re.findall(r"{(\w+)}", words.en)), key
            assert not re.search(r"[一-鿿][,:;()!?]|[,:;()!?][一-鿿]", words.zh), key


@pytest.mark.parametrize("command", ["", *COMMANDS, "audit verify", "account reset-code"])
def test_help_speaks_one_language(run: Callable, command: str) -> None:
    """Help pages name usage, options and exit codes, in Chinese or in English."""
    words = command.split()
    chinese, english = run(*words, "--help"), run(*words, "--help", "--lang", "en")
    assert (chinese.code, english.code) == (0, 0)
    assert chinese.out.startswith("用法：matcher")
    assert english.out.startswith("Usage: matcher")
    assert not CHINESE.search(english.out)
    assert "Show this message" not in chinese.out + english.out
    assert "退出码" in chinese.out
    assert chinese.err == english.err == ""


WRONG = [
    ((), "用法"),
    (("runn",), "是不是想用“run”"),
    (("run",), "缺少 SCENARIO"),
    (("run", "x", "--foo"), "没有“--foo”这个选项"),
    (("audit",), "用法"),
    (("audit", "verfy"), "是不是想用“verify”"),
    (("account", "reset-code"), "缺少 LOGIN"),
    (("run", "x", "--out"), "后面缺少内容"),
    (("run", "不存在的文件夹"), "找不到方案 不存在的文件夹"),
    (("check", "不存在的文件夹", "--json"), "找不到方案"),
    (("check", "a", "b"), "多出了内容：b"),
    (("verify", "不存在的文件夹"), "找不到方案文件夹"),
    (("generate", "--hosts", "三", "--people", "3", "--out", "x"), "“三”"),
    (("generate", "--hosts", "0", "--people", "3", "--out", "x"), "--hosts 应为 1"),
    (("generate", "--hosts", "3", "--people", "3"), "缺少 --out"),
    (("template", "--table", "candidate"), "没有“candidate”这张表"),
    (("--lang", "fr", "schema"), "“fr”"),
    (("schema", "--lang=deutsch"), "“deutsch”"),
    (("--verbose",), "--verbose"),
]


@pytest.mark.parametrize(
    ("arguments", "says"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_wrong_usage_is_one_sentence(run: Callable, arguments: tuple[str, ...], says: str) -> None:
    """Exit code 2, the sentence on standard error, nothing on standard output."""
    answer = run(*arguments)
    assert answer.code == 2
    assert says in answer.err
    assert answer.out == ""
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(("arguments", "says"), [case for case in WRONG if case[0] and "fr" not in case[0]])
def test_wrong_usage_in_english_holds_no_chinese_of_ours(run: Callable, arguments: tuple[str, ...], says: str) -> None:
    """What remains in Chinese is what was typed."""
    answer = run("--lang", "en", *(each for each in arguments if not each.startswith("--lang=")))
    text = answer.err
    for typed in arguments:
        text = text.replace(typed, "")
    assert not CHINESE.search(text)


def test_no_command_shows_help_as_an_error(run: Callable) -> None:
    """The page goes to standard error and the exit code is 2."""
    answer = run()
    assert (answer.code, answer.out) == (2, "")
    assert "generate" in answer.err


def test_version_is_printed(run: Callable) -> None:
    """As text and as JSON."""
    assert re.fullmatch(r"matcher \d+\.\d+\.\d+\n", run("--version").out)
    assert run("--json", "--version").document["matcher"]


@pytest.mark.parametrize(
    ("arguments", "variable", "language"),
    [
        ([], "", "zh"),
        ([], "en", "en"),
        ([], "EN_us.UTF-8", "en"),
        ([], "fr", "zh"),
        (["--lang", "zh", "run"], "en", "zh"),
        (["run", "x", "--lang", "en"], "", "en"),
        (["--lang", "zh", "run", "--lang=en"], "", "en"),
        (["run", "--", "--lang", "en"], "", "zh"),
        (["run", "--lang"], "en", "en"),
    ],
)
def test_the_last_language_named_wins(arguments: list[str], variable: str, language: str) -> None:
    """Before or after the command, else the environment, else Chinese."""
    assert choose_language(arguments, {"MATCHER_LANG": variable}) == language


def test_an_unknown_language_is_refused() -> None:
    """A typo does not silently mean Chinese."""
    with pytest.raises(UsageError):
        choose_language(["--lang", "english"], {})


def test_the_environment_chooses_the_language(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    """MATCHER_LANG=en needs no option."""
    monkeypatch.setenv("MATCHER_LANG", "en")
    assert run("--help").out.startswith("Usage:")


def test_an_unexpected_error_is_a_sentence(run: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A fault of the program shows no traceback unless asked for."""

    def fail(*_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("matcher.cli.making.write_templates", fail)
    answer = run("template", "--out", tmp_path)
    assert answer.code == 1
    assert "ZeroDivisionError" in answer.err
    assert "MATCHER_DEBUG=1" in answer.err
    assert "Traceback" not in answer.err
    monkeypatch.setenv("MATCHER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("template", "--out", tmp_path)


def test_the_schema_is_json(run: Callable) -> None:
    """With and without --json."""
    assert run("schema").document["type"] == "object"
    assert run("schema", "--json", "--lang", "en").document == run("schema").document


def test_a_reader_that_goes_away_is_no_error(start_command: Callable[..., subprocess.Popen[str]]) -> None:
    """`matcher schema | head -1` ends quietly."""
    process = start_command("schema")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    text = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert text == ""


def test_the_command_starts_light(start_command: Callable[..., subprocess.Popen[str]]) -> None:
    """Importing the command line loads no solver, table or workbook library."""
    heavy = ("ortools", "numba", "pandas", "xlsxwriter", "numpy", "pydantic")
    code = f"import sys, matcher.cli; print([name for name in {heavy} if name in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "[]"


def test_the_package_runs_as_the_command_does() -> None:
    """`python -m matcher` is the command, for machines where the command is on no path."""
    done = subprocess.run([sys.executable, "-m", "matcher", "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"matcher \d+\.\d+\.\d+\n", done.stdout)
