"""Moments do not depend on how many cases are summed at once."""

import pickle

import numpy as np
import pytest

from plspm.data import weighted_sums
from plspm.data.imputed import MeanImputed
from plspm.data.moments import Pearson


def weighted_correlations(X, weights):
    """Straight from the formula, over all cases at once."""
    deviations = X - np.average(X, axis=0, weights=weights)
    S = deviations.T @ (deviations * weights[:, None])
    return S / np.sqrt(np.outer(np.diag(S), np.diag(S)))


@pytest.mark.parametrize("alike", [True, False])
@pytest.mark.parametrize("resamples", [1, 3])
def test_blocks_of_cases_add_up(monkeypatch, alike, resamples):
    monkeypatch.setattr(weighted_sums, "BLOCK", 1)
    monkeypatch.setattr(weighted_sums, "FEWEST_CASES", 7)
    rng = np.random.default_rng(1)
    X = rng.normal(size=(40, 3)) @ rng.normal(size=(3, 3)) + [5.0, -50.0, 500.0]
    weights = np.full((resamples, 40), 2.0) if alike else rng.integers(0, 4, (resamples, 40)) * 1.0
    found = Pearson.of(X).correlations(weights)
    for S, own in zip(found, weights, strict=True):
        np.testing.assert_allclose(S, weighted_correlations(X, own), atol=1e-12)
    np.testing.assert_allclose(Pearson.of(X).Z.std(axis=0, ddof=1), 1.0, rtol=1e-12)


def tables(source):
    """The tables of products that a source keeps."""
    if isinstance(source, MeanImputed):
        return [source.complete.products, source.crossed]
    return [source.products]


def sources():
    rng = np.random.default_rng(2)
    X = rng.normal(size=(30, 3)) @ rng.normal(size=(3, 3))
    observed = rng.random(X.shape) > [0.0, 0.2, 0.3]
    filled = np.where(observed, X, np.average(X, axis=0, weights=observed))
    return Pearson.of(X), MeanImputed(Pearson.of(filled), observed)


@pytest.mark.parametrize("source", sources(), ids=["complete", "means put in"])
def test_tables_of_products_are_kept_where_they_are_small(monkeypatch, source):
    kept = source.for_resampling()
    assert all(table is not None for table in tables(kept))
    assert kept.for_resampling() is kept
    weights = np.random.default_rng(3).integers(0, 4, (3, 30)) * 1.0
    found = kept.correlations(weights)
    np.testing.assert_allclose(source.correlations(weights), found, atol=1e-12)
    monkeypatch.setattr(weighted_sums, "LARGEST_TABLE", 20)
    assert all(table is None for table in tables(source.for_resampling()))


@pytest.mark.parametrize("source", sources(), ids=["complete", "means put in"])
def test_tables_of_products_are_made_again_instead_of_pickled(source):
    kept = source.for_resampling()
    sent, again = pickle.dumps(kept), pickle.loads(pickle.dumps(source))
    assert len(sent) == len(pickle.dumps(source))
    for table, own in zip(tables(pickle.loads(sent)), tables(kept), strict=True):
        np.testing.assert_array_equal(table, own)
    assert all(table is None for table in tables(again))


def test_means_are_put_in_under_the_weights_of_the_resample():
    _, source = sources()
    Z, weights = source.Z, np.random.default_rng(4).integers(0, 4, (3, 30)) * 1.0
    for S, own in zip(source.correlations(weights), weights, strict=True):
        known = np.isfinite(Z) * own[:, None]
        means = np.average(np.nan_to_num(Z), axis=0, weights=known)
        filled = np.where(np.isfinite(Z), Z, means)
        np.testing.assert_allclose(S, weighted_correlations(filled, own), atol=1e-12)
