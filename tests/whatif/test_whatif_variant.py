"""Variants: undo and redo, files that say what they mean, and bases that change under them."""

import re
from pathlib import Path

import pytest

from matcher.edits.kinds import EDIT, RECORDS, Edit, SetCapacity, SetWeight, Unwaive, Waive, WithdrawCandidate
from matcher.errors import FileError, ScenarioError
from matcher.plans import Scenario, load_scenario
from matcher.policy import digest
from matcher.whatif import (
    Variant,
    is_variant,
    load_variant,
    open_scenario,
    parse_variant,
    render_variant,
    save_variant,
)
from matcher.whatif.variant_file import parse_edits


def test_undo_and_redo_go_back_and_forth(small: Scenario, every_edit: dict[str, Edit]) -> None:
    """Undoing all edits leads to the base, redoing all to the variant; a new edit forgets what was undone."""
    steps = tuple(every_edit[kind] for kind in ("set_weight", "withdraw_candidate", "remove_quota"))
    variant = Variant("试", small).add(*steps)
    back = variant.undo().undo().undo()
    assert back.edits == ()
    assert digest(back.scenario.policy.model_copy(update={"name": "小旗"})) == digest(small.policy)
    assert back.scenario.pools == small.pools
    assert back.undo() == back
    assert back.redo().redo().redo() == variant == variant.redo()
    assert variant.undo().add(every_edit["ban"]).redo().edits == (*steps[:2], every_edit["ban"])


def test_names_and_copies(small: Scenario, every_edit: dict[str, Edit]) -> None:
    """A renamed variant and a copy keep base and edits; the plan bears the variant's name."""
    variant = Variant("甲", small, title="一试").add(every_edit["set_weight"]).undo()
    copy = variant.copy("乙")
    assert (copy.name, copy.undone, copy.base) == ("乙", (), small)
    assert variant.rename("丙").undone == variant.undone
    assert (copy.scenario.policy.name, copy.scenario.policy.title) == ("乙", "一试")
    for wrong in ("", "  ", "长" * 201):
        with pytest.raises(ScenarioError):
            variant.rename(wrong)


def test_an_edit_that_cannot_be_made_is_told_at_once(small: Scenario) -> None:
    """The error counts edits from the first of the variant; an edit others rest on cannot be dropped."""
    variant = Variant("试", small).add(SetWeight(criterion="needs", weight=1))
    with pytest.raises(ScenarioError) as caught:
        variant.add(WithdrawCandidate(candidate="999"))
    assert caught.value.place == "edits[1].candidate"
    post = EDIT.validate_python({"kind": "add_post", "post": {"id": "X", "enterprise": "H001"}})
    built = variant.add(post, EDIT.validate_python({"kind": "set_seats", "post": "X", "most": 2}))
    assert built.drop(0).edits == built.edits[1:]
    with pytest.raises(ScenarioError):
        built.drop(1)


def test_what_was_taken_back_is_kept_in_the_file(own_season: Path, every_edit: dict[str, Edit]) -> None:
    """Written and read in the middle of going back, a variant can still be done again, in the same order."""
    base = load_scenario(own_season)
    variant = Variant("试", base).add(*(every_edit[kind] for kind in ("set_weight", "ban", "waive"))).undo().undo()
    read = parse_variant(render_variant(variant, "小旗"), base)
    assert (read.edits, read.undone) == (variant.edits, variant.undone)
    assert [edit.kind for edit in read.redo().redo().edits] == ["set_weight", "ban", "waive"]
    with pytest.raises(ScenarioError) as caught:
        parse_variant(render_variant(variant, "小旗").replace('kind = "waive"', 'kind = "wave"'), base)
    assert caught.value.place.startswith("undone[0]")


def test_edits_are_typed_alone_or_in_a_list(every_edit: dict[str, Edit]) -> None:
    """One edit without a heading, several with it; a wrong one is told with its line, and no TOML is told too."""
    one = 'kind = "waive"\ncandidate = "006"\nenterprise = "H006"\nrule = "must-have"\nreason = "春季培训后补齐"\n'
    assert parse_edits(one) == (every_edit["waive"],)
    assert parse_edits(f"[[edits]]\n{one}[[edits]]\n{one}") == (every_edit["waive"],) * 2
    assert parse_edits("") == ()
    for wrong in ("kind = ", "edits = 3", 'kind = "wave"', f"[[edits]]\n{one}when = 1"):
        with pytest.raises(ScenarioError):
            parse_edits(wrong)


