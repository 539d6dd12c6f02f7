"""Categories: the groups that text and labelled numbers make."""

import pandas as pd
import pytest

from plspm.data.categories import categories_of


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ({1: "trade", 2: "other", 3: "other"}, ("trade", "other (2)", "other (3)")),
        ({1: "trade", 2: "industry", 3: "other"}, ("trade", "industry", "other")),
    ],
)
def test_categories_of_one_label_are_told_apart_by_their_numbers(labels, words):
    found = categories_of(pd.Series([3.0, 1.0, 2.0, 1.0]), labels)
    assert found.labels == words
    assert found.codes.tolist() == [2, 0, 1, 0]
