"""Whatever the data, either a sound table comes out or one of the library's own errors."""

import string
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.strategies import examples

from plspm.data import read_frame, read_indicators
from plspm.errors import DataError, OptionError

NUMBERS = st.one_of(
    st.integers(0, 7), st.integers(), st.floats(), st.booleans(), st.sampled_from([-99, 999])
)
CELLS = st.one_of(
    NUMBERS,
    st.none(),
    st.just(pd.NA),
    st.just(pd.NaT),
    st.decimals(allow_nan=False),
    st.just(Decimal("NaN")),  # not the signalling one, which pandas itself cannot print
    st.fractions(),
    st.complex_numbers(),
    st.text(max_size=6),
    st.sampled_from(["3,5", "4", " ", "NA", ".5e400"]),
    st.dates(date(1700, 1, 1)),
    st.binary(max_size=3),
    st.lists(st.integers(), max_size=2),
)
LABELS = st.one_of(
    st.sampled_from(["a", "b", "c", "A", "a ", "1"]), st.just(1), st.text(max_size=3)
)


@st.composite
def frames(draw):
    rows = draw(st.integers(0, 6))
    labels = draw(st.lists(LABELS, min_size=1, max_size=5))
    columns = []
    for _ in labels:
        kind = draw(st.sampled_from([NUMBERS, NUMBERS, CELLS]))
        cells = draw(st.lists(kind, min_size=rows, max_size=rows))
        column = pd.Series(cells, dtype=object)
        columns.append(column.infer_objects() if draw(st.booleans()) else column)
    frame = pd.concat(columns, axis=1)
    frame.columns = pd.Index(labels, dtype=object)
    return frame


@pytest.mark.filterwarnings("ignore::plspm.errors.DataWarning")
@settings(examples(300), suppress_health_check=[HealthCheck.too_slow])
@given(
    data=frames(),
    names=st.lists(st.sampled_from(["a", "b", "c", "1", ""]), max_size=3),
    missing=st.sampled_from(["error", "listwise", "mean", "men"]),
    weights=st.one_of(st.none(), st.sampled_from(["c", "zz"]), st.lists(NUMBERS, max_size=6)),
)
def test_frames(data, names, missing, weights):
    before = data.copy(deep=True)
    try:
        read = read_indicators(data, names, missing=missing, weights=weights)
    except (DataError, OptionError) as error:
        assert error.problems
        assert all(len(problem) < 600 for problem in error.problems)
    else:
        assert read.names == tuple(names)
        assert read.values.shape == (read.missing.rows_used, len(names))
        assert read.missing.rows_used + len(read.missing.rows_dropped) == len(data)
        assert np.isfinite(read.values).all()
        counting = slice(None) if read.case_weights is None else read.case_weights > 0
        assert (np.ptp(read.values[counting], axis=0) > 0).all()
    pd.testing.assert_frame_equal(data, before)


FILE_SIGNS = st.text(alphabet="ab12,;\t\n\r\" .'\\é\0-" + string.digits, max_size=60)


@settings(
    examples(300),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=st.one_of(FILE_SIGNS.map(str.encode), st.binary(max_size=60)))
@example(content=b'a,b\n1,"' + b"x" * 140_000 + b'"\n')
@example(content=b"\xff\xfe\x00\x00a\x00\x00\x00")
@pytest.mark.filterwarnings("ignore::plspm.errors.DataWarning")
def test_files(tmp_path, content):
    file = tmp_path / "fuzz.csv"
    file.write_bytes(content)
    try:
        frame = read_frame(file)
    except DataError as error:
        assert error.problems
    else:
        assert frame.columns.is_unique
        assert all(label == label.strip() and label for label in frame.columns)
    assert file.read_bytes() == content
