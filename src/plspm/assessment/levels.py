"""By what a construct is assessed: its indicators, or the constructs that it is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.estimation.stages import Table, extended


@dataclass(frozen=True, slots=True, eq=False)
class Assessed:
    """What reliability and discriminant validity are computed from.

    Attributes
    ----------
    arrays : ModelArrays
    S : (b, p, p) array
    loadings : (b, p) array
    rho_a : (b, J) array
    """

    arrays: ModelArrays
    S: Array
    loadings: Array
    rho_a: Array


def assessed(estimates: Estimates) -> Assessed:
    """Every construct by its indicators, those of higher order by their parts.

    Where a construct repeats the items of its parts (repeated indicators), its loadings are its
    correlations with the parts, whatever the items; its weights are of items, so that it has no
    ρ_A.

    References
    ----------
    Sarstedt, Hair, Cheah, Becker & Ringle (2019), Australasian Marketing Journal 27(3), 197-211.
    """
    e = estimates
    if e.arrays.by_parts is None:
        return Assessed(e.arrays, e.S, e.loadings, e.rho_a)
    stage, arrays = e.arrays.by_parts
    b, p = e.w.shape
    table = extended(Table(e.S, np.zeros((b, 0, p)), np.ones((b, p))), e.w, e.Q, stage, None)
    loadings = np.empty((b, arrays.block.size), dtype=e.loadings.dtype)
    kept = stage.columns < p
    loadings[:, kept] = e.loadings[:, stage.columns[kept]]
    loadings[:, ~kept] = e.P[:, stage.columns[~kept] - p, arrays.block[~kept]]
    by_parts = np.array([len(parts) > 0 for parts in arrays.parts])
    return Assessed(arrays, table.S, loadings, np.where(by_parts, np.nan, e.rho_a))
