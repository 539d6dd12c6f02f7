"""Frames that are something else than data get one sentence, and the right one."""

import pandas as pd
import pytest

import plspm

STUDY = plspm.datasets.describe("customer_engagement")


def csv_read_wrongly(separator):
    lines = [separator.join(STUDY.data.columns), separator.join(["3"] * 17)]
    return pd.DataFrame({lines[0]: lines[1:]})


MISTAKES = {
    "semicolons": (csv_read_wrongly(";"), "sep=';'"),
    "tabs": (csv_read_wrongly("\t"), "sep='\\t'"),
    "correlations as data": (STUDY.data.corr(), "correlations=matrix"),
}


@pytest.mark.parametrize(("data", "remedy"), MISTAKES.values(), ids=MISTAKES)
def test_one_sentence_names_the_mistake(data, remedy):
    with pytest.raises(plspm.DataError) as caught:
        plspm.estimate(STUDY.model, data)
    assert len(caught.value.problems) == 1
    assert remedy in str(caught.value)


def test_a_matrix_without_names_on_its_rows():
    unnamed = STUDY.data.corr().reset_index(drop=True)
    with pytest.raises(plspm.DataError, match="index_col=0"):
        plspm.estimate(STUDY.model, correlations=unnamed, n=119)
