"""Verdicts: each value on the right side of its cut-off, and the right rules for every kind."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalogue import CATALOGUE
from tests.strategies import examples
from tests.verdicts.cases import (
    MODEL,
    PLAIN,
    QUIET,
    everything,
    of_two_segments,
    plain,
    segments,
    survey,
)

import plspm
from plspm.assessment.criteria import CUT_OFFS, cut_offs
from plspm.verdicts.lines import judge
from plspm.verdicts.thresholds import ELSEWHERE_USED

pytestmark = pytest.mark.filterwarnings("ignore::plspm.errors.PlspmWarning")


def verdicts_of(found, criterion):
    return found.table.loc[criterion, "verdict"].to_dict()


# -- by the tables of the fit -----------------------------------------------------------------


def three(value, good, tolerable):
    return "pass" if good(value) else "look" if tolerable(value) else "fail"


def test_reflective_lines_follow_from_the_tables():
    result, boot = plain()
    found = boot.check()
    loadings = {f"{c}: {i}": v for (c, i), v in result.loadings["loading"].items()}
    assert verdicts_of(found, "loading") == {
        k: three(v, lambda x: x >= 0.708, lambda x: x >= 0.4) for k, v in loadings.items()
    }
    for name in ("rho_a", "rho_c", "cronbach_alpha"):
        column = result.reliability[name]
        expected = {k: "pass" if 0.7 <= v <= 0.95 else "look" for k, v in column.items()}
        assert verdicts_of(found, name) == expected
        assert found.table.loc[name, "value"].to_dict() == column.to_dict()
    assert verdicts_of(found, "ave") == {
        k: "pass" if v >= 0.5 else "fail" for k, v in result.reliability["ave"].items()
    }


def test_structural_lines_follow_from_the_tables():
    result, boot = plain()
    found = boot.check()
    arrows = {f"{s} -> {t}": p for (s, t), p in boot.paths["p_value"].items()}
    assert found.table.loc["paths", "value"].to_dict() == arrows
    assert verdicts_of(found, "paths") == {
        k: "pass" if p < 0.05 else "look" for k, p in arrows.items()
    }
    f2 = {f"{s} -> {t}": v for (s, t), v in result.f_squared["f_squared"].items()}
    assert found.table.loc["f_squared", "value"].to_dict() == f2
    assert verdicts_of(found, "inner_vif") == {
        f"{s} -> {t}": three(v, lambda x: x < 3, lambda x: x < 5)
        for (s, t), v in result.vif_inner["vif"].items()
    }
    srmr = result.fit.loc["srmr"]
    assert found.table.loc[("srmr", "saturated model"), "value"] == srmr["saturated"]


@pytest.mark.parametrize("variant", ["htmt", "htmt2"])
def test_htmt_is_judged_by_the_95_percent_quantile_of_its_draws(variant):
    _, boot = plain()
    found = boot.check().table.loc[variant]
    bounds = boot.draws(variant).quantile(0.95)
    for pair, row in found.iterrows():
        upper = bounds[tuple(pair.split(", "))]
        assert row["value"] == pytest.approx(upper, abs=1e-12)
        assert row["verdict"] == three(upper, lambda x: x < 0.85, lambda x: x < 0.9)
        assert row["threshold"] == "upper bound < .85"


def test_without_draws_only_a_ratio_beyond_the_bound_is_judged():
    twins = survey().assign(**{f"b{k}": survey()[f"a{k}"] + 0.01 * k for k in (1, 2, 3)})
    twins["b1"] += 0.3 * np.sin(np.arange(len(twins)))
    found = plspm.estimate(PLAIN, twins).check()
    assert verdicts_of(found, "htmt") == {"B, A": "fail"}
    assert found.lacking.loc["htmt", "run"].str.contains("bootstrap").all()
    assert "htmt" not in plain()[0].check().table.index.get_level_values("criterion")
    assert plain()[0].check().overview.loc["htmt", "state"] == "not done"


def test_full_collinearity_is_that_of_statsmodels():
    from statsmodels.stats.outliers_influence import variance_inflation_factor

    result, _ = plain()
    scores = result.scores.to_numpy()
    exog = np.column_stack([np.ones(len(scores)), scores])
    expected = [variance_inflation_factor(exog, k + 1) for k in range(scores.shape[1])]
    found = result.check().table.loc["full_vif", "value"]
    np.testing.assert_allclose(found.to_numpy(), expected, rtol=1e-9)


# -- kinds of blocks --------------------------------------------------------------------------


def test_every_kind_has_its_own_rules():
    table = everything().table
    where = {name: set(table.loc[name].index) for name in table.index.unique("criterion")}
    of = {name: {label.partition(":")[0] for label in labels} for name, labels in where.items()}
    assert of["loading"] == {"A", "B", "D"}
    assert of["ave"] == of["rho_a"] == {"A", "B", "D"}
    assert of["weights"] == of["outer_vif"] == {"C", "H"}
    assert {"H: A", "H: B"} <= where["weights"]
    assert of["single_item"] == {"G"}
    assert of["redundancy"] == {"C"}
    assert where["product_f_squared"] == {"H:C -> D"} or where["product_f_squared"] == {"C:H -> D"}
    assert where["higher_order"] == {"H"}
    # A construct is not told apart from its parts; those of Mode B have no HTMT.
    assert where["htmt"] == {"B, A", "D, A", "D, B", "G, A", "G, B", "G, D"} or where["htmt"] == {
        "B, A", "D, A", "D, B", "D, G", "G, A", "G, B"
    }  # fmt: skip


def test_a_reflected_construct_of_constructs_is_judged_by_its_parts():
    text = MODEL.replace("H <~ A + B", "H =~ A + B").replace("+ H:C", "")
    result = plspm.estimate(text, survey())
    table = result.check().table
    assert {"H: A", "H: B"} <= set(table.loc["loading"].index)
    assert table.loc[("loading", "H: A"), "value"] == pytest.approx(
        result.loadings["loading"]["H", "A"]
    )
    assert table.loc[("ave", "H"), "value"] == pytest.approx(result.reliability.loc["H", "ave"])


def test_rule_sets_part_over_composites_in_mode_a():
    result = plspm.estimate(PLAIN.replace("A =~", "A <~ [A]"), survey())
    hair, henseler = result.check().table, result.check(rules="henseler").table
    assert "A" in hair.loc["ave"].index
    assert "A" not in henseler.loc["ave"].index
    assert "A: a1" in henseler.loc["outer_vif"].index
    assert hair.loc[("loading", "B: b1"), "threshold"] == "≥ .708"
    assert henseler.loc[("loading", "B: b1"), "threshold"] == "≥ .707"


def test_weights_that_nobody_estimates_are_not_tested():
    result = plspm.estimate(PLAIN.replace("A =~", "A <~ [sum]"), survey())
    found = result.bootstrap(19, 1, **QUIET).check()
    assert "weights" not in found.table.index.get_level_values("criterion")
    assert "A: a1" in found.table.loc["outer_vif"].index


def test_redundancy_is_the_multiple_correlation_with_the_global_item():
    data = survey()
    X = np.column_stack([np.ones(len(data)), data[["c1", "c2", "c3"]]])
    fitted = X @ np.linalg.lstsq(X, data["overall"], rcond=None)[0]
    expected = np.corrcoef(fitted, data["overall"])[0, 1]
    found = everything().table.loc[("redundancy", "C")]
    assert found["value"] == pytest.approx(expected, abs=1e-6)
    assert found["verdict"] == ("pass" if expected >= 0.708 else "look")


def test_an_unsupported_weight_goes_by_its_loading():
    rng = np.random.default_rng(1)
    data = survey().copy()
    data["c2"] = data["c1"] + 0.7 * rng.standard_normal(300)
    others = np.column_stack([np.ones(300), data[["c1", "c2", "d1", "d2", "d3"]]])
    noise = rng.standard_normal(300)
    data["c3"] = noise - others @ np.linalg.lstsq(others, noise, rcond=None)[0]
    found = plspm.estimate("C <~ c1 + c2 + c3\nD =~ d1 + d2 + d3\nD ~ C", data)
    table = found.bootstrap(299, 1, **QUIET).check().table.loc["weights"]
    for where, row in table.iterrows():
        loading = found.loadings["loading"]["C", where.removeprefix("C: ")]
        if row["value"] < 0.05 or abs(loading) >= 0.5:
            assert row["verdict"] == "pass"
        else:
            assert row["verdict"] in {"look", "fail"}
            assert row["what_to_do"]
    assert table.loc["C: c3", "verdict"] != "pass"


# -- data -------------------------------------------------------------------------------------


def test_missing_answers_are_shares_of_the_rows():
    data = survey().copy()
    data.loc[:29, "a1"] = math.nan  # 10 %
    data.loc[:5, "b1"] = math.nan  # 2 %
    found = plspm.estimate(PLAIN, data, missing="mean").check().table.loc["missing"]
    assert found["value"].to_dict() == pytest.approx(
        {"a1": 0.1, "b1": 0.02, "largest share of a case": 2 / 9}
    )
    assert found.loc["a1", "verdict"] == "fail"
    assert found.loc["b1", "verdict"] == "pass"
    listwise = plspm.estimate(PLAIN, data, missing="listwise").check().table.loc["missing"]
    assert listwise.loc["a1", "verdict"] == "look"
    assert plspm.estimate(PLAIN, survey()).check().table.loc["missing"].index.tolist() == [
        "all items"
    ]


def test_dummies_are_one_answer_and_have_no_shape():
    data = survey().copy()
    data["SECTOR"] = np.resize(["Trade"] * 9 + ["Services", "Industry", "Mining"], len(data))
    data.loc[data.index[:6], "SECTOR"] = None
    data.loc[data.index[0], "a1"] = np.nan
    found = plspm.estimate(PLAIN, data, controls="SECTOR", missing="mean").check().table
    assert found.loc["missing", "value"].to_dict() == {
        "a1": 1 / len(data),
        "SECTOR": 6 / len(data),
        "largest share of a case": 2 / 10,
    }
    assert [name for name in found.loc["shape"].index if "SECTOR" in name] == []


def test_an_item_keyed_the_other_way_fails():
    data = survey().assign(a1=-survey()["a1"])
    found = plspm.estimate(PLAIN, data).check()
    assert verdicts_of(found, "keying") == {"keying": "fail"}
    assert "a1" in found.table.loc["keying", "reading"].iloc[0]


def test_a_reliability_above_1_is_no_sign_of_items_that_repeat_one_another():
    data = survey().copy()
    data[["d1", "d2"]] += 2.0 * data[["g", "g"]].to_numpy()
    data["d3"] = data["a1"]
    result = plspm.estimate(PLAIN, data)
    assert result.reliability.loc["D", "rho_a"] > 1.0
    line = result.check().table.loc[("rho_a", "D")]
    assert line["verdict"] == "fail"
    assert line["reading"] == "above 1"
    assert "No reliability exceeds 1" in line["what_to_do"]


def test_a_small_sample_is_told_the_paths_it_detects():
    data = survey().iloc[:40]
    found = plspm.estimate(PLAIN, data).check().table.loc["sample_size"].iloc[0]
    planned = plspm.sample_size(plspm.estimate(PLAIN, data)).table
    needed = planned[planned["method"] == "inverse square root"]["n"].max()
    assert found["threshold"] == f"≥ {needed:,.0f}"
    assert found["verdict"] == ("pass" if needed <= 40 else "look")


# -- thresholds -------------------------------------------------------------------------------


def test_your_thresholds_are_used_and_told():
    _, boot = plain()
    strict = boot.check(thresholds={"loading": 0.99, "ave": 0.1})
    assert set(verdicts_of(strict, "loading").values()) == {"look"}
    assert strict.table.loc["loading", "source"].unique().tolist() == ["yours"]
    assert ("Yours", "loading ≥ .99, ave ≥ .10") in strict.facts
    assert strict.thresholds.loc["loading", "value"] == 0.99


def test_a_wider_bound_moves_along():
    found = plain()[1].check(thresholds={"htmt": 0.95})
    assert found.thresholds.loc["htmt_most", "value"] == 0.95
    assert found.thresholds.loc["vif_most", "value"] == 5.0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"rules": "hair"}, ["rules", "hair2022"]),
        ({"thresholds": {"htmnt": 0.9}}, ["'htmnt'", "did you mean 'htmt'"]),
        ({"thresholds": {"alpha": 0.1}}, ["did you mean 'significance'"]),
        ({"thresholds": {"xyzzyx": 0.1}}, ["there are missing_item"]),
        ({"thresholds": {"htmt": "high"}}, ["'high' for htmt", "finite number"]),
        ({"thresholds": {"htmt": math.nan}}, ["finite number"]),
        ({"thresholds": [0.9]}, ["mapping"]),
        ({"thresholds": {"vif": 6, "vif_most": 4}}, ["vif (< 6)", "vif_most (< 4)"]),
    ],
)
def test_wrong_options_are_refused_in_words(options, words):
    with pytest.raises(plspm.OptionError) as told:
        plain()[1].check(**options)
    for word in words:
        assert word in str(told.value)


def test_all_problems_are_told_at_once():
    with pytest.raises(plspm.OptionError, match="4 problems"):
        plspm.check(plain()[0], rules="x", thresholds={"y": 1}, prediction=3, exact_fit={})


def test_what_is_given_must_be_what_it_is_given_for():
    result, boot = plain()
    other = plspm.estimate(PLAIN, survey(seed=8)).bootstrap(19, 1, **QUIET)
    with pytest.raises(plspm.OptionError, match="bootstrap is of another fit"):
        plspm.check(result, other)
    with pytest.raises(plspm.OptionError, match="result is a str"):
        plspm.check("A ~ B")
    with pytest.raises(plspm.OptionError, match="bootstrap is a PLSResult"):
        plspm.check(result, result)
    with pytest.raises(plspm.OptionError, match="names 'X', which is no construct"):
        plspm.check(result, global_items={"X": "overall"})
    with pytest.raises(plspm.DataError, match=r"global_items: .*overal"):
        plspm.check(result, global_items={"A": "overal"})
    pd.testing.assert_frame_equal(plspm.check(boot).table, plspm.check(result, boot).table)


def lines_of(**thresholds):
    """The verdicts on everything, with other cut-offs."""
    return everything(tuple(thresholds.items())).table


@pytest.mark.parametrize("name", [n for n in CUT_OFFS if n not in ELSEWHERE_USED])
def test_every_cut_off_that_can_be_set_changes_verdicts(name):
    """None is taken and then not used."""
    extreme = 10.0 if CUT_OFFS[name].relation in "≥>" else -10.0
    if name in {"significance", "power"}:
        extreme = 0.001
    wide = {name: extreme}
    if name.endswith(("_most", "_least")):
        wide |= {name.rpartition("_")[0]: extreme}
    base, changed = lines_of(), lines_of(**wide)
    columns = ["threshold", "verdict", "reading"]
    assert not base[columns].sort_index().equals(changed[columns].sort_index())


@pytest.mark.parametrize("name", sorted(ELSEWHERE_USED))
def test_a_cut_off_that_no_verdict_hangs_on_is_refused(name):
    with pytest.raises(plspm.OptionError, match=f"'{name}', which is no cut-off"):
        plain()[1].check(thresholds={name: 0.5})


BOUNDED = st.floats(-2, 2, allow_nan=False)


@given(value=BOUNDED, looser=BOUNDED, stricter=BOUNDED)
@examples(200)
def test_a_stricter_cut_off_never_turns_a_fail_into_a_pass(value, looser, stricter):
    from dataclasses import replace

    order = {"fail": 0, "look": 1, "pass": 2}
    for name in ("loading", "vif"):
        sign = 1 if CUT_OFFS[name].relation == "≥" else -1
        low, high = sorted((looser, stricter))
        of = [replace(CUT_OFFS[name], value=sign * bound) for bound in (low, high)]
        first, second = (judge(sign * value, one) for one in of)
        assert order[second] <= order[first]


# -- invariances ------------------------------------------------------------------------------


def test_verdicts_do_not_depend_on_order_units_or_names():
    data = survey()
    shuffled = (data.sample(frac=1.0, random_state=1) * 3.0 + 1.0).reset_index(drop=True)
    first, second = plspm.estimate(PLAIN, data).check(), plspm.estimate(PLAIN, shuffled).check()
    assert first.table["verdict"].to_dict() == second.table["verdict"].to_dict()
    renamed = plspm.estimate(PLAIN.replace("B", "Z"), data).check()
    assert renamed.table["verdict"].tolist() == first.table["verdict"].tolist()


def test_failing_lines_stand_first_within_a_criterion():
    rank = {"fail": 0, "look": 1, "pass": 2}
    for _, lines in everything().table.groupby("criterion", sort=False):
        places = [rank[v] for v in lines["verdict"]]
        assert places == sorted(places)
    assert [rank[v] for v in everything().to_do["verdict"]] == sorted(
        rank[v] for v in everything().to_do["verdict"]
    )


def test_every_line_that_does_not_pass_says_what_to_do():
    for found in (everything(), plain()[1].check()):
        passed = found.table["verdict"] == "pass"
        assert (found.table.loc[~passed, "what_to_do"] != "").all()
        assert (found.table["source"] != "").all()


KINDS = [e for e in CATALOGUE if e.name in {"every mode", "a matrix of correlations"}]


@pytest.mark.parametrize("entry", KINDS, ids=str)
def test_models_of_all_kinds_have_a_page(entry):
    found = plspm.estimate(entry.text, **entry.arguments).check()
    text = found.summary()
    assert "To mend and to look at" in text or not len(found.to_do)
    assert "Not done" in text
    assert max(map(len, text.splitlines())) <= 88


def test_statistics_that_nobody_tests_against_0_have_no_t_and_p():
    _, boot = plain()
    for name in ("reliability", "r_squared", "f_squared", "htmt", "fit", "htmt2"):
        assert not {"t", "p_value"} & set(boot.table(name).columns), name


def test_p_is_the_same_in_table_verdict_star_and_diagram():
    result, boot = plain()
    from plspm.assessment.significance import stars
    from plspm.plots.numbers import read_numbers

    drawn = read_numbers(result, boot).p
    line = boot.check().table.loc["paths"]
    for (source, target), p in boot.paths["p_value"].items():
        assert drawn[source, target] == p
        assert line.loc[f"{source} -> {target}", "value"] == p
        assert bool(stars(p)) == (line.loc[f"{source} -> {target}", "verdict"] == "pass")


def test_a_rule_set_is_complete():
    assert set(cut_offs("henseler")) == set(cut_offs("hair2022")) == set(CUT_OFFS)


# -- screening --------------------------------------------------------------------------------


def test_what_a_screening_finds_is_looked_at_and_nothing_passes():
    study = plspm.datasets.describe("customer_engagement")
    result, data = study.estimate(), study.data.copy()
    data.iloc[[5, 6]] = 3
    found = plspm.screen(data, study.model)
    lines = plspm.check(result, screening=found).table.loc["screening"]
    assert lines.loc["straight-lining", ["value", "verdict", "reading"]].tolist() == [
        *(2.0, "look", "rows 5, 6")
    ]
    assert lines["what_to_do"].tolist() == found.findings["action"].tolist()
    clean = plspm.screen(study.data, study.model)
    assert clean.findings.empty  # or the test would show nothing
    lines = plspm.check(result, screening=clean).table.loc["screening"]
    assert lines[["value", "verdict"]].to_numpy().tolist() == [[0.0, "pass"]]
    assert plspm.check(result).overview.loc["screening", "state"] == "not done"
    with pytest.raises(plspm.OptionError, match=r"screening is a DataFrame; give .*plspm\.screen"):
        plspm.check(result, screening=data)


# -- segments ---------------------------------------------------------------------------------


def test_segments_are_looked_at_and_their_absence_passes():
    data, record = of_two_segments(), segments()
    two = plspm.estimate("A =~ a; D =~ d; D ~ A", data)
    found = plspm.check(two, segments=record).table.loc["heterogeneity"]
    assert found.loc["AIC3 and CAIC", ["value", "verdict"]].tolist() == [2.0, "look"]
    assert "compare groups" in found.loc["AIC3 and CAIC", "what_to_do"]
    assert found.loc["EN, 2 segments", "value"] == record.criteria.loc[2, "en"]
    assert found.loc["smallest of 2 segments", "threshold"] == "≥ 55"
    assert found.loc["smallest of 2 segments", "verdict"] == "pass"
    one = plspm.estimate("A =~ a; E =~ e; E ~ A", data)
    alone = plspm.fimix(one, numbers=[2], seed=1, **QUIET)
    lines = plspm.check(one, segments=alone).table.loc["heterogeneity"]
    assert lines["verdict"].tolist() == ["pass"]
    assert plspm.check(one).lacking.loc["heterogeneity", "run"].str.contains("fimix").all()
    with pytest.raises(plspm.OptionError, match=r"segments is a DataFrame; give .*plspm\.fimix"):
        plspm.check(one, segments=data)


def test_criteria_that_do_not_agree_decide_nothing():
    study = plspm.datasets.describe("customer_engagement").estimate()
    record = plspm.fimix(study, numbers=[2], seed=1, **QUIET)
    assert record.suggested is None
    found = plspm.check(study, segments=record).table.loc["heterogeneity"]
    assert found["verdict"].tolist() == ["look"]
    assert math.isnan(found["value"].iloc[0])
    assert found["reading"].iloc[0].startswith("AIC3 2, CAIC 1")
