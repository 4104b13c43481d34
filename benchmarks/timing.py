"""Time pieces of work against each other in one run, and print a line for each case.

The two sides take turns, so that other load on the machine falls on both; every side runs once
before, uncounted, so that compiled kernels are warm. A case is judged by the least time of each
side, which other load can only lengthen; the medians are printed beside it.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timed:
    """Hold the seconds of one side's runs."""

    seconds: tuple[float, ...]

    @property
    def least(self) -> float:
        """Least of all runs."""
        return min(self.seconds)

    @property
    def median(self) -> float:
        """Median of all runs."""
        return statistics.median(self.seconds)


def start_parser(description: str) -> argparse.ArgumentParser:
    """Return a parser with the option that every benchmark takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--slack", type=float, default=1.0, help="widen the reach of every ratio so many times; 0 misses, inf meets all"
    )
    return parser


def time_in_turns(*works: Callable[[], object], repeats: int, is_warmed: bool = True) -> list[Timed]:
    """Return the times of each work over `repeats` rounds in which every work runs once.

    Parameters
    ----------
    is_warmed
        Run each once before, uncounted.
    """
    if is_warmed:
        for work in works:
            work()
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(repeats):
        for own, work in zip(seconds, works, strict=True):
            gc.collect()
            start = time.perf_counter()
            work()
            own.append(time.perf_counter() - start)
    return [Timed(tuple(own)) for own in seconds]


def print_head() -> None:
    """Print what the columns of `print_ratio` and `print_count` are."""
    print("case | work s (median) | against s (median) | ratio | reach | ok")


def print_ratio(
    case: str,
    work: Timed,
    against: Timed,
    *,
    most: float | None = None,
    least: float | None = None,
    slack: float = 1.0,
) -> bool:
    """Print one case and return whether its ratio is within the reach.

    Parameters
    ----------
    most
        The work may take at most this many times the other side's time.
    least
        The other side must take at least this many times the work's time.
    slack
        Widens the reach so many times; 0: nothing meets it.
    """
    if (most is None) == (least is None):
        raise ValueError("give either most or least")
    if most is not None:
        ratio, reach = work.least / against.least, f"<= {most * slack:g} x"
        is_met = ratio <= most * slack
    else:
        ratio, reach = against.least / work.least, f">= {least:g} x faster"
        is_met = least is not None and ratio * slack >= least
    print(
        f"{case} | {_show(work)} | {_show(against)} | {ratio:.3g} | {reach} | {'yes' if is_met else 'NO'}", flush=True
    )
    return is_met


def print_count(case: str, value: object, reach: str, *, is_met: bool, note: str = "") -> bool:
    """Print one case that is no time, and return whether it is met."""
    print(f"{case} | {value} | {note or '-'} | - | {reach} | {'yes' if is_met else 'NO'}", flush=True)
    return is_met


def print_skip(case: str, why: str) -> None:
    """Print that a case cannot run here."""
    print(f"{case} | skipped: {why}", flush=True)


def count_misses(met: Sequence[bool]) -> int:
    """Return the exit code: 1 when any case missed its reach."""
    return int(not all(met))


def _show(timed: Timed) -> str:
    return f"{timed.least:.4g} ({timed.median:.4g})"
