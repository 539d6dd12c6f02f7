"""Mediation: the five types, and the table from its parts."""

import warnings

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import QUIET, TEXT, factor_data, quietly, triangle
from tests.naive import resample as naive

import plspm
from plspm.assessment.statistics import STATISTICS
from plspm.estimation.arrays import ModelArrays
from plspm.inference.mediation import classify, direct_of_routes, excludes_zero
from plspm.report.mediation import mediation_table

CHAIN = "A =~ a; B =~ b; C =~ c; B ~ A; C ~ B"

TYPES = [
    # indirect, differs, direct, differs, type of Zhao, Lynch & Chen (2010), figure 2
    (0.2, True, 0.3, True, "complementary"),
    (-0.2, True, -0.3, True, "complementary"),
    (0.2, True, -0.3, True, "competitive"),
    (-0.2, True, 0.3, True, "competitive"),
    (0.2, True, 0.3, False, "indirect-only"),
    (0.2, True, -0.3, False, "indirect-only"),
    (0.2, False, 0.3, True, "direct-only"),
    (0.2, False, -0.3, True, "direct-only"),
    (0.2, False, 0.3, False, "none"),
    (0.2, False, -0.3, False, "none"),
]


@pytest.mark.parametrize(("text", "number"), [(CHAIN, -1), (f"{CHAIN} + A", 1)])
def test_the_direct_path_beside_a_route(text, number):
    """A to C is the second of the paths by target and source, where there is one."""
    arrays = ModelArrays.from_model(plspm.PathModel.parse(text))
    assert direct_of_routes(arrays).tolist() == [number]


@pytest.mark.parametrize(("indirect", "ab", "direct", "c", "kind"), TYPES)
def test_the_types(indirect, ab, direct, c, kind):
    found = classify(np.array([indirect]), np.array([ab]), np.array([direct]), np.array([c]))
    assert found.tolist() == [kind]


def test_an_interval_excludes_zero_on_one_side_of_it():
    lower = np.array([0.1, -0.2, -0.1, 0.0, np.nan, -0.3])
    upper = np.array([0.2, -0.1, 0.1, 0.2, np.nan, 0.0])
    assert excludes_zero(lower, upper).tolist() == [True, True, False, False, False, False]


POPULATIONS = {
    "complementary": (0.6, 0.4, 0.5),
    "competitive": (0.6, -0.4, 0.5),
    "indirect-only": (0.6, 0.0, 0.5),
    "direct-only": (0.0, 0.5, 0.0),
    "none": (0.0, 0.0, 0.0),
}


@pytest.mark.parametrize("kind", POPULATIONS)
def test_each_type_is_found_in_a_population_that_has_it(kind):
    """Items without error, so that no part of an effect is attenuated into another."""
    frame = factor_data(400, 22, paths=POPULATIONS[kind], loading=0.999)
    boot = quietly(TEXT, frame).bootstrap(499, seed=1, **QUIET)
    assert boot.mediation()["type"].tolist() == [kind]


FOUR = """
    A =~ a11 + a12; B =~ b11 + b12; C =~ c11 + c12; D =~ a13 + b13
    B ~ A; C ~ A + B; D ~ B + C
"""


@pytest.fixture(scope="module")
def boot():
    return plspm.estimate(FOUR, factor_data(150, 4)).bootstrap(199, seed=3, **QUIET)


@pytest.mark.parametrize("kind", ["percentile", "bca"])
def test_the_table_holds_the_tables_of_its_parts(kind, boot):
    table = boot.mediation(kind=kind, level=0.9)
    specific = boot.table("specific_indirect_effects", kind=kind, level=0.9)
    assert table.index.tolist() == specific.index.tolist()
    assert [route for *_, route in table.index] == [
        "A -> B -> C",
        "A -> B -> C -> D",
        "A -> B -> D",
        "A -> C -> D",
        "B -> C -> D",
    ]
    parts = {
        "direct": boot.table("paths", kind=kind, level=0.9),
        "total": boot.table("total_effects", kind=kind, level=0.9),
    }
    for label, row in table.iterrows():
        for column, name in (("", "estimate"), ("_lower", "ci_lower"), ("_upper", "ci_upper")):
            assert row[f"indirect{column}"] == specific.loc[label, name]
            assert row[f"total{column}"] == parts["total"].loc[label[:2], name]
            if label[:2] in parts["direct"].index:
                assert row[f"direct{column}"] == parts["direct"].loc[label[:2], name]
            else:
                assert np.isnan(row["direct"])
                assert np.isnan(row["direct_lower"])
                assert row["type"] in {"indirect-only", "none"}
        expected = classify(
            np.array([row["indirect"]]),
            excludes_zero(np.array([row["indirect_lower"]]), np.array([row["indirect_upper"]])),
            np.array([row["direct"]]),
            excludes_zero(np.array([row["direct_lower"]]), np.array([row["direct_upper"]])),
        )
        assert row["type"] == expected[0]


