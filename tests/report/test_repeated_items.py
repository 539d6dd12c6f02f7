"""A reader of the summary is told why the R² of a construct that repeats items is near 1."""

import numpy as np
import pandas as pd

import plspm


def test_the_summary_says_so():
    rng = np.random.default_rng(2)
    items = rng.normal(size=(80, 1)) + rng.normal(size=(80, 6))
    data = pd.DataFrame(items, columns=["a1", "a2", "b1", "b2", "y1", "y2"])
    model = "A =~ a1 + a2; B =~ b1 + b2; H <~ A + B; Y =~ y1 + y2; Y ~ H"
    result = plspm.estimate(model, data, higher_order="repeated_indicators")
    assert result.r_squared.loc["H", "r_squared"] > 0.95
    assert "R² of what they form near 1" in result.summary()
    assert max(map(len, result.summary().splitlines())) <= 88
