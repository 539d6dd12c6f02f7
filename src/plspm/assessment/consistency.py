"""Whether an estimator finds what a model states, if only there are cases enough.

References
----------
Dijkstra & Henseler (2015b), Computational Statistics & Data Analysis 81, 10-23, for common
factors; Dijkstra (2017) and Cho & Choi (2020), Journal of Marketing Analytics 8, for composites:
their population weights are the limit of Mode B, and of Mode A in special cases only. For parts of
higher-order constructs Becker, Klein & Wetzels (2012), Long Range Planning 45, 359-394.
"""

from __future__ import annotations

import numpy as np

from plspm.estimation.arrays import ModelArrays
from plspm.estimation.settings import Estimator, HigherOrder


def uncorrected_factors(arrays: ModelArrays, estimator: Estimator) -> tuple[str, ...]:
    """Name the common factors that are estimated by a composite: all of them by plain PLS."""
    concerned = arrays.corrected & (estimator == "pls")
    return tuple(arrays.constructs[j] for j in np.flatnonzero(concerned))


def approximated_composites(arrays: ModelArrays) -> tuple[str, ...]:
    """Name the composites of several items whose weights are not those of the population.

    Mode B estimates these, and given weights are part of what the model states.
    """
    several = ~arrays.reflective & ~arrays.is_product & (arrays.sizes > 1)
    own = np.array([mode in {"B", "fixed"} for mode in arrays.modes])
    return tuple(arrays.constructs[j] for j in np.flatnonzero(several & ~own))


def parts_weighted_by_the_whole(
    arrays: ModelArrays, higher_order: HigherOrder
) -> dict[str, tuple[str, ...]]:
    """Name parts whose weights are found beside their own items, by the construct made of them.

    A construct that repeats their items has these items' errors in its proxy, so that the weights
    of a part in Mode A come to no multiple of its loadings. Only regression weights on both sides
    are those of the population whatever stands beside; and even then not where repeated items make
    the predecessors of the whole those of its parts, with effects that these do not share.
    """
    if higher_order == "disjoint_two_stage":
        return {}
    found = {}
    for whole, parts in enumerate(arrays.parts):
        split = higher_order == "repeated_indicators" and _have_predecessors(arrays, whole)
        concerned = tuple(
            arrays.constructs[part]
            for part in parts
            if (arrays.sizes[part] > 1 and not _weighted_alike(arrays, whole, part)) or split
        )
        if concerned:
            found[arrays.constructs[whole]] = concerned
    return found


def _weighted_alike(arrays: ModelArrays, whole: int, part: int) -> bool:
    return arrays.modes[part] == "fixed" or arrays.modes[whole] == arrays.modes[part] == "B"


def _have_predecessors(arrays: ModelArrays, whole: int) -> bool:
    """Whether parts of a construct have other predecessors than this."""
    others = np.arange(len(arrays.constructs)) != whole
    return bool(arrays.is_path[list(arrays.parts[whole])][:, others].any())
