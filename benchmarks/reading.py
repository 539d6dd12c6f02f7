"""What reading a data file costs, beside the reading library alone, in one run.

    python benchmarks/reading.py
    python benchmarks/reading.py --rows 10000 --rounds 1    # a quick look

Each file is read by `plspm.read_data` and by the library that it uses, told all that we find out:
separator, decimal comma, codes. Workbooks have a tenth of the rows.
"""

from __future__ import annotations

import argparse
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
from measuring import machine, seconds, table, time_of, write_block

import plspm

warnings.simplefilter("ignore", plspm.PlspmWarning)


def answers(rows: int, columns: int) -> pd.DataFrame:
    """Answers on seven points, a tenth of the columns measurements, 1 % missing."""
    rng = np.random.default_rng(1)
    X = rng.integers(1, 8, (rows, columns)).astype(float)
    measured = columns // 10
    X[:, :measured] = rng.normal(50, 10, (rows, measured)).round(2)
    X[rng.random(X.shape) < 0.01] = np.nan
    frame = pd.DataFrame(X, columns=[f"x{k}" for k in range(columns)])
    whole = list(frame.columns[measured:])
    return frame.astype(dict.fromkeys(whole, "Int64"))


def files(folder: Path, data: pd.DataFrame) -> Iterator[tuple[str, Path, Callable[[Path], object]]]:
    """Kinds of files, each written, with what reads it without us."""
    import openpyxl
    import pyreadstat

    path = folder / "plain.csv"
    data.to_csv(path, index=False)
    yield "CSV", path, pd.read_csv
    path = folder / "german.csv"
    data.to_csv(path, index=False, sep=";", decimal=",", encoding="cp1252")
    yield "CSV, semicolons and decimal commas", path, lambda p: pd.read_csv(p, sep=";", decimal=",")
    path = folder / "codes.csv"
    spoiled = data.astype(object).where(data.notna(), "k.A.")
    spoiled.to_csv(path, index=False)
    yield "CSV, text codes everywhere", path, lambda p: pd.read_csv(p, na_values=["k.A."])
    path = folder / "text.csv"
    data.assign(firm="Müller & Söhne", country="AT", remark="no, not at all").to_csv(
        path, index=False
    )
    yield "CSV, three columns of text", path, pd.read_csv
    path = folder / "labels.csv"
    question = pd.DataFrame([[f"Question {name}?" for name in data]], columns=list(data))
    pd.concat([question, data.astype(object)]).to_csv(path, index=False)
    yield "CSV, a row of questions", path, lambda p: pd.read_csv(p, skiprows=[1])
    path = folder / "answers.sav"
    pyreadstat.write_sav(data.astype(float), str(path))
    yield "SPSS", path, lambda p: pyreadstat.read_sav(str(p))
    path = folder / "answers.parquet"
    data.to_parquet(path)
    yield "Parquet", path, pd.read_parquet
    path = folder / "answers.xlsx"
    data.head(len(data) // 10).astype(float).to_excel(path, index=False, engine="xlsxwriter")

    def cells(path: Path) -> list[tuple[object, ...]]:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        return list(book.worksheets[0].iter_rows(values_only=True))

    yield "Excel (openpyxl)", path, cells


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--columns", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    chosen = parser.parse_args()
    codes = {"codes.csv": ["k.A."]}
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for kind, path, alone in files(Path(folder), answers(chosen.rows, chosen.columns)):
            told = {"missing_codes": codes.get(path.name, ())}
            read = partial(plspm.read_data, path, **told)
            pairs = [(seconds(read), seconds(partial(alone, path))) for _ in range(chosen.rounds)]
            ours, theirs = (median(times) for times in zip(*pairs, strict=True))
            lines.append([kind, time_of(ours), time_of(theirs), f"{ours / theirs:.2f}"])
            print(*lines[-1], sep=" | ", flush=True)
    text = table(["file", "`read_data`", "library alone", "ratio"], lines)
    size = f"{chosen.rows} rows × {chosen.columns} columns, median of {chosen.rounds} rounds."
    if chosen.write:
        write_block("reading", f"{machine()} {size}\n\n{text}")


if __name__ == "__main__":
    main()
