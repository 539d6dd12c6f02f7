"""Plans: which cases a draw holds, and that its spread becomes that of the estimate."""

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import QUIET, TEXT, TIGHT, factor_data, same, triangle
from tests.naive.resample import interval_percentile
from tests.parity.references import data

import plspm
from plspm.data.moments import Sample
from plspm.inference.leave_out import Jackknife
from plspm.plans import Bootstrap, Indices, RowPlan, Subsampling, Weights, delete_d

SEED = np.random.SeedSequence(5)
N = 30
CLUSTERS = np.arange(N) // 4  # seven of four cases and one of two
STRATA = np.array([0] * 5 + [1] * 10 + [2] * 15)
PLANS = {
    "bootstrap": Bootstrap(200, SEED),
    "poisson": Bootstrap(200, SEED, poisson=True),
    "clusters": Bootstrap(200, SEED, clusters=CLUSTERS),
    "strata": Bootstrap(200, SEED, strata=STRATA),
    "clusters in strata": Bootstrap(200, SEED, clusters=CLUSTERS, strata=CLUSTERS // 4),
    "poisson clusters": Bootstrap(200, SEED, clusters=CLUSTERS, poisson=True),
    "subsampling": Subsampling(200, 20, SEED),
    "delete-d": delete_d(N, 7, draws=200, seed=SEED),
    "jackknife": Jackknife(N),
    "jackknife of clusters": Jackknife(8, CLUSTERS),
}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_draw_is_the_same_whichever_others_are_asked_for(plan):
    whole = plan.counts(0, plan.draws, N)
    assert whole.shape == (plan.draws, N)
    for start, stop in ((0, 1), (3, 4), (5, 8), (plan.draws - 1, plan.draws)):
        assert np.array_equal(plan.counts(start, stop, N), whole[start:stop])
    if plan.draws == 200:
        for start, stop in ((63, 65), (64, 128), (60, 199)):
            assert np.array_equal(plan.counts(start, stop, N), whole[start:stop])


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_counts_are_whole_and_not_negative(plan):
    counts = plan.counts(0, plan.draws, N)
    assert (counts >= 0).all()
    assert np.array_equal(counts, np.round(counts))


def counts_of(name):
    return PLANS[name].counts(0, PLANS[name].draws, N)


def test_the_bootstrap_draws_n_cases_each_with_the_same_chance():
    counts = counts_of("bootstrap")
    assert (counts.sum(axis=1) == N).all()
    many = Bootstrap(20_000, SEED).counts(0, 20_000, N)
    # Multinomial: mean 1, variance 1 - 1/n; five standard errors.
    assert np.abs(many.mean(axis=0) - 1).max() < 5 / np.sqrt(20_000)
    assert many.var() == pytest.approx(1 - 1 / N, abs=0.01)


def test_poisson_counts_have_mean_and_variance_one():
    many = Bootstrap(20_000, SEED, poisson=True).counts(0, 20_000, N)
    assert np.unique(many.sum(axis=1)).size > 10
    assert many.mean() == pytest.approx(1, abs=0.01)
    assert many.var() == pytest.approx(1, abs=0.02)
    assert np.abs(np.corrcoef(many[:, :5].T) - np.eye(5)).max() < 0.05


@pytest.mark.parametrize("name", ["clusters", "poisson clusters", "clusters in strata"])
def test_clusters_are_drawn_whole(name):
    counts = counts_of(name)
    for cluster in range(8):
        members = counts[:, cluster == CLUSTERS]
        assert (members == members[:, :1]).all()
    firsts = counts[:, np.unique(CLUSTERS, return_index=True)[1]]
    if name != "poisson clusters":
        assert (firsts.sum(axis=1) == 8).all()
    assert firsts.max() > 1


def test_every_stratum_keeps_its_size():
    counts = counts_of("strata")
    for stratum, size in enumerate((5, 10, 15)):
        assert (counts[:, stratum == STRATA].sum(axis=1) == size).all()
    firsts = counts_of("clusters in strata")[:, np.unique(CLUSTERS, return_index=True)[1]]
    assert (firsts[:, :4].sum(axis=1) == 4).all()


def test_subsamples_hold_no_case_twice():
    counts = counts_of("subsampling")
    assert set(np.unique(counts)) == {0.0, 1.0}
    assert (counts.sum(axis=1) == 20).all()
    assert (counts_of("delete-d").sum(axis=1) == N - 7).all()
    many = Subsampling(20_000, 20, SEED).counts(0, 20_000, N)
    assert np.abs(many.mean(axis=0) - 20 / N).max() < 5 * 0.5 / np.sqrt(20_000)


def test_the_jackknife_leaves_out_each_unit_once():
    assert np.array_equal(counts_of("jackknife"), 1 - np.eye(N))
    out = 1 - counts_of("jackknife of clusters")
    assert (out.sum(axis=0) == 1).all()
    assert out.sum(axis=1).tolist() == [4] * 7 + [2]


# -- the scale of a plan --------------------------------------------------------------------------


def spread_of_a_mean(plan, x):
    """Standard error of the mean of x that the plan gives, from its draws and its scale."""
    counts = plan.counts(0, plan.draws, x.size)
    means = counts @ x / counts.sum(axis=1)
    return plan.scale(x.size)[1] * means.std(ddof=1)


X = np.random.default_rng(3).normal(size=60)
OF_A_MEAN = X.std(ddof=1) / np.sqrt(60)


@pytest.mark.parametrize(
    ("plan", "tolerance"),
    [
        (Jackknife(60), 1e-12),
        (Jackknife(60, np.random.default_rng(0).permutation(60)), 1e-12),
        (Subsampling(40_000, 20, SEED), 0.02),
        (Subsampling(40_000, 50, SEED), 0.02),
        (delete_d(60, 30, draws=40_000, seed=SEED), 0.02),
        (Bootstrap(40_000, SEED), 0.02),
        (Bootstrap(40_000, SEED, poisson=True), 0.03),
        (Bootstrap(40_000, SEED, clusters=np.arange(60)), 0.02),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_plan_finds_the_standard_error_of_a_mean(plan, tolerance):
    # The bootstrap's variance has n where the unbiased one has n - 1.
    of_mean = OF_A_MEAN if not isinstance(plan, Bootstrap) else OF_A_MEAN * np.sqrt(59 / 60)
    assert spread_of_a_mean(plan, X) == pytest.approx(of_mean, rel=tolerance)


def test_the_scale_of_the_jackknife_finds_the_bias_of_a_variance():
    """Σ(x - mean)²/n is too small by its 1/n-th part of the unbiased variance, exactly."""
    weights = Jackknife(60).counts(0, 60, 60)
    without = [np.average((X - np.average(X, weights=w)) ** 2, weights=w) for w in weights]
    bias = Jackknife(60).scale(60)[0] * (np.mean(without) - X.var())
    assert bias == pytest.approx(-X.var(ddof=1) / 60)


def test_the_rows_of_the_jackknife_give_its_standard_errors():
    result, n = triangle(), 40
    left_out = Indices(np.array([[k for k in range(n) if k != out] for out in range(n)]))
    values = result.resample(left_out, statistics=["paths"], **QUIET).draws("paths")
    expected = np.sqrt((n - 1) / n * ((values - values.mean()) ** 2).sum())
    errors = result.standard_errors("jackknife", statistics=["paths"]).paths
    assert errors["std_error"].to_numpy() == pytest.approx(expected.to_numpy(), abs=1e-12)


def test_intervals_of_subsamples_are_those_of_draws_with_the_bias_and_spread_of_the_estimate():
    result, n, m = triangle(), 40, 30
    plan = Subsampling(99, m, 5)
    boot = result.resample(plan, statistics=["paths"], **QUIET)
    raw = result.resample(Weights(plan.counts(0, 99, n)), statistics=["paths"], **QUIET)
    estimate, ratio = raw.paths["estimate"].to_numpy(), m / (n - m)
    centre, spread = raw.draws("paths").mean(), np.sqrt(ratio) * raw.draws("paths").std()
    moved = estimate + ratio * (centre - estimate) + np.sqrt(ratio) * (raw.draws("paths") - centre)
    same(boot.draws("paths"), raw.draws("paths"), 1e-10)  # as they were estimated
    for label, row in boot.paths.iterrows():
        bounds = (row["ci_lower"], row["ci_upper"])
        assert bounds == pytest.approx(interval_percentile(moved[label].to_numpy(), 0.95))
    assert boot.paths["bias"].to_numpy() == pytest.approx(ratio * (centre - estimate), abs=1e-10)
    assert boot.paths["std_error"].to_numpy() == pytest.approx(spread.to_numpy(), abs=1e-10)


def test_subsampling_and_delete_d_agree_with_the_delta_method():
    result = plspm.estimate(TEXT, factor_data(300, 1))
    delta = result.standard_errors("delta", statistics=["paths"]).paths["std_error"]
    for plan in (Subsampling(999, 150, SEED), delete_d(300, 60, draws=999, seed=SEED)):
        table = result.resample(plan, statistics=["paths"], **QUIET).paths
        assert (table["std_error"] / delta).to_numpy() == pytest.approx(np.ones(3), abs=0.12)


# -- given rows and given weights -----------------------------------------------------------------


@pytest.mark.parametrize("size", [2, 39])
def test_samples_of_two_cases_and_of_all_but_one_are_the_extremes(size):
    for plan in (Subsampling(9, size, SEED), delete_d(40, 40 - size, draws=9, seed=SEED)):
        counts = plan.counts(0, 9, 40)
        assert np.array_equal(np.unique(counts), [0, 1])
        assert (counts.sum(axis=1) == size).all()
        assert np.array_equal(counts, Subsampling(9, size, SEED).counts(0, 9, 40))


def test_the_fewest_cases_of_which_one_can_be_left_out():
    assert delete_d(3, 1, draws=2).size == 2


def test_indices_count_rows():
    plan = Indices(np.array([[0, 0, 2], [1, 1, 1]]))
    assert plan.counts(0, 2, 3).tolist() == [[2, 0, 1], [0, 3, 0]]
    assert plan.draws == 2


def test_weights_are_taken_as_they_are_and_their_scale_does_not_matter():
    result = triangle()
    rng = np.random.default_rng(2)
    weights = rng.gamma(2, size=(20, 40))
    once = result.resample(Weights(weights), statistics=["paths", "weights"], **QUIET)
    more = result.resample(Weights(7 * weights), statistics=["paths", "weights"], **QUIET)
    same(once.draws("paths"), more.draws("paths"), 1e-11)


def test_a_draw_without_any_weight_stays_empty():
    counts = Weights([[0, 0], [1, 3], [0.1, 0.3]]).counts(0, 3, 2)
    np.testing.assert_allclose(counts, [[0, 0], [0.5, 1.5], [0.5, 1.5]])


@pytest.mark.parametrize(
    "plan", [Weights(np.full((3, 40), 2.5)), Indices(np.arange(40)[None] * [[1], [1]])]
)
def test_equal_weights_give_the_fit(plan):
    result = triangle()
    boot = result.resample(plan, **QUIET)
    for statistic in boot.statistics:
        values = boot.draws(statistic).to_numpy()
        assert values == pytest.approx(
            np.tile(boot.table(statistic)["estimate"], (plan.draws, 1)), abs=1e-10, nan_ok=True
        )


def test_indices_and_counts_of_the_same_draws_agree_with_the_bootstrap():
    result, boot = triangle(), triangle().bootstrap(50, seed=3, **QUIET)
    counts = Bootstrap(50, np.random.SeedSequence(3)).counts(0, 50, 40)
    rows = np.array([np.repeat(np.arange(40), row.astype(int)) for row in counts])
    for plan in (Indices(rows), Weights(counts)):
        same(result.resample(plan, **QUIET).draws("paths"), boot.draws("paths"))


@pytest.mark.parametrize("k", [0, 17, 49])
def test_a_draw_is_the_fit_of_its_rows(k):
    rows = np.random.default_rng(k).integers(0, 40, size=40)
    boot = triangle().resample(Indices(np.array([rows, rows])), statistics=["paths"], **QUIET)
    again = plspm.estimate(TEXT, data("small_triangle").iloc[rows], **TIGHT).path_coefficients
    for (source, target), value in boot.draws("paths").iloc[0].items():
        assert value == pytest.approx(again.loc[source, target], abs=1e-10)


class Own(RowPlan):
    """A user's plan: its number of draws and what its counts are filled with."""

    def __init__(self, draws, value=1.0):
        self.draws, self.value = draws, value

    def counts(self, start, stop, n):
        return [[self.value] * n] * (stop - start)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Indices(np.array([1, 2])), r"table of whole numbers.*\(2,\)"),
        (lambda: Indices(np.array([[0.5, 1.0]])), "float64"),
        (lambda: Weights(np.ones(40)), r"one draw a row.*\(40,\)"),
        (lambda: Weights([["a", "b"]]), "weights must be a table of numbers"),
        (lambda: Weights(-np.ones((2, 40))), "non-negative"),
        (lambda: Weights(np.full((2, 40), np.nan)), "finite"),
        (lambda: triangle().resample(Weights(np.ones((2, 39))), **QUIET), "39 columns.*40 cases"),
        (lambda: triangle().resample(Indices(np.arange(1, 41)[None]), **QUIET), "from 1.*subtract"),
        (lambda: triangle().resample(Indices(-np.ones((2, 40), dtype=int)), **QUIET), "from -1"),
        (lambda: triangle().resample(Subsampling(9, 40, 1), **QUIET), "size is 40.*2 and 39"),
        (lambda: Subsampling(9, 2.5), r"size is 2\.5; it must be a whole number"),
        (lambda: Subsampling(9, "5"), "size is '5'; it must be a whole number"),
        (lambda: Subsampling(9, 1), "size is 1; .* at least 2"),
        (lambda: Subsampling("9", 5), "draws is '9'"),
        (lambda: delete_d(30, "5", draws=10), "d is '5'"),
        (lambda: Indices(np.ma.masked_equal([[0, 1, 2]], 1)), "masked cells"),
        (lambda: triangle().resample(Own(0), **QUIET), r"Own\.draws is 0"),
        (lambda: triangle().resample(Own(-1), **QUIET), r"Own\.draws is -1"),
        (lambda: triangle().resample(Own("9"), **QUIET), r"Own\.draws is '9'"),
        (lambda: triangle().resample(Own(None), **QUIET), r"Own\.draws is None"),
        (lambda: triangle().resample(Own(5, "a"), **QUIET), r"Own\.counts must return .* numbers"),
        (lambda: triangle().resample(Own(5), inadmissible="redraw", **QUIET), "lists its draws"),
        (lambda: triangle().resample(Jackknife(40), **QUIET), "standard_errors"),
        (lambda: triangle().resample([[0, 1]], **QUIET), "plan is a list.*plspm.plans"),
        (lambda: delete_d(2, 1, draws=10, seed=SEED), "n is 2.*at least 3"),
        (lambda: delete_d(30, 0, draws=10, seed=SEED), "d is 0.*at least 1"),
        (lambda: delete_d(30, 29, draws=10, seed=SEED), "d is 29.*at most 28"),
    ],
)
def test_wrong_plans_are_refused(make, message):
    with pytest.raises(plspm.OptionError, match=message):
        make()


