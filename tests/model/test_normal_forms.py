"""Umlauts as one sign or as letter and mark: names that look alike are the same name."""

import unicodedata

import numpy as np
import pandas as pd
import pytest

import plspm

TEXT = """
Größe =~ ä0 + ä1 + ä2
Öko =~ ö0 + ö1 + ö2
Öko ~ Größe
"""
FORMS = ("NFC", "NFD")


def in_form(form, text):
    return unicodedata.normalize(form, text)


@pytest.fixture(scope="module")
def answers():
    rng = np.random.default_rng(1)
    size = rng.standard_normal(200)
    green = 0.6 * size + rng.standard_normal(200)
    columns = {f"{letter}{k}": of for letter, of in (("ä", size), ("ö", green)) for k in range(3)}
    return pd.DataFrame({name: of + rng.standard_normal(200) for name, of in columns.items()})


@pytest.mark.parametrize("asked", FORMS)
@pytest.mark.parametrize("columns", FORMS)
@pytest.mark.parametrize("stated", FORMS)
def test_what_is_asked_of_a_result_may_be_in_either(answers, stated, columns, asked):
    data = answers.rename(columns=lambda name: in_form(columns, name))
    result = plspm.estimate(in_form(stated, TEXT), data)
    names = in_form(stated, "Größe"), in_form(stated, "Öko")
    assert result.paths.index.tolist() == [names]  # as the model has them
    boot = result.bootstrap(20, seed=1, progress=False)
    twice = boot.expression(in_form(asked, "Größe -> Öko + `Größe`->`Öko`"))["estimate"]
    assert twice.item() == pytest.approx(2 * boot.paths["estimate"].item())
    assert result.model.construct(in_form(asked, "Öko")).name == names[1]


@pytest.mark.parametrize("first", FORMS)
def test_a_text_that_mixes_both_names_one_construct(answers, first):
    measured, structural = TEXT.rsplit("\n", 2)[:2]
    other = FORMS[first == "NFC"]
    mixed = in_form(first, measured) + "\n" + in_form(other, structural)
    result = plspm.estimate(mixed, answers)
    assert result.paths.index.tolist() == [(in_form(first, "Größe"), in_form(first, "Öko"))]
