"""Tetrads of a block of items, and which of them one factor makes vanish without repetition."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from plspm.estimation.arrays import Array, Indices


def vanishing_tetrads(p: int) -> Indices:
    """Non-redundant tetrads that vanish where p items have one factor in common; (k, 4).

    Each row g, h, i, j stands for τ_ghij = σ_gh σ_ij - σ_gi σ_hj. Under one factor every tetrad
    is 0, but some follow from others: with σ_gh = λ_g λ_h the tetrad is 0 exactly where
    log σ_gh + log σ_ij - log σ_gi - log σ_hj is, so that tetrads are redundant where these sums
    are linearly dependent. They are gone through in order, quadruple by quadruple, and kept when
    they say something new, which leaves p(p - 3)/2. For five items these are τ_1234, τ_1243,
    τ_1235, τ_1253 and τ_1245.

    Parameters
    ----------
    p : int
        Items; fewer than four have no tetrads.

    References
    ----------
    Bollen & Ting (1993), Sociological Methodology 23, 147-175; Bollen & Ting (2000),
    Psychological Methods 5(1), 3-22.

    Examples
    --------
    >>> vanishing_tetrads(4).tolist()
    [[0, 1, 2, 3], [0, 1, 3, 2]]
    """
    wanted = p * (p - 3) // 2
    kept: list[tuple[int, int, int, int]] = []
    basis = np.empty((0, p * (p - 1) // 2))
    for g, h, i, j in combinations(range(p), 4):
        for tetrad in ((g, h, i, j), (g, h, j, i), (g, i, j, h)):
            new = _of_logarithms(tetrad, p)
            new = new - basis.T @ (basis @ new)
            length = np.linalg.norm(new)
            if length > 1e-8:
                basis = np.vstack([basis, new / length])
                kept.append(tetrad)
        if len(kept) >= wanted:
            break
    return np.array(kept, dtype=np.int64).reshape(-1, 4)


def _of_logarithms(tetrad: tuple[int, int, int, int], p: int) -> Array:
    """The tetrad as a sum of logarithms of the covariances of pairs; (p(p - 1)/2,)."""
    g, h, i, j = tetrad
    sums = np.zeros((p, p))
    for a, b, sign in ((g, h, 1.0), (i, j, 1.0), (g, i, -1.0), (h, j, -1.0)):
        sums[min(a, b), max(a, b)] += sign
    return sums[np.triu_indices(p, 1)]


def tetrad_values(S: Array, tetrads: Indices) -> Array:
    """τ_ghij = σ_gh σ_ij - σ_gi σ_hj of every covariance matrix of a stack; (b, k).

    Parameters
    ----------
    S : (b, p, p) array
    tetrads : (k, 4) array
        As :func:`vanishing_tetrads` gives them.
    """
    g, h, i, j = tetrads.T
    return S[:, g, h] * S[:, i, j] - S[:, g, i] * S[:, h, j]
