"""The tables of a fit: labels, shapes, and that they agree with each other."""

import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from tests.strategies import every_option, examples, numbers, studies

import plspm
from plspm.assessment.statistics import STATISTICS

MODEL = """
    A =~ a1 + a2
    B =~ b1 + b2 + b3
    C <~ c1 + c2
    D =~ d
    B ~ A
    C ~ A + B
    D ~ C
"""
ITEMS = ["a1", "a2", "b1", "b2", "b3", "c1", "c2", "d"]
CONSTRUCTS = ["A", "B", "C", "D"]
IN_BLOCKS = [(item[0].upper(), item) for item in ITEMS]
PATHS = [("A", "B"), ("A", "C"), ("B", "C"), ("C", "D")]


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(12)
    values = rng.normal(size=(50, 8)) + rng.normal(size=(50, 1))
    index = pd.Index([f"case {k}" for k in range(50)], name="person")
    return pd.DataFrame(values, columns=ITEMS, index=index).assign(unused="text")


@pytest.fixture(scope="module")
def result(data):
    return plspm.estimate(MODEL, data)


@pytest.mark.parametrize(
    ("table", "index", "columns"),
    [
        ("weights", IN_BLOCKS, ["weight"]),
        ("loadings", IN_BLOCKS, ["loading"]),
        ("cross_loadings", ITEMS, CONSTRUCTS),
        ("construct_correlations", CONSTRUCTS, CONSTRUCTS),
        ("score_correlations", CONSTRUCTS, CONSTRUCTS),
        ("path_coefficients", CONSTRUCTS, CONSTRUCTS),
        ("paths", PATHS, ["path_coefficient"]),
        ("weights_matrix", ITEMS, CONSTRUCTS),
        ("loadings_matrix", ITEMS, CONSTRUCTS),
        ("communality", IN_BLOCKS, ["communality"]),
        ("redundancy", [row for row in IN_BLOCKS if row[0] != "A"], ["redundancy"]),
        ("r_squared", ["B", "C", "D"], ["r_squared", "r_squared_adjusted"]),
        ("f_squared", PATHS, ["f_squared"]),
        ("vif_inner", PATHS, ["vif"]),
        ("regressions", PATHS, ["estimate", "std_error", "t", "p_value", "df", "per_unit"]),
        (
            "regression_equations",
            ["B", "C", "D"],
            ["r_squared", "f", "df_model", "df_residual", "p_value"],
        ),
        ("vif_outer", IN_BLOCKS, ["vif"]),
        ("reliability", CONSTRUCTS, ["cronbach_alpha", "rho_a", "rho_c", "ave"]),
        ("fornell_larcker", CONSTRUCTS, CONSTRUCTS),
        ("htmt", CONSTRUCTS, CONSTRUCTS),
        ("htmt_plus", CONSTRUCTS, CONSTRUCTS),
        ("htmt2", CONSTRUCTS, CONSTRUCTS),
        ("fit", ["srmr", "d_uls", "d_g", "nfi", "chi_square"], ["saturated", "estimated"]),
        ("indicator_correlations", ITEMS, ITEMS),
        (
            "descriptives",
            ITEMS,
            ["n", "mean", "median", "sd", "skewness", "kurtosis", "min", "max", "missing"],
        ),
        (
            "admissibility",
            [
                "converged",
                "keying",
                "loadings",
                "reliabilities",
                "construct_correlations",
                "implied_correlations",
            ],
            ["holds", "detail"],
        ),
    ],
)
def test_labels(result, table, index, columns):
    frame = getattr(result, table)
    assert frame.index.tolist() == index
    assert frame.columns.tolist() == columns
    assert getattr(result, table) is not frame
    pd.testing.assert_frame_equal(getattr(result, table), frame)


def test_names_of_levels(result):
    assert result.weights.index.names == ["construct", "indicator"]
    assert result.effects.index.names == result.f_squared.index.names == ["source", "target"]
    assert result.specific_indirect_effects.index.names == ["source", "target", "path"]


