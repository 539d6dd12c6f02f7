"""What a comparison of groups holds, for models and data of every kind."""

import pickle
import warnings
from inspect import signature

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from pandas.testing import assert_frame_equal
from tests.groups.cases import ECSI, TEXT, compare, ecsi, ecsi_data, factor_data, quietly

import plspm

pytestmark = pytest.mark.filterwarnings("ignore:.* did not end well")

MICOM = (
    "correlation quantile p_compositional mean_difference mean_lower mean_upper p_mean "
    "log_variance_ratio variance_lower variance_upper p_variance invariance"
)


@pytest.fixture(scope="module")
def comparison():
    return compare(ecsi(), "GROUP", permutations=99, draws=49)


def test_fits_are_those_of_the_parts_of_the_data(comparison):
    for group, fit in comparison.fits.items():
        part = ecsi_data()[ecsi_data()["GROUP"] == group]
        alone = plspm.estimate(ECSI, part, tolerance=1e-13, max_iterations=5000)
        assert_frame_equal(fit.paths, alone.paths, atol=1e-10)
        assert_frame_equal(fit.scores, alone.scores, atol=1e-9)
        assert_frame_equal(fit.descriptives, alone.descriptives)
        assert fit.n == comparison.sizes.loc[group, "cases"] == len(part)


def test_groups_are_called_as_their_column(comparison):
    column = ecsi_data()["GROUP"]
    for by, name in ((column, "GROUP"), (column.to_numpy(), "by"), (column.rename(None), "by")):
        found = compare(ecsi(), by, permutations=9, draws=9)
        assert found.by == name
    assert comparison.by == "GROUP"


def test_columns_and_indices(comparison):
    assert list(comparison.micom) == MICOM.split()
    assert comparison.micom.index.names == ["group_a", "group_b", "construct"]
    table = comparison.differences("paths")
    assert table.index.names == ["source", "target", "group_a", "group_b"]
    for test in ("permutation", "henseler", "parametric", "welch"):
        assert table[f"p_{test}"].between(0, 1).all()
        assert (table[f"p_{test}_holm"] >= table[f"p_{test}"]).all()
    assert_allclose(table["difference"], table["estimate_a"] - table["estimate_b"])


OFFERED = signature(plspm.compare_groups).parameters["statistics"].default


@pytest.mark.parametrize("statistic", OFFERED)
def test_every_statistic_is_that_of_the_fits(comparison, statistic):
    table = comparison.differences(statistic, correction=["sidak", "benjamini_hochberg"])
    a, b = (comparison.bootstraps[g].interval(statistic)["estimate"] for g in (0, 1))
    assert_allclose(table["estimate_a"], a, atol=1e-10)
    assert_allclose(table["estimate_b"], b, atol=1e-10)
    assert "p_welch_sidak" in table and "p_welch_benjamini_hochberg" in table
    overlap = comparison.overlap(statistic)
    assert overlap.index.equals(table.index)
    assert (overlap["overlap"] | ~overlap["estimate_in_other"]).all()


def test_it_prints(comparison):
    text = comparison.summary()
    for word in ("139", "MICOM", "configural", "IMAG", "p_welch_holm", "Differences of paths"):
        assert word in text
    assert "<table" in comparison._repr_html_() and "MICOM" in comparison._repr_html_()
    assert repr(comparison) == "<GroupComparison by GROUP: 0 (n = 139), 1 (n = 121)>"


def test_tests_of_all_groups_are_printed(comparison):
    """Distances always; the omnibus test, which two groups do not have, of three and more."""
    printed = comparison.tables
    assert_frame_equal(printed["All groups: implied correlations"], comparison.distance)
    assert "All groups: paths" not in printed
    data = factor_data(120, 8)
    found = compare(plspm.estimate(TEXT, data), ["x", "y", "z"] * 40, correction=["sidak", "holm"])
    shown = found.tables["All groups: paths"]
    assert list(shown) == ["between", "p_permutation", "p_permutation_sidak", "p_permutation_holm"]
    assert_frame_equal(shown, found.omnibus.loc["paths", list(shown)])
    text = found.summary()
    for part in ("All groups: implied correlations", "d_g", "All groups: paths", "A1 -> B1"):
        assert part in text


def test_an_undefined_distance_says_why():
    """Consistent PLS corrects correlations beyond what is possible in small groups."""
    study = plspm.datasets.describe("customer_engagement")
    result = quietly(study.model, study.data, estimator="plsc")
    found = compare(result, ["x", "y"] * 59 + ["x"])
    assert np.isnan(found.distance.loc["d_g", "distance"])
    assert "d_G is undefined" in found.summary()


