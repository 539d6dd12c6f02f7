"""BLAS on one thread: a setting of the whole process, so that all who ask for it share it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Condition, Lock, get_ident
from typing import Any, TypeVar

from threadpoolctl import ThreadpoolController

Result = TypeVar("Result")


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


class _Forks:
    """Lets no process be forked while a batch or a fit computes.

    BLAS holds locks of its own inside a product, on which the fork would wait, and no thread lives
    on in the child to release them. So a fork waits for what is under way, which takes
    milliseconds, and nothing begins meanwhile.
    """

    def __init__(self) -> None:
        self.idle = Condition()
        self.working: set[int] = set()
        self.forking = False
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(
                before=self.wait, after_in_parent=self.go_on, after_in_child=self.begin_anew
            )

    @contextmanager
    def held_off(self) -> Iterator[None]:
        """Work that no fork may interrupt; it must not wait for that of other threads."""
        me = get_ident()
        if me in self.working:  # a fork that waits for this thread would wait for ever
            yield
            return
        with self.idle:
            while self.forking:
                self.idle.wait()
            self.working.add(me)
        try:
            yield
        finally:
            with self.idle:
                self.working.discard(me)
                self.idle.notify_all()

    def wait(self) -> None:
        """Wait for all batches but that of the thread that forks, and let none begin."""
        self.idle.acquire()
        self.forking = True
        while self.working - {get_ident()}:
            self.idle.wait()

    def go_on(self) -> None:
        """In the parent, batches begin again."""
        self.forking = False
        self.idle.notify_all()
        self.idle.release()

    def begin_anew(self) -> None:
        """In the child only the thread that forked is left: nobody else computes, or limits BLAS.

        The limit that the parent had set is lifted; the child sets its own.
        """
        self.idle, self.working, self.forking = Condition(), set(), False
        shared = _shared()
        if shared.users:
            shared.limiter.restore_original_limits()
        _shared.cache_clear()


@cache
def _shared() -> _Shared:
    return _Shared()


@cache
def _forks() -> _Forks:
    return _Forks()


def without_forks(compute: Callable[[int, int], Result], low: int, high: int) -> Result:
    """Compute a batch that no fork of the process may interrupt."""
    with no_forks():
        return compute(low, high)


@contextmanager
def no_forks() -> Iterator[None]:
    """Let no fork of the process interrupt the block, which must not wait for other threads."""
    with _forks().held_off():
        yield


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Keep BLAS at one thread inside the block, whatever other threads do meanwhile."""
    shared = _shared()
    shared.enter()
    try:
        yield
    finally:
        shared.leave()