def test_only_policy_is_waived_and_only_what_is_waived_can_be_withdrawn(small: Scenario) -> None:
    """A law is refused with its clause, a rule about a person with a way out, an unknown one with the nearest."""
    variant = Variant("试", small)
    for rule, said in (("relatives", "法规"), ("host-cap", "不能按配对豁免"), ("must-hav", "must-have")):
        with pytest.raises(ScenarioError) as caught:
            variant.add(Waive(candidate="006", enterprise="H006", rule=rule, reason="试"))
        assert said in caught.value.words.zh
        assert caught.value.place == "edits[0].rule"
    with pytest.raises(ScenarioError) as caught:
        variant.add(Unwaive(candidate="006", enterprise="H006"))
    assert "没有被豁免" in caught.value.words.zh
    with pytest.raises(ScenarioError):
        variant.add(Unwaive(candidate="001", enterprise="H002", rule="must-have"))
    assert variant.add(Unwaive(candidate="001", enterprise="H002")).scenario.policy.waivers == ()


@pytest.mark.parametrize("kind", RECORDS)
def test_saving_and_loading_gives_the_same_edit(kind: str, own_season: Path, every_edit: dict[str, Edit]) -> None:
    """Every kind survives the file, with the scenario it leads to."""
    variant = Variant("存", load_scenario(own_season)).add(every_edit[kind])
    save_variant(variant, own_season.parent / "变体.toml")
    loaded = load_variant(own_season.parent / "变体.toml")
    assert loaded.edits == variant.edits
    assert loaded.notes == ()
    assert digest(loaded.scenario.policy) == digest(variant.scenario.policy)
    assert loaded.scenario.pools == variant.scenario.pools


def test_the_file_points_to_its_base_from_where_it_stands(own_season: Path) -> None:
    """The path is relative, so folder and file may move together; the file is a variant and no scenario."""
    variant = Variant("存", load_scenario(own_season), title="题").add(SetCapacity(candidate="001", capacity=1))
    file = own_season.parent / "更深" / "变体.toml"
    save_variant(variant, file)
    assert 'scenario = "../小旗"' in file.read_text(encoding="utf-8")
    moved = own_season.parent / "别处"
    moved.mkdir()
    own_season.rename(moved / "小旗")
    file.parent.rename(moved / "更深")
    assert load_variant(moved / "更深" / "变体.toml").title == "题"
    assert is_variant(moved / "更深" / "变体.toml")
    assert not is_variant(moved / "小旗" / "scenario.toml")
    assert open_scenario(moved / "更深" / "变体.toml").policy.name == "存"
    assert open_scenario(moved / "小旗").policy.name == "小旗"


def test_saving_replaces_the_file_in_one_step(own_season: Path) -> None:
    """A second save leaves the new content and nothing else beside it; a place that cannot be written is told."""
    variant = Variant("一", load_scenario(own_season))
    file = own_season.parent / "v" / "变体.toml"
    save_variant(variant, file)
    save_variant(variant.rename("二").add(SetWeight(criterion="needs", weight=1)), file)
    assert [path.name for path in file.parent.iterdir()] == ["变体.toml"]
    assert load_variant(file).name == "二"
    with pytest.raises(FileError):
        save_variant(variant, own_season / "scenario.toml" / "变体.toml")


def test_a_changed_base_is_told(own_season: Path) -> None:
    """Settings and tables that differ from those at saving are named; the variant still loads."""
    file = own_season.parent / "变体.toml"
    save_variant(Variant("存", load_scenario(own_season)).add(SetWeight(criterion="needs", weight=1)), file)
    settings = own_season / "scenario.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("least = 1", "least = 2"), encoding="utf-8")
    (note,) = load_variant(file).notes
    assert "设置" in note.zh