def test_a_page_without_a_test_of_all_groups_says_why(monkeypatch):
    """Too few permutations with estimates in all groups: the rest is printed, with the reason."""

    def fails(*_):
        raise plspm.EstimationError(
            "Only 1 of 19 permutations of all groups gave a usable estimate."
        )

    found = compare(plspm.estimate(TEXT, factor_data(120, 8)), ["x", "y", "z"] * 40)
    monkeypatch.setattr("plspm.groups.comparison.distance_table", fails)
    page = found.page()
    assert "Differences of paths" in found.tables
    assert page.notes[-1].startswith("No test of all groups at once: Only 1 of 19")


def test_it_is_drawn_on_the_axes_given(comparison):
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    assert comparison.plot(axes=axes) is axes
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["0", "1"]
    lines = [line for line in axes.lines if len(line.get_xdata()) == 10]  # one point a path
    estimates = comparison.differences("paths")
    assert_allclose(lines[0].get_xdata(), estimates["estimate_a"])
    assert_allclose(lines[1].get_xdata(), estimates["estimate_b"])
    assert next(t.get_text() for t in axes.get_yticklabels()) == "IMAG → CUEX"
    assert comparison.plot("r_squared").get_xlabel() == "R²"


def test_same_seed_same_numbers_whatever_the_threads(comparison):
    again = compare(ecsi(), "GROUP", permutations=99, draws=49, threads=2)
    assert_frame_equal(again.micom, comparison.micom, rtol=1e-11)
    assert_frame_equal(again.differences("htmt"), comparison.differences("htmt"), rtol=1e-9)
    assert_frame_equal(again.distance, comparison.distance, rtol=1e-9)
    longer = compare(ecsi(), "GROUP", permutations=130, draws=49)
    first = longer._pairs[0].permuted["paths"][:99]
    assert_allclose(first, comparison._pairs[0].permuted["paths"], atol=1e-12)


def test_the_seed_is_told_and_gives_the_same_numbers_again():
    first = compare(ecsi(), "GROUP", permutations=9, draws=9, seed=None)
    assert f"Seed: {first.seed} " in " ".join(first.summary().split())
    again = compare(ecsi(), "GROUP", permutations=9, draws=9, seed=first.seed)
    assert_frame_equal(again.micom, first.micom)
    for group, boot in first.bootstraps.items():
        assert f"Seed: {first.seed}, spawn_key=(" in " ".join(boot.summary().split())
        assert_frame_equal(again.bootstraps[group].paths, boot.paths)


def test_a_pickle_keeps_everything(comparison):
    again = pickle.loads(pickle.dumps(comparison))
    assert_frame_equal(again.differences("paths"), comparison.differences("paths"))


def test_omnibus_of_two_groups_is_refused(comparison):
    with pytest.raises(plspm.UnavailableError, match="three and more"):
        _ = comparison.omnibus


@pytest.mark.filterwarnings("error")
def test_omnibus_leaves_undefined_what_no_group_has():
    """A product has no HTMT: its rows are NaN, without a word of NumPy about it."""
    result = plspm.estimate(
        TEXT.replace("C1 ~ A1 + B1", "C1 ~ A1 + B1 + A1:B1"), factor_data(90, 8)
    )
    omnibus = compare(result, ["x", "y", "z"] * 30, statistics=["htmt"]).omnibus
    of_product = omnibus.index.get_level_values("component").str.contains("A1:B1")
    assert of_product.any()
    assert (omnibus["p_draws"].isna() == of_product).all()


def test_pairs_of_three_groups_know_nothing_of_the_third():
    """What the third group holds changes no comparison of the other two."""
    data = factor_data(120, 8)
    data["group"] = np.repeat(["x", "y", "z"], 40)
    found = compare(plspm.estimate(TEXT, data), "group")
    other = data.copy()
    rng = np.random.default_rng(1)
    other.loc[80:, "a11":"c13"] += rng.normal(size=(40, 9))
    moved = compare(plspm.estimate(TEXT, other), "group")
    pair = (slice(None), slice(None), "x", "y")
    exact = ["difference", "permutation_lower", "permutation_upper", "p_permutation"]
    assert_allclose(
        moved.differences("paths").loc[pair, exact],
        found.differences("paths").loc[pair, exact],
        atol=1e-6,
    )
    of_micom = found.micom.loc[("x", "y")].drop(columns="invariance")
    assert_allclose(moved.micom.loc[("x", "y")].drop(columns="invariance"), of_micom, atol=1e-5)
    assert len(found.micom) == 9
    assert found.differences("paths").index.to_list()[:3] == [
        ("A1", "B1", "x", "y"),
        ("A1", "B1", "x", "z"),
        ("A1", "B1", "y", "z"),
    ]
    assert found.omnibus.loc["paths", "p_permutation"].between(0, 1).all()
    assert found.distance["p_permutation"].between(0, 1).all()


