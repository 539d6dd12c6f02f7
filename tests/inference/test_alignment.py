"""Signs of draws, on data with constructs so weak that they do turn round."""

import numpy as np
import pytest
from tests.inference.cases import NAIVE, QUIET, TEXT, TIGHT, factor_data, quietly
from tests.naive import measurement, structure
from tests.naive.resample import bootstrap as naive_bootstrap

from plspm.plans import Indices

DRAWS = np.random.default_rng(0).integers(0, 35, size=(25, 35))
OF_FIT = {
    "weights": lambda fit: fit.weights,
    "loadings": measurement.loadings,
    "paths": structure.path_coefficients,
    "total_effects": structure.total_effects,
    "construct_correlations": measurement.construct_correlations,
    "r_squared": structure.r_squared,
}
FRAME = factor_data(35, 8, paths=(0.15, 0.1, 0.15), loading=0.35)


@pytest.fixture(scope="module")
def result():
    return quietly(TEXT, FRAME, **TIGHT)


def draws_of(result, alignment):
    boot = result.resample(Indices(DRAWS), alignment=alignment, statistics=list(OF_FIT), **QUIET)
    return {name: boot.draws(name) for name in OF_FIT}


@pytest.mark.parametrize("alignment", ["none", "construct", "individual"])
def test_alignment_equals_the_naive_road(alignment, result):
    ours = draws_of(result, alignment)
    names = ("weights", "loadings", "paths") if alignment == "individual" else tuple(OF_FIT)
    columns = {name: FRAME[name].to_numpy() for name in FRAME}

    def statistics(fit):
        return {(name, key): x for name in names for key, x in OF_FIT[name](fit).items()}

    how = {"tolerance": 1e-9, "max_iterations": 5000}
    theirs = naive_bootstrap(columns, NAIVE, DRAWS, statistics, align=alignment, **how)
    for name in names:
        for label, values in ours[name].items():
            key = (name, label if (name, label) in theirs else label[0])
            assert values.to_numpy() == pytest.approx(np.array(theirs[key]), abs=1e-6), key


def test_the_three_rules_differ_on_these_data(result):
    """Else the tests above would say nothing."""
    none, construct, individual = (
        draws_of(result, alignment) for alignment in ("none", "construct", "individual")
    )
    turned = (np.sign(none["weights"]) != np.sign(construct["weights"])).any(axis=1)
    assert turned.sum() >= 3
    flipped = np.sign(construct["weights"]) != np.sign(individual["weights"])
    assert flipped.to_numpy().sum() >= 3


def test_turning_a_construct_turns_its_weights_loadings_paths_and_correlations(result):
    none, construct = draws_of(result, "none"), draws_of(result, "construct")
    assert np.allclose(none["r_squared"], construct["r_squared"], atol=1e-12)
    for name in ("weights", "loadings", "paths", "construct_correlations"):
        assert np.allclose(none[name].abs(), construct[name].abs(), atol=1e-12)
    agreement = construct["weights"] * result.weights["weight"]
    blocks = agreement.T.groupby(level="construct").sum()
    assert (blocks.to_numpy() >= 0).all()


def test_individual_signs_are_those_of_the_fit_and_effects_follow(result):
    draws = draws_of(result, "individual")
    fit = {
        "weights": result.weights["weight"],
        "loadings": result.loadings["loading"],
        "paths": result.effects["direct"].loc[draws["paths"].columns],
    }
    for name, reference in fit.items():
        assert (np.sign(draws[name]) == np.sign(reference.to_numpy())).to_numpy().all()
    paths, total = draws["paths"], draws["total_effects"]
    expected = paths["A1", "C1"] + paths["A1", "B1"] * paths["B1", "C1"]
    assert np.allclose(total["A1", "C1"], expected, atol=1e-13)


def test_individual_signs_make_no_effect_where_there_is_no_path():
    chain = quietly(TEXT.replace("A1 + B1", "B1"), FRAME, **TIGHT)
    boot = chain.resample(
        Indices(DRAWS), alignment="individual", statistics=["paths", "indirect_effects"], **QUIET
    )
    paths, indirect = boot.draws("paths"), boot.draws("indirect_effects")
    product = paths["A1", "B1"] * paths["B1", "C1"]
    assert np.allclose(indirect["A1", "C1"], product, atol=1e-13)
