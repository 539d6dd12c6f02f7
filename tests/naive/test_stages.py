"""The library's stages give what plain stages give, on random models and on their draws."""

import warnings

import numpy as np
import pandas as pd
import pytest
from tests.naive import assess, measurement, resample, structure
from tests.naive.estimate import estimate
from tests.naive.random_stages import PLACES, random_higher_order, random_products
from tests.naive.stages import consistent, consistent_equation, higher_order, with_products

import plspm

TIGHT = {"tolerance": 1e-13, "max_iterations": 5000}
CLOSE = {"abs": 1e-8, "rel": 1e-8, "nan_ok": True}
METHODS = ("two_stage", "two_stage_reestimated", "product_indicator", "orthogonal")
OF_HIGHER_ORDER = ("disjoint_two_stage", "embedded_two_stage", "repeated_indicators")


def library(case, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        return plspm.estimate(case.model, case.data, scheme=case.scheme, **TIGHT, **options)


def products_of(case, method, data=None, towards=None):
    return with_products(
        case.naive_data if data is None else data,
        case.naive_model,
        case.products,
        method,
        towards,
        scheme=case.scheme,
        **TIGHT,
    )


def path_table(result, pairs):
    return {pair: result.path_coefficients.loc[pair] for pair in pairs}


def same(table, expected):
    """Every entry of the naive table, under the same key."""
    assert {key: table[key] for key in expected} == pytest.approx(expected, **CLOSE)


def cells(frame):
    return {(row, column): frame.loc[row, column] for row in frame.index for column in frame}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seed", range(8))
def test_products(seed, method):
    case = random_products(seed)
    naive, result = products_of(case, method), library(case, interactions=method)
    last = naive.last
    same(result.weights["weight"].to_dict(), last.weights)
    same(result.loadings["loading"].to_dict(), measurement.loadings(last))
    same(cells(result.cross_loadings), measurement.cross_loadings(last))
    same(path_table(result, last.model.paths), naive.path_coefficients())
    same(result.r_squared["r_squared"].to_dict(), structure.r_squared(last))
    same(result.f_squared["f_squared"].to_dict(), structure.f_squared(last))
    same(result.vif_inner["vif"].to_dict(), structure.vif_inner(last))
    same(result.vif_outer["vif"].to_dict(), assess.vif_outer(last))
    same(cells(result.score_correlations), measurement.score_correlations(last))
    sd = result.interactions["sd_product"].droplevel("target").to_dict()
    same(sd, naive.sd)
    for name, y in last.Y.items():
        # Scores of products have the standard deviation of the product.
        found = result.scores[name].to_numpy()
        assert found == pytest.approx(y * naive.sd.get(name, 1.0), **CLOSE), name


@pytest.mark.parametrize("method", METHODS)
def test_products_with_case_weights(method):
    case = random_products(2)
    v = np.random.default_rng(2).uniform(0.2, 3.0, size=len(case.data))
    naive = with_products(
        case.naive_data,
        case.naive_model,
        case.products,
        method,
        scheme=case.scheme,
        case_weights=v,
        **TIGHT,
    )
    result = library(case, interactions=method, weights=v)
    same(path_table(result, naive.last.model.paths), naive.path_coefficients())
    same(result.weights["weight"].to_dict(), naive.last.weights)


@pytest.mark.parametrize("method", METHODS)
def test_draws_make_their_own_products(method):
    case = random_products(2)
    n = len(case.data)
    rows = np.random.default_rng(7).integers(0, n, size=(6, n))
    boot = library(case, interactions=method).resample(
        plspm.plans.Indices(rows), statistics=["paths", "f_squared"], progress=False
    )
    original = products_of(case, method)
    draws, f_squared = boot.draws("paths"), boot.draws("f_squared")
    for k, row in enumerate(rows):
        naive = products_of(case, method, resample.rows_of(case.naive_data, row), original)
        same(draws.iloc[k].to_dict(), naive.path_coefficients())
        same(f_squared.iloc[k].to_dict(), structure.f_squared(naive.last))


def higher(case, method, data=None):
    return higher_order(
        case.naive_data if data is None else data,
        case.naive_model,
        case.parts,
        method,
        scheme=case.scheme,
        **TIGHT,
    )


@pytest.mark.parametrize("method", OF_HIGHER_ORDER)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("seed", range(4))
def test_higher_order(seed, place, method):
    case = random_higher_order(seed, place)
    naive, result = higher(case, method), library(case, higher_order=method)
    weights = {key: w for key, w in naive.weights.items() if key in result.weights.index}
    assert len(weights) >= len(naive.weights) - 1
    same(result.weights["weight"].to_dict(), weights)
    same(path_table(result, naive.model.paths), structure.path_coefficients(naive))
    same(result.r_squared["r_squared"].to_dict(), structure.r_squared(naive))
    same(result.f_squared["f_squared"].to_dict(), structure.f_squared(naive))
    same(cells(result.score_correlations), measurement.score_correlations(naive))
    for name, y in naive.Y.items():
        assert result.scores[name].to_numpy() == pytest.approx(y, **CLOSE), name
    if method != "repeated_indicators":
        same(result.loadings["loading"].to_dict(), measurement.loadings(naive))
        for column, statistic in OF_BLOCKS.items():
            same(result.reliability[column].to_dict(), statistic(naive))


OF_BLOCKS = {
    "cronbach_alpha": assess.cronbach_alpha,
    "rho_a": assess.reliability_rho_a,
    "rho_c": assess.rho_c,
    "ave": assess.ave,
}


@pytest.mark.parametrize("method", OF_HIGHER_ORDER)
def test_draws_make_their_own_lower_order_scores(method):
    case = random_higher_order(1, "mediating")
    n = len(case.data)
    rows = np.random.default_rng(7).integers(0, n, size=(6, n))
    boot = library(case, higher_order=method).resample(
        plspm.plans.Indices(rows), statistics=["paths"], progress=False
    )
    for k, row in enumerate(rows):
        naive = higher(case, method, resample.rows_of(case.naive_data, row))
        same(boot.draws("paths").iloc[k].to_dict(), structure.path_coefficients(naive))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("seed", range(3))
def test_consistent_higher_order_corrects_the_parts_before_they_are_indicators(seed, place):
    case = random_higher_order(seed, place, modes=("A",))
    n = len(case.data)
    naive = consistent(
        case.naive_data, case.naive_model, case.parts, n, scheme=case.scheme, **TIGHT
    )
    result = library(case, estimator="plsc")
    same(path_table(result, naive.model.paths), structure.path_coefficients(naive))
    same(result.r_squared["r_squared"].to_dict(), structure.r_squared(naive))
    same(result.weights["weight"].to_dict(), naive.weights)
    same(result.loadings["loading"].to_dict(), measurement.loadings(naive))
    for column, statistic in OF_BLOCKS.items():
        same(result.reliability[column].to_dict(), statistic(naive))


def test_a_consistent_factor_correlates_with_its_parts_as_it_loads_on_them():
    """A population of 5000 cases in which every number is known is admissible."""
    rng = np.random.default_rng(1)
    H = rng.normal(size=5000)
    parts = {f"L{k}": r * H + np.sqrt(1 - r**2) * rng.normal(size=5000) for k, r in LOADINGS}
    latent = parts | {"Y": 0.6 * H + 0.8 * rng.normal(size=5000)}
    data = pd.DataFrame(
        {
            f"{c}_{i}": 0.8 * x + 0.6 * rng.normal(size=5000)
            for c, x in latent.items()
            for i in "abc"
        }
    )
    text = "\n".join(f"{c} =~ {c}_a + {c}_b + {c}_c" for c in latent)
    result = plspm.estimate(f"{text}\nH =~ L0 + L1 + L2\nY ~ H", data, estimator="plsc")
    P = result.construct_correlations
    for name in parts:
        assert P.loc["H", name] == P.loc[name, "H"] == result.loadings.loc[("H", name), "loading"]
    assert P.loc["H", list(parts)].tolist() == pytest.approx([0.8, 0.7, 0.75], abs=0.05)
    assert result.admissibility["holds"].all()


LOADINGS = ((0, 0.8), (1, 0.7), (2, 0.75))


@pytest.mark.parametrize("seed", [0, 1, 4, 5, 8, 9])
def test_consistent_products_are_of_the_common_factors(seed):
    case = random_products(seed, modes=("A",))
    options = {"scheme": case.scheme, "estimator": "plsc", **TIGHT}
    first = estimate(case.naive_data, case.naive_model, **options)
    expected = consistent_equation(first, "Y", case.products)
    found = library(case, estimator="plsc").path_coefficients["Y"]
    assert {c: found[c] for c in expected} == pytest.approx(expected, **CLOSE)
