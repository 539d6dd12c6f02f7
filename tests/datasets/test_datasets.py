"""The shipped data: what they are, what is known about them, and that they fit together."""

import dataclasses

import pytest

from plspm import datasets
from plspm.errors import OptionError

STUDY = datasets.describe("customer_engagement")
TABLES = ["table2_items", "table2_constructs", "table3", "tableA1", "table4", "figure2", "scalars"]


def test_shape_and_order():
    data = datasets.load("customer_engagement")
    assert data.shape == (119, 17)
    assert tuple(data.columns) == STUDY.model.indicators
    assert (data.dtypes == "int64").all()


def test_every_load_is_an_own_copy():
    changed = datasets.load("customer_engagement")
    changed.loc[0, "SMU"] = 99
    assert datasets.load("customer_engagement").loc[0, "SMU"] != 99


def test_answers_stay_within_their_scales():
    items = STUDY.items[STUDY.items["retained"]].set_index("item")
    data = STUDY.data
    assert set(items.index) == set(data.columns)
    assert (data.min() >= items["min"]).all()
    assert (data.max() <= items["max"]).all()


def test_items_name_the_construct_that_the_model_gives_them():
    items = STUDY.items[STUDY.items["retained"]]
    blocks = {name: tuple(block["item"]) for name, block in items.groupby("construct", sort=False)}
    assert blocks == {c.name: c.indicators for c in STUDY.model.constructs}


def test_items_dropped_by_the_study_are_listed_but_not_among_the_data():
    dropped = STUDY.items.loc[~STUDY.items["retained"], "item"]
    assert dropped.tolist() == ["ECE_a", "ECE_c", "ECE_g"]
    assert not set(dropped) & set(STUDY.data.columns)


@pytest.mark.parametrize("text", [STUDY.provenance, datasets.load.__doc__])
def test_provenance_is_said(text):
    words = " ".join(text.split()).lower()
    assert "reconstructed" in words
    assert "not the authors' data" in words
    assert "no independent confirmation" in words


@pytest.mark.parametrize("name", TABLES)
def test_printed_tables_name_constructs_as_the_model_does(name):
    table = STUDY.published(name)
    labels = {*table.index.to_frame().to_numpy().ravel(), *table.columns}
    assert len(table) > 0
    assert not labels & {"ORR", "FCE"}


def test_printed_numbers_are_as_printed():
    assert STUDY.published("table2_constructs").loc["ECE"].tolist() == [0.544, 0.723, 0.790]
    assert STUDY.published("figure2").loc["H4", ["beta", "t"]].tolist() == [0.682, 10.089]
    assert STUDY.published("table4").loc[("ORE", "MPE"), "indirect"] == 0.262
    assert STUDY.published("figure2")["supported"].tolist() == [True, True, False, True]


def test_estimate_is_the_study_s():
    result = STUDY.estimate()
    assert (result.settings.scheme, result.settings.estimator) == ("centroid", "pls")


def test_the_study_can_be_cited():
    assert STUDY.doi in STUDY.citation
    assert "Marolt" in STUDY.citation
    assert "Enhancing Marketing Performance" in STUDY.citation
    assert STUDY.doi in " ".join(datasets.load.__doc__.split())


def test_a_wrong_name_gets_the_nearest():
    with pytest.raises(OptionError, match="Did you mean 'customer_engagement'"):
        datasets.load("costumer_engagement")
    with pytest.raises(OptionError, match="Did you mean 'table3'"):
        STUDY.published("table33")


def test_a_description_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        STUDY.name = "other"
