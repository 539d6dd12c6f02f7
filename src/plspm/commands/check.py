"""Validation without estimation: a model alone, or with the data for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plspm.commands.files import read_model
from plspm.errors import OptionError

if TYPE_CHECKING:
    from plspm.data import Indicators, Missing


def run_check(
    model_file: Path,
    data_file: str | None,
    *,
    missing: Missing = "error",
    weights: str | None = None,
) -> str:
    """Check a model, and data if given.

    Parameters
    ----------
    model_file : path
    data_file : str or None
    missing : {"error", "listwise", "mean"}, default "error"
        What an estimation is to do about missing values.
    weights : str, optional
        Column of case weights.

    Returns
    -------
    str
        What was found to be in order.

    Raises
    ------
    SpecificationError, DataError, OptionError
        What is not in order, all at once.
    """
    if data_file is None and (missing != "error" or weights is not None):
        raise OptionError("--missing and --weights are about data; give DATA.csv after the model.")
    model = read_model(model_file)
    found = (
        f"The model is valid: {len(model.constructs)} constructs, {len(model.indicators)} "
        f"indicators, {len(model.paths)} paths."
    )
    if data_file is None:
        return found
    from plspm.data import read_indicators  # a model alone needs no pandas

    read = read_indicators(data_file, model.indicators, missing=missing, weights=weights)
    return f"{found}\n{_data_in_words(read)}"


def _data_in_words(read: Indicators) -> str:
    from plspm.report.summary import missing_in_words

    cases, missing = len(read.values), read.missing
    if not sum(missing.counts) and not missing.rows_dropped:
        return f"The data are complete: {cases} cases."
    done = missing_in_words(
        missing.treatment, missing.counts, len(missing.rows_dropped), missing.rows_total
    )
    return f"The data can be used: {cases} cases ({done})."
