"""Power by simulation against a plain loop over the public functions, number by number."""

import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.pool import ThreadPool

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtr
from tests.design.populations import LOADINGS, TRIANGLE, moderated, triangle
from tests.inference.cases import quietly

import plspm
from plspm.design.curves import monte_carlo_error, required
from plspm.design.replication import seeds_of

QUIET = {"progress": False}
ROOT = np.random.SeedSequence(5)

ROUNDING = 1e-12


def loop(population, n, replications, inference, draws=40, **options):
    """Estimates and bounds of paths and indirect effects, one public call after the other."""
    rows = []
    for number in range(replications):
        sample, drawing = seeds_of(ROOT, n, number)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", plspm.DataWarning)  # many means were put in
            result = quietly(population.model, plspm.simulate(population, n, sample), **options)
        if inference == "bootstrap":
            tested = result.bootstrap(draws, drawing, threads=1, **QUIET)
            tables = [tested.interval(name) for name in ("paths", "indirect_effects")]
        else:
            tested = result.standard_errors()
            tables = [tested.table(name) for name in ("paths", "indirect_effects")]
        rows.append(pd.concat(tables)[["estimate", "ci_lower", "ci_upper"]].to_numpy())
    return np.array(rows).transpose(2, 0, 1)


def study(population, n, replications=6, inference="bootstrap", draws=40, **options):
    return plspm.power_analysis(
        population,
        n,
        replications=replications,
        draws=draws,
        inference=inference,
        statistics=["paths", "indirect_effects"],
        seed=5,
        **QUIET,
        **options,
    )


