"""Every kind of fault in a scenario file gives one error: place, line, value, reason, fix, nearest word."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from matcher.errors import ScenarioError
from matcher.policy import build_policy, load_policy
from matcher.policy.translate import translate

Refuse = Callable[[str], ScenarioError]
Write = Callable[[str], Path]

QUOTA = '[[quotas]]\nname = "甲"\n'
PIN = '[[pins]]\ncandidate = "P1"\nenterprise = "H1"\n'
BAN = '[[bans]]\ncandidate = "P1"\nenterprise = "H1"\n'

FAULTS = [
    # text after two right lines, place, line, value as typed, nearest word, kind
    pytest.param("sed = 1", "sed", 3, "sed", "seed", "unknown_key", id="unknown key"),
    pytest.param("effort = 1.0", "effort", 3, "effort", "engine.effort", "unknown_key", id="key of another table"),
    pytest.param("[pools]\nseed = 1", "pools.seed", 4, "seed", "seed", "unknown_key", id="top key under a table"),
    pytest.param("[pools]\nposst = '1'", "pools.posst", 4, "posst", "posts", "unknown_key", id="unknown key of pools"),
    pytest.param(
        f"{QUOTA}leest = 1\nmost = 1",
        "quotas[0].leest",
        5,
        "leest",
        "least",
        "unknown_key",
        id="unknown key of a quota",
    ),
    pytest.param(f"{PIN}why = ''", "pins[0].why", 6, "why", None, "unknown_key", id="unknown key like no other"),
    pytest.param("[engine]\nworker = 1", "engine.worker", 4, "worker", "workers", "unknown_key", id="key of engine"),
    pytest.param(
        "[rules.host-cap]\nenable = true",
        "rules.host-cap.enable",
        4,
        "enable",
        "enabled",
        "unknown_key",
        id="key of rule",
    ),
    pytest.param(
        "[rules.host-cap]\nmost = 3",
        "rules.host-cap.most",
        4,
        "most",
        "parameters.most",
        "unknown_key",
        id="parameter beside its table",
    ),
    pytest.param("[weights]\nneds = 3", "weights.neds", 4, "neds", "needs", "unknown_key", id="unknown criterion"),
    pytest.param(
        "weights.就近 = 3".replace("就近", '"就近"'), "weights.就近", 3, "就近", "locality", "unknown_key", id="zh"
    ),
    pytest.param(
        "[pools.columns.candidate]\na = 'id'",
        "pools.columns.candidate",
        3,
        "candidate",
        "candidates",
        "unknown_key",
        id="unknown table",
    ),
    pytest.param(
        "[pools.columns.candidates]\n'同志姓名' = 'nmae'",
        "pools.columns.candidates.同志姓名",
        4,
        "'nmae'",
        "name",
        "unknown_word",
        id="unknown field of a table",
    ),
    pytest.param(
        "[pools.keys]\ncandidates = '姓名'",
        "pools.keys.candidates",
        4,
        "'姓名'",
        "name",
        "unknown_word",
        id="key by zh",
    ),
    pytest.param("[rules.hostcap]", "rules.hostcap", 3, "hostcap", "host-cap", "unknown_rule", id="unknown rule"),
    pytest.param("[rules.'健康']", "rules.健康", 3, "健康", "health", "unknown_rule", id="rule by its Chinese title"),
    pytest.param(
        "[rules.host-cap.parameters]\nmots = 3",
        "rules.host-cap.parameters.mots",
        4,
        "mots",
        "most",
        "unknown_parameter",
        id="unknown parameter",
    ),
    pytest.param(
        "[rules.health]\nparameters = { a = 1 }",
        "rules.health.parameters.a",
        4,
        "a",
        None,
        "unknown_parameter",
        id="parameter of a rule without any",
    ),
    pytest.param(
        'preset = "coverage-frist"',
        "preset",
        3,
        '"coverage-frist"',
        "coverage-first",
        "unknown_word",
        id="unknown preset",
    ),
    pytest.param(
        'objectives = ["hosts", "stabilty"]',
        "objectives[1]",
        3,
        '"stabilty"',
        "stability",
        "unknown_word",
        id="unknown objective",
    ),
    pytest.param('consent = "双向"', "consent", 3, '"双向"', "mutual", "unknown_word", id="consent in Chinese"),
    pytest.param('[engine]\nfavour = "hosts"', "engine.favour", 4, '"hosts"', None, "unknown_word", id="unknown side"),
    pytest.param(
        "[pools]\nduplicates = 'Skip '", "pools.duplicates", 4, "'Skip '", "skip", "unknown_word", id="case and spaces"
    ),
    pytest.param(
        f"{QUOTA}most = 1\ncount = 'peple'",
        "quotas[0].count",
        6,
        "'peple'",
        "people",
        "unknown_word",
        id="unknown count",
    ),
    pytest.param(
        f"{QUOTA}most = 1\ncandidates = {{ pol = ['reserve'] }}",
        "quotas[0].candidates.pol",
        6,
        "pol",
        "pool",
        "unknown_field",
        id="unknown field of a selection",
    ),
    pytest.param(
        f"{QUOTA}most = 1\nposts = {{ '星级' = [5] }}",
        "quotas[0].posts.星级",
        6,
        "星级",
        "star",
        "unknown_field",
        id="field by its Chinese header",
    ),
    pytest.param(
        f"{QUOTA}most = 1\ncandidates = {{ star = [5] }}",
        "quotas[0].candidates.star",
        6,
        "star",
        "posts.star",
        "unknown_field",
        id="field of the other side",
    ),
    pytest.param(
        f"{QUOTA}most = 1\ncandidates = {{ pool = ['retird'] }}",
        "quotas[0].candidates.pool[0]",
        6,
        "'retird'",
        "retired",
        "unknown_word",
        id="unknown value of a selection",
    ),
    pytest.param(
        f"{QUOTA}most = 1\nposts = {{ stage = '薄弱' }}",
        "quotas[0].posts.stage",
        6,
        "'薄弱'",
        "weak",
        "unknown_word",
        id="value by its Chinese name",
    ),
    pytest.param(
        f"{QUOTA}most = 1\nposts = {{ star = '5' }}",
        "quotas[0].posts.star",
        6,
        "'5'",
        None,
        "wrong_type",
        id="text for a number in a selection",
    ),
    pytest.param(
        f"{QUOTA}most = 1\nposts = {{ star = [true] }}",
        "quotas[0].posts.star[0]",
        6,
        "true",
        None,
        "wrong_type",
        id="switch for a number in a selection",
    ),
    pytest.param(
        f"{QUOTA}most = 1\nposts = {{ star = [] }}",
        "quotas[0].posts.star",
        6,
        "[]",
        None,
        "empty",
        id="empty selection",
    ),
    pytest.param('seed = "\uff11"', "seed", 3, '"\uff11"', "1", "wrong_type", id="number in quotes, full width"),
    pytest.param("seed = true", "seed", 3, "true", None, "wrong_type", id="switch for a number"),
    pytest.param("term_years = 1.5", "term_years", 3, "1.5", None, "wrong_type", id="fraction for a whole number"),
    pytest.param('near_km = "二十"', "near_km", 3, '"二十"', None, "wrong_type", id="words for a number"),
    pytest.param("title = 3", "title", 3, "3", '"3"', "wrong_type", id="number for text"),
    pytest.param("consent = 1", "consent", 3, "1", None, "wrong_type", id="number for a word"),
    pytest.param(
        "[rules.health]\nenabled = 'true'",
        "rules.health.enabled",
        4,
        "'true'",
        "true",
        "wrong_type",
        id="quoted switch",
    ),
    pytest.param(
        'objectives = "hosts"', "objectives", 3, '"hosts"', '["hosts"]', "wrong_type", id="one word for a list"
    ),
    pytest.param("[quotas]\nname = 'a'", "quotas", 3, "[quotas]", "[[quotas]]", "wrong_type", id="single brackets"),
    pytest.param("[[engine]]\nworkers = 1", "engine", 3, "[[engine]]", None, "wrong_type", id="double brackets"),
    pytest.param("rules = 3", "rules", 3, "3", None, "wrong_type", id="number for a table"),
    pytest.param("pins = ['P1']", "pins[0]", 3, "'P1'", None, "wrong_type", id="text for an entry"),
    pytest.param("[pools]\nposts = 3", "pools.posts", 4, "3", '"3"', "wrong_type", id="number for a file"),
    pytest.param(
        "[rules.host-cap]\nparameters = { most = '3' }",
        "rules.host-cap.parameters.most",
        4,
        "'3'",
        "3",
        "wrong_type",
        id="quoted parameter",
    ),
    pytest.param(
        "[rules.host-cap]\nparameters = { most = 2.5 }",
        "rules.host-cap.parameters.most",
        4,
        "2.5",
        None,
        "wrong_type",
        id="fraction for a parameter",
    ),
    pytest.param(
        "[rules.host-cap]\nparameters = { most = [3] }",
        "rules.host-cap.parameters.most",
        4,
        "[3]",
        None,
        "wrong_type",
        id="list for a parameter",
    ),
    pytest.param(
        "[[pins]]\ncandidate = 7\nenterprise = 'H1'",
        "pins[0].candidate",
        4,
        "7",
        '"7"',
        "wrong_type",
        id="id without quotes",
    ),
    pytest.param("term_years = 0", "term_years", 3, "0", None, "out_of_range", id="too small"),
    pytest.param("tie_step = 20000", "tie_step", 3, "20000", None, "out_of_range", id="too large"),
    pytest.param("near_km = 0", "near_km", 3, "0", None, "out_of_range", id="not above nought"),
    pytest.param("near_km = inf", "near_km", 3, "inf", None, "out_of_range", id="infinite"),
    pytest.param("[engine]\neffort = nan", "engine.effort", 4, "nan", None, "out_of_range", id="not a number"),
    pytest.param(
        "[rules.host-cap]\nparameters = { most = 6 }",
        "rules.host-cap.parameters.most",
        4,
        "6",
        None,
        "out_of_range",
        id="parameter out of range",
    ),
    pytest.param(
        "[rules.distance-limit]\nparameters = { most_km = nan }",
        "rules.distance-limit.parameters.most_km",
        4,
        "nan",
        None,
        "out_of_range",
        id="parameter that is no number",
    ),
    pytest.param(
        f"{QUOTA}most_share = 40", "quotas[0].most_share", 5, "40", "0.4", "out_of_range", id="share in percent"
    ),
    pytest.param(f"{QUOTA}least = 0.4", "quotas[0].least", 5, "0.4", "least_share", "wrong_type", id="share as count"),
    pytest.param(f"{QUOTA}", "quotas[0]", 3, "[[quotas]]", None, "no_bound", id="quota without a bound"),
    pytest.param(
        f"{QUOTA}least = 3\nmost = 2", "quotas[0].least", 5, "3", None, "contradiction", id="least above most"
    ),
    pytest.param(
        f"{QUOTA}least_share = 0.5\nmost_share = 0.4",
        "quotas[0].least_share",
        5,
        "0.5",
        None,
        "contradiction",
        id="least share above most share",
    ),
    pytest.param(
        f"{QUOTA}most = 3\nmost_share = 0.4",
        "quotas[0].most_share",
        6,
        "0.4",
        None,
        "contradiction",
        id="count and share of one bound",
    ),
    pytest.param(
        f"{QUOTA}most = 1\n{QUOTA}most = 2", "quotas[1].name", 7, '"甲"', None, "repeated", id="name of a quota repeats"
    ),
    pytest.param("[[quotas]]\nmost = 3", "quotas[0].name", 3, "", None, "missing", id="missing name"),
    pytest.param("title = ''\n[pools]\nposts = ''", "pools.posts", 5, "''", None, "empty", id="empty file name"),
    pytest.param(f'[pools]\nposts = "{"长" * 201}"', "pools.posts", 4, None, None, "too_long", id="too long"),
    pytest.param(
        'preset = "coverage-first"\nobjectives = ["hosts"]',
        "objectives",
        4,
        '["hosts"]',
        None,
        "contradiction",
        id="preset and objectives",
    ),
    pytest.param(
        'objectives = ["hosts", "hosts"]', "objectives[1]", 3, '"hosts"', None, "repeated", id="repeated objective"
    ),
    pytest.param("objectives = []", "objectives", 3, "[]", None, "empty", id="no objective"),
    pytest.param(
        "[weights]\nneeds=0\nmust_have=0\nindustry=0\nwork_relation=0\nlocality=0\nlanguage=0\nparty_work=0\nstage=0\n"
        "continuity=0",
        "weights",
        3,
        "[weights]",
        None,
        "out_of_range",
        id="all weights nought",
    ),
    pytest.param(f"{PIN}{BAN}", "bans[0]", 6, "[[bans]]", None, "contradiction", id="pin and ban"),
    pytest.param(
        f"{PIN}post = 'H1-1'\n{BAN}",
        "bans[0]",
        7,
        "[[bans]]",
        None,
        "contradiction",
        id="pin at a post, ban at its host",
    ),
    pytest.param(f"{PIN}{PIN}", "pins[1]", 6, "[[pins]]", None, "repeated", id="pin repeats"),
    pytest.param(
        f"{PIN}post = 'H1-1'\n{PIN}post = 'H1-2'",
        "pins[1]",
        7,
        "[[pins]]",
        None,
        "contradiction",
        id="two posts of one host",
    ),
    pytest.param(
        "[rules.health]\nvalid_from = 2026-12-02\nvalid_until = 2026-12-01",
        "rules.health.valid_until",
        5,
        "2026-12-01",
        None,
        "bad_date",
        id="ends before it begins",
    ),
    pytest.param(
        "[rules.health]\nvalid_from = 2026-12-01T08:00:00",
        "rules.health.valid_from",
        4,
        "2026-12-01T08:00:00",
        None,
        "wrong_type",
        id="date with a time",
    ),
    pytest.param(
        "[rules.health]\nvalid_from = '2026-12-01'",
        "rules.health.valid_from",
        4,
        "'2026-12-01'",
        "2026-12-01",
        "wrong_type",
        id="date in quotes",
    ),
]


@pytest.mark.parametrize(("text", "place", "line", "value", "suggestion", "code"), FAULTS)
def test_a_fault_is_told_with_place_value_and_nearest_word(
    refuse: Refuse, text: str, place: str, line: int, value: str | None, suggestion: str | None, code: str
):
    """One fault in an otherwise right file gives exactly one finding, in two languages."""
    error = refuse(text)
    assert [finding.code for finding in error.findings] == [code]
    finding = error.findings[0]
    assert (error.place, finding.column, finding.row) == (place, place, line)
    assert value is None or error.value == value
    assert error.suggestion == suggestion
    assert (finding.file, finding.severity, finding.sheet) == ("scenario.toml", "error", None)
    zh, en = error.say("zh"), error.say("en")
    assert f"第 {line} 行" in zh
    assert f"line {line}," in en
    assert place in zh
    assert place in en
    for words in (finding.reason, finding.fix):
        assert words.zh
        assert words.en
        assert words.zh != words.en
        assert words.en.isascii() or "docs" in words.en or finding.code.startswith("unknown")
    if suggestion is not None:
        assert suggestion.strip('"[]') in finding.fix.zh or code in {"unknown_key", "unknown_field"}


BROKEN = [
    ('name = "x', 1, "引号"),
    ("a = [1,\n", 1, "格式"),
    ("a = 1\nb c", 2, "等号"),
    ("a = 1\na = 2\nb = 3\n", 2, "已经写过"),
    ("[pools]\n[engine]\n[pools]\n", 3, "已经写过"),
    ("name = “x”\n", 1, 'name = "x"'),
    ('name \uff1d "x"\n', 1, 'name = "x"'),
    ('objectives = ["hosts"，"size"]', 1, '["hosts","size"]'),
    ("a = 1\n名称 = 1", 2, "加引号"),
    ("preset = coverage-first", 1, "引号"),
    ("season_start = 2026-02-30", 1, "没有这一天"),
    ("season_start = 2026-13-01", 1, "2026-12-01"),
    ("season_start = 2026/12/01", 1, "2026-12-01"),
    ('file = "C:\\users\\x"', 1, "反斜杠"),
    ("a = {b = 1\n", 1, "括号"),
    ("[pools\n", 1, "括号"),
    ("a = " + "[" * 2000, 1, "TOML"),
]


@pytest.mark.parametrize(("text", "line", "hint"), BROKEN)
def test_broken_grammar_is_told_with_its_line(write: Write, text: str, line: int, hint: str):
    """A file that is no TOML gives the line and a hint a planner understands, never the parser's words."""
    with pytest.raises(ScenarioError) as caught:
        load_policy(write(text))
    error = caught.value
    assert [finding.code for finding in error.findings] == ["syntax"]
    assert error.findings[0].row == line
    assert hint in error.say("zh")
    assert f"line {line}" in error.say("en")
    assert error.__cause__ is None


