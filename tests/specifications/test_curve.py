"""Specification curves beside a plain loop over models written out as text."""

from itertools import product

import numpy as np
import pytest
from tests.prediction.cases import LINEAR, simulated

import plspm
from plspm.documents.records import place_of
from plspm.errors import DataError, EstimationError, InputError, OptionError, SpecificationError

FRAME = simulated(90)
RIVAL = LINEAR.replace("D ~ C + A", "D ~ C + A + B")
MODELS = {"through": LINEAR, "beside": RIVAL}


@pytest.fixture(scope="module")
def curve():
    return plspm.specification_curve(
        MODELS,
        FRAME,
        paths=["A -> D", "B->D"],
        effect="direct",
        measurement={"A": ["=~", "<~"]},
        controls="E",
        schemes=["path", "centroid"],
        estimators=["pls", "plsc"],
        progress=False,
    )


def by_hand():
    """What is estimated, by a loop over texts."""
    for (name, whole), way, out, scheme, estimator in product(
        MODELS.items(), ("=~", "<~"), (False, True), ("path", "centroid"), ("pls", "plsc")
    ):
        text = whole.replace("A =~", f"A {way}")
        left = text.replace("E =~ e\n", "").replace("\nE ~ D", "") if out else text
        said = (name, way, "out" if out else "in", scheme, estimator)
        yield said, plspm.estimate(left, FRAME, scheme=scheme, estimator=estimator)


def test_every_combination_is_estimated(curve):
    chosen = curve.specifications
    names = ["model", "A is measured", "control E", "scheme", "estimator"]
    assert list(chosen.columns) == [*names, "converged", "admissible"]
    found = {tuple(row): number for number, row in chosen[names].iterrows()}
    assert len(found) == len(chosen) == 32
    for said, result in by_hand():
        number = found[said]
        inferred = result.standard_errors(progress=False).paths
        for path, pair in (("A -> D", ("A", "D")), ("B -> D", ("B", "D"))):
            ours = curve.estimates.loc[(path, number)]
            if pair not in inferred.index:
                assert said[0] == "through"
                assert np.isnan(ours["estimate"])
                continue
            expected = inferred.loc[pair]
            columns = ["estimate", "std_error", "p_value", "lower", "upper"]
            theirs = ["estimate", "std_error", "p_value", "ci_lower", "ci_upper"]
            np.testing.assert_allclose(
                ours[columns].astype(float), expected[theirs].astype(float), rtol=1e-9
            )
            assert ours["significant"] == (expected["ci_lower"] > 0 or expected["ci_upper"] < 0)
        assert chosen.loc[number, "converged"] == result.converged
        assert chosen.loc[number, "admissible"] == result.admissibility["holds"].all()


def test_shares_and_medians_are_those_of_the_estimates(curve):
    for path in ("A -> D", "B -> D"):
        own = curve.estimates.loc[path].dropna()
        row = curve.paths.loc[path]
        assert row["specifications"] == len(own)
        assert row["absent"] == 32 - len(own)
        assert (row["median"], row["lowest"], row["highest"]) == (
            np.median(own["estimate"]),
            own["estimate"].min(),
            own["estimate"].max(),
        )
        assert row["share_positive"] == (own["estimate"] > 0).mean()
        sure = own["significant"].astype(bool)
        assert row["share_significant"] == sure.mean()
        assert row["share_significant_positive"] == (sure & (own["estimate"] > 0)).mean()
    assert curve.paths.loc["A -> D", "absent"] == 0
    assert curve.paths.loc["B -> D", "absent"] == 16
    plsc = curve.specifications.query("estimator == 'plsc'").index
    of_plsc = curve.choices.loc[("A -> D", "estimator", "plsc")]
    assert of_plsc["specifications"] == 16
    assert of_plsc["median"] == curve.estimates.loc["A -> D"].loc[plsc, "estimate"].median()
    assert curve.choices.loc[("B -> D", "model", "through"), "specifications"] == 0


def test_models_that_combinations_share_are_estimated_once():
    without = LINEAR.replace("E =~ e\n", "").replace("\nE ~ D", "")
    found = plspm.specification_curve(
        {"whole": LINEAR, "short": without}, FRAME, paths="A -> D", controls=["E"], intervals=None
    )
    assert found.specifications[["model", "control E"]].to_numpy().tolist() == [
        ["whole", "in"],
        ["whole", "out"],
    ]
    assert list(found.estimates.columns) == ["estimate"]
    assert "share_significant" not in found.paths
    short = plspm.specification_curve(without, FRAME, paths="A -> D", controls=["B"])
    assert short.specifications["model"].tolist() == ["model", "model"]
    text = MODELS["through"].replace("A =~ a0", "A <~ a0")
    same = plspm.specification_curve(text, FRAME, paths="A -> D", measurement={"A": "<~"})
    assert len(same.specifications) == 1


