"""Parquet and Feather files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from plspm.errors import DataError, MissingDependencyError

if TYPE_CHECKING:
    import pandas as pd


def read_columnar_file(content: bytes, where: str) -> pd.DataFrame:
    """Read the content of a Parquet or Feather file.

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
    return frame
