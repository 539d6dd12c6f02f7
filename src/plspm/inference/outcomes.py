"""How draws end, and what becomes of those that do not end well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from plspm.assessment.criteria import CUT_OFFS
from plspm.data.wording import warn_user
from plspm.errors import AdmissibilityWarning, EstimationError
from plspm.estimation.arrays import Array, Flags, Indices
from plspm.inference.options import FATES, Policy

REDRAWS = 10
"""At most so many times the draws asked for are tried when failed draws are replaced."""

AFFECTED = CUT_OFFS["failed_draws"].value
"""Share of affected draws above which a warning is given."""


class Outcome(IntEnum):
    """How a draw ended."""

    USABLE = 0
    NOT_CONVERGED = 1
    INADMISSIBLE = 2
    CONSTANT_INDICATOR = 3
    SINGULAR = 4

    @property
    def label(self) -> str:
        """The cause in words."""
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Draws that were computed together.

    Attributes
    ----------
    start : int
        Number of the first.
    values : list of (b, k) arrays
    outcome : (b,) array
        How each ended.
    finite : (b,) array
        Whether it has an estimate.
    """

    start: int
    values: list[Array]
    outcome: NDArray[np.int8]
    finite: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Used:
    """What is left of all draws: values (draws, k), their numbers, and what did not end well.

    `told` says the last in words; it is empty where all ended well.
    """

    values: list[Array]
    numbers: Indices
    failures: Mapping[Outcome, int]
    told: str


def used_draws(
    run: Callable[[int, int], list[Batch]], draws: int, inadmissible: Policy, named: str
) -> Used:
    """Run draws, and treat those that do not end well as asked: kept, dropped or drawn anew.

    Parameters
    ----------
    run : callable
        Computes the draws start..stop-1, in order.
    draws : int
        Asked for.
    inadmissible : {"keep", "drop", "redraw"}
    named : str
        What the draws are called in messages.

    Raises
    ------
    EstimationError
        Fewer than two draws are usable, or too few of those tried.

    Warns
    -----
    AdmissibilityWarning
        More than 5 % of the draws did not end well.
    """
    batches = run(0, draws)
    while inadmissible == "redraw":
        usable = sum(int((batch.outcome == Outcome.USABLE).sum()) for batch in batches)
        tried = batches[-1].start + batches[-1].outcome.size
        if usable >= draws:
            break
        if tried >= REDRAWS * draws:
            raise EstimationError(
                f"Only {usable} of {tried} {named} gave an admissible result, so {draws} "
                'could not be redrawn. Use inadmissible="keep" or "drop", or look at the fit: '
                "its own result is close to inadmissible."
            )
        batches += run(tried, tried + draws - usable)
    return _collect(batches, draws, inadmissible, named)


def usable_in(batch: Batch, inadmissible: Policy) -> Flags:
    """Which draws of a batch have an estimate and, unless all are kept, ended well; (b,)."""
    if inadmissible == "keep":
        return batch.finite
    return batch.finite & (batch.outcome == Outcome.USABLE)


def _collect(batches: list[Batch], requested: int, inadmissible: Policy, named: str) -> Used:
    outcome = np.concatenate([batch.outcome for batch in batches])
    used = np.concatenate([usable_in(batch, inadmissible) for batch in batches])
    numbers = np.flatnonzero(used)[:requested]
    failures: dict[Outcome, int] = {
        o: int((outcome == o).sum()) for o in Outcome if o != Outcome.USABLE
    }
    if numbers.size < 2:
        finite = sum(int(batch.finite.sum()) for batch in batches)
        raise EstimationError(
            f"Only {numbers.size} of {outcome.size} {named} gave a usable estimate "
            f"({_in_words(failures)}). No inference is possible: {_cause(failures, finite)}"
        )
    told = _told(failures, outcome.size, named, FATES[inadmissible])
    if sum(failures.values()) > AFFECTED * outcome.size:
        warn_user(f"{told} What follows from the draws may mislead.", AdmissibilityWarning)
    stacked = [np.concatenate(column) for column in zip(*(b.values for b in batches), strict=True)]
    everything = numbers.size == outcome.size
    values = [column if everything else column[numbers] for column in stacked]
    return Used(values, numbers, failures, told)


def _cause(failures: Mapping[Outcome, int], finite: int) -> str:
    """Why hardly any draw is usable, and what can be done."""
    if not failures[Outcome.INADMISSIBLE]:
        return "the sample is too small or too unbalanced for this model."
    if finite < 2:
        return "what the draws come from is inadmissible itself, see result.admissibility."
    return (
        "what the draws come from is inadmissible itself, see result.admissibility. "
        'inadmissible="keep" would keep them.'
    )


def _told(failures: Mapping[Outcome, int], draws: int, named: str, fate: str) -> str:
    """How many draws did not end well, why, and what became of them; "" where there are none."""
    affected = sum(failures.values())
    if not affected:
        return ""
    return (
        f"{affected} of {draws} {named} ({affected / draws:.1%}) did not end well: "
        f"{_in_words(failures)} ({fate})."
    )


def _in_words(failures: Mapping[Outcome, int]) -> str:
    found = [f"{count} {outcome.label}" for outcome, count in failures.items() if count]
    return ", ".join(found) or "no failure"