def test_total_and_indirect_effects_and_absent_ones():
    for effect, statistic in (("total", "total_effects"), ("indirect", "indirect_effects")):
        found = plspm.specification_curve(
            MODELS, FRAME, paths=["B → D", "C -> D"], effect=effect, intervals=None
        )
        for number, text in enumerate(MODELS.values(), start=1):
            expected = getattr(plspm.estimate(text, FRAME), statistic).iloc[:, 0]
            for pair in (("B", "D"), ("C", "D")):
                ours = found.estimates.loc[(f"{pair[0]} -> {pair[1]}", number), "estimate"]
                if pair in expected.index:
                    assert ours == pytest.approx(expected[pair])
                else:
                    assert np.isnan(ours)
    assert found.paths.loc["C -> D", "absent"] == 2
    assert np.isnan(found.paths.loc["C -> D", "median"])
    with pytest.raises(OptionError, match="No specification has C -> D"):
        found.plot("C -> D")


def test_bootstraps_draw_the_same_cases_for_all():
    options = {"paths": "A -> D", "intervals": "bootstrap", "draws": 99, "progress": False}
    found = plspm.specification_curve(MODELS, FRAME, seed=3, **options)
    for number, text in enumerate(MODELS.values(), start=1):
        boot = plspm.estimate(text, FRAME).bootstrap(99, 3, progress=False)
        expected = boot.total_effects.loc[("A", "D"), ["p_value", "ci_lower", "ci_upper"]]
        ours = found.estimates.loc[("A -> D", number), ["p_value", "lower", "upper"]]
        np.testing.assert_array_equal(ours.astype(float), expected.astype(float))
    again = plspm.specification_curve(MODELS, FRAME, seed=found.seed, **options)
    assert again.estimates.equals(found.estimates)


def test_products_go_with_their_factors():
    text = LINEAR.replace("C ~ A + B", "C ~ A + B + A:B")
    found = plspm.specification_curve(
        text, FRAME, paths=["A -> C", "A:B -> C"], effect="direct", controls="B"
    )
    assert found.paths["absent"].tolist() == [0, 1]
    alone = plspm.estimate(
        LINEAR.replace("C ~ A + B", "C ~ A").replace("B =~ b0 + b1 + b2\n", ""), FRAME
    )
    assert found.estimates.loc[("A -> C", 2), "estimate"] == pytest.approx(
        alone.path_coefficients.loc["A", "C"]
    )


def test_what_cannot_be_estimated_is_listed():
    twice = FRAME.assign(a2=FRAME["a1"])
    found = plspm.specification_curve(
        LINEAR, twice, paths="A -> D", measurement={"A": ["=~", "<~"]}, intervals=None
    )
    assert found.specifications["A is measured"].tolist() == ["=~"]
    assert found.failed["A is measured"].tolist() == ["<~"]
    assert "A" in found.failed["reason"].iloc[0]
    assert "Not estimated" in found.summary()
    with pytest.raises(EstimationError, match="None of 1 specification can be estimated"):
        plspm.specification_curve(LINEAR.replace("A =~", "A <~"), twice, paths="A -> D")
    cut = "A =~ a0 + a1\nB =~ b0 + b1\nC =~ c0 + c1\nB ~ A\nC ~ B"
    found = plspm.specification_curve(cut, FRAME, paths="B -> C", controls="A")
    assert len(found.specifications) == 2
    found = plspm.specification_curve(
        cut + "\nC ~ A", FRAME, paths="A -> C", controls="B", intervals=None
    )
    assert len(found.specifications) == 2
    found = plspm.specification_curve(
        cut + "\nD =~ d0 + d1\nD ~ B", FRAME, paths="B -> C", controls=["A", "D"], intervals=None
    )
    assert len(found.specifications) == 4
    lonely = "A =~ a0 + a1\nB =~ b0 + b1\nC =~ c0 + c1\nD =~ d0 + d1\nC ~ A\nD ~ B"
    found = plspm.specification_curve(lonely, FRAME, paths="A -> C", controls="B", intervals=None)
    assert len(found.failed) == 1  # D has no path then


