"""What a user holds is theirs: nothing that they do to it changes what is computed from it."""

import copy
import pickle
import pydoc
from functools import cached_property

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from tests.naive.estimate import mean
from tests.strategies import examples, studies

import plspm
from plspm.held import own_table
from plspm.report.influence import Influence

STUDY = plspm.datasets.describe("customer_engagement")
RESULT = STUDY.estimate()
BOOT = RESULT.bootstrap(50, seed=1, progress=False)
ERRORS = RESULT.standard_errors()
HELD = {"result": RESULT, "boot": BOOT, "errors": ERRORS}


def tables_of(held):
    return [
        name
        for name in dir(type(held))
        if isinstance(getattr(type(held), name), own_table) and hasattr(held, name)
    ]


EVERY_TABLE = [(what, name) for what, held in HELD.items() for name in tables_of(held)]


def test_every_table_is_a_copy_and_no_other_way_to_cache_one_is_used():
    assert len(EVERY_TABLE) > 50
    for held in HELD.values():
        cached = {n for n in dir(type(held)) if type(getattr(type(held), n)) is cached_property}
        assert not {name for name in cached if not name.startswith("_")}


@pytest.mark.parametrize(("what", "name"), EVERY_TABLE)
def test_a_changed_table_changes_nothing(what, name):
    held = HELD[what]
    before = getattr(held, name).copy(deep=True)
    table = getattr(held, name)
    table.iloc[:] = table.iloc[::-1].to_numpy()
    table.index.name = "changed"
    if table.ndim == 2:
        table["new"] = 1
    after = getattr(held, name)
    assert after.equals(before)
    assert after.index.names == before.index.names


def test_a_table_is_computed_once():
    counts = []

    class Held:
        @own_table
        def table(self):
            counts.append(1)
            return pd.DataFrame({"a": [1.0]})

    held = Held()
    assert held.table.equals(held.table)
    assert counts == [1]
    assert isinstance(Held.table, own_table)


@pytest.mark.parametrize(("what", "name"), EVERY_TABLE)
def test_every_table_is_told_in_help(what, name):
    kind = type(HELD[what])
    told = getattr(kind, name).__doc__
    assert told != own_table.__doc__
    shown = pydoc.plaintext.document(getattr(kind, name), name)
    assert told.splitlines()[0].strip() in shown


@pytest.mark.parametrize(
    ("what", "setting"),
    [
        ("result", "model"),
        ("result", "paths"),
        ("result", "n"),
        ("result", "settings"),
        ("result", "bootstrap"),
        ("boot", "level"),
        ("boot", "kind"),
        ("boot", "seed"),
        ("boot", "paths"),
        ("boot", "draws_usable"),
        ("errors", "level"),
        ("errors", "method"),
    ],
)
def test_settings_cannot_be_set(what, setting):
    held = HELD[what]
    before = getattr(held, setting)
    with pytest.raises(plspm.UnavailableError, match=f"{setting} of a .* cannot be set"):
        setattr(held, setting, 0.5)
    assert str(getattr(held, setting)) == str(before)


@pytest.mark.parametrize("what", HELD)
@pytest.mark.parametrize("name", ["foo", "levels"])
def test_nothing_can_be_added(what, name):
    for held in (HELD[what], pickle.loads(pickle.dumps(HELD[what]))):
        with pytest.raises(plspm.UnavailableError, match=f"has no '{name}', and nothing can be"):
            setattr(held, name, 1)
        assert not hasattr(held, name)


@pytest.mark.parametrize("name", ["foo", "page", "simulated_from"])
def test_records_of_every_room_stay_what_they_are(name):
    for record in (RESULT.check(), plspm.sample_size(RESULT.model), RESULT.unstandardized):
        before = str(record)
        with pytest.raises(plspm.UnavailableError, match=f"{name}.* (cannot be set|can be added)"):
            setattr(record, name, 1)
        with pytest.raises(plspm.UnavailableError, match=name):
            delattr(record, name)
        for again in (pickle.loads(pickle.dumps(record)), copy.deepcopy(record)):
            assert str(again) == before


