"""Numbers that other programs print."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import plspm
from plspm.screening.expectation_maximisation import maximum_likelihood
from plspm.screening.littles_test import littles_test

DATA = Path(__file__).parents[1] / "fixtures" / "data"


def test_littles_test_of_naniar():
    """mcar_test(airquality) of the R package naniar, in its own tests: 35.1061288689702, df 14.

    It stops its EM earlier than we do by default; with its tolerance the numbers are the same.
    """
    X = pd.read_csv(DATA / "airquality.csv").to_numpy().T
    Z = (X - np.nanmean(X, axis=1)[:, None]) / np.nanstd(X, axis=1)[:, None]
    found = littles_test(Z, maximum_likelihood(Z, tolerance=1e-4))
    assert found.statistic == pytest.approx(35.1061288689702, rel=1e-12)
    assert found.p_value == pytest.approx(0.00141778113856683, rel=1e-10)
    assert (found.df, found.patterns, found.cases) == (14, 4, 153)


def test_the_page_has_the_same_littles_test():
    found = plspm.screen(DATA / "airquality.csv").littles_test.iloc[0]
    assert found["statistic"] == pytest.approx(35.10617, abs=1e-5)
    assert found["df"] == 14
    assert found["p_value"] == pytest.approx(0.001418, abs=1e-6)


def test_mardia_of_mvn():
    """mvn(iris[1:50, 1:4], mvnTest = "mardia") of the R package MVN, as its users print it."""
    found = plspm.screen(DATA / "setosa.csv").mardia
    skewness, kurtosis = found.loc["skewness (chi-square)"], found.loc["kurtosis (z)"]
    assert skewness["statistic"] == pytest.approx(25.6643445196298, rel=1e-12)
    assert skewness["p_value"] == pytest.approx(0.177185884467652, rel=1e-11)
    assert kurtosis["statistic"] == pytest.approx(1.29499223711605, rel=1e-11)
    assert kurtosis["p_value"] == pytest.approx(0.195322907441935, rel=1e-11)


def test_cases_of_insufficient_effort():
    """longstring, irv (divisor k) and mahad (the root) of insufficient-effort 1.13.1."""
    data = plspm.datasets.load("customer_engagement")
    cases = plspm.screen(data).cases
    assert cases["longest_string"].tolist()[:8] == [5, 2, 4, 5, 3, 3, 6, 5]
    assert cases["longest_string"].sum() == 459
    irv = cases["variability"] * np.sqrt(16 / 17)
    assert irv.tolist()[:2] == pytest.approx([0.6169463812765599, 0.9701425001453319], rel=1e-12)
    assert irv.sum() == pytest.approx(107.26004930461119, rel=1e-12)
    distance = np.sqrt(cases["mahalanobis"])
    assert distance.tolist()[:2] == pytest.approx([2.6633233092354853, 3.8495135644235985])
    assert distance.sum() == pytest.approx(481.69098538603754, rel=1e-9)
