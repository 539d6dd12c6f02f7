"""Correlations for which the algorithm goes in a circle for ever: said, and never silent."""

import warnings

import numpy as np
import pandas as pd
import pytest

import plspm

MODEL = "X =~ a + b; Y =~ c + d; Z =~ e + f; Y ~ X; Z ~ X + Y"
CIRCLING = {
    "path": """
        1
       -.76 1
        .15 .18 1
       -.43 .18 .01 1
       -.17 -.24 .27 .26 1
        .08 -.13 -.09 -.35 -.16 1
    """,
    "centroid": """
        1
        .15 1
        .23 .12 1
       -.05 .10 .07 1
       -.38 .40 -.02 -.05 1
        .07 .18 .13 .15 -.26 1
    """,
}


def correlations(lower):
    S = np.zeros((6, 6))
    S[np.tril_indices(6)] = [float(cell) for cell in lower.split()]
    return pd.DataFrame(S + S.T - np.eye(6), list("abcdef"), list("abcdef"))


def weights_after(scheme, iterations):
    S = correlations(CIRCLING[scheme])
    with pytest.warns(plspm.ConvergenceWarning, match=f"within {iterations} iterations"):
        result = plspm.estimate(
            MODEL, correlations=S, n=100, scheme=scheme, max_iterations=iterations
        )
    assert not result.converged
    return result.weights["weight"].abs().to_numpy()


@pytest.mark.parametrize("scheme", CIRCLING)
def test_the_weights_go_in_a_circle(scheme):
    with warnings.catch_warnings():
        # Six items that hardly correlate: what else is wrong with them is no matter here.
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        warnings.simplefilter("ignore", plspm.DataWarning)
        after = [weights_after(scheme, iterations) for iterations in (5000, 5001, 5002)]
    assert np.abs(after[0] - after[1]).max() > 0.01
    assert after[2] == pytest.approx(after[0], abs=1e-9)
