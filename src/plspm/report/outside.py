"""Intervals that leave out their own estimate, and why they do."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

MISFIT = "resampling adds misfit: test by exact_fit()"
"""Short enough for a cell that pandas prints in full."""


def leaves_out_estimate(table: pd.DataFrame) -> pd.Series[bool]:
    """Which rows have an interval beyond which their estimate lies."""
    outside: pd.Series[bool] = (table["estimate"] < table["ci_lower"]) | (
        table["estimate"] > table["ci_upper"]
    )
    return outside


def notes_on_misfit(table: pd.DataFrame) -> pd.Series[str]:
    """For every row of a table of misfit the reason for such an interval, or nothing."""
    return leaves_out_estimate(table).map({True: MISFIT, False: ""})


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
