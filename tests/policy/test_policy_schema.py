"""The exported schema is fresh, takes what the reader takes and refuses what it refuses."""

import copy
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from jsonschema import Draft202012Validator

from matcher.errors import ScenarioError
from matcher.policy import REGISTER, Policy, build_policy, json_schema
from matcher.policy.records import EngineSettings, PairOrder, PoolFiles, Quota, RuleSetting
from matcher.policy.schema import write_json_schema
from matcher.policy.texts import FIELDS

ROOT = Path(__file__).parents[2]
BANNER = ROOT / "scenarios" / "banner" / "scenario.toml"
EXPORTED = ROOT / "docs" / "scenario-schema.json"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """Return a validator of the schema."""
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def load(text: str) -> dict[str, Any]:
    """Return a TOML text as editors hand it to a schema: dates as text."""
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def test_the_exported_schema_is_fresh(tmp_path: Path):
    """Refresh it with ``write_json_schema(Path("docs/scenario-schema.json"))``."""
    write_json_schema(tmp_path / "schema.json")
    assert EXPORTED.read_text(encoding="utf-8") == (tmp_path / "schema.json").read_text(encoding="utf-8")


def test_every_key_has_words():
    """Nothing can be set that is not explained in both languages."""
    for record in (Policy, PoolFiles, RuleSetting, Quota, PairOrder, EngineSettings):
        assert set(FIELDS[record.__name__]) == set(record.model_fields)
        for words in FIELDS[record.__name__].values():
            assert words.zh != words.en
            assert words.en.isascii()


def test_every_title_is_in_both_languages():
    """Each described node has a Chinese title and a sentence in two languages."""

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("description"), str) and "type" in node:
                assert " / " in node["description"]
            for inner in node.values():
                walk(inner)
        elif isinstance(node, list):
            for inner in node:
                walk(inner)

    schema = json_schema()
    walk(schema)
    assert "双向选择" in schema["title"]
    assert "null" not in json.dumps(schema)


def test_rules_and_parameters_are_closed():
    """The schema knows every rule, its parameters, their types and ranges, and no other."""
    rules = json_schema()["properties"]["rules"]
    assert set(rules["properties"]) == set(REGISTER)
    assert rules["additionalProperties"] is False
    for rule_id, rule in REGISTER.items():
        parameters = rules["properties"][rule_id]["properties"]["parameters"]
        assert parameters["additionalProperties"] is False
        assert {name: item["default"] for name, item in parameters["properties"].items()} == dict(rule.parameters)


def test_the_banner_scenario_is_valid(validator: Draft202012Validator):
    """The demonstration scenario passes schema and reader."""
    text = BANNER.read_text(encoding="utf-8")
    assert list(validator.iter_errors(load(text))) == []
    assert build_policy(tomllib.loads(text)).name == "banner"


def _set(place: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        *path, last = place.split("/")
        holder: Any = data
        for part in path:
            holder = holder[int(part)] if isinstance(holder, list) else holder.setdefault(part, {})
        holder[last] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("sed", 1),
        _set("pools/zzz", 1),
        _set("pools/columns/candidates", {"甲": "nmae"}),
        _set("pools/columns/zzz", {}),
        _set("pools/sheets/zzz", "甲"),
        _set("pools/keys/candidates", "nmae"),
        _set("pools/candidates", 3),
        _set("weights/neds", 1),
        _set("weights/needs", -1),
        _set("rules/hostcap", {}),
        _set("rules/host-cap/mots", 1),
        _set("rules/host-cap/parameters/mots", 1),
        _set("rules/host-cap/parameters/most", 6),
        _set("rules/host-cap/parameters/most", "3"),
        _set("rules/health/parameters", {"a": 1}),
        _set("rules/serving-official/parameters", {"company_post": 1}),
        _set("quotas/0/zzz", 1),
        _set("quotas/0/candidates", {"pol": ["retired"]}),
        _set("quotas/0/candidates", {"pool": ["retird"]}),
        _set("quotas/0/posts", {"star": "5"}),
        _set("quotas/0/posts", {"star": []}),
        _set("quotas/0/most_share", 40),
        _set("quotas/0/most", 3),
        _set("quotas/0/count", "persons"),
        _set("pins", [{"candidate": "1", "enterprise": "H", "zzz": 1}]),
        _set("bans", [{"candidate": "1"}]),
        _set("bans", [{"candidate": 1, "enterprise": "H"}]),
        _set("engine/zzz", 1),
        _set("engine/workers", 0),
        _set("engine/effort", 0),
        _set("preset", "zzz"),
        _set("objectives", ["hosts"]),
        _set("consent", "zzz"),
        _set("seed", 1.5),
        _set("name", ""),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(
    validator: Draft202012Validator, change: Callable[[dict[str, Any]], None]
):
    """Unknown keys at any depth, unknown words, wrong types and ranges: both say no."""
    data = tomllib.loads(BANNER.read_text(encoding="utf-8"))
    change(data)
    assert list(validator.iter_errors(load(tomlkit.dumps(data)))) != []
    with pytest.raises(ScenarioError):
        build_policy(data)


@pytest.mark.parametrize(
    "change",
    [
        _set("pools/candidates", ["a.xlsx", "b.csv"]),
        _set("pools/columns/enterprises", {"岗位角色": "post_role"}),
        _set("quotas/0/candidates", {"pool": "retired"}),
        _set("quotas/0/posts", {"star": [4, 5], "committee": "甲"}),
        _set("rules/distance-limit/parameters/most_km", 60),
        _set("rules/serving-official", {"parameters": {"party_post": True}}),
        _set("pins", [{"candidate": "1", "enterprise": "H", "post": "H-1"}]),
        _set("near_km", 5),
    ],
)
def test_the_schema_takes_what_the_reader_takes(
    validator: Draft202012Validator, change: Callable[[dict[str, Any]], None]
):
    """Both say yes."""
    data = copy.deepcopy(tomllib.loads(BANNER.read_text(encoding="utf-8")))
    change(data)
    assert list(validator.iter_errors(load(tomlkit.dumps(data)))) == []
    assert isinstance(build_policy(data), Policy)
