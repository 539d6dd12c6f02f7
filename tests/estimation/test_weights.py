"""Starting weights, inner weights and their scale where a block or a pair has nothing to give."""

import numpy as np
import pytest

from plspm.estimation.arrays import ModelArrays
from plspm.estimation.fixed_point import inner_weights, iteration_step
from plspm.estimation.weights import first_principal_component, scaled, starting_weights
from plspm.model import PathModel, composite, path, single_item

TRIANGLE = ModelArrays.from_model(PathModel.parse("A =~ a; B =~ b; C =~ c; B ~ A; C ~ A + B"))
PAIR = ModelArrays.from_model(PathModel.parse("A =~ a1 + a2; B =~ b; B ~ A"))


@pytest.mark.parametrize(("r", "weight"), [(-1.0, np.inf), (-1.1, np.nan), (-0.5, 1.0)])
def test_a_proxy_without_variance_has_no_weights_and_gives_no_warning(r, weight):
    S = np.array([[1, r, 0], [r, 1, 0], [0, 0, 1]])[None]
    np.testing.assert_array_equal(scaled(np.ones((1, 3)), S, PAIR), [[weight, weight, 1]])


def test_principal_components_of_a_stack():
    R = np.array([[[1, 0.5], [0.5, 1]], [[np.nan] * 2] * 2, [[1, -0.5], [-0.5, 1]]])
    first = first_principal_component(R)
    np.testing.assert_allclose(np.abs(first), [[0.5**0.5] * 2, [np.nan] * 2, [0.5**0.5] * 2])
    assert np.sign(first[:, 0] * first[:, 1]).tolist()[::2] == [1, -1]


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_given_weights_stay_whichever_way_round_they_stand(sign):
    """However small they are given: only their ratio counts."""
    model = PathModel(
        composite("A", ["a1", "a2"], mode="fixed", weights=[0.01, 0.02]),
        single_item("B", "b"),
        path("A", to="B"),
    )
    arrays = ModelArrays.from_model(model)
    S = np.array([[1, 0.2, 0.3], [0.2, 1, 0.4], [0.3, 0.4, 1]])[None]
    w = starting_weights(S, arrays) * [sign, sign, 1]
    np.testing.assert_allclose(iteration_step(S, w, arrays, "path"), w)


def test_the_centroid_scheme_counts_signs_and_passes_over_uncorrelated_neighbours():
    C = np.array([[[1, 0.0, -0.5], [0.0, 1, 0.2], [-0.5, 0.2, 1]]])
    assert inner_weights(C, TRIANGLE, "centroid")[0].tolist() == [[0, 0, -1], [0, 0, 1], [-1, 1, 0]]