def test_groups_of_several_columns():
    data = factor_data(80, 8)
    data["sex"], data["east"] = ["f", "m"] * 40, [True] * 40 + [False] * 40
    found = compare(plspm.estimate(TEXT, data), ["sex", "east"])
    assert list(found.fits) == ["f, False", "f, True", "m, False", "m, True"]
    assert found.sizes["cases"].tolist() == [20] * 4
    assert found.by == "sex and east"


def test_columns_of_a_frame_are_those_of_the_data():
    columns = {"size": ["s", "l"] * 40, "trade": ["a"] * 40 + ["b"] * 40}
    data = factor_data(80, 8).assign(**columns)
    result = plspm.estimate(TEXT, data)
    named = compare(result, ["size", "trade"], draws=5)
    given = compare(result, pd.DataFrame(columns), draws=5)
    pd.testing.assert_frame_equal(given.sizes, named.sizes)
    pd.testing.assert_frame_equal(given.differences("paths"), named.differences("paths"))


def test_composites_that_differ_are_not_to_be_compared():
    """Items of A1 that matter in one group do not in the other."""
    rng = np.random.default_rng(2)
    data = factor_data(400, 8)
    first = np.arange(400) < 200
    data.loc[first, "a13"] = rng.standard_normal(200)
    data.loc[~first, "a11"] = rng.standard_normal(200)
    data["group"] = np.where(first, "x", "y")
    found = compare(quietly(TEXT, data), "group", permutations=99)
    assert found.micom.loc[("x", "y", "A1"), "invariance"] == "none"
    notes = found.differences("paths")["note"]
    assert "A1 has another composition" in notes.loc[("A1", "B1", "x", "y")]
    assert notes.loc[("B1", "C1", "x", "y")] == ""
    assert "another composition" in found.summary()


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (TEXT + "\nC1 ~ A1:B1", {}),
        (TEXT + "\nC1 ~ A1:B1", {"interactions": "orthogonal"}),
        (TEXT, {"estimator": "plsc"}),
        (TEXT, {"standardize": False}),
        (TEXT, {"weights": "weight"}),
        (TEXT, {"missing": "mean"}),
        ("H =~ A1 + B1\n" + TEXT.replace("B1 ~ A1", "").replace("C1 ~ A1 + B1", "C1 ~ H"), {}),
        (
            "H =~ A1 + B1\n" + TEXT.replace("B1 ~ A1", "").replace("C1 ~ A1 + B1", "C1 ~ H"),
            {"higher_order": "repeated_indicators"},
        ),
    ],
)
def test_models_of_every_kind(text, options):
    """The groups under 0/1 row weights are those estimated by themselves."""
    data = factor_data(160, 8)
    data["group"] = ["x", "y", "y", "x"] * 40
    data["weight"] = np.random.default_rng(1).uniform(0.5, 2, 160)
    if "missing" in options:
        data.loc[::41, "a12"] = np.nan
    settings = {"tolerance": 1e-12, "max_iterations": 3000, **options}
    result = quietly(text, data, **settings)
    found = compare(result, "group")
    for g, label in enumerate("xy"):
        alone = quietly(text, data[data["group"] == label], **settings)
        paths = found.differences("paths")
        assert_allclose(
            paths["estimate_a" if g == 0 else "estimate_b"],
            [alone.path_coefficients.loc[s, t] for s, t, *_ in paths.index],
            atol=1e-8,
        )
        assert_frame_equal(found.fits[label].paths, alone.paths, atol=1e-8)
    products = [name for name in result.paths.index.get_level_values(0) if ":" in name]
    named = found.micom.index.get_level_values("construct")
    assert not set(products) & set(named)
    assert found.micom["correlation"].between(-1, 1 + 1e-12).all()
    assert found.distance["p_permutation"].between(0, 1).all()


def test_c_of_a_higher_order_construct_is_the_correlation_of_its_scores():
    data = factor_data(160, 8)
    group = np.array(["x", "y"] * 80)
    text = "H =~ A1 + B1\n" + TEXT.replace("B1 ~ A1", "").replace("C1 ~ A1 + B1", "C1 ~ H")
    result = plspm.estimate(text, data)
    found = compare(result, group)
    z = (data - data.mean()) / data.std()
    scores = {}
    for label, fit in found.fits.items():
        w = fit.weights["weight"]
        parts = {
            part: sum(w[part, item] * z[item] for item in z if item[0] == part[0].lower())
            for part in ("A1", "B1")
        }
        scores[label] = w["H", "A1"] * parts["A1"] + w["H", "B1"] * parts["B1"]
    c = np.corrcoef(scores["x"], scores["y"])[0, 1]
    assert_allclose(found.micom.loc[("x", "y", "H"), "correlation"], c)


