"""Structural equations as regressions: beside statsmodels, R's plspm and a printed study."""

import warnings

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from tests.parity.references import Run, model

import plspm
from plspm.assessment.regression import absent
from plspm.estimation.arrays import ModelArrays
from plspm.model import PathModel

STUDY = plspm.datasets.describe("customer_engagement")
BLOCKS = """
    EXP =~ EXP_a + EXP_b + EXP_c
    ORE =~ ORE_a + ORE_b + ORE_c + ORE_d
    SMU =~ SMU
    ECE =~ ECE_b + ECE_d + ECE_e + ECE_f + ECE_h
    MPE =~ MPE_a + MPE_b + MPE_c + MPE_d
"""
PLAIN = BLOCKS + "ECE ~ EXP + ORE + SMU; MPE ~ ECE"
PRODUCT = BLOCKS + "ECE ~ EXP + ORE + SMU + EXP:ORE + SMU^2; MPE ~ ECE"
HIGHER = BLOCKS + "H <~ EXP + ORE; ECE ~ H + SMU; MPE ~ ECE + SMU"
MODERATED = BLOCKS + "H =~ EXP + ORE; ECE ~ H + SMU + H:SMU; MPE ~ ECE"
COLUMNS = ["estimate", "std_error", "t", "p_value", "df"]

KINDS = {
    "plain": (PLAIN, {}),
    "consistent": (PLAIN, {"estimator": "plsc"}),
    "product": (PRODUCT, {}),
    "orthogonal": (
        BLOCKS + "ECE ~ EXP + ORE + EXP:ORE; MPE ~ ECE + SMU",
        {"interactions": "orthogonal"},
    ),
    "consistent product": (
        BLOCKS + "ECE ~ EXP + ORE + EXP:ORE; MPE ~ ECE + SMU",
        {"estimator": "plsc"},
    ),
    "higher order": (HIGHER, {}),
    "repeated indicators": (
        HIGHER.replace("H <~ EXP + ORE", "H =~ EXP + ORE"),
        {"higher_order": "repeated_indicators"},
    ),
    "consistent higher order": (HIGHER, {"estimator": "plsc"}),
    "higher order moderated": (MODERATED, {}),
    "own units": (PLAIN, {"standardize": False}),
}


@pytest.fixture(scope="module", params=KINDS)
def result(request):
    text, options = KINDS[request.param]
    return estimated(text, STUDY.data, **options)


@pytest.fixture(scope="module")
def study():
    return STUDY.estimate()


def estimated(text, data, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.PlspmWarning)
        return plspm.estimate(text.replace(";", "\n"), data, **options)


def scores_of(result):
    """Scores in standard units, products of these as they are."""
    scores, arrays = result.scores, result._fitted.arrays
    made = scores.columns[arrays.is_product]
    others = scores.columns.difference(made)
    scores[others] = scores[others] / scores[others].std()
    return scores


def equations(result):
    """Target and predecessors of every equation, by what is a path."""
    paths = result.paths.index
    for target in dict.fromkeys(target for _, target in paths):
        yield target, [source for source, other in paths if other == target]


def ols(scores, target, sources, weights=None):
    """The regression by statsmodels, products as they are; the rest in standard units."""
    X = sm.add_constant(scores[sources])
    if weights is None:
        return sm.OLS(scores[target], X).fit()
    return sm.WLS(scores[target], X, weights=weights).fit()


def test_regressions_are_those_of_statsmodels(result):
    table, whole = result.regressions, result.regression_equations
    assert table.index.tolist() == result.paths.index.tolist()
    for target, sources in equations(result):
        fit = ols(scores_of(result), target, sources)
        ours = table.xs(target, level="target").loc[sources]
        for column, theirs in zip(
            COLUMNS[:4], (fit.params, fit.bse, fit.tvalues, fit.pvalues), strict=True
        ):
            np.testing.assert_allclose(ours[column], theirs[sources], rtol=1e-8, atol=1e-13)
        assert (ours["df"] == fit.df_resid).all()
        np.testing.assert_allclose(
            whole.loc[target],
            [fit.rsquared, fit.fvalue, fit.df_model, fit.df_resid, fit.f_pvalue],
            rtol=1e-8,
        )


def test_without_correction_estimates_are_the_path_coefficients():
    result = estimated(PRODUCT, STUDY.data)
    np.testing.assert_allclose(
        result.regressions["estimate"], result.paths["path_coefficient"], rtol=1e-12
    )
    corrected = estimated(PLAIN, STUDY.data, estimator="plsc")
    assert abs(corrected.regressions["estimate"] - corrected.paths["path_coefficient"]).max() > 0.02


def test_absent_paths_are_regressions_with_one_predictor_more(result):
    table = result.absent_paths
    known = dict(equations(result))
    assert len(table) >= 3
    assert (np.diff(table["f_squared"]) <= 0).all()
    for (source, target), row in table.iterrows():
        sources = known.get(target, [])
        fit = ols(scores_of(result), target, [*sources, source])
        before = ols(scores_of(result), target, sources).rsquared if sources else 0.0
        f_squared = (fit.rsquared - before) / (1.0 - fit.rsquared)
        expected = [fit.params[source], fit.tvalues[source], f_squared, before, fit.rsquared]
        np.testing.assert_allclose(row, expected, rtol=1e-6, atol=1e-10)


