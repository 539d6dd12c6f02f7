"""Criteria over the number of segments, each above its own smallest value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

import numpy as np

from plspm.calls import plainly
from plspm.estimation.settings import chosen_names
from plspm.plots.axes import axes_or_new, finish, legend
from plspm.plots.palette import COLOURS, DASHES, MARKERS
from plspm.plots.tabled import check_kind

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

DRAWN: Final = ("aic3", "aic4", "bic", "caic")
KNOWN: Final = ("aic", "aic3", "aic4", "bic", "caic", "hq", "mdl5")


@runtime_checkable
class Searched(Protocol):
    """What the picture needs; the record of :func:`plspm.fimix` has it."""

    @property
    def criteria(self) -> pd.DataFrame:
        """Criteria by number of segments."""


@plainly("plspm.plots.segments_plot")
def segments_plot(
    record: Searched, criteria: Sequence[str] = DRAWN, *, axes: Axes | None = None
) -> Axes:
    """Draw criteria over the number of segments; the number each prefers stands at 0.

    Parameters
    ----------
    record : Segments
        From :func:`plspm.fimix`.
    criteria : sequence of str, default ("aic3", "aic4", "bic", "caic")
        Those also of "aic", "hq", "mdl5".
    axes : matplotlib.axes.Axes, optional
        Where to draw; by default on new axes.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        There is no such criterion.
    MissingDependencyError
        matplotlib is not installed.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> axes = segments_plot(plspm.fimix(result, numbers=[2, 3], seed=1))
    >>> [text.get_text() for text in axes.get_legend().get_texts()]
    ['AIC3', 'AIC4', 'BIC', 'CAIC']
    """
    check_kind("record", record, Searched, "plspm.fimix()")
    names = chosen_names("criteria", criteria, KNOWN)
    axes = axes_or_new(axes)
    table = record.criteria
    numbers = table.index.to_numpy()
    for place, name in enumerate(names):
        values = table[name].to_numpy()
        axes.plot(
            numbers,
            values - np.nanmin(values),
            color=COLOURS[place % len(COLOURS)],
            linestyle=DASHES[place % len(DASHES)],
            marker=MARKERS[place % len(MARKERS)],
            markersize=4,
            linewidth=1.2,
            label=name.upper(),
        )
    axes.axhline(0.0, color="0.8", linewidth=0.8, zorder=0)
    axes.set_xticks(numbers)
    legend(axes, columns=4)
    finish(axes, x="number of segments", y="above the smallest value")
    return axes
