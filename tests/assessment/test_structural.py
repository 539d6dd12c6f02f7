"""Assessment of the structural model at the edge of its definition."""

import numpy as np
import pytest

from plspm.assessment.structural import adjusted_r_squared
from plspm.estimation.arrays import ModelArrays
from plspm.model import PathModel

TWO_PREDICTORS = ModelArrays.from_model(PathModel.parse("X =~ x; M =~ m; Y =~ y; Y ~ X + M"))


@pytest.mark.parametrize(
    ("cases", "expected"), [(2, np.nan), (3, np.nan), (4, -0.5), (5, 0.0), (10, 5 / 14)]
)
def test_adjusted_r_squared_needs_more_cases_than_coefficients(cases, expected):
    r_squared = np.array([[np.nan, np.nan, 0.5]])
    adjusted = adjusted_r_squared(r_squared, np.array([float(cases)]), TWO_PREDICTORS)
    np.testing.assert_allclose(adjusted, [[np.nan, np.nan, expected]], rtol=1e-14, atol=1e-14)
