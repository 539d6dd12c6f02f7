"""Codes for missing answers are pointed out; ordinary values are not."""

import numpy as np
import pandas as pd
import pytest

from plspm.data import read_indicators
from plspm.data.sentinels import suspected_codes
from plspm.errors import DataWarning

CASES = {
    "-99 beside 1 to 5": ([1, 2, 3, 4, 5, -99, -99], {-99.0: 2}),
    "-9 beside 1 to 7": ([1, 2, 3, 4, 5, 6, 7, -9], {-9.0: 1}),
    "999 beside 0 and 1": ([0, 1, 1, 999], {999.0: 1}),
    "99 beside 0 to 10": ([*range(11), 99], {99.0: 1}),
    "two codes": ([1, 2, 3, -99, 99], {-99.0: 1, 99.0: 1}),
    "beside one answer only": ([5, 5, 5, 9999], {9999.0: 1}),
    "with missing values": ([1, np.nan, 2, -999], {-999.0: 1}),
    "a percentage": ([80, 91, 95, 99], {}),
    "fractions": ([1.5, 2.5, 99], {}),
    "a wide scale": ([0, 1, 20, 99], {}),
    "a balanced scale": ([-9, -5, 0, 5, 9], {}),
    "nothing but codes": ([-9, 99], {}),
    "no code": ([1, 2, 3, 98], {}),
    "nothing": ([], {}),
}


@pytest.mark.parametrize(("values", "codes"), CASES.values(), ids=CASES)
def test_suspected_codes(values, codes):
    assert suspected_codes(np.array(values, dtype=float)) == codes


def test_warning_names_column_value_count_and_a_remedy_that_works():
    data = pd.DataFrame({"a": [1, 2, 5, -99], "b": [1, 999, 999, 3], "c": [1, 2, 3, 4]})
    with pytest.warns(DataWarning) as caught:
        read_indicators(data, ["a", "b", "c"])
    (warning,) = caught
    message = str(warning.message)
    assert warning.filename == __file__
    assert "-99 in column 'a' (1 time), 999 in column 'b' (2 times)" in message
    assert 'data = data.replace([-99, 999], float("nan"))' in message
    mended = data.replace([-99, 999], float("nan"))
    assert read_indicators(mended, ["a", "b", "c"], missing="mean").missing.counts == (1, 2, 0)


def test_warning_goes_where_it_is_sent():
    texts = []
    read_indicators({"a": [1, 2, 5, -99]}, ["a"], warn=texts.append)
    assert len(texts) == 1
