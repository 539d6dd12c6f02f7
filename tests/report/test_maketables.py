"""Results in tables of maketables: the attributes that it looks for, and its table where it is."""

import numpy as np
import pandas as pd
import pytest

import plspm


@pytest.fixture(scope="module")
def fit():
    return plspm.datasets.describe("customer_engagement").estimate()


@pytest.fixture(scope="module")
def boot(fit):
    return fit.bootstrap(99, seed=1, level=0.9, progress=False)


def test_coefficients_are_the_paths(fit, boot):
    table = boot.__maketables_coef_table__
    assert table.columns.tolist() == ["b", "se", "p", "t", "ci90l", "ci90u"]
    assert table.index.tolist() == ["EXP -> ECE", "ORE -> ECE", "SMU -> ECE", "ECE -> MPE"]
    columns = ["estimate", "std_error", "p_value", "t", "ci_lower", "ci_upper"]
    np.testing.assert_array_equal(table, boot.paths[columns])
    assert boot.__maketables_vcov_info__ == {"vcov_type": "bootstrap"}
    errors = fit.standard_errors()
    shown = errors.__maketables_coef_table__
    np.testing.assert_array_equal(shown["b"], table["b"])
    assert shown["se"].notna().all()
    assert "delta method" in errors.__maketables_vcov_info__["vcov_type"]


def test_a_fit_alone_has_no_standard_errors(fit):
    table = fit.__maketables_coef_table__
    assert table.columns.tolist() == ["b", "se", "p"]
    assert table[["se", "p"]].isna().all(axis=None)
    assert fit.__maketables_vcov_info__["vcov_type"].startswith("no standard errors")


def test_statistics_below_the_table(fit, boot):
    keys = boot.__maketables_default_stat_keys__
    assert keys == ["N", "r2 ECE", "r2 MPE"]
    values = [boot.__maketables_stat__(key) for key in keys]
    assert values == [119, *fit.r_squared["r_squared"]]
    assert boot.__maketables_stat__("adj_r2") is None
    assert boot.__maketables_stat_labels__["r2 ECE"] == "R² ECE"


def test_its_table_shows_them(fit, boot):
    maketables = pytest.importorskip("maketables")
    frame = maketables.ETable([boot, fit]).df
    assert isinstance(frame, pd.DataFrame)
    shown = frame.to_string()
    assert "0.682" in shown
    assert "119" in shown
