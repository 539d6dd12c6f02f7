"""Scores of the cases, of constructs of every kind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from plspm.data.moments import Sample
from plspm.estimation.arrays import Array
from plspm.estimation.estimate import Estimates
from plspm.estimation.settings import Settings
from plspm.estimation.stages import Cases
from plspm.estimation.tangents import Point, points_of


def construct_scores(estimates: Estimates, sample: Sample, settings: Settings) -> Array:
    """Scores of every case of a fit; (n, J).

    Mean 0 and variance 1 (denominator n - 1); those of a product have its variance, that of the
    product of standardised scores.

    Parameters
    ----------
    estimates : Estimates
        A stack of height one.
    sample : Sample
        What it was estimated from.
    """
    cases = Cases.of(sample)
    cases = replace(cases, scale=cases.scale / np.sqrt(1.0 - 1.0 / cases.n)[:, None])
    z = np.nan_to_num((cases.Z - cases.centre) / cases.scale)
    points = points_of(estimates, sample.S, cases, settings)
    indicators = z @ points[-1].table.V[0]
    for point in points:
        if point.stage is not None and point.stage.factors:
            _fill_products(indicators, point, cases, sample)
    arrays = estimates.arrays
    return indicators @ (estimates.w[0][:, None] * arrays.membership) * estimates.sd[0]


def _fill_products(indicators: Array, point: Point, cases: Cases, sample: Sample) -> None:
    """Put standardised products into their columns; in place."""
    stage, V = point.stage, point.pool
    products = cases.products(V, stage.factors)[0]
    share = (sample.row_weights / sample.row_weights.sum(axis=1, keepdims=True))[0]
    products -= share @ products
    if stage.residual_on is not None:
        pool = np.nan_to_num((cases.Z - cases.centre) / cases.scale) @ V[0]
        root = np.sqrt(share)[:, None]
        for a, on in enumerate(stage.residual_on):
            slopes = np.linalg.lstsq(root * pool[:, on], root[:, 0] * products[:, a])[0]
            products[:, a] -= pool[:, on] @ slopes
    variance = share @ products**2 / (1.0 - 1.0 / cases.n)
    first = V.shape[2]
    for place, column in enumerate(stage.columns):
        if column >= first:
            standardised = products[:, column - first] / np.sqrt(variance[column - first])
            indicators[:, place] = standardised
