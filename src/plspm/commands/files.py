"""Model files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plspm import interchange
from plspm.data.wording import listed, quoted
from plspm.errors import SpecificationError
from plspm.interchange.guess import TITLES, guessed
from plspm.interchange.model_files import model_text
from plspm.model import PathModel

if TYPE_CHECKING:
    from plspm.interchange import Syntax

DATA_FILES = {".csv", ".tsv", ".dat", ".xlsx", ".sav", ".zsav", ".dta", ".parquet", ".feather"}
"""Endings of names that data files have and model files hardly ever."""


def read_model(path: Path, syntax: Syntax | None = None) -> PathModel:
    """Read a model from a text file.

    Parameters
    ----------
    path : path
        Model text in any encoding that `model_text` reads.
    syntax : {"plspm", "lavaan", "csem", "seminr", "smartpls"}, optional
        For which program it was written, by default for this one.

    Returns
    -------
    PathModel

    Raises
    ------
    SpecificationError
        The file cannot be read, or its text is no valid model; each problem names the file.
    """
    try:
        return _parsed(path) if syntax is None else interchange.read_model(path, syntax=syntax)
    except SpecificationError as error:
        if path.suffix.lower() in DATA_FILES and path.is_file():
            raise SpecificationError(
                f"{path.name} is no model text; as its name says, it may be the data. Mind the "
                "order: MODEL comes before DATA."
            ) from error
        raise


def _parsed(path: Path) -> PathModel:
    """Read the model text of this library; say if it looks like that of another program."""
    text = model_text(path)
    try:
        return PathModel.parse(text)
    except SpecificationError as error:
        found = guessed(text)
        problems = [f"{path.name}: {each}" for each in error.problems]
        if found != "plspm":
            hint = f"{path.name} looks like a model for {TITLES[found]}; --syntax {found} reads it"
            problems = [hint, *(problems if found in {"lavaan", "csem"} else [])]
        raise SpecificationError(problems) from error


def replacing(files: Sequence[Path], inputs: Sequence[Path], *, overwrite: bool) -> Iterator[str]:
    """Say what writing to files would replace: never what is read, others only if told to.

    Parameters
    ----------
    files : sequence of path
        That would be written.
    inputs : sequence of path
        That are read.
    overwrite : bool
        Whether files may be replaced that are there already.
    """
    for path in files:
        if path.exists() and any(read.exists() and path.samefile(read) for read in inputs):
            yield f"--out would replace {quoted(str(path))}, which is read; give another name."
    there = [quoted(str(path)) for path in files if path.exists()]
    if there and not overwrite:
        yield (
            f"--out would replace {listed(there)}. Add --overwrite if that is what you want, or "
            "give another name."
        )


def path_in_words(path: str | Path) -> str:
    r"""Return a path as text that any file can hold: bytes that are no text as ``\xff``.

    Examples
    --------
    >>> print(path_in_words("a\udcff.csv"))
    a\xff.csv
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")
