"""Johnson-Neyman: from which value of a moderator on a slope differs from zero."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from plspm.errors import OptionError, written
from plspm.estimation.arrays import Array, ModelArrays
from plspm.inference.intervals import Kind
from plspm.inference.slopes import Coefficients, products_in
from plspm.model.products import Product
from plspm.moderation.inference import Inference, construct_named, product_named
from plspm.moderation.slopes import focal_factor
from plspm.moderation.values import data_location, scores_of
from plspm.report.page import Page, Record, Table

Bounds = Callable[[Array], tuple[Array, Array]]
"""From values of the moderator to the interval of the slope there."""

DIRECTIONS: Final = 720
"""Values at which the sign of the interval is looked at, spread over all real numbers."""

HALVINGS: Final = 60
"""Bisections of each change of sign: to the last digit."""

DRAWN: Final = 101
"""Values in the observed range for pictures."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class JohnsonNeyman(Record):
    """Where a slope differs from zero.

    Attributes
    ----------
    product, source, target, moderator : str
        Slope of `source` in the equation of `target` at values of `moderator`.
    bounds : DataFrame
        Index ``bound``; columns ``value``, at which an end of the interval of the slope is 0, in
        standard deviations of the moderator; ``value_data`` in the units of the data (NaN for
        several items); ``observed``, whether it lies between the smallest and the largest score;
        and ``share_below``, the share of the cases below it.
    regions : DataFrame
        Between the bounds: columns ``lower``, ``upper``, ``slope`` ("negative", "not different
        from 0", "positive") and ``share`` of the cases.
    slopes : DataFrame
        Over the observed range: columns ``value``, ``estimate``, ``ci_lower``, ``ci_upper``.
    scores : Series
        Of the moderator, in standard deviations: where the cases lie.
    """

    product: str
    source: str
    target: str
    moderator: str
    bounds: pd.DataFrame
    regions: pd.DataFrame
    slopes: pd.DataFrame
    scores: pd.Series[float]

    def __repr__(self) -> str:
        return f"<JohnsonNeyman: {self.source} -> {self.target} by {self.moderator}>"

    def page(self) -> Page:
        """Bounds and regions; slopes over the observed range are for pictures."""
        return Page(
            "Johnson-Neyman",
            (
                Table("Where the interval of the slope begins to hold 0", self.bounds),
                Table("Regions", self.regions, name="johnson_neyman"),
            ),
            (
                ("Slope", f"{self.source} -> {self.target}"),
                ("At values of", f"{self.moderator}, in its standard deviations"),
            ),
            ("Bounds hold for each value of the moderator by itself.",),
        )


def johnson_neyman(
    inference: Inference,
    product: str | Product,
    *,
    target: str | None = None,
    focal: str | None = None,
    kind: Kind | None = None,
    level: float | None = None,
) -> JohnsonNeyman:
    """Find the values of a moderator at which the interval of a slope begins or ceases to hold 0.

    Parameters
    ----------
    inference : BootstrapResult or StandardErrors
    product : str
        Label of a product of two constructs, or of a power, whose slope is that at values of the
        construct itself. Other moderators are at their mean.
    target : str, optional
        The outcome, where the product is in several equations.
    focal : str, optional
        Whose slope; by default the first factor of the label.
    kind, level
        Interval, by default as chosen for `inference`.

    Returns
    -------
    JohnsonNeyman

    Raises
    ------
    OptionError
        The model has no such product, it has three different factors, or is in several equations
        and no `target` is given.

    References
    ----------
    Johnson & Fay (1950), Psychometrika 15(4), 349-367; Bauer & Curran (2005), Multivariate
    Behavioral Research 40(3), 373-400. Bounds hold for each value by itself.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("engagement_projects")
    >>> errors = plspm.estimate(study.model, study.data).standard_errors()
    >>> errors.johnson_neyman("STIM:ECM").regions[["upper", "slope"]].round(2)
            upper                   slope
    region
    1      -15.15                negative
    2       -1.49  not different from 0
    3         inf                positive
    """
    arrays = inference.fitted.arrays
    q = product_named(arrays, product)
    source = focal_factor(arrays, q, focal)
    moderator = _moderator(arrays, q, source)
    outcome = outcome_of(arrays, q, target)

    held = [others for _, others in products_in(arrays, outcome, source)]
    power = max(len(others) for others in held if set(others) == {moderator})
    terms = [
        partial(
            _coefficient,
            arrays=arrays,
            target=outcome,
            source=source,
            moderator=moderator,
            power=exponent,
        )
        for exponent in range(power + 1)
    ]
    combined = inference._combined(terms, kind=kind, level=level)

    def slopes_at(values: Array) -> tuple[Array, Array, Array]:
        return combined(values[:, None] ** np.arange(power + 1))

    def bounds(values: Array) -> tuple[Array, Array]:
        return slopes_at(values)[1:]

    scores = scores_of(inference.fitted)[:, moderator]
    roots = crossings(bounds)
    drawn = np.linspace(scores.min(), scores.max(), DRAWN)
    columns = ("estimate", "ci_lower", "ci_upper")
    slopes = pd.DataFrame(dict(zip(columns, slopes_at(drawn), strict=True)))
    slopes.insert(0, "value", drawn)
    names = arrays.constructs
    return JohnsonNeyman(
        names[q],
        names[source],
        names[outcome],
        names[moderator],
        _bounds_table(roots, scores, data_location(inference.fitted, moderator)),
        _regions_table(roots, scores, bounds),
        slopes,
        pd.Series(scores, name=names[moderator]),
        simulated_from=inference.simulated_from,
    )


