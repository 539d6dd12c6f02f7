"""The picture of a power analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from plspm.plots.needs import needing_matplotlib

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def power_curves(table: pd.DataFrame, power: float, caption: str) -> Figure:
    """Draw rejection rates with bars of 1.96 Monte Carlo errors against the sample size.

    Parameters
    ----------
    table : DataFrame
        Rows by n, group and component; columns ``rejection`` and ``rejection_error``.
    power : float
        Where a line is drawn.
    caption : str
        What was simulated; printed below.

    Raises
    ------
    MissingDependencyError
        matplotlib is not installed.
    """
    with needing_matplotlib():
        from plspm.plots.render import Picture
    figure = Picture(figsize=(7.0, 4.5), facecolor="white", layout="constrained")
    axes = figure.add_subplot()
    for (group, component), part in table.groupby(level=["group", "component"], sort=False):
        sizes = part.index.get_level_values("n").to_numpy()
        axes.errorbar(
            sizes,
            part["rejection"].to_numpy(),
            yerr=1.96 * part["rejection_error"].to_numpy(),
            marker="o",
            markersize=4,
            capsize=2,
            label=f"{component} ({group})" if group else component,
        )
    axes.axhline(power, color="black", linewidth=0.8, linestyle="--")
    axes.set_ylim(0.0, 1.02)
    axes.set_xlabel("Cases")
    axes.set_ylabel("Rejection rate")
    axes.legend(frameon=False, fontsize="small", loc="center left", bbox_to_anchor=(1.0, 0.5))
    figure.supxlabel(f"Simulated: {caption}", fontsize=6, wrap=True)
    return figure
