"""Small models and data that the tests of inference share."""

from __future__ import annotations

import functools
import warnings

import numpy as np
import pandas as pd
from tests.naive.estimate import Model
from tests.parity.references import data as fixture
from tests.parity.references import model as fixture_model

import plspm

QUIET = {"progress": False}
TIGHT = {"tolerance": 1e-13, "max_iterations": 5000}
TRIANGLE = fixture_model("small_triangle")
TEXT = """
    A1 =~ a11 + a12 + a13
    B1 =~ b11 + b12 + b13
    C1 =~ c11 + c12 + c13
    B1 ~ A1
    C1 ~ A1 + B1
"""
NAIVE = Model(
    TRIANGLE["blocks"],
    [tuple(path) for path in TRIANGLE["paths"]],
    TRIANGLE["modes"],
    reflective=frozenset(TRIANGLE["blocks"]),
)


@functools.cache
def triangle(**options) -> plspm.PLSResult:
    """40 cases, three constructs of three items, A -> B, A -> C, B -> C."""
    return quietly(TEXT, fixture("small_triangle"), **TIGHT, **options)


def triangle_columns() -> dict[str, np.ndarray]:
    """The same data as the naive road takes them."""
    frame = fixture("small_triangle")
    return {name: frame[name].to_numpy(float) for name in frame}


def quietly(model: plspm.PathModel | str, frame: pd.DataFrame, **options) -> plspm.PLSResult:
    """Estimate where an inadmissible or unsettled fit is what the test is about."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        warnings.simplefilter("ignore", plspm.ConvergenceWarning)
        warnings.filterwarnings("ignore", "Items load against the rest")
        return plspm.estimate(model, frame, **options)


def factor_data(n: int, seed: int, *, paths=(0.5, 0.2, 0.4), loading: float = 0.8) -> pd.DataFrame:
    """Three factors with three items each, named as in the triangle."""
    rng = np.random.default_rng(seed)
    ab, ac, bc = paths
    A = rng.standard_normal(n)
    B = ab * A + np.sqrt(1 - ab**2) * rng.standard_normal(n)
    C = ac * A + bc * B + 0.8 * rng.standard_normal(n)
    columns = {
        f"{letter}1{item}": loading * factor + np.sqrt(1 - loading**2) * rng.standard_normal(n)
        for letter, factor in (("a", A), ("b", B), ("c", C))
        for item in (1, 2, 3)
    }
    return pd.DataFrame(columns)


def same(first: pd.DataFrame, second: pd.DataFrame, tolerance: float = 0.0) -> None:
    """Two tables have the same labels and the same numbers, NaN included."""
    pd.testing.assert_frame_equal(
        first, second, check_exact=tolerance == 0, rtol=0, atol=tolerance, check_dtype=False
    )
