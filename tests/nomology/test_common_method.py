"""Common method variance against naive versions and statsmodels."""

import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.outliers_influence import variance_inflation_factor
from tests.strategies import examples

import plspm
from plspm.nomology.formulas import partial_test, smallest_positive, without_marker

MODEL = """
    A =~ a1 + a2 + a3
    B =~ b1 + b2 + b3
    C =~ c1 + c2 + c3
    B ~ A
    C ~ A + B
"""
MARKERS = ["m1", "m2", "m3"]


def survey(n=200, seed=3, method=0.4):
    """Three constructs, a marker that theory leaves alone, and a method that all items share."""
    rng = np.random.default_rng(seed)
    a, m, way = rng.standard_normal((3, n))
    b = 0.4 * a + 0.9 * rng.standard_normal(n)
    c = 0.3 * a + 0.4 * b + 0.8 * rng.standard_normal(n)
    return pd.DataFrame(
        {
            f"{name}{k}": eta + method * way + 0.6 * rng.standard_normal(n)
            for name, eta in {"a": a, "b": b, "c": c, "m": m}.items()
            for k in (1, 2, 3)
        }
    )


def fit(data=None, model=MODEL, **options):
    data = survey() if data is None else data
    return plspm.estimate(model, data, tolerance=1e-12, max_iterations=2000, **options), data


def ols(y, *X):
    """Standardised coefficients of a regression."""
    table = np.column_stack([np.ones(len(y)), *X])
    return np.linalg.lstsq(table, y, rcond=None)[0][1:]


def z(column):
    values = np.asarray(column, dtype=float)
    return (values - values.mean()) / values.std(ddof=1)


def test_full_collinearity_is_that_of_statsmodels():
    result, _ = fit()
    exog = sm.add_constant(result.scores.to_numpy())
    expected = [variance_inflation_factor(exog, k) for k in (1, 2, 3)]
    found = plspm.common_method(result).full_collinearity
    np.testing.assert_allclose(found["vif"], expected, rtol=1e-9)
    assert (found["verdict"] == ["pass" if v <= 3.3 else "look" for v in expected]).all()


def test_partial_correlations_follow_lindell_and_whitney():
    result, data = fit()
    found = plspm.common_method(result, MARKERS)
    mean = data[MARKERS].apply(z).mean(axis=1)
    r = {name: np.corrcoef(mean, result.scores[name])[0, 1] for name in "ABC"}
    assert found.marker["correlation"].to_dict() == pytest.approx(r)
    r_m, second = sorted(r.values())[:2]
    assert found.r_m == pytest.approx((r_m, second))
    for (one, other), row in found.correlations.iterrows():
        plain = np.corrcoef(result.scores[one], result.scores[other])[0, 1]
        for value, ending in ((r_m, ""), (second, "_second")):
            adjusted = (plain - value) / (1 - value)
            assert row[f"adjusted{ending}"] == pytest.approx(adjusted)
            t = adjusted / math.sqrt((1 - adjusted**2) / (200 - 3))
            assert row[f"t{ending}"] == pytest.approx(t)


def test_a_correlation_equal_to_the_markers_is_all_method():
    assert without_marker(np.array([0.2]), 0.2)[0] == 0.0
    R = np.array([[1.0, 0.5], [0.5, 1.0]])
    np.testing.assert_allclose(without_marker(R, 0.2), [[1.0, 0.375], [0.375, 1.0]])


def test_the_formula_is_a_partial_correlation_where_the_marker_correlates_alike():
    """(r - r_m)/(1 - r_m) is the partial correlation given one that has √r_m with both."""
    r, r_m = 0.5, 0.16
    a = math.sqrt(r_m)
    partial = (r - a * a) / math.sqrt((1 - a * a) * (1 - a * a))
    assert without_marker(np.array([r]), r_m)[0] == pytest.approx(partial)


def test_p_is_that_of_a_partial_correlation_with_one_variable_held():
    """n - 3 degrees of freedom: a regression on two variables."""
    rng = np.random.default_rng(1)
    x, y, m = rng.standard_normal((3, 40))
    fitted = sm.OLS(y, sm.add_constant(np.column_stack([x, m]))).fit()
    rx, ry = (v - sm.OLS(v, sm.add_constant(m)).fit().predict(sm.add_constant(m)) for v in (x, y))
    partial = np.array([np.corrcoef(rx, ry)[0, 1]])
    t, p = partial_test(partial, 40)
    assert t[0] == pytest.approx(fitted.tvalues[1])
    assert p[0] == pytest.approx(fitted.pvalues[1])


