"""The equations that segments may differ in, and how many segments the cases can fill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from plspm.assessment.numeric import ROUNDING
from plspm.design.rules import f_sample
from plspm.errors import EstimationError, OptionError, written
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.settings import whole_number
from plspm.robustness.mixture import Equation, products_of, variances_of_all

MEDIUM: Final = 0.15
"""f² of the effect that a segment must be able to show (Cohen 1988)."""


def equations_of(arrays: ModelArrays) -> list[Equation]:
    """The equations of a model, without those of constructs that are formed of their own parts."""
    formed = (arrays.is_path & arrays.own_parts).any(axis=1)
    targets = np.flatnonzero(arrays.endogenous & ~formed)
    return [Equation(int(i), np.flatnonzero(arrays.is_path[i])) for i in targets]


def read_numbers(numbers: Iterable[object], most: int) -> tuple[int, ...]:
    """Numbers of segments in ascending order, 1 among them.

    Raises
    ------
    OptionError
        They are no whole numbers from 1 to `most`.
    """
    try:
        given: list[object] = [numbers] if isinstance(numbers, str | bytes) else list(numbers)
    except TypeError:  # a single number, or what looks like many and is not
        given = [numbers]
    if not given:
        raise OptionError("numbers is empty; give numbers of segments, for example range(1, 6).")
    whole = [whole_number(one) for one in given]
    wrong = [one for one, k in zip(given, whole, strict=True) if k is None or not 1 <= k <= most]
    if wrong:
        raise OptionError(
            f"numbers holds {written(wrong[0])}; it must hold whole numbers from 1 to {most}, more "
            "segments than which these cases cannot fill."
        )
    return tuple(sorted({1, *(k for k in whole if k is not None)}))


def needed_cases(equations: Sequence[Equation]) -> int:
    """Cases with which the F test of R² of the largest equation finds f² = .15, power .80."""
    predictors = most_predictors(equations)
    cases = f_sample(MEDIUM, predictors, predictors)
    if cases is None:
        raise EstimationError(f"No sample is large enough for {predictors} predictors.")
    return cases


def most_predictors(equations: Sequence[Equation]) -> int:
    """Predictors of the largest equation."""
    return max(x.size for _, x in equations)


def refuse_exact(scores: Array, equations: Sequence[Equation], arrays: ModelArrays) -> None:
    """Refuse equations of all cases that leave nothing, or have no unique coefficients."""
    with np.errstate(divide="ignore", invalid="ignore"):
        left = variances_of_all(products_of(scores), equations)
    spread = (scores**2).mean(axis=0)
    exact = [
        arrays.constructs[y]
        for (y, _), variance in zip(equations, left.tolist(), strict=True)
        if not variance > ROUNDING * spread[y]
    ]
    if exact:
        raise EstimationError(
            [
                f"The scores of {name} repeat those of its predictors, or these repeat each other: "
                "nothing is left in which segments could differ."
                for name in exact
            ]
        )
