"""Model fit of a classic: Holzinger & Swineford (1939), three common factors of three tests each.

The expected numbers, of the first 100 of 301 children, were given before the library computed them.
The data come with semopy (MIT licence), a dependency of the tests for this file alone; it is
found without importing that package, which would import much more.
"""

from importlib.metadata import files

import pandas as pd
import pytest

import plspm

MODEL = """
    visual =~ x1 + x2 + x3
    textual =~ x4 + x5 + x6
    speed =~ x7 + x8 + x9
    textual ~ visual
    speed ~ visual + textual
"""


@pytest.fixture(scope="module")
def children():
    (path,) = (file for file in files("semopy") if file.name == "holzinger_swineford39_data.csv")
    return pd.read_csv(path.locate()).head(100)


@pytest.mark.parametrize(
    ("estimator", "srmr", "d_g", "d_uls"),
    [
        ("pls", 0.112153, 0.175649, 0.566024),
        ("plsc", 0.122668, 0.281769, 0.677138),
    ],
)
def test_fit_of_the_saturated_model(children, estimator, srmr, d_g, d_uls):
    """Path scheme, all three factors connected; d_G with base-10 logarithms."""
    result = plspm.estimate(MODEL, children, scheme="path", estimator=estimator)
    fit = result.fit["saturated"]
    assert fit[["srmr", "d_g", "d_uls"]].tolist() == pytest.approx([srmr, d_g, d_uls], abs=1e-6)
