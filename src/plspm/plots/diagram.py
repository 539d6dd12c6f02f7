"""The path diagram of a model, with its results where there are any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plspm.calls import plainly
from plspm.errors import written
from plspm.estimation.settings import as_number
from plspm.plots.drawing import Drawing
from plspm.plots.layout import path_drawing
from plspm.plots.look import Look, Names, Show, text_problems
from plspm.plots.needs import needing_matplotlib
from plspm.plots.numbers import Resampled
from plspm.plots.page_width import (
    Width,
    fitted_size,
    is_readable,
    points,
    size_on_page,
    width_problems,
)
from plspm.plots.subject import Subject, read_subject

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LARGEST_FONT: Final = 100
"""In points; a larger picture is made larger when it is put on the page."""


@plainly("plspm.plots.path_diagram")
def path_diagram(
    result: Subject,
    boot: Resampled | None = None,
    *,
    width: Width | None = None,
    items: bool = True,
    labels: Names | None = None,
    show: Show = "estimate",
    structure_only: bool = False,
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
    result : PLSResult or PathModel
        The fit; or a model alone, which is drawn without numbers.
    boot : BootstrapResult, optional
        Its bootstrap, for the significance of paths.
    width : float or str, optional
        Of the page: a number of centimetres, or with a unit, "17cm", "170mm", "6.5in". The
        figure is that wide. Where the picture is wider at `font_size`, it is laid out anew:
        indicators below and above the constructs, or paths from top to bottom, then with hyphens
        in long words; at last letters get smaller, with a warning where they are hard to read. By
        default as wide as need be, paths from left to right.
    items : bool, default True
        Whether indicators are drawn.
    labels : mapping, optional
        What to write for a construct, product or indicator, by its name; for a path, by
        (source, target), what to write before its number, such as a hypothesis. Long labels
        stand on several lines; soft hyphens say where words may be parted.
    show : {"estimate", "p", "t", "ci"}, default "estimate"
        What stands at paths: coefficients, which with `boot` have stars for p below .05, .01
        and .001; or, all three with `boot`, coefficients above p-values, t-values or intervals.
    structure_only : bool, default False
        Constructs and paths only: neither indicators nor the parts of higher-order constructs.
    alpha : float, default 0.05
        Paths with a p-value not below it are dashed.
    decimals : int, default 3
        Of coefficients, intervals, loadings, weights and R².
    note : str, optional
        What else to say below the picture, for example where the data come from.
    font_size : float, default 8.0
        Of the names of constructs, in points; everything else scales with it.
    font : str, default "DejaVu Sans"
        Font family; the default comes with matplotlib. Signs that it lacks are taken from
        another that is installed.

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

    See Also
    --------
    to_dot, to_mermaid, to_tikz : the same as text for Graphviz, Markdown and LaTeX.

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

    A model before there are data, its hypotheses at the paths, for half a page:

    >>> model = plspm.PathModel.parse("Price =~ p1 + p2; Loyalty =~ l1 + l2; Loyalty ~ Price")
    >>> figure = path_diagram(model, width="8cm", labels={("Price", "Loyalty"): "H1 (−)"})
    """
    named = {} if labels is None else labels
    look = Look(items, named, show, structure_only, alpha, decimals, note)
    drawing, size = on_page(result, boot, look, width, font_size, text_problems("font", font))
    return figure_of(drawing, size, font)


def figure_of(drawing: Drawing, font_size: float, font: str = "DejaVu Sans") -> Figure:
    """Draw by instructions.

    Raises
    ------
    MissingDependencyError
        If matplotlib is not installed.
    """
    with needing_matplotlib():
        from plspm.plots.render import render  # slow to import
    return render(drawing, font_size=font_size, font=font)


def on_page(
    subject: Subject,
    boot: Resampled | None,
    look: Look,
    width: Width | None,
    font_size: float,
    problems: Sequence[str] = (),
) -> tuple[Drawing, float]:
    """Return drawing instructions for a page of a width, and the font size that fits it.

    Raises
    ------
    OptionError
        With everything that is wrong, `problems` with further options among it.
    """
    wrong = [*width_problems(width), *font_size_problems(font_size), *problems]
    model, numbers = read_subject(subject, boot, look, wrong)
    em = None if width is None else points(width) / font_size
    drawing = path_drawing(model, numbers, look, width=em)
    return drawing, fitted_size(font_size, drawing.width, width)


def on_page_as_far_as_readable(
    subject: Subject, boot: Resampled | None, look: Look, width: Width, font_size: float
) -> tuple[Drawing, float, bool]:
    """Return drawing instructions, the font size, and whether there is room for indicators.

    Where letters beside indicators would be hard to read, these are left out.
    """
    model, numbers = read_subject(subject, boot, look, [])
    em = points(width) / font_size
    drawing = path_drawing(model, numbers, look, width=em)
    fits = is_readable(size_on_page(font_size, drawing.width, width), font_size)
    if look.items and not fits:
        drawing = path_drawing(model, numbers, replace(look, items=False), width=em)
    return drawing, fitted_size(font_size, drawing.width, width), fits


def font_size_problems(size: object) -> list[str]:
    """Say that a font size is no number of points."""
    if 0 < as_number(size) <= LARGEST_FONT:
        return []
    return [
        f"font_size is {written(size)}; it must be a positive number of points, at most "
        f"{LARGEST_FONT}."
    ]
