"""Run a plan: batches of draws, spread over threads, every draw on the road of the fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial

import numpy as np
from numpy.typing import NDArray

from plspm.assessment.admissibility import admissible_draws
from plspm.assessment.criteria import CUT_OFFS
from plspm.assessment.statistics import Statistic
from plspm.data.moments import Sample
from plspm.data.weighted_sums import draws_held, rows_together
from plspm.data.wording import warn_user
from plspm.errors import AdmissibilityWarning, EstimationError, OptionError
from plspm.estimation.arrays import Array, Flags, Indices
from plspm.estimation.estimate import Estimates, estimate_stack
from plspm.inference.alignment import Alignment, aligned_individually, reference
from plspm.inference.fitted import Fitted
from plspm.inference.options import FATES, Options, Policy
from plspm.inference.parallel import in_batches, threads_holding
from plspm.inference.plans import Plan

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
class Replicates:
    """The statistics of all draws that are used.

    Attributes
    ----------
    requested : int
        Draws asked for.
    values : mapping of str to (draws, k) array
        The components of every statistic.
    numbers : (draws,) array
        The number that each draw used has in its plan.
    failures : mapping of Outcome to int
        Affected draws by cause, whatever became of them.
    """

    requested: int
    values: Mapping[str, Array]
    numbers: Indices
    failures: Mapping[Outcome, int]

    @property
    def usable(self) -> int:
        """Draws used."""
        return int(self.numbers.size)


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


def resample(
    plan: Plan,
    fitted: Fitted,
    statistics: Sequence[Statistic],
    options: Options,
    *,
    named: str = "draws",
) -> Replicates:
    """Compute statistics on every draw of a plan.

    Parameters
    ----------
    plan : Plan
    fitted : Fitted
    statistics : sequence of Statistic
    options : Options
    named : str
        What the draws are called in messages.

    Returns
    -------
    Replicates
        The same for the same plan, whatever the threads and the size of batches.

    Raises
    ------
    EstimationError
        Fewer than two draws are usable.
    Interrupted
        The user pressed Ctrl-C.
    """
    if options.inadmissible == "redraw" and not plan.endless:
        raise OptionError(
            'inadmissible="redraw" needs a plan with random draws; this one lists its draws. '
            'Use "keep" or "drop".'
        )
    draws = int(plan.draws)
    run = partial(_run, plan, fitted, statistics, options)
    used = used_draws(run, draws, options.inadmissible, named)
    names = [statistic.name for statistic in statistics]
    values = dict(zip(names, used.values, strict=True))
    return Replicates(draws, values, used.numbers, used.failures)


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


def all_draws(plan: Plan, fitted: Fitted, statistic: Statistic, options: Options) -> Array:
    """One statistic on every draw of a plan, NaN where a draw is not used; (draws, k)."""
    batches = _run(plan, fitted, [statistic], options, 0, int(plan.draws))
    values = np.concatenate([batch.values[0] for batch in batches])
    used = np.concatenate([_used(batch, options.inadmissible) for batch in batches])
    return np.where(used[:, None], values, np.nan)


def _used(batch: Batch, inadmissible: Policy) -> Flags:
    """Which draws of a batch have an estimate and, unless all are kept, ended well; (b,)."""
    if inadmissible == "keep":
        return batch.finite
    return batch.finite & (batch.outcome == Outcome.USABLE)


def evaluate(
    sample: Sample, fitted: Fitted, statistics: Sequence[Statistic], alignment: Alignment
) -> tuple[list[Array], NDArray[np.int8], Flags]:
    """Statistics of a batch of draws, how each draw ended, and whether it has estimates.

    Parameters
    ----------
    sample : Sample
        The draws.
    """
    towards = reference(fitted, alignment)
    estimates = estimate_stack(sample, fitted.arrays, fitted.settings, towards)
    if alignment == "individual":
        estimates = aligned_individually(estimates, fitted.estimates)
    values = [statistic.compute(estimates) for statistic in statistics]
    finite = np.logical_and.reduce(np.isfinite(estimates.B), axis=(1, 2))
    return values, _outcome(estimates, sample, finite, fitted), finite


def _outcome(
    estimates: Estimates, sample: Sample, finite: Flags, fitted: Fitted
) -> NDArray[np.int8]:
    outcome = np.full(estimates.w.shape[0], Outcome.USABLE, dtype=np.int8)
    outcome[estimates.status == 1] = Outcome.NOT_CONVERGED
    outcome[~finite] = Outcome.SINGULAR
    admissible = admissible_draws(estimates, fitted.settings.estimator)
    outcome[~admissible & np.isfinite(estimates.w).all(axis=1)] = Outcome.INADMISSIBLE
    outcome[np.isnan(sample.S[:, 0, 0])] = Outcome.CONSTANT_INDICATOR
    return outcome


def _run(
    plan: Plan,
    fitted: Fitted,
    statistics: Sequence[Statistic],
    options: Options,
    start: int,
    stop: int,
) -> list[Batch]:
    """Compute the draws start..stop-1, in order, on several threads."""

    def compute(low: int, high: int) -> Batch:
        # Draws without an estimate are NaN throughout; that they are is the message.
        with np.errstate(invalid="ignore", divide="ignore"):
            sample = plan.sample(low, high, fitted)
            _check_shape(sample.S, high - low, fitted, plan)
            return Batch(low, *evaluate(sample, fitted, statistics, options.alignment))

    size = batch_size(options, fitted)
    threads = options.threads or threads_holding(size * fitted.rows)
    return in_batches(compute, start, stop, size, threads, options.progress)


def batch_size(options: Options, fitted: Fitted) -> int:
    """Draws in a batch: whole products, and no more than memory holds."""
    together = rows_together(fitted.rows, fitted.arrays.items.size)
    held = draws_held(fitted.rows, fitted.arrays.block.size)
    return max(1, min(options.batch_size, held) // together) * together


def _check_shape(S: Array, draws: int, fitted: Fitted, plan: Plan) -> None:
    """Refuse a user's plan whose matrices are of another size: compiled loops do not look."""
    p = fitted.arrays.items.size
    if np.shape(S) != (draws, p, p):
        raise OptionError(
            f"{type(plan).__name__}.sample gave an array of shape {np.shape(S)}; it must be "
            f"{(draws, p, p)}, one matrix a draw."
        )


def _collect(batches: list[Batch], requested: int, inadmissible: Policy, named: str) -> Used:
    outcome = np.concatenate([batch.outcome for batch in batches])
    used = np.concatenate([_used(batch, inadmissible) for batch in batches])
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
