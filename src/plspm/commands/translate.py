"""A model from one program's file to the text of another."""

from __future__ import annotations

from pathlib import Path

from plspm.errors import OptionError
from plspm.estimation.settings import choice_problems
from plspm.interchange import Syntax, Target, read_model, write_model
from plspm.interchange.translation import TARGETS


def run_translate(model_file: Path, to: Target, syntax: Syntax | None = None) -> str:
    """Read a model and write it for a program.

    Parameters
    ----------
    model_file : path
    to : {"plspm", "lavaan", "semopy", "csem", "seminr"}
        For which program it is written.
    syntax : {"plspm", "lavaan", "csem", "seminr", "smartpls"}, optional
        For which one it was written; found out by default.

    Returns
    -------
    str
        The text or code.

    Raises
    ------
    SpecificationError, OptionError
        The file, its model or the options are at fault.
    """
    problems = choice_problems("--to", to, TARGETS)
    if problems:
        raise OptionError(problems)
    return write_model(read_model(model_file, syntax=syntax), to)
