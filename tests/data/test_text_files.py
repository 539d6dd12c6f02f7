"""The text of a file, as text or in UTF-8, whatever it was written in."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plspm.data import text_files
from plspm.data.text_files import as_utf8, decoded
from plspm.errors import DataError

TEXT = "ID;größe;naïve\n1;€;日本\n2;💚;é\n"
CONTENTS = st.one_of(
    st.binary(max_size=20),
    st.text(max_size=12).map(str.encode),
    st.text(max_size=12).map("\ufeff{}".format).map(str.encode),
    st.text(max_size=12).map(lambda text: text.encode("utf-16")),
    st.text("aé;\n€", max_size=12).map(lambda text: text.encode("cp1252")),
)


def outcome(read):
    """What is read, or the refusal, with what was warned of."""
    said = []
    try:
        return read(said.append), said
    except DataError as error:
        return str(error), said


@example(TEXT.encode(), 3)
@example(TEXT.encode()[:-3], 3)
@given(content=CONTENTS, piece=st.integers(1, 5))
def test_utf8_is_that_of_the_text(content, piece):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(text_files, "PIECE", piece)
        found, said = outcome(lambda warn: as_utf8(content, "File 'a.csv'", warn=warn))
    expected, warned = outcome(lambda warn: decoded(content, "File 'a.csv'", warn=warn))
    if isinstance(found, bytes) and b"\0" in found:  # left to be refused by whoever reads it
        assert expected.endswith(
            "is not text: it holds null characters; save it as CSV in UTF-8,"
            ' or say how it was written, for example encoding="utf-16-le".'
        )
        return
    assert said == warned
    assert (found.decode() if isinstance(found, bytes) else found) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_utf8_of_a_stated_encoding(encoding):
    assert as_utf8(TEXT.encode(encoding), "File 'a.csv'", encoding=encoding).decode() == TEXT


@pytest.mark.parametrize(
    ("content", "asked", "fits"),
    [
        (TEXT.encode(), "ascii", "utf-8"),
        ("größe;b".encode("cp1252"), "utf-8", "cp1252"),
        (b"gr\x9a\x81e;b", "utf-8", "mac_roman"),
        (TEXT.encode("utf-16"), "utf-8", "utf-16"),
    ],
)
def test_the_encoding_that_is_named_reads_the_file(content, asked, fits):
    with pytest.raises(DataError, match=f"such as {fits}[.]"):
        decoded(content, "File 'a.csv'", encoding=asked)
    decoded(content, "File 'a.csv'", encoding=fits)


def test_the_example_is_what_is_no_utf8():
    said = []
    content = "é".encode() + b"\na b\n\xe9;1\r\n2;gr\xf6\xdfe\n"
    assert decoded(content, "It", warn=said.append) == content.decode("cp1252")
    assert len(said) == 1
    assert "such as 'é';" in said[0]
