"""The jackknife by subtraction equals the jackknife by rows of weights, wherever that is hard."""

from dataclasses import replace

import numpy as np
import pytest
from tests.inference.cases import TEXT, factor_data, quietly

import plspm
from plspm.assessment.statistics import STATISTICS
from plspm.inference import leave_out
from plspm.inference.jackknife import jackknife, values_without_each
from plspm.inference.leave_out import Jackknife
from plspm.inference.options import Options
from plspm.inference.outcomes import Outcome
from plspm.inference.plans import RowPlan
from plspm.inference.units import Units

N = 60
FRAME = factor_data(N, 1)
RNG = np.random.default_rng(3)
CLUSTERS = RNG.permutation(N) % 7
WEIGHTS = RNG.gamma(0.5, size=N)
WITH_ZEROS = np.where(np.arange(N) < 9, 0.0, WEIGHTS)
HEAVY = np.where(np.arange(N) == 4, 200.0, WEIGHTS)
NEARLY_ALL = (np.arange(N) >= N - 4).astype(int)  # of 56 and of 4 cases
NESTED = (CLUSTERS > 3).astype(int)
UNEVEN = np.repeat([0, 1, 2, 3], [1, 2, 20, 37])  # one case alone, two cases, many
ONLY_CASE_5 = np.eye(N)[5]
NOT_IN_CLUSTER = (NEARLY_ALL == 0) * RNG.normal(size=N)  # constant without the large cluster

CASES = {
    "plain": (FRAME, {}, None, None),
    "clusters": (FRAME, {}, CLUSTERS, None),
    "weights": (FRAME, {"weights": WEIGHTS}, None, None),
    "weights of zero": (FRAME, {"weights": WITH_ZEROS}, None, None),
    "a cluster of weight zero": (FRAME, {"weights": WEIGHTS * (CLUSTERS != 2)}, CLUSTERS, None),
    "a heavy case": (FRAME, {"weights": HEAVY}, None, None),
    "a cluster of nearly all": (FRAME, {}, NEARLY_ALL, None),
    "constant without a case": (FRAME.assign(a11=ONLY_CASE_5), {}, None, None),
    "constant far from zero": (1e9 + FRAME.assign(a11=ONLY_CASE_5), {}, None, None),
    "constant without a cluster": (FRAME.assign(b12=NOT_IN_CLUSTER), {}, NEARLY_ALL, None),
    "nearly constant": (FRAME.assign(a11=ONLY_CASE_5 + 1e-3 * FRAME["a11"]), {}, None, None),
    "strata": (FRAME, {}, None, UNEVEN),
    "clusters in strata": (FRAME, {"weights": WITH_ZEROS}, CLUSTERS, NESTED),
    "constant in strata": (FRAME.assign(a11=ONLY_CASE_5), {}, None, UNEVEN),
}


@pytest.mark.parametrize("products", [True, False])
@pytest.mark.parametrize(("frame", "options", "clusters", "strata"), CASES.values(), ids=CASES)
def test_subtraction_equals_rows_of_weights(frame, options, clusters, strata, products):
    fitted = quietly(TEXT, frame, **options)._fitted
    if products:
        fitted = replace(fitted, source=fitted.cases.for_resampling())
    units = N if clusters is None else clusters.max() + 1
    plan = Jackknife(units, clusters, strata)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = plan.sample(0, units, fitted)
        S, n = found.S, found.n
        expected = RowPlan.sample(plan, 0, units, fitted).S
    constant = np.isnan(expected[:, 0, 0])
    assert np.isnan(S[constant]).all()
    np.testing.assert_allclose(S[~constant], expected[~constant], rtol=0, atol=1e-13)
    assert (np.einsum("bii->bi", S[~constant]) == 1).all()
    cases = Units(clusters).of_cases(N)
    counted = np.array(options.get("weights", np.ones(N))) > 0
    replaced = strata is not None  # by others of the stratum
    left = [(counted & ((cases != unit) | replaced)).sum() for unit in range(units)]
    assert n.tolist() == left


@pytest.mark.parametrize("name", ["constant without a case", "constant far from zero"])
def test_a_case_without_which_an_indicator_is_constant_is_counted(name):
    found = jackknife(quietly(TEXT, CASES[name][0])._fitted, [STATISTICS["paths"]])
    assert found.failures[Outcome.CONSTANT_INDICATOR] == 1
    assert found.numbers.tolist() == [k for k in range(N) if k != 5]