def test_what_is_wrong_is_said():
    def asked(models=LINEAR, data=FRAME, paths="A -> D", **options):
        return plspm.specification_curve(models, data, paths=paths, **options)

    for error, words, options in (
        (OptionError, "paths holds 'A, D'; write it", {"paths": "A, D"}),
        (OptionError, "paths names 'X', which is in no model", {"paths": "X -> D"}),
        (OptionError, "paths is empty", {"paths": []}),
        (OptionError, "controls names 'F'", {"controls": "F"}),
        (OptionError, "controls names 'A', an end", {"controls": "A"}),
        (OptionError, "measurement names 'Q'", {"measurement": {"Q": "=~"}}),
        (OptionError, r"measurement\['A'\] is '~='", {"measurement": {"A": ["~="]}}),
        (OptionError, "give the ways by construct", {"measurement": ["=~"]}),
        (OptionError, "schemes is 'pth'", {"schemes": ["path", "pth"]}),
        (OptionError, "effect is 'all'", {"effect": "all"}),
        (OptionError, "intervals is 'exact'", {"intervals": "exact"}),
        (OptionError, "models is empty", {"models": {}}),
        (SpecificationError, "line 1", {"models": {"a": LINEAR, "b": "A =~"}}),
        (DataError, "no column 'e'", {"data": FRAME.drop(columns="e")}),
        (
            OptionError,
            "at most 20000",
            {
                "controls": ["B", "E"],
                "measurement": {n: ["=~", "<~", "<~ [A]", "<~ [pca]", "<~ [sum]"] for n in "ABCD"},
                "schemes": ["path", "centroid"],
                "estimators": ["pls", "plsc"],
            },
        ),
    ):
        if "20000" in words:
            options["models"] = {str(k): LINEAR for k in range(3)}
        with pytest.raises(error, match=words):
            asked(**options)
    with pytest.raises(InputError) as refused:
        asked(models="A =~", schemes="pth", level=95)
    assert len(refused.value.problems) == 3


def test_the_record_prints(curve):
    text = curve.summary()
    assert "32" in text
    assert max(map(len, text.splitlines())) <= 88
    assert "<table" in curve._repr_html_()
    assert place_of(curve) == "robustness"


def test_the_picture_shows_estimates_in_order_and_their_choices(curve):
    axes = curve.plot("A -> D")
    own = curve.estimates.loc["A -> D"].sort_values("estimate")
    points = axes.collections[1].get_offsets()
    np.testing.assert_allclose(points[:, 1], own["estimate"])
    assert points[:, 0].tolist() == list(range(1, len(own) + 1))
    assert axes.get_xlim() == (0, len(own) + 1)
    panel = next(other for other in axes.figure.axes if other is not axes)
    labels = [label.get_text() for label in panel.get_yticklabels()]
    assert labels[:2] == ["model: beside", "model: through"]
    at = labels.index("estimator: plsc")
    marks = panel.collections[at].get_offsets()
    plsc = curve.specifications.loc[own.index, "estimator"] == "plsc"
    np.testing.assert_array_equal(marks[:, 0], np.flatnonzero(plsc) + 1)
    assert (marks[:, 1] == at).all()
    assert axes.figure.get_figheight() == pytest.approx(3.0 + 0.18 * len(labels))
    assert panel.get_xlim() == axes.get_xlim()
    assert panel.get_ylim() == (len(labels) - 0.5, -0.5)  # as much room for every line
    between = [line.get_ydata()[0] for line in panel.lines]
    said = [label.partition(":")[0] for label in labels]
    assert between == [k + 0.5 for k in range(len(said) - 1) if said[k] != said[k + 1]]
    with pytest.raises(OptionError, match="path is 'A -> Z'"):
        curve.plot("A -> Z")
    alone = plspm.specification_curve(LINEAR, FRAME, paths="A -> D", intervals=None)
    assert len(alone.plot().figure.axes) == 1


def test_it_draws_on_axes_that_are_given(curve):
    from matplotlib.figure import Figure

    figure = Figure()
    first, _ = figure.subplots(1, 2)
    assert curve.plot(axes=first) is first
    assert len(figure.axes) == 3
    free = figure.add_axes((0.1, 0.1, 0.3, 0.3))
    before = free.get_position()
    curve.plot(axes=free)
    above, below = free.get_position(), figure.axes[-1].get_position()
    assert before.y1 == pytest.approx(above.y1)
    assert before.y0 == pytest.approx(below.y0)
    assert below.y1 < above.y0
    assert above.width == below.width == before.width
