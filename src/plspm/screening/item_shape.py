"""Size, range and shape of every item, missing answers left out."""

from __future__ import annotations

import numpy as np

from plspm.data.columns import FloatArray

COLUMNS = ("answers", "min", "max", "mean", "sd", "skewness", "kurtosis")
MEAN, SD = COLUMNS.index("mean"), COLUMNS.index("sd")


def item_shapes(X: FloatArray) -> FloatArray:
    """Number of answers, least, greatest, mean, standard deviation, skewness, excess kurtosis.

    Skewness and kurtosis are the sample-adjusted G1 and G2 (Joanes & Gill 1998), as in SPSS, SAS
    and pandas; NaN for constant items and too few answers.

    Parameters
    ----------
    X : (p, n) array
        NaN where unknown.

    Returns
    -------
    (p, 7) array
        In the order of `COLUMNS`.

    Examples
    --------
    >>> item_shapes(np.array([[1.0, 2.0, 3.0, 10.0, np.nan]])).round(3)
    array([[ 4.   ,  1.   , 10.   ,  4.   ,  4.082,  1.764,  3.228]])
    """
    return np.array([_shape(item[~np.isnan(item)]) for item in X])


def _shape(x: FloatArray) -> tuple[float, ...]:
    n = len(x)
    if n == 0:
        return (0.0, *[np.nan] * 6)
    low, high, mean = float(x.min()), float(x.max()), float(x.mean())
    d = x - mean
    unit = max(high - mean, mean - low)
    if n < 2 or high == low or unit == 0:
        return float(n), low, high, mean, 0.0 if n > 1 else np.nan, np.nan, np.nan
    d /= unit  # fourth powers of values such as 1e100 overflow; shape has no unit
    squares = d * d
    m2, m3, m4 = squares.mean(), (squares @ d) / n, (squares @ squares) / n
    sd = unit * np.sqrt(m2 * n / (n - 1.0))
    skewness = kurtosis = np.nan
    if n > 2:
        skewness = np.sqrt(n * (n - 1.0)) / (n - 2.0) * m3 / m2**1.5
    if n > 3:
        kurtosis = (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * (m4 / m2**2 - 3.0) + 6.0)
    return float(n), low, high, mean, float(sd), float(skewness), float(kurtosis)
