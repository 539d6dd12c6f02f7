"""Draws that fail: every cause constructed, counted, and treated as asked."""

import warnings

import numpy as np
import pytest
from tests.inference.cases import QUIET, TEXT, factor_data, quietly, same, triangle

import plspm
from plspm.assessment.statistics import STATISTICS
from plspm.inference.options import Options
from plspm.inference.resample import all_draws, resample
from plspm.plans import Indices

PATHS = "B1 ~ A1\nC1 ~ A1 + B1\n"


def rare_answer():
    """One case alone gives the other answer: a draw in three lacks it, and the item is constant."""
    frame = factor_data(30, 1)
    return plspm.estimate(TEXT, frame.assign(a11=np.eye(30)[0]))


def few_cases_in_mode_b():
    """Seven cases with distinct values for five items: most draws hold fewer than six of them."""
    rng = np.random.default_rng(2)
    frame = factor_data(9, 2).assign(**{f"x{k}": rng.normal(size=9) for k in range(5)})
    text = "X <~ x0 + x1 + x2 + x3 + x4; B1 =~ b11 + b12 + b13; B1 ~ X"
    return quietly(text, frame)


def weak_factors():
    """Items so weak that the reliability of a draw is often beyond its range."""
    return quietly(TEXT, factor_data(40, 3, loading=0.4), estimator="plsc")


def too_few_iterations():
    return quietly(TEXT, factor_data(40, 4), max_iterations=9)


CAUSES = {
    "constant_indicator": rare_answer,
    "singular": few_cases_in_mode_b,
    "inadmissible": weak_factors,
    "not_converged": too_few_iterations,
}
WITHOUT_ESTIMATE = ("constant_indicator", "singular")


def bootstrap(cause, policy, draws=200, **options):
    result = CAUSES[cause]()
    with pytest.warns(plspm.AdmissibilityWarning, match=cause.replace("_", " ")):
        return result.bootstrap(draws, seed=1, inadmissible=policy, **options, **QUIET)


@pytest.mark.parametrize("cause", CAUSES)
def test_the_cause_is_counted(cause):
    failures = bootstrap(cause, "keep").failures
    assert failures[cause] > 10
    assert failures.drop(cause).sum() == 0
    assert failures.index.tolist() == [
        "not_converged",
        "inadmissible",
        "constant_indicator",
        "singular",
    ]


@pytest.mark.parametrize("cause", CAUSES)
def test_drop_leaves_the_failed_draws_out_and_keep_those_without_estimate(cause):
    keep, drop = (bootstrap(cause, policy) for policy in ("keep", "drop"))
    failed = drop.failures[cause]
    assert drop.draws_requested == keep.draws_requested == 200
    assert drop.draws_usable == 200 - failed
    if cause in WITHOUT_ESTIMATE:
        assert keep.draws_usable == 200 - failed
    else:
        assert keep.draws_usable > drop.draws_usable
    numbers = drop.draws("paths").index
    assert set(numbers) <= set(keep.draws("paths").index)
    kept = keep.draws("paths").loc[numbers]
    assert np.array_equal(kept.to_numpy(), drop.draws("paths").to_numpy())
    assert np.isfinite(keep.draws("paths").to_numpy()).all()


@pytest.mark.parametrize("cause", CAUSES)
def test_redraw_goes_on_until_all_are_usable(cause):
    boot, dropped = bootstrap(cause, "redraw", draws=100), bootstrap(cause, "drop", draws=100)
    assert boot.draws_usable == boot.draws_requested == 100
    last = boot.draws("paths").index.max()
    assert last >= 100
    assert boot.failures.sum() == last + 1 - 100, "not one draw more than needed"
    assert boot.failures[cause] >= dropped.failures[cause]
    common = dropped.draws("paths").index
    assert boot.draws("paths").index[: len(common)].tolist() == common.tolist()


def test_which_draws_are_constant_is_seen_in_their_rows():
    result = rare_answer()
    rows = np.random.default_rng(3).integers(0, 30, size=(100, 30))
    with pytest.warns(plspm.AdmissibilityWarning, match="constant indicator"):
        boot = result.resample(Indices(rows), **QUIET)
    lacking = np.array([0 not in row for row in rows])
    assert boot.failures["constant_indicator"] == lacking.sum()
    assert boot.draws("paths").index.tolist() == np.flatnonzero(~lacking).tolist()


def test_inadmissible_draws_are_those_the_fit_would_call_inadmissible():
    frame = factor_data(40, 3, loading=0.4)
    rows = np.random.default_rng(3).integers(0, 40, size=(40, 40))
    result = quietly(TEXT, frame, estimator="plsc")
    with pytest.warns(plspm.AdmissibilityWarning, match="inadmissible"):
        boot = result.resample(Indices(rows), inadmissible="drop", **QUIET)
    checks = ["converged", "loadings", "reliabilities", "construct_correlations"]
    holds = [
        quietly(TEXT, frame.iloc[row], estimator="plsc").admissibility.loc[checks, "holds"].all()
        for row in rows
    ]
    assert boot.draws("paths").index.tolist() == np.flatnonzero(holds).tolist()


def test_a_draw_ends_among_others_as_it_ends_alone():
    frame = factor_data(40, 3, loading=0.4).assign(a11=np.eye(40)[0])
    result = quietly(TEXT, frame, estimator="plsc")
    rows = np.random.default_rng(3).integers(0, 40, size=(60, 40))

    def failures(batch_size):
        with pytest.warns(plspm.AdmissibilityWarning):
            return result.resample(Indices(rows), batch_size=batch_size, **QUIET).failures

    assert failures(60).equals(failures(1))
    assert (failures(60)[["constant_indicator", "inadmissible"]] > 5).all()


