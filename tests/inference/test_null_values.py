"""t and p where a value is a hypothesis or is given; intervals that leave out their estimate."""

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import QUIET, factor_data, triangle
from tests.naive import resample as naive

import plspm
from plspm.report.outside import leaves_out_estimate

UNTESTED = ("r_squared", "f_squared", "htmt", "reliability", "vif_inner", "vif_outer", "fit")
GIVEN = {"htmt": 0.85, "reliability": 0.7, "r_squared": 0.25, "paths": 0.3, "vif_inner": 3}
SIDES = ("two-sided", "less", "greater")


@pytest.fixture(scope="module")
def boot():
    statistics = (*UNTESTED, "paths", "fit_distances")
    return triangle().bootstrap(199, 1, statistics=statistics, **QUIET)


@pytest.mark.parametrize("statistic", UNTESTED)
def test_nothing_is_tested_against_a_value_that_nobody_asks_for(statistic, boot):
    tables = [boot.table(statistic)]
    for method in ("delta", "jackknife"):
        errors = triangle().standard_errors(method, statistics=[statistic], **QUIET)
        tables.append(errors.table(statistic))
    for table in tables:
        assert not {"t", "p_value"} & set(table.columns)


def test_the_summary_prints_no_p_of_htmt_and_r_squared(boot):
    for title, table in triangle().bootstrap(99, 1, **QUIET).tables.items():
        assert ("p_value" in table) == (title not in {"HTMT", "Explained variance"})


@pytest.mark.parametrize("alternative", SIDES)
@pytest.mark.parametrize("statistic", GIVEN)
def test_t_and_p_against_a_given_value(statistic, alternative, boot):
    null = GIVEN[statistic]
    table = boot.table(statistic, null=null, alternative=alternative)
    for label, row in table.iterrows():
        draws = boot.draws(statistic)[label].dropna().to_numpy()
        if not row["std_error"] > 0:
            continue
        t = (row["estimate"] - null) / naive.standard_error(draws)
        assert row["t"] == pytest.approx(t, abs=1e-9)
        below, above = naive.PHI(t), 1 - naive.PHI(t)
        p = {"less": below, "greater": above, "two-sided": 2 * min(below, above)}[alternative]
        assert row["p_value"] == pytest.approx(p, abs=1e-12)


@pytest.mark.parametrize("alternative", SIDES)
def test_p_by_inversion_counts_the_draws_beyond_the_given_value(alternative, boot):
    table = boot.table("htmt", null=0.4, alternative=alternative, p_value="percentile")
    for label, row in table.iterrows():
        draws = boot.draws("htmt")[label].dropna().tolist()
        low = (sum(value <= 0.4 for value in draws) + 1) / (len(draws) + 1)
        high = (sum(value >= 0.4 for value in draws) + 1) / (len(draws) + 1)
        p = {"greater": low, "less": high, "two-sided": min(1, 2 * min(low, high))}[alternative]
        assert row["p_value"] == pytest.approx(p)


@pytest.mark.parametrize("method", ["delta", "jackknife"])
def test_a_given_value_without_draws(method):
    errors = triangle().standard_errors(method, statistics=["htmt"], **QUIET)
    table = errors.table("htmt", null=0.85)
    t = (table["estimate"] - 0.85) / table["std_error"]
    assert table["t"].to_numpy() == pytest.approx(t.to_numpy())
    assert table["p_value"].tolist() == pytest.approx([2 * (1 - naive.PHI(abs(x))) for x in t])


def test_an_expression_against_one(boot):
    row = boot.expression("A1->B1 / A1->C1", null=1).iloc[0]
    assert row["t"] == pytest.approx((row["estimate"] - 1) / row["std_error"])
    assert boot.expression("A1->B1")["t"].iloc[0] == boot.paths["t"].iloc[0]


