"""What a picture of simple slopes shows: a line for every value of the moderators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from plspm.assessment.statistics import Labels
from plspm.calls import plainly
from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Kind
from plspm.inference.slopes import At, outcome
from plspm.model.products import Product
from plspm.moderation.inference import Inference, product_named
from plspm.moderation.johnson_neyman import outcome_of
from plspm.moderation.slopes import focal_factor
from plspm.moderation.values import (
    Chosen,
    Units,
    called,
    combinations,
    data_location,
    scores_of,
    two_values,
)
from plspm.plots.tabled import check_kind

POINTS: Final = 41
"""Values of the focal construct at which a line and its band are computed."""

MOST_LINES: Final = 7
"""More cannot be told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The outcome over the focal construct, the moderators held at a value.

    Attributes
    ----------
    label : str
        At which values; empty for a curve, which has no moderators.
    level, lower, upper : (points,) arrays
        Of the outcome, with its interval at each point by itself.
    """

    label: str
    level: Array
    lower: Array
    upper: Array


@dataclass(frozen=True, slots=True, eq=False)
class SlopeLines:
    """What :func:`~plspm.plots.simple_slopes` draws.

    Attributes
    ----------
    source, target : str
        The focal construct and the outcome.
    value : (points,) array
        Of the focal construct: standard deviations over the observed range, or the two codes of an
        item that has no others.
    in_codes : bool
        Which of both.
    called : tuple of str
        Both codes, with their labels where the data have them; else empty.
    lines : tuple of Line
        In standard deviations of the outcome, 0 being its level with all constructs at their mean.
    """

    source: str
    target: str
    value: Array
    in_codes: bool
    lines: tuple[Line, ...]
    called: tuple[str, ...] = ()


@plainly("plspm.plots.slope_lines")
def slope_lines(
    inference: Inference,
    product: str | Product,
    *,
    target: str | None = None,
    focal: str | None = None,
    at: Chosen = None,
    units: Units | None = None,
    kind: Kind | None = None,
    level: float | None = None,
) -> SlopeLines:
    """Compute the lines of :func:`~plspm.plots.simple_slopes`, whose parameters these are.

    Returns
    -------
    SlopeLines

    Raises
    ------
    OptionError
        The model has no such product, factor or outcome, `at` no values it can have, or there are
        more lines than can be told apart.
    """
    check_kind("inference", inference, Inference, "result.bootstrap() or result.standard_errors()")
    fitted = inference.fitted
    arrays = fitted.arrays
    q = product_named(arrays, product)
    source = focal_factor(arrays, q, focal)
    outcome_at = outcome_of(arrays, q, target)
    moderators = tuple(k for k in dict.fromkeys(arrays.factors[q]) if k != source)
    if not moderators and at is not None:
        raise OptionError(
            f"{arrays.constructs[q]} has no moderators, so that `at` has no meaning: its curve is "
            "drawn over the whole range."
        )
    if at is None and len(moderators) > 1:
        at = _four_lines(fitted, moderators)
    held = list(combinations(fitted, moderators, at, units))
    if len(held) > MOST_LINES:
        raise OptionError(
            f"`at` asks for {len(held)} lines, of which at most {MOST_LINES} can be told apart; "
            "give fewer values."
        )
    value, points = _focal_values(fitted, source)
    quantities = [
        partial(outcome, arrays=arrays, target=outcome_at, at={**values, source: point})
        for _, values in held
        for point in points
    ]
    labels = Labels(("point",), tuple((str(number),) for number in range(len(quantities))))
    table = inference._of_coefficients("level", quantities, labels, kind=kind, level=level)
    numbers = table[["estimate", "ci_lower", "ci_upper"]].to_numpy(float)
    parts = np.split(numbers, len(held))
    codes = two_values(fitted, source)
    return SlopeLines(
        arrays.constructs[source],
        arrays.constructs[outcome_at],
        value,
        codes is not None,
        tuple(Line(label, *part.T) for (label, _), part in zip(held, parts, strict=True)),
        tuple(called(fitted, source, code) for code in codes or ()),
    )


def _four_lines(fitted: Fitted, moderators: Sequence[int]) -> dict[str, tuple[float, float]]:
    """One standard deviation to either side of each moderator; items of two values have these."""
    names = fitted.arrays.constructs
    return {names[k]: (-1.0, 1.0) for k in moderators if two_values(fitted, k) is None}


def _focal_values(fitted: Fitted, source: int) -> tuple[Array, list[At]]:
    """Both codes of an item that has no others, else values over the observed range."""
    codes, location = two_values(fitted, source), data_location(fitted, source)
    if codes is None or location is None:
        scores = scores_of(fitted)[:, source]
        value = np.linspace(scores.min(), scores.max(), POINTS)
        return value, [At(float(x)) for x in value]
    mean, sd = location
    return np.array(codes), [At((code - mean) / sd, fixed=True) for code in codes]
