"""Draws of the cases of a fit: their scores, estimated anew, and their covariances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, NoReturn

import numpy as np

from plspm.assessment.statistics import Labels
from plspm.data.moments import Sample
from plspm.data.weighted_sums import rows_together
from plspm.errors import EstimationError, OptionError, UnavailableError
from plspm.estimation.arrays import Array, Flags
from plspm.estimation.estimate import Estimates, estimate_stack
from plspm.estimation.scores import scores_of_stack
from plspm.estimation.settings import MOST_DRAWS, count_problems, flag_problems, fraction_problems
from plspm.inference.components import Components
from plspm.inference.fitted import Fitted
from plspm.inference.parallel import in_batches
from plspm.inference.plans import Bootstrap
from plspm.results import PLSResult

TOGETHER: Final = 2**21
"""Numbers in the scores and items of the draws that are looked at together."""


def drawing_problems(result: object, draws: object, level: object, progress: object) -> list[str]:
    """Say what is wrong with the options that all functions of this room have."""
    return [
        *(
            []
            if isinstance(result, PLSResult)
            else [f"result is a {type(result).__name__}; give the result of plspm.estimate()."]
        ),
        *count_problems("draws", draws, at_least=2, at_most=MOST_DRAWS),
        *fraction_problems("level", level, example="0.95"),
        *flag_problems("progress", progress),
    ]


def unweighted_cases(result: PLSResult, what: str) -> Fitted:
    """The fit of a result, ready for draws.

    Raises
    ------
    UnavailableError
        It has no cases, or they have weights.
    """
    fitted = result._fitted
    if fitted.source is None:
        raise UnavailableError(
            f"{what} draws cases, but the model was estimated from a correlation matrix. Give the "
            "data themselves: plspm.estimate(model, data)."
        )
    if fitted.case_weights is not None:
        raise UnavailableError(
            f"{what} is defined for samples whose cases all count the same; these have weights. "
            "Estimate without weights."
        )
    return replace(fitted, source=fitted.source.for_resampling())


Compute = Callable[[Sample], Array]
"""From a batch of draws to what is kept of them, (b, k); NaN throughout for failed draws."""


def on_draws(
    plan: Bootstrap, fitted: Fitted, compute: Compute, width: int, *, progress: bool
) -> tuple[Array, int]:
    """What is kept of the draws that end well, (usable, k), and how many did not.

    Parameters
    ----------
    width : int
        Numbers held for every case of a draw.

    Raises
    ------
    EstimationError
        Fewer than two draws are usable.
    """
    together = rows_together(fitted.rows, fitted.arrays.items.size)
    size = max(1, TOGETHER // max(1, fitted.rows * width))

    def batch(low: int, high: int) -> Array:
        with np.errstate(invalid="ignore", divide="ignore"):
            sample = plan.sample(low, high, fitted)
            parts = [
                compute(sample.part(start, min(start + size, high - low)))
                for start in range(0, high - low, size)
            ]
        return np.concatenate(parts)

    batches = in_batches(batch, 0, plan.draws, together, None, progress)
    values = np.concatenate(batches)
    usable = np.isfinite(values).any(axis=1)
    if usable.sum() < 2:
        raise EstimationError(
            f"Only {usable.sum()} of {plan.draws} draws gave a usable estimate: the sample is too "
            "small or too unbalanced for this model."
        )
    return values[usable], int(plan.draws - usable.sum())


def with_row_weights(sample: Sample) -> Sample:
    """The sample with the location of its cases, found once."""
    return sample if sample.location is not None else replace(sample, location=sample.located)


def score_batches(sample: Sample, fitted: Fitted) -> tuple[Array, Array]:
    """Scores of every case in draws, each estimated anew, and the draws' row weights.

    Constructs are turned as in the fit. Scores have mean 0 and variance 1 (denominator n - 1) in
    their own draw; those of products have the variance of the product. NaN where a draw has no
    estimate.

    Returns
    -------
    (b, n, J) array, (b, n) array
    """
    sample = with_row_weights(sample)
    estimates = estimate_stack(sample, fitted.arrays, fitted.settings, fitted.estimates)
    scores = scores_of_stack(estimates, sample)
    return np.where(_finite(estimates)[:, None, None], scores, np.nan), sample.cases[1]


def _finite(estimates: Estimates) -> Flags:
    paths = np.logical_and.reduce(np.isfinite(estimates.B), axis=(1, 2))
    return paths & np.logical_and.reduce(np.isfinite(estimates.w), axis=1)


def drawn_components(estimate: Array, values: Array) -> Components:
    """The fit (k,) and the draws (draws, k) of some quantity, ready for inference."""

    def refuse() -> NoReturn:
        raise OptionError("Intervals of robustness checks are to be had from the draws alone.")

    return Components(Labels((), ()), estimate, values, refuse, refuse)
