"""Whether an estimator finds what a model states, if only there are cases enough.

References
----------
Dijkstra & Henseler (2015b), Computational Statistics & Data Analysis 81, 10-23, for common
factors; Dijkstra (2017) and Cho & Choi (2020), Journal of Marketing Analytics 8, for composites:
their population weights are the limit of Mode B, and of Mode A in special cases only.
"""

from __future__ import annotations

import numpy as np

from plspm.estimation.arrays import ModelArrays
from plspm.estimation.settings import Estimator


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
