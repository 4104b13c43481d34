"""Two versions compared: every record that differs is named once, and nothing else."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.pools import Candidate, Choice, Enterprise, Incumbent, Opinion, Pools, Post
from matcher.pools.comparing import compare_pools

PEOPLE = tuple(Candidate(id=f"{i}", name=f"人{i}", pool="retired", status="retired") for i in range(6))
HOSTS = tuple(Enterprise(id=f"H{e}", name=f"企{e}", kind="cooperative") for e in range(3))
POSTS = tuple(Post(id=f"H{e}-1", enterprise=f"H{e}") for e in range(3))
POOLS = Pools(
    PEOPLE,
    HOSTS,
    POSTS,
    (Choice(side="candidate", candidate="0", enterprise="H0", rank=1),),
    (Opinion(source="局", candidate="0", enterprise="H0", view="support"),),
    (Incumbent(candidate="0", enterprise="H0"),),
)


def test_equal_versions_have_no_changes() -> None:
    """Neither the same pools, nor a copy, nor another order of the records."""
    assert compare_pools(POOLS, POOLS) == ()
    copied = Pools(tuple(each.model_copy() for each in PEOPLE), HOSTS[::-1], POSTS, *_said())
    assert compare_pools(POOLS, copied) == ()


def test_each_kind_of_change_is_told() -> None:
    """Added, removed, and changed with the fields that differ, in each table."""
    new = replace(
        POOLS,
        candidates=(PEOPLE[0].model_copy(update={"capacity": 2, "note": "新"}), *PEOPLE[1:]),
        posts=POSTS[1:],
        choices=(Choice(side="candidate", candidate="0", enterprise="H0", answer="refused"),),
        opinions=(),
        incumbents=(*POOLS.incumbents, Incumbent(candidate="1", enterprise="H1")),
    )
    told = [(change.table, change.kind, change.fields) for change in compare_pools(POOLS, new)]
    assert told == [
        ("candidates", "changed", ("capacity", "note")),
        ("posts", "removed", ()),
        ("choices", "changed", ("answer", "rank")),
        ("opinions", "removed", ()),
        ("incumbents", "added", ()),
    ]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(range(6))), st.sets(st.sampled_from(range(6))), st.sets(st.sampled_from(range(6))))
def test_changes_lead_from_one_version_to_the_other(before: set[int], after: set[int], touched: set[int]) -> None:
    """What came, went and changed, applied to the old version, gives the new one; the reverse swaps the kinds."""
    old = Pools(tuple(PEOPLE[i] for i in sorted(before)))
    new = Pools(
        tuple(PEOPLE[i].model_copy(update={"capacity": 1}) if i in touched else PEOPLE[i] for i in sorted(after))
    )
    changes = compare_pools(old, new)
    records = {each.id: each for each in old.candidates}
    for change in changes:
        assert change.before is None or records.pop(getattr(change.before, "id", "")) == change.before
    for change in changes:
        if isinstance(change.after, Candidate):
            records[change.after.id] = change.after
    assert sorted(records.values(), key=lambda each: each.id) == list(new.candidates)
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted(swapped[each.kind] for each in changes) == sorted(each.kind for each in compare_pools(new, old))


def _said() -> tuple[tuple[Choice, ...], tuple[Opinion, ...], tuple[Incumbent, ...]]:
    return POOLS.choices, POOLS.opinions, POOLS.incumbents


def test_records_under_one_key_are_told_apart_by_their_turn() -> None:
    """Pools made in memory may hold the same answer twice: one less is one removed."""
    said = Choice(side="candidate", candidate="0", enterprise="H0", rank=1)
    twice = replace(POOLS, choices=(said, said.model_copy()))
    assert [change.kind for change in compare_pools(twice, POOLS)] == ["removed"]
    assert [change.kind for change in compare_pools(POOLS, twice)] == ["added"]
    assert compare_pools(twice, twice) == ()
