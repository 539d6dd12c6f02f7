"""Batches of draws on several threads, in order, with progress and a clean stop."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from plspm.errors import Interrupted
from plspm.inference.blas import one_blas_thread, without_forks
from plspm.inference.progress import Progress

Result = TypeVar("Result")

MOST_HELD: Final = 2**28
"""Numbers in the arrays of a batch of all threads together (2 GiB), unless one holds more."""


def processors() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def threads_holding(numbers: int) -> int:
    """Return how many threads may each hold so many numbers: at most one a processor."""
    return max(1, min(processors(), MOST_HELD // numbers))


def in_batches(
    compute: Callable[[int, int], Result],
    start: int,
    stop: int,
    size: int,
    threads: int | None,
    progress: bool,
    *,
    named: str = "draws",
) -> list[Result]:
    """Compute the draws start..stop-1 in batches and return the results in order.

    Parameters
    ----------
    compute : callable
        Takes the first draw of a batch and the one after its last.
    start, stop : int
    size : int
        Draws in a batch.
    threads : int or None
        None for one a processor.
    progress : bool
        Show a bar when it takes a while.
    named : str
        What they are called in messages.

    Raises
    ------
    Interrupted
        Ctrl-C was pressed; the batches under way are finished, no further one is begun.
    """
    starts = range(start, stop, size)
    bar = Progress(stop - start, shown=progress)
    pool = ThreadPoolExecutor(max(1, min(threads or processors(), len(starts))))
    # Threads work on whole batches; products within a batch must not compete for the cores.
    with one_blas_thread():
        try:
            futures = [
                pool.submit(without_forks, compute, low, min(low + size, stop)) for low in starts
            ]
            results = []
            for low, future in zip(starts, futures, strict=True):
                results.append(future.result())
                bar.advance(min(size, stop - low))
        except KeyboardInterrupt:
            raise Interrupted(
                f"Interrupted after {bar.done} of {stop - start} {named}. The fit is unchanged; "
                "nothing was kept."
            ) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            bar.close()
    return results