@pytest.mark.parametrize("inference", ["bootstrap", "delta"])
@pytest.mark.parametrize("population", [triangle(categories=5), moderated()], ids=["linear", "q"])
def test_a_plain_loop_gives_the_same_numbers(population, inference):
    estimate, lower, upper = loop(population, 60, 6, inference)
    found = study(population, 60, inference=inference)
    kept = found.replicates[60]
    # Sums over data that lie in memory otherwise are the same to rounding only.
    np.testing.assert_allclose(kept.estimate, estimate, rtol=0, atol=ROUNDING)
    np.testing.assert_allclose(kept.lower, lower, rtol=0, atol=ROUNDING)
    np.testing.assert_allclose(kept.upper, upper, rtol=0, atol=ROUNDING)
    table = found.table
    np.testing.assert_array_equal(table["rejection"], ((lower > 0) | (upper < 0)).sum(axis=0) / 6)
    np.testing.assert_allclose(table["mean"], estimate.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(table["sd"], estimate.std(axis=0, ddof=1), rtol=1e-12)
    true = table["true"].to_numpy()
    np.testing.assert_array_equal(
        table["coverage"], ((lower <= true) & (true <= upper)).sum(axis=0) / 6
    )
    np.testing.assert_allclose(table["bias"], estimate.mean(axis=0) - true, atol=1e-12)


@pytest.mark.parametrize(
    "name", ["engagement_projects", "experience_implementation", "customer_intimacy"]
)
def test_a_plain_loop_gives_the_numbers_of_the_planned_studies(name):
    population = plspm.datasets.describe(name).population
    estimate, lower, upper = loop(population, 150, 2, "delta")
    found = study(population, 150, 2, "delta")
    kept = found.replicates[150]
    np.testing.assert_allclose(kept.estimate, estimate, rtol=0, atol=ROUNDING)
    np.testing.assert_allclose(kept.lower, lower, rtol=0, atol=ROUNDING)
    np.testing.assert_allclose(kept.upper, upper, rtol=0, atol=ROUNDING)
    rejected = ((lower > 0) | (upper < 0)).mean(axis=0)
    np.testing.assert_array_equal(found.table["rejection"], rejected)


def test_a_plain_loop_gives_the_numbers_of_the_groups_of_touchpoints():
    groups = plspm.datasets.describe("touchpoints").population
    found = study(groups, 200, 2, "delta")
    for number in range(2):
        sample, _ = seeds_of(ROOT, 200, number)
        frame = plspm.simulate(groups, 200, sample)
        tables = []
        for label in groups.members:
            part = frame[frame["relationship"] == label]
            tested = quietly(groups.model, part).standard_errors(clusters=part["firm"])
            tables += [tested.table(each) for each in ("paths", "indirect_effects")]
        numbers = pd.concat(tables)[["estimate", "ci_lower", "ci_upper"]].to_numpy().T
        kept = found.replicates[200]
        for ours, plain in zip((kept.estimate, kept.lower, kept.upper), numbers, strict=True):
            np.testing.assert_allclose(ours[number, : plain.size], plain, rtol=0, atol=ROUNDING)


def test_draws_beyond_one_batch():
    estimate, lower, _ = loop(triangle(), 40, 2, "bootstrap", draws=700)
    kept = study(triangle(), 40, 2, draws=700).replicates[40]
    np.testing.assert_allclose(kept.estimate, estimate, rtol=0, atol=ROUNDING)
    np.testing.assert_allclose(kept.lower, lower, rtol=0, atol=ROUNDING)


def test_options_of_the_estimate_are_carried_along():
    estimate, *_ = loop(triangle(), 80, 2, "delta", scheme="centroid", estimator="plsc")
    kept = study(triangle(), 80, 2, "delta", scheme="centroid", estimator="plsc").replicates[80]
    np.testing.assert_allclose(kept.estimate, estimate, rtol=0, atol=ROUNDING)


def test_missing_answers_are_treated_as_an_estimate_does():
    population = triangle(missing=0.05)
    for missing in ("listwise", "mean"):
        estimate, *_ = loop(population, 80, 2, "delta", missing=missing)
        kept = study(population, 80, 2, "delta", missing=missing).replicates[80]
        np.testing.assert_allclose(kept.estimate, estimate, rtol=1e-12)


def test_differences_of_groups():
    groups = plspm.Groups("who", {"x": triangle(), "y": triangle(ab=0.1)}, {"x": 40, "y": 60})
    found = study(groups, 100, 3)
    kept = found.replicates[100]
    for number in range(3):
        sample, drawing = seeds_of(ROOT, 100, number)
        frame, tested = plspm.simulate(groups, 100, sample), []
        for k, (_, part) in enumerate(frame.groupby("who")):
            seed = np.random.SeedSequence(drawing.entropy, spawn_key=(*drawing.spawn_key, k))
            result = quietly(TRIANGLE, part)
            boot = result.bootstrap(40, seed, threads=1, **QUIET)
            tested.append((result, boot.draws("paths").to_numpy()))
        difference = tested[0][1] - tested[1][1]
        np.testing.assert_allclose(
            kept.lower[number, 8:11], np.quantile(difference, 0.025, axis=0), atol=1e-12
        )
    table = found.table
    assert list(dict.fromkeys(table.index.get_level_values("group"))) == ["x", "y", "x - y"]
    assert table.loc[(100, "x - y", "paths", "A -> B"), "true"] == pytest.approx(0.3)
    assert "group" in found.power.index.names


def test_clusters_widen_the_intervals():
    clustered = triangle(clusters=plspm.Clusters(10, 0.5))
    plain = study(triangle(), 200, 20, "delta").table["std_error"]
    wide = study(clustered, 200, 20, "delta").table
    assert (wide["std_error"] > 1.2 * plain).all()
    assert (wide["std_error"] < 1.2 * wide["sd"]).all()


@pytest.mark.parametrize("inference", ["bootstrap", "delta"])
def test_same_numbers_however_spread(inference, tmp_path):
    alone = study(triangle(), [40, 60], 45, inference)
    with ThreadPoolExecutor(3) as threads:
        spread = study(triangle(), [60, 40], 45, inference, executor=threads)
    pd.testing.assert_frame_equal(alone.table, spread.table)
    kept = study(triangle(), 40, 45, inference, folder=tmp_path)
    pd.testing.assert_frame_equal(alone.table.loc[[40]], kept.table)


def test_processes_give_the_same_numbers():
    alone = study(moderated(), 60, 22)
    with ProcessPoolExecutor(2) as processes:
        spread = study(moderated(), 60, 22, executor=processes)
    pd.testing.assert_frame_equal(alone.table, spread.table)


def test_pools_that_are_asked_in_another_way_do_as_well():
    alone = study(triangle(), 40, 22, "delta")
    with ThreadPool(2) as pool:
        spread = study(triangle(), 40, 22, "delta", executor=pool)
    pd.testing.assert_frame_equal(alone.table, spread.table)


@pytest.mark.parametrize("executor", [4, ThreadPoolExecutor, {"submit": 1}])
def test_what_computes_nothing_is_no_executor(executor):
    with pytest.raises(plspm.OptionError, match=r"executor is .* `submit`"):
        study(triangle(), 40, 2, "delta", executor=executor)


def test_a_damaged_file_is_named(tmp_path):
    study(triangle(), 40, 2, "delta", folder=tmp_path)
    (file,) = tmp_path.glob("*.npz")
    whole = file.read_bytes()
    for damaged in (b"", b"no archive", whole[:200]):
        file.write_bytes(damaged)
        with pytest.raises(plspm.OptionError, match=rf"{file.name}' cannot be read"):
            study(triangle(), 40, 2, "delta", folder=tmp_path)


def test_it_goes_on_where_it_was_interrupted(tmp_path):
    class Stopping(ThreadPoolExecutor):
        calls = 0

        def submit(self, *args):
            self.calls += 1
            if self.calls == 3:
                return super().submit(_stop)
            return super().submit(*args)

    with Stopping(1) as stopping, pytest.raises(plspm.Interrupted, match=r"40 of 80 .* are kept"):
        study(triangle(), 40, 80, "delta", executor=stopping, folder=tmp_path)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.glob("n40*.npz")}
    assert len(before) == 2
    resumed = study(triangle(), 40, 80, "delta", folder=tmp_path)
    assert all(file.stat().st_mtime_ns == time for file, time in before.items())
    pd.testing.assert_frame_equal(resumed.table, study(triangle(), 40, 80, "delta").table)


