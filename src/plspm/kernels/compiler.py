"""The numba switch: compile on first use, keep the result on disk, say so when it takes time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import numba
from numba.core import event

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Have numba compile `function` when it is first called, without the interpreter lock.

    Where no cache folder can be written the kernel still works: it is then compiled once
    per process.
    """
    try:
        return numba.njit(function, cache=True, nogil=True)
    except RuntimeError:  # numba's word for "no folder in which a cache could be kept"
        return numba.njit(function, nogil=True)


class _Announcer(event.Listener):
    """Writes one line when numba starts to compile; a kernel found in the cache is silent."""

    def __init__(self) -> None:
        self.said = False

    def on_start(self, event: Any) -> None:  # noqa: ARG002  (numba calls it so)
        if not self.said:
            self.said = True
            print("plspm: compiling numerical kernels (once, a few seconds)", file=sys.stderr)

    def on_end(self, event: Any) -> None:
        """Nothing to say."""


@contextmanager
def announced() -> Iterator[None]:
    """Announce on standard error that numba compiles inside the block, if it does."""
    with event.install_listener("numba:compile", _Announcer()):
        yield
