"""Seasons, saved views and ids come back from both databases as they went in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from stored_season import POOLS, SETTINGS, keep_season

from matcher.errors import AccessError, ConflictError, MissingError, StoreError
from matcher.plans import Plan
from matcher.plans.store import SYSTEM, Act, Actor, Store, act
from matcher.plans.store.imports import (
    add_import,
    forget_files,
    load_pools,
)
from matcher.plans.store.models import Account, AuditEntry
from matcher.plans.store.plans import check_stored_plan, load_plan, load_plan_record, save_plan
from matcher.plans.store.runs import add_run, stop_run
from matcher.plans.store.scenarios import (
    edit_scenario,
    load_scenario_record,
    save_scenario,
)
from matcher.plans.store.seasons import edit_season, list_seasons, load_season, make_season
from matcher.plans.store.variants import add_variant, delete_variant, edit_variant
from matcher.plans.store.views import delete_view, list_views, save_view

ROOT = Path(__file__).resolve().parents[3]


def test_seasons_come_back_the_latest_first(store: Store) -> None:
    """Seasons are listed by their start, with deadlines as days."""
    with act(store, SYSTEM) as doing:
        make_season(doing, " 旧 ", date(2025, 9, 1))
        made = make_season(doing, "新", date(2026, 12, 1), title="第二届", deadlines={"signed": date(2027, 1, 5)})
    assert [season.name for season in list_seasons(store)] == ["新", "旧"]
    assert load_season(store, made.id) == made
    assert (made.title, made.deadlines) == ("第二届", {"signed": date(2027, 1, 5)})


def test_a_season_nobody_could_use_is_refused(store: Store) -> None:
    """A name taken, empty or too long, or an unknown deadline: one sentence, and nothing is kept."""
    with act(store, SYSTEM) as doing:
        make_season(doing, "新", date(2026, 12, 1))
    lunch = {"lunch": date(2027, 1, 1)}
    for name, deadlines in (("新", {}), (" ", {}), ("长" * 101, {}), ("另", lunch)):
        with pytest.raises(StoreError), act(store, SYSTEM) as doing:
            make_season(doing, name, date(2026, 12, 1), deadlines=deadlines)
    assert len(list_seasons(store)) == 1


def test_the_second_editor_of_a_season_sees_both_values(store: Store) -> None:
    """An edit made from an old version is refused with theirs and yours; the first edit stays."""
    with act(store, SYSTEM) as doing:
        made = make_season(doing, "新", date(2026, 12, 1))
    with act(store, SYSTEM) as doing:
        edited = edit_season(doing, made.id, made.version, deadlines={"pools": date(2026, 12, 5)}, title="甲")

    def edit_late() -> None:
        with act(store, SYSTEM) as doing:
            edit_season(doing, made.id, made.version, title="乙")

    with pytest.raises(ConflictError) as told:
        edit_late()
    assert (told.value.theirs, told.value.yours) == ({"title": "甲"}, {"title": "乙"})
    with (
        pytest.raises(ConflictError, match="“名单上报”现为“2026-12-05”，您要改为“（空）”"),
        act(store, SYSTEM) as doing,
    ):
        edit_season(doing, made.id, made.version, deadlines={})
    assert load_season(store, made.id) == edited
    assert edited.version > made.version
    with store.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "edit-season")).one()
    assert (entry.before or {})["title"] == ""
    assert (entry.after or {})["deadlines"] == {"pools": "2026-12-05"}


def test_ids_nobody_gave_out_are_missing(store: Store) -> None:
    """A forged id is told as missing, never as a fault of the database."""
    for key in (0, -1, 7, 2**31, 2**70):
        for load in (load_season, load_pools, load_scenario_record, load_plan, load_plan_record, check_stored_plan):
            with pytest.raises(MissingError):
                load(store, key)  # type: ignore[operator]


def test_views_belong_to_their_account_and_page(store: Store) -> None:
    """A view is replaced by its name, listed for its owner and page only, and deleted."""
    with act(store, SYSTEM) as doing:
        account = Account(login="li", name="李", role="viewer")
        doing.session.add(account)
        doing.session.flush()
        li = Actor(account.id, account.login)
        save_view(doing, "hosts", "东街", {"committee": ["东"]})
    with act(store, li) as doing:
        save_view(doing, "hosts", "东街", {"committee": ["西"]})
        save_view(doing, "hosts", "东街 ", {"committee": ["南"], "least": 2})
        save_view(doing, "people", "年轻", {})
    assert [view.filters for view in list_views(store, li, "hosts")] == [{"committee": ["南"], "least": 2}]
    assert [view.filters for view in list_views(store, SYSTEM, "hosts")] == [{"committee": ["东"]}]
    with act(store, li) as doing:
        delete_view(doing, "hosts", "东街")
    assert list_views(store, li, "hosts") == ()
    assert len(list_views(store, SYSTEM, "hosts")) == 1
    with pytest.raises(MissingError), act(store, li) as doing:
        delete_view(doing, "hosts", "东街")


def test_who_may_not_edit_keeps_nothing(store: Store, solved: Plan) -> None:
    """A viewer is refused wherever something would be kept."""
    kept = keep_season(store)
    with act(store, SYSTEM) as doing:
        account = Account(login="wang", name="王", role="viewer")
        doing.session.add(account)
        doing.session.flush()
        wang = Actor(account.id, account.login)
    attempts: tuple[Callable[[Act], object], ...] = (
        lambda doing: make_season(doing, "另", date(2027, 1, 1)),
        lambda doing: edit_season(doing, kept.season, 1, title="另"),
        lambda doing: add_import(doing, kept.season, POOLS),
        lambda doing: forget_files(doing, kept.imported),
        lambda doing: save_scenario(doing, kept.season, kept.imported, SETTINGS),
        lambda doing: edit_scenario(doing, kept.scenario, 1, is_archived=True),
        lambda doing: save_plan(doing, kept.scenario, solved),
        lambda doing: save_plan(doing, kept.scenario, solved, based_on=1),
        lambda doing: add_variant(doing, kept.scenario, "另", ""),
        lambda doing: edit_variant(doing, 1, 1, name="另"),
        lambda doing: delete_variant(doing, 1),
        lambda doing: add_run(doing, kept.scenario),
        lambda doing: stop_run(doing, 1),
    )
    for attempt in attempts:
        with pytest.raises(AccessError), act(store, wang) as doing:
            attempt(doing)
