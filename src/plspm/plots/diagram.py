"""The path diagram of a fitted model."""

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Final, get_args

from plspm.calls import plainly
from plspm.errors import MissingDependencyError, OptionError
from plspm.estimation.settings import choice_problems, count_problems, fraction_problems
from plspm.plots.drawing import Drawing
from plspm.plots.layout import path_drawing
from plspm.plots.numbers import Fit, Resampled, Significance, read_numbers

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_DECIMALS: Final = 15
"""Doubles have no more."""

LARGEST_FONT: Final = 100
"""In points; a larger picture is made larger when it is put on the page."""


@plainly("plspm.plots.path_diagram")
def path_diagram(
    result: Fit,
    boot: Resampled | None = None,
    *,
    significance: Significance = "stars",
    alpha: float = 0.05,
    decimals: int = 3,
    note: str = "",
    font_size: float = 8.0,
    font: str = "DejaVu Sans",
) -> Figure:
    """Draw the model with its results, as a figure for a paper.

    Constructs stand in columns by causal depth: ellipses for common factors, hexagons for
    composites, with R² inside where they are explained. Rectangles are indicators; the number
    beside one is its loading in Mode A and its weight, the arrow reversed, in other modes. So are
    the parts of a higher-order construct joined to it, beside which they stand. Flat bars are
    products of constructs, with dotted lines to their factors.

    Parameters
    ----------
    result : PLSResult
        The fit.
    boot : BootstrapResult, optional
        Its bootstrap, for the significance of paths.
    significance : {"stars", "t", "p"}, default "stars"
        What is added to path coefficients when `boot` is given: stars for p below .05, .01
        and .001, t-values, or p-values.
    alpha : float, default 0.05
        Paths with a p-value not below it are dashed.
    decimals : int, default 3
        Of coefficients, loadings, weights and R².
    note : str, optional
        What else to say below the picture, for example where the data come from.
    font_size : float, default 8.0
        Of the names of constructs, in points; everything else scales with it.
    font : str, default "DejaVu Sans"
        Font family; the default comes with matplotlib.

    Returns
    -------
    matplotlib.figure.Figure
        Outside pyplot, so that nothing needs closing and no display is needed. Save it with
        ``figure.savefig("model.pdf")``; PDF and SVG are vector graphics.

    Raises
    ------
    OptionError
        An option has a value that it cannot take, or `boot` is that of another model.
    MissingDependencyError
        If matplotlib is not installed.

    References
    ----------
    Layout: Sugiyama, Tagawa & Toda (1981).

    Examples
    --------
    >>> import plspm
    >>> from plspm.plots import path_diagram
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> figure = path_diagram(result, result.bootstrap(draws=499, seed=1))
    >>> figure.savefig("model.pdf")  # doctest: +SKIP
    """
    problems = [
        *_kind_problems(result, boot),
        *choice_problems("significance", significance, get_args(Significance)),
        *count_problems("decimals", decimals, at_least=0, at_most=MOST_DECIMALS),
        *fraction_problems("alpha", alpha, example="0.05"),
        *_size_problems(font_size),
        *_text_problems("note", note),
        *_text_problems("font", font),
    ]
    if problems:
        raise OptionError(problems)
    drawing = path_drawing(
        result.model,
        read_numbers(result, boot),
        significance=significance,
        decimals=decimals,
        alpha=alpha,
        note=note,
    )
    return _rendered(drawing, font_size, font)


def _size_problems(size: object) -> list[str]:
    number = isinstance(size, Real) and not isinstance(size, bool)
    if number and 0 < float(size) <= LARGEST_FONT:  # type: ignore[arg-type]
        return []
    return [
        f"font_size is {size!r}; it must be a positive number of points, at most {LARGEST_FONT}."
    ]


def _text_problems(option: str, value: object) -> list[str]:
    return [] if isinstance(value, str) else [f"{option} is {value!r}; it must be text."]


def _kind_problems(result: object, boot: object) -> list[str]:
    problems = []
    if not isinstance(result, Fit):
        problems.append(
            f"result is a {type(result).__name__}; the order is path_diagram(result, boot), result "
            "from plspm.estimate()."
        )
    if not (boot is None or isinstance(boot, Resampled)):
        problems.append(
            f"boot is a {type(boot).__name__}; it must be the result of result.bootstrap()."
        )
    return problems


def _rendered(drawing: Drawing, font_size: float, font: str) -> Figure:
    try:
        # matplotlib is optional, and slow to import
        from plspm.plots.render import render
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("matplotlib"):
            raise
        raise MissingDependencyError(
            "Pictures need matplotlib, which is not installed: pip install matplotlib"
        ) from error
    return render(drawing, font_size=font_size, font=font)
