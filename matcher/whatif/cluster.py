"""Tasks on a cluster of dask workers; the only module that knows `distributed`."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from matcher.errors import FileError, MatcherError
from matcher.whatif.backends import Done, Job, Lane, attempt, collect
from matcher.words import Words

CONNECT_S = 30
"""Seconds to wait for a scheduler that was named."""


class Cluster:
    """Run the tasks on a dask cluster.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tcp://10.0.0.5:8786``; None: workers of this machine, reachable
        from this machine alone.
    num
        Workers to start where none is named.

    Raises
    ------
    MatcherError
        The `cluster` extra is not installed.
    """

    def __init__(self, address: str | None, num: int) -> None:
        try:
            import distributed  # noqa: F401 - asked for before any work is done
        except ImportError:
            raise MatcherError(
                Words(
                    "用集群要先安装附加组件 cluster：pip install 'shuangxuan[cluster]'",
                    "a cluster needs the extra named cluster: pip install 'shuangxuan[cluster]'",
                )
            ) from None
        self.address, self.num = address, num

    def run(self, job: Job, tasks: Sequence[Any], should_stop: Callable[[], bool]) -> Iterator[Done]:
        """Yield the answers as they are done.

        Raises
        ------
        FileError
            No scheduler answers at the address.
        """
        import distributed

        # Typed by its own package, but most of what is called here is not.
        dask: Any = distributed
        local = None
        if self.address is None:
            # No page to look at, and nothing that another machine could reach.
            local = dask.LocalCluster(
                n_workers=max(1, min(self.num, len(tasks))),
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address=None,
            )
        try:
            client = dask.Client(local if local is not None else self.address, timeout=CONNECT_S)
        except OSError as error:
            raise FileError(Words(f"连不上集群 {self.address}", f"no cluster answers at {self.address}")) from error
        try:
            [shared] = client.scatter([job], broadcast=True)
            num_workers = max(1, len(client.scheduler_info()["workers"]))
            executor = client.get_executor(pure=False)
            yield from collect(
                [Lane(lambda number: executor.submit(_work_on, shared, number, tasks[number]), num_workers)],
                len(tasks),
                should_stop,
            )
        finally:
            client.close()
            if local is not None:
                local.close()


def _work_on(job: Job, number: int, task: object) -> Done:
    """Do one task in a worker, which gets ready for a job once."""
    ready = getattr(_work_on, "ready", None)
    if ready is None or ready[0] is not job:
        ready = (job, job.prepare(lambda: False))
        _work_on.ready = ready  # type: ignore[attr-defined]
    return attempt(ready[1], number, task)
