"""The four planned studies: their files, what they imply, and rough figures of power."""

import numpy as np
import pandas as pd
import pytest

import plspm
from plspm import datasets
from plspm.datasets.catalogue import SIMULATED

QUIET = {"progress": False}


def members(study):
    population = study.population
    return population.members if isinstance(population, plspm.Groups) else {"": population}


@pytest.mark.parametrize("name", SIMULATED)
def test_answers_are_those_of_the_population_and_seed(name):
    dataset = datasets.describe(name)
    n = dataset.study.n.get("")
    drawn = plspm.simulate(dataset.population, n, seed=dataset.seed)
    pd.testing.assert_frame_equal(drawn, datasets.load(name), check_dtype=False)


@pytest.mark.parametrize("name", SIMULATED)
def test_they_say_that_they_are_simulated(name):
    dataset = datasets.describe(name)
    assert "SIMULATED" in dataset.provenance
    assert "nothing follows" in dataset.provenance
    assert dataset.contradicts
    frame = datasets.load(name)
    assert "drawn from the stated population" in frame.attrs["simulated"]
    summary = dataset.estimate().summary()
    assert "SIMULATED, drawn from the stated population" in summary


@pytest.mark.parametrize("name", SIMULATED)
def test_implied_r_squared_as_the_files_state_it(name):
    study = datasets.describe(name).study
    stated = study.facts["implied"]["r_squared"]
    for label, population in members(study).items():
        for construct, value in (stated[label] if label else stated).items():
            # Stated with three decimals, from weights and correlations of as many.
            assert population.r_squared[construct] == pytest.approx(value, abs=0.0011)


def test_implied_effects_as_the_files_state_them():
    for name in ("experience_implementation", "customer_intimacy"):
        study = datasets.describe(name).study
        population = study.population
        table = plspm.power_analysis(
            population, 400, replications=2, inference="delta", seed=1, **QUIET
        ).table
        for effect, value in study.facts["implied"]["total_effects"].items():
            true = table.loc[(400, "", "total_effects", effect), "true"]
            assert true == pytest.approx(value, abs=0.0011), effect
    implied = table.index  # of customer intimacy; the other's path FUN -> SRV is implied
    assert (400, "", "paths", "INT -> TRU") in implied


def test_the_implied_path_between_dimensions():
    population = datasets.describe("experience_implementation").population
    assert population.construct_correlations.loc["FUN", "SRV"] == pytest.approx(0.605, abs=5e-4)


def test_performance_gives_the_means_of_items():
    study = datasets.describe("customer_intimacy")
    means = plspm.simulate(study.population, 40_000, seed=1).mean()
    for theme, (_, performance, _) in study.study.facts["themes"].items():
        expected = 1 + 6 * performance / 100
        assert means[f"{theme.lower()}2"] == pytest.approx(expected, abs=0.03)
    assert "int_global" in study.data


def test_firms_belong_to_one_group():
    frame = datasets.load("touchpoints")
    assert frame.groupby("firm")["relationship"].nunique().max() == 1
    assert frame["firm"].nunique() == 120


def test_scores_of_touchpoint_quality_differ_by_group():
    """The file says that the weights of both groups give scores that correlate .887."""
    groups = datasets.describe("touchpoints").population.members
    R = np.full((4, 4), 0.3) + 0.7 * np.eye(4)
    of_items = [
        next(b for b in member.blocks if b.names[0] == "tp_prebid") for member in groups.values()
    ]
    a, b = (np.linalg.solve(R, block.loadings) for block in of_items)
    assert a @ R @ b == pytest.approx(0.887, abs=2e-3)


def test_statements_of_every_path():
    statements = datasets.describe("engagement_projects").statements["statement"]
    assert len(statements) == 10
    assert "abstract" in statements["STIM -> CE"]
    intimacy = datasets.describe("customer_intimacy").statements["statement"]
    assert "weight of CON" in intimacy.index


def test_a_file_is_read_and_its_faults_are_told(tmp_path):
    source = datasets.describe("engagement_projects").source
    file = tmp_path / "study.toml"
    file.write_text(source, encoding="utf-8")
    assert isinstance(plspm.Population.from_toml(file), plspm.Population)
    file.write_text(source.replace("[loadings]", "[lodings]").replace("name =", "nme ="))
    with pytest.raises(plspm.SpecificationError) as refused:
        plspm.Population.from_toml(file)
    assert len(refused.value.problems) == 3
    file.write_text("= 3")
    with pytest.raises(plspm.DataError, match="no TOML"):
        plspm.Population.from_toml(file)
    with pytest.raises(plspm.DataError, match="cannot be read"):
        plspm.Population.from_toml(tmp_path / "none.toml")
    with pytest.raises(plspm.DataError, match="is a folder; give the path of a TOML file"):
        plspm.Population.from_toml(tmp_path)
    file.write_bytes(b"\xff")
    with pytest.raises(plspm.DataError, match="is not UTF-8 text"):
        plspm.Population.from_toml(file)
    with pytest.raises(plspm.OptionError, match="no nested variant"):
        datasets.describe("engagement_projects").study.populations(nested=True)


def rate_with_error(found, n, component, statistic="paths", group=""):
    row = found.table.loc[(n, group, statistic, component)]
    return row["rejection"], row["rejection_error"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "sizes", "components"),
    [
        ("engagement_projects", [200, 461], {"STIM:ECM": "CE", "STIM:EMM": "CE"}),
        ("experience_implementation", [250, 400], {"SRV:FUN": "MCX"}),
    ],
)
def test_power_of_products_as_roughly_stated(name, sizes, components):
    """The files' figures are of sum scores and 200 to 300 replications: their error counts too."""
    study = datasets.describe(name).study
    found = plspm.power_analysis(
        study.population,
        sizes,
        replications=50,
        inference="delta",
        statistics=["paths"],
        seed=3,
        **QUIET,
    )
    for source, target in components.items():
        for n in sizes:
            rough = study.facts["implied"]["rough_power"][source][str(n)]
            rate, error = rate_with_error(found, n, f"{source} -> {target}")
            other = np.sqrt(rough * (1 - rough) / 200)
            assert abs(rate - rough) < 3 * np.hypot(error, other) + 0.05, (source, n, rate, rough)


@pytest.mark.slow
def test_power_of_differences_as_roughly_stated():
    study = datasets.describe("touchpoints").study
    found = plspm.power_analysis(
        study.population,
        700,
        replications=100,
        inference="delta",
        statistics=["paths"],
        seed=3,
        **QUIET,
    )
    for component, rough in study.facts["implied"]["rough_power_of_difference"].items():
        group = "relational - transactional"
        rate, error = rate_with_error(found, 700, component, group=group)
        other = np.sqrt(rough["350"] * (1 - rough["350"]) / 200)
        assert abs(rate - rough["350"]) < 3 * np.hypot(error, other) + 0.05, (component, rate)


@pytest.mark.slow
def test_power_of_weights_as_roughly_stated():
    study = datasets.describe("customer_intimacy").study
    found = plspm.power_analysis(
        study.population,
        400,
        replications=100,
        inference="delta",
        statistics=["weights"],
        seed=3,
        **QUIET,
    )
    for theme, rough in study.facts["implied"]["rough_power_of_weights"]["400"].items():
        rate, error = rate_with_error(found, 400, f"INT, {theme}", "weights")
        other = np.sqrt(rough * (1 - rough) / 200)
        assert abs(rate - rough) < 3 * np.hypot(error, other) + 0.05, (theme, rate, rough)
