"""Model files."""

from __future__ import annotations

from pathlib import Path

from plspm.errors import SpecificationError
from plspm.model import PathModel


def read_model(path: Path) -> PathModel:
    """Read a model from a text file.

    Parameters
    ----------
    path : path
        Model text in UTF-8, with or without byte-order mark.

    Returns
    -------
    PathModel

    Raises
    ------
    SpecificationError
        The file cannot be read, or its text is no valid model; each problem names the file.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SpecificationError(
            f"The model file {str(path)!r} cannot be read: {error.strerror}. Check the path."
        ) from error
    except UnicodeDecodeError as error:
        raise SpecificationError(
            f"The model file {str(path)!r} is not UTF-8 text; save the model as plain text, and "
            "mind the order: MODEL comes before DATA."
        ) from error
    try:
        return PathModel.parse(text)
    except SpecificationError as error:
        raise SpecificationError([f"{path.name}: {each}" for each in error.problems]) from error
