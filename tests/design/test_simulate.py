"""Samples: reproducible, labelled, with gaps, groups and clusters."""

import numpy as np
import pandas as pd
import pytest
from tests.design.populations import LOADINGS, TRIANGLE, triangle

import plspm
from plspm.design.measurement import of_composite

PATHS = {"A -> B": 0.4, "A -> C": 0.2, "B -> C": 0.3}


def test_same_seed_same_sample():
    first, again = (plspm.simulate(triangle(), 30, seed=7) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(plspm.simulate(triangle(), 30, seed=8))


def test_it_says_that_it_is_simulated():
    frame = plspm.simulate(triangle(), 30, seed=7)
    assert frame.attrs["simulated"] == "drawn from a stated population, n = 30, seed 7"


def test_categories_are_whole_numbers():
    frame = plspm.simulate(triangle(categories=5), 200, seed=1)
    assert (frame.dtypes == "int64").all()
    assert frame.min().min() == 1
    assert frame.max().max() == 5


def test_missing_answers_have_their_share():
    frame = plspm.simulate(
        plspm.Population(TRIANGLE, PATHS, LOADINGS, missing={"A": 0.2, "b1": 0.5}), 20_000, seed=1
    )
    shares = frame.isna().mean()
    assert shares["a2"] == pytest.approx(0.2, abs=0.012)
    assert shares["b1"] == pytest.approx(0.5, abs=0.015)
    assert shares["c1"] == 0


def test_markers_measure_their_construct():
    population = plspm.Population(TRIANGLE, PATHS, LOADINGS, markers={"global": ("A", 0.8)})
    frame = plspm.simulate(population, 50_000, seed=3)
    assert frame["global"].corr(frame["a1"]) == pytest.approx(0.64, abs=0.012)
    assert plspm.estimate(TRIANGLE, frame).n == 50_000


def test_groups_have_their_sizes_and_paths():
    weak = triangle(ab=0.1)
    groups = plspm.Groups("who", {"x": triangle(), "y": weak}, {"x": 300, "y": 100})
    frame = plspm.simulate(groups, seed=1)
    assert frame["who"].value_counts().to_dict() == {"x": 300, "y": 100}
    assert plspm.simulate(groups, 40, seed=1)["who"].value_counts().to_dict() == {"x": 30, "y": 10}
    assert len(plspm.simulate(groups, {"x": 5, "y": 7}, seed=1)) == 12
    with pytest.raises(plspm.OptionError, match="the groups are"):
        plspm.simulate(groups, {"x": 5})


def test_groups_that_do_not_go_together():
    other = plspm.Population("A =~ a; B =~ b; B ~ A", {"A -> B": 0.2})
    with pytest.raises(plspm.SpecificationError) as refused:
        plspm.Groups("a1", {"x": triangle(), "y": other}, {"x": 300})
    assert len(refused.value.problems) == 3


def test_clusters_have_their_intraclass_correlation():
    clusters = plspm.Clusters(2000, 0.3, "firm")
    single = plspm.Population("A =~ a; B =~ b; B ~ A", {"A -> B": 0.5}, clusters=clusters)
    frame = plspm.simulate(single, 20_000, seed=1)
    groups = frame.groupby("firm")
    assert groups.size().tolist() == [10] * 2000
    for item in ("a", "b"):
        between, within = groups[item].mean().var(), groups[item].var().mean()
        assert (between - within / 10) / (between + within * 9 / 10) == pytest.approx(0.3, abs=0.03)


@pytest.mark.parametrize("n", [0, None, 2.5, "a"])
def test_no_number_of_cases(n):
    with pytest.raises(plspm.OptionError, match="n is"):
        plspm.simulate(triangle(), n)


def test_skewed_items_stay_standardised():
    frame = plspm.simulate(triangle(skewness=1.5), 100_000, seed=5)
    np.testing.assert_allclose(frame.mean(), 0, atol=0.02)
    np.testing.assert_allclose(frame.std(), 1, atol=0.04)
    np.testing.assert_allclose(frame.skew(), 1.5, atol=0.25)


@pytest.mark.parametrize("weights", [[1.0, 1.0, 1.0, 1.0], [0.1, 0.2, 0.3, 0.9]])
def test_errors_of_composites_do_not_depend_on_the_processor(weights):
    """Axes of equal variances are not unique, nor is the sign of any; the symmetric root is."""
    R = np.full((4, 4), 0.3) + 0.7 * np.eye(4)
    block = of_composite(0, ("a", "b", "c", "d"), np.array(weights), R)
    np.testing.assert_allclose(block.root, block.root.T, rtol=0, atol=1e-15)
    assert np.linalg.eigvalsh(block.root)[0] > -1e-12
    of_errors = R - np.outer(block.loadings, block.loadings)
    np.testing.assert_allclose(block.root @ block.root, of_errors, rtol=0, atol=1e-14)
