"""The contribution of mediators beside models written out without them."""

import numpy as np
import pytest
from tests.prediction.cases import COMPOSITES, HIGHER, INTERACTION, simulated

import plspm
from plspm.errors import OptionError, UnavailableError
from plspm.prediction.mediators import without_mediator

FRAME = simulated(90)
WITHOUT_C = COMPOSITES.replace("C <~ [A] c0 + c1 + c2\n", "").replace(
    "C ~ A + B\nD ~ C + A", "D ~ A + B"
)


def losses(validation, items):
    """Mean squared errors over cases, repeats and items."""
    names = [item for _, item in validation.indicators.index]
    return np.mean(validation.errors[..., [names.index(item) for item in items]] ** 2)


@pytest.mark.parametrize("antecedents", ["earliest", "direct"])
def test_models_with_and_without_are_compared_in_the_same_folds(antecedents):
    result = plspm.estimate(COMPOSITES, FRAME)
    found = plspm.mediator_contribution(result, "C", repeats=3, seed=5)
    options = {"repeats": 3, "seed": 5, "antecedents": antecedents}
    known = plspm.cross_validate(result, **options)
    without = plspm.cross_validate(plspm.estimate(WITHOUT_C, FRAME), **options)
    items = ["d0", "d1", "d2"]
    assert list(found.outcomes.index) == [("C", "D", "earliest"), ("C", "D", "direct")]
    row = found.outcomes.loc[("C", "D", antecedents)]
    rmse, other = np.sqrt(losses(known, items)), np.sqrt(losses(without, items))
    np.testing.assert_allclose(row.iloc[:3].astype(float), [rmse, other, 1 - rmse / other])
    test = known.cvpat(against=without).table.loc["D"]
    columns = ["difference", "std_error", "t", "p_value", "lower", "upper"]
    np.testing.assert_allclose(row[columns].astype(float), test[columns].astype(float), rtol=1e-7)
    again = plspm.mediator_contribution(result, "C", repeats=3, seed=found.seed)
    assert again.outcomes.equals(found.outcomes)
    assert "without the mediator" in found.summary()


@pytest.mark.filterwarnings("ignore::plspm.errors.AdmissibilityWarning")
def test_a_mediator_that_is_known_helps_and_one_of_noise_does_not():
    rng = np.random.default_rng(8)
    frame = simulated(150).assign(**{f"n{k}": rng.normal(size=150) for k in range(3)})
    noise = COMPOSITES.replace("C ~ A + B", "N <~ [A] n0 + n1 + n2\nC ~ A + B\nN ~ A").replace(
        "E ~ D", "E ~ D + N"
    )
    found = plspm.mediator_contribution(plspm.estimate(noise, frame), seed=1)
    assert set(found.outcomes.index.get_level_values("mediator")) == {"C", "D", "N"}
    assert found.outcomes.loc[("C", "D", "direct"), "contribution"] > 0.02
    assert found.outcomes.loc[("N", "E"), "contribution"].max() < 0.01


def test_what_leads_to_it_leads_on():
    model = plspm.PathModel.parse(COMPOSITES)
    assert without_mediator(model, "C") == plspm.PathModel.parse(WITHOUT_C)
    longer = without_mediator(model, "D")
    assert set(longer.predecessors("E")) == {"C", "A"}


def test_options_of_the_fit_are_kept():
    gaps = FRAME.copy()
    gaps.loc[3, "a0"] = np.nan
    options = {"scheme": "factorial", "missing": "mean", "dominant_indicators": {"D": "d1"}}
    found = plspm.mediator_contribution(plspm.estimate(COMPOSITES, gaps, **options), "C", seed=1)
    options["scheme"] = "centroid"
    other = plspm.mediator_contribution(plspm.estimate(COMPOSITES, gaps, **options), "C", seed=1)
    assert found.outcomes.iloc[0, 0] != other.outcomes.iloc[0, 0]


def test_refusals():
    result = plspm.estimate(COMPOSITES, FRAME)
    with pytest.raises(OptionError, match=r"mediator is 'A'; it must have .* as C, D"):
        plspm.mediator_contribution(result, "A")
    with pytest.raises(OptionError, match="give the result"):
        plspm.mediator_contribution(COMPOSITES)
    moderated = plspm.estimate(INTERACTION, FRAME)
    with pytest.raises(UnavailableError, match="D cannot be left out of the model: 'D\\^2'"):
        plspm.mediator_contribution(moderated, "D")
    with pytest.raises(UnavailableError, match="'G' needs it"):
        plspm.mediator_contribution(plspm.estimate(HIGHER, FRAME), "G")
    none = plspm.estimate("A =~ a0 + a1\nC =~ c0 + c1\nC ~ A", FRAME)
    with pytest.raises(OptionError, match="no mediator"):
        plspm.mediator_contribution(none)
    weighted = plspm.estimate(COMPOSITES, FRAME, weights=np.arange(1.0, 91))
    with pytest.raises(UnavailableError, match="weights"):
        plspm.mediator_contribution(weighted)
