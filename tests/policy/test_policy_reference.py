"""The planner's reference names everything a scenario may hold, and nothing outdated."""

import re
import tomllib
from pathlib import Path

import pytest

from matcher.policy import DEFAULT_WEIGHTS, PRESETS, REGISTER, Policy, Rule, build_policy, json_schema
from matcher.policy.faults import show_value
from matcher.policy.selection import SELECTIONS
from matcher.policy.texts import FIELDS, TERMS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "scenario.md").read_text(encoding="utf-8")
SCENARIOS = sorted((ROOT / "scenarios").glob("*/scenario.toml"))
HALF_WIDTH = re.compile(r"[一-鿿][,:;()!?]|[,:;()!?][一-鿿]")


def _find_keys(node: object) -> set[str]:
    """Return every name under ``properties``, at any depth, but the fields of table columns."""
    keys: set[str] = set()
    if isinstance(node, dict):
        for key, inner in node.items():
            keys |= _find_keys(inner)
            if key == "properties":
                keys |= set(inner)
    elif isinstance(node, list):
        for inner in node:
            keys |= _find_keys(inner)
    return keys


def test_every_key_of_the_schema_is_explained():
    """Keys, rules, parameters, criteria and fields of selections stand in the reference."""
    keys = _find_keys(json_schema())
    assert {"season_start", "host-cap", "most_km", "party_work", "former_lines", "favour"} <= keys
    forms = ("`{}`", "`[{}]`", "`[[{}]]`", "`[{}.")
    assert [key for key in sorted(keys) if not any(form.format(key) in TEXT for form in forms)] == []


def test_every_closed_word_is_explained():
    """Objectives, presets, consent modes, tables, and the codes of selections."""
    words = set(TERMS) | {choice for side in SELECTIONS.values() for field in side.values() for choice in field.choices}
    assert [word for word in sorted(words) if f"`{word}`" not in TEXT and f'`"{word}"`' not in TEXT] == []


@pytest.mark.parametrize("rule", REGISTER.values(), ids=str)
def test_each_rule_stands_with_its_sentence_switch_and_defaults(rule: Rule):
    """The table of rules says what the register says."""
    row = next(line for line in TEXT.split("\n") if line.startswith(f"| `{rule.id}` |"))
    kind, switch = "法" if rule.kind == "law" else "策", "开" if rule.is_on else "关"
    assert f"| {rule.description.zh} | {kind} | {switch} |" in row
    for name, spec in rule.specs.items():
        bounds = "" if spec.least is None else f"{spec.least:.12g} 至 {spec.most:.12g}，"
        assert f"`{name}` {spec.words.zh}（{bounds}{show_value(spec.default)}）" in row


def test_orders_and_weights_are_those_of_the_program():
    """Presets and default weights in the tables are the real ones."""
    for preset, order in PRESETS.items():
        assert f"| `{preset}` | {'、'.join(f'`{objective}`' for objective in order)} |" in TEXT
    for criterion, weight in DEFAULT_WEIGHTS.items():
        assert re.search(rf"^\| `{criterion}` \|.*\| {weight} \|$", TEXT, re.MULTILINE)


def test_the_examples_in_the_reference_are_right():
    """Every TOML block, with the two settings that must be there, is a policy."""
    blocks = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert len(blocks) == 4
    for block in blocks:
        assert isinstance(build_policy(tomllib.loads(f'name = "x"\nseason_start = 2026-12-01\n{block}')), Policy)


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.parent.name)
def test_the_examples_in_the_comments_of_scenarios_are_right(file: Path):
    """A planner who takes the hash away in front of an example gets no error."""
    text = file.read_text(encoding="utf-8")
    live = re.sub(r'^# ?(\[\[?[a-z].*\]|"?[\w同志姓名]+"? = \S.*)$', r"\1", text, flags=re.MULTILINE)
    assert live != text
    assert isinstance(build_policy(tomllib.loads(live)), Policy)


def test_chinese_sentences_use_full_width_marks():
    """Reference, scenario comments and every sentence of the room."""
    texts = [TEXT, *(words.zh for table in FIELDS.values() for words in table.values())]
    texts += [words.zh for words in TERMS.values()]
    texts += [
        line.split("#", 1)[1] for file in SCENARIOS for line in file.read_text("utf-8").split("\n") if "#" in line
    ]
    assert [found for text in texts for found in HALF_WIDTH.findall(text)] == []
