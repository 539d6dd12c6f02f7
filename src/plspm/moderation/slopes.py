"""Simple slopes, and where a curve turns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from plspm.assessment.statistics import Labels
from plspm.errors import OptionError, written
from plspm.estimation.arrays import Array, ModelArrays
from plspm.inference.intervals import Kind
from plspm.inference.slopes import At, Coefficients, slope
from plspm.model.products import Product
from plspm.moderation.inference import Inference, construct_named, product_named
from plspm.moderation.values import Chosen, Units, combinations, scores_of


def simple_slopes(
    inference: Inference,
    product: str | Product,
    *,
    at: Chosen = None,
    focal: str | None = None,
    units: Units | None = None,
    kind: Kind | None = None,
    level: float | None = None,
) -> pd.DataFrame:
    """Slope of a construct at values of what it is multiplied with.

    Parameters
    ----------
    inference : BootstrapResult or StandardErrors
    product : str
        Label of a product of the model, for example "IMAG:CUEX", or "IMAG^2" for curvature: its
        slope at values of IMAG itself.
    at : sequence of numbers, "percentiles", or a mapping of these by construct, optional
        Values of the moderators; of several every combination. By default -1, 0 and 1 standard
        deviations, and both codes of an item that has only two, with the labels that the data
        give them. "percentiles" takes the 16th, 50th and 84th of the scores.
    focal : str, optional
        Whose slope; by default the first factor of the label.
    units : {"sd", "data"}, optional
        Of `at`: standard deviations, or the units of a single item, which then stands for the
        same answer in every draw. By default "data" for an item that has only two values.
    kind, level
        Interval, by default as chosen for `inference`.

    Returns
    -------
    DataFrame
        Index (source, target, at), one row a target and combination; columns as in the other
        tables of `inference`. Constructs in no `at` are at their mean.

    Raises
    ------
    OptionError
        The model has no such product or factor, or `at` no values it can have.

    References
    ----------
    Aiken & West (1991), Multiple Regression: Testing and Interpreting Interactions; Becker,
    Ringle & Sarstedt (2018), Journal of Applied Structural Equation Modeling 2(2), 1-21.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("engagement_projects")
    >>> errors = plspm.estimate(study.model, study.data).standard_errors()
    >>> slopes = errors.simple_slopes("STIM:ECM", at=(-1, 1))
    >>> slopes[["estimate", "ci_lower", "ci_upper"]].round(2).droplevel(["source", "target"])
                 estimate  ci_lower  ci_upper
    at
    ECM = -1 SD      0.19      0.08      0.31
    ECM = 1 SD       0.38      0.29      0.48
    """
    fitted = inference.fitted
    arrays = fitted.arrays
    q = product_named(arrays, product)
    source = focal_factor(arrays, q, focal)
    others = list(arrays.factors[q])
    others.remove(source)
    rows, quantities = [], []
    for target in np.flatnonzero(arrays.is_path[:, q]):
        for label, values in combinations(fitted, tuple(dict.fromkeys(others)), at, units):
            rows.append((arrays.constructs[source], arrays.constructs[target], label))
            quantities.append(_slope(arrays, int(target), source, values))
    labels = Labels(("source", "target", "at"), tuple(rows))
    return inference._of_coefficients("slope", quantities, labels, kind=kind, level=level)


def _slope(arrays: ModelArrays, target: int, source: int, at: Mapping[int, At]) -> partial[Array]:
    return partial(slope, arrays=arrays, target=target, source=source, at=at)


def focal_factor(arrays: ModelArrays, q: int, focal: str | None) -> int:
    """The factor of a product whose slope is asked for.

    Raises
    ------
    OptionError
        `focal` is none of its factors.
    """
    if focal is None:
        return arrays.factors[q][0]
    source = construct_named(arrays, focal, "focal")
    if source not in arrays.factors[q]:
        raise OptionError(
            f"focal is {written(focal)}, which is no factor of {arrays.constructs[q]}."
        )
    return source


def turning_point(
    inference: Inference,
    product: str | Product,
    *,
    kind: Kind | None = None,
    level: float | None = None,
) -> pd.DataFrame:
    """Where a curve turns: the value of a construct at which its slope is 0.

    Parameters
    ----------
    inference : BootstrapResult or StandardErrors
    product : str
        A power of the model, for example "IMAG^2"; with IMAG^3 in the same equation there are
        two points or none.
    kind, level
        Interval, by default as chosen for `inference`.

    Returns
    -------
    DataFrame
        Index (source, target, point); values in standard deviations of the construct; column
        ``share_below`` the share of the cases that lie below. NaN where the curve does not turn.
        Where the curvature may be zero the point may be anywhere: prefer a percentile interval.

    Raises
    ------
    OptionError
        The model has no such product, or it is not a power.

    References
    ----------
    Lind & Mehlum (2010), Oxford Bulletin of Economics and Statistics 72(1), 109-118.

    Examples
    --------
    >>> import plspm
    >>> data = plspm.datasets.load("engagement_projects")
    >>> model = "STIM =~ stim1 + stim2 + stim3; CE =~ ce1 + ce2 + ce3; CE ~ STIM + STIM^2"
    >>> errors = plspm.estimate(model, data).standard_errors()
    >>> errors.turning_point("STIM^2").index.tolist()
    [('STIM', 'CE', 'turn')]
    """
    fitted = inference.fitted
    arrays = fitted.arrays
    q = product_named(arrays, product)
    source = arrays.factors[q][0]
    if set(arrays.factors[q]) != {source}:
        raise OptionError(
            f"{arrays.constructs[q]} is no power of one construct, so it has no turning point; "
            "simple_slopes and johnson_neyman are for interactions."
        )
    rows, quantities = [], []
    for target in np.flatnonzero(arrays.is_path[:, q]):
        square, cube = (_power(arrays, int(target), source, exponent) for exponent in (2, 3))
        points = ["turn"] if cube is None else ["first turn", "second turn"]
        for number, point in enumerate(points):
            rows.append((arrays.constructs[source], arrays.constructs[target], point))
            quantities.append(partial(_turn, target=int(target), source=source, square=square,
                                      cube=cube, second=number == 1))  # fmt: skip
    labels = Labels(("source", "target", "point"), tuple(rows))
    table = inference._of_coefficients(
        "turning_point", quantities, labels, kind=kind, level=level, null=None
    )
    scores = scores_of(fitted)[:, source]
    turns = table["estimate"].to_numpy()
    below = np.where(np.isfinite(turns), (scores[:, None] < turns).mean(axis=0), np.nan)
    return table.assign(share_below=below)


def _power(arrays: ModelArrays, target: int, source: int, exponent: int) -> int | None:
    wanted = (source,) * exponent
    for q in np.flatnonzero(arrays.is_path[target]):
        if arrays.factors[q] == wanted:
            return int(q)
    return None


def _turn(
    of: Coefficients, target: int, source: int, square: int | None, cube: int | None, second: bool
) -> Array:
    """Root of b₁ + 2b₂m + 3b₃m²; NaN where there is none; (b,)."""
    b1 = of.B[:, target, source]
    b2 = of.B[:, target, square] if square is not None else np.zeros_like(b1)
    if cube is None:
        return -b1 / (2.0 * np.where(b2 == 0, np.nan, b2))
    b3 = of.B[:, target, cube]
    discriminant = 4.0 * b2**2 - 12.0 * b1 * b3
    root = np.sqrt(np.where(discriminant.real >= 0, discriminant, np.nan))
    # The first is the smaller one, whichever way the cubic goes.
    sign = np.where(b3.real > 0, 1.0, -1.0) * (1.0 if second else -1.0)
    return (-2.0 * b2 + sign * root) / (6.0 * np.where(b3 == 0, np.nan, b3))
