"""Validation without estimation: a model alone, or with the data for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from plspm.commands.files import read_model
from plspm.data.recoding import MissingCodes
from plspm.data.wording import listed
from plspm.errors import OptionError

if TYPE_CHECKING:
    from plspm.data import Indicators, Missing
    from plspm.interchange import Syntax


def run_check(
    model_file: Path,
    data_file: str | None,
    *,
    missing: Missing = "error",
    weights: str | None = None,
    missing_codes: MissingCodes = (),
    reverse: Mapping[str, tuple[float, float]] | None = None,
    controls: Mapping[str, object] | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    syntax: Syntax | None = None,
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
    missing_codes, reverse, controls, encoding, sheet
        As for :func:`plspm.estimate`.
    syntax : str, optional
        Of the model, as for :func:`plspm.read_model`.

    Returns
    -------
    str
        What was found to be in order.

    Raises
    ------
    SpecificationError, DataError, OptionError
        What is not in order, all at once.
    """
    given = {
        "--missing": missing != "error",
        "--weights": weights is not None,
        "--missing-codes": bool(missing_codes),
        "--reverse": bool(reverse),
        "--controls": bool(controls),
        "--encoding": encoding is not None,
        "--sheet": sheet is not None,
    }
    if data_file is None and any(given.values()):
        options = listed(option for option, is_given in given.items() if is_given)
        raise OptionError(f"{options}: about data; give DATA.csv after the model.")
    model = read_model(model_file, syntax)
    columns = [each.column for each in model.controls]
    beside = f"; control variables {listed(columns)}" if columns else ""
    found = (
        f"The model is valid: {len(model.constructs)} constructs, {len(model.indicators)} "
        f"indicators, {len(model.paths)} paths{beside}."
    )
    if data_file is None:
        return found
    from plspm.data import read_indicators  # a model alone needs no pandas
    from plspm.data.controlled_model import with_controls

    higher = set(model.higher_order)
    read = read_indicators(
        data_file,
        model.indicators,
        missing=missing,
        weights=weights,
        missing_codes=missing_codes,
        reverse=reverse,
        encoding=encoding,
        sheet=sheet,
        blocks=[c.indicators for c in model.constructs if c.name not in higher],
        controls=controls,
        stated=model.controls,
    )
    with_controls(model, read.controls)
    return f"{found}\n{_data_in_words(read)}"


def _data_in_words(read: Indicators) -> str:
    from plspm.report.summary import missing_in_words

    cases, missing = len(read.values), read.missing
    controls = "".join(f"\nControl: {each.in_words()}" for each in read.controls)
    if not sum(missing.counts) and not missing.rows_dropped:
        return f"The data are complete: {cases} cases.{controls}"
    done = missing_in_words(
        missing.treatment, read.missing_by_column, len(missing.rows_dropped), missing.rows_total
    )
    return f"The data can be used: {cases} cases ({done}).{controls}"
