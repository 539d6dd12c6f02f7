"""Sampling units: which cases come together, and from which part of the population."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from plspm.data.groups import check_nesting, numbered
from plspm.estimation.arrays import Array

Groups = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """What is drawn or left out as one: the cases, or clusters of them, within strata if given.

    Attributes
    ----------
    clusters : (n,) array of int, optional
        Label of every case's cluster, kept as numbers from 0 without gaps.
    strata : (n,) array of int, optional
        Label of every case's stratum, kept likewise.

    Raises
    ------
    DataError
        Labels are missing, a cluster belongs to several strata, or every stratum holds a single
        unit.
    """

    clusters: Groups | None = None
    strata: Groups | None = None

    def __post_init__(self) -> None:
        for name in ("clusters", "strata"):
            labels = getattr(self, name)
            if labels is not None:
                object.__setattr__(self, name, numbered(labels, name))
        if self.strata is not None:
            cases = np.arange(self.strata.size)
            check_nesting(cases if self.clusters is None else self.clusters, self.strata)

    def of_cases(self, n: int) -> Groups:
        """Unit of each of n cases; (n,)."""
        return np.arange(n) if self.clusters is None else self.clusters

    def strata_of_units(self, n: int) -> Groups:
        """Stratum of every unit of n cases, one for all by default; (units,)."""
        of_cases = np.zeros(n, dtype=np.int64) if self.strata is None else self.strata
        if self.clusters is None:
            return of_cases
        return of_cases[np.unique(self.clusters, return_index=True)[1]]


EACH_CASE: Final = Units()
"""Every case is a unit of its own, and all are of one population."""


def totals(values: Array, groups: Groups, axis: int) -> Array:
    """Sums along an axis over the members of every group, numbered from 0 without gaps."""
    order = np.argsort(groups, kind="stable")
    starts = np.unique(groups[order], return_index=True)[1]
    return np.add.reduceat(np.take(values, order, axis), starts, axis)
