"""Where many tasks of the same kind run: here, on processes of this machine, or on a cluster.

What all tasks share is sent to a worker once; a task itself is small. A task that fails is an answer
like any other and stops nothing. Answers come in whatever order they are done, each with the number
of its task, so every place to run gives the same answers.
"""

import concurrent.futures
import multiprocessing
import multiprocessing.util
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Protocol

from matcher.errors import MatcherError, SolverError
from matcher.words import Words

QUEUED_PER_WORKER = 2
"""Tasks handed out ahead for each worker: enough to keep it busy, few enough to stop soon."""


class Job(Protocol):
    """Say what a worker does: everything its tasks share, and how to get ready."""

    def prepare(self, should_stop: Callable[[], bool]) -> Callable[[Any], Any]:
        """Return what does one task; called once in each worker, which asks `should_stop` while at work."""
        ...


@dataclass(frozen=True, slots=True)
class Done:
    """Hold the answer of one task.

    Parameters
    ----------
    number
        Position of the task in the list given.
    answer
        What the job returned; None where it failed.
    error
        Why it failed, or None.
    """

    number: int
    answer: Any = None
    error: Words | None = None


class Backend(Protocol):
    """Run the tasks of a job somewhere."""

    def run(self, job: Job, tasks: Sequence[Any], should_stop: Callable[[], bool]) -> Iterator[Done]:
        """Yield the answer of each task when it is done, in any order; end early when asked to stop."""
        ...


class Here:
    """Run the tasks one after the other in this process."""

    def run(self, job: Job, tasks: Sequence[Any], should_stop: Callable[[], bool]) -> Iterator[Done]:
        """Yield the answers in order."""
        work = job.prepare(should_stop)
        for number, task in enumerate(tasks):
            if should_stop():
                return
            done = attempt(work, number, task)
            if should_stop():
                return  # what was cut short is no answer
            yield done


class Processes:
    """Run the tasks on several processes of this machine, of which this is one.

    The others start afresh and share no memory. Starting takes them a second or two, all of it
    importing; this process has that behind it and is at work from the first moment.

    Parameters
    ----------
    num
        How many, 2 or more.
    """

    def __init__(self, num: int) -> None:
        self.num = num

    def run(self, job: Job, tasks: Sequence[Any], should_stop: Callable[[], bool]) -> Iterator[Done]:
        """Yield the answers as they are done.

        Raises
        ------
        SolverError
            A worker process died.
        """
        context = multiprocessing.get_context("spawn")
        stop = context.Event()
        num_others = max(1, min(self.num, len(tasks)) - 1)
        others = concurrent.futures.ProcessPoolExecutor(
            num_others, mp_context=context, initializer=_get_ready, initargs=(job, stop)
        )
        this = concurrent.futures.ThreadPoolExecutor(1)
        try:
            work = this.submit(job.prepare, stop.is_set)
            yield from collect(
                (
                    # This one first: handing out to the others waits until they have taken the job in.
                    Lane(lambda number: this.submit(lambda: attempt(work.result(), number, tasks[number])), 1),
                    Lane(lambda number: _hand_out(others, number, tasks[number]), num_others),
                ),
                len(tasks),
                should_stop,
            )
        except BrokenProcessPool:
            raise SolverError(
                Words(
                    "有一个工作进程意外结束（可能内存不足）；已完成的结果都保留着，可以再次运行接着做",
                    "a worker process died, perhaps for want of memory; what was done is kept, run again to go on",
                )
            ) from None
        finally:
            stop.set()
            others.shutdown(wait=True, cancel_futures=True)
            this.shutdown(wait=True, cancel_futures=True)


def choose_backend(processes: int) -> Backend:
    """Return where to run on this machine: in this process for one, on several for more."""
    return Here() if processes <= 1 else Processes(processes)


@dataclass(frozen=True, slots=True)
class Lane:
    """Hold one way to hand out tasks.

    Parameters
    ----------
    submit
        Takes the number of a task and starts it.
    num_workers
        How many tasks of this lane are done at a time.
    """

    submit: Callable[[int], "concurrent.futures.Future[Done]"]
    num_workers: int


def collect(
    lanes: Sequence[Lane], num_tasks: int, should_stop: Callable[[], bool], poll_s: float = 0.2
) -> Iterator[Done]:
    """Hand out tasks a few ahead of the workers and yield what comes back."""
    waiting: dict[concurrent.futures.Future[Done], int] = {}
    held = [0] * len(lanes)
    following = 0
    while not should_stop():
        # In rounds, so that a handful of long tasks is shared out evenly.
        for ahead in range(1, 2 + QUEUED_PER_WORKER):
            for number, lane in enumerate(lanes):
                while following < num_tasks and held[number] < ahead * lane.num_workers:
                    waiting[lane.submit(following)] = number
                    held[number] += 1
                    following += 1
        if not waiting:
            return
        done, _ = concurrent.futures.wait(waiting, timeout=poll_s, return_when=concurrent.futures.FIRST_COMPLETED)
        for future in sorted(done, key=lambda each: each.result().number):
            held[waiting.pop(future)] -= 1
            yield future.result()


def attempt(work: Callable[[Any], Any], number: int, task: object) -> Done:
    """Do one task; a failure becomes its answer."""
    try:
        return Done(number, work(task))
    except MatcherError as error:
        return Done(number, error=error.words)
    except Exception as error:  # noqa: BLE001 - one broken task must not end thousands
        told = f"{type(error).__name__}: {error}"
        return Done(number, error=Words(f"程序内部出错（{told}）", f"something went wrong inside the program ({told})"))


class _Worker:
    """Hold what a worker process does, once it is ready."""

    work: Callable[[Any], Any] | None = None


def _get_ready(job: Job, stop: Any) -> None:  # noqa: ANN401 - an event of a context has no public type
    # Ctrl-C reaches every process of a terminal; only the one in front decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    # When all is done and handed in, taking the interpreter apart would cost as long as several tasks.
    multiprocessing.util.Finalize(None, os._exit, args=(0,), exitpriority=-1000)
    _Worker.work = job.prepare(stop.is_set)


def _leave_with_parent() -> None:
    """End this worker when the process that started it is gone, killed perhaps: nobody else would end it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _hand_out(
    others: concurrent.futures.ProcessPoolExecutor, number: int, task: object
) -> "concurrent.futures.Future[Done]":
    """Hand a task to the other processes; one that is started for it is born deaf to Ctrl-C.

    Ctrl-C reaches every process of a terminal, and one that is still importing would cry out and die.
    """
    if not hasattr(signal, "pthread_sigmask"):
        return others.submit(_work_on, number, task)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return others.submit(_work_on, number, task)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work_on(number: int, task: object) -> Done:
    if _Worker.work is None:
        raise RuntimeError("the worker is not ready")
    return attempt(_Worker.work, number, task)
