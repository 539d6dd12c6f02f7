"""Model files."""

from __future__ import annotations

from pathlib import Path

from plspm.errors import SpecificationError
from plspm.model import PathModel

DATA_FILES = {".csv", ".tsv", ".dat"}
"""Endings of names that data files have and model files hardly ever."""


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
        if path.suffix.lower() in DATA_FILES:
            raise SpecificationError(
                f"{path.name} is no model text; as its name says, it may be the data. Mind the "
                "order: MODEL comes before DATA."
            ) from error
        raise SpecificationError([f"{path.name}: {each}" for each in error.problems]) from error
