"""Index arrays of a model, and the inverses of stacks."""

import numpy as np
import pytest
from hypothesis import given
from tests.strategies import examples, models

import plspm
from plspm.estimation.arrays import MOST_DIRECTED_PATHS, ModelArrays
from plspm.estimation.structural import inverse_or_nan


@examples(30)
@given(model=models(most_constructs=6))
def test_arrays_say_what_the_model_says(model):
    arrays = ModelArrays.from_model(model)
    names = arrays.constructs
    assert names == model.construct_names
    for j, construct in enumerate(model.constructs):
        own = arrays.block_slice(j)
        assert arrays.indicators[own] == construct.indicators
        assert (arrays.block[own] == j).all()
        assert arrays.membership[own, j].all()
    np.testing.assert_array_equal(arrays.membership.sum(axis=1), 1)
    pairs = {(path.source, path.target) for path in model.paths}
    assert {(names[j], names[i]) for i, j in np.argwhere(arrays.is_path)} == pairs
    equations = {
        (names[source], names[target])
        for group in arrays.equations
        for target, sources in zip(group.targets, group.predecessors, strict=True)
        for source in sources
    }
    assert equations == pairs
    targets = [names[i] for group in arrays.equations for i in group.targets]
    assert sorted(targets) == sorted({target for _, target in pairs})
    position = {j: place for place, j in enumerate(arrays.order)}
    assert all(position[j] < position[i] for i, j in np.argwhere(arrays.is_path))
    walks = np.linalg.matrix_power(np.eye(len(names)) + arrays.is_path, len(names))
    np.testing.assert_array_equal(arrays.reachable, (walks > 0) & ~np.eye(len(names), dtype=bool))


def test_very_many_indirect_effects_are_not_listed_but_summed():
    """Every construct predicts all later ones: 2 ** (J - 2) ways from the first to the last."""
    names = [f"C{k:02}" for k in range(16)]
    rng = np.random.default_rng(9)
    S = np.corrcoef(rng.normal(size=(16, 100)) + rng.normal(size=100))
    model = plspm.PathModel(
        [plspm.single_item(name) for name in names],
        [plspm.paths(names[:k], to=names[k]) for k in range(1, 16)],
    )
    arrays = ModelArrays.from_model(model)
    assert arrays.indirect_routes is None
    data = dict(zip(names, np.linalg.cholesky(S) @ rng.normal(size=(16, 100)), strict=True))
    result = plspm.estimate(model, data)
    assert result.specific_indirect_effects.empty
    [note] = result.undefined.query("statistic == 'specific_indirect_effects'")["reason"]
    assert f"more than {MOST_DIRECTED_PATHS:,} directed paths" in note
    B = result.path_coefficients.to_numpy()
    total = result.effects.loc[("C00", "C15"), "total"]
    np.testing.assert_allclose(total, np.linalg.inv(np.eye(16) - B)[0, 15], rtol=1e-10)


def test_indirect_routes_come_by_target_then_by_source():
    names = "DBCA"  # the causal order is not that of the constructs
    model = plspm.PathModel(
        [plspm.single_item(name) for name in names],
        [plspm.paths(list("ABC"[:k]), to="ABCD"[k]) for k in (1, 2, 3)],
    )
    routes = ModelArrays.from_model(model).indirect_routes
    named = ["".join(names[k] for k in route) for route in routes]
    assert named == ["BCD", "ABD", "ABCD", "ACD", "ABC"]


@pytest.mark.parametrize(("most", "listed"), [(4, True), (3, False)])
def test_as_many_directed_paths_as_allowed_are_listed(monkeypatch, most, listed):
    """A to B, B to C, A to C, and A to C through B."""
    monkeypatch.setattr("plspm.estimation.arrays.MOST_DIRECTED_PATHS", most)
    model = plspm.PathModel.parse("A =~ a; B =~ b; C =~ c; B ~ A; C ~ A + B")
    routes = ModelArrays.from_model(model).indirect_routes
    assert routes == (((0, 1, 2),) if listed else None)


def test_only_matrices_without_inverse_are_nan():
    good = np.array([[2.0, 1.0], [1.0, 3.0]])
    stack = np.stack([good, np.ones((2, 2)), np.full((2, 2), np.nan), good])
    inverses = inverse_or_nan(stack)
    assert np.isnan(inverses[1:3]).all()
    np.testing.assert_allclose(inverses[[0, 3]], np.linalg.inv(stack[[0, 3]]))
    assert inverse_or_nan(np.array([[[4.0]], [[0.0]]])).ravel().tolist() == [0.25, np.inf]
    assert np.isnan(inverse_or_nan(np.zeros((1, 1, 1), dtype=complex))).all()