def test_smallest_positive_correlations():
    assert smallest_positive(np.array([0.4, 0.1, -0.3, 0.2])) == (0.1, 0.2)
    assert smallest_positive(np.array([0.4, -0.3])) == (0.4, 0.4)
    assert smallest_positive(np.array([-0.3])) == (0.0, 0.0)


def test_without_a_marker_the_smallest_correlation_of_constructs_stands_for_it():
    result, _ = fit()
    found = plspm.common_method(result)
    r = result.construct_correlations.to_numpy()[np.tril_indices(3, -1)]
    assert found.r_m == pytest.approx(tuple(np.sort(r)[:2]))
    assert found.correlations["adjusted"].min() == pytest.approx(0.0, abs=1e-12)
    assert "No marker was measured" in found.summary()
    assert found.marker.empty
    assert "construct_level" not in found.paths


@pytest.mark.parametrize("marker", [None, "m1"])
def test_controls_are_facts_that_no_method_adds_to(marker):
    data = survey()
    data["firm_age"] = 0.01 * data["a1"] + np.random.default_rng(4).standard_normal(len(data))
    without, _ = fit(data)
    with_age = plspm.estimate(MODEL, data, controls=["firm_age"], tolerance=1e-12)
    found = plspm.common_method(with_age, marker)
    assert "firm_age" in found.full_collinearity.index
    assert found.r_m == pytest.approx(plspm.common_method(without, marker).r_m, abs=1e-3)


def test_equations_with_products_are_said_to_be_left_out():
    result, _ = fit(model=MODEL + "C ~ A:B")
    found = plspm.common_method(result)
    assert found.paths.index.tolist() == [("A", "B")]
    assert "Equations left out:   C (products" in found.summary()
    assert "left out" not in plspm.common_method(fit()[0]).summary()


def test_adjusted_paths_are_regressions_on_the_adjusted_correlations():
    result, _ = fit()
    found = plspm.common_method(result, MARKERS)
    R = without_marker(result.construct_correlations.to_numpy(), found.r_m[0])
    expected = np.linalg.solve(R[:2, :2], R[2, :2])
    np.testing.assert_allclose(found.paths.loc[[("A", "C"), ("B", "C")], "adjusted"], expected)
    own = result.paths["path_coefficient"]
    np.testing.assert_allclose(found.paths["path_coefficient"], own[found.paths.index])


def test_construct_level_is_a_regression_with_the_markers_composite_beside():
    result, data = fit()
    found = plspm.common_method(result, MARKERS).paths["construct_level"]
    scores = result.scores
    items = [z(data[m]) for m in MARKERS]
    for target, sources in {"B": ["A"], "C": ["A", "B"]}.items():
        y = z(scores[target])
        composite = z(np.column_stack(items) @ ols(y, *items))
        b = ols(y, *(z(scores[s]) for s in sources), composite)
        for source, value in zip(sources, b, strict=False):
            assert found[source, target] == pytest.approx(value, abs=1e-10)


def test_shares_are_r_squared_of_constructs_on_marker_items():
    result, data = fit()
    found = plspm.common_method(result, MARKERS).marker["share"]
    exog = sm.add_constant(data[MARKERS].to_numpy())
    for name in "ABC":
        assert found[name] == pytest.approx(sm.OLS(result.scores[name], exog).fit().rsquared)


def test_item_level_is_the_model_of_residuals():
    result, data = fit()
    exog = sm.add_constant(data[MARKERS].to_numpy())
    own = [c for c in data if c not in MARKERS]
    left = data[own].apply(lambda y: pd.Series(sm.OLS(y.to_numpy(), exog).fit().resid))
    again, _ = fit(left)
    found = plspm.common_method(result, MARKERS).paths["item_level"]
    expected = again.paths["path_coefficient"][found.index]
    np.testing.assert_allclose(found, expected, atol=1e-8)


def test_one_factor_is_the_first_eigenvalue():
    result, data = fit()
    own = [c for c in data if c not in MARKERS]
    values = np.sort(np.linalg.eigvalsh(data[own].corr()))[::-1]
    found = plspm.common_method(result)
    assert found.one_factor.loc["share", "value"] == pytest.approx(values[0] / len(own))
    assert found.one_factor.loc["eigenvalues_above_1", "value"] == (values > 1).sum()
    assert "proves nothing" in found.summary()


