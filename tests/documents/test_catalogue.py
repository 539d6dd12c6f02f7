"""Reports of models of every kind: each table of a kind is there, and none that the model lacks."""

import numpy as np
import pandas as pd
import pytest
from tests.catalogue import CATALOGUE

import plspm
from plspm.documents.contents import study_document
from plspm.documents.numbers import NumberStyle
from plspm.documents.study import Study
from plspm.documents.words import read_words
from plspm.documents.writing import ENDINGS, write_document

pytestmark = pytest.mark.filterwarnings("ignore::plspm.PlspmWarning")
ALWAYS = {"fornell_larcker", "paths", "r_squared", "fit", "admissibility"}
UGLIEST = "both stages moderated"


def document_of(entry, language="de"):
    result = plspm.estimate(entry.text, **entry.arguments)
    of_matrix = entry.source == "correlations"
    boot = result.bootstrap(19, seed=1, parametric=of_matrix, progress=False)
    words = read_words(language)
    study = Study(result, boot, None, words, {}, {})
    options = {"title": "", "author": "", "decimals": 3, "diagram": False}
    return result, study_document(study, [], **options)


@pytest.mark.parametrize("entry", CATALOGUE[::3], ids=str)
def test_tables_by_what_the_model_has(entry):
    result, document = document_of(entry)
    tables = {table.key: table for table in document.tables}
    model, indirect = result.model, len(result.specific_indirect_effects) > 0
    several = [c for c in model.constructs if len(c.indicators) > 1]
    measured = [c for c in several if c.name not in model.higher_order]
    assert ("interactions" in tables) == ("slopes" in tables) == bool(model.products)
    assert ("parts" in tables) == bool(model.higher_order)
    assert ("loadings" in tables) == any(c.kind == "reflective" for c in measured)
    assert ("composites" in tables) == any(c.kind != "reflective" for c in measured)
    assert ("mediation" in tables) == indirect
    assert ("descriptives" in tables) == (entry.source != "correlations")
    assert tables.keys() >= ALWAYS
    assert [table.number for table in document.tables] == list(range(1, len(tables) + 1))
    style = NumberStyle.of(read_words("de"), 3)
    for table in tables.values():
        assert table.rows, table.key
        for row in table.rows:
            cells = [style.cell(c, column) for c, column in zip(row, table.columns, strict=True)]
            assert not {"nan", "None", "<NA>", "NaT"} & set(cells)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ugliest_in_every_format(ending, tmp_path):
    entry = next(entry for entry in CATALOGUE if entry.name == UGLIEST)
    _, document = document_of(entry)
    path = write_document(document, tmp_path / f"a{ending}", NumberStyle.of(read_words("de"), 3))
    assert path.stat().st_size > 10_000


def test_dashes_have_reasons():
    entry = next(entry for entry in CATALOGUE if entry.name == "two of higher order interact")
    _, document = document_of(entry, "en")
    tables = {table.key: table for table in document.tables}
    said = "".join(run.text for note in tables["htmt"].notes for run in note)
    assert "– = constructs are not held against their own parts." in said


@pytest.mark.parametrize("weights", [None, np.linspace(0.5, 2, 119)])
def test_descriptives_say_that_they_are_not_weighted(weights):
    model = plspm.datasets.describe("customer_engagement").model
    data = plspm.datasets.load("customer_engagement")
    result = plspm.estimate(model, data, weights=weights)
    plain = plspm.estimate(model, data).descriptives
    pd.testing.assert_frame_equal(result.descriptives, plain)
    study = Study(result, None, None, read_words("en"), {}, {})
    options = {"title": "", "author": "", "decimals": 3, "diagram": False}
    tables = {table.key: table for table in study_document(study, [], **options).tables}
    said = "not weighted" in str(tables["descriptives"].notes)
    assert said == (weights is not None)
