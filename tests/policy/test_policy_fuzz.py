"""Whatever a person types, a scenario is read or refused in sentences of our own."""

import copy
import string
import tomllib
from datetime import date, time
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import ScenarioError
from matcher.policy import Policy, build_policy
from matcher.policy.positions import Place, find_positions

RIGHT: dict[str, Any] = {
    "name": "x",
    "season_start": date(2026, 12, 1),
    "title": "甲",
    "term_years": 2,
    "consent": "open",
    "tie_step": 500,
    "objectives": ["coverage", "hosts"],
    "weights": {"needs": 3},
    "near_km": 20.0,
    "seed": 1,
    "pools": {
        "candidates": "a.xlsx",
        "posts": ["a.xlsx", "b.xlsx"],
        "sheets": {"posts": "表一"},
        "columns": {"candidates": {"同志姓名": "name"}},
        "duplicates": "skip",
        "keys": {"candidates": "id"},
        "vocabulary": "v.toml",
    },
    "rules": {
        "host-cap": {
            "enabled": True,
            "basis": "甲",
            "valid_from": date(2026, 1, 1),
            "valid_until": date(2027, 1, 1),
            "parameters": {"most": 3},
        }
    },
    "quotas": [
        {"name": "甲", "count": "pairs", "candidates": {"pool": ["retired"]}, "posts": {"star": 5}, "least_share": 0.1}
    ],
    "pins": [{"candidate": "P1", "enterprise": "H1", "post": "H1-1", "reason": "甲"}],
    "bans": [{"candidate": "P2", "enterprise": "H1"}],
    "engine": {"effort": 1.0, "time_limit_s": 2.0, "workers": 1, "favour": "candidates"},
}

SCALARS = (
    st.none().map(lambda _: "coverage")
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes()
    | st.just(time(8, 0))
    | st.just("字" * 300)
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))


def _find_places(value: object, place: Place = ()) -> list[Place]:
    if isinstance(value, dict):
        inner = [found for key, item in value.items() for found in _find_places(item, (*place, key))]
    elif isinstance(value, list):
        inner = [found for n, item in enumerate(value) for found in _find_places(item, (*place, n))]
    else:
        inner = []
    return [place, *inner] if place else inner


PLACES = _find_places(RIGHT)


def test_the_unharmed_scenario_is_right():
    """What the fuzz starts from is a policy, so that a refusal comes from the harm done."""
    assert isinstance(build_policy(RIGHT), Policy)


@settings(max_examples=400, deadline=None)
@given(place=st.sampled_from(PLACES), value=VALUES, harm=st.sampled_from(["replace", "add", "delete"]))
def test_any_harm_is_read_or_refused_in_our_own_words(place: Place, value: object, harm: str):
    """No other exception, no sentence of the validator, no fault left without words."""
    data = copy.deepcopy(RIGHT)
    holder: Any = data
    for part in place[:-1]:
        holder = holder[part]
    if harm == "replace":
        holder[place[-1]] = value
    elif harm == "delete":
        del holder[place[-1]]
    elif isinstance(holder, dict):
        holder["zzz"] = value
    else:
        holder.append(value)
    try:
        policy = build_policy(data)
    except ScenarioError as error:
        codes = [finding.code for finding in error.findings]
        assert codes
        assert "wrong_value" not in codes
        for words in (error.say("zh"), error.say("en")):
            assert "Input should" not in words
            assert "pydantic" not in words
    else:
        assert isinstance(policy, Policy)


TOML_SCALARS = (
    st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["a\nb", "'''", '"""', "# 一", "[x]", "a = 1", '\\"', "}", "],"])
    | st.dates()
    | st.datetimes(allow_imaginary=False)
)
KEYS = st.text(string.ascii_letters + "-_.甲 \"'#=[]", min_size=1, max_size=6)
TOML_VALUES = st.recursive(
    TOML_SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


@settings(max_examples=200, deadline=None)
@given(data=st.dictionaries(KEYS, TOML_VALUES, max_size=4))
def test_every_place_of_a_text_is_found_with_what_is_typed_there(data: dict[str, Any]):
    """The scanner sees what the parser sees: each place has a span, and a scalar reads back from it."""
    text = tomlkit.dumps(data)
    parsed = tomllib.loads(text)
    spans = find_positions(text)
    lines = text.split("\n")
    for place in _find_places(parsed):
        value: Any = parsed
        for part in place:
            value = value[part]
        if isinstance(value, dict | list):
            continue
        span = spans[place]
        assert tomllib.loads(f"k = {span.typed}")["k"] == value
        assert span.typed.split("\n")[0] in lines[span.line - 1]


@pytest.mark.parametrize("text", ["= 1", "a = ,"])
def test_a_text_the_parser_refuses_has_no_places(text: str):
    """The scanner says so; it does not guess."""
    with pytest.raises(ValueError, match=r"no (key|value) at"):
        find_positions(text)


EVERY_WAY = """# [no] = 1
a."b.c".d = 1 # = 2
t = \"\"\"
[x]
y = 1 \\\"\"\"\" # end
m = '''
z = ''2''''
list = [ # first
  1, # one
  { k = 'v', l = [2, 3] },
]
[[q]]
n = 2026-12-01 08:00:00 # time
[q.s]
u = +1.5e3
[[q]]
[[q.r]]
w = true
"""


def test_places_are_found_in_every_way_toml_writes_them():
    """Dotted keys, nested arrays of tables, multi-line strings and arrays, inline tables, comments."""
    assert set(tomllib.loads(EVERY_WAY)) == {"a", "t", "m", "list", "q"}
    spans = find_positions(EVERY_WAY)
    lines = {place: span.line for place, span in spans.items()}
    assert lines["a", "b.c", "d"] == 2
    assert lines[("t",)] == 3
    assert lines[("m",)] == 6
    assert spans[("m",)].typed.endswith("2''''")
    assert (lines["list", 0], lines["list", 1], lines["list", 1, "l", 1]) == (9, 10, 10)
    assert spans["q", 0, "n"].typed == "2026-12-01 08:00:00"
    assert (lines["q", 0], lines["q", 0, "s"], lines["q", 0, "s", "u"]) == (12, 14, 15)
    assert (lines["q", 1, "r", 0], lines["q", 1, "r", 0, "w"]) == (17, 18)
    assert not {("no",), ("x",), ("y",), ("z",)} & set(spans)
