"""Comparisons of groups are those of plain loops, permutation by permutation."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.groups import naive
from tests.groups.cases import NAIVE, TEXT, TIGHT, compare, quietly, triangle_columns
from tests.parity.references import data as fixture

from plspm.groups.corrections import METHODS, corrected
from plspm.groups.henseler import share_in_wrong_order
from plspm.groups.omnibus import between_groups, sarstedt
from plspm.groups.overlap import holds_other, overlapping
from plspm.groups.permutation import members_of, quantiles, share_as_extreme

CODES = np.array([0] * 18 + [1] * 22)[np.random.default_rng(3).permutation(40)]
R = 6


@pytest.fixture(scope="module")
def result():
    return quietly(TEXT, fixture("small_triangle"), **TIGHT)


@pytest.fixture(scope="module")
def comparison(result):
    return compare(result, CODES, permutations=R)


@pytest.fixture(scope="module")
def pooled():
    return naive.fit_of(triangle_columns(), NAIVE, np.ones(40, dtype=bool))[1]


@pytest.fixture(scope="module")
def labels(comparison):
    return comparison._plan.labels(0, R)


def test_groups_keep_their_sizes_in_every_permutation(labels):
    assert (np.sort(labels, axis=1) == np.sort(CODES)).all()
    assert len(np.unique(labels, axis=0)) == R


def test_differences_of_every_permutation(comparison, labels, pooled):
    columns = triangle_columns()
    permuted = comparison._pairs[0].permuted
    for r, codes in enumerate([CODES, *labels]):
        (_, w_a, b_a), (_, w_b, b_b) = (
            naive.fit_of(columns, NAIVE, codes == g, pooled) for g in (0, 1)
        )
        if r == 0:
            table = comparison.differences("paths")["difference"]
            found = {path: table.loc[(*path, 0, 1)] for path in b_a}
            weights = comparison.differences("weights")["difference"].to_numpy()
        else:
            paths = list(comparison.differences("paths").index.droplevel([2, 3]))
            found = dict(zip(paths, permuted["paths"][r - 1], strict=True))
            weights = permuted["weights"][r - 1]
        for path in b_a:
            assert_allclose(found[path], b_a[path] - b_b[path], atol=1e-9)
        assert_allclose(weights, [w_a[key] - w_b[key] for key in w_a], atol=1e-9)


def test_micom_and_its_p_values(comparison, labels, pooled):
    columns, table = triangle_columns(), comparison.micom
    observed = naive.micom(columns, NAIVE, CODES, pooled)
    draws = [naive.micom(columns, NAIVE, codes, pooled) for codes in labels]
    for construct, (c, mean, variance) in observed.items():
        row = table.loc[(0, 1, construct)]
        of_c, of_mean, of_variance = np.array([draw[construct] for draw in draws]).T
        assert_allclose(row["correlation"], c, atol=1e-9)
        assert_allclose(row["mean_difference"], mean, atol=1e-9)
        assert_allclose(row["log_variance_ratio"], variance, atol=1e-9)
        assert_allclose(row["quantile"], np.quantile(of_c, 0.05), atol=1e-9)
        assert_allclose(
            row[["mean_lower", "mean_upper"]].astype(float),
            np.quantile(of_mean, [0.025, 0.975]),
            atol=1e-9,
        )
        assert row["p_compositional"] == (1 + sum(of_c <= c)) / (1 + R)
        assert row["p_mean"] == naive.share_as_extreme(mean, of_mean)
        assert row["p_variance"] == naive.share_as_extreme(variance, of_variance)


def test_permutation_p_values_and_bounds(comparison):
    table = comparison.differences("paths")
    draws = comparison._pairs[0].permuted["paths"]
    for k, row in enumerate(table.itertuples()):
        assert row.p_permutation == naive.share_as_extreme(row.difference, draws[:, k])
        assert_allclose(row.permutation_upper, np.quantile(draws[:, k], 0.975))


def test_henseler_pair_by_pair(comparison):
    table = comparison.differences("paths")
    a, b = (comparison.bootstraps[g].draws("paths").to_numpy() for g in (0, 1))
    for k, p in enumerate(table["p_henseler"]):
        one_sided = naive.henseler(a[:, k], b[:, k])
        assert_allclose(p, min(1, 2 * min(one_sided, 1 - one_sided)))


def test_henseler_leaves_out_what_is_undefined_and_constants():
    a, b = np.array([[1, 3, np.nan], [2, 2, 2]]), np.array([[0.0, 1.5], [2.0, 2.0]])
    found = share_in_wrong_order(a, b)
    assert_allclose(found[0], naive.henseler([1.0, 3.0], [0.0, 1.5]))
    assert np.isnan(found[1])


def test_distances_between_implied_correlations(comparison, labels, pooled):
    columns = triangle_columns()

    def distances(codes):
        return naive.mean_distances(
            [naive.fit_of(columns, NAIVE, codes == g, pooled)[0] for g in (0, 1)]
        )

    assert_allclose(comparison.distance["distance"], distances(CODES), rtol=1e-8)
    draws = np.array([distances(codes) for codes in labels])
    expected = [naive.share_as_extreme(distances(CODES)[k], draws[:, k]) for k in range(2)]
    assert comparison.distance["p_permutation"].tolist() == expected


@pytest.mark.filterwarnings("ignore:.* did not end well")
def test_three_groups_between_and_within(result, pooled):
    codes = np.arange(40) % 3
    found = compare(result, codes, permutations=R)
    columns, n = triangle_columns(), [14, 13, 13]
    table = found.omnibus.loc["paths"]

    def between(of_case):
        paths = [naive.fit_of(columns, NAIVE, of_case == g, pooled)[2] for g in range(3)]
        means = {key: sum(n[g] * paths[g][key] for g in range(3)) / 40 for key in paths[0]}
        return {
            f"{key[0]} -> {key[1]}": sum(n[g] * (paths[g][key] - means[key]) ** 2 for g in range(3))
            / 40
            for key in means
        }

    observed = between(codes)
    draws = [between(of_case) for of_case in found._plan.labels(0, R)]
    for name, value in observed.items():
        assert_allclose(table.loc[name, "between"], value, atol=1e-10)
        p = naive.share_as_extreme(value, [draw[name] for draw in draws])
        assert table.loc[name, "p_permutation"] == p


def test_f_of_draws_is_that_of_an_analysis_of_variance():
    from scipy.stats import f_oneway

    rng = np.random.default_rng(5)
    draws = [rng.normal(0.1 * g, 1, (30 + g, 4)) for g in range(3)]
    F, p = sarstedt(draws)
    for k in range(4):
        assert_allclose((F[k], p[k]), f_oneway(*(draw[:, k] for draw in draws)))


def test_between_groups_by_hand():
    values, n = np.array([[[1.0], [2.0], [6.0]]]), np.array([[1.0, 1.0, 2.0]])
    assert_allclose(between_groups(values, n), [[(2.75**2 + 1.75**2 + 2 * 2.25**2) / 4]])


def test_corrections_by_hand():
    p = np.array([0.01, np.nan, 0.04, 0.03])
    assert_allclose(corrected(p, "bonferroni"), [0.03, np.nan, 0.12, 0.09])
    assert_allclose(corrected(p, "holm"), [0.03, np.nan, 0.06, 0.06])
    assert_allclose(corrected(p, "sidak"), [1 - 0.99**3, np.nan, 1 - 0.96**3, 1 - 0.97**3])
    assert_allclose(corrected(p, "benjamini_hochberg"), [0.03, np.nan, 0.04, 0.04])


@pytest.mark.parametrize("count", [1, 7, 40])
@pytest.mark.parametrize("name", METHODS)
def test_corrections_are_those_of_statsmodels(name, count):
    from statsmodels.stats.multitest import multipletests

    theirs = {"benjamini_hochberg": "fdr_bh"}.get(name, name)
    p = np.random.default_rng(count).random(count).round(2)  # with ties
    assert_allclose(corrected(p, name), multipletests(p, method=theirs)[1], atol=1e-14)


def test_ties_count_and_constants_have_no_p():
    draws = np.array([[0.5, 0.0, np.nan], [0.5 - 1e-14, 0.0, 1.0], [0.1, 0.0, 2.0]])
    p = share_as_extreme(np.array([0.5, 0.0, 1.5]), draws)
    assert_allclose(p, [3 / 4, np.nan, 2 / 3])
    assert_allclose(quantiles(draws, 0.5)[0], [0.5 - 1e-14, 0.0, 1.5])


def test_members_and_intervals():
    assert members_of(np.array([0, 1, -1, 1]), 2).tolist() == [[1, 0, 0, 0], [0, 1, 0, 1]]
    a = (np.array([0.0, 0.0]), np.array([1.0, 1.0]))
    b = (np.array([1.0, 1.1]), np.array([2.0, 2.0]))
    assert overlapping(a, b).tolist() == [True, False]
    assert holds_other(np.array([0.5, 1.5]), b).tolist() == [False, True]
