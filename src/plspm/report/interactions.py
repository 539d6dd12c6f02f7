"""Products of constructs in a table: their coefficients and how much they add."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plspm.assessment.criteria import size_of
from plspm.assessment.statistics import STATISTICS
from plspm.inference.fitted import Fitted
from plspm.report.tables import components


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
    return table.assign(effect=[size_of(value, "product_f_squared") for value in f_squared])
