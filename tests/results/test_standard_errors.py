"""What a user holds without drawing: standard errors and influence."""

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import NAIVE, factor_data, same, triangle, triangle_columns
from tests.naive import measurement, structure
from tests.naive import resample as naive
from tests.results.test_bootstrap import TESTED

import plspm
from plspm.assessment.statistics import BOOTSTRAPPED, STATISTICS

OF_FIT = {
    "weights": lambda fit: fit.weights,
    "loadings": measurement.loadings,
    "paths": structure.path_coefficients,
    "r_squared": structure.r_squared,
}


@pytest.fixture(scope="module")
def naive_jackknife():
    def statistics(fit):
        return {(name, key): x for name in OF_FIT for key, x in OF_FIT[name](fit).items()}

    how = {"tolerance": 1e-11, "max_iterations": 2000}
    return naive.jackknife(triangle_columns(), NAIVE, statistics, **how)


@pytest.mark.parametrize("statistic", OF_FIT)
def test_the_jackknife_from_loops(statistic, naive_jackknife):
    table = triangle().standard_errors("jackknife", statistics=[statistic]).table(statistic)
    for label, row in table.iterrows():
        values = naive_jackknife[statistic, label]
        assert row["mean"] == pytest.approx(np.mean(values), abs=1e-7)
        assert row["bias"] == pytest.approx(naive.jackknife_bias(row["estimate"], values), abs=1e-6)
        assert row["std_error"] == pytest.approx(naive.jackknife_standard_error(values), abs=1e-7)


@pytest.mark.parametrize("method", ["delta", "jackknife"])
@pytest.mark.parametrize("statistic", BOOTSTRAPPED)
def test_t_p_and_interval_follow_from_estimate_and_error(method, statistic):
    errors = triangle().standard_errors(method, statistics=[statistic], level=0.9)
    table = errors.table(statistic)
    same(getattr(errors, statistic), table)
    z = naive.QUANTILE(0.95)
    for _, row in table.iterrows():
        if np.isnan(row["estimate"]) or not row["std_error"] > 0:
            assert statistic not in TESTED or np.isnan(row["t"])
            continue
        assert ("t" in row) == ("p_value" in row) == (statistic in TESTED)
        if statistic in TESTED:
            t = row["estimate"] / row["std_error"]
            assert row["t"] == pytest.approx(t)
            assert row["p_value"] == pytest.approx(2 * (1 - naive.PHI(abs(t))), abs=1e-12)
        half = z * row["std_error"]
        bounds = row["estimate"] - half, row["estimate"] + half
        expected = naive.within(bounds, row["estimate"], *STATISTICS[statistic].range)
        assert (row["ci_lower"], row["ci_upper"]) == pytest.approx(expected)


def test_a_table_has_the_labels_of_the_bootstrap():
    errors = triangle().standard_errors()
    boot = triangle().bootstrap(20, seed=1, progress=False)
    for statistic in BOOTSTRAPPED:
        table = errors.table(statistic)
        assert table.index.equals(boot.table(statistic).index)
        assert table["estimate"].equals(boot.table(statistic)["estimate"])


def test_what_is_undefined_has_no_standard_error():
    """HTMT and reliability of formative blocks do not exist, and neither do their errors."""
    text = "A <~ a11 + a12 + a13; B =~ b11 + b12 + b13; B ~ A"
    result = plspm.estimate(text, factor_data(80, 1))
    for method in ("delta", "jackknife"):
        errors = result.standard_errors(method)
        undefined = errors.htmt["estimate"].isna()
        assert undefined.any()
        assert errors.htmt.loc[undefined, "std_error"].isna().all()
        reliability = errors.reliability
        missing = reliability["estimate"].isna()
        assert missing.loc["A"].all()
        assert reliability.loc[missing, "std_error"].isna().all()
        assert reliability.loc[~missing, "std_error"].notna().all()


def test_words_and_wrong_options():
    errors = triangle().standard_errors(statistics=["paths"])
    assert repr(errors) == "<StandardErrors: delta, 1 statistics>"
    assert (errors.method, errors.level) == ("delta", 0.95)
    assert errors.statistics == ("paths",)
    with pytest.raises(plspm.OptionError, match="htmt"):
        errors.table("htmt")
    assert not hasattr(errors, "htmt")
    for options in ({"method": "bootstrap"}, {"level": 1.5}, {"statistics": ["nothing"]}):
        with pytest.raises(plspm.OptionError):
            triangle().standard_errors(**options)
    with pytest.raises(plspm.OptionError) as caught:
        triangle().standard_errors("x", level=7)
    assert len(caught.value.problems) == 2
    with pytest.raises(plspm.OptionError, match="count"):
        triangle().influence().largest(0)
    with pytest.raises(plspm.OptionError):
        triangle().influence("nothing")


@pytest.fixture(scope="module")
def moderated():
    model = "A =~ a11 + a12; B =~ b11 + b12; C =~ c11 + c12; C ~ A + B + A:B"
    return plspm.estimate(model, factor_data(150, 3))


def written(found):
    """All numbers of a table, or of the tables of a record."""
    tables = [found] if isinstance(found, pd.DataFrame) else found.tables.values()
    return [table.to_string() for table in tables]


@pytest.mark.parametrize("of", ["simple_slopes", "johnson_neyman"])
def test_a_level_that_is_asked_for_is_that_of_the_slopes(moderated, of):
    usual, wide = (moderated.standard_errors(level=level) for level in (0.95, 0.8))
    asked = written(getattr(usual, of)("A:B", level=0.8))
    assert asked == written(getattr(wide, of)("A:B"))
    assert asked != written(getattr(usual, of)("A:B"))


def test_slopes_are_held_against_zero(moderated):
    table = moderated.standard_errors().simple_slopes("A:B")
    assert table["t"].to_numpy() == pytest.approx(table["estimate"] / table["std_error"])
    assert table["p_value"].to_numpy() == pytest.approx(
        [2 * (1 - naive.PHI(abs(t))) for t in table["t"]], abs=1e-12
    )


@pytest.mark.parametrize("of", ["simple_slopes", "johnson_neyman"])
def test_slopes_without_draws_have_normal_intervals_only(moderated, of):
    slopes = getattr(moderated.standard_errors(), of)
    assert written(slopes("A:B", kind="normal")) == written(slopes("A:B"))
    with pytest.raises(plspm.OptionError, match="without draws intervals are normal"):
        slopes("A:B", kind="percentile")


@pytest.mark.parametrize("method", ["delta", "jackknife"])
@pytest.mark.parametrize("statistic", STATISTICS)
def test_the_squared_influences_add_up_to_the_squared_error(method, statistic):
    """Both methods: the error is the spread of the influences of the cases."""
    influence = triangle().influence(statistic, method=method)
    changes, n = influence.table.to_numpy(), 40
    if method == "delta":
        expected = np.sqrt((n - 1) / n * (changes**2).sum(axis=0))
    else:
        expected = np.sqrt((n - 1) / n * ((changes - changes.mean(axis=0)) ** 2).sum(axis=0))
    assert influence.std_error.to_numpy() == pytest.approx(expected, abs=1e-9, nan_ok=True)
