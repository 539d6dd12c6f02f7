"""A slope over its moderator, and where it differs from zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from plspm.calls import plainly
from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.inference.intervals import Kind
from plspm.model.products import Product
from plspm.moderation.inference import Inference
from plspm.moderation.johnson_neyman import JohnsonNeyman
from plspm.moderation.johnson_neyman import johnson_neyman as found_by
from plspm.plots.axes import axes_or_new, finish, legend
from plspm.plots.numbers import written
from plspm.plots.palette import BLUE, RED
from plspm.plots.tabled import check_kind

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS: Final = {"positive": BLUE, "negative": RED, "not different from 0": "0.6"}


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A stretch of the moderator within which the slope is of one kind.

    Attributes
    ----------
    kind : {"positive", "negative", "not different from 0"}
    value, slope, lower, upper : (points,) arrays
        The moderator, and the slope there with its interval.
    """

    kind: str
    value: Array
    slope: Array
    lower: Array
    upper: Array


@dataclass(frozen=True, slots=True, eq=False)
class RegionDrawing:
    """What :func:`johnson_neyman` draws.

    Attributes
    ----------
    source, target, moderator : str
    regions : tuple of Region
        From the smallest to the largest score of the moderator.
    bounds : tuple of float
        Between them.
    scores : (n,) array
        Of the moderator.
    """

    source: str
    target: str
    moderator: str
    regions: tuple[Region, ...]
    bounds: tuple[float, ...]
    scores: Array


@plainly("plspm.plots.region_drawing")
def region_drawing(found: JohnsonNeyman) -> RegionDrawing:
    """Cut the band of a slope at the bounds within the observed range.

    Parameters
    ----------
    found : JohnsonNeyman
        From :func:`plspm.moderation.johnson_neyman`.

    Returns
    -------
    RegionDrawing
    """
    check_kind("found", found, JohnsonNeyman, "boot.johnson_neyman()")
    drawn = found.slopes[["value", "estimate", "ci_lower", "ci_upper"]].to_numpy(float).T
    value = drawn[0]
    regions = []
    for row in found.regions[["lower", "upper", "slope"]].to_dict("records"):
        low, high = max(row["lower"], value[0]), min(row["upper"], value[-1])
        if low >= high:  # beyond what was observed
            continue
        inside = value[(value > low) & (value < high)]
        x = np.array([low, *inside, high])
        regions.append(Region(row["slope"], x, *(np.interp(x, value, y) for y in drawn[1:])))
    observed = found.bounds.loc[found.bounds["observed"].astype(bool), "value"]
    return RegionDrawing(
        found.source,
        found.target,
        found.moderator,
        tuple(regions),
        tuple(observed.astype(float)),
        np.asarray(found.scores, dtype=np.float64),
    )


@plainly("plspm.plots.johnson_neyman")
def johnson_neyman(
    found: JohnsonNeyman | Inference,
    product: str | Product | None = None,
    *,
    target: str | None = None,
    focal: str | None = None,
    kind: Kind | None = None,
    level: float | None = None,
    axes: Axes | None = None,
) -> Axes:
    """Draw a slope over its moderator, coloured where its interval leaves out 0.

    Broken lines are the bounds of Johnson and Neyman, with their values; ticks along the bottom
    are the cases. Only the observed range is drawn. Intervals are those at each value by itself.

    Parameters
    ----------
    found : JohnsonNeyman, BootstrapResult or StandardErrors
        What ``boot.johnson_neyman("A:B")`` gives, or a bootstrap or standard errors, from which it
        is found.
    product, target, focal, kind, level
        As in :func:`plspm.moderation.johnson_neyman`; none of them for a `found` that is one.
    axes : matplotlib.axes.Axes, optional
        Where to draw; by default on new axes.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        There is no product to draw, or options are given to what has been found already.
    MissingDependencyError
        matplotlib is not installed.

    References
    ----------
    Johnson & Fay (1950), Psychometrika 15(4), 349-367; Bauer & Curran (2005), Multivariate
    Behavioral Research 40(3), 373-400; colours: Okabe & Ito (2008), Color Universal Design.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> text = study.model_text.replace("ECE ~ EXP + ORE + SMU", "ECE ~ EXP + ORE + SMU + EXP:SMU")
    >>> result = plspm.estimate(text, study.data)
    >>> axes = johnson_neyman(result.standard_errors(), "EXP:SMU")
    >>> axes.get_ylabel()
    'Slope of EXP for ECE'
    """
    drawing = region_drawing(_found(found, product, target, focal, kind, level))
    axes = axes_or_new(axes)
    named = set()
    for region in drawing.regions:
        colour = COLOURS[region.kind]
        label = None if region.kind in named else region.kind
        named.add(region.kind)
        axes.fill_between(
            region.value, region.lower, region.upper, color=colour, alpha=0.2, linewidth=0
        )
        axes.plot(region.value, region.slope, color=colour, linewidth=1.6, label=label, zorder=3)
    axes.axhline(0.0, color="black", linewidth=0.8, zorder=2)
    across = axes.get_xaxis_transform()
    for bound in drawing.bounds:
        axes.axvline(bound, color="black", linewidth=0.8, linestyle="--", zorder=2)
        axes.annotate(
            written(bound, 2),
            (bound, 1.0),
            xycoords=across,
            xytext=(2, -2),
            textcoords="offset points",
            fontsize=8,
            va="top",
        )
    axes.plot(
        drawing.scores,
        np.zeros_like(drawing.scores),
        linestyle="none",
        marker="|",
        markersize=8,
        color="black",
        alpha=0.4,
        transform=across,
        clip_on=False,
    )
    legend(axes, columns=3)
    finish(axes, x=f"{drawing.moderator} (SD)", y=f"Slope of {drawing.source} for {drawing.target}")
    return axes


def _found(
    found: JohnsonNeyman | Inference,
    product: str | Product | None,
    target: str | None,
    focal: str | None,
    kind: Kind | None,
    level: float | None,
) -> JohnsonNeyman:
    if isinstance(found, JohnsonNeyman):
        given = {
            "product": product,
            "target": target,
            "focal": focal,
            "kind": kind,
            "level": level,
        }
        needless = [name for name, value in given.items() if value is not None]
        if needless:
            raise OptionError(
                f"{', '.join(needless)}: what was found has its product and interval already; give "
                "the bootstrap or the standard errors instead."
            )
        return found
    check_kind("found", found, Inference, "boot.johnson_neyman() or result.bootstrap()")
    if product is None:
        raise OptionError('product is missing; say which, for example "A:B".')
    return found_by(found, product, target=target, focal=focal, kind=kind, level=level)
