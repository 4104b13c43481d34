"""One record corrected by hand goes through the checks of an import, and only what was typed changes."""

from datetime import date

import pytest

from matcher.errors import PoolsError
from matcher.pools import Candidate, Choice, Enterprise, Incumbent, Opinion, Pools, Post, SkillLevel, load_vocabulary
from matcher.pools.correcting import Corrected, Correction, Key, correct_pools
from matcher.pools.showing import list_fields, show_field
from matcher.words import Language

WORDS = load_vocabulary()
POOLS = Pools(
    candidates=(
        Candidate(
            id="1", name="甲", pool="retired", status="retired", status_date=date(2020, 5, 1), birth=date(1962, 3, 1)
        ),
        Candidate(id="2", name="乙", pool="reserve", status="on_duty", avoid=("1",), phone="13812348000"),
    ),
    enterprises=(
        Enterprise(id="A", name="甲矿业", kind="private_enterprise"),
        Enterprise(id="B", name="乙运输", kind="private_enterprise", branch="A"),
        Enterprise(id="C", name="丙粮食", kind="cooperative"),
    ),
    posts=(Post(id="A-1", enterprise="A"), Post(id="C-1", enterprise="C", least=1, most=2)),
    choices=(
        Choice(side="candidate", candidate="1", enterprise="A", rank=1),
        Choice(side="candidate", candidate="1", enterprise="C", answer="refused"),
        Choice(side="enterprise", candidate="2", enterprise="A", post="A-1", rank=1),
    ),
    opinions=(Opinion(source="局", candidate="1", enterprise="A", view="support"),),
    incumbents=(Incumbent(candidate="1", enterprise="A", terms=2),),
)


def correct(table: str, key: Key | None, typed: dict[str, str] | None) -> Corrected:
    """Correct one record of the pools above."""
    wanted = Correction(table, key, typed)  # type: ignore[arg-type]
    return correct_pools(POOLS, wanted, WORDS, as_of=date(2026, 12, 1))


def test_only_what_is_typed_changes() -> None:
    """Words and numbers are read as in a file; every other field, record and order stays."""
    done = correct("candidates", ("2",), {"capacity": "3家", "skills": "法律（精通）、财务", "status": "提前离岗"})
    changed = done.pools.candidates[1]
    skills = {each.skill: each.level for each in changed.skills}
    assert (changed.capacity, changed.status, sorted(skills.values())) == (3, "early_leave", [1, 3])
    same = {"capacity": None, "skills": (), "status": "on_duty"}
    assert changed.model_copy(update=same) == POOLS.candidates[1]
    assert done.before is POOLS.candidates[1]
    assert done.pools.candidates[0] is POOLS.candidates[0]
    assert done.pools.choices is POOLS.choices


def test_a_field_is_cleared_by_empty_text() -> None:
    """It goes back to what it is in a file that says nothing."""
    assert correct("candidates", ("2",), {"avoid": "", "phone": " "}).pools.candidates[1].avoid == ()


FAULTS: tuple[tuple[str, Key | None, dict[str, str], str], ...] = (
    ("candidates", ("1",), {"capacity": "九十"}, "bad_number"),
    ("candidates", ("1",), {"capacity": "1", "least": "2"}, "least_over_most"),
    ("candidates", ("1",), {"name": ""}, "empty_cell"),
    ("candidates", ("1",), {"pool": "没有这类"}, "unknown_word"),
    ("candidates", ("1",), {"birth": "2030-01-01"}, "future_date"),
    ("enterprises", ("C",), {"branch": "X"}, "unknown_reference"),
    ("enterprises", ("C",), {"branch": "A"}, "post_of_attached_host"),
    ("posts", ("C-1",), {"least": "3"}, "least_over_most"),
    ("posts", None, {"id": "B-1", "enterprise": "B"}, "post_of_attached_host"),
    ("choices", None, {"side": "人选", "candidate": "9", "enterprise": "A", "rank": "1"}, "unknown_reference"),
    ("choices", None, {"side": "人选", "candidate": "2", "enterprise": "A"}, "rank_missing"),
    (
        "choices",
        None,
        {"side": "人选", "candidate": "1", "enterprise": "C", "post": "C-1", "rank": "2"},
        "refused_and_ranked",
    ),
    (
        "choices",
        None,
        {"side": "人选", "candidate": "2", "enterprise": "C", "post": "A-1", "rank": "1"},
        "post_elsewhere",
    ),
    ("opinions", ("局", "1", "A"), {"view": "也许"}, "unknown_word"),
    ("opinions", None, {"source": "局", "candidate": "9", "enterprise": "A", "view": "支持"}, "unknown_reference"),
    ("incumbents", ("1", "A", "instructor"), {"since": "2026-01-01", "until": "2025-01-01"}, "dates_reversed"),
    ("incumbents", ("1", "A", "instructor"), {"terms": "0"}, "out_of_range"),
)


@pytest.mark.parametrize(("table", "key", "typed", "code"), FAULTS, ids=[f"{each[0]}-{each[3]}" for each in FAULTS])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_file_could_not_bring_in_is_refused(
    table: str, key: Key | None, typed: dict[str, str], code: str, language: Language
) -> None:
    """Each fault is a finding of the import's own kind that names the field, and the sentence tells it."""
    with pytest.raises(PoolsError) as told:
        correct(table, key, typed)
    assert code in {finding.code for finding in told.value.findings}
    assert all(finding.row is None and finding.column for finding in told.value.findings)
    assert told.value.findings[0].reason.say(language) in told.value.say(language)


