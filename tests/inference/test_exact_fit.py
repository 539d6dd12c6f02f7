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
from plspm.inference.options import Options
from plspm.inference.resample import resample
from plspm.plans import Bootstrap, Indices

# What is counted and computed is the same for an estimator that is not consistent.
pytestmark = pytest.mark.filterwarnings("ignore::plspm.ConsistencyWarning")

MODELS = ("saturated", "estimated")
CAUSES = ["not_converged", "inadmissible", "constant_indicator", "singular"]
CLUSTERS, STRATA = np.arange(40) // 2, np.arange(40) // 16
DESIGNS = {
    "cases": {},
    "clusters": {"clusters": CLUSTERS},
    "strata": {"strata": STRATA},
    "clusters in strata": {"clusters": CLUSTERS, "strata": STRATA},
}


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

    def noted(plan, fitted, *rest, **named):
        populations.append(fitted)
        return resample(plan, fitted, *rest, **named)

    monkeypatch.setattr("plspm.inference.exact_fit.resample", noted)
    chain, data = TEXT.replace("A1 + B1", "B1"), factor_data(500, 2, paths=(0.7, 0.2, 0.5))
    result = plspm.estimate(chain, data, weights=weights, estimator="plsc", **TIGHT)
    exact_fit(result._resampled, model, Bootstrap(9, 1), Options(progress=False))
    [null] = populations
    assert null.estimates.S[0] == pytest.approx(result.implied_correlations(model).to_numpy())
    assert distances(null.estimates, model) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
def test_the_table_from_loops_over_the_draws(design):
    """Every draw of the transformed data fitted anew, by the naive road."""
    draws, n = 12, 40
    table = triangle().exact_fit(draws=draws, seed=4, **design, **QUIET)
    counts = Bootstrap(draws, 4, **design).counts(0, draws, n).astype(int)
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


def test_given_rows_give_the_test_of_the_draws_that_they_are():
    result, drawn = triangle(), Bootstrap(20, 4)
    counts = drawn.counts(0, 20, 40).astype(int)
    rows = [np.repeat(np.arange(40), row) for row in counts]
    table = result.exact_fit(plan=Indices(np.array(rows)), **QUIET)
    pd.testing.assert_frame_equal(table, result.exact_fit(20, seed=4, **QUIET), rtol=1e-9)
    assert "seed" not in table.attrs


def test_the_draws_are_those_behind_the_table():
    result = triangle()
    draws = result.exact_fit_draws(Bootstrap(20, 4), **QUIET)
    table = result.exact_fit(20, seed=4, **QUIET)
    assert list(draws.columns) == list(table.index)
    assert draws.index.tolist() == list(range(20))
    assert draws.quantile(0.95).to_numpy() == pytest.approx(
        [quantile(list(draws[column]), 0.95) for column in draws]
    )
    for column in draws:
        above = (draws[column] >= table.loc[column, "value"]).sum()
        assert table.loc[column, "p_value"] == pytest.approx((above + 1) / 21)


@pytest.mark.parametrize("given", [{"seed": 4}, {"clusters": CLUSTERS}, {"strata": STRATA}])
def test_a_plan_brings_its_own_seed_and_groups(given):
    with pytest.raises(plspm.OptionError, match="those of the plan"):
        triangle().exact_fit(plan=Bootstrap(20, 4), **given)


def test_what_is_no_plan_is_refused():
    with pytest.raises(plspm.OptionError, match="plan"):
        triangle().exact_fit_draws(5)


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
        table = false.exact_fit(draws=299, seed=1, inadmissible="keep", **QUIET)
    assert (table["p_value"] < 0.05).all()
    with pytest.raises(plspm.EstimationError, match=r"is inadmissible itself.*\"keep\""):
        false.exact_fit(draws=299, seed=1, **QUIET)


def test_singular_correlations_are_refused_with_the_cause():
    frame = factor_data(60, 1).assign(a13=lambda f: f["a12"])
    result = quietly(TEXT, frame)
    with pytest.raises(plspm.EstimationError, match=r"observed.*not positive definite"):
        result.exact_fit(draws=9, **QUIET)
    fewer = quietly(TEXT, factor_data(8, 1))
    with pytest.raises(plspm.EstimationError, match="positive definite"):
        fewer.exact_fit(draws=9, **QUIET)