def test_all_faults_are_told_at_once_in_the_order_of_the_file(refuse: Refuse):
    """Faults of types, words and contradictions stand in one list; the attributes are of the first."""
    error = refuse(f'seed = "1"\nconsent = "opn"\n{PIN}{BAN}[weights]\nneds = 3\n')
    assert [finding.row for finding in error.findings] == [3, 4, 8, 12]
    assert (error.place, error.value, error.suggestion) == ("seed", '"1"', "1")
    assert error.say("zh").count("\n") == 4
    assert error.say("en").startswith("scenario.toml has 4 faults:")


def test_missing_settings_are_asked_for_by_example(write: Write):
    """An empty file is told what it needs."""
    with pytest.raises(ScenarioError) as caught:
        load_policy(write("# 空\n"))
    assert [finding.column for finding in caught.value.findings] == ["name", "season_start"]
    assert "season_start = 2026-12-01" in caught.value.say("zh")


def test_a_date_outside_of_our_time_is_refused(write: Write):
    """A slip in the year is seen."""
    with pytest.raises(ScenarioError) as caught:
        load_policy(write('name = "x"\nseason_start = 0226-12-01\n'))
    assert (caught.value.place, caught.value.value) == ("season_start", "0226-12-01")


def test_a_missing_file_is_told_with_what_stands_near_it(tmp_path: Path):
    """A slip in the folder's name leads to the folder there is."""
    (tmp_path / "banner").mkdir()
    with pytest.raises(ScenarioError) as caught:
        load_policy(tmp_path / "baner")
    assert caught.value.suggestion == str(tmp_path / "banner")
    assert "baner" in caught.value.say("en")


