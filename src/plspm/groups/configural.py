"""Configural invariance, step 1 of MICOM: whether all groups were treated alike."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Final

import numpy as np
import pandas as pd

from plspm.data import Indicators
from plspm.data.wording import listed, quoted
from plspm.estimation.arrays import Array
from plspm.results import PLSResult

MOST_ANSWERS: Final = 7
"""Of items with so few different whole answers the ones that a group lacks are named."""


def configural_table(
    fits: Mapping[Hashable, PLSResult], items: Mapping[Hashable, Indicators]
) -> pd.DataFrame:
    """What must be alike in all groups, whether it is, and what differs.

    Index check; columns ``holds`` and ``detail``.
    """
    results, parts = list(fits.values()), list(items.values())
    settings = results[0].settings
    arrays = results[0]._fitted.arrays
    lacking = list(_lacking_answers(items))
    unsettled = [quoted(label) for label, fit in fits.items() if not fit.converged]
    beyond = [
        f"{quoted(label)}: {detail}"
        for label, fit in fits.items()
        for detail in fit.admissibility.loc[~fit.admissibility["holds"], "detail"]
    ]
    gaps = [f"{quoted(label)}: {sum(part.missing.counts)}" for label, part in items.items()]
    treatment = parts[0].missing.treatment
    rows = [
        (
            "same items",
            all(part.names == parts[0].names for part in parts),
            f"{arrays.items.size} items of {int(arrays.first_order.sum())} constructs",
        ),
        (
            "same settings",
            all(fit.settings == settings for fit in results),
            f"{settings.estimator}, {settings.scheme} scheme, standardised within the group"
            if settings.standardize
            else f"{settings.estimator}, {settings.scheme} scheme, indicators in their own units",
        ),
        (
            "same treatment of missing values",
            all(part.missing.treatment == treatment for part in parts),
            f'missing="{treatment}"; values put in: {", ".join(gaps)}',
        ),
        ("same answers", not lacking, "; ".join(lacking) or "none is missing in a group"),
        ("converged", not unsettled, f"not in {listed(unsettled)}" if unsettled else "all groups"),
        ("admissible", not beyond, "; ".join(beyond) or "all groups"),
    ]
    return pd.DataFrame(
        {"holds": [row[1] for row in rows], "detail": [row[2] for row in rows]},
        index=pd.Index([row[0] for row in rows], name="check"),
    )


def _lacking_answers(items: Mapping[Hashable, Indicators]) -> Iterator[str]:
    """Name answers of ordinal items that a group never gives."""
    observed = {label: _observed(part) for label, part in items.items()}
    names = next(iter(items.values())).names
    for k, name in enumerate(names):
        answers = {label: np.unique(X[~np.isnan(X[:, k]), k]) for label, X in observed.items()}
        every = np.unique(np.concatenate(list(answers.values())))
        if every.size > MOST_ANSWERS or (every != np.round(every)).any():
            continue
        for label, given in answers.items():
            lacking = np.setdiff1d(every, given)
            if lacking.size:
                values = ", ".join(f"{value:g}" for value in lacking)
                yield f"{name} in {quoted(label)} (n = {len(items[label].index)}): no {values}"


def _observed(part: Indicators) -> Array:
    return part.values if part.observed is None else np.where(part.observed, part.values, np.nan)
