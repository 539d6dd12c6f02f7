"""Every table as a CSV file in one folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from plspm.errors import OptionError


def write_files(
    folder: Path, tables: Mapping[str, pd.DataFrame | pd.Series], texts: Mapping[str, str]
) -> tuple[Path, ...]:
    """Write tables and texts into a folder, which is made if need be.

    Parameters
    ----------
    folder : path
        Files of the same names in it are replaced, others left alone.
    tables : mapping of str to DataFrame or Series
        By the name of the file without its ending. Numbers are written in full precision,
        NaN as an empty cell.
    texts : mapping of str to str
        By the full name of the file.

    Returns
    -------
    tuple of path
        The files written; UTF-8.

    Raises
    ------
    OptionError
        The folder cannot be made or written to.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = pd.DataFrame({"r_squared": [0.5]}, index=pd.Index(["MPE"], name="construct"))
    ...     (file,) = write_files(Path(folder, "out"), {"r_squared": table}, {})
    ...     print(file.name, file.read_text(encoding="utf-8").split())
    r_squared.csv ['construct,r_squared', 'MPE,0.5']
    """
    contents = {f"{name}.csv": table.to_csv(lineterminator="\n") for name, table in tables.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in {**contents, **texts}.items():
            (folder / name).write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OptionError(
            f"The tables cannot be written to {str(folder)!r}: {error.strerror}. "
            "Give another folder."
        ) from error
    return tuple(folder / name for name in [*contents, *texts])
