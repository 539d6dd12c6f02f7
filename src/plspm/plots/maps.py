"""Maps of discriminant validity, and of where a model misfits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import numpy as np

from plspm.assessment.criteria import CUT_OFFS, short
from plspm.assessment.fit import Model
from plspm.calls import plainly
from plspm.errors import OptionError
from plspm.estimation.settings import choice_problems, fraction_problems
from plspm.plots.heat import HeatMap, draw_map, lower_triangle, names
from plspm.plots.tabled import Assessed, in_words, of_kind

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Ratio: TypeAlias = Literal["htmt", "htmt_plus", "htmt2"]

MOST_NUMBERS: Final = 20
"""Residuals of more indicators are written only where they are large."""


@plainly("plspm.plots.htmt_map")
def htmt_map(result: Assessed, *, measure: Ratio = "htmt", axes: Axes | None = None) -> Axes:
    """Draw the heterotrait-monotrait ratios of all pairs of constructs.

    Framed are those that are not below .85. Constructs that have none, such as those in Mode B, are
    left out.

    Parameters
    ----------
    result : PLSResult
    measure : {"htmt", "htmt_plus", "htmt2"}
    axes : matplotlib.axes.Axes, optional
        To draw on; by default those of a new figure.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        What is given is no result, or the measure none of these.
    MissingDependencyError
        matplotlib is not installed.

    References
    ----------
    Henseler, Ringle & Sarstedt (2015), Journal of the Academy of Marketing Science 43, 115-135.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> axes = plspm.plots.htmt_map(result)
    >>> [text.get_text() for text in axes.texts]
    ['.21', '.22', '.31', '.36', '.53', '.32', '.32', '.65', '.24', '.83']
    """
    return draw_map(htmt_cells(result, measure), axes)


def htmt_cells(result: Assessed, measure: Ratio = "htmt") -> HeatMap:
    """Return what :func:`htmt_map` draws."""
    _check(result, choice_problems("measure", measure, get_args(Ratio)))
    tables = {"htmt": result.htmt, "htmt_plus": result.htmt_plus, "htmt2": result.htmt2}
    table = tables[measure]
    measured = table.notna().any(axis=1)
    if measured.sum() > 1:
        table = table.loc[measured, measured]
    below = lower_triangle(len(table))
    values = np.where(below, table.to_numpy(float), np.nan)
    marked = values >= CUT_OFFS["htmt"].value
    return HeatMap(
        names(table.index)[1:],
        names(table.columns)[:-1],
        values[1:, :-1],
        marked[1:, :-1],
        below[1:, :-1],
        1.0,
        note=f"{in_words(measure)}; framed: not below {short(CUT_OFFS['htmt'].value)}",
    )


@plainly("plspm.plots.cross_loadings_map")
def cross_loadings_map(result: Assessed, *, axes: Axes | None = None) -> Axes:
    """Draw the correlations of all indicators with all constructs.

    Bold are those with the construct that they belong to; framed are others that are not smaller.

    Parameters
    ----------
    result : PLSResult
    axes : matplotlib.axes.Axes, optional
        To draw on; by default those of a new figure.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        What is given is no result.
    MissingDependencyError
        matplotlib is not installed.

    References
    ----------
    Chin (1998), in Marcoulides (ed.), Modern Methods for Business Research, 295-336.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> axes = plspm.plots.cross_loadings_map(result)
    >>> len(axes.texts)
    85
    """
    return draw_map(cross_loading_cells(result), axes)


def cross_loading_cells(result: Assessed) -> HeatMap:
    """Return what :func:`cross_loadings_map` draws."""
    _check(result)
    table = result.cross_loadings
    home = dict(result.loadings.index.swaplevel().tolist())
    own = np.array([[home.get(i) == c for c in table.columns] for i in table.index])
    values = table.to_numpy(float)
    at_home = np.where(own, abs(values), -np.inf).max(axis=1, keepdims=True)
    owners = [home.get(item) for item in table.index]
    blocks = tuple(owners.count(name) for name in dict.fromkeys(owners))
    return HeatMap(
        names(table.index),
        names(table.columns),
        values,
        ~own & (abs(values) >= at_home),
        np.isfinite(values),
        1.0,
        diverging=bool((values.round(2) < 0).any()),
        blocks=blocks,
        bold=own,
        note="bold: own construct\nframed: another, not smaller",
    )


@plainly("plspm.plots.residual_map")
def residual_map(
    result: Assessed, *, model: Model = "saturated", large: float = 0.1, axes: Axes | None = None
) -> Axes:
    """Draw what the model leaves of the correlations of indicators: where it misfits.

    Observed less implied correlations; framed are those at least as large as `large`, above or
    below 0.

    Parameters
    ----------
    result : PLSResult
    model : {"saturated", "estimated", "estimated_unit_variance"}
        Whose correlations are implied: all constructs free to correlate, which shows the misfit of
        the measurement, or as the structural model lets them.
    large : float, default 0.1
        From where on residuals are framed, between 0 and 1.
    axes : matplotlib.axes.Axes, optional
        To draw on; by default those of a new figure.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        What is given is no result, or an option has a value that it cannot take.
    MissingDependencyError
        matplotlib is not installed.

    References
    ----------
    For the size that counts: Kline (2016), Principles and Practice of Structural Equation
    Modeling, 4th ed., chapter 12.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> axes = plspm.plots.residual_map(result, model="estimated")
    >>> axes.get_title(loc="left")
    'observed − implied correlations (estimated model); framed: at least .10'
    """
    return draw_map(residual_cells(result, model, large), axes)


def residual_cells(result: Assessed, model: Model, large: float) -> HeatMap:
    """Return what :func:`residual_map` draws."""
    problems = choice_problems("model", model, get_args(Model))
    _check(result, [*problems, *fraction_problems("large", large, example="0.1")])
    observed = result.indicator_correlations
    implied = result.implied_correlations(model).loc[observed.index, observed.columns]
    below = lower_triangle(len(observed))
    values = np.where(below, (observed - implied).to_numpy(float), np.nan)[1:, :-1]
    marked = abs(values) >= large
    few = len(observed) <= MOST_NUMBERS
    largest = float(np.nanmax(abs(values), initial=0.0))
    return HeatMap(
        names(observed.index)[1:],
        names(observed.columns)[:-1],
        values,
        marked,
        np.isfinite(values) if few else marked,
        max(largest, 3 * large),
        diverging=True,
        note=f"observed − implied correlations ({model.replace('_', ' ')} model); "
        f"framed: at least {short(large)}",
    )


def _check(result: object, problems: list[str] | None = None) -> None:
    wrong = [*of_kind("result", result, Assessed, "plspm.estimate()"), *(problems or [])]
    if wrong:
        raise OptionError(wrong)
