"""Tables of a specification curve, from the estimates of every specification."""

from __future__ import annotations

import numpy as np
import pandas as pd


def by_path(estimates: pd.DataFrame) -> pd.DataFrame:
    """One row a path of interest, over all specifications that have it."""
    rows = {path: _over(part) for path, part in estimates.groupby(level="path", sort=False)}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index="path")


def _over(part: pd.DataFrame) -> dict[str, float]:
    found = part.dropna(subset="estimate")
    values = found["estimate"]
    row = {
        "specifications": len(found),
        "absent": len(part) - len(found),
        "median": values.median(),
        "lowest": values.min(),
        "highest": values.max(),
        "share_positive": (values > 0).mean() if len(found) else np.nan,
    }
    if "significant" in part:
        counted = found["significant"].astype(float)
        row["share_significant"] = counted.mean()
        row["share_significant_positive"] = (counted * (values > 0)).mean()
    return row


def by_choice(estimates: pd.DataFrame, specifications: pd.DataFrame) -> pd.DataFrame:
    """Medians by the value of every choice of which there are several."""
    chosen = specifications.drop(columns=["converged", "admissible"])
    rows = {
        (path, choice, value): _of_value(part.droplevel("path"), chosen[choice] == value)
        for path, part in estimates.groupby(level="path", sort=False)
        for choice in chosen.columns
        for value in chosen[choice].unique()
        if (chosen[choice] != value).any()
    }
    index = pd.MultiIndex.from_tuples(list(rows), names=["path", "choice", "value"])
    return pd.DataFrame(list(rows.values()), index=index)


def _of_value(part: pd.DataFrame, picked: pd.Series[bool]) -> dict[str, float]:
    own = part[picked & part["estimate"].notna()]
    row = {"specifications": len(own), "median": own["estimate"].median()}
    if "significant" in own:
        row["share_significant"] = own["significant"].astype(float).mean()
    return row
