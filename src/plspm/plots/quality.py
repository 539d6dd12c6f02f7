"""Loadings and effect sizes beside the values that they are held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import pandas as pd

from plspm.assessment.criteria import CUT_OFFS, bounds, short
from plspm.calls import plainly
from plspm.errors import OptionError
from plspm.estimation.settings import choice_problems
from plspm.plots.rows import Rows, draw_rows, mark
from plspm.plots.tabled import Assessed, Tabled, in_words, of_kind, row_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Measure: TypeAlias = Literal["f_squared", "r_squared"]


@plainly("plspm.plots.loadings_plot")
def loadings_plot(
    result: Assessed, boot: Tabled | None = None, *, axes: Axes | None = None
) -> Axes:
    """Draw the loading of every item, block by block, beside what is asked of reflective ones.

    Hollow points are loadings of Mode A blocks below .708; broken lines are that cut-off and .40,
    below which an item is dropped. Of blocks in other modes, whose weights count, the loadings
    are drawn as they are. Products of constructs, which have no items, are left out.

    Parameters
    ----------
    result : PLSResult
    boot : BootstrapResult or StandardErrors, optional
        For intervals.
    axes : matplotlib.axes.Axes, optional
        To draw on; by default those of a new figure.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        What is given is no result, or has no loadings.
    MissingDependencyError
        matplotlib is not installed.

    References
    ----------
    Hair, Risher, Sarstedt & Ringle (2019), European Business Review 31(1), 2-24.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> axes = plspm.plots.loadings_plot(result)
    >>> axes.get_xlabel()
    'loading'
    """
    return draw_rows(loading_rows(result, boot), axes)


def loading_rows(result: Assessed, boot: Tabled | None = None) -> Rows:
    """Return what :func:`loadings_plot` draws."""
    _check(result, boot, "loadings")
    loadings = result.loadings["loading"]
    known = loadings.index.get_level_values("construct").isin(result.model.construct_names)
    table = _with_intervals(loadings[known], boot, "loadings")
    judged = {c.name for c in result.model.constructs if c.mode == "A"}
    asked = CUT_OFFS["loading"]
    marks = tuple(
        mark(
            str(item),
            "",
            row,
            hollow=construct in judged and not asked.holds(abs(float(row[0]))),
        )
        for (construct, item), row in zip(table.index, table.to_numpy(), strict=True)
    )
    constructs = table.index.get_level_values("construct")
    blocks = tuple((str(name), int((constructs == name).sum())) for name in constructs.unique())
    lines = tuple(
        (CUT_OFFS[name].value, short(CUT_OFFS[name].value)) for name in ("loading_least", "loading")
    )
    return Rows(tuple(one.row for one in marks), marks, "loading", lines, blocks)


@plainly("plspm.plots.effect_size_plot")
def effect_size_plot(
    result: Assessed,
    boot: Tabled | None = None,
    *,
    measure: Measure = "f_squared",
    axes: Axes | None = None,
) -> Axes:
    """Draw f² of every path or R² of every outcome as bars, beside small, medium and large ones.

    Parameters
    ----------
    result : PLSResult
    boot : BootstrapResult or StandardErrors, optional
        For intervals.
    measure : {"f_squared", "r_squared"}
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
    Cohen (1988) for f²; Hair, Hult, Ringle & Sarstedt (2022) for R².

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> axes = plspm.plots.effect_size_plot(result, measure="r_squared")
    >>> [text.get_text() for text in axes.get_yticklabels()]
    ['ECE', 'MPE']
    """
    return draw_rows(effect_size_rows(result, boot, measure), axes)


def effect_size_rows(
    result: Assessed, boot: Tabled | None = None, measure: Measure = "f_squared"
) -> Rows:
    """Return what :func:`effect_size_plot` draws."""
    _check(result, boot, measure, choice_problems("measure", measure, get_args(Measure)))
    values = result.f_squared if measure == "f_squared" else result.r_squared
    table = _with_intervals(values[measure], boot, measure)
    names = row_names(table.index)
    marks = tuple(mark(name, "", row) for name, row in zip(names, table.to_numpy(), strict=True))
    lines = tuple((value, short(value)) for value in bounds(measure).values())
    return Rows(names, marks, in_words(measure), lines, bars=True)


def _check(result: object, boot: object, statistic: str, problems: list[str] | None = None) -> None:
    wrong = [*of_kind("result", result, Assessed, "plspm.estimate()"), *(problems or [])]
    if boot is not None:
        wrong += of_kind("boot", boot, Tabled, "result.bootstrap() or result.standard_errors()")
    if isinstance(boot, Tabled) and not problems and statistic not in boot.statistics:
        wrong.append(f"boot has no {statistic}; ask for it: statistics=[{statistic!r}].")
    if wrong:
        raise OptionError(wrong)


def _with_intervals(values: pd.Series, boot: Tabled | None, statistic: str) -> pd.DataFrame:
    """Estimates, and the bounds of those that were resampled."""
    table = values.to_frame("estimate")
    bounds_of = ["ci_lower", "ci_upper"]
    if boot is None:
        return table.assign(ci_lower=float("nan"), ci_upper=float("nan"))
    return table.join(boot.table(statistic)[bounds_of])
