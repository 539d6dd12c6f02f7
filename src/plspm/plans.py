"""Resampling plans, for :meth:`plspm.PLSResult.resample`.

Examples
--------
>>> import numpy as np
>>> Indices(np.array([[0, 0, 1], [2, 1, 1]])).draws
2
"""

from plspm.inference.given_draws import Indices, Weights
from plspm.inference.plans import Bootstrap, RowPlan
from plspm.inference.subsampling import Subsampling, delete_d

__all__ = ["Bootstrap", "Indices", "RowPlan", "Subsampling", "Weights", "delete_d"]
