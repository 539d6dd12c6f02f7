"""Validation without estimation: a model alone, or with the data for it."""

from __future__ import annotations

from pathlib import Path

from plspm.commands.files import read_model


def run_check(model_file: Path, data_file: Path | None) -> str:
    """Check a model, and data if given.

    Parameters
    ----------
    model_file : path
    data_file : path or None

    Returns
    -------
    str
        What was found to be in order.

    Raises
    ------
    SpecificationError, DataError
        What is not in order, all at once.
    """
    model = read_model(model_file)
    found = (
        f"The model is valid: {len(model.constructs)} constructs, {len(model.indicators)} "
        f"indicators, {len(model.paths)} paths."
    )
    if data_file is None:
        return found
    from plspm.data import read_indicators  # a model alone needs no pandas

    cases = len(read_indicators(data_file, model.indicators).values)
    return f"{found}\nThe data are complete: {cases} cases."
