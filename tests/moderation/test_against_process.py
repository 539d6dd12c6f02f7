"""Single items are observed variables: pyprocessmacro gives the same slopes, effects and indices.

It regresses the answers as they are; our coefficients are those of standardised scores, so that
slopes are multiplied by the ratio of the standard deviations before comparing.
"""

import functools

import numpy as np
import pandas as pd
import pytest
from pyprocessmacro import Process
from scipy import stats

import plspm
from plspm.inference.slopes import Coefficients
from plspm.moderation import johnson_neyman

# It renames columns in place, of which a recent pandas warns.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

AT = (-1.5, 0.25, 2.0)
CLOSE = {"abs": 1e-8, "rel": 1e-8}


@functools.cache
def answers(n=240):
    """Means and units of their own; w moderates both steps, z is 0 or 1."""
    rng = np.random.default_rng(11)
    x, w = rng.normal(1, 2, n), rng.normal(0.4, 1.2, n)
    z = rng.integers(0, 2, n).astype(float)
    m = 2 + 0.3 * x + 0.2 * w + 0.15 * x * w + rng.normal(0, 1.5, n)
    y = 1 + 0.2 * x + 0.4 * m + 0.2 * m * w + 0.3 * w + 0.5 * z + 0.3 * x * z + rng.normal(0, 2, n)
    return pd.DataFrame({"x": x, "w": w, "z": z, "m": m, "y": y})


def process(model, data=None, **roles):
    return Process(
        data=(answers() if data is None else data).copy(),
        model=model,
        suppr_init=True,
        boot=10,
        seed=1,
        **roles,
    )


def ratio(target, *sources):
    """SD of the target over the product of those of the sources."""
    sd = answers().std()
    return sd[target] / np.prod([sd[source] for source in sources])


@pytest.mark.parametrize("method", ["two_stage", "two_stage_reestimated", "product_indicator"])
def test_simple_slopes(method):
    theirs = process(1, x="x", y="y", m=["w"], modval={"w": list(AT)}).direct_model.coeff_summary()
    text = "X =~ x\nW =~ w\nY =~ y\nY ~ X + W + X:W"
    errors = plspm.estimate(text, answers(), interactions=method).standard_errors()
    ours = errors.simple_slopes("X:W", at=AT, units="data")["estimate"] * ratio("y", "x")
    assert ours.tolist() == pytest.approx(theirs["Effect"].tolist(), **CLOSE)


def test_a_binary_moderator_keeps_its_codes():
    theirs = process(1, x="x", y="y", m=["z"], modval={"z": [0, 1]}).direct_model.coeff_summary()
    text = "X =~ x\nZ =~ z\nY =~ y\nY ~ X + Z + X:Z"
    ours = plspm.estimate(text, answers()).standard_errors().simple_slopes("X:Z")
    assert ours.index.get_level_values("at").tolist() == ["Z = 0", "Z = 1"]
    found = ours["estimate"] * ratio("y", "x")
    assert found.tolist() == pytest.approx(theirs["Effect"].tolist(), **CLOSE)


MEDIATED = {
    7: ("M ~ X + W + X:W\nY ~ X + M", "w"),
    14: ("M ~ X\nY ~ X + M + W + M:W", "v"),
    58: ("M ~ X + W + X:W\nY ~ X + M + W + M:W", "w"),
}


@pytest.mark.parametrize("number", MEDIATED)
def test_conditional_indirect_effects(number):
    paths, role = MEDIATED[number]
    found = process(number, x="x", y="y", m=["m"], **{role: "w"}, modval={"w": list(AT)})
    theirs = found.indirect_model.coeff_summary()
    text = f"X =~ x\nW =~ w\nM =~ m\nY =~ y\n{paths}"
    errors = plspm.estimate(text, answers()).standard_errors()
    table = errors.conditional_effects("X", "Y", at={"W": AT}, units="data")
    ours = table.xs("X -> M -> Y", level="path")["estimate"] * ratio("y", "x")
    assert ours.tolist() == pytest.approx(theirs["Effect"].tolist(), **CLOSE)


@pytest.mark.parametrize(("number", "placement"), [(7, "first stage"), (14, "second stage")])
def test_index_of_moderated_mediation(number, placement):
    paths, role = MEDIATED[number]
    found = process(number, x="x", y="y", m=["m"], **{role: "w"})
    theirs = float(found.indirect_model.MM_index_summary()["Index"].iloc[0])
    text = f"X =~ x\nW =~ w\nM =~ m\nY =~ y\n{paths}"
    table = plspm.estimate(text, answers()).standard_errors().moderated_mediation()
    row = table.xs("X -> M -> Y", level="path")
    assert row.index.get_level_values("placement").tolist() == [placement]
    assert row["estimate"].iloc[0] * ratio("y", "x", "w") == pytest.approx(theirs, **CLOSE)


