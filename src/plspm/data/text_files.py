"""The text of a local file, or a clear reason why it has none."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from plspm.data.labels import nearest
from plspm.data.wording import Warn, quoted, warn_user
from plspm.errors import DataError, OptionError, written

URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]+://")
NOT_ASCII = re.compile(r"[^\s;,\"]*[^\x00-\x7f][^\s;,\"]*")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
PIECE = 2**18
"""Bytes decoded at once where only whether they can be is asked."""
TEXT_FOR_PATH = (
    "A text is taken for the path to a CSV file, not for its content; "
    "pass pd.read_csv(io.StringIO(text)) instead."
)


def read_bytes(path: str | os.PathLike[str]) -> tuple[bytes, Path]:
    """Read a local file as a whole.

    Parameters
    ----------
    path : str or path
        A file on this computer.

    Returns
    -------
    content : bytes
    path : Path

    Raises
    ------
    DataError
        The path is an address on a network or no file.
    """
    if not isinstance(path, str | os.PathLike):
        raise DataError(f"The path of a file is {written(path)}; it must be a text or a Path.")
    given = os.fsdecode(path)
    if URL.match(given):
        raise DataError(
            f"{quoted(given)} is an address on a network, but only files on this computer are "
            "read; download the file first, or pass pd.read_csv(address)."
        )
    return _content(Path(given)), Path(given)


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


def unfit_for_reading(path: Path) -> str:
    """What a path is that no file can be read from, or nothing: devices and pipes have no end.

    A path where nothing is may be opened, which says why that fails.
    """
    if path.is_dir():
        return "a folder"
    return "not a regular file" if path.exists() and not path.is_file() else ""


def as_utf8(
    content: bytes, where: str, *, encoding: str | None = None, warn: Warn = warn_user
) -> bytes:
    r"""Text of a file in UTF-8, without a byte-order mark; as it is where it is such.

    Parameters and errors are those of `decoded`.

    Examples
    --------
    >>> as_utf8("\ufeffgröße".encode(), "File 'a.csv'").decode()
    'größe'
    """
    if encoding is None and _is_utf8(content):
        return content.removeprefix(codecs.BOM_UTF8)
    return decoded(content, where, encoding=encoding, warn=warn).encode()


def _is_utf8(content: bytes) -> bool:
    """Whether content can be decoded; faster than to do so, which needs memory for the text."""
    if content.isascii():
        return True
    decode = codecs.getincrementaldecoder("utf-8")().decode
    try:
        for begin in range(0, len(content), PIECE):
            decode(content[begin : begin + PIECE])
        decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def decoded(
    content: bytes, where: str, *, encoding: str | None = None, warn: Warn = warn_user
) -> str:
    """Text of a file, without a byte-order mark.

    Parameters
    ----------
    content : bytes
    where : str
        The file's name, to begin a message with.
    encoding : str, optional
        How the text is encoded. By default UTF-8, or UTF-16 with a byte-order mark; what is
        neither is taken for Western European (Windows-1252), with a warning.
    warn : callable, optional
        Is called with the text of a warning; by default gives a `DataWarning`.

    Returns
    -------
    str

    Raises
    ------
    DataError
        The file is not text in this encoding.
    OptionError
        There is no such encoding.

    Examples
    --------
    >>> decoded("größe;1,5".encode("cp1252"), "File 'a.csv'", warn=print)
    File 'a.csv' is not UTF-8 and was read as Western European text (cp1252), such as 'größe'; if
    that looks wrong, say how it was written, for example encoding="cp1250" (Central European).
    'größe;1,5'
    """
    if encoding is None:
        text = _found_out(content, where, warn)
    else:
        try:
            text = content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise DataError(
                f"{where} is not {encoding} text (line {_line(content, error.start)}); try "
                f"another encoding, such as {_encoding_that_fits(content)}."
            ) from error
        except (LookupError, TypeError, ValueError) as error:
            raise OptionError(
                f"encoding={quoted(encoding)} is no text encoding; try utf-8, cp1252 or mac_roman."
            ) from error
    if "\0" in text:
        raise DataError(
            f"{where} is not text: it holds null characters; save it as CSV in UTF-8, or say how "
            'it was written, for example encoding="utf-16-le".'
        )
    return text


def _encoding_that_fits(content: bytes) -> str:
    """An encoding that content can be in; the last one takes any."""
    wide = ["utf-16"] if content.startswith(WIDE) else []
    return next(each for each in (*wide, "utf-8", "cp1252", "mac_roman") if _fits(content, each))


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def text_found(content: bytes) -> tuple[str, str]:
    """Text of content whose encoding is to be found out, without a byte-order mark.

    UTF-8, or UTF-16 with a byte-order mark; what is neither is taken for Western European
    (Windows-1252).

    Returns
    -------
    text : str
    example : str
        The first word that shows how a text was read that was taken for Western European.

    Raises
    ------
    UnicodeDecodeError
        It is none of these.

    Examples
    --------
    >>> text_found("größe;1,5".encode("cp1252"))
    ('größe;1,5', 'größe')
    """
    wide = content.startswith(WIDE)
    try:
        return content.decode("utf-16" if wide else "utf-8-sig"), ""
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", errors="replace")
        foreign = len(text) - len(text.encode("ascii", errors="ignore"))
        if wide or foreign > 2 * text.count("\ufffd"):  # UTF-8 but for a few places
            raise
        text, place = content.decode("cp1252"), error.start  # a letter is a byte here
    found = NOT_ASCII.search(text, text.rfind("\n", 0, place) + 1)
    return text, "" if found is None else found[0].strip()


def read_as_western(where: str, example: str) -> str:
    """Say that a text was taken for Western European; what to do if it is none follows."""
    return (
        f"{where} is not UTF-8 and was read as Western European text (cp1252), such as "
        f"{quoted(example)}; if that looks wrong"
    )


def _found_out(content: bytes, where: str, warn: Warn) -> str:
    try:
        text, example = text_found(content)
    except UnicodeDecodeError as error:
        wide, line = content.startswith(WIDE), _line(content, error.start)
        raise DataError(
            f"{where} is not UTF-{16 if wide else 8} text (line {line}), nor in a Western European "
            'encoding; say how it was written, for example encoding="cp1250" (Central European).'
        ) from error
    if example and "\0" not in text:
        warn(
            f"{read_as_western(where, example)}, say how it was written, for example "
            'encoding="cp1250" (Central European).'
        )
    return text


def _line(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1
