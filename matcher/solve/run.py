"""One solve: the clock, who listens, and whether to stop."""

import time
from collections.abc import Callable

from matcher.policy.records import EngineSettings, Objective
from matcher.problem import Problem, Value
from matcher.solve.progress import Progress


class Run:
    """Hold what every engine of one solve shares.

    Parameters
    ----------
    problem, settings
        What is solved and within which limits.
    on_progress, should_stop
        As `matcher.solve.solve` takes them.
    """

    def __init__(
        self,
        problem: Problem,
        settings: EngineSettings,
        on_progress: Callable[[Progress], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        self.problem = problem
        self.settings = settings
        self.started = time.perf_counter()
        self.on_progress = on_progress
        self._asked_to_stop = should_stop
        self.was_stopped = False

    def should_stop(self) -> bool:
        """Tell whether somebody asked to stop or the time is up; remembers the first yes."""
        if not self.was_stopped:
            is_late = self.settings.time_limit_s is not None and self.seconds > self.settings.time_limit_s
            self.was_stopped = is_late or (self._asked_to_stop is not None and self._asked_to_stop())
        return self.was_stopped

    @property
    def seconds(self) -> float:
        """Seconds since the solve began."""
        return time.perf_counter() - self.started

    def tell(self, objective: Objective, best: Value | None, bound: Value | None, engine: str) -> None:
        """Report where the solve stands."""
        if self.on_progress is not None:
            self.on_progress(Progress(self.seconds, objective, best, bound, engine))

    def left(self) -> EngineSettings:
        """Return the settings with what is left of the time limit."""
        if self.settings.time_limit_s is None:
            return self.settings
        rest = max(0.05, self.settings.time_limit_s - self.seconds)
        return self.settings.model_copy(update={"time_limit_s": rest})
