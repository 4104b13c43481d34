"""Names that a scenario file does not know: keys, tables, rules, words."""

from collections.abc import Callable

import pytest
from told_faults import FIELDS, PIN, QUOTA, assert_told

from matcher.errors import ScenarioError

FAULTS = [
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
]


@pytest.mark.parametrize(FIELDS, FAULTS)
def test_an_unknown_name_is_told_with_the_nearest_known_one(
    refuse: Callable[[str], ScenarioError],
    text: str,
    place: str,
    line: int,
    value: str | None,
    suggestion: str | None,
    code: str,
):
    """One unknown name in an otherwise right file gives exactly one finding, with the name that was meant."""
    assert_told(refuse(text), place, line, value, suggestion, code)
