"""Correlations that no data have."""

import warnings

import numpy as np
import pandas as pd
import pytest

import plspm

TEXT = "A =~ a; B =~ b; C =~ c; B ~ A; C ~ A"


def correlations(smallest):
    """Correlations of three items: 1 - 2r is their smallest eigenvalue."""
    r = (1.0 - smallest) / 2.0
    S = np.array([[1.0, r, -r], [r, 1.0, r], [-r, r, 1.0]])
    return pd.DataFrame(S, index=list("abc"), columns=list("abc"))


@pytest.mark.parametrize("smallest", [-0.5, -0.009, -1e-4, -1e-8])
def test_an_indefinite_matrix_never_passes_silently(smallest):
    S = correlations(smallest)
    assert np.linalg.eigvalsh(S)[0] == pytest.approx(smallest, abs=1e-12)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(
            (plspm.DataError, plspm.PlspmWarning),
            match="correlations is not positive semi-definite",
        ):
            plspm.estimate(TEXT, correlations=S, n=99)


def test_rounding_does_not_make_a_matrix_indefinite():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.PlspmWarning)
        assert plspm.estimate(TEXT, correlations=correlations(-1e-13), n=99).n == 99