def test_a_method_that_items_share_is_taken_out():
    """With a method of .6 in every item, paths that are 0 seem to be there, and go."""
    found = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        a, b, m, way = rng.standard_normal((4, 2000))
        data = pd.DataFrame(
            {
                f"{name}{k}": eta + 0.6 * way + 0.5 * rng.standard_normal(2000)
                for name, eta in {"a": a, "b": b, "m": m}.items()
                for k in (1, 2, 3)
            }
        )
        result = plspm.estimate("A =~ a1 + a2 + a3\nB =~ b1 + b2 + b3\nB ~ A", data)
        found.append(plspm.common_method(result, MARKERS).paths.iloc[0])
    mean = pd.concat(found, axis=1).mean(axis=1)
    assert mean["path_coefficient"] > 0.2
    assert abs(mean["adjusted"]) < 0.05
    assert mean["construct_level"] < mean["path_coefficient"]
    assert mean["item_level"] < mean["path_coefficient"]


@pytest.mark.parametrize("code", [99, "k.A."])
def test_codes_declared_of_all_items_are_no_answers_to_a_marker(code):
    data = survey()
    data["m1"] = data["m1"].astype(object)
    data.loc[4, "m1"] = code
    result, _ = fit(data, missing_codes=[code])
    with pytest.raises(plspm.DataError, match=r"marker: .*missing"):
        plspm.common_method(result, ["m1", "m2"])
    by_item, _ = fit(data, missing_codes={"a1": [code]})
    if code == 99:
        assert len(plspm.common_method(by_item, ["m1"]).marker)


def test_a_construct_of_the_model_may_be_the_marker():
    result, data = fit(model=MODEL + "\nM =~ m1 + m2 + m3\nM ~ A")
    found = plspm.common_method(result, "M")
    assert list(found.full_collinearity.index) == ["A", "B", "C"]
    beside = plspm.common_method(result, "M").marker["correlation"]
    mean = data[MARKERS].apply(z).mean(axis=1)
    assert beside["A"] == pytest.approx(np.corrcoef(mean, result.scores["A"])[0, 1])
    assert ("A", "M") not in found.paths.index
    assert found.paths["construct_level"].notna().all()
    assert "item_level" not in found.paths


def test_case_weights_count():
    data = survey().assign(w=np.r_[np.full(100, 2.0), np.ones(100)])
    twice = pd.concat([data.iloc[:100], data.iloc[:100], data.iloc[100:]], ignore_index=True)
    weighted, _ = fit(data, weights="w")
    repeated, _ = fit(twice)
    one, other = (plspm.common_method(r, MARKERS) for r in (weighted, repeated))
    for column in ("construct_level", "item_level", "adjusted"):
        np.testing.assert_allclose(one.paths[column], other.paths[column], atol=1e-7)


@pytest.mark.parametrize(
    ("marker", "words"),
    [
        (3, ["marker is 3", "a list of columns"]),
        ([], ["marker is []"]),
        (["a1", "m1"], ["a1, which measure"]),
        (["m1", "m9"], ["marker: ", "m9"]),
    ],
)
def test_what_is_no_marker_is_refused(marker, words):
    result, _data = fit()
    with pytest.raises(plspm.PlspmError) as told:
        plspm.common_method(result, marker)
    for word in words:
        assert word in str(told.value)


def test_other_refusals():
    with pytest.raises(plspm.OptionError, match="result is a str"):
        plspm.common_method("A ~ B")
    data = survey()
    of_matrix = plspm.estimate(MODEL, correlations=data.corr(), n=200)
    assert len(plspm.common_method(of_matrix).paths) == 3
    with pytest.raises(plspm.UnavailableError, match="cases"):
        plspm.common_method(of_matrix, MARKERS)


def test_models_of_all_kinds():
    data = survey()
    text = MODEL.replace("C ~ A + B", "C ~ A + B + A:B")
    found = plspm.common_method(plspm.estimate(text, data), MARKERS)
    assert list(found.paths.index) == [("A", "B")]
    text = "A =~ a1 + a2 + a3\nB =~ b1 + b2 + b3\nC =~ c1 + c2 + c3\nH <~ A + B\nC ~ H"
    found = plspm.common_method(plspm.estimate(text, data), MARKERS)
    assert list(found.full_collinearity.index) == ["C", "H"]
    assert np.isfinite(found.paths.to_numpy()).all()
    assert found.summary()


@given(seed=st.integers(0, 10_000))
@examples(10)
def test_neither_order_nor_units_matter(seed):
    rng = np.random.default_rng(seed)
    data = survey(n=60, seed=seed % 7)
    other = data.iloc[rng.permutation(60)].reset_index(drop=True)
    other *= rng.uniform(0.5, 3, data.shape[1])
    one, two = (plspm.common_method(fit(d)[0], MARKERS) for d in (data, other))
    for name in ("paths", "correlations", "marker"):
        np.testing.assert_allclose(getattr(one, name), getattr(two, name), atol=1e-7)