@pytest.mark.parametrize(
    ("table", "key", "typed"),
    [
        ("candidates", ("9",), {"name": "丙"}),
        ("candidates", ("1",), {"name": "甲"}),
        ("candidates", ("1",), {}),
        ("candidates", ("1",), {"id": "3"}),
        ("posts", ("A-1",), {"enterprise": "C"}),
        ("candidates", ("1",), {"salary": "1"}),
        ("candidates", None, None),
        ("candidates", None, {"id": "1", "name": "丙", "pool": "离退休", "status": "退休"}),
        ("choices", None, {"side": "人选", "candidate": "1", "enterprise": "A", "rank": "5"}),
        ("opinions", None, {"source": "局", "candidate": "1", "enterprise": "A", "view": "反对"}),
        ("incumbents", ("1", "A", "instructor"), {"role": "联络员"}),
    ],
)
def test_what_changes_nothing_or_another_record_is_refused(
    table: str, key: Key | None, typed: dict[str, str] | None
) -> None:
    """An unknown record, an id that is taken or may not change, an unknown field, no change at all."""
    with pytest.raises(PoolsError) as told:
        correct(table, key, typed)
    assert told.value.findings == ()


def test_a_new_host_comes_with_its_post() -> None:
    """As in a row of a file: the post columns describe it; a host that is attached has none."""
    alone = {"id": "D", "name": "丁牧业", "kind": "合作社", "post_role": "联络员", "post_most": "2"}
    done = correct("enterprises", None, alone)
    assert done.pools.enterprises[-1].id == "D"
    made = done.pools.posts[-1]
    assert (made.id, made.enterprise, made.role, made.most) == ("D-1", "D", "liaison", 2)
    attached = correct("enterprises", None, {"id": "D", "name": "丁牧业", "kind": "合作社", "branch": "甲矿业"})
    assert attached.pools.enterprises[-1].branch == "A"
    assert attached.pools.posts == POOLS.posts


def test_warnings_are_those_that_were_none_before() -> None:
    """What was so already is not told again."""
    done = correct("candidates", ("1",), {"status": "在职"})
    assert "pool_status_differ" in {finding.code for finding in done.fresh}
    assert all(finding.file == "人才库 1" for finding in done.fresh)
    assert correct("candidates", ("1",), {"capacity": "2"}).fresh == ()


def test_what_goes_takes_along_what_was_said_of_it() -> None:
    """A person, a host with its posts, a post with its answers; hosts left without a post are named."""
    person = correct("candidates", ("1",), None)
    assert (len(person.pools.candidates), len(person.pools.choices), person.pools.opinions) == (1, 1, ())
    host = correct("enterprises", ("A",), None)
    assert [each.branch for each in host.pools.enterprises] == [None, None]
    assert [post.id for post in host.pools.posts] == ["C-1"]
    assert [finding.file for finding in host.fresh] == ["企业库 B"]
    post = correct("posts", ("C-1",), None)
    assert [finding.code for finding in post.fresh] == ["host_without_post"]
    choice = correct("choices", ("candidate", "1", "A", None), None)
    assert len(choice.pools.choices) == 2
    assert choice.after is None


def test_opinions_and_last_terms_come_change_and_go() -> None:
    """Names stand for ids as in a file; everything else stays."""
    done = correct("opinions", ("局", "1", "A"), {"view": "反对", "reason": "离得太远"})
    assert done.pools.opinions == (POOLS.opinions[0].model_copy(update={"view": "oppose", "reason": "离得太远"}),)
    added = correct("opinions", None, {"source": "县委", "candidate": "乙", "enterprise": "丙粮食", "view": "中立"})
    assert added.pools.opinions[-1] == Opinion(source="县委", candidate="2", enterprise="C", view="neutral")
    served = correct("incumbents", ("1", "A", "instructor"), {"terms": "3", "until": "2026.8"})
    assert served.pools.incumbents[0].terms == 3
    assert served.pools.opinions is POOLS.opinions
    other = correct("incumbents", None, {"candidate": "1", "enterprise": "A", "role": "联络员"})
    assert [each.role for each in other.pools.incumbents] == ["instructor", "liaison"]
    for table, key in (("opinions", ("局", "1", "A")), ("incumbents", ("1", "A", "instructor"))):
        gone = correct(table, key, None)
        assert getattr(gone.pools, table) == ()
        assert (gone.pools.candidates, gone.pools.choices) == (POOLS.candidates, POOLS.choices)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_shown_can_be_typed_again(language: Language) -> None:
    """Every field of a record, shown and typed back, is the same record."""
    person = POOLS.candidates[0].model_copy(
        update={"skills": (SkillLevel(skill="law", level=2),), "roles": ("secretary", "liaison"), "radius_km": 12.0}
        | {"full_member": True, "unit_consent": False, "capacity": 2, "languages": (), "site_days": 3}
    )
    pools = Pools((person.model_copy(update={"capacity": 1}),), POOLS.enterprises, POOLS.posts)
    typed = {
        column.name: show_field(column, getattr(person, column.name), WORDS, language)
        for column in list_fields("candidates")
        if column.name != "id"
    }
    wanted = Correction("candidates", ("1",), typed)
    assert correct_pools(pools, wanted, WORDS, as_of=date(2026, 12, 1)).pools.candidates[0] == person
