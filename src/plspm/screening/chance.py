"""Which cases are too far from honest respondents for chance."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from scipy.stats import poisson

from plspm.data.columns import FloatArray
from plspm.screening.conditional import Flags
from plspm.screening.duplicates import CHANCE, Numbers

LAST = 0.999
"""Quantile of the honest from which their tail is prolonged."""

Strings: TypeAlias = tuple[Numbers, FloatArray]
"""Length of the longest string of every case, and its answer."""


def beyond_by_answer(strings: Strings, honest: Strings) -> Flags:
    """Cases with strings that are too long for their answer: a row of 3 is rarer than one of 5."""
    steps = np.unique(strings[1][~np.isnan(strings[1])])
    over, far = np.zeros((2, len(strings[0])), dtype=np.bool_)
    expected = len(steps) * len(strings[0]) / len(honest[0])
    for step in steps:
        values = np.where(strings[1] == step, strings[0], -np.inf)
        end, bound = tail(np.where(honest[1] == step, honest[0], 0.0), expected)
        over |= values > end
        far |= values > bound
    return over if more_than(expected, over) else far


def beyond(values: FloatArray, honest: FloatArray) -> Flags:
    """Cases that no honest respondent comes near, or more than chance that none reaches.

    Parameters
    ----------
    values : (n,) array
        The larger, the less honest; minus infinity for cases that are not judged.
    honest : (N,) array
    """
    expected = len(values) / len(honest)
    end, bound = tail(honest, expected)
    over: Flags = values > end
    return over if more_than(expected, over) else values > bound


def tail(honest: FloatArray, expected: float) -> tuple[float, float]:
    """Where the honest end, and beyond what one case of all is too much for chance.

    The tail is prolonged as it falls from its last thousandth to its end, until as few are beyond
    as there is one once in a hundred times, `expected` being beyond the end.
    """
    end = float(honest.max())
    thinner = np.log((1.0 - LAST) * len(honest))
    times = max(0.0, np.log(expected / CHANCE) / thinner)
    return end, end + times * (end - float(np.quantile(honest, LAST)))


def more_than(expected: float, flags: Flags) -> bool:
    """Whether more cases are flagged than happens by chance once in a hundred times."""
    return bool(np.count_nonzero(flags) > poisson.isf(CHANCE, expected))
