"""A solved plan for commands that ask about one: opened from its folder, or solved on the spot."""

from collections.abc import Callable
from pathlib import Path

from matcher.cli.texts import say
from matcher.exports.stored_plan import open_plan
from matcher.plans import Plan, make_plan
from matcher.solve.progress import Progress
from matcher.whatif.variant_file import open_scenario
from matcher.words import Words


def find_plan(
    file: Path,
    folder: Path | None,
    *,
    on_progress: Callable[[Progress], None],
    should_stop: Callable[[], bool],
    enter: Callable[[Words], None],
) -> Plan:
    """Return the plan stored in a folder, or solve the scenario where no folder is named.

    Parameters
    ----------
    enter
        Told of each phase.

    Raises
    ------
    FileError
        The folder holds no plan of this scenario.
    """
    enter(say("reading"))
    scenario = open_scenario(file)
    enter(say("preparing"))
    if folder is not None:
        return open_plan(scenario, folder)
    return make_plan(scenario, on_progress=on_progress, should_stop=should_stop)
