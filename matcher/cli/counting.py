"""Progress of many small tasks: how many of how many are done."""

from collections.abc import Callable

from matcher.cli.progress import ProgressLine
from matcher.cli.texts import say


def count_on(line: ProgressLine, every: int = 10) -> Callable[[int, int], None]:
    """Return what shows how many tasks are done: at most so many lines where there is no live one."""
    shown = [-1]

    def count(done: int, tasks: int) -> None:
        step = done * every // max(1, tasks)
        if step > shown[0]:
            shown[0] = step
            line.enter(say("counting", done=done, tasks=tasks))

    return count