def test_a_folder_without_a_scenario_is_told_so(tmp_path: Path):
    """The file wanted is named."""
    with pytest.raises(ScenarioError) as caught:
        load_policy(tmp_path)
    assert str(tmp_path / "scenario.toml") in caught.value.say("zh")
    assert caught.value.suggestion is None


def test_another_encoding_is_told_with_its_line(tmp_path: Path):
    """A file saved as GB18030 names the first line that is no UTF-8."""
    file = tmp_path / "scenario.toml"
    file.write_bytes('name = "x"\ntitle = "双向选择"\n'.encode("gb18030"))
    with pytest.raises(ScenarioError) as caught:
        load_policy(file)
    assert [(f.code, f.row) for f in caught.value.findings] == [("encoding", 2)]
    assert "UTF-8" in caught.value.say("zh")


def test_the_mark_of_windows_editors_is_no_fault(tmp_path: Path):
    """A byte order mark and Windows line ends read like any file."""
    file = tmp_path / "scenario.toml"
    file.write_bytes('\ufeffname = "x"\r\nseason_start = 2026-12-01\r\n'.encode())
    assert load_policy(file).name == "x"


def test_lines_are_right_with_windows_line_ends(tmp_path: Path):
    """A fault in a file with Windows line ends stands on its own line."""
    file = tmp_path / "scenario.toml"
    file.write_bytes(b'name = "x"\r\nseason_start = 2026-12-01\r\nsed = 1\r\n')
    with pytest.raises(ScenarioError) as caught:
        load_policy(file)
    assert caught.value.findings[0].row == 3


