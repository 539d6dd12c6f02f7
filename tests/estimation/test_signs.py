"""Which way round a construct stands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import every_option, examples, studies

from plspm import OptionError, PathModel
from plspm.estimation.arrays import ModelArrays
from plspm.estimation.signs import oriented, turned_towards


@every_option
@examples(6)
@given(study=studies())
def test_loadings_sum_to_a_positive_number(options, study):
    result = study.fit(**options)
    sums = np.diag(result.cross_loadings.T @ study.arrays.membership)
    assert (sums > 0).all()


@every_option
@examples(6)
@given(study=studies(), random=st.randoms(use_true_random=False))
def test_dominant_indicators_load_positively_and_decide_all_signs(options, study, random):
    data = study.data
    for name in random.sample(list(data), len(data.columns) // 2):
        data[name] *= -1
    dominant = {c.name: random.choice(c.indicators) for c in study.model.constructs}
    plain = study.fit(data, **options)
    turned = study.fit(data, dominant_indicators=dominant, **options)
    signs = np.array([np.sign(plain.cross_loadings.loc[dominant[c], c]) for c in dominant])
    for construct, item in dominant.items():
        assert turned.cross_loadings.loc[item, construct] > 0
    np.testing.assert_allclose(turned.scores, plain.scores * signs, atol=1e-10)
    paths = plain.path_coefficients * np.outer(signs, signs)
    np.testing.assert_allclose(turned.path_coefficients, paths, atol=1e-10)


@examples(3)
@given(study=studies(sizes=(2, 3)))
def test_all_faults_of_dominant_indicators_are_named(study):
    first, second = study.model.constructs[:2]
    wrong = {first.name: second.indicators[0], "Nobody": "x"}
    with pytest.raises(OptionError) as caught:
        study.fit(dominant_indicators=wrong)
    assert sorted(caught.value.problems) == sorted(
        [
            "dominant_indicators names 'Nobody', which is no construct of the model.",
            f"dominant_indicators gives {second.indicators[0]!r} for {first.name}, whose "
            f"indicators are {', '.join(first.indicators)}.",
        ]
    )


@examples(3)
@given(study=studies(sizes=(2, 3)), data=st.data())
def test_signs_of_a_stack(study, data):
    arrays = study.arrays
    S = np.corrcoef(study.data[list(arrays.indicators)].T)[None].repeat(2, axis=0)
    w = np.stack([study.fit().weights["weight"], study.fit().weights["weight"]])
    signs = np.array(data.draw(st.lists(st.sampled_from([-1.0, 1.0]), min_size=4, max_size=4)))
    signs = np.resize(signs, len(arrays.constructs))
    w[1] *= signs[arrays.block]
    np.testing.assert_array_equal(oriented(S, w, arrays, ()), [np.ones(signs.size), signs])
    np.testing.assert_array_equal(turned_towards(w, w[0], arrays), [np.ones(signs.size), signs])


def test_what_points_neither_way_stays_as_it_is():
    """Loadings that add up to exactly zero, and weights at right angles to those of the fit."""
    arrays = ModelArrays.from_model(PathModel.parse("A =~ a1 + a2; B =~ b; B ~ A"))
    S, w = np.eye(3)[None], np.array([[1.0, -1.0, 1.0]])
    np.testing.assert_array_equal(oriented(S, w, arrays, ()), [[1, 1]])
    np.testing.assert_array_equal(turned_towards(w, np.ones(3), arrays), [[1, 1]])
