"""Comparisons: numbers that add up, reasons that hold, and pairs on which views part ways."""

from dataclasses import replace

import pytest

from matcher.edits.kinds import EDIT, Edit
from matcher.errors import ProblemError
from matcher.explain import SENTENCES
from matcher.plans import Plan, Scenario, make_plan
from matcher.pools.records import Choice, Opinion
from matcher.whatif import Variant
from matcher.whatif.compare import Comparison, PlanChange, compare_plans
from matcher.whatif.disagreements import CONFLICTS, Said, find_conflicts
from matcher.whatif.gains import GROUPS
from matcher.whatif.views import view_plan

STEPS = {
    "withdraw": (
        {"kind": "withdraw_candidate", "candidate": "008"},
        {"kind": "withdraw_enterprise", "enterprise": "H002"},
    ),
    "remove": ({"kind": "remove_candidate", "candidate": "008"}, {"kind": "remove_enterprise", "enterprise": "H002"}),
    "less": (
        {"kind": "set_capacity", "candidate": "004", "capacity": 1},
        {"kind": "set_seats", "post": "H001-1", "most": 1},
    ),
    "orders": (
        {"kind": "ban", "candidate": "008", "enterprise": "H004"},
        {"kind": "ban", "candidate": "008", "enterprise": "H005"},
        {"kind": "ban", "candidate": "008", "enterprise": "H006"},
        {"kind": "pin", "candidate": "002", "enterprise": "H001"},
    ),
    "answers": (
        {"kind": "set_answer", "side": "candidate", "candidate": "001", "enterprise": "H001", "answer": "refused"},
        {"kind": "change_candidate", "candidate": "004", "changes": {"unit_consent": False}},
    ),
    "weights": (
        {"kind": "set_weight", "criterion": "locality", "weight": 900},
        {"kind": "set_preset", "preset": "suitability-first"},
    ),
    "added": (
        {
            "kind": "add_candidate",
            "candidate": {
                "id": "N1",
                "name": "新人",
                "pool": "reserve",
                "status": "on_duty",
                "capacity": 2,
                "birth": "1980-01-01",
                "full_member": True,
                "unit_consent": True,
                "is_healthy": True,
                "skills": [{"skill": "law", "level": 3}],
            },
        },
        {"kind": "add_post", "post": {"id": "N1", "enterprise": "H003"}},
        {"kind": "pin", "candidate": "003", "enterprise": "H003", "post": "N1"},
        {"kind": "pin", "candidate": "N1", "enterprise": "H001"},
    ),
}


def read_steps(key: str) -> tuple[Edit, ...]:
    """Return the edits of a case."""
    return tuple(EDIT.validate_python(data) for data in STEPS[key])


@pytest.fixture(scope="module")
def plans(small: Scenario) -> dict[str, Plan]:
    """Return the plan of the small season and of each case."""
    made = {"base": make_plan(small)}
    return made | {key: make_plan(Variant(key, small).add(*read_steps(key)).scenario) for key in STEPS}


@pytest.fixture(scope="module")
def compared(plans: dict[str, Plan]) -> Comparison:
    """Return all of them compared with the first."""
    edits = {n: read_steps(key) for n, key in enumerate(plans) if key != "base"}
    return compare_plans(list(plans.values()), edits=edits)


def changes_of(compared: Comparison) -> dict[str, PlanChange]:
    """Return the changes by the label of the plan."""
    return {view.label: change for view, change in zip(compared.plans[1:], compared.changes, strict=True)}


def test_figures_are_those_of_the_plans(plans: dict[str, Plan], compared: Comparison) -> None:
    """Every objective and count is the plan's own, and each difference leads back to it."""
    found = {(figure.topic, figure.key): figure for figure in compared.figures}
    for n, plan in enumerate(plans.values()):
        for objective, value in plan.verification.objectives.items():
            assert found["objective", objective].values[n] == value
        assert found["count", "seats_filled"].values[n] == plan.coverage.seats_filled
        assert found["objective", "size"].values[n] == len(plan.matches)
        loads = {int(key): figure.values[n] for (topic, key), figure in found.items() if topic == "load"}
        assert {posts: people for posts, people in loads.items() if people} == dict(plan.summary.loads)
    for figure in compared.figures:
        if isinstance(figure.values[0], int):
            assert all(
                value - figure.values[0] == less for value, less in zip(figure.values, figure.differences, strict=True)
            )
        assert figure.verdicts[0] == 0
        assert figure.differs == (len(set(figure.values)) > 1)