def test_a_character_that_cannot_be_stored_is_told():
    """Half of a surrogate pair, as a form may hand over."""
    with pytest.raises(ScenarioError) as caught:
        build_policy({"name": "\ud800", "season_start": date(2026, 12, 1)})
    assert [finding.code for finding in caught.value.findings] == ["wrong_character"]


def test_a_complaint_without_words_points_to_the_reference():
    """A kind of complaint the validator learns later gets a plain sentence, not its own."""
    complaint = ValidationError.from_exception_data("Policy", [{"type": "uuid_type", "loc": ("name",), "input": "x"}])
    faults = translate(complaint, {"name": "x"})
    assert [(fault.place, fault.code) for fault in faults] == [(("name",), "wrong_value")]
    assert "docs/scenario.md" in faults[0].fix.en


@pytest.mark.skipif(not Path("/proc/self/mem").is_file(), reason="the system has no file that refuses to be read")
def test_a_file_that_refuses_to_be_read_is_told():
    """The system's own reason is part of the sentence."""
    with pytest.raises(ScenarioError) as caught:
        load_policy(Path("/proc/self/mem"))
    assert [finding.code for finding in caught.value.findings] == ["no_file"]


def test_a_path_that_cannot_be_read_is_told(tmp_path: Path):
    """A file name too long for the system gives a sentence."""
    with pytest.raises(ScenarioError):
        load_policy(tmp_path / ("x" * 300))
