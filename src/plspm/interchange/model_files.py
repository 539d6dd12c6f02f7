"""The text of a model file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plspm.data.text_files import read_as_western, text_found, unfit_for_reading
from plspm.data.wording import warn_user
from plspm.errors import SpecificationError, written

if TYPE_CHECKING:
    from pathlib import Path

ARCHIVE: Final = b"PK\x03\x04"
ENCODING: Final = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.-]+)["']""")


def model_text(path: Path) -> str:
    """Read the text of a model, or code that holds one, in the encodings that data may have.

    Parameters
    ----------
    path : path
        A file in UTF-8, with or without byte-order mark, UTF-16 with one, or Windows-1252; XML in
        the encoding that it declares.

    Raises
    ------
    SpecificationError
        The path is no file, or the file no text.

    Warns
    -----
    DataWarning
        The text was taken for Western European.
    """
    content = _content(path)
    if content.startswith(ARCHIVE):
        raise SpecificationError(
            f"{path.name} is an archive, as SmartPLS 3 and 4 export projects. Their format is not "
            "published, and is not read; state the model anew, `NAME =~ items` and `Y ~ X`."
        )
    declared = ENCODING.match(content)
    example = ""
    try:
        if declared:
            text = content.decode(declared[1].decode())
        else:
            text, example = text_found(content)
    except (UnicodeDecodeError, LookupError) as error:
        raise SpecificationError(_no_text(path)) from error
    if "\0" in text:
        raise SpecificationError(_no_text(path))
    if example:
        warn_user(f"{read_as_western(path.name, example)}, save it in UTF-8.")
    return text


def _content(path: Path) -> bytes:
    try:
        reason = unfit_for_reading(path)
        content = b"" if reason else path.read_bytes()
    except (OSError, ValueError) as error:  # a name that no file can have is a ValueError
        why = getattr(error, "strerror", None) or "no file has such a name"
        raise SpecificationError(
            f"The model file {written(str(path))} cannot be read: {why}. Check the path."
        ) from error
    if reason:
        raise SpecificationError(
            f"The model file {written(str(path))} is {reason}; give the path of a text file."
        )
    return content


def _no_text(path: Path) -> str:
    return (
        f"The model file {written(str(path))} is not text; save the model as plain text in UTF-8."
    )
