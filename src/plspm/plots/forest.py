"""Forest plots: every component of a statistic with its interval, in one analysis or in groups."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from plspm.calls import plainly
from plspm.errors import OptionError
from plspm.plots.rows import Rows, draw_rows, mark
from plspm.plots.tabled import Tabled, in_words, row_names, table_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@runtime_checkable
class Grouped(Protocol):
    """Groups with a bootstrap each."""

    @property
    def bootstraps(self) -> Mapping[Hashable, Tabled]:
        """The bootstrap of every group."""


@plainly("plspm.plots.forest_plot")
def forest_plot(
    inference: Tabled | Grouped, statistic: str = "paths", *, axes: Axes | None = None
) -> Axes:
    """Draw estimates and intervals, one row a component; of groups, side by side.

    Parameters
    ----------
    inference : BootstrapResult, StandardErrors or GroupComparison
    statistic : str, default "paths"
        One that was computed, such as "total_effects" or "htmt".
    axes : matplotlib.axes.Axes, optional
        To draw on; by default those of a new figure.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        The statistic was not computed, or the model has none.
    MissingDependencyError
        matplotlib is not installed.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> axes = plspm.plots.forest_plot(result.bootstrap(draws=499, seed=1))
    >>> [text.get_text() for text in axes.get_yticklabels()]
    ['EXP → ECE', 'ORE → ECE', 'SMU → ECE', 'ECE → MPE']
    """
    return draw_rows(forest_rows(inference, statistic), axes)


def forest_rows(inference: Tabled | Grouped, statistic: str) -> Rows:
    """Return what :func:`forest_plot` draws."""
    found: Mapping[Hashable, Tabled]
    if isinstance(inference, Grouped):
        found = inference.bootstraps
    elif isinstance(inference, Tabled):
        found = {"": inference}
    else:
        raise OptionError(
            f"inference is a {type(inference).__name__}; it must be what result.bootstrap(), "
            "result.standard_errors() or plspm.compare_groups() gives."
        )
    tables = {str(label): table_of(one, statistic) for label, one in found.items()}
    first = next(iter(tables.values()))
    names = row_names(first.index)
    marks = tuple(
        mark(name, label, row)
        for label, table in tables.items()
        for name, row in zip(
            names, table[["estimate", "ci_lower", "ci_upper"]].to_numpy(float), strict=True
        )
    )
    lines = ((0.0, ""),) if "t" in first.columns else ()
    return Rows(names, marks, in_words(statistic), lines)