@pytest.mark.parametrize("what", HELD)
def test_copies_and_pickles_are_the_same(what):
    held = HELD[what]
    for again in (pickle.loads(pickle.dumps(held)), copy.copy(held), copy.deepcopy(held)):
        pd.testing.assert_frame_equal(again.paths, held.paths)
        assert repr(again) == repr(held)


def test_records_give_copies():
    purified = plspm.purify(STUDY.model, STUDY.data, threshold=0.7, scheme="centroid")
    trace = purified.trace
    trace["action"] = "kept"
    assert purified.dropped == ("ECE_b",)
    influence = RESULT.influence()
    assert isinstance(influence, Influence)
    before = influence.largest(3)
    changes, errors = influence.table, influence.std_error
    changes.iloc[:] = 0.0
    errors.iloc[:] = 1.0
    pd.testing.assert_frame_equal(influence.largest(3), before)


@pytest.mark.parametrize("statistic", ["loadings", "weights"])
def test_matrices_hold_the_numbers_of_the_tables(statistic):
    table, matrix = getattr(RESULT, statistic), getattr(RESULT, f"{statistic}_matrix")
    for construct in RESULT.model.constructs:
        for item in matrix.index:
            own = item in construct.indicators
            expected = table.loc[(construct.name, item)].item() if own else 0.0
            assert matrix.loc[item, construct.name] == expected


def test_names_of_fit_and_bootstrap_are_the_same():
    for name in ("paths", "total_effects", "indirect_effects", "specific_indirect_effects"):
        of_fit, of_boot = getattr(RESULT, name), getattr(BOOT, name)
        assert of_fit.index.equals(of_boot.index)
        assert of_fit.iloc[:, 0].tolist() == of_boot["estimate"].tolist()
    for source, target in RESULT.paths.index:
        path = RESULT.paths.loc[(source, target), "path_coefficient"]
        assert path == RESULT.path_coefficients.loc[source, target]


@examples(20)
@given(study=studies())
def test_unstandardised_scores_are_weighted_means(study):
    data = study.data * np.linspace(0.1, 5, study.data.shape[1]) + 3
    weights = np.random.default_rng(study.seed).uniform(0.2, 2, study.cases)
    result = plspm.estimate(study.model, data, weights=weights)
    scores = result.unstandardized_scores
    v = list(weights / weights.mean())
    for construct in study.model.constructs:
        sizes = {}
        for item in construct.indicators:
            x = data[item].to_numpy()
            centred = x - mean(x, v)
            spread = mean(centred**2, v) ** 0.5
            sizes[item] = result.weights.loc[(construct.name, item), "weight"] / spread
        total = sum(sizes.values())
        expected = sum(data[item] * size for item, size in sizes.items()) / total
        np.testing.assert_allclose(scores[construct.name], expected, rtol=1e-9)


def test_unstandardised_scores_stay_on_the_scale():
    scores = RESULT.unstandardized_scores
    assert (RESULT.weights["weight"] > 0).all()
    assert scores.min().min() >= STUDY.data.min().min()
    assert scores.max().max() <= STUDY.data.max().max()
    np.testing.assert_allclose(scores.corr(), RESULT.scores.corr(), atol=1e-12)


def test_weights_that_cancel_have_no_mean():
    data = pd.DataFrame(np.random.default_rng(1).normal(size=(30, 3)), columns=["a", "b", "y"])
    data["b"] = data["a"].to_numpy()[::-1]
    model = plspm.PathModel(
        plspm.composite("A", ["a", "b"], mode="fixed", weights=[1, -1]),
        plspm.single_item("y"),
        plspm.path("A", to="y"),
    )
    scores = plspm.estimate(model, data).unstandardized_scores
    assert scores["A"].isna().all()
    np.testing.assert_allclose(scores["y"], data["y"], rtol=1e-12)