def test_moved_kept_new_and_gone_are_all(plans: dict[str, Plan], compared: Comparison) -> None:
    """Everybody either plan places is counted once, and so is every pair."""
    before = {(match.candidate_id, match.post_id) for match in plans["base"].matches}
    for key, change in changes_of(compared).items():
        after = {(match.candidate_id, match.post_id) for match in plans[key].matches}
        assert sum(change.counts.values()) == len({i for i, _ in before | after})
        assert change.pairs == (len(before & after), len(before - after), len(after - before))
        left = {(person.candidate, step.post) for person in change.people for step in person.left}
        taken = {(person.candidate, step.post) for person in change.people for step in person.taken}
        assert (left, taken) == (before - after, after - before)
        fates = [person.fate for person in change.people]
        assert all(change.counts[fate] == fates.count(fate) for fate in ("moved", "new", "gone"))


def test_gains_sum_to_the_difference_of_the_totals(plans: dict[str, Plan], compared: Comparison) -> None:
    """By person, host, pool and committee the gains sum to the same difference of points, and so do the pairs."""
    total = {key: sum(match.points for match in plan.matches) for key, plan in plans.items()}
    for key, change in changes_of(compared).items():
        for group in GROUPS:
            assert sum(tally.gain for tally in change.tallies[group]) == total[key] - total["base"]
            assert [sum(tally.matches[n] for tally in change.tallies[group]) for n in (0, 1)] == [
                len(plans["base"].matches), len(plans[key].matches),
            ]  # fmt: skip


def test_gaps_differ_as_told(plans: dict[str, Plan], compared: Comparison) -> None:
    """Newly uncovered and newly covered posts are those of the plans' own lists."""
    before = {gap.post_id for gap in plans["base"].uncovered}
    for key, change in changes_of(compared).items():
        after = {gap.post_id for gap in plans[key].uncovered}
        assert (set(change.uncovered), set(change.covered)) == (after - before, before - after)


EXPECTED = [
    ("withdraw", "008", "left", "withdrawn"),
    ("withdraw", "003", "left", "post-closed"),
    ("remove", "008", "left", "candidate-gone"),
    ("remove", "003", "left", "post-gone"),
    ("less", "004", "left", "capacity"),
    ("less", "006", "left", "seats"),
    ("orders", "008", "left", "banned"),
    ("orders", "002", "taken", "pinned"),
    ("orders", "002", "left", "pinned-elsewhere"),
    ("answers", "001", "left", "refused"),
    ("answers", "004", "left", "barred"),
    ("added", "N1", "taken", "candidate-new"),
    ("added", "003", "taken", "post-new"),
]


@pytest.mark.parametrize(("key", "candidate", "side", "code"), EXPECTED)
def test_a_move_names_its_reason_and_the_edit(
    key: str, candidate: str, side: str, code: str, compared: Comparison
) -> None:
    """What an edit does to a person is given as the reason, with the edit's number where it names them."""
    (person,) = [person for person in changes_of(compared)[key].people if person.candidate == candidate]
    reasons = [reason for step in getattr(person, side) for reason in step.reasons]
    assert code in [reason.code for reason in reasons]
    (first, *_) = [reason for reason in reasons if reason.code == code]
    assert first.edit is not None
    assert first.words.zh


def test_every_step_has_a_reason_with_a_sentence(compared: Comparison) -> None:
    """No pair comes or goes without a reason in both languages."""
    for change in compared.changes:
        for person in change.people:
            for step in (*person.left, *person.taken):
                assert step.reasons
                assert all(reason.code in SENTENCES["moved"] and reason.words.en for reason in step.reasons)


def test_the_rule_that_bars_is_named(compared: Comparison) -> None:
    """The reason of a barred pair is the rule's own title."""
    (person,) = [person for person in changes_of(compared)["answers"].people if person.candidate == "004"]
    assert "派出单位同意" in person.left[0].reasons[0].words.zh


