"""Every statistic of the library, for random models, against formulas over cases and loops."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.assessment.references import PAIRS_TWICE, REFERENCES
from tests.naive import estimate as naive
from tests.strategies import TIGHT, every_option, examples, studies

from plspm.assessment.statistics import STATISTICS


def test_every_statistic_has_a_naive_reference():
    assert set(REFERENCES) == set(STATISTICS)


def values_of(name, estimates):
    """Components by label."""
    statistic = STATISTICS[name]
    with np.errstate(invalid="ignore", divide="ignore"):
        values = statistic.compute(estimates)[0]
    rows = statistic.labels(estimates.arrays).rows
    assert len(set(rows)) == len(rows) == values.size
    return dict(zip(rows, values.tolist(), strict=True))


@every_option
@examples(12)
@given(study=studies(), weighted=st.booleans())
def test_every_statistic(options, study, weighted):
    data, weights = study.data, None
    if weighted:
        weights = np.random.default_rng(study.seed).uniform(0.2, 2, study.cases)
    estimates = study.fit(weights=weights, **options)._estimates
    columns = {name: data[name].to_numpy() for name in data}
    fitted = naive.estimate(columns, study.naive_model, case_weights=weights, **TIGHT, **options)
    assume(fitted.converged)
    for name, reference in REFERENCES.items():
        found, expected = values_of(name, estimates), reference(fitted)
        if name in PAIRS_TWICE:
            expected = {pair: expected[pair] for pair in found}
        assert found == pytest.approx(expected, abs=1e-8, rel=1e-8, nan_ok=True), name


@examples(5)
@given(study=studies(most_constructs=5, sizes=(2, 3)))
def test_every_pair_of_constructs_is_there_once(study):
    names = study.model.construct_names
    labels = STATISTICS["htmt"].labels(study.arrays).rows
    assert {frozenset(pair) for pair in labels} == {
        frozenset((a, b)) for a in names for b in names if a != b
    }
    assert len(labels) == len(names) * (len(names) - 1) / 2
