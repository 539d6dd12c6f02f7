"""Intervals that leave out their own estimate, and why they do."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from plspm.assessment.statistics import Range

MISFIT = "resampling adds misfit: test by exact_fit()"
ABOVE = "never below {lowest:g}: draws lie above, see bias"
ASIDE = "draws lie to one side of it: see bias"
"""Short enough for a cell that pandas prints in full."""
ROUNDING = 1e-9


def leaves_out_estimate(table: pd.DataFrame) -> pd.Series[bool]:
    """Which rows have an interval beyond which their estimate lies, by more than rounding."""
    estimate, margin = table["estimate"], ROUNDING * table["estimate"].abs()
    outside: pd.Series[bool] = (estimate < table["ci_lower"] - margin) | (
        estimate > table["ci_upper"] + margin
    )
    return outside


def with_notes(table: pd.DataFrame, values: Range, *, misfit: bool = False) -> pd.DataFrame:
    """The table of a statistic with its reasons for such intervals, where there are any.

    Parameters
    ----------
    table : DataFrame
        Columns ``estimate``, ``ci_lower`` and ``ci_upper``.
    values : (float or tuple, float or tuple)
        Range of the statistic.
    misfit : bool, default False
        Whether it measures misfit, whose tables always have the column.
    """
    outside = leaves_out_estimate(table)
    if misfit:
        return table.assign(note=outside.map({True: MISFIT, False: ""}))
    if not outside.any():
        return table
    below = table["estimate"] < table["ci_lower"]
    lowest = values[0]
    # What is absolute or squared grows by whatever resampling adds to it.
    folded = isinstance(lowest, float) and lowest >= 0.0
    said = below.map({True: ABOVE.format(lowest=lowest) if folded else ASIDE, False: ASIDE})
    return table.assign(note=said.where(outside, ""))


def notes_on_intervals(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """One sentence a table, by its title, that names the rows with such intervals."""
    notes = []
    for title, table in tables.items():
        outside = leaves_out_estimate(table)
        if outside.any():
            rows = ", ".join(_named(label) for label in table.index[outside])
            notes.append(
                f"{title}: the interval leaves out the estimate of {rows}. The draws lie to one "
                'side of it (column bias); intervals of kind "bc" or "bca" allow for that.'
            )
    return notes


def _named(label: object) -> str:
    return " / ".join(map(str, label)) if isinstance(label, tuple) else str(label)