def test_without_evidence_reasons_stay_structural(plans: dict[str, Plan]) -> None:
    """A plan known by its problem alone gives the same moves; a barred pair is then only not acceptable."""
    views = [replace(view_plan(plans[key]), evidence=None) for key in ("base", "answers")]
    bare, full = compare_plans(views), compare_plans([plans["base"], plans["answers"]])
    assert bare.disagreements is None
    assert [person.candidate for person in bare.changes[0].people] == [p.candidate for p in full.changes[0].people]
    codes = {reason.code for person in bare.changes[0].people for step in person.left for reason in step.reasons}
    assert "not-acceptable" in codes
    assert not codes & {"barred", "refused"}


def test_a_plan_against_itself_differs_in_nothing(plans: dict[str, Plan]) -> None:
    """Nobody moves, no figure differs, and every gain is 0."""
    same = compare_plans([plans["base"], plans["base"]])
    assert not any(figure.differs for figure in same.figures)
    assert same.changes[0].people == ()
    assert all(
        tally.gain == 0 and tally.verdict == "same" for group in GROUPS for tally in same.changes[0].tallies[group]
    )


def test_what_cannot_be_compared_is_refused(plans: dict[str, Plan]) -> None:
    """One plan alone, or one without an assignment, is an error."""
    with pytest.raises(ProblemError):
        compare_plans([plans["base"]])
    with pytest.raises(ProblemError):
        compare_plans([plans["base"], replace(plans["base"], verification=None)])


def test_disagreements_are_those_of_the_records(small: Scenario, plans: dict[str, Plan]) -> None:
    """A pair is on the map exactly when some conflict holds by the records, counted here by plain loops."""
    said = (
        *small.pools.choices,
        Choice(side="candidate", candidate="007", enterprise="H001", rank=1),
        Choice(side="enterprise", candidate="007", enterprise="H001", answer="refused"),
    )
    opinions = tuple(
        Opinion(source=source, candidate=i, enterprise=e, view=view)
        for source, i, e, view in (
            ("甲局", "001", "H001", "oppose"),
            ("乙局", "001", "H001", "support"),
            ("甲局", "008", "H001", "neutral"),
        )
    )
    pools = replace(small.pools, choices=said, opinions=opinions)
    chosen = [plans["base"], plans["orders"]]
    found = {(one.candidate, one.enterprise): one for one in compare_plans(chosen, pools=pools).disagreements or ()}
    for i in pools.candidate_index:
        for e in pools.enterprise_index:
            mine, theirs = (
                next(
                    (choice for choice in said if (choice.side, choice.candidate, choice.enterprise) == (side, i, e)),
                    None,
                )
                for side in ("candidate", "enterprise")
            )
            views = {one.view for one in opinions if (one.candidate, one.enterprise) == (i, e)}
            has = [(i, e) in plan.pairs for plan in chosen]
            yes = [one is not None and one.answer in {"ranked", "accepted"} for one in (mine, theirs)]
            no = [one is not None and one.answer == "refused" for one in (mine, theirs)]
            first = all(one is not None and one.rank == 1 for one in (mine, theirs))
            wanted = {
                "wished-not-planned": first and not all(has),
                "supported-not-planned": all(yes) and "support" in views and not any(has),
                "planned-opposed": any(has) and "oppose" in views,
                "planned-unasked": any(has) and not any(yes),
                "sides-differ": any(yes) and any(no),
                "parties-differ": {"support", "oppose"} <= views,
                "plans-differ": any(has) and not all(has),
            }
            conflicts = found[i, e].conflicts if (i, e) in found else ()
            assert set(conflicts) == {key for key, holds in wanted.items() if holds}, (i, e)
    assert {"sides-differ", "parties-differ", "plans-differ", "planned-unasked"} <= {
        c for one in found.values() for c in one.conflicts
    }


def test_every_conflict_can_be() -> None:
    """Each kind of conflict holds in some case, and a pair all see alike has none."""
    first, refused = Said("ranked", 1), Said("refused")
    seen = {
        *find_conflicts(first, first, {"support"}, (False,)),
        *find_conflicts(Said(), Said(), {"oppose", "support"}, (True, False)),
        *find_conflicts(first, refused, set(), (False,)),
    }
    assert seen == set(CONFLICTS)
    assert find_conflicts(first, first, {"support"}, (True,)) == ()