@pytest.mark.parametrize("kind", [Indices, Weights])
def test_given_draws_stay_what_they_were(kind):
    given = np.random.default_rng(1).integers(0, 40, size=(9, 40))
    plan = kind(given)
    counts = plan.counts(0, 9, 40)
    given[:] = 0
    assert np.array_equal(plan.counts(0, 9, 40), counts)
    with pytest.raises(ValueError, match="read-only"):
        (plan.rows if kind is Indices else plan.weights)[0, 0] = 1


@pytest.mark.parametrize("whole", [np.uint64, np.int8, np.uint8])
def test_whole_numbers_of_numpy_are_whole_numbers(whole):
    """Unsigned ones less a signed one are floats, and wrap around below 0."""
    plain = triangle().bootstrap(99, 3, statistics=["paths"], **QUIET)
    options = {"threads": whole(2), "batch_size": whole(64)}
    boot = triangle().bootstrap(whole(99), 3, statistics=["paths"], **options, **QUIET)
    same(boot.draws("paths"), plain.draws("paths"))
    inner = boot.calibrated_interval("paths", outer=whole(20), inner=whole(20))
    same(inner, plain.calibrated_interval("paths", outer=20, inner=20))
    plan = Subsampling(whole(9), whole(30), 1)
    assert np.array_equal(plan.counts(0, 9, 40), Subsampling(9, 30, 1).counts(0, 9, 40))
    assert delete_d(whole(40), whole(10), draws=whole(9), seed=1).size == 30
    matrices = triangle().bootstrap(whole(50), 1, parametric=True, **QUIET)
    assert matrices.draws_usable == 50
    assert triangle().resample(Own(whole(9)), **QUIET).draws_usable == 9