def _coefficient(
    of: Coefficients, arrays: ModelArrays, target: int, source: int, moderator: int, power: int
) -> Array:
    """Coefficient of a power of the moderator in the slope of a construct; (b,)."""
    total = of.B[:, target, source] if power == 0 else np.zeros_like(of.B[:, 0, 0])
    for q, others in products_in(arrays, target, source):
        if power and others == (moderator,) * power:
            total = total + arrays.factors[q].count(source) * of.B[:, target, q]
    return total


def crossings(bounds: Bounds) -> Array:
    """All values at which an end of the interval is 0, in ascending order.

    The sign is looked at in directions over the whole real line, the value being the tangent of
    an angle, and every change of sign is halved down to the last digit.
    """
    angles = np.pi * (np.arange(1, DIRECTIONS) / DIRECTIONS - 0.5)
    values = np.tan(angles)
    roots: list[Array] = []
    for end, bound in enumerate(bounds(values)):
        signs = np.sign(bound)
        at = np.flatnonzero(signs[1:] * signs[:-1] < 0)
        roots.append(values[signs == 0])
        if at.size:
            roots.append(_halved(bounds, end, angles[at], angles[at + 1]))
    return np.sort(np.concatenate(roots))


def _halved(bounds: Bounds, end: int, low: Array, high: Array) -> Array:
    """Values between the tangents of two angles at which the bound with this number is 0."""
    negative = np.sign(bounds(np.tan(low))[end])
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        same = np.sign(bounds(np.tan(middle))[end]) == negative
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return np.tan((low + high) / 2.0)


def _moderator(arrays: ModelArrays, q: int, source: int) -> int:
    others = set(arrays.factors[q]) - {source} or {source}
    if len(others) > 1:
        raise OptionError(
            f"{arrays.constructs[q]} has two moderators; johnson_neyman takes a product of two "
            "constructs. See simple_slopes for values of both."
        )
    return others.pop()


def outcome_of(arrays: ModelArrays, q: int, target: str | None) -> int:
    """The outcome that a product acts on.

    Raises
    ------
    OptionError
        It does not act on `target`, or on several outcomes and none is given.
    """
    targets = [int(i) for i in np.flatnonzero(arrays.is_path[:, q])]
    if target is not None:
        chosen = construct_named(arrays, target, "target")
        if chosen in targets:
            return chosen
    if target is None and len(targets) == 1:
        return targets[0]
    names = ", ".join(repr(arrays.constructs[i]) for i in targets)
    raise OptionError(f"target is {written(target)}; {arrays.constructs[q]} acts on {names}.")


def _bounds_table(
    roots: Array, scores: Array, location: tuple[float, float] | None
) -> pd.DataFrame:
    mean, sd = (np.nan, np.nan) if location is None else location
    return pd.DataFrame(
        {
            "value": roots,
            "value_data": mean + sd * roots,
            "observed": (roots >= scores.min()) & (roots <= scores.max()),
            "share_below": [float(np.mean(scores < root)) for root in roots],
        },
        index=pd.RangeIndex(1, len(roots) + 1, name="bound"),
    )


def _regions_table(roots: Array, scores: Array, bounds: Bounds) -> pd.DataFrame:
    ends = [-np.inf, *roots.tolist(), np.inf]
    middles = np.array(list(_inside(ends)))
    lower, upper = bounds(middles)
    words = np.select([lower > 0, upper < 0], ["positive", "negative"], "not different from 0")
    share = [
        float(np.mean((scores >= low) & (scores < high))) for low, high in itertools.pairwise(ends)
    ]
    return pd.DataFrame(
        {"lower": ends[:-1], "upper": ends[1:], "slope": words, "share": share},
        index=pd.RangeIndex(1, len(ends), name="region"),
    )


def _inside(ends: Sequence[float]) -> Iterator[float]:
    """A value inside each region, whose ends may be infinite."""
    angles = np.arctan(ends)
    for low, high in itertools.pairwise(angles):
        yield float(np.tan((low + high) / 2.0))
