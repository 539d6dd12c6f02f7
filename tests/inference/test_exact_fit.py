"""The exact fit test: its null population and its distribution, by loops."""

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import NAIVE, QUIET, TEXT, TIGHT, factor_data, quietly, same, triangle
from tests.naive import estimate as naive_estimate
from tests.naive import fit as naive_fit
from tests.naive.resample import quantile
from tests.parity.references import data

import plspm
from plspm.assessment.fit import distances
from plspm.inference.exact_fit import exact_fit, transformed
from plspm.inference.resample import Options, resample
from plspm.plans import Bootstrap

MODELS = ("saturated", "estimated")


@pytest.mark.parametrize("estimator", ["pls", "plsc"])
@pytest.mark.parametrize("model", MODELS)
def test_transformed_data_have_exactly_the_implied_correlations(model, estimator):
    result = plspm.estimate(TEXT, factor_data(150, 2), estimator=estimator, **TIGHT)
    Z = transformed(result._fitted, model)
    implied = result.implied_correlations(model).to_numpy()
    assert np.corrcoef(Z.T) == pytest.approx(implied, abs=1e-12)
    assert Z.mean(axis=0) == pytest.approx(0, abs=1e-12)
    assert Z.std(axis=0, ddof=1) == pytest.approx(1, abs=1e-12)


def test_case_weights_count_in_the_transformation():
    weights = np.random.default_rng(1).gamma(4, size=150)
    result = plspm.estimate(TEXT, factor_data(150, 2), weights=weights, **TIGHT)
    Z = transformed(result._fitted, "estimated")
    correlations = pd.DataFrame(np.cov(Z.T, aweights=weights)).to_numpy()
    implied = result.implied_correlations("estimated").to_numpy()
    scale = np.sqrt(np.diag(correlations))
    assert correlations / np.outer(scale, scale) == pytest.approx(implied, abs=1e-12)


@pytest.mark.parametrize("weights", [None, np.random.default_rng(1).gamma(4, size=500)])
@pytest.mark.parametrize("model", MODELS)
def test_the_model_holds_in_the_population_that_is_drawn_from(model, weights, monkeypatch):
    populations = []

    def noted(plan, fitted, *rest):
        populations.append(fitted)
        return resample(plan, fitted, *rest)

    monkeypatch.setattr("plspm.inference.exact_fit.resample", noted)
    chain, data = TEXT.replace("A1 + B1", "B1"), factor_data(500, 2, paths=(0.7, 0.2, 0.5))
    result = plspm.estimate(chain, data, weights=weights, estimator="plsc", **TIGHT)
    exact_fit(result._resampled, model, Bootstrap(9, 1), Options(progress=False))
    [null] = populations
    assert null.estimates.S[0] == pytest.approx(result.implied_correlations(model).to_numpy())
    assert distances(null.estimates, model) == pytest.approx(0, abs=1e-9)


def test_the_table_from_loops_over_the_draws():
    """Every draw of the transformed data fitted anew, by the naive road."""
    draws, n = 12, 40
    table = triangle().exact_fit(draws=draws, seed=4, **QUIET)
    counts = Bootstrap(draws, 4).counts(0, draws, n).astype(int)
    for model in MODELS:
        null = transformed(triangle()._fitted, model)
        found = {"srmr": [], "d_uls": [], "d_g": []}
        for row in counts:
            rows = np.repeat(null, row, axis=0)
            columns = dict(zip(data("small_triangle"), rows.T, strict=True))
            fit = naive_estimate.estimate(columns, NAIVE, tolerance=1e-10, max_iterations=2000)
            for name, values in found.items():
                values.append(getattr(naive_fit, name)(fit, model))
        for name, values in found.items():
            row = table.loc[(model, name)]
            assert row["draws"] == draws
            assert row["q95"] == pytest.approx(quantile(values, 0.95), rel=1e-6)
            assert row["q99"] == pytest.approx(quantile(values, 0.99), rel=1e-6)
            above = sum(value >= row["value"] for value in values)
            assert row["p_value"] == pytest.approx((above + 1) / (draws + 1))


def test_the_values_are_those_of_the_fit():
    result = triangle()
    table = result.exact_fit(draws=5, seed=1, **QUIET)
    for model in MODELS:
        for name in ("srmr", "d_uls", "d_g"):
            assert table.loc[(model, name), "value"] == result.fit.loc[name, model]


@pytest.mark.parametrize(("threads", "batch_size"), [(1, 50), (3, 7)])
def test_threads_and_batches_change_nothing(threads, batch_size):
    how = {"draws": 60, "seed": 2} | QUIET
    reference = triangle().exact_fit(**how)
    same(triangle().exact_fit(**how, threads=threads, batch_size=batch_size), reference, 1e-10)


def test_a_true_model_is_kept_and_a_false_one_is_not():
    """Three factors as claimed; then one item that belongs to another construct."""
    frame = factor_data(300, 6, loading=0.85)
    true = plspm.estimate(TEXT, frame, estimator="plsc")
    assert (true.exact_fit(draws=299, seed=1, **QUIET)["p_value"] > 0.05).all()
    swapped = frame.rename(columns={"a13": "c13", "c13": "a13"})
    false = quietly(TEXT, swapped, estimator="plsc")
    with pytest.warns(plspm.AdmissibilityWarning, match="inadmissible"):
        assert (false.exact_fit(draws=299, seed=1, **QUIET)["p_value"] < 0.05).all()


def test_singular_correlations_are_refused_with_the_cause():
    frame = factor_data(60, 1).assign(a13=lambda f: f["a12"])
    result = quietly(TEXT, frame)
    with pytest.raises(plspm.EstimationError, match=r"observed.*not positive definite"):
        result.exact_fit(draws=9, **QUIET)
    fewer = quietly(TEXT, factor_data(8, 1))
    with pytest.raises(plspm.EstimationError, match="positive definite"):
        fewer.exact_fit(draws=9, **QUIET)
