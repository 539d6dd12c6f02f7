"""Subsamples are tested as samples of their own."""

import re

import numpy as np
import pandas as pd
import pytest
from tests.design.populations import moderated
from tests.inference.cases import quietly

import plspm
from plspm.assessment.statistics import chosen
from plspm.design.subsamples import subsample_fits

QUIET = {"progress": False}


@pytest.fixture(scope="module")
def study():
    return plspm.datasets.describe("customer_engagement")


@pytest.mark.parametrize("kind", ["linear", "products"])
def test_each_subsample_is_a_fit_of_its_cases(study, kind):
    if kind == "linear":
        model, frame, options = study.model, study.data, {"scheme": "centroid"}
    else:
        model, frame, options = moderated().model, plspm.simulate(moderated(), 120, seed=1), {}
    result = plspm.estimate(model, frame, tolerance=1e-13, max_iterations=5000, **options)
    rng = np.random.default_rng(0)
    counts = np.zeros((3, len(frame)))
    for row in counts:
        row[rng.choice(len(frame), 70, replace=False)] = 1
    values, errors = subsample_fits(result._fitted, counts, chosen(["paths", "r_squared"]))
    for row, value, error in zip(counts, values, errors, strict=True):
        alone = quietly(model, frame[row > 0], tolerance=1e-13, max_iterations=5000, **options)
        found = alone.standard_errors()
        tables = pd.concat([found.table("paths"), found.table("r_squared")])
        np.testing.assert_allclose(value, tables["estimate"], atol=1e-9)
        np.testing.assert_allclose(error, tables["std_error"], rtol=1e-6)


def test_counts_of_agreement(study):
    result = study.estimate()
    found = plspm.stability(result, [60], subsamples=80, statistics="paths", seed=3, **QUIET)
    rows = found.table.loc[60]
    whole = found.table.loc[119]
    assert (whole["agree"] == 1).all()
    np.testing.assert_allclose(whole["estimate"], result.standard_errors().paths["estimate"])
    assert rows.loc[("paths", "SMU -> ECE"), "found"] < 0.6
    assert rows.loc[("paths", "ECE -> MPE"), "agree"] == 1
    # The whole does not find SMU -> ECE: to agree is not to find it.
    smu = rows.loc[("paths", "SMU -> ECE")]
    assert smu["agree"] == pytest.approx(1 - smu["found"])
    assert (rows["lower"] <= rows["estimate"]).all()
    assert (rows["subsamples"] == 80).all()


def test_same_seed_same_subsamples(study):
    result = study.estimate()
    first, again = (
        plspm.stability(result, [50, 90], subsamples=70, seed=1, threads=t, **QUIET).table
        for t in (1, 2)
    )
    pd.testing.assert_frame_equal(first, again)
    alone = plspm.stability(result, [90], subsamples=70, seed=1, **QUIET).table
    pd.testing.assert_frame_equal(alone.loc[[90]], first.loc[[90]])


def test_it_is_printed(study):
    printed = str(plspm.stability(study.estimate(), subsamples=10, seed=1, **QUIET))
    assert re.search(r"Cases: +119", printed)
    assert "indirect_effects" in printed


def test_wrong_options(study):
    result = study.estimate()
    with pytest.raises(plspm.OptionError) as refused:
        plspm.stability(result, [2, 60], subsamples=1, level=95, statistics="x", seed=-1)
    assert len(refused.value.problems) == 5
    with pytest.raises(plspm.OptionError, match="below 119"):
        plspm.stability(result, [119])
    with pytest.raises(plspm.OptionError, match="computed were"):
        plspm.stability(result, [60], subsamples=9, seed=1, **QUIET).agreement("weights")
    matrix = plspm.estimate(study.model, correlations=result.indicator_correlations, n=119)
    with pytest.raises(plspm.UnavailableError):
        plspm.stability(matrix, [60])
