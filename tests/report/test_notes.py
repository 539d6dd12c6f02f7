"""No cell of a table is empty without a reason that names its row or column."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import TABLES, every_option, examples, studies

import plspm

WITHOUT_DIAGONAL = {"htmt", "htmt_plus", "htmt2"}


def empty_cells(result):
    """(table, column, labels of row and column) of every NaN."""
    for table in (*TABLES, "unidimensionality"):
        frame = getattr(result, table)
        for row in frame.index:
            labels = row if isinstance(row, tuple) else (row,)
            for column in frame.columns:
                diagonal = table in WITHOUT_DIAGONAL and row == column
                absent = absent_effect(result, column, row)
                if np.isnan(frame.loc[row, column]) and not (diagonal or absent):
                    yield table, column, {*labels, column}


def absent_effect(result, column, row):
    """Whether the model has no path that the effect would run along."""
    present = {"direct": result.f_squared, "indirect": result.indirect_effects}
    return column in present and row not in present[column].index


def explains(note, column, labels, table):
    """Whether a note is about the table, its row or its column, and about one of the labels."""
    if "all that follows" in note.statistic:
        return True
    named = {table, *labels} & set(note.statistic.split(", "))
    return bool(named) and note.where in {
        *labels,
        "all constructs",
        "the model",
        "both models",
        f"{column} model",
    }


def unexplained(result):
    """The empty cells for which `undefined` has no line."""
    notes = list(result.undefined.itertuples())
    return [
        (table, *sorted(labels))
        for table, column, labels in empty_cells(result)
        if not any(explains(note, column, labels, table) for note in notes)
    ]


@pytest.mark.filterwarnings("ignore:Items load against the rest")
@every_option
@examples(8)
@given(study=studies(), reverse=st.booleans())
def test_every_empty_cell_has_a_reason(options, study, reverse):
    data = study.data
    if reverse:
        data[study.model.indicators[0]] *= -1
    assert unexplained(study.fit(data, **options)) == []


def uncorrelated_items(model, **options):
    """A fit of a population in which a1 and a2 correlate negatively but both go with b."""
    S = pd.DataFrame(np.eye(4), index=["a1", "a2", "b", "c"], columns=["a1", "a2", "b", "c"])
    S.loc["a1", "a2"] = S.loc["a2", "a1"] = -0.3
    for first, second, r in [("a1", "b", 0.4), ("a2", "b", 0.4), ("b", "c", 0.5), ("a1", "c", 0.1)]:
        S.loc[first, second] = S.loc[second, first] = r
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        return plspm.estimate(model, correlations=S, n=60, **options)


@pytest.mark.parametrize("estimator", ["pls", "plsc"])
def test_items_that_correlate_negatively(estimator):
    result = uncorrelated_items("A =~ a1 + a2; B =~ b; C =~ c; B ~ A; C ~ B", estimator=estimator)
    assert np.isnan(result.htmt.loc["A", "B"])
    assert unexplained(result) == []
    [reason] = result.undefined.query("statistic.str.contains('htmt')")["reason"]
    assert reason.startswith("the mean correlation of its items is -0.300: items keyed the other")


def test_a_block_in_another_mode():
    result = uncorrelated_items("A <~ a1 + a2; B =~ b; C =~ c; B ~ A; C ~ B")
    assert result.undefined.loc[0, "where"] == "A"
    assert result.undefined.loc[0, "reason"].endswith("this block has mode B")
    notes = " ".join(result.summary().split())
    assert "A: defined for Mode A blocks; this block has mode B." in notes


def test_too_few_cases_for_an_adjusted_r_squared():
    rng = np.random.default_rng(3)
    data = pd.DataFrame(rng.normal(size=(4, 4)), columns=list("abcd"))
    data = data + rng.normal(size=(4, 1))
    with pytest.warns(plspm.DataWarning, match="only 4 cases"):
        result = plspm.estimate("A =~ a; B =~ b; C =~ c; D =~ d; D ~ A + B + C", data)
    assert np.isnan(result.r_squared.loc["D", "r_squared_adjusted"])
    reasons = result.undefined.query("statistic == 'r_squared_adjusted'")["reason"].tolist()
    assert reasons == ["4 cases leave no degrees of freedom for 3 predictors"]


def test_a_path_more_takes_a_case_more():
    data = pd.DataFrame(np.random.default_rng(3).normal(size=(4, 4)), columns=list("abcd"))
    result = plspm.estimate("A =~ a; B =~ b; C =~ c; D =~ d; C ~ A; D ~ A + B", data)
    t = result.absent_paths["t"]
    assert t.index[t.isna()].tolist() == [("C", "D")]
    assert t.xs("C", level="target").notna().all()
    [note] = result.undefined.query("statistic.str.contains('paths|r_squared|regressions')").values
    assert note.tolist() == [
        "absent_paths",
        "D",
        "4 cases leave no degrees of freedom for 3 predictors",
    ]


def test_no_path_more_needs_no_case():
    """Four cases are one too few for a third predictor, and none is left that could be one."""
    data = pd.DataFrame(np.random.default_rng(3).normal(size=(4, 3)), columns=list("abc"))
    result = plspm.estimate("A =~ a; B =~ b; C =~ c; B ~ A; C ~ A + B", data)
    assert result.absent_paths.empty
    assert "absent_paths" not in result.undefined["statistic"].tolist()


def test_a_construct_that_its_predictors_explain_completely():
    names = list("aby")
    S = pd.DataFrame([[1, 0, 0.6], [0, 1, 0.8], [0.6, 0.8, 1]], index=names, columns=names)
    result = plspm.estimate("A =~ a; B =~ b; Y =~ y; Y ~ A + B", correlations=S, n=50)
    assert result.f_squared["f_squared"].isna().all()
    [reason] = result.undefined.query("statistic == 'f_squared' and where == 'Y'")["reason"]
    assert reason.startswith("its R² is 1.000, so that nothing is left to compare an effect with")
    [reason] = result.undefined.query("statistic.str.startswith('regressions')")["reason"]
    assert (
        reason
        == "its scores repeat those of its predictors, so that a regression leaves no residual"
    )
    assert unexplained(result) == []


def test_collinear_items():
    rng = np.random.default_rng(4)
    data = pd.DataFrame(rng.normal(size=(50, 4)) + rng.normal(size=(50, 1)), columns=list("abcd"))
    data["b"] = data["a"]
    result = plspm.estimate("X =~ a + b; Y =~ c + d; Y ~ X", data)
    assert not np.isfinite(result.vif_outer.loc[("X", "a"), "vif"])
    assert unexplained(result) == []


def test_fewer_cases_than_indicators():
    rng = np.random.default_rng(5)
    names = [f"x{k}" for k in range(12)]
    data = pd.DataFrame(rng.normal(size=(8, 12)) + rng.normal(size=(8, 1)), columns=names)
    result = plspm.estimate(
        plspm.PathModel(
            plspm.reflective("X", names[:6]),
            plspm.reflective("Y", names[6:]),
            plspm.path("X", to="Y"),
        ),
        data,
    )
    assert np.isnan(result.fit.loc["d_g", "saturated"])
    assert unexplained(result) == []


def test_no_line_where_nothing_is_empty():
    result = plspm.datasets.describe("customer_engagement").estimate()
    assert list(empty_cells(result)) == []
    assert result.undefined.empty
    assert list(result.undefined.columns) == ["statistic", "where", "reason"]


@pytest.mark.filterwarnings("ignore:Items load against the rest")
def test_items_that_are_exact_opposites():
    """Loadings of 1 and -1: nothing is left of the sum of the items, nor of its reliabilities."""
    # All but exactly, or the equal weights of the first iteration would have no variance.
    r, q = 1e-14 - 1.0, 1e-9 - 0.3
    S = [[1, r, 0.3, 0.3], [r, 1, q, q], [0.3, q, 1, 0.3], [0.3, q, 0.3, 1]]
    correlations = pd.DataFrame(S, index=list("abcd"), columns=list("abcd"))
    result = plspm.estimate("X =~ a + b; Y =~ c + d; Y ~ X", correlations=correlations, n=50)
    assert result.loadings["loading"].round(6).tolist()[:2] == [1, -1]
    assert np.isnan(result.reliability.loc["X", "rho_c"])
    assert np.isnan(result.unidimensionality.loc["X", "dillon_goldstein_rho"])
    assert "rho_c" in " ".join(result.undefined["statistic"])
    assert unexplained(result) == []


def test_items_that_cancel_out_in_their_own_units():
    """They sum to 0, so that raw alpha is undefined; that of standardised items is not."""
    rng = np.random.default_rng(6)
    common = rng.normal(size=60)
    frame = pd.DataFrame({name: common + 0.1 * rng.normal(size=60) for name in "abcde"})
    frame["f"] = -frame.sum(axis=1)
    frame["y"] = common + rng.normal(size=60)
    with pytest.warns(plspm.DataWarning, match="against the rest of their block: f"):
        result = plspm.estimate("X =~ a + b + c + d + e + f; Y =~ y; Y ~ X", frame)
    assert np.isnan(result.unidimensionality.loc["X", "cronbach_alpha_raw"])
    assert np.isfinite(result.reliability.loc["X", "cronbach_alpha"])
    assert unexplained(result) == []
    assert (
        "they cancel out"
        in result.undefined.set_index("statistic").loc["cronbach_alpha_raw", "reason"]
    )
