"""Run a plan: batches of draws, spread over threads, every draw on the road of the fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from plspm.assessment.admissibility import admissible_draws
from plspm.assessment.statistics import Statistic
from plspm.data.moments import Sample
from plspm.data.weighted_sums import draws_held, rows_together
from plspm.errors import OptionError
from plspm.estimation.arrays import Array, Flags, Indices
from plspm.estimation.estimate import Estimates, estimate_stack
from plspm.inference.alignment import Alignment, aligned_individually, reference
from plspm.inference.fitted import Fitted
from plspm.inference.options import Options
from plspm.inference.outcomes import Batch, Outcome, usable_in, used_draws
from plspm.inference.parallel import in_batches, threads_holding
from plspm.inference.plans import Plan


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


def all_draws(plan: Plan, fitted: Fitted, statistic: Statistic, options: Options) -> Array:
    """One statistic on every draw of a plan, NaN where a draw is not used; (draws, k)."""
    batches = _run(plan, fitted, [statistic], options, 0, int(plan.draws))
    values = np.concatenate([batch.values[0] for batch in batches])
    used = np.concatenate([usable_in(batch, options.inadmissible) for batch in batches])
    return np.where(used[:, None], values, np.nan)


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
