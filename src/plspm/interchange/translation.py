"""From the model of another program to a path model, and back."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from plspm.api import as_model
from plspm.calls import plainly
from plspm.data.controlled_model import with_columns
from plspm.data.wording import listed, quoted, warn_user
from plspm.errors import OptionError, SpecificationError, TranslationWarning
from plspm.estimation.settings import choice_problems
from plspm.interchange.guess import SYNTAXES, TITLES, Syntax, guessed, model_string
from plspm.interchange.lavaan import read_csem, read_lavaan
from plspm.interchange.lavaan_writing import lavaan_text
from plspm.interchange.model_files import model_text
from plspm.interchange.seminr import read_seminr
from plspm.interchange.seminr_writing import seminr_code
from plspm.interchange.smartpls import read_smartpls
from plspm.model import PathModel

if TYPE_CHECKING:
    from os import PathLike

    from plspm.interchange.reading import Reading

Target = Literal["plspm", "lavaan", "semopy", "csem", "seminr"]
TARGETS: Final[tuple[Target, ...]] = ("plspm", "lavaan", "semopy", "csem", "seminr")
_READERS: Final[Mapping[Syntax, Callable[[str], Reading]]] = {
    "lavaan": lambda text: read_lavaan(model_string(text)),
    "csem": lambda text: read_csem(model_string(text)),
    "seminr": read_seminr,
    "smartpls": read_smartpls,
}


@plainly("plspm.read_model")
def read_model(source: str | PathLike[str], *, syntax: Syntax | None = None) -> PathModel:
    """Read a model that was written for another program.

    Parameters
    ----------
    source : str or path
        A model text or code, or the path of a file that holds it.
    syntax : {"plspm", "lavaan", "csem", "seminr", "smartpls"}, optional
        For which program it was written: the model text of this library; lavaan text, alone or
        within an R script; such text with the products of cSEM, ``A.B``; R code with seminr's
        ``constructs()`` and ``relationships()``; a model file of SmartPLS 2 (``*.splsm``). By
        default it is found out, and the warning says what was found.

    Returns
    -------
    PathModel

    Warns
    -----
    TranslationWarning
        It was found out what the text was written for; and each statement that has no
        counterpart in a path model, with its line.

    Raises
    ------
    SpecificationError
        The file cannot be read, or the model is not valid, or statements cannot be translated
        without which it would be another model; each with its line.
    OptionError
        There is no such syntax.

    Examples
    --------
    >>> print(read_model('''
    ...     constructs(
    ...         composite("IMG", multi_items("img", 1:3), weights = mode_B),
    ...         composite("LOY", multi_items("loy", 1:2))
    ...     )
    ...     relationships(paths(from = "IMG", to = "LOY"))
    ... ''', syntax="seminr"))
    IMG <~ img1 + img2 + img3
    LOY <~ [A] loy1 + loy2
    LOY ~ IMG
    """
    problems = [] if syntax is None else choice_problems("syntax", syntax, SYNTAXES)
    if problems:
        raise OptionError(problems)
    if not isinstance(source, str | os.PathLike):
        raise SpecificationError(
            f"source is a {type(source).__name__}; it must be the text or code of a model, or the "
            "path of a file that holds it."
        )
    text, file = _text(source)
    try:
        return _model(text, syntax)
    except SpecificationError as error:
        if file is None:
            raise
        raise SpecificationError([f"{file}: {each}" for each in error.problems]) from error


def _model(text: str, syntax: Syntax | None) -> PathModel:
    chosen = guessed(text) if syntax is None else syntax
    if chosen == "plspm":
        return PathModel.parse(text)
    reading = _READERS[chosen](text)
    model = reading.model
    said = [] if syntax else [f'The model was read as {TITLES[chosen]}; syntax="{chosen}" says so.']
    if reading.notes:
        said.append("What follows states nothing that the path model has:")
        said += [f"  {note}." for note in reading.notes]
    if said:
        warn_user("\n".join(said), TranslationWarning)
    return model


@plainly("plspm.write_model")
def write_model(model: PathModel | str, syntax: Target) -> str:
    """Write a model for another program, so that its estimates can be put beside.

    Parameters
    ----------
    model : PathModel or str
        The model, or its text.
    syntax : {"plspm", "lavaan", "semopy", "csem", "seminr"}
        For which program: text for lavaan or semopy (covariance-based estimates), text for
        cSEM, R code for seminr, or the text of this library.

    Returns
    -------
    str

    Warns
    -----
    TranslationWarning
        What the program does otherwise, or cannot be told by the text.

    Raises
    ------
    SpecificationError
        The program cannot state this model; or `model` is no valid text.
    OptionError
        There is no such syntax.

    Examples
    --------
    >>> print(write_model("A =~ a1 + a2; B =~ b1 + b2; B ~ A", "lavaan"))
    A =~ a1 + a2
    B =~ b1 + b2
    B ~ A
    """
    problems = choice_problems("syntax", syntax, TARGETS)
    if problems:
        raise OptionError(problems)
    model = as_model(model)
    if syntax == "plspm":
        return model.to_text()
    plain = with_columns(model)
    text, notes = seminr_code(plain) if syntax == "seminr" else lavaan_text(plain, syntax)
    if model.controls:
        columns = listed(quoted(each.column) for each in model.controls)
        notes += [
            f"the control variables, {columns}, are columns of numbers there; put the dummies of "
            "categories into the data, and into the text"
        ]
    if notes:
        said = [f"The model for {TITLES[syntax]} is not all that was stated:"]
        warn_user("\n".join([*said, *(f"  {note}." for note in notes)]), TranslationWarning)
    return text


def _text(source: str | PathLike[str]) -> tuple[str, str | None]:
    """Return the text, and the name of its file if it is in one."""
    is_text = isinstance(source, str) and any(sign in source for sign in "\n~(<")
    if is_text and not os.path.isfile(source):  # noqa: PTH113, a long text is no error for it
        return str(source), None
    path = Path(source)
    return model_text(path), path.name