def test_a_cluster_without_which_an_indicator_is_constant_is_counted():
    fitted = quietly(TEXT, CASES["constant without a cluster"][0])._fitted
    three = Units(NEARLY_ALL + (np.arange(N) >= N - 2))
    with pytest.warns(plspm.AdmissibilityWarning, match="1 of 3 draws .* 1 constant indicator"):
        found = jackknife(fitted, [STATISTICS["paths"]], three)
    assert found.numbers.tolist() == [1, 2]


def test_a_constant_is_seen_in_many_cases_too():
    """Subtraction leaves rounding of the size of the total: more than there is to be seen here."""
    n = 50_000
    frame = factor_data(n, 2).assign(a11=np.eye(1, n, 5)[0])
    with np.errstate(invalid="ignore"):
        S = Jackknife(n).sample(4, 7, quietly(TEXT, frame)._fitted).S
    assert np.isnan(S).all(axis=(1, 2)).tolist() == [False, True, False]


def test_no_row_of_weights_is_made_where_subtraction_will_do(monkeypatch):
    """Or the jackknife costs n² p² again."""
    asked = []
    counts = Jackknife.counts

    def watched(self, start, stop, n):
        asked.append(stop - start)
        return counts(self, start, stop, n)

    monkeypatch.setattr(Jackknife, "counts", watched)
    fitted = quietly(TEXT, FRAME)._fitted
    for clusters, strata in ((None, None), (np.arange(N) // 2, None), (None, np.arange(N) % 3)):
        plan = Jackknife(N if clusters is None else N // 2, clusters, strata)
        plan.sample(0, plan.draws, fitted)
    assert asked == []
    Jackknife(N).sample(0, N, quietly(TEXT, CASES["constant without a case"][0])._fitted)
    assert asked == [1]


def test_whether_a_unit_is_subtracted_or_left_out_makes_no_difference(monkeypatch):
    fitted = quietly(TEXT, FRAME)._fitted
    for clusters in (None, CLUSTERS):
        plan = Jackknife(N if clusters is None else 7, clusters)
        found = plan.sample(0, plan.draws, fitted)
        S, n = found.S, found.n
        with monkeypatch.context() as patch, np.errstate(invalid="ignore"):
            patch.setattr(leave_out, "DOMINANT", 0.0)
            repeated = plan.sample(0, plan.draws, fitted)
            again, cases = repeated.S, repeated.n
        np.testing.assert_allclose(S, again, rtol=0, atol=1e-14)
        assert np.array_equal(n, cases)


@pytest.mark.parametrize("name", ["plain", "clusters in strata"])
@pytest.mark.parametrize(("threads", "batch_size"), [(1, 1), (3, 7), (2, 256)])
def test_threads_and_batches_change_no_bit(name, threads, batch_size):
    frame, options, clusters, strata = CASES[name]
    fitted, paths = quietly(TEXT, frame, **options)._fitted, [STATISTICS["paths"]]
    how = Options(threads=threads, batch_size=batch_size, progress=False)
    units = Units(clusters, strata)
    found = values_without_each(fitted, paths, units, how)["paths"]
    expected = values_without_each(fitted, paths, units)["paths"]
    # Statistics of stacks of other sizes add up in other orders; correlations do not.
    np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-12)
    plan = Jackknife(found.shape[0], clusters, strata)
    whole, parts = (plan.sample(*ends, fitted).S for ends in ((0, 7), (2, 5)))
    assert np.array_equal(whole[2:5], parts)


def test_rows_of_weights_within_strata():
    counts = Jackknife(6, None, np.array([0, 1, 1, 2, 2, 2])).counts(0, 6, 6)
    assert counts.tolist() == [
        [1, 1, 1, 1, 1, 1],
        [1, 0, 2, 1, 1, 1],
        [1, 2, 0, 1, 1, 1],
        [1, 1, 1, 0, 1.5, 1.5],
        [1, 1, 1, 1.5, 0, 1.5],
        [1, 1, 1, 1.5, 1.5, 0],
    ]
    clusters, strata = np.array([0, 0, 1, 2, 2, 3]), np.array([0, 0, 0, 1, 1, 1])
    assert Jackknife(4, clusters, strata).counts(0, 4, 6).tolist() == [
        [0, 0, 2, 1, 1, 1],
        [2, 2, 0, 1, 1, 1],
        [1, 1, 1, 0, 0, 2],
        [1, 1, 1, 2, 2, 0],
    ]
