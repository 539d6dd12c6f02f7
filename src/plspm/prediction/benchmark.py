"""The linear model that predictions are compared with: items regressed on items.

References
----------
Shmueli, Sarstedt, Hair, Cheah, Ting, Vaithilingam & Ringle (2019), European Journal of Marketing
53(11), 2322-2347.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.structural import inverse_of_correlations
from plspm.prediction.measurement import Roles

Benchmark = Literal["exogenous", "others"]


def linear_model(S: Array, arrays: ModelArrays, benchmark: Benchmark) -> Array:
    """Coefficients of the standardised items in every item that is predicted.

    Parameters
    ----------
    S : (b, items, items) array
        Correlations of the items in the training sets.
    arrays : ModelArrays
    benchmark : {"exogenous", "others"}
        Whether an item is regressed on the items of exogenous constructs, or on those of all
        constructs but its own.

    Returns
    -------
    (b, items, q) array
        NaN where the regressors are collinear in a training set.
    """
    roles = Roles.of(arrays)
    slopes = np.zeros((*S.shape[:2], roles.outcomes.size))
    owner = roles.owner[roles.outcomes]
    targets = [np.unique(owner)] if benchmark == "exogenous" else list(np.unique(owner)[:, None])
    for own in targets:
        used = roles.exogenous if benchmark == "exogenous" else ~np.isin(roles.owner, own)
        x, y = np.flatnonzero(used), np.flatnonzero(np.isin(owner, own))
        r = S[:, x[:, None], roles.outcomes[y]]
        slopes[:, x[:, None], y] = inverse_of_correlations(S[:, x[:, None], x]) @ r
    return slopes