def _stop():
    raise KeyboardInterrupt


def test_a_folder_keeps_one_study(tmp_path):
    study(triangle(), 40, 2, "delta", folder=tmp_path)
    for other in ({"inference": "bootstrap"}, {"inference": "delta", "scheme": "centroid"}):
        with pytest.raises(plspm.OptionError, match="another study"):
            study(triangle(), 40, 2, folder=tmp_path, **other)
    with pytest.raises(plspm.OptionError, match="another study"):
        study(triangle(ab=0.41), 40, 2, "delta", folder=tmp_path)
    study(triangle(), [40, 50], 30, "delta", folder=tmp_path)


def test_true_values_and_limits():
    table = study(triangle(), 50, 2, "delta").table.loc[(50, "")]
    true = table.loc["paths", "true"]
    assert true.to_dict() == pytest.approx({"A -> B": 0.4, "A -> C": 0.2, "B -> C": 0.3})
    assert table.loc[("indirect_effects", "A -> C"), "true"] == pytest.approx(0.12)
    assert (table.loc["paths", "limit"] < true).all()
    corrected = study(triangle(), 50, 2, "delta", estimator="plsc").table
    np.testing.assert_allclose(corrected["limit"], corrected["true"], atol=1e-6)


def test_limits_of_categories_are_those_of_large_samples():
    population = plspm.Population(
        TRIANGLE,
        {"A -> B": 0.4, "A -> C": 0.2, "B -> C": 0.3},
        loadings=LOADINGS,
        categories={"A": 3, "B": 5, "C": 4},
        skewness={"B": 1.0},
    )
    limit = study(population, 50, 2, "delta").table["limit"].to_numpy()[:3]
    large = plspm.estimate(TRIANGLE, plspm.simulate(population, 300_000, 2)).effects["direct"]
    np.testing.assert_allclose(limit, large[large != 0], atol=0.008)


def test_true_values_of_products_are_the_stated_ones():
    table = study(moderated(), 50, 2, "delta").table.loc[(50, "", "paths"), "true"]
    assert table.to_dict() == pytest.approx(
        {"A -> C": 0.3, "B -> C": 0.2, "A:B -> C": 0.2, "A^2 -> C": -0.1}
    )


def test_failed_replications_are_counted():
    rare = plspm.Population(
        "A =~ a1 + a2; B =~ b1 + b2; B ~ A",
        {"A -> B": 0.5},
        loadings={"A": [0.8, 0.8], "B": [0.8, 0.8]},
        categories=2,
        means={"A": 1.08},
    )
    found = plspm.power_analysis(rare, 12, replications=40, inference="delta", seed=1, **QUIET)
    constant = sum(_has_no_estimate(rare, number) for number in range(40))
    assert 0 < constant < 40
    assert found.failures.loc[12, "failed"] == constant / 40
    assert found.table["replications"].max() == 40 - constant
    error = np.sqrt(constant / 40 * (1 - constant / 40) / 40)
    assert found.failures.loc[12, "failed_error"] == pytest.approx(error)


def _has_no_estimate(population, number):
    frame = plspm.simulate(population, 12, seeds_of(np.random.SeedSequence(1), 12, number)[0])
    try:
        quietly(population.model, frame)
    except plspm.PlspmError:
        return True
    return False


