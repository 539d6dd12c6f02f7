"""Warnings of a fit that is only fitted because it has no choice."""

import warnings

import numpy as np
import pandas as pd
import pytest

import plspm

ITEMS = [f"{construct}{item}" for construct in "ABCDE" for item in (1, 2)]
MEASURED = "\n".join(f"{c} =~ {c}1 + {c}2" for c in "ABCDE")
FOUR_PREDICTORS = MEASURED + "\nE ~ A + B + C + D"
FORMATIVE = "A <~ A1 + A2 + B1 + B2\nE =~ E1 + E2\nE ~ A"


def said(model, n):
    """What is said of n cases of noise, admissibility aside."""
    data = pd.DataFrame(np.random.default_rng(3).normal(size=(n, 10)), columns=ITEMS)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        plspm.estimate(model, data)
    return [str(w.message) for w in caught if issubclass(w.category, plspm.DataWarning)]


@pytest.mark.parametrize(
    ("model", "culprit"),
    [
        (FOUR_PREDICTORS, "the R² of E (4 predictors)"),
        (FORMATIVE, "the weights of A (4 items in Mode B)"),
    ],
)
def test_what_any_data_fit_is_named(model, culprit):
    [message] = said(model, 5)
    assert message.startswith("There are only 5 cases")
    assert culprit in message
    assert said(model, 6) == []