@pytest.mark.parametrize("null", ["0.85", np.nan, np.inf, True, 10**400])
def test_a_null_value_is_a_finite_number(null, boot):
    errors = triangle().standard_errors()
    for ask in (
        lambda: boot.table("htmt", null=null),
        lambda: errors.table("htmt", null=null),
        lambda: boot.expression("A1->B1", null=null),
    ):
        with pytest.raises(plspm.OptionError, match=r"null is .*; it must be a finite number"):
            ask()


@pytest.mark.parametrize("statistic", ["fit", "fit_distances"])
def test_misfit_has_a_test_of_its_own(statistic, boot):
    with pytest.raises(plspm.OptionError, match=r"null is 0\.08.*exact_fit\(\)"):
        boot.table(statistic, null=0.08)


def test_misfit_says_why_an_interval_leaves_out_its_estimate():
    result = plspm.datasets.describe("customer_engagement").estimate()
    table = result.bootstrap(199, 1, **QUIET).fit
    outside = (table["estimate"] < table["ci_lower"]) | (table["estimate"] > table["ci_upper"])
    assert outside.any()
    assert not outside.all()
    notes = table["note"]
    assert (notes[outside] == "resampling adds misfit: test by exact_fit()").all()
    assert (notes[~outside] == "").all()


def weak(seed):
    """Three blocks of items that hardly go together, without paths between them."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {f"{name}{k}": rng.normal(size=100) for name in "abc" for k in range(1, 4)}
    )
    common = np.random.default_rng(seed + 50).normal(size=(100, 3))
    frame = 0.6 * frame + 0.8 * np.repeat(common, 3, axis=1)
    blocks = "; ".join(f"{name.upper()} =~ {name}1 + {name}2 + {name}3" for name in "abc")
    return plspm.estimate(f"{blocks}; B ~ A; C ~ A + B", frame)


def outside(table):
    return (table["estimate"] < table["ci_lower"]) | (table["estimate"] > table["ci_upper"])


@pytest.mark.filterwarnings("ignore::plspm.PlspmWarning")
@pytest.mark.parametrize("statistic", ["htmt", "f_squared", "reliability"])
def test_an_interval_that_leaves_out_its_estimate_says_why(statistic):
    found = {True: 0, False: 0}
    for seed in range(6):
        fit = weak(seed)
        for inference in (
            fit.bootstrap(199, seed=1, **QUIET),
            fit.resample(plspm.plans.delete_d(100, 20, draws=199, seed=1), **QUIET),
        ):
            table = inference.table(statistic)
            beyond = outside(table)
            found[bool(beyond.any())] += 1
            assert ("note" in table) == beyond.any()
            if beyond.any():
                above = statistic != "reliability"
                reason = "never below 0: draws lie above" if above else "draws lie to one side"
                assert table.loc[beyond, "note"].str.contains(reason).all()
                assert table.loc[beyond, "note"].str.endswith("see bias").all()
                assert table.loc[beyond, "note"].str.len().max() <= 50
                assert (table.loc[~beyond, "note"] == "").all()
    assert found[False]
    assert found[True] or statistic == "reliability"


def test_rounding_leaves_no_estimate_out():
    """A single item loads 1 but for a bit, in the fit and in every draw."""
    table = pd.DataFrame({"estimate": [1.0], "ci_lower": [1 - 4e-16], "ci_upper": [1 - 2e-16]})
    assert not leaves_out_estimate(table).any()


def test_the_summary_names_what_lies_outside_its_interval():
    """Many predictors and few cases: nearly every draw explains more than the fit does."""
    data = factor_data(18, 3, paths=(0.0, 0.0, 0.0))
    model = "; ".join(f"F{name} =~ {name}" for name in data)
    others = " + ".join(f"F{name}" for name in data if name != "c13")
    boot = plspm.estimate(f"{model}; Fc13 ~ {others}", data).bootstrap(199, 1, **QUIET)
    row = boot.r_squared.loc["Fc13"]
    assert row["estimate"] < row["ci_lower"]
    said = " ".join(boot.summary().split())
    assert "Explained variance: the interval leaves out the estimate of Fc13." in said
    assert "Notes" not in triangle().bootstrap(199, 1, **QUIET).summary()
