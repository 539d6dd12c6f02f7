"""Who computes: executors, and pools of workers that are asked in another way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from plspm.design.replication import Findings
from plspm.errors import OptionError, written


class Future(Protocol):
    """What will be found."""

    def result(self) -> Findings:
        """Wait for it."""
        ...

    def cancel(self) -> object:
        """Take the question back, if that is possible."""
        ...


class Asked(Protocol):
    """The same, as pools have it."""

    def get(self) -> Findings:
        """Wait for it."""
        ...


class Submits(Protocol):
    """An executor, or whatever has its method: Dask's client, mpi4py's pool."""

    @property
    def submit(self) -> Callable[..., Future]:
        """Takes a function and its arguments, and returns a future."""
        ...


class Applies(Protocol):
    """A pool as that of `multiprocessing`, which Ray's is modelled on."""

    @property
    def apply_async(self) -> Callable[..., Asked]:
        """Takes a function and a tuple of its arguments, and returns what has a `get`."""
        ...


Workers = Submits | Applies


@dataclass(frozen=True, slots=True)
class Pooled:
    """What a pool was asked, as a future."""

    asked: Asked

    def result(self) -> Findings:
        """Wait for the answer."""
        return self.asked.get()

    def cancel(self) -> None:
        """Pools take nothing back."""


def submit_to(workers: Workers) -> Callable[..., Future]:
    """Return the function that asks workers, whichever kind they are.

    Raises
    ------
    OptionError
        They can be asked nothing.
    """
    if not isinstance(workers, type):
        submit, apply_async = (getattr(workers, name, None) for name in ("submit", "apply_async"))
        if callable(submit):
            return submit
        if callable(apply_async):
            return lambda function, *arguments: Pooled(apply_async(function, arguments))
    raise OptionError(
        f"executor is {written(workers)}; it must be an Executor of concurrent.futures, or "
        "something with its `submit` or with a pool's `apply_async`."
    )
