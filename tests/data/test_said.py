"""What comes of data, and what is said of them, whole: kept in `said/` and compared.

Where a change is meant, ``python -m tests.data.test_said`` writes the texts again.
"""

import tempfile
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.catalogue import survey
from tests.data.test_messy_files import FILES, MODEL
from tests.stored import differences

import plspm

STORED = Path(__file__).parent / "said"
TEXT = "A =~ a1 + a2 + a3\nB =~ b1 + b2 + b3\nC =~ c1 + c2 + c3\nB ~ A\nC ~ A + B"
ITEMS = [f"{block}{item}" for block in "abc" for item in (1, 2, 3)]
WORDS = {1.0: "never", 2.0: "seldom", 3.0: "often", 4.0: "always"}


def answers():
    """Whole answers from 1 to 7, and what stands beside them."""
    data = survey().copy()
    data[ITEMS] = data[ITEMS].round().clip(1, 7)
    data["town"] = np.resize(["Ulm", "Bonn", "Trier"], len(data))
    return data


def put(rows, columns, value):
    """The answers with something else in some places."""
    data = answers()
    columns = [columns] if isinstance(columns, str) else columns
    data[columns] = data[columns].astype(object)
    data.loc[rows, columns] = value
    return data.infer_objects()


def turned(*names):
    data = answers()
    data[[*names]] = 8 - data[[*names]]
    return data


def worded(ordered, *, names=("a1",)):
    data = answers()
    for name in names:
        steps = data[name].clip(1, 4).map(WORDS)
        data[name] = pd.Categorical(steps, [*WORDS.values()], ordered=ordered)
    return data


FEW, MANY = slice(0, 80, 20), slice(0, 80, 4)
CALLS = {
    "as they are": lambda: (answers(), {}),
    "code": lambda: (put(FEW, "a1", 99), {}),
    "codes": lambda: (put(FEW, ["a1", "b2"], -9), {}),
    "code declared": lambda: (put(FEW, "a1", 99), {"missing_codes": [99], "missing": "listwise"}),
    "code by item": lambda: (
        put(FEW, "a1", 99),
        {"missing_codes": {"a1": [99]}, "missing": "mean"},
    ),
    "code that is not there": lambda: (answers(), {"missing_codes": [99, 98]}),
    "code of an item that is not there": lambda: (answers(), {"missing_codes": {"x1": [9]}}),
    "word": lambda: (put(FEW, "a1", "k.A."), {}),
    "word declared": lambda: (
        put(FEW, "a1", "k.A."),
        {"missing_codes": ["k.A."], "missing": "listwise"},
    ),
    "date": lambda: (put(FEW, "a1", pd.Timestamp("2024-05-01")), {}),
    "infinite": lambda: (put([3], "b1", np.inf), {}),
    "huge": lambda: (put([3], "b1", 1e200), {}),
    "missing": lambda: (put(FEW, "c1", np.nan), {}),
    "missing, left out": lambda: (put(FEW, "c1", np.nan), {"missing": "listwise"}),
    "missing, means": lambda: (put(MANY, "c1", np.nan), {"missing": "mean"}),
    "missing everywhere": lambda: (put(slice(None), "c1", np.nan), {"missing": "mean"}),
    "constant": lambda: (put(slice(None), "c1", 4.0), {}),
    "twice the same": lambda: (answers().assign(c2=lambda d: d["c1"], c3=lambda d: d["c1"]), {}),
    "turned": lambda: (turned("a2"), {}),
    "turned, two of three": lambda: (turned("a2", "a3"), {}),
    "turned back": lambda: (turned("a2"), {"reverse": {"a2": (1, 7)}}),
    "turned back on a wrong scale": lambda: (turned("a2"), {"reverse": {"a2": (1, 5)}}),
    "turned what is not there": lambda: (answers(), {"reverse": {"zz": (1, 7)}}),
    "categories": lambda: (worded(False), {}),
    "ordered categories": lambda: (worded(True), {}),
    "all ordered": lambda: (worded(True, names=ITEMS), {}),
    "no column": lambda: (answers().drop(columns="b2"), {}),
    "column in capitals": lambda: (answers().rename(columns={"b2": "B2"}), {}),
    "column with a space": lambda: (answers().rename(columns={"b2": "b2 "}), {}),
    "column twice": lambda: (pd.concat([answers(), answers()[["b2"]]], axis=1), {}),
    "few cases": lambda: (answers().head(3), {}),
    "hardly more cases than items": lambda: (answers().head(8), {}),
    "no cases": lambda: (answers().head(0), {}),
    "weights": lambda: (answers(), {"weights": "weight"}),
    "weights that are not there": lambda: (answers(), {"weights": "wieght"}),
    "negative weights": lambda: (answers().assign(w=-1.0), {"weights": "w"}),
    "weights of zero": lambda: (
        answers().assign(w=np.resize([1.0, 0.0, 2.0], 90)),
        {"weights": "w"},
    ),
    "controls": lambda: (answers(), {"controls": ["age", "town"]}),
    "controls with a reference": lambda: (answers(), {"controls": {"town": "Ulm"}}),
    "controls that are not there": lambda: (answers(), {"controls": ["aeg"]}),
    "text numbers": lambda: (answers().astype({"a1": str}), {}),
    "decimal commas": lambda: (
        answers().assign(a1=lambda d: (d["a1"] + 0.5).map(lambda v: str(v).replace(".", ","))),
        {},
    ),
    "flags": lambda: (answers().assign(a1=lambda d: d["a1"] > 4), {}),
    "matrix": lambda: (answers()[ITEMS].to_numpy(), {}),
    "everything wrong": lambda: (
        put(FEW, "a1", "k.A.").drop(columns="b2"),
        {"weights": "wieght", "reverse": {"zz": (1, 7)}, "scheme": "pth", "missing": "men"},
    ),
}


