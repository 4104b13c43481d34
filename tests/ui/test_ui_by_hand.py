"""The page on which a plan is changed by hand."""

import pytest
from ui_pages import find_widget, list_shown, open_page

from matcher.plans import Plan
from matcher.plans.store.plans import list_plans
from matcher.ui.dashboard import Dashboard


def find_needed_pair(plan: Plan) -> tuple[str, str]:
    """Return a pair of a plan without which its post is short."""
    problem, people = plan.problem, plan.evidence.people
    posts = plan.compiled.post_index
    return next(
        (match.candidate_id, match.post_id)
        for match in plan.matches
        if 0 < people[posts[match.post_id]] <= problem.least[posts[match.post_id]]
    )


def test_a_pair_is_removed_with_its_cost_and_reason(demo: Dashboard, banner_plan: Plan) -> None:
    """The cost stands there before anything is kept; without a reason nothing is."""
    pair = find_needed_pair(banner_plan)
    page = open_page("by_hand", plan="1")
    page.segmented_control(key="change-kind").set_value("remove").run()
    page.selectbox(key="change-pair").set_value(pair).run()
    assert any(pair[1] in text.replace("\\", "") and "变为缺" in text for text in list_shown(page))
    find_widget(page, "button", "keep-change").click().run()
    assert page.error
    assert len(list_plans(demo.store)) == 1
    find_widget(page, "text_area", "change-reason").set_value("企业来函暂缓")
    find_widget(page, "button", "keep-change").click().run()
    assert not page.error
    made = list_plans(demo.store)[0]
    assert made.based_on == 1
    assert made.change["reason"] == "企业来函暂缓"
    assert made.figures["matches"] == len(banner_plan.matches) - 1


@pytest.mark.parametrize("is_law", [True, False])
def test_a_pair_that_rules_bar_is_refused_or_kept_knowingly(
    demo: Dashboard, banner_plan: Plan, *, is_law: bool
) -> None:
    """The page says why; against a law there is nothing to keep, a rule of policy may be waived for the pair."""
    evidence = banner_plan.evidence
    assert evidence is not None
    post = banner_plan.uncovered[0].post_id
    p = evidence.pools.post_index[post]
    kinds = [{reason.kind for reason in evidence.table.why_barred(i, p)} for i in range(len(evidence.pools.candidates))]
    barred = next(i for i, found in enumerate(kinds) if found and ("law" in found) == is_law)
    person = evidence.pools.candidates[barred].id
    page = open_page("by_hand", plan="1")
    page.segmented_control(key="change-kind").set_value("add").run()
    page.selectbox(key="change-person").set_value(person)
    page.selectbox(key="change-post").set_value(post).run()
    assert page.error
    keeping = [each for each in page.button if (each.key or "").startswith("keep-change")]
    assert bool(keeping) != is_law


@pytest.mark.parametrize("forged", ["999", "x", "\x00"])
def test_forged_addresses_lead_nowhere(demo: Dashboard, forged: str) -> None:
    """Whatever stands in the address, the page opens."""
    page = open_page("by_hand", plan=forged)
    assert not page.exception
    assert not page.error


def test_only_planners_find_the_page(demo: Dashboard) -> None:
    """Whoever may not change plans is not offered the page."""
    page = open_page("by_hand", role="viewer", plan="1")
    assert not [each for each in page.segmented_control if each.key == "change-kind"]
