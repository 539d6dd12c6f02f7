"""The delta method: derivatives against finite differences, and its standard errors."""

import tracemalloc
import warnings

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import QUIET, TEXT, TIGHT, factor_data, quietly, triangle
from tests.parity.references import data

import plspm
from plspm.assessment.statistics import STATISTICS
from plspm.data import weighted_sums
from plspm.estimation import fixed_point
from plspm.estimation.estimate import estimate_stack
from plspm.estimation.tangents import Chain
from plspm.inference import influence as influence_module
from plspm.inference.influence import delta_std_error
from plspm.plans import Weights

TIGHTER = {"tolerance": 1e-15, "max_iterations": 3000}
STEP = 1e-4
N = 50
FRAME = factor_data(N, 12, loading=0.75)
BLOCKS = {"A1": ["a11", "a12", "a13"], "B1": ["b11", "b12", "b13"], "C1": ["c11", "c12", "c13"]}
MODELS = {
    "A": [plspm.reflective(c, b) for c, b in BLOCKS.items()],
    "B": [plspm.formative(c, b) for c, b in BLOCKS.items()],
    "sum": [plspm.composite(c, b, mode="sum") for c, b in BLOCKS.items()],
    "pca": [plspm.composite(c, b, mode="pca") for c, b in BLOCKS.items()],
    "fixed": [plspm.composite(c, b, mode="fixed", weights=[3, 1, 2]) for c, b in BLOCKS.items()],
    "mixed": [
        plspm.formative("A1", BLOCKS["A1"]),
        plspm.composite("B1", BLOCKS["B1"], mode="pca"),
        plspm.reflective("C1", BLOCKS["C1"]),
    ],
    "single": [
        plspm.single_item("A1", "a11"),
        plspm.reflective("B1", BLOCKS["B1"]),
        plspm.composite("C1", BLOCKS["C1"], mode="fixed", weights=[1, -0.2, 2]),
    ],
}
PATHS = [plspm.path("A1", to="B1"), plspm.path("A1", to="C1"), plspm.path("B1", to="C1")]
CASES = [
    *[(mode, "path", "pls") for mode in MODELS],
    *[("mixed", scheme, "pls") for scheme in ("factorial", "centroid")],
    *[("A", scheme, "plsc") for scheme in ("path", "factorial", "centroid")],
    ("single", "path", "plsc"),
]


def model_of(mode):
    return plspm.PathModel(MODELS[mode], PATHS)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize(("mode", "scheme", "estimator"), CASES)
def test_influence_is_the_derivative_in_the_weight_of_the_case(mode, scheme, estimator, weighted):
    """Central differences of the fit with one case a little heavier, a little lighter."""
    case_weights = np.random.default_rng(1).gamma(4, size=N) if weighted else None
    result = quietly(
        model_of(mode),
        FRAME,
        scheme=scheme,
        estimator=estimator,
        weights=case_weights,
        **TIGHTER,
    )
    cases, share = [0, 7, 31], np.full(N, 1 / N)
    if weighted:
        share = case_weights / case_weights.sum()
    up = np.ones((6, N))
    for row, case in enumerate(cases):
        up[2 * row, case], up[2 * row + 1, case] = 1 + STEP, 1 - STEP
    up *= N / up.sum(axis=1, keepdims=True)  # adjusted R² counts the cases
    moved = quiet_resample(result, Weights(up))
    for statistic in STATISTICS:
        draws = moved.draws(statistic).to_numpy()
        derivative = (draws[0::2] - draws[1::2]) / (2 * STEP)
        # The table says what happens without the case: minus the derivative over 1 - share.
        changes = result.influence(statistic).table.to_numpy()[cases]
        found = -changes * (1 - share[cases])[:, None]
        scale = max(1.0, np.nanmax(np.abs(derivative), initial=0) * N)
        np.testing.assert_allclose(
            found, derivative, rtol=0, atol=1e-7 * scale, equal_nan=True, err_msg=statistic
        )


