"""The numba switch: compile on first use, keep the result on disk, say so when it takes time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, TypeVar

import numba
import numpy as np
from numba.core import event
from numba.core.dispatcher import Dispatcher
from numpy.typing import NDArray

from plspm.kernels.disk_cache import DiskCache

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Have numba compile `function` when it is first called, without the interpreter lock.

    Where no cache folder can be written the kernel still works: it is then compiled once
    per process.
    """
    kernel = numba.njit(function, nogil=True)
    if isinstance(kernel, Dispatcher):  # without compilation it is the function itself
        with suppress(RuntimeError):  # numba's word for "no folder in which to keep a cache"
            kernel._cache = DiskCache(function)
    return kernel


@cache
def _announce() -> None:
    """Say once a process what takes so long."""
    if sys.stderr is not None:  # Python without a console
        print("plspm: compiling numerical kernels (once, a few seconds)", file=sys.stderr)


class _Announcer(event.Listener):
    """Speaks when numba starts to compile; a kernel found in the cache is silent."""

    def on_start(self, event: Any) -> None:  # noqa: ARG002  (numba calls it so)
        _announce()

    def on_end(self, event: Any) -> None:
        """Nothing to say."""


@contextmanager
def announced() -> Iterator[None]:
    """Announce on standard error that numba compiles inside the block, if it does."""
    with event.install_listener("numba:compile", _Announcer()):
        yield


def one_layout(array: NDArray[Any], dtype: type | np.dtype[Any] | None = None) -> NDArray[Any]:
    """Return `array` row by row and writable: numba compiles anew for every other layout."""
    return np.require(array, dtype, requirements=["C_CONTIGUOUS", "WRITEABLE"])
