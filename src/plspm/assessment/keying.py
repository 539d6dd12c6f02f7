"""Items keyed the other way than the rest of their block."""

from __future__ import annotations

import numpy as np

from plspm.assessment.criteria import CUT_OFFS
from plspm.estimation.arrays import Array, Flags
from plspm.estimation.estimate import Estimates

LEAST_LOADING = CUT_OFFS["keying"].value
"""Absolute loading from which a wrong sign is no accident of an item that measures nothing."""
STANDARD_ERRORS = 3.0
"""Times 1/√n that it must be as well."""

KEYED = ("A", "sum", "pca")
"""Modes whose items shall point the same way."""


def keyed_otherwise(estimates: Estimates) -> Flags:
    """Items that load against the rest of their block, where that matters; (b, p).

    An item is one where its loading, of .3 and of 3/√n or more, has the sign that the sum of the
    loadings of its block has not: in Mode A, where such an item makes α and HTMT meaningless, in
    sums, which it cancels, and in principal components. In Mode B the signs of loadings are what
    is asked.

    References
    ----------
    Weijters, Baumgartner & Schillewaert (2013), Psychological Methods 18(3), 320-334.
    """
    arrays = estimates.arrays
    own = np.take_along_axis(estimates.cross_loadings, arrays.block[None, :, None], axis=2)[..., 0]
    side = np.where(own @ arrays.membership < 0, -1.0, 1.0)[:, arrays.block]
    keyed = np.array([mode in KEYED for mode in arrays.modes])
    judged = (keyed & arrays.first_order)[arrays.block]  # no products, no parts of constructs
    return against(own, side, estimates.n[:, None]) & judged


def against(loadings: Array, side: Array | float, n: Array | float) -> Flags:
    """Loadings of .3 and of 3/√n or more that have not the sign of their block.

    Examples
    --------
    >>> against(np.array([0.8, -0.7, -0.2]), 1.0, 100)
    array([False,  True, False])
    """
    flags: Flags = side * loadings <= -np.maximum(LEAST_LOADING, STANDARD_ERRORS / np.sqrt(n))
    return flags
