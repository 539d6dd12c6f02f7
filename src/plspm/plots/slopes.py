"""Simple slopes: the outcome over a construct, a line for every value of the moderators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from plspm.calls import plainly
from plspm.inference.intervals import Kind
from plspm.model.products import Product
from plspm.moderation.inference import Inference
from plspm.moderation.values import Chosen, Units
from plspm.plots.axes import axes_or_new, finish, legend
from plspm.plots.palette import COLOURS, DASHES, Dash
from plspm.plots.slope_lines import Line, SlopeLines, slope_lines

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@plainly("plspm.plots.simple_slopes")
def simple_slopes(
    inference: Inference,
    product: str | Product,
    *,
    target: str | None = None,
    focal: str | None = None,
    at: Chosen = None,
    units: Units | None = None,
    kind: Kind | None = None,
    level: float | None = None,
    axes: Axes | None = None,
) -> Axes:
    """Draw the outcome over a construct, a line with its band for every value of the moderators.

    Of a power, which has no moderators, the curve. The outcome is measured from its level with all
    constructs at their mean, where those stay that are neither focal nor moderators. Bands are
    intervals at each point by itself, not of the line as a whole. A focal item that has only two
    values has them on the axis, with bars for bands.

    Parameters
    ----------
    inference : BootstrapResult or StandardErrors
    product : str
        Label of a product of the model, for example "IMAG:CUEX", or "IMAG^2" for a curve.
    target : str, optional
        The outcome, where the product is in several equations.
    focal : str, optional
        What lies on the horizontal axis; by default the first factor of the label.
    at, units
        Values of the moderators, as in :func:`plspm.moderation.simple_slopes`; but of several
        moderators by default -1 and 1 standard deviations only, so that there are four lines.
    kind, level
        Interval, by default as chosen for `inference`.
    axes : matplotlib.axes.Axes, optional
        Where to draw; by default on new axes.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        The model has no such product, factor or outcome, `at` no values it can have, or there are
        more lines than can be told apart.
    MissingDependencyError
        matplotlib is not installed.

    References
    ----------
    Aiken & West (1991), Multiple Regression: Testing and Interpreting Interactions; colours: Okabe
    & Ito (2008), Color Universal Design.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> text = study.model_text.replace("ECE ~ EXP + ORE + SMU", "ECE ~ EXP + ORE + SMU + EXP:SMU")
    >>> result = plspm.estimate(text, study.data)
    >>> axes = simple_slopes(result.standard_errors(), "EXP:SMU")
    >>> [text.get_text() for text in axes.get_legend().get_texts()]
    ['SMU = -1 SD', 'SMU = 0 SD', 'SMU = 1 SD']
    """
    drawing = slope_lines(
        inference,
        product,
        target=target,
        focal=focal,
        at=at,
        units=units,
        kind=kind,
        level=level,
    )
    axes = axes_or_new(axes)
    styles = zip(drawing.lines, COLOURS, DASHES, strict=False)
    for number, (line, colour, dash) in enumerate(styles):
        if drawing.in_codes:
            _bars(axes, drawing, number, line, colour, dash)
        else:
            axes.fill_between(
                drawing.value, line.lower, line.upper, color=colour, alpha=0.15, linewidth=0
            )
            axes.plot(
                drawing.value, line.level, color=colour, linestyle=dash, label=line.label, zorder=3
            )
    unit = "" if drawing.in_codes else " (SD)"
    if drawing.in_codes:
        axes.set_xticks(drawing.value, drawing.called)
    if any(line.label for line in drawing.lines):
        legend(axes, columns=2 if len(drawing.lines) == 4 else 3)
    finish(axes, x=f"{drawing.source}{unit}", y=f"{drawing.target} (SD, 0 at the means)")
    return axes


def _bars(
    axes: Axes, drawing: SlopeLines, number: int, line: Line, colour: str, dash: Dash
) -> None:
    """The line between two codes with an interval at each end, a little apart from the others."""
    span = float(np.ptp(drawing.value))
    x = drawing.value + 0.03 * span * (number - (len(drawing.lines) - 1) / 2)
    axes.vlines(x, line.lower, line.upper, color=colour, linewidth=1.0)
    axes.plot(
        x, line.level, color=colour, linestyle=dash, marker="o", markersize=4, label=line.label
    )
