"""Information criteria against the formulas written out, and against cSEM and seminr."""

import math

import numpy as np
import pandas as pd
import pytest
from tests.parity.references import data, model

import plspm
from plspm.assessment.information import akaike_weights, explanations
from plspm.errors import OptionError

# cSEM 0.6.1.9000, ecsi_reflective, composites, path scheme: for each construct the criteria in
# the order of NAMES.
NAMES = ("aic", "aicc", "aicu", "bic", "hq", "hqc", "fpe", "gm", "cp")
CSEM = {
    "EXPE": [
        -45.2839537973417,
        206.813607178268,
        -43.2759108730257,
        -38.2410319616172,
        -42.4493838601177,
        -42.3382526416263,
        0.834322322187992,
        260.093504551019,
        3.05058271529404,
    ],
    "QUAL": [
        -52.1445631767337,
        199.952997798876,
        -50.1365202524176,
        -45.1016413410092,
        -49.3099932395097,
        -49.1988620210182,
        0.811737788643305,
        266.745412030215,
        9.70249019449074,
    ],
    "VAL": [
        -69.0518062037777,
        183.111459102345,
        -66.0336608952104,
        -58.4874234501909,
        -64.7999512979417,
        -64.5907297692512,
        0.758656576230746,
        267.157901357996,
        6.59351860440896,
    ],
    "SAT": [
        -120.82988132365,
        131.515797688696,
        -115.77920449427,
        -103.222576734339,
        -113.74345648059,
        -113.251254941901,
        0.61673602021944,
        276.857180662263,
        9.24987607295134,
    ],
    "COMP": [
        -34.8060385129675,
        217.291522462642,
        -32.7979955886514,
        -27.763116677243,
        -31.9714685757435,
        -31.860337357252,
        0.870033282163023,
        263.846090642008,
        6.80316880628322,
    ],
    "LOY": [
        -79.1731967993323,
        173.072704840012,
        -75.1408513168614,
        -65.0873531278834,
        -73.5040569248844,
        -73.1679305345291,
        0.72855653177955,
        277.541615344255,
        13.4557716728064,
    ],
}
DIFFERS = ["gm", "cp"]


def ecsi(paths=None):
    """The ECSI model, with other paths if given."""
    known = model("ecsi_reflective")
    paths = known["paths"] if paths is None else paths
    text = [f"{c} =~ {' + '.join(items)}" for c, items in known["blocks"].items()]
    text += [f"{target} ~ {source}" for source, target in paths]
    return plspm.estimate("\n".join(text), data("ecsi_reflective"), tolerance=1e-13)


def naive(result):
    """Every criterion from scores and least squares, one construct at a time."""
    found = {}
    scores, n = result.scores, result.n
    paths = [(path.source, path.target) for path in result.model.paths]

    def effects_of(construct):
        own = {target for source, target in paths if source == construct}
        return own | {further for target in own for further in effects_of(target)}

    def squared_error(target, sources):
        X = np.column_stack([np.ones(n), scores[sources]])
        residual = scores[target] - X @ np.linalg.lstsq(X, scores[target])[0]
        return float(residual @ residual)

    for target in dict.fromkeys(target for _, target in paths):
        sources = [source for source, other in paths if other == target]
        others = [c for c in scores if c != target and c not in effects_of(target)]
        sse, k = squared_error(target, sources), len(sources) + 1
        mse = squared_error(target, others) / (n - len(others) - 1)
        found[target] = {
            "aic": n * (math.log(sse / n) + 2 * k / n),
            "aicc": n * (math.log(sse / n) + (n + k) / (n - k - 2)),
            "aicu": n * (math.log(sse / (n - k)) + 2 * k / n),
            "bic": n * (math.log(sse / n) + k * math.log(n) / n),
            "hq": n * (math.log(sse / n) + 2 * k * math.log(math.log(n)) / n),
            "hqc": n * (math.log(sse / n) + 2 * k * math.log(math.log(n)) / (n - k - 2)),
            "fpe": sse / (n - k) * (1 + k / n),
            "cp": sse / mse - (n - 2 * k),
            "gm": sse / mse + k * math.log(n),
        }
    return pd.DataFrame(found).T


@pytest.mark.parametrize("name", ["ecsi_reflective", "customer_engagement"])
def test_against_the_formulas_written_out(name):
    result = ecsi() if name == "ecsi_reflective" else plspm.datasets.describe(name).estimate()
    table = plspm.information_criteria(result).criteria
    expected = naive(result)
    pd.testing.assert_frame_equal(
        table, expected.loc[table.index, table.columns], rtol=1e-10, check_names=False
    )


def test_against_csem():
    result = ecsi()
    expected = pd.DataFrame(CSEM, index=NAMES).T.drop(columns=DIFFERS)
    table = plspm.information_criteria(result).criteria
    assert list(table.index) == list(CSEM)
    np.testing.assert_allclose(table[expected.columns], expected, rtol=1e-9)


