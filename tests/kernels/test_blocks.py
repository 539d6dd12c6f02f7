"""Sums over blocks against matrix products, real and complex, and without compilation."""

import numpy as np
import pytest
from tests.kernels.problems import STARTS, correlations

from plspm.kernels import blocks as kernel

MEMBERSHIP = np.repeat(np.eye(4), np.diff(STARTS), axis=0)


def plain(function):
    """The function as written, whether or not numba compiles it."""
    return getattr(function, "py_func", function)


def perturbed(A, seed, step):
    """A plus i times a step in a random symmetric direction, or A itself."""
    D = np.random.default_rng(seed).normal(size=A.shape)
    return A + 1j * step * (D + D.swapaxes(1, 2)) if step else A


@pytest.mark.parametrize("step", [0.0, 0.1])
def test_block_sums(step):
    A = perturbed(correlations(1), 1, step)
    expected = MEMBERSHIP.T @ A @ MEMBERSHIP
    np.testing.assert_allclose(kernel.block_sums(A, STARTS), expected, atol=1e-12)
    sums = np.zeros_like(expected)
    plain(kernel._block_sums)(A, STARTS, sums)
    np.testing.assert_allclose(sums, expected, atol=1e-12)


@pytest.mark.parametrize("observed", [[], [0], [2, 3], [0, 1, 2, 3]], ids=str)
@pytest.mark.parametrize("step", [0.0, 0.1])
def test_squared_residuals(step, observed):
    rng = np.random.default_rng(2)
    S = perturbed(correlations(2), 2, step)
    loadings = rng.normal(size=S.shape[:2])
    Phi = perturbed(np.stack([np.corrcoef(rng.normal(size=(4, 9))) for _ in S]), 3, step)
    taken = np.isin(np.arange(4), observed)
    L = loadings[:, :, None] * MEMBERSHIP
    residual = S - L @ Phi @ L.swapaxes(1, 2)
    residual[:, (MEMBERSHIP @ np.diag(taken) @ MEMBERSHIP.T + np.eye(9)) > 0] = 0.0
    expected = (residual * residual).sum(axis=(1, 2))
    result = kernel.squared_residuals(S, loadings, Phi, STARTS, taken)
    np.testing.assert_allclose(result, expected, rtol=1e-12)
    total = np.zeros_like(expected)
    plain(kernel._squared_residuals)(S, loadings, Phi, STARTS, taken, total)
    np.testing.assert_allclose(total, expected, rtol=1e-12)


def test_a_model_that_fits_exactly_leaves_exactly_nothing():
    """No difference of large sums stands behind a small one."""
    loadings = np.full((1, 9), 0.5)
    L, Phi = 0.5 * MEMBERSHIP, np.full((1, 4, 4), 0.25) + 0.75 * np.eye(4)
    S = L @ Phi @ L.T
    assert kernel.squared_residuals(S, loadings, Phi, STARTS, np.zeros(4, dtype=bool)) == [0.0]
