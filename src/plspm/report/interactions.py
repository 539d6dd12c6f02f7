"""Products of constructs in a table: their coefficients and how much they add."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from plspm.assessment.statistics import STATISTICS
from plspm.inference.fitted import Fitted
from plspm.report.tables import components

CUT_OFFS: Final = ((0.025, "large"), (0.01, "medium"), (0.005, "small"))
"""f² of a moderation (Kenny 2018): these, not Cohen's .02, .15 and .35."""


def interactions_table(fitted: Fitted) -> pd.DataFrame:
    """Paths from products of constructs; index (source, target), no row without products.

    Columns ``unstandardized`` (the coefficient of the product of standardised scores as it
    is, of which slopes are made; the one in :attr:`path_coefficients`), ``standardized``
    (the product brought to unit variance), ``sd_product``, ``f_squared`` and ``effect``: a
    word for f² by .005, .01 and .025 (Kenny 2018).
    """
    e, arrays = fitted.estimates, fitted.arrays
    target, source = np.nonzero(arrays.is_path)
    own = arrays.is_product[source]
    at = target[own], source[own]
    labels = STATISTICS["paths"].labels(arrays)
    with np.errstate(invalid="ignore", divide="ignore"):
        f_squared = STATISTICS["f_squared"].compute(e)[0][own]
    table = components(
        type(labels)(labels.names, tuple(np.array(labels.rows, dtype=object)[own].tolist())),
        {
            "unstandardized": e.per_unit(e.B)[0][at],
            "standardized": e.B[0][at],
            "sd_product": e.sd[0][source[own]],
            "f_squared": f_squared,
        },
    )
    return table.assign(effect=[effect_size(value) for value in f_squared])


def effect_size(f_squared: float) -> str:
    """Word for the f² of a moderation.

    Examples
    --------
    >>> effect_size(0.012), effect_size(0.001)
    ('medium', 'below small')
    """
    if np.isnan(f_squared):
        return ""
    return next((word for bound, word in CUT_OFFS if f_squared >= bound), "below small")