def test_against_the_definition_of_csem_where_it_differs():
    """It estimates the saturated model anew and takes 1 - R² for its mean squared error."""
    constructs = list(model("ecsi_reflective")["blocks"])
    every = [(a, b) for k, b in enumerate(constructs) for a in constructs[:k]]
    error = 1 - ecsi(every).r_squared["r_squared"]
    result = ecsi()
    table = plspm.information_criteria(result).criteria
    n, k = result.n, result.path_coefficients.ne(0).sum()[table.index] + 1
    sse = (1 - result.r_squared["r_squared"]) * (n - 1)
    csem = pd.DataFrame(CSEM, index=NAMES).T
    np.testing.assert_allclose(sse / error + k * math.log(n), csem["gm"], rtol=1e-8)
    np.testing.assert_allclose(sse / error - (n - 2 * k), csem["cp"], rtol=1e-6)
    np.testing.assert_allclose(table["gm"] - table["cp"], csem["gm"] - csem["cp"], rtol=1e-9)


def test_cp_of_the_full_equation_counts_its_coefficients():
    table = plspm.information_criteria(ecsi()).criteria
    assert table.loc["SAT", "cp"] == pytest.approx(5)
    assert table.loc["EXPE", "cp"] == pytest.approx(2)


STAGED = """
    QUAL =~ qual1 + qual2 + qual3 + qual4 + qual5 + qual6
    VAL =~ val1 + val2
    SAT =~ sat1 + sat2 + sat3
    LOY =~ loy1 + loy2 + loy3
    COMP =~ comp1
    QV <~ QUAL + VAL
    SAT ~ QV
    LOY ~ SAT
    COMP ~ SAT + QV + SAT:QV
"""


def test_the_full_equation_of_models_in_stages():
    """No effect of the target explains it, nor what is made of it; parts stand for nothing new."""
    result = plspm.estimate(STAGED, data("ecsi_reflective"))
    arrays = result._fitted.arrays
    named = {
        target: {
            arrays.constructs[j] for j in explanations(arrays.constructs.index(target), arrays)
        }
        for target in ("SAT", "LOY", "COMP")
    }
    assert named == {
        "SAT": {"QV"},
        "LOY": {"SAT", "QV", "COMP", "SAT:QV"},
        "COMP": {"SAT", "QV", "LOY", "SAT:QV"},
    }
    table = plspm.information_criteria(result).criteria
    assert table.notna().all(axis=None)
    scores, n = result.scores, result.n
    X = np.column_stack([np.ones(n), scores[["SAT", "QV", "SAT:QV"]]])
    residual = scores["COMP"] - X @ np.linalg.lstsq(X, scores["COMP"])[0]
    aic = n * math.log(residual @ residual / n) + 8
    assert table.loc["COMP", "aic"] == pytest.approx(aic)


def test_akaike_weights_share_out_the_support():
    weights = akaike_weights(np.array([10.0, 12.0, 14.0]))
    expected = np.exp([0, -1, -2]) / np.exp([0, -1, -2]).sum()
    np.testing.assert_allclose(weights, expected)


def test_rival_models_side_by_side():
    rival = ecsi([p for p in model("ecsi_reflective")["paths"] if p != ["IMAG", "LOY"]])
    record = plspm.information_criteria({"full": ecsi(), "without": rival})
    assert record.criteria.index.names == ["model", "construct"]
    support = record.akaike_weights["bic"].unstack("construct")
    np.testing.assert_allclose(support.sum(), 1)
    bic = record.criteria["bic"].unstack("construct")["LOY"]
    ratio = math.exp(-0.5 * (bic["full"] - bic["without"]))
    assert support.loc["full", "LOY"] / support.loc["without", "LOY"] == pytest.approx(ratio)
    assert "Akaike weights" in record.summary()


def test_one_model_has_no_rivals():
    record = plspm.information_criteria(ecsi())
    assert record.akaike_weights.empty
    assert "Akaike" not in record.summary()


def test_a_perfect_explanation_has_no_criterion():
    """Consistent PLS may correct R² beyond 1."""
    frame = data("small_triangle")
    study = "A1 =~ a11 + a12 + a13; B1 =~ b11 + b12 + b13; B1 ~ A1"
    items = {f"b1{k}": frame[f"a1{k}"] + 0.01 * frame[f"b1{k}"] for k in (1, 2, 3)}
    with pytest.warns(plspm.AdmissibilityWarning):
        result = plspm.estimate(study, frame.assign(**items), estimator="plsc")
    assert result.r_squared["r_squared"].iloc[0] > 1
    assert plspm.information_criteria(result).criteria.isna().all(axis=None)


def test_refusals():
    with pytest.raises(OptionError, match="give the result of"):
        plspm.information_criteria("no result")
    with pytest.raises(OptionError, match="'A' is a int"):
        plspm.information_criteria({"A": 1})
    few = plspm.estimate(ecsi().model, data("ecsi_reflective").iloc[:200])
    with pytest.raises(OptionError, match="a on 250, b on 200"):
        plspm.information_criteria({"a": ecsi(), "b": few})
