"""Blindfolding beside a plain loop over answers."""

import numpy as np
import pandas as pd
import pytest
from tests.prediction.cases import COMPOSITES, simulated

import plspm
from plspm.errors import OptionError

FRAME = simulated()
SOURCES = {"C": ["A", "B"], "D": ["C", "A"], "E": ["D"]}


def naive_q2(target, distance):
    """Sums of squares of a block: each answer left out in turn, counting down the columns."""
    result = plspm.estimate(COMPOSITES, FRAME)
    items = list(result.model.construct(target).indicators)
    scale = FRAME[items].std(ddof=0)
    sso = sse = 0.0
    for start in range(distance):
        cells = [
            (row, item)
            for k, item in enumerate(items)
            for row in range(len(FRAME))
            if (k * len(FRAME) + row) % distance == start
        ]
        filled = FRAME.copy()
        for row, item in cells:
            filled.loc[row, item] = np.nan
        mean = filled[items].mean()
        filled = filled.fillna(mean)
        fit = plspm.estimate(COMPOSITES, filled, tolerance=1e-12)
        predicted = sum(
            fit.scores[s] * fit.path_coefficients.loc[s, target] for s in SOURCES[target]
        )
        for row, item in cells:
            loading = fit.loadings.loc[(target, item), "loading"]
            guess = mean[item] + filled[item].std() * loading * predicted[row]
            sso += ((FRAME.loc[row, item] - mean[item]) / scale[item]) ** 2
            sse += ((FRAME.loc[row, item] - guess) / scale[item]) ** 2
    return sso, sse


@pytest.mark.parametrize("distance", [6, 7])
def test_a_plain_loop_gives_the_same(distance):
    found = plspm.blindfolding(
        plspm.estimate(COMPOSITES, FRAME, tolerance=1e-12), distance=distance
    )
    for target in SOURCES:
        sso, sse = naive_q2(target, distance)
        np.testing.assert_allclose(
            found.constructs.loc[target], [sso, sse, 1 - sse / sso], rtol=1e-8
        )
    sums = found.indicators.groupby(level="construct", sort=False).sum()
    pd.testing.assert_frame_equal(sums[["sso", "sse"]], found.constructs[["sso", "sse"]])


def test_distances_that_leave_out_whole_cases_are_refused_and_not_chosen():
    result = plspm.estimate(COMPOSITES, FRAME.iloc[:77])
    with pytest.raises(OptionError, match=r"divides the 77 cases.*for example 6"):
        plspm.blindfolding(result, distance=7)
    assert plspm.blindfolding(result).distance == 6
    with pytest.raises(OptionError, match="distance"):
        plspm.blindfolding(result, distance=1)


def test_it_says_that_it_is_superseded():
    record = plspm.blindfolding(plspm.estimate(COMPOSITES, FRAME))
    assert "Superseded" in record.summary()
    assert "Superseded" in record._repr_html_()