@pytest.mark.parametrize(
    "ask", [lambda r: r.exact_fit(9, 1), lambda r: r.exact_fit_draws(Bootstrap(9, 1))]
)
def test_correlations_alone_are_refused_by_the_name_of_the_test(ask):
    result = plspm.estimate(TEXT, correlations=factor_data(150, 2).corr(), n=150)
    with pytest.raises(plspm.UnavailableError, match=r"^Exact fit tests need the cases"):
        ask(result)


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
def test_threads_and_names_of_groups_change_nothing(design):
    reference = triangle().exact_fit(30, 2, **design, **QUIET)
    named = {option: [f"group {label}" for label in labels] for option, labels in design.items()}
    same(triangle().exact_fit(30, 2, threads=3, batch_size=7, **named, **QUIET), reference, 1e-10)


def test_clusters_and_strata_by_column_change_the_draws():
    frame = data("small_triangle").assign(firm=CLUSTERS, region=STRATA)
    result = plspm.estimate(TEXT, frame, **TIGHT)
    tables = [
        result.exact_fit(50, 1, **design, **QUIET)
        for design in ({}, {"clusters": "firm"}, {"strata": "region"})
    ]
    assert len({table.loc[("saturated", "srmr"), "q95"] for table in tables}) == 3
    same(tables[1], triangle().exact_fit(50, 1, clusters=CLUSTERS, **QUIET))
    same(tables[2], triangle().exact_fit(50, 1, strata=STRATA, **QUIET))


@pytest.mark.parametrize(
    "options",
    [
        {"clusters": "firm"},
        {"clusters": np.zeros(40)},
        {"clusters": CLUSTERS[:9]},
        {"strata": np.arange(40)},
        {"clusters": CLUSTERS, "strata": np.arange(40) % 2},
        {"inadmissible": "redrawn"},
        {"inadmissible": None, "threads": 0},
    ],
    ids=str,
)
def test_wrong_options_are_refused_as_by_the_bootstrap(options):
    told = []
    for method in (triangle().exact_fit, triangle().bootstrap):
        with pytest.raises((plspm.OptionError, plspm.DataError)) as caught:
            method(99, 1, **options, **QUIET)
        told.append((type(caught.value), str(caught.value)))
    assert told[0] == told[1]


@pytest.fixture(scope="module")
def by_policy():
    """Weak items: the reliability of a draw is often beyond its range."""
    chain = TEXT.replace("A1 + B1", "B1")  # the two models differ
    result = quietly(chain, factor_data(40, 3, loading=0.5), estimator="plsc")
    tables = {}
    for policy in ("keep", "drop", "redraw"):
        with pytest.warns(plspm.AdmissibilityWarning, match="inadmissible"):
            tables[policy] = result.exact_fit(60, 1, inadmissible=policy, **QUIET)
    return tables


def test_failures_are_counted_by_cause_and_model(by_policy):
    keep, drop, redraw = (by_policy[policy] for policy in ("keep", "drop", "redraw"))
    assert list(keep.columns) == ["value", "q95", "q99", "p_value", "consistent", "draws", *CAUSES]
    for model in MODELS:
        failed = keep.loc[model, CAUSES]
        assert (failed == failed.iloc[0]).all().all()
        assert 5 < failed["inadmissible"].iloc[0] < 55
        assert drop.loc[model, CAUSES].equals(failed)
        assert (redraw.loc[model, "inadmissible"] > failed["inadmissible"]).all()
    assert not keep.loc["saturated", CAUSES].equals(keep.loc["estimated", CAUSES])


def test_what_becomes_of_inadmissible_draws(by_policy):
    keep, drop, redraw = (by_policy[policy] for policy in ("keep", "drop", "redraw"))
    for model, statistic in (("saturated", "srmr"), ("estimated", "d_uls")):
        row = (model, statistic)
        assert redraw.loc[row, "draws"] == 60
        assert 60 >= keep.loc[row, "draws"] > drop.loc[row, "draws"]  # some have no value at all
        assert drop.loc[row, "draws"] == 60 - drop.loc[row, CAUSES].sum()
        quantiles = {table.loc[row, "q95"] for table in by_policy.values()}
        assert len(quantiles) == 3


def test_redrawing_without_end_ends():
    result = quietly(TEXT, factor_data(40, 4), max_iterations=1)
    with pytest.raises(plspm.EstimationError, match=r"\"keep\" or \"drop\""):
        result.exact_fit(30, 1, inadmissible="redraw", **QUIET)


def test_a_warning_says_under_which_model_draws_failed():
    data = factor_data(25, 1).assign(**factor_data(25, 99)[["b11", "b12", "b13"]])
    with pytest.warns(plspm.AdmissibilityWarning) as caught:
        plspm.estimate(TEXT, data, estimator="plsc").exact_fit(60, 1, **QUIET)
    said = " ".join(str(warning.message) for warning in caught)
    assert "of 60 draws under the saturated model" in said
    assert "of 60 draws under the estimated model" in said
