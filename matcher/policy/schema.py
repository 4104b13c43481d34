"""The JSON schema of a scenario file, for editors that complete and check while one types."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matcher.policy.records import Policy
from matcher.policy.register import REGISTER
from matcher.policy.rule import ParameterSpec, Rule
from matcher.policy.selection import SELECTIONS, SelectionField
from matcher.policy.texts import FIELDS, TERMS
from matcher.pools.tables import TABLES
from matcher.words import Words

_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}


def json_schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12), titles and descriptions in both languages.

    It is closed where the reader is closed: keys, rule ids, their parameters, fields of a
    selection, and the words of each. A date is text there, as editors see it.
    """
    schema = Policy.model_json_schema()
    definitions: dict[str, Any] = schema.pop("$defs")
    records: dict[str, Any] = {"Policy": schema, **definitions}
    for name, record in records.items():
        record.pop("description", None)
        for key, field in record["properties"].items():
            record["properties"][key] = _describe(_without_null(field), FIELDS[name][key])
        record["additionalProperties"] = False
    _close_pools(definitions["PoolFiles"])
    _close_rules(schema, definitions.pop("RuleSetting"))
    _close_quotas(definitions["Quota"])
    definitions["Waiver"]["properties"]["rule"]["enum"] = [rule.id for rule in REGISTER.values() if rule.is_waivable]
    schema["not"] = {"required": ["preset", "objectives"]}
    schema["properties"]["objectives"].update(minItems=1, uniqueItems=True)
    _close_keys(schema["properties"]["weights"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "双向选择方案 / two-way selection scenario",
        **{key: value for key, value in schema.items() if key != "title"},
        "$defs": definitions,
    }


def write_json_schema(path: Path) -> None:
    """Write the schema as a file for editors."""
    path.write_text(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _describe(field: dict[str, Any], words: Words) -> dict[str, Any]:
    """Give a field its title, and its closed words their meaning."""
    terms = field.get("enum") or field.get("items", {}).get("enum") or []
    described = {key: value for key, value in field.items() if key != "title"}
    meaning = [f"{term}: {TERMS[term].zh} / {TERMS[term].en}" for term in terms if term in TERMS]
    return {"title": words.zh, "description": "\n".join([f"{words.zh} / {words.en}", *meaning]), **described}


def _without_null(field: dict[str, Any]) -> dict[str, Any]:
    """Drop null, which TOML does not have."""
    branches = [branch for branch in field.get("anyOf", []) if branch != {"type": "null"}]
    kept = {key: value for key, value in field.items() if key not in {"anyOf", "default"}}
    if not isinstance(field.get("default"), list | dict | None):
        kept["default"] = field["default"]
    if len(branches) == 1:
        return {**kept, **branches[0]}
    return {**kept, "anyOf": branches} if branches else kept


def _close_keys(table: dict[str, Any]) -> None:
    """Give a table of numbers a property for each of its words, and no other."""
    names, form = table.pop("propertyNames")["enum"], table.pop("additionalProperties")
    table["properties"] = {
        name: {"title": TERMS[name].zh, "description": f"{TERMS[name].zh} / {TERMS[name].en}", **form} for name in names
    }
    table["additionalProperties"] = False


def _close_pools(pools: dict[str, Any]) -> None:
    """Let one file stand for a list of one, and close the fields a column may fill."""
    for key, field in pools["properties"].items():
        if field.get("type") == "array":
            one = field["items"]
            pools["properties"][key] = {**_form(field), "anyOf": [one, {"type": "array", "items": one}]}
    for key in ("sheets", "columns", "keys"):
        field = pools["properties"][key]
        form = field.pop("additionalProperties")
        field.pop("propertyNames")
        field["additionalProperties"] = False
        field["properties"] = {}
        for name, table in TABLES.items():
            names = {"type": "string", "enum": sorted(table.by_name)}
            fields = {"type": "string", "enum": ["", *sorted(table.by_name)]}
            closed = {"sheets": form, "keys": names, "columns": {"type": "object", "additionalProperties": fields}}[key]
            field["properties"][name] = {"title": table.zh, "description": f"{table.zh} / {table.en}", **closed}


def _form(field: Mapping[str, Any]) -> dict[str, Any]:
    return {key: field[key] for key in ("title", "description") if key in field}


def _close_rules(schema: dict[str, Any], setting: dict[str, Any]) -> None:
    rules = schema["properties"]["rules"]
    rules["additionalProperties"] = False
    rules["properties"] = {rule.id: _describe_rule(rule, setting) for rule in REGISTER.values()}


def _describe_rule(rule: Rule, setting: Mapping[str, Any]) -> dict[str, Any]:
    parameters = {
        **_form(setting["properties"]["parameters"]),
        "type": "object",
        "properties": {name: _describe_parameter(spec) for name, spec in rule.specs.items()},
        "additionalProperties": False,
    }
    return {
        "title": rule.title.zh,
        "description": f"{rule.description.zh} / {rule.description.en}",
        "type": "object",
        "properties": {
            **setting["properties"],
            "enabled": {**setting["properties"]["enabled"], "default": rule.is_on},
            "parameters": parameters,
        },
        "additionalProperties": False,
    }


def _describe_parameter(spec: ParameterSpec) -> dict[str, Any]:
    described: dict[str, Any] = {
        "title": spec.words.zh,
        "description": f"{spec.words.zh} / {spec.words.en}",
        "type": _TYPES[type(spec.default)],
        "default": spec.default,
    }
    if spec.least is not None and spec.most is not None:
        described |= {"minimum": spec.least, "maximum": spec.most}
    return described


def _close_quotas(quota: dict[str, Any]) -> None:
    quota["anyOf"] = [{"required": [bound]} for bound in ("least", "most", "least_share", "most_share")]
    quota["allOf"] = [{"not": {"required": [bound, f"{bound}_share"]}} for bound in ("least", "most")]
    for side, fields in SELECTIONS.items():
        selection = quota["properties"][side]
        selection["additionalProperties"] = False
        selection["properties"] = {name: _describe_selection(field) for name, field in fields.items()}


def _describe_selection(field: SelectionField) -> dict[str, Any]:
    one: dict[str, Any] = {"type": _TYPES[field.type]}
    if field.choices:
        one["enum"] = list(field.choices)
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