# -- options of the bootstrap ---------------------------------------------------------------------


def test_clusters_and_strata_by_column_or_by_label():
    frame = factor_data(60, 2).assign(firm=np.repeat(list("abcdefghijklmno"), 4))
    result = plspm.estimate(TEXT, frame)
    for option in ("clusters", "strata"):
        by_name = result.bootstrap(99, seed=1, **{option: "firm"}, **QUIET)
        by_label = result.bootstrap(99, seed=1, **{option: frame["firm"].tolist()}, **QUIET)
        same(by_name.draws("paths"), by_label.draws("paths"))
    with pytest.raises(plspm.DataError, match="single group"):
        result.bootstrap(99, clusters=np.zeros(60), **QUIET)
    with pytest.raises(plspm.DataError, match=r"clusters.*'firms'"):
        result.bootstrap(99, clusters="firms", **QUIET)


def test_clusters_of_alike_cases_widen_the_standard_errors():
    """Every case three times over: drawn as 50 clusters it tells no more than 50 cases do."""
    few = factor_data(50, 4)
    firm = np.tile(np.arange(50), 3)
    result = plspm.estimate(TEXT, pd.concat([few] * 3, ignore_index=True))
    clustered = result.bootstrap(999, seed=1, clusters=firm, **QUIET).paths["std_error"]
    alone = plspm.estimate(TEXT, few).bootstrap(999, seed=1, **QUIET).paths["std_error"]
    assert clustered.to_numpy() == pytest.approx(alone.to_numpy(), abs=1e-5)


