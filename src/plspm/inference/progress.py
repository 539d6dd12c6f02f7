"""A progress bar for long work; short work stays silent and loads nothing."""

from __future__ import annotations

import sys
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqdm import tqdm

PATIENCE = 1.5
"""Seconds of work before a bar appears."""


class Progress:
    """Counts finished draws and shows a bar once the work has lasted a while.

    Parameters
    ----------
    total : int
        Draws in all.
    shown : bool
        False keeps it silent.
    unit : str
        What is counted.
    """

    def __init__(self, total: int, *, shown: bool, unit: str = "draw") -> None:
        self.total = total
        self._unit = unit
        self.done = 0
        self._shown = shown and sys.stderr is not None  # Python without a console has none
        self._began = time.monotonic()
        self._bar: tqdm[Any] | None = None

    def advance(self, draws: int) -> None:
        """Report that so many more draws are finished."""
        self.done += draws
        if self._bar is not None:
            self._bar.update(draws)
        elif self._shown and time.monotonic() - self._began > PATIENCE and self.done < self.total:
            self._bar = _bar_class()(
                total=self.total, initial=self.done, unit=self._unit, leave=False
            )

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()


def _bar_class() -> type[tqdm[Any]]:
    """The bar of a notebook where its widgets are installed, else that of a terminal."""
    # Only long work pays for these imports.
    if find_spec("ipywidgets") is None:
        from tqdm.std import tqdm

        return tqdm
    from tqdm.auto import tqdm as bar

    return bar
