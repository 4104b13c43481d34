"""plan.json: complete, documented, read back, and refused when it is not what it says."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import FileError
from matcher.exports.plan_document import PlanDocument
from matcher.exports.plan_json import describe_plan, read_plan_json, write_plan_json
from matcher.plans.plan import Gaps, Plan

DOCUMENT = Path(__file__).parents[2] / "docs" / "plan-format.md"
FREE = {"digests", "versions", "matches[].flags[].data"}
"""Objects whose keys are data."""


def walk_schema(schema: dict[str, Any], node: dict[str, Any], path: str) -> Iterator[str]:
    """List the dotted keys a schema knows; sentences are not entered."""
    if "$ref" in node:
        name = node["$ref"].split("/")[-1]
        node = {} if name == "SentencePart" else schema["$defs"][name]
    for option in node.get("anyOf", ()):
        yield from walk_schema(schema, option, path)
    for key, value in node.get("properties", {}).items():
        inner = f"{path}.{key}" if path else key
        yield inner
        yield from walk_schema(schema, value, inner)
    if isinstance(node.get("items"), dict):
        yield from walk_schema(schema, node["items"], f"{path}[]")


def walk_content(content: object, path: str = "") -> Iterator[str]:
    """List the dotted keys of a JSON document; sentences and free objects are not entered."""
    if isinstance(content, dict):
        if set(content) == {"zh", "en"} or path in FREE:
            return
        for key, value in content.items():
            inner = f"{path}.{key}" if path else key
            yield inner
            yield from walk_content(value, inner)
    elif isinstance(content, list):
        for value in content:
            yield from walk_content(value, f"{path}[]")


def documented_keys() -> list[str]:
    """Read the keys of the tables below the heading of plan.json."""
    text = DOCUMENT.read_text(encoding="utf-8").split("## plan.json")[1].split("## problem.npz")[0]
    return re.findall(r"^\| `([^`]+)` \|", text, flags=re.MULTILINE)


def test_every_key_is_documented_once() -> None:
    """The document and the format name the same keys, each once."""
    schema = PlanDocument.model_json_schema()
    known = list(dict.fromkeys(walk_schema(schema, schema, "")))
    assert documented_keys() == known


def test_a_written_plan_holds_documented_keys_only(plan: Plan, tmp_path: Path) -> None:
    """What stands in a real file is what the document describes."""
    write_plan_json(plan, tmp_path / "plan.json")
    written = set(walk_content(json.loads((tmp_path / "plan.json").read_bytes())))
    documented = set(documented_keys())
    assert written <= documented
    assert documented - written <= {
        key for key in documented if key.startswith(("check.violations[]", "blocking[]", "objectives[].certificate."))
    }


def test_reading_gives_back_what_was_written(plan: Plan, tmp_path: Path) -> None:
    """Plan, file, document: nothing is lost on the way."""
    write_plan_json(plan, tmp_path / "plan.json")
    assert read_plan_json(tmp_path / "plan.json") == describe_plan(plan)


def test_the_numbers_are_those_of_the_plan(plan: Plan) -> None:
    """Matches, gaps and objectives arrive with ids, points, ranks and proofs."""
    document = describe_plan(plan)
    assert document.digests["plan"] == plan.digest
    assert [(m.candidate, m.post, m.points) for m in document.matches] == [
        (m.candidate_id, m.post_id, m.points) for m in plan.matches
    ]
    assert [o.value for o in document.objectives] == [o.value for o in plan.objectives]
    assert [u.cause.zh for u in document.uncovered] == ["全部人选都不符合资格规则"]


def test_phones_are_masked(plan: Plan, tmp_path: Path) -> None:
    """No whole phone number reaches the file."""
    write_plan_json(plan, tmp_path / "plan.json")
    text = (tmp_path / "plan.json").read_text(encoding="utf-8")
    assert all(match.phone not in text for match in plan.matches)
    assert "138****8000" in text


def test_a_plan_without_assignment_is_written_too(no_plan: Plan, tmp_path: Path) -> None:
    """An infeasible scenario leaves its cause, and no check."""
    write_plan_json(no_plan, tmp_path / "plan.json")
    document = read_plan_json(tmp_path / "plan.json")
    assert document.status == "INFEASIBLE"
    assert document.cause is not None
    assert document.check is None


def test_a_shortage_is_written_once(plan: Plan) -> None:
    """Posts that share a shortage name its number; what has another cause names none."""
    (gap,) = plan.uncovered
    posts, others = ("1", "2"), ("2", "3")
    lists = [(posts, ("x",)), (tuple(iter(posts)), ("x",)), ((), ()), (others, ("y",)), (posts, ("x",))]
    gaps = tuple(replace(gap, witness_posts=here, witness_candidates=who) for here, who in lists)
    document = describe_plan(replace(plan, find_gaps=lambda: Gaps(uncovered=gaps)))
    assert [part.shortage for part in document.uncovered] == [0, 0, None, 1, 0]
    assert [(part.posts, part.candidates) for part in document.shortages] == [(posts, ("x",)), (others, ("y",))]


def damage_format(content: dict[str, Any]) -> None:
    """Call it something else."""
    content["format"] = "other"


def damage_version(content: dict[str, Any]) -> None:
    """Come from the future."""
    content["version"] = 3


def damage_key(content: dict[str, Any]) -> None:
    """Add a key nobody knows."""
    content["matches"][0]["salary"] = 1


def damage_type(content: dict[str, Any]) -> None:
    """Put a text where a number belongs."""
    content["matches"][0]["points"] = "8250"


def damage_missing(content: dict[str, Any]) -> None:
    """Leave a key out."""
    del content["ids"]["posts"]


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (damage_format, "不是方案文件"),
        (damage_version, "格式版本是 3"),
        (damage_key, "matches.0.salary"),
        (damage_type, "matches.0.points"),
        (damage_missing, "ids.posts"),
    ],
)
def test_a_broken_file_is_refused_by_place(
    plan: Plan, tmp_path: Path, damage: Callable[[dict[str, Any]], None], says: str
) -> None:
    """The sentence names what is wrong and where."""
    path = tmp_path / "plan.json"
    write_plan_json(plan, path)
    content = json.loads(path.read_bytes())
    damage(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(FileError, match=re.escape(says)):
        read_plan_json(path)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000], ids=repr)
def test_what_is_no_json_object_is_refused(tmp_path: Path, data: bytes) -> None:
    """Any bytes at all are answered with a sentence."""
    path = tmp_path / "plan.json"
    path.write_bytes(data)
    with pytest.raises(FileError):
        read_plan_json(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The path that is not there stands in the sentence, in both languages."""
    with pytest.raises(FileError) as caught:
        read_plan_json(tmp_path / "plan.json")
    assert "plan.json" in caught.value.say("zh")
    assert "is not there" in caught.value.say("en")


def test_seconds_do_not_change_the_fingerprint(plan: Plan) -> None:
    """The fingerprint names problem and pairs, not how long the machine took."""
    slower = replace(plan.outcome, seconds=99.0)
    assert replace(plan, outcome=slower).digest == plan.digest