def test_case_weights_multiply_the_counts_of_every_draw():
    frame = factor_data(60, 5)
    weights = np.random.default_rng(1).gamma(3, size=60)
    counts = Bootstrap(99, np.random.SeedSequence(8)).counts(0, 99, 60)
    weighted = plspm.estimate(TEXT, frame, weights=weights, **TIGHT)
    # The two fits differ, and with them what a draw would be turned towards.
    options = {"statistics": ["paths", "weights", "loadings"], "alignment": "none", **QUIET}
    boot = weighted.bootstrap(99, seed=8, **options)
    given = plspm.estimate(TEXT, frame, **TIGHT).resample(Weights(counts * weights), **options)
    for statistic in boot.statistics:
        same(boot.draws(statistic), given.draws(statistic), 1e-9)


def test_whole_case_weights_are_repetitions():
    """A case with weight 2 counts as two cases in the fit and, to first order, in its errors."""
    frame, times = factor_data(60, 6), np.random.default_rng(4).integers(1, 4, 60)
    weighted = plspm.estimate(TEXT, frame, weights=times, **TIGHT)
    repeated = plspm.estimate(TEXT, frame.loc[np.repeat(np.arange(60), times)], **TIGHT)
    same(weighted.path_coefficients, repeated.path_coefficients, 1e-10)
    left_out = repeated.standard_errors(
        "jackknife", statistics=["paths"], clusters=np.repeat(np.arange(60), times)
    )
    errors = weighted.standard_errors("jackknife", statistics=["paths"])
    same(errors.paths[["std_error"]], left_out.paths[["std_error"]], 1e-10)


