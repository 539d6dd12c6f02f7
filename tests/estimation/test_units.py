"""Indicators in their own units: weights from covariances, and all that follows from them."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.assessment.references import PAIRS_TWICE, REFERENCES
from tests.assessment.test_against_naive import values_of
from tests.naive import estimate as naive
from tests.strategies import TIGHT, examples, studies

import plspm
from plspm import composite, estimate, formative, path, paths, reflective
from plspm.plans import Indices, Weights

ITEMS = {name: [f"{name}{k}" for k in (1, 2, 3)] for name in "abc"}
ARROWS = [path("a", to="b"), paths(["a", "b"], to="c")]
MODELS = {
    "A": [reflective(c, items) for c, items in ITEMS.items()],
    "B": [formative(c, items) for c, items in ITEMS.items()],
    "sum": [composite(c, items, mode="sum") for c, items in ITEMS.items()],
    "pca": [composite(c, items, mode="pca") for c, items in ITEMS.items()],
    "fixed": [composite(c, items, mode="fixed", weights=[3, 1, 2]) for c, items in ITEMS.items()],
    "mixed": [
        reflective("a", ITEMS["a"]),
        composite("b", ITEMS["b"], mode="pca"),
        formative("c", ITEMS["c"]),
    ],
}
QUIET = {"progress": False, "threads": 1}
every_mode = pytest.mark.parametrize("mode", MODELS)


def answers(n=80, seed=3):
    rng = np.random.default_rng(seed)
    factors = rng.normal(size=(n, 3)) @ [[1, 0.6, 0.3], [0, 0.8, 0.5], [0, 0, 0.8]]
    units = [1, 2, 0.5, 3, 1, 0.7, 1, 4, 2]
    values = (np.repeat(factors, 3, axis=1) + 0.7 * rng.normal(size=(n, 9))) * units + 3
    return pd.DataFrame(values, columns=[item for block in ITEMS.values() for item in block])


def fitted(mode, data, **options):
    model = plspm.PathModel(MODELS[mode], ARROWS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)  # it is about numbers here
        return estimate(model, data, standardize=False, **(TIGHT | options))


@pytest.mark.parametrize("scheme", ["path", "factorial", "centroid"])
@examples(12)
@given(study=studies(), weighted=st.booleans())
def test_every_statistic_is_that_of_the_naive_road(scheme, study, weighted):
    rng = np.random.default_rng(study.seed)
    data = study.data * rng.uniform(0.3, 3, study.data.shape[1])
    weights = rng.uniform(0.2, 2, study.cases) if weighted else None
    result = study.fit(data, scheme=scheme, weights=weights, standardize=False)
    columns = {name: data[name].to_numpy() for name in data}
    options = {"scheme": scheme, "case_weights": weights, "standardize": False}
    reference = naive.estimate(columns, study.naive_model, **TIGHT, **options)
    assume(reference.converged)
    for name, of_fit in REFERENCES.items():
        found, expected = values_of(name, result._estimates), of_fit(reference)
        if name in PAIRS_TWICE:
            expected = {pair: expected[pair] for pair in found}
        assert found == pytest.approx(expected, abs=1e-7, rel=1e-7, nan_ok=True), name


@every_mode
def test_scores_are_the_items_as_they_are_times_the_weights(mode):
    data = answers()
    result = fitted(mode, data)
    assert not np.allclose(result.paths, estimate(result.model, data).paths) or mode == "B"
    scores = (data - data.mean()) @ result.weights_matrix
    np.testing.assert_allclose(scores, result.scores, atol=1e-10)
    np.testing.assert_allclose(result.scores.std(), 1, atol=1e-10)
    for construct, item in result.loadings.index:
        r = np.corrcoef(data[item], result.scores[construct])[0, 1]
        np.testing.assert_allclose(result.loadings.loc[(construct, item), "loading"], r)


@every_mode
def test_a_draw_is_the_fit_of_its_rows(mode):
    data = answers()
    result = fitted(mode, data)
    rows = np.random.default_rng(5).integers(0, len(data), (6, len(data)))
    plan = Indices(rows)
    boot = result.resample(plan, statistics=["weights", "paths", "reliability"], **QUIET)
    for draw, chosen in enumerate(rows):
        again = fitted(mode, data.iloc[chosen].reset_index(drop=True))
        for name in ("weights", "paths"):
            expected = getattr(again, name).iloc[:, 0]
            np.testing.assert_allclose(boot.draws(name).iloc[draw], expected, atol=1e-8)
        rho_a = again.reliability["rho_a"].to_numpy()
        np.testing.assert_allclose(boot.draws("reliability").iloc[draw, 1::4], rho_a, atol=1e-8)


@every_mode
@pytest.mark.parametrize("weighted", [False, True])
def test_the_jackknife_leaves_out_each_case(mode, weighted):
    data = answers(20)
    weights = np.random.default_rng(1).gamma(4, size=20) if weighted else None
    result = fitted(mode, data, weights=weights)
    changes = result.influence("weights", method="jackknife").table
    for case in (0, 11):
        kept = None if weights is None else np.delete(weights, case)
        again = fitted(mode, data.drop(index=case), weights=kept)
        expected = result.weights["weight"] - again.weights["weight"]
        np.testing.assert_allclose(np.abs(changes.loc[case]), np.abs(expected), atol=1e-8)


@every_mode
@pytest.mark.parametrize("scheme", ["path", "factorial", "centroid"])
@pytest.mark.parametrize("weighted", [False, True])
def test_influence_is_the_derivative_in_the_weight_of_the_case(mode, scheme, weighted):
    n, step, cases = 80, 1e-4, [0, 7, 31]
    own = np.random.default_rng(1).gamma(4, size=n) if weighted else None
    result = fitted(mode, answers(n), scheme=scheme, weights=own, tolerance=1e-14)
    share = np.full(n, 1 / n) if own is None else own / own.sum()
    heavier = np.ones((6, n))
    for row, case in enumerate(cases):
        heavier[2 * row, case], heavier[2 * row + 1, case] = 1 + step, 1 - step
    heavier *= n / heavier.sum(axis=1, keepdims=True)  # the number of cases stays
    for statistic in ("weights", "loadings", "paths", "reliability"):
        plan = Weights(heavier)
        draws = result.resample(plan, statistics=[statistic], **QUIET).draws(statistic).to_numpy()
        slopes = (draws[::2] - draws[1::2]) / (2 * step)
        # The table says what happens without the case: minus the derivative over 1 - share.
        changes = result.influence(statistic).table.to_numpy()[cases]
        found = -changes * (1 - share[cases])[:, None]
        np.testing.assert_allclose(found, slopes, atol=1e-6, err_msg=statistic)


@pytest.mark.filterwarnings("ignore::plspm.AdmissibilityWarning")
@pytest.mark.parametrize(
    ("higher_order", "product"), [("disjoint_two_stage", "+ b:H"), ("repeated_indicators", "")]
)
def test_stages_in_units_are_resampled_as_they_are_fitted(higher_order, product):
    data = answers()
    model = plspm.PathModel.parse(
        f"""
        a =~ a1 + a2
        x =~ a3 + b1
        b =~ b2 + b3
        c =~ c1 + c2 + c3
        H =~ a + x
        b ~ H
        c ~ b + H {product}
        """
    )
    options = {"standardize": False, "higher_order": higher_order} | TIGHT
    result = estimate(model, data, **options)
    rows = np.random.default_rng(5).integers(0, len(data), (4, len(data)))
    boot = result.resample(Indices(rows), statistics=["weights", "paths"], **QUIET)
    for draw, chosen in enumerate(rows):
        again = estimate(model, data.iloc[chosen].reset_index(drop=True), **options)
        for name in ("weights", "paths"):
            expected = getattr(again, name).iloc[:, 0].abs()
            np.testing.assert_allclose(boot.draws(name).iloc[draw].abs(), expected, atol=1e-7)
    assert not np.allclose(result.paths, estimate(model, data, higher_order=higher_order).paths)


@every_mode
@pytest.mark.parametrize("factor", [1e-9, 1e9])
def test_a_unit_that_a_block_shares_changes_its_weights_only(mode, factor):
    data = answers()
    result = fitted(mode, data)
    other = fitted(mode, data.assign(**{item: data[item] * factor for item in ITEMS["a"]}))
    assert other.iterations == result.iterations
    for table in ("loadings", "paths", "reliability", "htmt", "fit"):
        np.testing.assert_allclose(getattr(other, table), getattr(result, table), atol=1e-9)
    ratio = other.weights["weight"] / result.weights["weight"]
    np.testing.assert_allclose(ratio["a"], 1 / factor)
    np.testing.assert_allclose(ratio[["b", "c"]], 1)


@every_mode
def test_standardised_data_have_no_units(mode):
    data = answers()
    z = (data - data.mean()) / data.std()
    in_units, without = fitted(mode, z), estimate(fitted(mode, z).model, data, **TIGHT)
    for table in ("weights", "loadings", "paths", "reliability", "fit"):
        np.testing.assert_allclose(getattr(in_units, table), getattr(without, table), atol=1e-9)


def test_regression_weights_do_not_depend_on_units():
    data = answers()
    in_units, without = fitted("B", data), estimate(fitted("B", data).model, data, **TIGHT)
    np.testing.assert_allclose(in_units.paths, without.paths, atol=1e-9)
    deviations = data.std()[in_units.weights.index.get_level_values("indicator")].to_numpy()
    np.testing.assert_allclose(
        in_units.weights["weight"] * deviations, without.weights["weight"], atol=1e-9
    )


@every_mode
def test_a_covariance_matrix_gives_what_the_cases_give(mode):
    data = answers()
    of_cases = fitted(mode, data)
    model, n = of_cases.model, len(data)
    options = {"standardize": False} | TIGHT
    of_matrix = estimate(model, correlations=data.cov(), n=n, **options)
    for table in ("weights", "loadings", "paths", "reliability"):
        np.testing.assert_allclose(getattr(of_matrix, table), getattr(of_cases, table), atol=1e-9)
    boot = of_matrix.bootstrap(600, seed=1, parametric=True, statistics=["weights"], **QUIET)
    delta = of_cases.standard_errors().weights["std_error"]
    ratio = boot.weights["std_error"] / delta
    assert ratio.between(0.6, 1.7).all()
    assert ratio.mean() == pytest.approx(1, abs=0.35)


@pytest.mark.filterwarnings("ignore::plspm.PlspmWarning")
def test_exact_fit_draws_from_a_population_of_the_same_units():
    data = answers(200)
    result = fitted("A", data)
    table = result.exact_fit(draws=99, seed=1, **QUIET)
    assert table["draws"].eq(99).all()
    other = fitted("A", data * 1000).exact_fit(draws=99, seed=1, **QUIET)
    np.testing.assert_allclose(table[["value", "q95"]], other[["value", "q95"]], atol=1e-6)
    equal = data / data.std()
    alike = estimate(result.model, equal, **TIGHT).exact_fit(draws=99, seed=1, **QUIET)
    in_units = fitted("A", equal).exact_fit(draws=99, seed=1, **QUIET)
    np.testing.assert_allclose(alike["value"], in_units["value"], atol=1e-9)


def test_the_summary_says_so_and_consistent_pls_refuses():
    result = fitted("A", answers())
    assert "in their own units" in result.summary()
    assert "in their own units" not in estimate(result.model, answers()).summary()
    with pytest.raises(plspm.OptionError, match="standardize=False goes with estimator='pls'"):
        fitted("A", answers(), estimator="plsc")
    with pytest.raises(plspm.OptionError, match="standardize is 'no'"):
        estimate(result.model, answers(), standardize="no")
    with pytest.raises(plspm.CallError, match="did you mean standardize"):
        estimate(result.model, answers(), scaled=False)


PORT = {
    "a1": (0.302953, 0.128449, 0.817719, 0.668665, 0.0),
    "a2": (0.753500, 0.319477, 0.991747, 0.983561, 0.0),
    "a3": (0.180509, 0.076534, 0.764095, 0.583842, 0.0),
    "b1": (0.634709, 0.269111, 0.992732, 0.985517, 0.134832),
    "b2": (0.253579, 0.107515, 0.714637, 0.510706, 0.069871),
    "b3": (0.160146, 0.067901, 0.723673, 0.523703, 0.071650),
    "c1": (0.296332, 0.125642, 0.711289, 0.505932, 0.106442),
    "c2": (0.342955, 0.145410, 0.951607, 0.905556, 0.190519),
    "c3": (0.295869, 0.125446, 0.825684, 0.681754, 0.143433),
}
"""What plspm 0.5.7 of the Python package index prints for `answers()`, path scheme, c in Mode B.

