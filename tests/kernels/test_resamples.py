"""Counts of rows and correlations from weighted sums, compiled and not, against NumPy."""

import numpy as np
import pytest

from plspm.kernels import resamples as kernel


def plain(function):
    """The function as written, whether or not numba compiles it."""
    return getattr(function, "py_func", function)


def sums_of(X):
    """Sums of the products of all pairs of columns, and of the columns."""
    return np.concatenate([(X.T @ X)[np.triu_indices(X.shape[1])], X.sum(axis=0)])


@pytest.mark.parametrize("kind", [np.int64, np.int32, np.uint8])
def test_counts(kind):
    rows = np.random.default_rng(1).integers(0, 7, size=(5, 20)).astype(kind)
    expected = [np.bincount(row, minlength=9) for row in rows]
    np.testing.assert_array_equal(kernel.count_rows(rows, 9), expected)
    counts = np.zeros((5, 9))
    plain(kernel._count_rows)(rows, counts)
    np.testing.assert_array_equal(counts, expected)


def test_correlations():
    rng = np.random.default_rng(2)
    samples = rng.normal(size=(3, 30, 5)) @ rng.normal(size=(5, 5)) + 1.0
    expected = np.stack([np.corrcoef(X.T) for X in samples])
    sums = np.stack([sums_of(X) for X in samples])
    result = kernel.correlations(sums, np.full(3, 30.0), 5)
    np.testing.assert_allclose(result, expected, rtol=1e-12)
    np.testing.assert_array_equal(result, result.swapaxes(1, 2))
    np.testing.assert_array_equal(np.diagonal(result, axis1=1, axis2=2), 1.0)
    S = np.empty((3, 5, 5))
    plain(kernel._correlations)(sums, np.full(3, 30.0), S)
    np.testing.assert_allclose(S, expected, rtol=1e-12)


def test_a_sample_in_which_something_is_constant_has_no_correlations():
    """Neither has one without cases; the samples beside them have theirs."""
    X = np.random.default_rng(3).normal(size=(30, 3))
    constant = X.copy()
    constant[:, 1] = 0.1
    sums = np.stack([sums_of(X), sums_of(constant), np.zeros(9), sums_of(X)])
    result = kernel.correlations(sums, np.array([30.0, 30.0, 0.0, 30.0]), 3)
    assert np.isnan(result[1:3]).all()
    np.testing.assert_allclose(result[[0, 3]], np.stack([np.corrcoef(X.T)] * 2), rtol=1e-12)