def test_a_changed_table_is_named(own_season: Path) -> None:
    """The note names the table that is not the one of then."""
    file = own_season.parent / "变体.toml"
    save_variant(Variant("存", load_scenario(own_season)).add(SetWeight(criterion="needs", weight=1)), file)
    text = re.sub(r'("意见\.xlsx" = ")[0-9a-f]{4}', r"\g<1>0000", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    (note,) = load_variant(file).notes
    assert "意见.xlsx" in note.en


def test_a_base_in_memory_cannot_be_saved(small: Scenario, tmp_path: Path) -> None:
    """A variant needs a file to point to."""
    base = Scenario(small.policy, small.pools, small.vocabulary)
    with pytest.raises(FileError) as caught:
        save_variant(Variant("存", base), tmp_path / "v.toml")
    assert "memory" in caught.value.say("en")


def test_a_text_and_a_base_at_hand_give_the_variant(small: Scenario, every_edit: dict[str, Edit]) -> None:
    """Without any file: text → variant → text; another base is noted, and a wrong text names its line."""
    base = Scenario(small.policy, small.pools, small.vocabulary)
    variant = Variant("存", base, title="试试").add(every_edit["set_weight"], every_edit["withdraw_candidate"])
    text = render_variant(variant, "小旗")
    loaded = parse_variant(text, base)
    assert (loaded.name, loaded.title, loaded.edits, loaded.notes) == ("存", "试试", variant.edits, ())
    assert render_variant(loaded, "小旗") == text
    (note,) = parse_variant(
        text, Scenario(small.policy.model_copy(update={"seed": 9}), small.pools, base.vocabulary)
    ).notes
    assert "settings" in note.en
    with pytest.raises(ScenarioError, match="第 2 行"):
        parse_variant('name = "x"\nbse = 1\n', base)


HEAD = 'name = "x"\n\n[base]\nscenario = "小旗"\n\n'
WRONG = [
    ('name = "x"\n', "base", 0, "base"),
    ('nam = "x"\n[base]\nscenario = "小旗"\n', "nam", 1, "name"),
    ('name = "x"\n[base]\nscenaro = "小旗"\n', "base.scenaro", 3, "scenario"),
    ('name = "x"\n[base]\nscenario = "大旗"\n', "base.scenario", 3, "小旗|folder|基础"),
    (HEAD + '[[edits]]\nkind = "withdraw"\n', "edits[0].kind", 7, "withdraw_"),
    (HEAD + '[[edits]]\ncandidate = "001"\n', "edits[0].kind", 6, "kind"),
    (HEAD + '[[edits]]\nkind = "set_capacity"\ncandidate = 7\n', "edits[0].candidate", 8, "引号"),
    (
        HEAD + '[[edits]]\nkind = "set_capacity"\ncandidate = "001"\ncapacity = "2"\n',
        "edits[0].capacity",
        9,
        "去掉引号",
    ),
    (HEAD + '[[edits]]\nkind = "set_capacity"\ncandidate = "001"\ncapacty = 2\n', "edits[0].capacty", 9, "capacity"),
    (HEAD + '[[edits]]\nkind = "set_capacity"\ncandidate = "001"\ncapacity = 99\n', "edits[0].capacity", 9, "50"),
    (HEAD + '[[edits]]\nkind = "set_capacity"\ncandidate = "0001"\n', "edits[0].candidate", 8, "001"),
    (HEAD + '[[edits]]\nkind = "set_consent"\nconsent = "mutal"\n', "edits[0].consent", 8, "mutual"),
    (
        HEAD + '[[edits]]\nkind = "add_post"\npost = { id = "X", enterprise = "H001", rol = "liaison" }\n',
        "edits[0].post.rol",
        8,
        "role",
    ),
    (
        HEAD + '[[edits]]\nkind = "add_post"\npost = { id = "X", enterprise = "H001", least = 3 }\n',
        "edits[0].post",
        8,
        "下限",
    ),
    (HEAD + "edits = 3\n", "base.edits", 6, "可用的有 scenario"),
    ('name = "x"\n[base]\nscenario = “小旗”\n', "", 3, "全角"),
]


@pytest.mark.parametrize(("text", "place", "line", "told"), WRONG, ids=[str(n) for n in range(len(WRONG))])
def test_a_wrong_file_names_line_and_place(text: str, place: str, line: int, told: str, own_season: Path) -> None:
    """Every fault of a file has its line, its place and what to write instead."""
    file = own_season.parent / "变体.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_variant(file)
    (finding,) = caught.value.findings
    assert (finding.row or 0, finding.column or "") == (line, place)
    assert re.search(told, finding.fix.zh + finding.reason.zh)
    assert "变体.toml" in caught.value.words.en


def test_a_variant_is_no_base(own_season: Path) -> None:
    """A variant that points to a variant is refused."""
    first = own_season.parent / "一.toml"
    save_variant(Variant("一", load_scenario(own_season)), first)
    second = own_season.parent / "二.toml"
    second.write_text('name = "二"\n[base]\nscenario = "一.toml"\n', encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_variant(second)
    assert caught.value.place == "base.scenario"
