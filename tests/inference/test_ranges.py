"""Intervals keep the range of their statistic where draws are stretched beyond it."""

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import QUIET, TEXT, quietly

from plspm.inference.components import Components
from plspm.plans import Bootstrap, Subsampling, delete_d

ITEMS = [f"{letter}1{item}" for letter in "abc" for item in (1, 2, 3)]
RANGES = {
    "loadings": (-1, 1),
    "construct_correlations": (-1, 1),
    "r_squared": (0, 1),
    "f_squared": (0, np.inf),
    "htmt": (0, np.inf),
    "fit": (0, np.inf),
    "communality": (0, 1),
    "redundancy": (0, 1),
    "vif_inner": (1, np.inf),
    "vif_outer": (1, np.inf),
}


@pytest.mark.parametrize("kind", ["percentile", "basic", "normal", "bc"])
def test_raw_draws_and_intervals_keep_the_range_of_the_statistic(kind):
    """Noise, of which large subsamples are stretched far: R² would reach down to -.10."""
    noise = pd.DataFrame(np.random.default_rng(2).normal(size=(40, 9)), columns=ITEMS)
    boot = quietly(TEXT, noise).resample(
        Subsampling(199, 36, 1), statistics=list(RANGES), kind=kind, inadmissible="keep", **QUIET
    )
    for name, (lowest, highest) in RANGES.items():
        draws, table = boot.draws(name), boot.table(name)
        within = (draws >= lowest - 1e-12) & (draws <= highest + 1e-12) | draws.isna()
        assert within.all(axis=None)
        bounds = table[["ci_lower", "ci_upper"]].dropna().to_numpy()
        # The estimate may be beyond by rounding: a VIF of one predictor is 1 but for a bit.
        assert (bounds >= lowest - 1e-12).all()
        assert (bounds <= highest + 1e-12).all()
    raw, scale = boot.draws("r_squared"), Subsampling(199, 36, 1).scale(40)[1]
    assert (raw.mean() + scale * (raw - raw.mean()) < 0).any(axis=None)  # what would have left it
    one_sided = boot.table("r_squared", alternative="less")
    assert (one_sided["ci_lower"] == -np.inf).all()


@pytest.mark.parametrize(
    "plan", [Bootstrap(199, 1), Subsampling(199, 20, 1), delete_d(40, 20, draws=199, seed=1)]
)
@pytest.mark.parametrize("kind", ["percentile", "basic", "normal", "bc", "bca", "studentized"])
def test_intervals_keep_the_range_whatever_plan_and_kind(plan, kind):
    """Of these plans no draw is stretched, but what is computed of draws may leave the range."""
    noise = pd.DataFrame(np.random.default_rng(2).normal(size=(40, 9)), columns=ITEMS)
    boot = quietly(TEXT, noise).resample(plan, statistics=list(RANGES), **QUIET)
    for name, (lowest, highest) in RANGES.items():
        bounds = boot.interval(name, kind=kind)[["ci_lower", "ci_upper"]].dropna().to_numpy()
        assert (bounds >= lowest - 1e-12).all()
        assert (bounds <= highest + 1e-12).all()


@pytest.mark.parametrize("method", ["delta", "jackknife"])
def test_normal_intervals_of_standard_errors_keep_the_range(method):
    noise = pd.DataFrame(np.random.default_rng(2).normal(size=(40, 9)), columns=ITEMS)
    errors = quietly(TEXT, noise).standard_errors(method, statistics=list(RANGES))
    for name, (lowest, highest) in RANGES.items():
        bounds = errors.table(name)[["ci_lower", "ci_upper"]].dropna().to_numpy()
        assert (bounds >= lowest - 1e-12).all()
        assert (bounds <= highest + 1e-12).all()
    assert (errors.table("r_squared")["ci_lower"] == 0).any()  # what would have left it


def test_each_measure_of_misfit_keeps_its_own_range():
    noise = pd.DataFrame(np.random.default_rng(2).normal(size=(40, 9)), columns=ITEMS)
    boot = quietly(TEXT, noise).bootstrap(99, seed=1, statistics=["fit_distances"], **QUIET)
    table = boot.interval("fit_distances", kind="basic", level=0.999)
    nfi = table.index.get_level_values("statistic") == "nfi"
    assert (table.loc[~nfi, "ci_upper"] > 1).any()
    assert (table.loc[~nfi, "ci_lower"] == 0).any()  # what would have left it
    assert (table.loc[~nfi, "ci_lower"] >= 0).all()
    assert (table.loc[nfi, "ci_upper"] <= 1).all()


def test_the_range_does_not_cut_off_an_estimate_beyond_it():
    """Inadmissible: a loading above 1 under PLSc has its interval around it."""
    part = Components(
        labels=None,
        estimate=np.array([1.2]),
        values=np.random.default_rng(1).normal(1.2, 0.1, size=(199, 1)),
        influence=None,
        std_errors=None,
        range=(-1.0, 1.0),
    )
    lower, upper = part.interval("percentile", 0.9, "two-sided")
    assert lower[0] < 1.2 == upper[0]
