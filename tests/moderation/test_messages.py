"""What is asked wrongly about products is refused in words."""

import numpy as np
import pandas as pd
import pytest

import plspm

MODEL = """
A =~ a1 + a2
B =~ b1 + b2
D =~ d
Y =~ y1 + y2
Y ~ A + B + D + A:B + A:D
"""


@pytest.fixture(scope="module")
def errors():
    rng = np.random.default_rng(5)
    A, B = rng.normal(size=(2, 150))
    D = (rng.random(150) < 0.4).astype(float)
    Y = 0.4 * A + 0.3 * B + 0.3 * A * B + 0.2 * A * D + rng.normal(size=150)
    items = {"d": D}
    for name, factor in {"a": A, "b": B, "y": Y}.items():
        for number in (1, 2):
            items[f"{name}{number}"] = factor + 0.5 * rng.normal(size=150)
    return plspm.estimate(MODEL, pd.DataFrame(items)).standard_errors()


@pytest.mark.parametrize("at", [(), [], {"B": ()}, 1, "quartiles", (np.nan,), ("low",), (True,)])
def test_values_that_are_none(errors, at):
    with pytest.raises(plspm.errors.OptionError, match="`at` is"):
        errors.simple_slopes("A:B", at=at)


def test_values_of_a_construct_that_does_not_moderate(errors):
    with pytest.raises(plspm.errors.OptionError, match="`at` names 'Y'; the moderators here are B"):
        errors.simple_slopes("A:B", at={"Y": (0,)})


def test_units_of_data_of_several_items(errors):
    with pytest.raises(plspm.errors.OptionError, match="B has several items"):
        errors.simple_slopes("A:B", units="data")


def test_a_focal_construct_that_is_no_factor(errors):
    with pytest.raises(plspm.errors.OptionError, match="'D', which is no factor of A:B"):
        errors.simple_slopes("A:B", focal="D")


def test_a_product_that_the_model_has_not(errors):
    with pytest.raises(plspm.errors.OptionError, match="it has A:B, A:D"):
        errors.johnson_neyman("B:D")


def test_an_interaction_has_no_turning_point(errors):
    with pytest.raises(plspm.errors.OptionError, match="A:B is no power"):
        errors.turning_point("A:B")


def test_effects_without_a_route(errors):
    with pytest.raises(plspm.errors.OptionError, match="No directed path leads from Y to A"):
        errors.conditional_effects("Y", "A")


def test_two_valued_items_are_given_as_coded(errors):
    at = errors.simple_slopes("A:D").index.get_level_values("at").tolist()
    assert at == ["D = 0", "D = 1"]
    per = errors.moderated_mediation()["per"]
    assert set(per.xs("D", level="moderator")) == {"unit"}
    assert set(per.xs("B", level="moderator")) == {"SD"}


def test_values_that_nobody_has(errors):
    with pytest.warns(plspm.DataWarning, match="D lies between 0 and 1 in these data; slopes at"):
        errors.simple_slopes("A:D", at=(-1, 0, 1))


@pytest.mark.parametrize("options", [{}, {"at": (0, 0.4, 1)}, {"at": (-1, 0), "units": "sd"}])
def test_values_that_somebody_may_have(errors, options):
    assert len(errors.simple_slopes("A:D", **options)) == len(options.get("at", (0, 1)))
