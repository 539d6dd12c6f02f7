"""Whether all groups imply the same correlations."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from plspm.assessment.fit import d_g
from plspm.estimation.arrays import Array


def mean_distances(Sigma: Array) -> Array:
    """d_ULS and d_G between the implied matrices of groups, the mean over all pairs; (b, 2).

    d_ULS = ½ ‖Σ_a - Σ_b‖², d_G = ½ Σ (log₁₀ φ)² with φ the eigenvalues of Σ_a⁻¹ Σ_b.

    Parameters
    ----------
    Sigma : (b, G, p, p) array

    References
    ----------
    Klesel, Schuberth, Henseler & Niehaves (2019), Internet Research 29(3), 464-477.
    """
    pairs = list(combinations(range(Sigma.shape[1]), 2))
    squares = [0.5 * ((Sigma[:, a] - Sigma[:, b]) ** 2).sum(axis=(1, 2)) for a, b in pairs]
    geodesic = [d_g(Sigma[:, a], Sigma[:, b]) for a, b in pairs]
    return np.stack([np.mean(squares, axis=0), np.mean(geodesic, axis=0)], axis=1)
