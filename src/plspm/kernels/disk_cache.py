"""Compiled kernels on disk, sealed: what is damaged, or cannot be kept, is compiled afresh."""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from typing import Any

from numba.core.caching import CompileResultCacheImpl, FunctionCache
from numba.core.serialize import dumps


class Sealed(CompileResultCacheImpl):  # type: ignore[misc]  # numba has no types
    """Compiled code with the SHA-256 of its bytes: damaged machine code would end Python."""

    def reduce(self, compiled: Any) -> tuple[bytes, bytes]:
        """What is written."""
        content = dumps(super().reduce(compiled))
        return sha256(content).digest(), content

    def rebuild(self, target: Any, sealed: tuple[bytes, bytes]) -> Any:
        """Compiled code from what was read."""
        seal, content = sealed
        if sha256(content).digest() != seal:
            raise ValueError("the seal does not fit")
        return super().rebuild(target, pickle.loads(content))


class DiskCache(FunctionCache):  # type: ignore[misc]  # numba has no types
    """The cache of a kernel; without it all goes on as well, but not as soon."""

    _impl_class = Sealed

    def load_overload(self, signature: Any, target: Any) -> Any:
        """Compiled code from disk, None where there is none that can be used."""
        try:
            return super().load_overload(signature, target)
        except Exception as error:  # noqa: BLE001  (damaged bytes can raise anything)
            _say(self.cache_path, _reason(error))
            with suppress(OSError):
                self.flush()  # a damaged index would spoil what is saved next
            return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep compiled code, if the disk takes it."""
        try:
            super().save_overload(signature, compiled)
        except Exception as error:  # noqa: BLE001  (a damaged index is read before it is written)
            _say(self.cache_path, _reason(error))


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "it is damaged"


@cache
def _say(folder: str, reason: str) -> None:
    """Say once a process why kernels are compiled again."""
    if sys.stderr is not None:  # Python without a console
        print(
            f"plspm: the cache of compiled kernels in {folder} cannot be used: {reason}. They are "
            "compiled afresh.",
            file=sys.stderr,
        )