def test_vaf_is_the_share_of_the_total_effect_draw_by_draw(boot):
    table = boot.mediation(level=0.8)
    specific, total = boot.draws("specific_indirect_effects"), boot.draws("total_effects")
    for label, row in table.iterrows():
        shares = (specific[label] / total[label[:2]]).to_numpy()
        assert row["vaf"] == pytest.approx(row["indirect"] / row["total"], abs=1e-12)
        expected = naive.interval_percentile(shares, 0.8)
        assert (row["vaf_lower"], row["vaf_upper"]) == pytest.approx(expected, abs=1e-10)
    of_a_on_d = table.xs(("A", "D"), level=("source", "target"))
    assert of_a_on_d["vaf"].sum() == pytest.approx(1, abs=1e-12)


def test_a_model_without_mediator_has_an_empty_table():
    result = plspm.estimate("A =~ a11 + a12; B =~ b11 + b12; B ~ A", factor_data(60, 1))
    table = result.bootstrap(50, seed=1, **QUIET).mediation()
    assert table.empty
    assert "vaf" in table.columns


def test_what_mediation_needs_is_named_when_it_was_not_drawn():
    few = triangle().bootstrap(50, seed=1, statistics=["paths"], **QUIET)
    with pytest.raises(plspm.OptionError, match="specific_indirect_effects"):
        few.mediation()


def test_the_direct_effect_of_the_first_path_of_all():
    """C comes first, so that A -> C is path number 0: it is a path like any other."""
    text = "C1 =~ c11 + c12; A1 =~ a11 + a12; B1 =~ b11 + b12; B1 ~ A1; C1 ~ A1 + B1"
    boot = plspm.estimate(text, factor_data(150, 4)).bootstrap(99, seed=3, **QUIET)
    assert boot.paths.index[0] == ("A1", "C1")
    row = boot.mediation().iloc[0]
    assert row["direct"] == boot.paths["estimate"].iloc[0] != 0
    assert row["direct_lower"] == boot.paths["ci_lower"].iloc[0]
    assert row["direct_upper"] == boot.paths["ci_upper"].iloc[0]


def test_an_undefined_effect_has_no_type_but_a_reason():
    """Under PLSc a negative rho_A leaves no path to its construct, nor any effect along it."""
    frame = factor_data(150, 4)
    noise = pd.DataFrame(np.random.default_rng(5).normal(size=(150, 2)), columns=["b11", "b12"])
    noise["b12"] -= 0.3 * noise["b11"]
    frame = frame.assign(**noise)
    text = "A1 =~ a11 + a12; B1 =~ b11 + b12; C1 =~ c11 + c12; B1 ~ A1; C1 ~ A1 + B1"
    result = quietly(text, frame, estimator="plsc")
    assert result.effects.loc[("A1", "B1")].isna().all()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        row = result.bootstrap(199, seed=1, **QUIET).mediation().iloc[0]
    assert row["type"] is pd.NA
    assert row["reason"] == ("the indirect effect is undefined, see the table undefined of the fit")


def test_an_undefined_interval_has_no_type_but_a_reason():
    """All draws of the direct effect lie above the estimate: it has no BC interval."""
    arrays = ModelArrays.from_model(plspm.PathModel.parse(f"{CHAIN} + A"))
    one = np.ones(1)
    estimates = {"indirect": one, "direct": np.ones(3), "total": np.ones(3), "vaf": one}
    bounds = {name: (values / 2, values * 2) for name, values in estimates.items()}
    labels = STATISTICS["specific_indirect_effects"].labels(arrays)
    defined = mediation_table(arrays, labels, estimates, bounds).iloc[0]
    assert (defined["type"], defined["reason"]) == ("complementary", "")
    for effect in ("direct", "indirect"):
        for gap in (0, 1):
            lacking = [values.copy() for values in bounds[effect]]
            lacking[gap][:] = np.nan
            row = mediation_table(arrays, labels, estimates, bounds | {effect: lacking}).iloc[0]
            assert row["type"] is pd.NA
            assert row["reason"].startswith(f"the interval of the {effect} effect is undefined")


def test_a_route_without_a_direct_path_needs_no_reason(boot):
    table = boot.mediation()
    absent = table.index.droplevel("path").isin(boot.paths.index) == np.False_
    assert absent.any()
    assert table.loc[absent, "direct"].isna().all()
    assert table["type"].notna().all()
    assert (table["reason"] == "").all()
