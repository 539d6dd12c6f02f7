"""Reliability and validity where the answer can be worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from tests.assessment.test_fit import fitted

import plspm
from plspm.assessment import reliability
from plspm.assessment.collinearity import outer_vif
from plspm.assessment.validity import fornell_larcker, fornell_larcker_holds, htmt
from plspm.estimation.arrays import ModelArrays

MODEL = "A =~ a1 + a2; B =~ b1 + b2; C =~ c; B ~ A; C ~ B"
ITEMS = ["a1", "a2", "b1", "b2", "c"]


def correlations(**pairs):
    """All .3 between blocks, .6 within, but for the pairs given as a1_b1=.2."""
    S = pd.DataFrame(0.3, index=ITEMS, columns=ITEMS)
    for first, second in (("a1", "a2"), ("b1", "b2")):
        S.loc[first, second] = S.loc[second, first] = 0.6
    for pair, value in pairs.items():
        first, second = pair.split("_")
        S.loc[first, second] = S.loc[second, first] = value
    S = S.to_numpy().copy()
    np.fill_diagonal(S, 1.0)
    return S


def test_equal_correlations():
    result = fitted(MODEL, correlations())
    np.testing.assert_allclose(result.reliability.loc["A", "cronbach_alpha"], 2 * 0.6 / 1.6)
    np.testing.assert_allclose(result.reliability.loc["A", "ave"], 0.8)
    np.testing.assert_allclose(result.reliability.loc["A", "rho_c"], 3.2 / (3.2 + 0.4))
    np.testing.assert_allclose(result.reliability.loc["A", "rho_a"], 0.75)
    assert result.reliability.loc["C"].tolist() == [1, 1, 1, 1]
    for table in (result.htmt, result.htmt_plus, result.htmt2):
        assert table.loc["A", "B"] == table.loc["B", "A"] == pytest.approx(0.5)
        assert table.loc["A", "C"] == pytest.approx(0.3 / np.sqrt(0.6))
        assert np.isnan(np.diag(table)).all()
    np.testing.assert_allclose(np.diag(result.fornell_larcker), [0.8**0.5, 0.8**0.5, 1])
    assert result.fornell_larcker_holds.all()


def test_the_three_ratios_differ_where_signs_do():
    S = correlations(a1_b1=0.4, a1_b2=-0.1, a2_b1=0.2, a2_b2=0.3)
    result = fitted(MODEL, S)
    assert result.htmt.loc["A", "B"] == pytest.approx(0.2 / 0.6)
    assert result.htmt_plus.loc["A", "B"] == pytest.approx(0.25 / 0.6)
    assert result.htmt2.loc["A", "B"] == pytest.approx((0.4 * 0.1 * 0.2 * 0.3) ** 0.25 / 0.6)
    np.testing.assert_array_equal(htmt(S[None], result._estimates.arrays)[0], result.htmt)


def test_one_uncorrelated_pair_of_items_makes_one_geometric_mean_zero():
    result = fitted(MODEL, correlations(a1_b1=0.0))
    assert result.htmt2.loc["A", "B"] == 0
    assert result.htmt2.loc["A", "C"] == pytest.approx(0.3 / np.sqrt(0.6))
    assert result.htmt2.loc["B", "C"] == pytest.approx(0.3 / np.sqrt(0.6))


@pytest.mark.filterwarnings("ignore::plspm.AdmissibilityWarning")  # their rho_A is 0
def test_uncorrelated_items_of_a_block_leave_its_geometric_mean_undefined():
    result = fitted(MODEL, correlations(a1_a2=0.0))
    assert np.isnan(result.htmt2.loc["A", ["B", "C"]]).all()
    assert result.htmt2.loc["B", "C"] == pytest.approx(0.3 / np.sqrt(0.6))


def test_fornell_larcker_fails_for_both_of_a_pair_that_correlates_too_much():
    table = np.array([[[0.7, 0.75, 0.1], [0.75, 0.8, -0.2], [0.1, -0.2, np.nan]]])
    assert fornell_larcker_holds(table)[0] == pytest.approx([0, 1, np.nan], nan_ok=True)
    table[0, 0, 1] = table[0, 1, 0] = -0.8
    assert fornell_larcker_holds(table)[0] == pytest.approx([0, 0, np.nan], nan_ok=True)


def test_fornell_larcker_looks_at_what_is_defined_row_by_row():
    missing = np.nan
    table = np.array(
        [
            [[0.7, 0.75, missing], [0.75, 0.8, missing], [missing, missing, missing]],
            [[0.3, 0.1, 0.2], [0.1, 0.3, 0.4], [0.2, 0.4, 0.5]],
        ]
    )
    found = fornell_larcker_holds(table)
    assert found[0] == pytest.approx([0, missing, missing], nan_ok=True)
    assert found[1] == pytest.approx([1, 0, 1])


def test_fornell_larcker_says_nothing_of_a_construct_without_ave():
    """Mode B, and a factor whose rho_A is negative under PLSc."""
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        rng.normal(size=(80, 6)) + rng.normal(size=(80, 1)), columns=list("abcdef")
    )
    result = plspm.estimate("X <~ a + b; Y =~ c + d; Z =~ e + f; Y ~ X; Z ~ Y", frame)
    holds = result.fornell_larcker_holds
    assert holds.isna().tolist() == [True, False, False]
    assert holds.dtype == "boolean"
    assert "fornell_larcker_holds" in result.undefined.loc[0, "statistic"]


def test_raw_alpha_knows_the_units():
    rng = np.random.default_rng(8)
    data = pd.DataFrame(rng.normal(size=(60, 3)) + rng.normal(size=(60, 1)), columns=list("abc"))
    data["b"] *= 5
    data["y"] = data["a"] + rng.normal(size=60)
    result = plspm.estimate("A =~ a + b + c; Y =~ y; Y ~ A", data)
    block = data[["a", "b", "c"]]
    alpha = 1.5 * (1 - block.var().sum() / block.sum(axis=1).var())
    assert result.unidimensionality.loc["A", "cronbach_alpha_raw"] == pytest.approx(alpha)
    assert result.unidimensionality.loc["Y", "cronbach_alpha_raw"] == 1
    r = block.corr().to_numpy()[np.triu_indices(3, 1)].mean()
    assert result.reliability.loc["A", "cronbach_alpha"] == pytest.approx(3 * r / (1 + 2 * r))


def test_adjusted_r_squared_and_effect_size_of_a_known_regression():
    """y on two predictors that correlate by .5: b = (.5, .2)."""
    S = np.array([[1, 0.5, 0.6], [0.5, 1, 0.45], [0.6, 0.45, 1]])
    result = fitted("X =~ x; Z =~ z; Y =~ y; Y ~ X + Z", S, n=53)
    np.testing.assert_allclose(result.path_coefficients["Y"], [0.5, 0.2, 0])
    r_squared = 0.5 * 0.6 + 0.2 * 0.45
    np.testing.assert_allclose(
        result.r_squared.loc["Y"], [r_squared, 1 - (1 - r_squared) * 52 / 50]
    )
    np.testing.assert_allclose(
        result.f_squared["f_squared"],
        [(r_squared - 0.45**2) / (1 - r_squared), (r_squared - 0.36) / (1 - r_squared)],
    )
    np.testing.assert_allclose(result.vif_inner["vif"], 1 / 0.75)


def test_modes_without_reliability_are_nan():
    model = plspm.PathModel.parse("A <~ a1 + a2; B =~ b1 + b2; C <~ c; B ~ A; C ~ B")
    arrays = ModelArrays.from_model(model)
    assert arrays.mode_a.tolist() == [False, True, True]
    result = fitted(model, correlations())
    assert np.isnan(result.reliability.loc["A"]).all()
    assert np.isnan(result.htmt.loc["A"]).all()
    assert result.reliability.loc["C"].tolist() == [1, 1, 1, 1]
    assert result.htmt.loc["B", "C"] == pytest.approx(0.3 / np.sqrt(0.6))


def test_a_correlation_of_rounding_errors_is_none():
    exact = np.array([[1, 0.5, 0.3, 0.0], [0.5, 1, 0.2, 0.1], [0.3, 0.2, 1, 0.4], [0, 0.1, 0.4, 1]])
    rounded = exact + 1e-17 * (exact == 0)
    arrays = ModelArrays.from_model(plspm.PathModel.parse("A =~ a + b; B =~ c + d; B ~ A"))
    assert htmt(rounded[None], arrays, "htmt2")[0, 0, 1] == 0
    assert htmt(exact[None], arrays, "htmt2")[0, 0, 1] == 0


@pytest.mark.parametrize(
    "of_blocks",
    [
        reliability.cronbach_alpha,
        reliability.cronbach_alpha_raw,
        reliability.dillon_goldstein_rho,
        reliability.eigenvalues,
        outer_vif,
    ],
)
def test_each_member_of_a_stack_on_its_own(of_blocks):
    arrays = ModelArrays.from_model(plspm.PathModel.parse(MODEL))
    stack = np.stack([correlations(), correlations(a1_a2=0.2), correlations(b1_b2=0.4)])
    alone = [of_blocks(S[None], arrays)[0] for S in stack]
    np.testing.assert_allclose(of_blocks(stack, arrays), alone, rtol=1e-14)
    assert not np.allclose(alone[0], alone[1])


def test_fornell_larcker_of_a_stack():
    results = [fitted(MODEL, correlations(a1_a2=r)) for r in (0.2, 0.6)]
    arrays = results[0]._estimates.arrays
    P, loadings = (
        np.concatenate([getattr(result._estimates, field) for result in results])
        for field in ("P", "loadings")
    )
    tables = [result.fornell_larcker.to_numpy() for result in results]
    np.testing.assert_allclose(fornell_larcker(P, loadings, arrays), tables)


def test_raw_alpha_counts_case_weights():
    """A case of weight 3 is three cases."""
    rng = np.random.default_rng(8)
    data = pd.DataFrame(rng.normal(size=(40, 4)) + rng.normal(size=(40, 1)), columns=list("abcd"))
    data["b"] *= 5
    weights = rng.integers(1, 6, size=40)
    text = "X =~ a + b; Y =~ c + d; Y ~ X"
    weighted = plspm.estimate(text, data, weights=weights)
    repeated = plspm.estimate(text, data.loc[data.index.repeat(weights)])
    expected = repeated.unidimensionality.to_numpy()
    assert weighted.unidimensionality.to_numpy() == pytest.approx(expected, abs=1e-10)
    plain = plspm.estimate(text, data).unidimensionality["cronbach_alpha_raw"]
    assert abs(plain - weighted.unidimensionality["cronbach_alpha_raw"]).min() > 1e-3
