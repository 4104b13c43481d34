"""docs/whatif.md keeps up: every kind of edit, files that load, commands and options that exist, a door that opens."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from typer.main import get_command

import matcher.whatif
from matcher.cli.app import app
from matcher.edits.kinds import RECORDS
from matcher.errors import ScenarioError
from matcher.whatif import load_sweep, load_variant, make_edit

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "whatif.md").read_text(encoding="utf-8")


def find_blocks(language: str) -> list[str]:
    """Return the page's code blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_table_lists_every_kind_of_edit_in_order() -> None:
    """What can be edited is what is documented, with every key of each."""
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (.*) \|$", PAGE, re.MULTILINE))
    rows.pop("kind")
    assert list(rows) == list(RECORDS)
    for kind, record in RECORDS.items():
        keys = set(record.model_fields) - {"kind"}
        assert keys <= set(re.findall(r"`([a-z_]+)", rows[kind])), kind


def test_the_files_shown_can_be_used(tmp_path: Path) -> None:
    """The variant and the sweep of the page load against the demo scenario."""
    variant, sweep = (
        block.replace("scenarios/banner", (ROOT / "scenarios/banner").as_posix()) for block in find_blocks("toml")
    )
    (tmp_path / "variant.toml").write_text(variant, encoding="utf-8")
    (tmp_path / "sweep.toml").write_text(sweep, encoding="utf-8")
    assert [edit.kind for edit in load_variant(tmp_path / "variant.toml").edits] == [
        "withdraw_candidate",
        "set_parameter",
    ]
    assert len(load_sweep(tmp_path / "sweep.toml").tasks) == 3 * 2 + 1


def test_the_commands_shown_exist() -> None:
    """Every command of the page is there, with every option it is shown with."""
    commands = get_command(app).commands
    seen = set()
    for name, rest in re.findall(r"(?<!from )matcher ([a-z]+)([^`\n]*)", PAGE):
        options = {option for param in commands[name].params for option in param.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options, name
        seen.add(name)
    assert {"run", "check", "compare", "replan", "best", "frontier", "stress", "sweep"} <= seen
    everywhere = {option for command in commands.values() for param in command.params for option in param.opts}
    assert set(re.findall(r"`(--[a-z-]+)", PAGE)) <= everywhere


@pytest.mark.parametrize("name", matcher.whatif.__all__)
def test_every_name_of_the_door_opens(name: str) -> None:
    """Each public name is there and documented, and no module of the room hides it."""
    value = getattr(matcher.whatif, name)
    assert getattr(value, "__doc__", "") or name == "Edit"
    assert not (Path(matcher.whatif.__file__).parent / f"{name}.py").exists()
    assert getattr(import_module("matcher.whatif"), name) is value


def test_the_door_is_short_and_refuses_other_names() -> None:
    """At most twenty names; a typo is an error as of any module."""
    assert len(matcher.whatif.__all__) <= 20
    with pytest.raises(AttributeError):
        matcher.whatif.replann  # type: ignore[attr-defined]  # noqa: B018


def test_made_edits_are_checked() -> None:
    """A misspelt kind is refused with the nearest that is."""
    with pytest.raises(ScenarioError) as refused:
        make_edit(kind="withdraw_candidat", candidate="1")
    assert "withdraw_candidate" in str([finding.as_dict("en") for finding in refused.value.findings])
