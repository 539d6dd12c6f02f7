"""BLAS on one thread: a setting of the whole process, so that all who ask for it share it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

from threadpoolctl import ThreadpoolController


class _Shared:
    """Limits BLAS when the first of several threads of work begins and frees it after the last.

    Limits set and lifted by each on its own would end in another order than they began, and the
    last one would put back what another had set.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.users = 0
        # Looking for the libraries that are loaded takes longer than a small fit.
        self.controller = ThreadpoolController()
        self.limiter: Any = None

    def enter(self) -> None:
        with self.lock:
            if self.users == 0:
                self.limiter = self.controller.limit(limits=1, user_api="blas")
            self.users += 1

    def leave(self) -> None:
        with self.lock:
            self.users -= 1
            if self.users == 0:
                self.limiter.restore_original_limits()


@cache
def _shared() -> _Shared:
    return _Shared()


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Keep BLAS at one thread inside the block, whatever other threads do meanwhile."""
    shared = _shared()
    shared.enter()
    try:
        yield
    finally:
        shared.leave()
