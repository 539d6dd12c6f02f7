"""How draws are run, and what becomes of those that do not end well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args

from plspm.errors import OptionError
from plspm.estimation.settings import choice_problems, count_problems, flag_problems
from plspm.inference.alignment import Alignment

Policy = Literal["keep", "drop", "redraw"]

FATES: Final[Mapping[Policy, str]] = MappingProxyType(
    {
        "keep": "kept; without a finite estimate never kept",
        "drop": "dropped",
        "redraw": "drawn anew",
    }
)
"""What becomes of draws that did not end well, in words."""


@dataclass(frozen=True, slots=True)
class Options:
    """How draws are run.

    Attributes
    ----------
    alignment : {"construct", "individual", "none"}
    inadmissible : {"keep", "drop", "redraw"}
        What becomes of draws that have an estimate but did not converge or are inadmissible.
        Draws without a finite estimate are never kept: they are dropped, or redrawn.
    threads : int or None
        None for as many as there are processors, or as memory holds.
    batch_size : int
        Draws computed together at most, in steps of 320; fewer where they would take much memory.
    progress : bool
    """

    alignment: Alignment = "construct"
    inadmissible: Policy = "keep"
    threads: int | None = None
    batch_size: int = 320
    progress: bool = True

    def __post_init__(self) -> None:
        threads = (
            [] if self.threads is None else count_problems("threads", self.threads, at_least=1)
        )
        problems = [
            *choice_problems("alignment", self.alignment, get_args(Alignment)),
            *choice_problems("inadmissible", self.inadmissible, get_args(Policy)),
            *threads,
            *count_problems("batch_size", self.batch_size, at_least=1),
            *flag_problems("progress", self.progress),
        ]
        if problems:
            raise OptionError(problems)
        # NumPy's unsigned numbers would turn what is subtracted from them into floats.
        object.__setattr__(self, "batch_size", int(self.batch_size))
        object.__setattr__(self, "threads", None if self.threads is None else int(self.threads))