def quiet_resample(result, plan):
    """Inadmissible or not: what counts here are the numbers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        return result.resample(plan, statistics=tuple(STATISTICS), alignment="none", **QUIET)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize(("mode", "scheme", "estimator"), CASES)
def test_derivatives_in_coordinates_and_in_directions_of_cases_agree(
    mode, scheme, estimator, weighted, monkeypatch
):
    """The first are taken where cases are many, the second where they are few."""
    case_weights = np.random.default_rng(1).gamma(4, size=N) if weighted else None
    options = {"scheme": scheme, "estimator": estimator, "weights": case_weights, **TIGHTER}
    fitted = quietly(model_of(mode), FRAME, **options)._fitted
    counts = np.random.default_rng(2).poisson(1.0, size=(3, N)).astype(float)
    statistics = list(STATISTICS.values())
    with np.errstate(invalid="ignore", divide="ignore"):
        stack = estimate_stack(fitted.sample(counts), fitted.arrays, fitted.settings)
    found = influence_module.influence(fitted, stack, fitted.weighted(counts), statistics)
    monkeypatch.setattr(Chain, "coordinates", property(lambda _: N + 1))
    expected = influence_module.influence(fitted, stack, fitted.weighted(counts), statistics)
    for statistic, first, second in zip(statistics, found, expected, strict=True):
        scale = max(1.0, np.nanmax(np.abs(second), initial=0))
        np.testing.assert_allclose(first, second, atol=1e-9 * scale, err_msg=statistic.name)


@pytest.mark.parametrize(
    "options",
    [
        {"interactions": "two_stage"},
        {"interactions": "two_stage_reestimated"},
        {"interactions": "product_indicator"},
        {"interactions": "orthogonal"},
        {"estimator": "plsc"},
        {"standardize": False},
    ],
    ids=lambda options: " ".join(map(str, options.values())),
)
@pytest.mark.parametrize("weighted", [False, True])
def test_products_and_units_have_coordinates_too(options, weighted, monkeypatch):
    rng = np.random.default_rng(5)
    latent = rng.normal(size=(300, 2)) @ [[1.0, 0.4], [0.0, 0.9]]
    outcome = latent @ [0.4, 0.3] + 0.3 * latent.prod(axis=1) + 0.5 * rng.normal(size=300)
    true = np.column_stack([latent, outcome]).repeat(2, axis=1)
    names = ["a1", "a2", "b1", "b2", "c1", "c2"]
    frame = pd.DataFrame(true + 0.5 * rng.normal(size=true.shape), columns=names)
    case_weights = rng.gamma(4, size=300) if weighted else None
    text = "A =~ a1 + a2; B =~ b1 + b2; C =~ c1 + c2; C ~ A + B + A:B"
    fitted = quietly(text, frame, weights=case_weights, **options, **TIGHTER)._fitted
    weights, statistics = fitted.weighted(np.ones((1, 300))), list(STATISTICS.values())
    found = influence_module.influence(fitted, fitted.estimates, weights, statistics)
    errors = influence_module.delta_std_errors(fitted, statistics)
    monkeypatch.setattr(Chain, "coordinates", property(lambda _: 301))
    expected = influence_module.influence(fitted, fitted.estimates, weights, statistics)
    for statistic, first, second, error in zip(statistics, found, expected, errors, strict=True):
        scale = max(1.0, np.nanmax(np.abs(second), initial=0))
        np.testing.assert_allclose(first, second, atol=1e-9 * scale, err_msg=statistic.name)
        alone = influence_module.delta_std_error(second, np.ones((1, 300)))[0]
        np.testing.assert_allclose(error, alone, atol=1e-8 * scale, err_msg=statistic.name)


@pytest.mark.parametrize("weighted", [False, True])
def test_standard_errors_are_summed_up_in_blocks_of_cases(weighted, monkeypatch):
    case_weights = np.random.default_rng(1).gamma(1, size=N) if weighted else None
    fitted = quietly(TEXT, FRAME, weights=case_weights)._fitted
    ones, statistics = np.ones((1, N)), list(STATISTICS.values())
    weights = fitted.weighted(ones)
    parts = influence_module.influence(fitted, fitted.estimates, weights, statistics)
    monkeypatch.setattr(weighted_sums, "BLOCK", 1)
    monkeypatch.setattr(weighted_sums, "FEWEST_CASES", 7)
    monkeypatch.setattr(fixed_point, "LARGEST_STACK", 300)
    found = influence_module.delta_std_errors(fitted, statistics)
    for u, error in zip(parts, found, strict=True):
        np.testing.assert_allclose(error, delta_std_error(u, ones)[0], rtol=1e-9, atol=1e-12)


def peak_of(job):
    job()
    tracemalloc.start()
    job()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_many_cases_take_no_memory_beyond_blocks():
    """A matrix for every case would be 9 times the data, their contributions 10 times."""
    frame = factor_data(100_000, 4)
    result = plspm.estimate(TEXT, frame)
    assert peak_of(result.standard_errors) < 2 * frame.to_numpy().nbytes


def test_many_items_take_no_memory_of_their_third_power():
    p, n = 300, 40
    rng = np.random.default_rng(5)
    blocks = {name: [f"{name}{k}" for k in range(p // 3)] for name in "abc"}
    factor = rng.standard_normal((n, 1))
    items = [item for block in blocks.values() for item in block]
    frame = pd.DataFrame(factor + rng.standard_normal((n, p)), columns=items)
    model = plspm.PathModel(
        [plspm.reflective(c, block) for c, block in blocks.items()],
        [plspm.path("a", to="b"), plspm.path("b", to="c")],
    )
    result = quietly(model, frame)
    peak = peak_of(lambda: result.standard_errors(statistics=["paths"]))
    assert peak < 16 * p**3  # one stack of complex numbers; the derivatives of weights took five


@pytest.mark.parametrize("statistic", tuple(STATISTICS))
def test_the_contributions_of_all_cases_add_up_to_nothing(statistic):
    """More weight for every case alike changes no statistic."""
    table = triangle().influence(statistic).table
    np.testing.assert_allclose(table.sum().fillna(0), 0, atol=1e-9)


@pytest.fixture(scope="module")
def large():
    return plspm.estimate(TEXT, factor_data(800, 3), **TIGHT)


@pytest.mark.parametrize(
    "statistic", [s for s in STATISTICS if s not in {"r_squared_adjusted", "htmt2"}]
)
def test_delta_and_jackknife_agree_on_large_samples(statistic, large):
    delta, jackknife = (
        large.standard_errors(method, statistics=[statistic]).table(statistic)["std_error"]
        for method in ("delta", "jackknife")
    )
    some = jackknife > 1e-9
    assert some.any()
    assert (delta[some] / jackknife[some]).to_numpy() == pytest.approx(1, abs=0.03)


def test_a_case_counted_in_part_contributes_in_proportion():
    """√(n/(n - 1) Σ u²/c): c copies with u/c each, where c need not be whole; nothing for c = 0."""
    u, counts = np.array([[[0.3], [-0.1], [0.0], [-0.2]]]), np.array([[1.5, 0.5, 0.0, 1.0]])
    expected = np.sqrt(3 / 2 * (0.09 / 1.5 + 0.01 / 0.5 + 0.04))
    assert delta_std_error(u, counts)[0] == pytest.approx([expected])


def test_delta_of_a_correlation_is_the_known_formula():
    """√Σu² of r has a closed form: u = z₁z₂ − r(z₁² + z₂²)/2 (two single items: path = r)."""
    frame = factor_data(200, 5)[["a11", "b11"]]
    result = plspm.estimate("A =~ a11; B =~ b11; B ~ A", frame)
    z = ((frame - frame.mean()) / frame.std(ddof=0)).to_numpy()
    r = float(np.corrcoef(z.T)[0, 1])
    u = z[:, 0] * z[:, 1] - r * (z**2).sum(axis=1) / 2
    expected = np.sqrt((u**2).sum() / (200 * 199))
    found = result.standard_errors(statistics=["paths"]).paths["std_error"]
    assert found.iloc[0] == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("method", ["delta", "jackknife"])
def test_clusters_are_the_units(method):
    """Every case twice, in clusters of two, tells no more than each case once."""
    frame = factor_data(60, 7)
    once = plspm.estimate(TEXT, frame, **TIGHT)
    twice = plspm.estimate(TEXT, pd.concat([frame, frame]), **TIGHT)
    pairs = np.tile(np.arange(60), 2)
    for statistic in ("paths", "loadings", "htmt"):
        alone = once.standard_errors(method, statistics=[statistic]).table(statistic)
        paired = twice.standard_errors(method, statistics=[statistic], clusters=pairs)
        assert paired.table(statistic)["std_error"].to_numpy() == pytest.approx(
            alone["std_error"].to_numpy(), rel=1e-8
        )


@pytest.mark.parametrize("method", ["delta", "jackknife"])
def test_duplicated_data_shrink_the_standard_errors_by_the_root_of_two(method):
    frame = factor_data(150, 8)
    once = plspm.estimate(TEXT, frame, **TIGHT).standard_errors(method)
    twice = plspm.estimate(TEXT, pd.concat([frame, frame]), **TIGHT).standard_errors(method)
    ratio = (once.paths["std_error"] / twice.paths["std_error"]).to_numpy()
    assert ratio == pytest.approx(np.full(3, np.sqrt(2)), rel=0.02)


def test_duplicated_data_shrink_bootstrap_standard_errors_too():
    frame = factor_data(150, 8)
    errors = [
        plspm.estimate(TEXT, cases).bootstrap(1999, seed=1, statistics=["paths"], **QUIET).paths
        for cases in (frame, pd.concat([frame, frame]))
    ]
    ratio = (errors[0]["std_error"] / errors[1]["std_error"]).to_numpy()
    assert ratio == pytest.approx(np.full(3, np.sqrt(2)), rel=0.1)


def test_case_weights_of_the_delta_method_and_the_jackknife_agree():
    weights = np.random.default_rng(2).gamma(5, size=400)
    result = plspm.estimate(TEXT, factor_data(400, 9), weights=weights, **TIGHT)
    delta, jackknife = (
        result.standard_errors(method, statistics=["paths"]).paths["std_error"]
        for method in ("delta", "jackknife")
    )
    assert (delta / jackknife).to_numpy() == pytest.approx(1, abs=0.03)


# -- influence -----------------------------------------------------------------------------------


def test_exact_influence_is_the_fit_without_the_case():
    result, frame = triangle(), data("small_triangle")
    table = result.influence("paths", method="jackknife").table
    for case in (0, 13, 39):
        without = plspm.estimate(TEXT, frame.drop(index=case), **TIGHT).path_coefficients
        for source, target in table.columns:
            change = without.loc[source, target] - result.path_coefficients.loc[source, target]
            assert table.loc[case, (source, target)] == pytest.approx(change, abs=1e-9)


def test_the_outlier_is_the_largest_by_both_methods():
    frame = factor_data(80, 10)
    frame.index = [f"case {k}" for k in range(80)]
    frame.iloc[17, :3], frame.iloc[17, 3:] = 5.0, -5.0
    result = quietly(TEXT, frame)
    for method in ("delta", "jackknife"):
        influence = result.influence(method=method)
        largest = influence.largest(5)
        assert largest.loc[0, "case"] == "case 17"
        assert largest["in_std_errors"].abs().is_monotonic_decreasing
        assert len(largest) == 5
        first = largest.iloc[0]
        cell = influence.table.loc["case 17", (first["source"], first["target"])]
        error = influence.std_error[first["source"], first["target"]]
        assert first["change"] == cell
        assert first["in_std_errors"] == pytest.approx(cell / error)


def test_first_order_and_exact_influence_are_close_on_large_samples(large):
    delta, exact = (
        large.influence("paths", method=m).table.to_numpy() for m in ("delta", "jackknife")
    )
    assert np.abs(delta - exact).max() < 0.05 * np.abs(exact).max()
    assert np.corrcoef(delta.ravel(), exact.ravel())[0, 1] > 0.999