def test_shares_stand_for_all_cases():
    """A Bayesian bootstrap (Rubin 1981): weights that sum to 1 still speak of 40 cases."""
    result = triangle()
    shares = np.random.default_rng(7).dirichlet(np.ones(40), size=300)
    boot = result.resample(Weights(shares), statistics=["paths", "r_squared_adjusted"], **QUIET)
    assert boot.draws("r_squared_adjusted").notna().to_numpy().all()
    widths = [
        np.ptp(boot.interval("paths", kind=kind)[["ci_lower", "ci_upper"]].to_numpy(), axis=1)
        for kind in ("normal", "studentized")
    ]
    assert widths[1] / widths[0] == pytest.approx(np.ones(3), abs=0.5)


def test_clusters_of_a_plan_lie_within_its_strata():
    with pytest.raises(plspm.DataError, match="10 of 10 clusters lie in more than one"):
        Bootstrap(9, SEED, clusters=np.arange(40) // 4, strata=np.arange(40) % 8 // 2)


def test_labels_of_clusters_need_not_be_without_gaps():
    clusters = np.arange(40) // 4
    plain = Bootstrap(64, 1, clusters=clusters)
    gaps = Bootstrap(64, 1, clusters=10 * clusters + 100)
    assert (gaps.counts(0, 64, 40) == plain.counts(0, 64, 40)).all()


def test_cases_of_weight_zero_are_no_cases():
    frame = factor_data(70, 8)
    weights = np.repeat([1.0, 0.0], [50, 20])
    weighted = plspm.estimate(TEXT, frame, weights=weights, **TIGHT)
    alone = plspm.estimate(TEXT, frame.iloc[:50], **TIGHT)
    assert weighted.n == 50
    for table in ("r_squared", "fit", "path_coefficients"):
        same(getattr(weighted, table), getattr(alone, table), 1e-9)
    same(weighted.scores.iloc[:50], alone.scores, 1e-9)
    boot = weighted.bootstrap(99, seed=1, statistics=["r_squared_adjusted"], **QUIET)
    assert boot.table("r_squared_adjusted")["estimate"].to_numpy() == pytest.approx(
        alone.r_squared["r_squared_adjusted"].to_numpy(), abs=1e-9
    )


@pytest.mark.parametrize("weight", [2.0, 0.5])
def test_a_draw_holds_the_cases_of_positive_weight(weight):
    frame = factor_data(70, 8)
    weights = np.repeat([weight, 0.0], [50, 20])
    fitted = plspm.estimate(TEXT, frame, weights=weights)._resampled
    counts = Bootstrap(20, 3).counts(0, 20, 70)
    n = Bootstrap(20, 3).sample(0, 20, fitted).n
    assert n.tolist() == counts[:, :50].sum(axis=1).tolist()


@pytest.mark.parametrize("labels", [["a"] * 10 + ["b"] * 20, [0.5] * 10 + [7.5] * 20])
def test_labels_of_groups_may_be_of_any_kind(labels):
    numbers = np.array([0] * 10 + [1] * 20)
    given, numbered = (Bootstrap(9, SEED, strata=strata) for strata in (labels, numbers))
    assert np.array_equal(given.counts(0, 9, N), numbered.counts(0, 9, N))
    given, numbered = (Bootstrap(9, SEED, clusters=clusters) for clusters in (labels, numbers))
    assert np.array_equal(given.counts(0, 9, N), numbered.counts(0, 9, N))


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ([1.0] * 10 + [np.nan] * 20, "20 are missing"),
        (["a"] * 10 + [None] * 20, "20 are missing"),
        (np.array([1, "a"] * 15, dtype=object), "several kinds"),
        (np.ones((N, 2)), "one label a case"),
    ],
)
@pytest.mark.parametrize("option", ["clusters", "strata"])
def test_what_is_no_label_is_refused(option, labels, words):
    with pytest.raises(plspm.DataError, match=words):
        Bootstrap(9, SEED, **{option: labels})


