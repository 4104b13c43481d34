"""A program to be killed: it keeps plans as fast as it can and prints the id of each once that is accepted."""

import sys

from matcher.plans.store import SYSTEM, act, open_store
from matcher.plans.store.models import Season
from matcher.plans.store.plans import load_plan, save_plan
from matcher.plans.store.seasons import edit_season


def main(place: str, scenario_id: int, plan_id: int, season_id: int) -> None:
    """Keep plans until somebody kills this process; the season's title tells the last plan kept."""
    store = open_store(place)
    plan = load_plan(store, plan_id)
    print("ready", flush=True)
    while True:
        with act(store, SYSTEM) as doing:
            kept = save_plan(doing, scenario_id, plan)
            season = doing.session.get(Season, season_id)
            assert season is not None
            edit_season(doing, season_id, season.version, title=str(kept.id))
        print(kept.id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