@pytest.mark.slow
def test_rates_of_no_effect_and_coverage():
    """A path of zero is rejected as often as alpha says; intervals cover what PLS tends to."""
    found = plspm.power_analysis(
        triangle(ab=0.0, ac=0.3), 200, replications=600, draws=300, seed=2, **QUIET
    ).table
    null = found.loc[(200, "", "paths", "A -> B")]
    assert null["limit"] == pytest.approx(0, abs=1e-9)
    assert null["rejection"] == pytest.approx(0.05, abs=3 * null["rejection_error"] + 0.015)
    path = found.loc[(200, "", "paths", "A -> C")]
    assert path["coverage_of_limit"] == pytest.approx(0.95, abs=0.035)


def test_the_required_size_by_a_known_curve():
    n = np.array([50.0, 100.0, 200.0, 400.0])
    rates = ndtr(0.15 * np.sqrt(n) - 0.9)
    found = required(n, rates, np.full(4, 1e9), 0.8)
    assert found.n == pytest.approx(((0.8416212 + 0.9) / 0.15) ** 2, rel=1e-6)
    assert found.lower == pytest.approx(found.n, rel=1e-3)


def test_the_error_of_the_required_size_by_simulation():
    rng, n, R = np.random.default_rng(3), np.array([100.0, 200.0]), 1000
    rates = ndtr(0.15 * np.sqrt(n) - 0.9)
    drawn = [required(n, rng.binomial(R, rates) / R, np.full(2, R), 0.8) for _ in range(400)]
    sizes = np.array([one.n for one in drawn])
    assert required(n, rates, np.full(2, R), 0.8).std_error == pytest.approx(
        np.nanstd(sizes), rel=0.15
    )
    true = required(n, rates, np.full(2, 1e12), 0.8).n
    inside = np.mean([one.lower <= true <= one.upper for one in drawn])
    assert inside > 0.92


def test_sizes_that_do_not_enclose_the_power():
    count = np.full(2, 1000.0)
    low = required(np.array([50.0, 100.0]), np.array([0.1, 0.2]), count, 0.8)
    assert np.isnan(low.n)
    assert (low.lower, low.upper) == (100.0, np.inf)
    high = required(np.array([50.0, 100.0]), np.array([0.95, 0.99]), count, 0.8)
    assert np.isnan(high.n)
    assert (high.lower, high.upper) == (0.0, 50.0)


def test_a_rate_of_one_is_not_certain():
    assert monte_carlo_error(np.array([1.0]), np.array([100.0]))[0] > 0.005


def test_it_is_printed_as_simulated():
    found = study(triangle(), [60, 90], 20, "delta")
    printed = str(found)
    for part in ("SIMULATED: 20 samples", "seed 5", "A -> B -> C", "n = 90", "upper for .80"):
        assert part in printed or part == "A -> B -> C"
    assert "a stated population" in printed


def test_it_is_drawn():
    figure = study(triangle(), [60, 90], 4, "delta").plot(power=0.9)
    [axes] = figure.axes
    assert [label.get_text() for label in axes.get_legend().get_texts()] == [
        "A -> B",
        "A -> C",
        "B -> C",
    ]
    assert "Simulated" in figure._supxlabel.get_text()
    with pytest.raises(plspm.OptionError, match="statistic"):
        study(triangle(), 60, 2, "delta").plot("weights")


def test_all_wrong_options_at_once():
    with pytest.raises(plspm.OptionError) as refused:
        plspm.power_analysis(
            triangle(),
            100,
            replications=0,
            draws=1,
            alpha=5,
            inference="x",
            statistics=["y"],
            scheme="z",
            seed=-1,
            missing="error",
        )
    assert len(refused.value.problems) == 8
    for n in (0, [], "a", [100, 2]):
        with pytest.raises(plspm.OptionError, match="n is"):
            plspm.power_analysis(triangle(), n)
    with pytest.raises(plspm.OptionError, match=r"plspm\.Population"):
        plspm.power_analysis(TRIANGLE, 100)


def test_weights_of_composites_are_tested():
    population = plspm.Population(
        "A =~ a1 + a2; F <~ f1 + f2; F ~ A",
        {"A -> F": 0.5},
        loadings={"A": LOADINGS["A"][:2]},
        weights={"F": [1, 0.2]},
        item_correlations={"F": 0.2},
    )
    found = plspm.power_analysis(
        population, 200, replications=20, inference="delta", statistics="weights", seed=1, **QUIET
    )
    rates = found.power.loc[(200, "weights")]
    assert rates["F, f1"] > rates["F, f2"]
    assert found.table["true"].isna().all()
    assert found.table["limit"].notna().all()
