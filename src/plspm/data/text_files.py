"""The text of a local file, or a clear reason why it has none."""

from __future__ import annotations

import os
import re
from pathlib import Path

from plspm.data.labels import nearest
from plspm.data.wording import quoted
from plspm.errors import DataError

URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]+://")
BINARY_FORMATS = {
    b"PK\x03\x04": "a ZIP archive or an Excel workbook; read it with pd.read_excel(path)",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook; read it with pd.read_excel(path)",
    b"\x1f\x8b": "compressed with gzip; read it with pd.read_csv(path)",
    b"PAR1": "a Parquet file; read it with pd.read_parquet(path)",
    b"$FL": "an SPSS file; read it with pd.read_spss(path)",
    b"<stata_dta>": "a Stata file; read it with pd.read_stata(path)",
}
TEXT_FOR_PATH = (
    "A text is taken for the path to a CSV file, not for its content; "
    "pass pd.read_csv(io.StringIO(text)) instead."
)


def read_text(path: str | os.PathLike[str]) -> tuple[str, str]:
    """Read a local text file as a whole.

    Parameters
    ----------
    path : str or path
        A file on this computer: UTF-8 with or without byte-order mark, or UTF-16 with one.

    Returns
    -------
    text : str
        What the file says, without a byte-order mark.
    where : str
        The file's name, to begin a message with.

    Raises
    ------
    DataError
        The path is an address on a network or no file, or the file is not text in a known
        encoding.
    """
    given = os.fsdecode(path)
    if URL.match(given):
        raise DataError(
            f"{quoted(given)} is an address on a network, but only files on this computer are "
            "read; download the file first, or pass pd.read_csv(address)."
        )
    return _decoded(_content(Path(given)), f"File {quoted(Path(given).name)}")


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():  # devices and pipes have no end, so they are not opened at all
            raise DataError(_no_file(path))
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        if isinstance(error, DataError):
            raise
        if "\n" in str(path):  # too long for a name
            raise DataError(TEXT_FOR_PATH) from error
        reason = error.strerror if isinstance(error, OSError) else error
        raise DataError(f"{quoted(str(path))} cannot be read: {reason}.") from error


def _no_file(path: Path) -> str:
    if path.is_dir():
        return f"{quoted(str(path))} is a folder; pass the path of a CSV file in it."
    if path.exists():
        return f"{quoted(str(path))} is not a regular file; pass the path of a CSV file."
    if "\n" in str(path):
        return TEXT_FOR_PATH
    if not path.parent.is_dir():
        return f"There is no folder {quoted(str(path.parent))} to read {quoted(path.name)} from."
    near = nearest(path.name, (other.name for other in path.parent.iterdir() if other.is_file()))
    meant = f"did you mean {quoted(near)}?" if near else "check the path."
    return f"There is no file {quoted(path.name)} in {quoted(str(path.parent.absolute()))}; {meant}"


def _decoded(content: bytes, where: str) -> tuple[str, str]:
    for beginning, kind in BINARY_FORMATS.items():
        if content.startswith(beginning):
            raise DataError(f"{where} is {kind} and pass the data frame.")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{where} is not UTF-{16 if wide else 8} text (line {line}); if it was written in a "
            'Western European encoding, pass pd.read_csv(path, encoding="latin-1") as the data.'
        ) from error
    if "\0" in text:
        raise DataError(f"{where} is not text: it holds null characters; save it as CSV in UTF-8.")
    return text, where