def test_clusters_move_as_one():
    data = factor_data(80, 8)
    firm = np.arange(80) // 4
    found = compare(plspm.estimate(TEXT, data), np.where(firm < 8, "x", "y"), clusters=firm)
    labels = found._plan.labels(0, 19)
    by_firm = labels.reshape(19, 20, 4)
    assert (by_firm == by_firm[:, :, :1]).all()
    assert ((by_firm[:, :, 0] == 0).sum(axis=1) == 8).all()
    assert "8 clusters" in repr(found.bootstraps["x"]._plan) or found.bootstraps["x"].draws_usable


def test_single_items_are_invariant_in_composition():
    data = factor_data(80, 8)
    text = "A <~ a11\nB =~ b11 + b12 + b13\nB ~ A"
    micom = compare(plspm.estimate(text, data), ["x", "y"] * 40).micom
    assert micom.loc[("x", "y", "A"), "invariance"] != "none"
    assert micom.loc[("x", "y", "A"), "p_compositional"] == 1.0


def test_a_lost_label_of_a_case_is_no_group():
    data = factor_data(60, 8)
    labels = pd.Series(["x", "y"] * 30, index=data.index[::-1])
    with pytest.raises(plspm.DataError, match="row labels"):
        compare(plspm.estimate(TEXT, data), labels)


def test_groups_are_named_by_the_labels_of_the_file():
    data = factor_data(80, 8).assign(sex=[2.0, 1.0] * 40)
    data.attrs["value_labels"] = {"sex": {1.0: "woman", 2.0: "man", 9.0: "no answer"}}
    result = plspm.estimate(TEXT, data)
    for by in ("sex", data["sex"]):
        assert list(compare(result, by, permutations=9, draws=9).fits) == ["woman", "man"]
    data["sex"] = [2.0, 9.0] * 40
    with pytest.warns(plspm.DataWarning, match="look like missing answers .* 'no answer'"):
        compare(result, "sex", permutations=9, draws=9)
    data["sex"] = [2.0, 1.0] * 40
    both = compare(result, ["sex", "sex"], permutations=9, draws=9)
    assert list(both.fits) == ["man, man", "woman, woman"]
    data.attrs["value_labels"] = {"sex": {1.0: "woman"}}  # one number has none: all stay numbers
    assert list(compare(plspm.estimate(TEXT, data), "sex", permutations=9).fits) == [1.0, 2.0]


WEAK = "A1 =~ a11 + a12 + a13\nB1 =~ b11 + b12 + b13\nB1 ~ A1"


def weak_factors(estimator="plsc"):
    """Items so weak that consistent PLS finds reliabilities out of range in many permutations."""
    data = factor_data(160, 3, loading=0.5)
    return quietly(WEAK, data, estimator=estimator), ["x"] * 80 + ["y"] * 80


def test_inadmissible_permutations_are_dropped_unless_told_otherwise_and_counted():
    """Results that nobody would report belong to no distribution to compare with."""
    result, by = weak_factors()
    with pytest.warns(plspm.AdmissibilityWarning) as told:
        found = compare(result, by, permutations=199)
    [failures] = found.failures.to_dict("records")
    lost = failures["inadmissible"]
    assert lost > 20
    assert failures == {
        "permutations": 199 - lost,
        "not_converged": 0,
        "inadmissible": lost,
        "constant_indicator": 0,
        "singular": 0,
    }
    said = f"{lost} of 199 permutations of groups 'x' and 'y' ({lost / 199:.1%}) did not end well: "
    assert said + f"{lost} inadmissible (dropped)." in str(told[0].message)
    assert said in " ".join(found.notes)
    assert "does not vary" not in "".join(str(warning.message) for warning in told)


def test_permutations_used_are_those_whose_groups_are_both_admissible():
    result, by = weak_factors()
    found = compare(result, by, permutations=39)
    groups = found._plan.labels(0, 39)
    estimates = []
    for labels in groups:
        parts = [result._cases("Groups").values[labels == g] for g in (0, 1)]
        items = result._cases("Groups").names
        fits = [quietly(WEAK, pd.DataFrame(p, columns=items), estimator="plsc") for p in parts]
        checks = ["converged", "loadings", "reliabilities", "construct_correlations"]
        if all(fit.admissibility.loc[checks, "holds"].all() for fit in fits):
            a, b = (fit.path_coefficients.loc["A1", "B1"] for fit in fits)
            estimates.append(a - b)
    assert 2 < len(estimates) < 39
    assert_allclose(found._pairs[0].permuted["paths"][:, 0], estimates, atol=1e-5)