def outcome(said, done):
    """What was done, or why not, and every warning."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            lines = done()
        except plspm.PlspmError as error:
            lines = [f"{type(error).__name__}: {error}"]
    kinds = [f"{each.category.__name__}: {each.message}" for each in caught]
    return [f"-- {said}", *lines, *kinds]


def columns_of(data):
    return [f"{name}: {data[name].head(6).tolist()}" for name in data]


def estimates_of(result):
    used = result._cases("These tests")
    lines = [f"{result!r}", f"{used.missing}", f"rows {len(used.values)}"]
    effects = result.effects["direct"].dropna()
    return lines + [f"{source} -> {target}: {b:.6f}" for (source, target), b in effects.items()]


def said_of(name, folder):
    if name in CALLS:
        data, options = CALLS[name]()
        lines = outcome("estimate", lambda: estimates_of(plspm.estimate(TEXT, data, **options)))
    else:
        file = FILES[name]
        path = file.write(folder)
        lines = outcome("read", lambda: columns_of(plspm.read_data(path, **file.options)))
        lines += outcome(
            "estimate", lambda: estimates_of(plspm.estimate(MODEL, path, **file.options))
        )
    return "\n".join(lines).replace(str(folder), "FOLDER") + "\n"


def file_of(name):
    return STORED / f"{name.replace(' ', '_').replace(',', '')}.txt"


@pytest.mark.parametrize("name", [*FILES, *CALLS])
def test_what_is_said_of_data_remains(name, tmp_path):
    before = file_of(name).read_text(encoding="utf-8")
    assert differences(said_of(name, tmp_path), before, near=2e-6) == []


if __name__ == "__main__":
    STORED.mkdir(exist_ok=True)
    for each in [*FILES, *CALLS]:
        with tempfile.TemporaryDirectory() as folder:
            file_of(each).write_text(said_of(each, Path(folder)), encoding="utf-8")
