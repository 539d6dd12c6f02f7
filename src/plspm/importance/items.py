"""Means and standard deviations of the items, in the sample and in every draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plspm.data import Indicators
from plspm.data.wording import listed
from plspm.errors import OptionError, UnavailableError
from plspm.estimation.arrays import Array
from plspm.inference.fitted import Fitted
from plspm.inference.parallel import in_batches
from plspm.inference.plans import RowPlan
from plspm.inference.resample import batch_size
from plspm.results import BootstrapResult, PLSResult


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Means and standard deviations (denominator n - 1) of the items, (b, items) each."""

    mean: Array
    sd: Array


def items_of(result: PLSResult, what: str) -> Indicators:
    """The items of a fit without products.

    Raises
    ------
    OptionError
        `result` is no fit.
    UnavailableError
        The fit has no cases, missing values, or products of constructs.
    """
    if not isinstance(result, PLSResult):
        raise OptionError(
            f"result is a {type(result).__name__}; give the result of plspm.estimate()."
        )
    items = result._cases(what)
    if np.isnan(items.values).any():
        raise UnavailableError(
            f"{what} need complete items, and these hold missing values. Estimate the model with "
            'missing="listwise" or "mean".'
        )
    arrays = result._fitted.arrays
    if arrays.needs_cases:
        products = [arrays.constructs[j] for j in np.flatnonzero(arrays.is_product)]
        raise UnavailableError(
            f"{what} are on the scales of the items, but {listed(products)}, a product of scores, "
            "has none. Estimate the model without it, or analyse result.scores."
        )
    return items


def moments_of_fit(fitted: Fitted, items: Indicators) -> Moments:
    """Moments of the sample, case weights and all; one row."""
    omega = np.ones(fitted.rows) if fitted.case_weights is None else fitted.case_weights
    mean = np.average(items.values, axis=0, weights=omega)
    n = np.count_nonzero(omega)
    variance = np.average((items.values - mean) ** 2, axis=0, weights=omega) * n / (n - 1)
    return Moments(mean[None], np.sqrt(variance)[None])


def moments_of_rows(counts: Array, fitted: Fitted, sample: Moments) -> Moments:
    """Moments of resamples that count the cases so often; (b, items) each.

    From the standardised items, whose moments lose no digits, back to the items.
    """
    omega = fitted.weighted(counts)
    positive = fitted.case_weights is None or fitted.case_weights > 0
    n = (counts * positive).sum(axis=1, keepdims=True)
    mean, sd = fitted.cases.location(omega)
    return Moments(sample.mean + sample.sd * mean, sample.sd * sd * np.sqrt(n / (n - 1)))


def moments_of_draws(bootstrap: BootstrapResult, sample: Moments) -> Moments:
    """Moments of every usable draw, whose row weights its plan gives once more."""
    plan, fitted = bootstrap._plan, bootstrap._fitted
    if not isinstance(plan, RowPlan):
        raise OptionError(
            "The bootstrap drew correlation matrices, which know nothing of the spread of the "
            "items. Draw cases: result.bootstrap()."
        )
    numbers = bootstrap._replicates.numbers

    def compute(start: int, stop: int) -> Moments:
        used = numbers[(numbers >= start) & (numbers < stop)] - start
        counts = np.asarray(plan.counts(start, stop, fitted.rows), dtype=float)[used]
        return moments_of_rows(counts, fitted, sample)

    options, last = bootstrap._options, int(numbers[-1]) + 1
    size = batch_size(options, fitted)
    parts = in_batches(compute, 0, last, size, options.threads, options.progress)
    return Moments(
        np.concatenate([part.mean for part in parts]), np.concatenate([part.sd for part in parts])
    )
