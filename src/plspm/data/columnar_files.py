"""Parquet and Feather files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from plspm.data.damaged import damage_told
from plspm.errors import MissingDependencyError

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
        with damage_told(lambda why: f"{where} cannot be read: {why}"):
            frame: pd.DataFrame = read(io.BytesIO(content))
    except ImportError as error:
        raise MissingDependencyError(
            "Parquet and Feather files are read by pyarrow, which is not installed: "
            'pip install "plspath[data]".'
        ) from error
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