@pytest.mark.parametrize("draws", [0, -1, 2.5, "9"])
def test_a_plan_is_for_a_number_of_draws(draws):
    for make in (lambda: Bootstrap(draws, SEED), lambda: Subsampling(draws, 20, SEED)):
        with pytest.raises(plspm.OptionError, match="draws"):
            make()


@pytest.mark.parametrize("shape", [(8, 40), (10, 40), (9, 41), (40,)])
def test_a_plan_of_ones_own_must_keep_to_the_shapes(shape):
    class Own(plspm.plans.RowPlan):
        endless, draws = False, 9

        def counts(self, start, stop, n):
            return np.ones(shape)

    with pytest.raises(plspm.OptionError, match=r"Own.counts\(0, 9, 40\) has shape"):
        triangle().resample(Own(), **QUIET)


def test_matrices_of_another_size_never_reach_the_compiled_loops():
    class Own(plspm.plans.RowPlan):
        endless, draws = False, 9

        def counts(self, start, stop, n):
            return np.ones((9, n))

        def sample(self, start, stop, fitted):
            return Sample(np.ones((9, 9, 3)), np.full(9, 40.0))

    with pytest.raises(plspm.OptionError, match=r"Own\.sample gave an array of shape"):
        triangle().resample(Own(), **QUIET)
