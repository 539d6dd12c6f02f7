"""Effect sizes of necessity over the share of cases above the ceiling, beside those of chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from plspm.calls import plainly
from plspm.plots.axes import axes_or_new, finish, legend
from plspm.plots.tabled import check_kind, chosen

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@runtime_checkable
class Growing(Protocol):
    """What the picture needs; the record of ``NecessaryConditions.effect_size_sensitivity()``."""

    @property
    def conditions(self) -> tuple[str, ...]:
        """Names of the conditions."""

    @property
    def table(self) -> pd.DataFrame:
        """Columns d, uniform, random and random_upper by (condition, share)."""


@plainly("plspm.plots.sensitivity_plot")
def sensitivity_plot(
    record: Growing, condition: str | None = None, *, axes: Axes | None = None
) -> Axes:
    """Draw an effect size over the share of cases that may lie above the ceiling.

    Parameters
    ----------
    record : EffectSizeSensitivity
        From :func:`plspm.nca`, ``.effect_size_sensitivity()``.
    condition : str, optional
        Which condition, where there are several.
    axes : matplotlib.axes.Axes, optional
        Where to draw; by default on new axes.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        `condition` is none of those analysed, or must be chosen.
    MissingDependencyError
        matplotlib is not installed.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> found = plspm.nca(result, target="ECE", permutations=0).effect_size_sensitivity()
    >>> axes = sensitivity_plot(found, "ORE")
    >>> [text.get_text() for text in axes.get_legend().get_texts()]
    ['observed', 'evenly spread']
    """
    check_kind("record", record, Growing, "plspm.nca().effect_size_sensitivity()")
    name = chosen("condition", condition, record.conditions)
    axes = axes_or_new(axes)
    of_name = record.table.index.get_level_values("condition") == name
    table = record.table[of_name].droplevel("condition")
    share = table.index.to_numpy()
    if table["random"].notna().all():
        upper = table["random_upper"]
        axes.fill_between(share, 0.0, upper, color="0.92", linewidth=0, label="random, 95 %")
        axes.plot(share, table["random"], color="0.55", linewidth=1.0, label="random, mean")
    axes.plot(share, table["d"], color="black", marker="o", markersize=4, label="observed")
    axes.plot(
        share, table["uniform"], color="0.35", linewidth=1.0, linestyle="--", label="evenly spread"
    )
    axes.set_ylim(bottom=0.0)
    legend(axes, columns=2)
    finish(axes, x=f"cases above the ceiling of {name}, percent", y="effect size d")
    return axes