def coefficients(model):
    return model.coeff_summary()["coeff"]


def test_indices_where_both_stages_are_moderated():
    """(a₁ + a₃m)(b₁ + b₃m) is a polynomial in m: at the mean of w, in its standard deviations."""
    data = (answers() - answers().mean()) / answers().std()
    found = process(58, data, x="x", y="y", m=["m"], w="w")
    a, b = (coefficients(found.outcome_models[name]) for name in ("m", "y"))
    text = f"X =~ x\nW =~ w\nM =~ m\nY =~ y\n{MEDIATED[58][0]}"
    table = plspm.estimate(text, answers()).standard_errors().moderated_mediation()
    ours = table.xs("X -> M -> Y", level="path")["estimate"].droplevel(
        ["source", "target", "moderator", "placement"]
    )
    expected = {"m": a["x"] * b["m*w"] + a["x*w"] * b["m"], "m^2": a["x*w"] * b["m*w"]}
    assert ours.to_dict() == pytest.approx(expected, **CLOSE)


# -- Johnson-Neyman -------------------------------------------------------------------------------


class OfLeastSquares:
    """Intervals from a covariance of the coefficients of X and X:W in the equation of Y."""

    def __init__(self, result, covariance, quantile):
        self.simulated_from = ""
        self.fitted, self.covariance, self.quantile = result._fitted, covariance, quantile

    def _combined(self, quantities, *, kind=None, level=None):
        estimates = self.fitted.estimates
        B = estimates.per_unit(estimates.B)
        unit = np.zeros((2, *B.shape[1:]))
        names = self.fitted.arrays.constructs
        for k, name in enumerate(("X", "X:W")):
            unit[k, names.index("Y"), names.index(name)] = 1.0

        def of(coefficients):
            none = np.zeros((len(coefficients), B.shape[1]))
            return np.array([q(Coefficients(coefficients, none, none + 1)) for q in quantities])

        gradient, value = of(unit), of(B)[:, 0]

        def bounds(combinations):
            estimate = combinations @ value
            slopes = combinations @ gradient
            se = np.sqrt(np.einsum("ri,ij,rj->r", slopes, self.covariance, slopes))
            return estimate, estimate - self.quantile * se, estimate + self.quantile * se

        return bounds


def roots(estimate, covariance, quantile):
    """Of (b₁ + b₃m)² = q² var(b₁ + b₃m)."""
    (b1, b3), V = estimate, covariance
    quadratic = (
        b3**2 - quantile**2 * V[1, 1],
        2 * (b1 * b3 - quantile**2 * V[0, 1]),
        b1**2 - quantile**2 * V[0, 0],
    )
    return sorted(np.roots(quadratic).real)


TEXT = "X =~ x\nW =~ w\nY =~ y\nY ~ X + W + X:W"


def test_johnson_neyman_bounds_of_least_squares():
    """With the covariance of least squares they are where pyprocessmacro finds them."""
    data = answers()
    found = process(1, x="x", y="y", m=["w"]).floodlight_direct_effect("w", atol=1e-13, rtol=1e-13)
    ends = {end for part in found.get_significance_regions().values() for end in np.ravel(part)}
    theirs = sorted(ends - {data["w"].min(), data["w"].max()})
    assert theirs
    Z = (data - data.mean()) / data.std()
    design = np.column_stack([np.ones(len(Z)), Z["x"], Z["w"], Z["x"] * Z["w"]])
    b, residual = np.linalg.lstsq(design, Z["y"])[:2]
    df = len(Z) - 4
    covariance = np.linalg.inv(design.T @ design)[np.ix_([1, 3], [1, 3])] * residual[0] / df
    stub = OfLeastSquares(plspm.estimate(TEXT, data), covariance, stats.t.ppf(0.975, df))
    bounds = johnson_neyman(stub, "X:W").bounds
    assert bounds["value"].tolist() == pytest.approx(
        roots(b[[1, 3]], covariance, stub.quantile), **CLOSE
    )
    observed = bounds.loc[bounds["observed"], "value_data"]
    assert observed.tolist() == pytest.approx(theirs, **CLOSE)


def test_johnson_neyman_bounds_of_the_delta_method():
    """Roots of the quadratic in the covariance of the contributions of the cases."""
    result = plspm.estimate(TEXT, answers())
    errors, terms = result.standard_errors(), [("X", "Y"), ("X:W", "Y")]
    u = result.influence("paths").table[terms].to_numpy()
    se = errors.paths["std_error"].loc[terms].to_numpy()
    V = np.corrcoef(u.T) * np.outer(se, se)
    b = errors.paths["estimate"].loc[terms]
    bounds = errors.johnson_neyman("X:W").bounds
    expected = roots(b.to_numpy(), V, stats.norm.ppf(0.975))
    assert bounds["value"].tolist() == pytest.approx(expected, **CLOSE)