def test_inadmissible_permutations_and_draws_are_kept_or_drawn_anew_on_request():
    result, by = weak_factors()
    default, dropped, kept, anew = (
        compare(result, by, permutations=99, draws=99, inadmissible=policy)
        for policy in (None, "drop", "keep", "redraw")
    )
    used = [found.failures["permutations"].item() for found in (dropped, kept, anew)]
    assert used[0] < used[1] <= used[2] == 99
    within = [found.bootstraps["x"].draws_usable for found in (dropped, kept, anew)]
    assert within[0] < within[1] <= within[2] == 99
    assert default.failures["permutations"].item() == used[0]
    assert default.bootstraps["x"].draws_usable == within[1]
    bounds = [found.differences("paths")["permutation_upper"].item() for found in (dropped, kept)]
    assert bounds[1] > 1.05 * bounds[0]
    quantiles = [found.distance.loc["d_uls", "quantile"] for found in (dropped, kept)]
    assert quantiles[1] > quantiles[0]
    used = sorted(boot.draws_usable for boot in dropped.bootstraps.values())
    assert f"{used[0]} to {used[1]} in each group" in dropped.summary()
    with pytest.raises(plspm.OptionError, match="inadmissible"):
        compare(result, by, inadmissible="ignore")


def test_groups_that_are_inadmissible_themselves_are_held_against_all_permutations():
    """Among admissible ones alone they would stand out for what they have in common with none."""
    result, _ = weak_factors()
    by = next(by for by in random_groups() if not all_admissible(result, by))
    default, kept, dropped = (
        compare(result, by, inadmissible=policy) for policy in (None, "keep", "drop")
    )
    assert_frame_equal(default.differences("paths"), kept.differences("paths"))
    assert_frame_equal(default.distance, kept.distance)
    assert "kept" in default.notes[-1]
    assert dropped.failures["permutations"].item() < kept.failures["permutations"].item()


def random_groups():
    rng = np.random.default_rng(1)
    while True:
        yield rng.permutation(["x", "y"] * 80)


def all_admissible(result, by):
    data = pd.DataFrame(result._cases("Groups").values, columns=result._cases("Groups").names)
    fits = [quietly(WEAK, data[by == label], estimator="plsc") for label in "xy"]
    return all(fit.admissibility["holds"].all() for fit in fits)


def test_plain_pls_corrects_nothing_and_drops_nothing():
    result = quietly(WEAK, factor_data(160, 3))
    by = ["x"] * 80 + ["y"] * 80
    dropped, kept = (compare(result, by, inadmissible=policy) for policy in ("drop", "keep"))
    assert dropped.failures.to_numpy().tolist() == [[19, 0, 0, 0, 0]]
    assert dropped.notes == kept.notes == ()
    assert_frame_equal(dropped.differences("paths"), kept.differences("paths"))
    assert_frame_equal(dropped.micom, kept.micom)


def test_too_few_admissible_permutations_are_an_error_that_says_why():
    data = factor_data(60, 3, loading=0.2)
    result = quietly(WEAK, data, estimator="plsc")
    with pytest.raises(plspm.EstimationError, match=r"permutations of groups .* inadmissible\)"):
        compare(result, ["x", "y"] * 30, permutations=3, inadmissible="drop")


def test_an_item_keyed_the_other_way_in_one_group_is_named_with_the_remedy():
    data = factor_data(200, 3, loading=0.9)
    first = np.arange(200) < 120
    data.loc[~first, "a12"] *= -1
    result, by = quietly(WEAK, data), np.where(first, "x", "y")
    with pytest.warns(
        plspm.DataWarning, match=r"Group 'y': .* block: a12 \(-0\.\d\d\)\. .* in its rows"
    ):
        found = compare(result, by)
    detail = found.configural.loc["admissible", "detail"]
    assert detail.startswith("'y': keyed the other way than the rest of their block: a12 (-0.")


def test_what_was_said_of_all_cases_is_not_said_of_every_group_again():
    data = factor_data(200, 3, loading=0.9)
    data["a12"] *= -1
    result = quietly(WEAK, data)
    with warnings.catch_warnings():
        warnings.simplefilter("error", plspm.DataWarning)
        found = compare(result, ["x", "y"] * 100)
    assert not found.configural.loc["admissible", "holds"]