Weights with scaled=True and with scaled=False; loadings, communality and redundancy with either.
"""


def test_the_port_of_the_package_index_analyses_units_with_either_value_of_scaled():
    data = answers()
    blocks = [*MODELS["A"][:2], formative("c", ITEMS["c"])]
    result = estimate(plspm.PathModel(blocks, ARROWS), data, standardize=False, **TIGHT)
    port = pd.DataFrame(PORT.values(), index=list(PORT))
    weights = result.weights["weight"].droplevel(0)
    # Scores of variance 1 with divisor n; the one standard deviation is that of all cells.
    np.testing.assert_allclose(port[1], weights * np.sqrt(80 / 79), atol=6e-7)
    np.testing.assert_allclose(port[0], weights * np.std(data.to_numpy(), ddof=1), atol=6e-7)
    np.testing.assert_allclose(port[2], result.loadings["loading"], atol=6e-7)
    np.testing.assert_allclose(port[3], result.communality["communality"], atol=6e-7)
    redundancy = result.redundancy["redundancy"].droplevel(0)
    np.testing.assert_allclose(port[4].loc[redundancy.index], redundancy, atol=6e-7)
    paths = [0.36988308, 0.12547053, 0.39721163]
    np.testing.assert_allclose(result.paths["path_coefficient"], paths, atol=6e-9)
    standardised = estimate(result.model, data, **TIGHT).paths["path_coefficient"]
    assert np.abs(standardised - paths).max() > 0.05


@pytest.mark.filterwarnings("ignore:Means stand in the place:plspm.DataWarning")
def test_means_are_put_in_anew_in_a_draw_in_units_too():
    data = answers()
    data.loc[data.index[3:17], "a2"] = np.nan
    result = fitted("sum", data, missing="mean")
    rows = np.random.default_rng(5).integers(0, len(data), (3, len(data)))
    boot = result.resample(Indices(rows), statistics=["weights", "paths"], **QUIET)
    for draw, chosen in enumerate(rows):
        again = fitted("sum", data.iloc[chosen].reset_index(drop=True), missing="mean")
        for name in ("weights", "paths"):
            expected = getattr(again, name).iloc[:, 0]
            np.testing.assert_allclose(boot.draws(name).iloc[draw], expected, atol=1e-8)