def test_effects_are_those_of_the_paths(result):
    b = result.path_coefficients
    effects = result.effects
    assert sorted(effects.index) == [
        ("A", "B"),
        ("A", "C"),
        ("A", "D"),
        ("B", "C"),
        ("B", "D"),
        ("C", "D"),
    ]
    through_b = b.loc["A", "B"] * b.loc["B", "C"]
    assert effects.loc[("A", "C"), "direct"] == b.loc["A", "C"]
    assert effects.loc[("A", "C"), "indirect"] == pytest.approx(through_b)
    # What the model has not is no effect of zero.
    assert np.isnan(effects.loc[("A", "D"), "direct"])
    assert effects.index[effects["indirect"].notna()].equals(result.indirect_effects.index)
    assert effects.index[effects["direct"].notna()].equals(result.paths.index)
    specific = result.specific_indirect_effects["effect"]
    assert sorted(path for *_, path in specific.index) == [
        "A -> B -> C",
        "A -> B -> C -> D",
        "A -> C -> D",
        "B -> C -> D",
    ]
    assert specific[("A", "D", "A -> B -> C -> D")] == pytest.approx(through_b * b.loc["C", "D"])
    assert specific["A", "D"].sum() == pytest.approx(effects.loc[("A", "D"), "total"])


def test_zero_where_there_is_no_path(result):
    table = result.path_coefficients
    assert [(s, t) for s in table.index for t in table if table.loc[s, t] != 0] == PATHS


def test_scores_have_the_index_of_the_data(result, data):
    pd.testing.assert_index_equal(result.scores.index, data.index)
    standardised = (data[ITEMS] - data[ITEMS].mean()) / data[ITEMS].std()
    w = result.weights.loc["B", "weight"]
    pd.testing.assert_series_equal(
        result.scores["B"], standardised[w.index] @ w, check_names=False, atol=1e-12
    )


def test_cross_loadings_are_correlations_of_items_and_scores(result, data):
    both = data[ITEMS].join(result.scores).corr()
    np.testing.assert_allclose(result.cross_loadings, both.loc[ITEMS, CONSTRUCTS], atol=1e-12)
    np.testing.assert_allclose(
        result.score_correlations, both.loc[CONSTRUCTS, CONSTRUCTS], atol=1e-12
    )


def test_data_are_left_as_they_were(data):
    before = data.copy(deep=True)
    plspm.estimate(MODEL, data).summary()
    pd.testing.assert_frame_equal(data, before)


@pytest.mark.parametrize("table", ["scores", "descriptives"])
def test_a_correlation_matrix_has_no_cases(data, table):
    alone = plspm.estimate(MODEL, correlations=data[ITEMS].corr(), n=50)
    with pytest.raises(plspm.UnavailableError, match=r"(?i)cases.*plspm\.estimate\(model, data\)"):
        getattr(alone, table)


@every_option
@examples(4)
@given(study=studies())
def test_tables_hold_what_the_statistics_compute(options, study):
    result = study.fit(**options)
    tables = numbers(result)
    for name, frame in (
        ("paths", "path_coefficients"),
        ("htmt", "htmt"),
        ("vif_inner", "vif_inner"),
    ):
        statistic = STATISTICS[name]
        with np.errstate(invalid="ignore", divide="ignore"):
            values = statistic.compute(result._estimates)[0]
        for row, value in zip(statistic.labels(study.arrays).rows, values, strict=True):
            key = (frame, row, statistic.column) if name == "vif_inner" else (frame, *row)
            np.testing.assert_equal(tables[key], value)


@pytest.mark.parametrize(
    "table",
    [
        "weights",
        "loadings",
        "cross_loadings",
        "construct_correlations",
        "score_correlations",
        "indicator_correlations",
        "path_coefficients",
        "r_squared",
        "effects",
    ],
)
def test_a_table_that_is_changed_changes_no_other(result, data, table):
    changed = plspm.estimate(MODEL, data)
    of_a_user = getattr(changed, table)
    of_a_user.iloc[:] = 9.0
    pd.testing.assert_frame_equal(getattr(changed, table), getattr(result, table))
    assert changed.summary() == result.summary()
    for other in ("fit", "reliability", "f_squared", "htmt", "fornell_larcker"):
        pd.testing.assert_frame_equal(getattr(changed, other), getattr(result, other))
    again = changed.bootstrap(20, seed=1, progress=False).paths
    pd.testing.assert_frame_equal(again, result.bootstrap(20, seed=1, progress=False).paths)


def test_products_are_not_pickled(result, data):
    fresh = len(pickle.dumps(plspm.estimate(MODEL, data)))
    boot = result.bootstrap(20, seed=1, progress=False)
    again = pickle.loads(pickle.dumps(boot))
    assert len(pickle.dumps(result._resampled)) < fresh
    pd.testing.assert_frame_equal(
        again.interval("paths", kind="bca"), boot.interval("paths", kind="bca")
    )
