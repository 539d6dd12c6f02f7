"""Tetrads that one factor makes vanish: their number, their rank, their values."""

from itertools import permutations

import numpy as np
import pytest

from plspm.robustness.vanishing import tetrad_values, vanishing_tetrads


def gradient(S, tetrad):
    """Derivatives of one tetrad in the covariances, by differences, pair by pair."""
    p = len(S)
    found = []
    for a in range(p):
        for b in range(a):
            moved = S.copy()
            moved[a, b] = moved[b, a] = S[a, b] + 1e-6
            g, h, i, j = tetrad
            before = S[g, h] * S[i, j] - S[g, i] * S[h, j]
            after = moved[g, h] * moved[i, j] - moved[g, i] * moved[h, j]
            found.append((after - before) / 1e-6)
    return found


@pytest.mark.parametrize("p", range(3, 9))
def test_as_many_as_there_are_restrictions_and_none_twice(p):
    tetrads = vanishing_tetrads(p)
    assert len(tetrads) == max(0, p * (p - 3) // 2)
    loadings = np.random.default_rng(p).uniform(0.4, 0.9, p)
    S = np.outer(loadings, loadings)
    jacobian = np.array([gradient(S, t) for t in tetrads]).reshape(-1, p * (p - 1) // 2)
    assert np.linalg.matrix_rank(jacobian, tol=1e-5) == len(tetrads)
    assert not len(vanishing_tetrads(1))
    if p == 5:  # with them, each of all tetrads is redundant
        every = [gradient(S, t) for t in permutations(range(p), 4)]
        assert np.linalg.matrix_rank(np.array(every), tol=1e-5) == len(tetrads)


def test_those_of_the_literature():
    assert (vanishing_tetrads(4) + 1).tolist() == [[1, 2, 3, 4], [1, 2, 4, 3]]
    assert (vanishing_tetrads(5) + 1).tolist() == [
        [1, 2, 3, 4],
        [1, 2, 4, 3],
        [1, 2, 3, 5],
        [1, 2, 5, 3],
        [1, 2, 4, 5],
    ]


def test_values_are_those_of_the_formula_and_vanish_under_one_factor():
    rng = np.random.default_rng(1)
    tetrads = vanishing_tetrads(6)
    S = np.array([np.cov(rng.normal(size=(6, 40))) for _ in range(3)])
    values = tetrad_values(S, tetrads)
    for b, matrix in enumerate(S):
        for k, (g, h, i, j) in enumerate(tetrads):
            assert values[b, k] == matrix[g, h] * matrix[i, j] - matrix[g, i] * matrix[h, j]
    loadings = rng.uniform(0.3, 0.9, 6)
    factor = np.outer(loadings, loadings) + np.diag(rng.uniform(0.1, 1, 6))
    assert np.abs(tetrad_values(factor[None], tetrads)).max() < 1e-15
