"""Files of SPSS and Stata: numbers as they were typed in, never the codes of categories."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from plspm.data.damaged import damage_told
from plspm.data.wording import quoted
from plspm.errors import MissingDependencyError

if TYPE_CHECKING:
    import pandas as pd


def read_statistical_file(
    path: Path, program: Literal["SPSS", "Stata"], *, encoding: str | None = None
) -> pd.DataFrame:
    """Read a file of SPSS (.sav, .zsav) or Stata (.dta).

    Values are the numbers of the file. Those that it declares missing are missing. Labels stand in
    ``frame.attrs``: ``"variable_labels"`` by column, and ``"value_labels"`` by column and number.

    Parameters
    ----------
    path : Path
    program : {"SPSS", "Stata"}
    encoding : str, optional
        Of names and labels in old files.

    Raises
    ------
    DataError
        The file is damaged.
    MissingDependencyError
        pyreadstat is not installed.
    """
    try:
        import pyreadstat
    except ImportError as error:
        raise MissingDependencyError(
            f"{program} files are read by pyreadstat, which is not installed: "
            'pip install "plspath[data]".'
        ) from error
    read = pyreadstat.read_sav if program == "SPSS" else pyreadstat.read_dta
    with damage_told(
        lambda why: f"File {quoted(path.name)} cannot be read as a file of {program}: {why}."
    ):
        frame, about = read(str(path), apply_value_formats=False, encoding=encoding)
    labels = about.column_names_to_labels
    frame.attrs["variable_labels"] = {name: label for name, label in labels.items() if label}
    frame.attrs["value_labels"] = dict(about.variable_value_labels)
    return frame
