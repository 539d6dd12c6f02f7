"""Parquet and Feather files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from plspm.errors import DataError, MissingDependencyError

if TYPE_CHECKING:
    import pandas as pd


def read_columnar_file(content: bytes, where: str) -> pd.DataFrame:
    """Read the content of a Parquet or Feather file; rows are numbered from zero.

    Raises
    ------
    DataError
        The file is damaged.
    MissingDependencyError
        pyarrow is not installed.
    """
    import pandas as pd

    read = pd.read_parquet if content.startswith(b"PAR1") else pd.read_feather
    try:
        frame: pd.DataFrame = read(io.BytesIO(content))
    except ImportError as error:
        raise MissingDependencyError(
            "Parquet and Feather files are read by pyarrow, which is not installed: "
            'pip install "plspath[data]".'
        ) from error
    except Exception as error:  # damaged bytes can raise anything
        raise DataError(f"{where} cannot be read: {str(error) or type(error).__name__}") from error
    return _rows_numbered(frame)


def _rows_numbered(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows, numbered from zero; columns that pandas had made row names are columns."""
    import pandas as pd

    labels = frame.index
    if isinstance(labels, pd.RangeIndex) and labels.equals(pd.RangeIndex(len(frame))):
        return frame
    kept = {
        name: labels.get_level_values(level).to_numpy()
        for level, name in enumerate(labels.names)
        if name is not None and name not in frame.columns
    }
    read = frame.reset_index(drop=True)
    for name, values in reversed(kept.items()):
        read.insert(0, name, values)
    return read
