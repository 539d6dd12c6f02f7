"""What a user holds is theirs: nothing that they do to it changes what is computed from it."""

import copy
import importlib
import inspect
import pickle
import pkgutil
import pydoc
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from tests.documents.records import every_record, moderated_study
from tests.naive.estimate import mean
from tests.strategies import examples, studies

import plspm
from plspm.held import computed_table, own_copy
from plspm.report.page import Page, Record, Table

STUDY = plspm.datasets.describe("customer_engagement")
RESULT = STUDY.estimate()
BOOT = RESULT.bootstrap(50, seed=1, progress=False)
ERRORS = RESULT.standard_errors()
HELD = {"result": RESULT, "boot": BOOT, "errors": ERRORS}


def tables_of(held):
    return [
        name
        for name in dir(type(held))
        if isinstance(getattr(type(held), name), computed_table) and hasattr(held, name)
    ]


EVERY_TABLE = [(what, name) for what, held in HELD.items() for name in tables_of(held)]


def test_there_are_tables():
    assert len(EVERY_TABLE) > 50


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
        @computed_table
        def table(self):
            counts.append(1)
            return pd.DataFrame({"a": [1.0]})

    held = Held()
    assert held.table.equals(held.table)
    assert counts == [1]
    assert isinstance(Held.table, computed_table)


@pytest.mark.parametrize(("what", "name"), EVERY_TABLE)
def test_every_table_is_told_in_help(what, name):
    kind = type(HELD[what])
    told = getattr(kind, name).__doc__
    assert told != computed_table.__doc__
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


def every_holder():
    """One of every kind of thing that tables are kept in."""
    data = STUDY.data.assign(REGION=[("north", "south", "east")[k % 3] for k in range(119)])
    result = plspm.estimate(STUDY.model, data)
    boot = result.bootstrap(49, seed=1, progress=False)
    yield from every_record(result, boot, data, "REGION")
    moderated, _ = moderated_study()
    yield moderated.bootstrap(49, seed=1, progress=False).johnson_neyman(
        moderated.model.products[0].name
    )
    yield plspm.from_json(result.to_json())
    population = plspm.Population.from_result(result)
    yield population
    yield plspm.Groups("g", {"x": population, "y": population}, {"x": 50, "y": 40})
    yield plspm.datasets.describe("touchpoints").study


HOLDERS = list(every_holder())


def kinds_of_records(kind=Record):
    """Every class of records in the package; those that slots made anew count once."""
    for module in pkgutil.walk_packages(plspm.__path__, "plspm."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for derived in kind.__subclasses__():
        module = sys.modules[derived.__module__]
        ours = module.__name__.startswith("plspm.")  # tests have records of their own
        if ours and getattr(module, derived.__name__, None) is derived:
            yield derived
        yield from kinds_of_records(derived)


def test_every_kind_of_record_is_tried():
    kinds = set(kinds_of_records())
    assert len(kinds) > 30
    assert kinds <= set(map(type, HOLDERS))


MAKE_OTHERS = {"bootstrap", "exact_fit", "standard_errors", "influence", "check", "plot"}


def given_by(holder):
    """What can be written into of all that a user gets: attributes, and methods without options."""
    for name in dir(holder):
        if name.startswith("_") or name in MAKE_OTHERS:
            continue
        try:
            value = getattr(holder, name)
            if callable(value):
                inspect.signature(value).bind()
                value = value()
        except (TypeError, plspm.PlspmError):  # needs options, or there is none
            continue
        yield from writable(value, name)


def writable(value, place):
    """Tables, arrays, dictionaries and lists, and those within them."""
    kinds = pd.DataFrame | pd.Series | pd.Index
    if isinstance(value, kinds | np.ndarray | dict | list) and len(value):
        yield place, value
    if isinstance(value, Page | Table):
        parts = {name: getattr(value, name) for name in dir(value) if not name.startswith("_")}
        yield from writable(tuple(parts.values()), place)
    elif isinstance(value, dict):
        yield from writable(tuple(value.values()), place)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from writable(part, place)


def spoil(value):
    if isinstance(value, pd.DataFrame):
        value.iloc[:] = value.iloc[::-1].to_numpy()
        value.index.name = "changed"
        value.columns = range(len(value.columns))
    elif isinstance(value, pd.Series):
        value.iloc[:] = value.iloc[::-1].to_numpy()
    elif isinstance(value, pd.Index):
        value.name = "changed"
    elif isinstance(value, np.ndarray):
        value[...] = value[::-1].copy()
    else:
        value.clear()


def as_text(value):
    """A value to be compared; what stands in dictionaries and lists is compared by itself."""
    if isinstance(value, pd.DataFrame | pd.Series):
        return value.to_csv()
    if isinstance(value, pd.Index):
        return value.to_frame().to_csv()
    return str(value.tolist() if isinstance(value, np.ndarray) else list(map(str, value)))


EACH_HOLDER = pytest.mark.parametrize("holder", HOLDERS, ids=lambda held: type(held).__name__)


def everything_of(holder):
    said = [holder.summary(), holder.to_json()] if isinstance(holder, Record) else [repr(holder)]
    return said + [(place, as_text(value)) for place, value in given_by(holder)]


@EACH_HOLDER
def test_whatever_is_written_into_changes_nothing(holder):
    before = everything_of(holder)
    for _, value in given_by(holder):
        spoil(value)
    assert everything_of(holder) == before


@EACH_HOLDER
def test_copies_of_every_holder_give_the_same(holder):
    before = everything_of(holder)
    for again in (pickle.loads(pickle.dumps(holder)), copy.copy(holder), copy.deepcopy(holder)):
        assert everything_of(again) == before


def test_what_is_in_dictionaries_and_lists_is_copied_too():
    table, array = pd.DataFrame({"a": [1.0]}), np.ones(2)
    held = {"tables": [table], "array": array, "text": "t"}
    copied = own_copy(held)
    spoil(copied["tables"][0])
    copied["array"][:] = 0.0
    copied["tables"].clear()
    assert held["tables"] == [table]
    assert table.columns.tolist() == ["a"]
    assert array.tolist() == [1.0, 1.0]
    assert copied["text"] == "t"


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