def test_pairs_are_all_that_make_no_cycle(study):
    assert set(study.absent_paths.index) == {
        *((source, "MPE") for source in ("EXP", "ORE", "SMU")),
        *((a, b) for a in ("EXP", "ORE", "SMU") for b in ("EXP", "ORE", "SMU") if a != b),
    }


def test_every_absent_path_can_be_added_and_no_other(study):
    """By the model itself, which refuses cycles and paths that it has already."""
    possible = set()
    for source in study.model.construct_names:
        for target in study.model.construct_names:
            try:
                PathModel(
                    study.model.constructs, [*study.model.paths, plspm.path(source, to=target)]
                )
            except plspm.SpecificationError:
                continue
            possible.add((source, target))
    assert set(study.absent_paths.index) == possible


def test_products_and_parts_are_left_out():
    for text in (PRODUCT, HIGHER, MODERATED):
        result = estimated(text, STUDY.data)
        named = {name for pair in result.absent_paths.index for name in pair}
        parts = {"EXP", "ORE"} if "H " in text else set()
        products = {name for name in result.path_coefficients if ":" in name or "^" in name}
        assert not named & (parts | products)


def test_a_model_with_every_path_has_none_absent():
    data = STUDY.data
    result = estimated("A =~ EXP_a + EXP_b; B =~ ORE_a + ORE_b; B ~ A", data)
    assert len(result.absent_paths) == 0
    assert result.absent_paths.columns[0] == "coefficient"


@pytest.mark.parametrize("scheme", ["path", "factorial", "centroid"])
@pytest.mark.parametrize(
    "name",
    [
        "customer_engagement",
        "ecsi_reflective",
        "ten_constructs",
        "mixed_modes",
        "all_formative",
        "small_triangle",
        "reversed_items",
    ],
)
def test_inner_model_of_r(name, scheme):
    run = Run(name, "plspm", scheme)
    constructs = [
        plspm.composite(c, items, mode=run.modes[c]) for c, items in model(name)["blocks"].items()
    ]
    specification = PathModel(constructs, [plspm.path(s, to=t) for s, t in run.paths])
    ours = estimated_tightly(specification, run.data, scheme).regressions
    compared = 0
    for target, printed in run.output["inner_model"].items():
        for source, row in zip(printed["rows"], printed["values"], strict=True):
            if source == "Intercept":
                continue
            # Programs may turn a construct the other way: signs of both ends together.
            mine = ours.loc[(source, target), ["estimate", "std_error", "t", "p_value"]]
            np.testing.assert_allclose(np.abs(mine), np.abs(row), rtol=1e-6, atol=1e-9)
            compared += 1
    assert compared == len(run.paths)


def estimated_tightly(specification, data, scheme):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.PlspmWarning)
        return plspm.estimate(
            specification, data, scheme=scheme, tolerance=1e-12, max_iterations=3000
        )


def test_the_printed_t_values_follow_from_the_printed_correlations():
    printed = STUDY.published("table3").drop(columns=["mean", "sd"])
    C = printed.to_numpy(float)
    C = np.where(np.isnan(C), C.T, C)
    np.fill_diagonal(C, 1.0)
    names = list(printed.columns)
    x = [names.index(name) for name in ("EXP", "ORE", "SMU")]
    y, z = names.index("ECE"), names.index("MPE")

    def t(target, sources):
        inverse = np.linalg.inv(C[np.ix_(sources, sources)])
        b = inverse @ C[sources, target]
        left = 1 - b @ C[sources, target]
        return b / np.sqrt(left * np.diag(inverse) / (119 - len(sources) - 1))

    assert t(y, x)[1] == pytest.approx(4.549, abs=0.01)
    assert t(z, [y])[0] == pytest.approx(10.089, abs=0.012)
    ours = STUDY.estimate().regressions["t"]
    assert ours["ORE", "ECE"] == pytest.approx(4.549, abs=0.01)
    assert ours["ECE", "MPE"] == pytest.approx(10.089, abs=0.01)


def test_correlations_alone_give_the_same(study):
    S = study.indicator_correlations
    alone = plspm.estimate(STUDY.model, correlations=S, n=119, scheme="centroid")
    np.testing.assert_allclose(alone.regressions[COLUMNS], study.regressions[COLUMNS], rtol=1e-8)
    np.testing.assert_allclose(alone.absent_paths, study.absent_paths, rtol=1e-8)
    assert alone.regressions["per_unit"].isna().all()
    assert alone.regression_equations.index.tolist() == ["ECE", "MPE"]


def test_covariances_know_the_units_of_single_items():
    items = [item for item in STUDY.data if item in PLAIN]
    whole = estimated(PLAIN, STUDY.data, standardize=False)
    options = {"correlations": STUDY.data[items].cov(), "n": 119, "standardize": False}
    alone = estimated(PLAIN, None, **options)
    found = alone.regressions["per_unit"]
    assert found.dropna().index.tolist() == [("SMU", "ECE")]
    pd.testing.assert_series_equal(found, whole.regressions["per_unit"], rtol=1e-8)


