"""Resampling plans, for :meth:`plspm.PLSResult.resample`.

Examples
--------
>>> import numpy as np
>>> Indices(np.array([[0, 0, 1], [2, 1, 1]])).draws
2
"""

from plspm.inference.plans import Bootstrap, Indices, RowPlan, Subsampling, Weights, delete_d

__all__ = ["Bootstrap", "Indices", "RowPlan", "Subsampling", "Weights", "delete_d"]
