"""Values of a moderator are called what the data call them."""

import numpy as np
import pandas as pd
import pytest

import plspm
from plspm.plots import simple_slopes, slope_lines

MODEL = "A =~ a1 + a2\nSEX =~ sex\nY =~ y1 + y2\nY ~ A + SEX + A:SEX"
LABELS = {1.0: "Mann", 2.0: "Frau", 9.0: "keine Angabe"}


def answers():
    rng = np.random.default_rng(5)
    A, noise = rng.standard_normal((2, 150))
    sex = rng.integers(1, 3, 150).astype(float)
    Y = 0.4 * A + 0.3 * A * (sex - 1.5) + noise
    items = {"sex": sex}
    for name, factor in {"a": A, "y": Y}.items():
        for number in (1, 2):
            items[f"{name}{number}"] = factor + 0.5 * rng.standard_normal(150)
    return pd.DataFrame(items)


def labelled():
    data = answers()
    data.attrs["value_labels"] = {"sex": LABELS}
    return data


def at(slopes):
    return slopes.index.get_level_values("at").tolist()


def test_slopes_of_a_file_of_spss(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(answers(), str(path), variable_value_labels={"sex": LABELS})
    errors = plspm.estimate(MODEL, path).standard_errors()
    assert at(errors.simple_slopes("A:SEX")) == ["SEX = 1 (Mann)", "SEX = 2 (Frau)"]


def test_the_numbers_are_those_without_labels():
    named, plain = (plspm.estimate(MODEL, data) for data in (labelled(), answers()))
    ours = named.standard_errors().simple_slopes("A:SEX")
    theirs = plain.standard_errors().simple_slopes("A:SEX")
    assert at(theirs) == ["SEX = 1", "SEX = 2"]
    assert (ours.to_numpy() == theirs.to_numpy()).all()


def test_labels_turn_round_with_their_values():
    errors = plspm.estimate(MODEL, labelled(), reverse={"sex": (1, 2)}).standard_errors()
    assert at(errors.simple_slopes("A:SEX")) == ["SEX = 1 (Frau)", "SEX = 2 (Mann)"]


def test_a_value_that_has_no_label_is_the_number():
    data = labelled()
    data.attrs["value_labels"] = {"sex": {1.0: "Mann"}, "a1": {1.0: "nie"}}
    errors = plspm.estimate(MODEL, data).standard_errors()
    assert at(errors.simple_slopes("A:SEX")) == ["SEX = 1 (Mann)", "SEX = 2"]
    assert at(errors.simple_slopes("A:SEX", at=(1,), units="sd")) == ["SEX = 1 SD"]


def test_pictures_and_reports(tmp_path):
    result = plspm.estimate(MODEL, labelled())
    boot = result.bootstrap(19, seed=1, progress=False)
    labels = [line.label for line in slope_lines(boot, "A:SEX").lines]
    assert labels == ["SEX = 1 (Mann)", "SEX = 2 (Frau)"]
    axes = simple_slopes(boot, "A:SEX", focal="SEX")
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["1 (Mann)", "2 (Frau)"]
    path = plspm.write_report(
        result, tmp_path / "a.md", bootstrap=boot, labels={"SEX": "Geschlecht"}, diagram=False
    )
    assert "| Geschlecht = 2 (Frau) |" in path.read_text("utf-8")