def test_no_warning_up_to_five_percent_and_one_above():
    result = rare_answer()
    with_it, without = np.arange(30), np.arange(1, 31) % 30
    without[without == 0] = 1
    for failed, warns in ((5, False), (6, True)):
        rows = np.array([without] * failed + [with_it] * (100 - failed))
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            boot = result.resample(Indices(rows), **QUIET)
        assert boot.failures["constant_indicator"] == failed
        assert [str(w.message)[:25] for w in caught] == (["6 of 100 draws (6.0%) did"] * warns)


def test_fewer_than_two_usable_draws_are_an_error_that_says_why():
    result = rare_answer()
    rows = np.array([np.arange(30), *[np.full(30, 3)] * 5])
    with pytest.raises(plspm.EstimationError, match=r"Only 1 of 6 draws.*5 constant indicator"):
        result.resample(Indices(rows), **QUIET)


def test_redrawing_ends():
    """A fit that hardly ever gives an admissible draw cannot be redrawn."""
    result = quietly(TEXT, factor_data(40, 4), max_iterations=1)
    with pytest.raises(plspm.EstimationError, match=r"of \d+ draws.*\"keep\" or \"drop\""):
        result.bootstrap(50, seed=1, inadmissible="redraw", **QUIET)


@pytest.mark.parametrize("policy", ["drop", "redraw"])
def test_the_acceleration_of_bca_knows_no_policy(policy):
    """Cases are left out one by one: there is nothing to draw again."""
    keep, other = (
        triangle().bootstrap(99, seed=1, inadmissible=p, statistics=["paths"], **QUIET)
        for p in ("keep", policy)
    )
    same(other.interval("paths", kind="bca"), keep.interval("paths", kind="bca"))


def test_listed_draws_cannot_be_redrawn():
    result = plspm.estimate(TEXT, factor_data(40, 4))
    with pytest.raises(plspm.OptionError, match="lists its draws"):
        result.resample(Indices(np.arange(40)[None]), inadmissible="redraw", **QUIET)


def sometimes_undefined():
    """Items that hardly correlate: HTMT needs the root of a mean that is negative now and then."""
    return quietly(TEXT, factor_data(30, 5, loading=0.3))


def test_cells_without_a_value_are_left_out_cell_by_cell():
    """The table says how many draws counted."""
    with (
        warnings.catch_warnings()
    ):  # weak items: some draws do not converge, which is no matter here
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        boot = sometimes_undefined().bootstrap(99, seed=1, statistics=["htmt"], **QUIET)
    draws, table = boot.draws("htmt"), boot.htmt
    assert (draws.isna().sum() > 10).all()
    assert table["draws"].tolist() == draws.notna().sum().tolist()
    assert table["mean"].to_numpy() == pytest.approx(draws.mean().to_numpy(), abs=1e-12)
    assert table["std_error"].to_numpy() == pytest.approx(draws.std().to_numpy(), abs=1e-12)


def test_subsamples_without_a_value_are_left_out_cell_by_cell_too():
    plan = plspm.plans.Subsampling(99, 20, 1)
    boot = sometimes_undefined().resample(plan, statistics=["htmt"], **QUIET)
    row = boot.htmt.loc[("B1", "A1")]
    assert 10 < row["draws"] < 90
    assert np.isfinite(row[["mean", "std_error", "ci_lower"]]).all()
    spread = boot.draws("htmt")["B1", "A1"].std()
    assert row["std_error"] == pytest.approx(plan.scale(boot._fitted.rows)[1] * spread)


def test_the_jackknife_says_where_nothing_is_left():
    """Without case 0 an item is constant: its row is NaN, and no error is made up without it."""
    result = rare_answer()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        influence = result.influence(method="jackknife")
        errors = result.standard_errors("jackknife", statistics=["paths"]).paths
    table = influence.table
    assert table.index.tolist() == list(range(30))
    assert table.loc[0].isna().all()
    assert table.drop(index=0).notna().to_numpy().all()
    assert errors["std_error"].isna().all()


FATES = {
    "keep": "(kept; without a finite estimate never kept)",
    "drop": "(dropped)",
    "redraw": "(drawn anew)",
}


@pytest.mark.parametrize("policy", FATES)
def test_words_say_what_became_of_failed_draws(policy):
    with pytest.warns(plspm.AdmissibilityWarning) as given:
        boot = weak_factors().bootstrap(200, seed=1, inadmissible=policy, **QUIET)
    counted = [f"{n} {cause.replace('_', ' ')}" for cause, n in boot.failures.items() if n]
    said = f"{', '.join(counted)} {FATES[policy]}"
    assert said in str(given[0].message)
    [line] = [line for line in boot.summary().splitlines() if line.startswith("Failures:")]
    assert line.split(":", 1)[1].strip() == said


def test_inner_draws_are_dropped_where_outer_ones_are():
    """A calibration compares with a distribution of draws: one policy for all of them."""
    result, paths = weak_factors(), STATISTICS["paths"]
    plan = plspm.plans.Bootstrap(200, 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        for policy in ("keep", "drop"):
            options = Options(inadmissible=policy, progress=False)
            values = all_draws(plan, result._resampled, paths, options)
            used = resample(plan, result._resampled, [paths], options)
            assert np.flatnonzero(np.isfinite(values).all(axis=1)).tolist() == used.numbers.tolist()
            assert np.array_equal(values[used.numbers], used.values["paths"])
    assert used.usable < 195