def test_consistent_higher_order_scores_of_correlations_alone():
    whole = estimated(HIGHER, STUDY.data, estimator="plsc")
    S = whole.indicator_correlations
    alone = estimated(HIGHER, None, correlations=S, n=119, estimator="plsc")
    np.testing.assert_allclose(alone.score_correlations, whole.score_correlations, rtol=1e-7)
    np.testing.assert_allclose(
        whole.score_correlations, np.corrcoef(whole.scores.to_numpy().T), rtol=1e-7
    )
    np.testing.assert_allclose(alone.regressions[COLUMNS], whole.regressions[COLUMNS], rtol=1e-6)


@pytest.mark.parametrize("text", [PLAIN, PRODUCT])
def test_case_weights_make_it_weighted_least_squares(text):
    rng = np.random.default_rng(3)
    weights = rng.uniform(0.2, 3.0, 119)
    result = estimated(text, STUDY.data.assign(w=weights), weights="w")
    for target, sources in equations(result):
        fit = ols(result.scores, target, sources, weights)
        ours = result.regressions.xs(target, level="target").loc[sources]
        for column, theirs in zip(
            COLUMNS[:4], (fit.params, fit.bse, fit.tvalues, fit.pvalues), strict=True
        ):
            np.testing.assert_allclose(ours[column], theirs[sources], rtol=1e-8, atol=1e-13)


def test_cases_of_weight_zero_do_not_count():
    data = STUDY.data.assign(w=[1.0] * 100 + [0.0] * 19)
    weighted = estimated(PLAIN, data, weights="w")
    plain = estimated(PLAIN, STUDY.data.iloc[:100])
    np.testing.assert_allclose(weighted.regressions, plain.regressions, rtol=1e-8)
    np.testing.assert_allclose(weighted.absent_paths, plain.absent_paths, rtol=1e-6)


@pytest.mark.parametrize("weights", [None, "w"])
@pytest.mark.parametrize("estimator", ["pls", "plsc"])
def test_per_unit_of_a_dummy_is_what_it_moves_from_0_to_1(weights, estimator):
    rng = np.random.default_rng(5)
    data = STUDY.data
    data["large"] = (data["ORE_a"] + rng.normal(size=119) > 3.5).astype(int)
    data["w"] = rng.uniform(0.5, 2.0, 119)
    text = BLOCKS + "LARGE =~ large; ECE ~ EXP + ORE + LARGE + SMU; MPE ~ ECE"
    result = estimated(text, data, weights=weights, estimator=estimator)
    frame = result.scores.assign(LARGE=data["large"], SMU=data["SMU"])
    given = data["w"] if weights else None
    fit = ols(frame, "ECE", ["EXP", "ORE", "LARGE", "SMU"], given)
    found = result.regressions["per_unit"]
    np.testing.assert_allclose(
        found[[("LARGE", "ECE"), ("SMU", "ECE")]], fit.params[["LARGE", "SMU"]], rtol=1e-8
    )
    assert found.drop([("LARGE", "ECE"), ("SMU", "ECE")]).isna().all()


def test_too_few_cases_have_reasons():
    rng = np.random.default_rng(1)
    data = pd.DataFrame(rng.normal(size=(4, 4)), columns=list("abcd"))
    result = estimated("A =~ a; B =~ b; C =~ c; D =~ d; D ~ A + B + C", data)
    assert result.regressions[["std_error", "t", "p_value"]].isna().all().all()
    assert result.regression_equations[["f", "p_value"]].isna().all().all()
    about = result.undefined[result.undefined["statistic"].str.contains("regressions")]
    assert about["where"].unique().tolist() == ["D"]
    assert result.absent_paths["t"].notna().all()  # A, B and C on each other


def test_scores_that_repeat_their_predictors_have_a_reason():
    rng = np.random.default_rng(2)
    data = pd.DataFrame(rng.normal(size=(40, 3)), columns=list("abz"))
    data["y"] = data["a"] + data["b"]
    result = estimated("A =~ a; B =~ b; Y =~ y; Z =~ z; Y ~ A + B; Z ~ Y", data)
    table = result.regressions
    assert table.loc[[("A", "Y"), ("B", "Y")], "t"].isna().all()
    assert np.isfinite(table.loc[("Y", "Z"), "t"])
    assert np.isnan(result.regression_equations.loc["Y", "f"])
    about = result.undefined[result.undefined["statistic"].str.contains("regressions")]
    assert about["where"].tolist() == ["Y"]


def test_absent_paths_of_a_model_in_arrays():
    arrays = ModelArrays.from_model(PathModel.parse("X =~ x; M =~ m; Y =~ y; M ~ X; Y ~ M"))
    target, source = np.nonzero(absent(arrays))
    assert [
        (arrays.constructs[j], arrays.constructs[i]) for i, j in zip(target, source, strict=True)
    ] == [("X", "Y")]
