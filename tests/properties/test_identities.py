"""What holds between the numbers of any estimate."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import (
    ESTIMATORS,
    SCHEMES,
    every_option,
    examples,
    models,
    settings_of,
    studies,
)

import plspm
from plspm.assessment.statistics import STATISTICS
from plspm.data.moments import Sample
from plspm.estimation.arrays import ModelArrays
from plspm.estimation.estimate import estimate_stack
from plspm.estimation.fixed_point import iteration_step
from plspm.estimation.structural import specific_indirect_effects, total_effects


@every_option
@examples(8)
@given(study=studies())
def test_scores_have_mean_zero_and_variance_one(options, study):
    scores = study.fit(**options).scores
    np.testing.assert_allclose(scores.mean(), 0, atol=1e-12)
    np.testing.assert_allclose(scores.var(ddof=1), 1, rtol=1e-12)


@every_option
@examples(8)
@given(study=studies())
def test_weights_give_proxies_of_variance_one(options, study):
    result = study.fit(**options)
    for construct in study.model.constructs:
        w = result.weights.loc[construct.name, "weight"]
        S = result.indicator_correlations.loc[w.index, w.index]
        assert w @ S @ w == pytest.approx(1, rel=1e-12)
    np.testing.assert_allclose(np.diag(result.score_correlations), 1, rtol=1e-12)


@pytest.mark.parametrize("scheme", SCHEMES)
@examples(8)
@given(study=studies())
def test_r_squared_is_that_of_a_regression_of_scores(scheme, study):
    result = study.fit(scheme=scheme)
    for construct in result.r_squared.index:
        sources = [p.source for p in study.model.paths if p.target == construct]
        X, y = result.scores[sources].to_numpy(), result.scores[construct].to_numpy()
        slopes, *_ = np.linalg.lstsq(X, y, rcond=None)
        residual = y - X @ slopes
        r_squared = 1 - residual @ residual / (y @ y)
        assert result.r_squared.loc[construct, "r_squared"] == pytest.approx(r_squared, abs=1e-10)
        paths = result.path_coefficients.loc[sources, construct]
        np.testing.assert_allclose(paths, slopes, atol=1e-10)


@every_option
@examples(8)
@given(study=studies())
def test_an_estimate_is_a_fixed_point_of_the_algorithm(options, study):
    """Whichever way round its constructs stand, each member of a stack on its own."""
    result, arrays = study.fit(**options), study.arrays
    signs = np.random.default_rng(study.seed).choice([-1.0, 1.0], (4, len(arrays.constructs)))
    signs[0] = 1.0
    S = np.repeat(result.indicator_correlations.to_numpy()[None], len(signs), axis=0)
    w = result.weights["weight"].to_numpy() * signs[:, arrays.block]
    new = iteration_step(S, w, arrays, options["scheme"])
    np.testing.assert_allclose(new, w, atol=1e-9)


@every_option
@examples(5)
@given(study=studies(), seed=st.integers(0, 1000))
def test_a_stack_gives_what_its_slices_give(options, study, seed):
    """Members that fail, here one with a constant indicator, included."""
    rng, data, arrays = np.random.default_rng(seed), study.data, study.arrays
    rows = rng.integers(study.cases, size=(6, study.cases))
    data = data[list(arrays.indicators)]
    S = np.stack([data.iloc[drawn].corr().to_numpy() for drawn in rows])
    S[3] = np.nan
    n = np.arange(40.0, 46.0)
    settings = settings_of(**options)
    with np.errstate(invalid="ignore", divide="ignore"):
        whole = estimate_stack(Sample(S, n), arrays, settings)
        for k in range(len(S)):
            alone = estimate_stack(Sample(S[k : k + 1], n[k : k + 1]), arrays, settings)
            assert (alone.iterations[0], alone.status[0]) == (whole.iterations[k], whole.status[k])
            for statistic in STATISTICS.values():
                np.testing.assert_allclose(
                    statistic.compute(whole)[k],
                    statistic.compute(alone)[0],
                    rtol=1e-10,
                    atol=1e-12,
                    err_msg=statistic.name,
                )


@every_option
@examples(5)
@given(model=models(modes=("A",)), n=st.integers(30, 60), seed=st.integers(0, 1000))
def test_plsc_is_pls_where_every_reliability_is_one(options, model, n, seed):
    """Items that are copies of each other in other units measure without error."""
    rng = np.random.default_rng(seed)
    columns = {}
    for construct in model.constructs:
        latent = rng.normal(size=n)
        columns |= {item: rng.uniform(1, 9) * latent + 5 for item in construct.indicators}
    data = pd.DataFrame(columns)
    plain, consistent = (
        plspm.estimate(model, data, scheme=options["scheme"], estimator=estimator)
        for estimator in ESTIMATORS
    )
    np.testing.assert_allclose(consistent.reliability["rho_a"], 1, rtol=1e-10)
    for table in (
        "path_coefficients",
        "loadings",
        "construct_correlations",
        "r_squared",
        "effects",
    ):
        pd.testing.assert_frame_equal(getattr(consistent, table), getattr(plain, table))


@examples(40)
@given(model=models(most_constructs=5), data=st.data())
def test_total_effects_are_the_inverse_of_identity_minus_paths(model, data):
    """Also where effects of opposite signs cancel."""
    arrays = ModelArrays.from_model(model)
    coefficient = st.sampled_from([-1.0, -0.5, -0.25, 0.25, 0.5, 1.0])
    J = len(arrays.constructs)
    B = np.zeros((2, J, J))
    for place in np.argwhere(arrays.is_path):
        B[0][*place] = data.draw(coefficient)
    B[1] = -B[0]
    T = total_effects(B, arrays)
    np.testing.assert_allclose(T, np.linalg.inv(np.eye(J) - B) - np.eye(J), atol=1e-13)
    assert not T[:, ~arrays.reachable].any()
    indirect = np.zeros((2, J, J))
    for value, route in zip(
        specific_indirect_effects(B, arrays.indirect_routes).T, arrays.indirect_routes, strict=True
    ):
        indirect[:, route[-1], route[0]] += value
    np.testing.assert_allclose(T - B, indirect, atol=1e-13)
