"""Distributions of prediction errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from plspm.calls import plainly
from plspm.plots.axes import axes_or_new, finish, legend
from plspm.plots.numbers import written
from plspm.plots.palette import BLUE
from plspm.plots.tabled import Tables, check_kind, chosen

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@runtime_checkable
class Validated(Protocol):
    """What the picture needs; the record of :func:`plspm.cross_validate` has it."""

    @property
    def indicators(self) -> Tables:
        """Columns rmse, rmse_lm, skewness and read by (construct, indicator)."""

    @property
    def predictions(self) -> Tables:
        """Columns observed, predicted and lm by (indicator, case)."""


@plainly("plspm.plots.error_plot")
def error_plot(
    record: Validated, indicator: str | None = None, *, axes: Axes | None = None
) -> Axes:
    """Draw how the errors of an item are distributed, beside those of the linear model.

    Parameters
    ----------
    record : CrossValidation
        From :func:`plspm.cross_validate`.
    indicator : str, optional
        By default the first item that is predicted.
    axes : matplotlib.axes.Axes, optional
        Where to draw; by default on new axes.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        There is no such item, or the axes are none.
    MissingDependencyError
        matplotlib is not installed.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> validation = plspm.cross_validate(result, seed=1)
    >>> axes = error_plot(validation, "MPE_a")  # doctest: +SKIP
    """
    check_kind("record", record, Validated, "plspm.cross_validate()")
    table = record.indicators.droplevel("construct")
    names = list(table.index)
    name = chosen("indicator", names[0] if indicator is None else indicator, names)
    cases = record.predictions.loc[name]
    errors = (cases["observed"] - cases["predicted"]).dropna().to_numpy()
    linear = (cases["observed"] - cases["lm"]).dropna().to_numpy()
    axes = axes_or_new(axes)
    edges = np.histogram_bin_edges(np.concatenate([errors, linear]), bins="fd").tolist()
    axes.hist(errors, bins=edges, color=BLUE, alpha=0.5, label="model")
    if linear.size:
        axes.hist(linear, bins=edges, histtype="step", color="#333333", label="linear model")
    axes.axvline(0.0, color="#999999", linewidth=0.8)
    skew, read = table["skewness"].astype(float)[name], table["read"].astype(str)[name]
    axes.set_title(f"skewness {written(skew, 2)}: read {read.upper()}", fontsize=9)
    legend(axes)
    finish(axes, x=f"{name}: observed less predicted, out of sample", y="cases")
    return axes
