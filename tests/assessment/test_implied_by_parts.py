"""Correlations that models with higher-order constructs imply, against path tracing by loops."""

import numpy as np
import pytest

from plspm.assessment.fit import implied_construct_correlations
from plspm.data.moments import Sample
from plspm.estimation.estimate import estimate_stack
from plspm.estimation.settings import Settings
from plspm.estimation.staging import model_arrays
from plspm.model import PathModel

MEASUREMENT = "A =~ a1 + a2; B =~ b1 + b2; Y =~ y1 + y2; Z =~ z1 + z2; "
STRUCTURES = {
    "exogenous reflective": "H =~ A + B; Y ~ H; Z ~ Y",
    "exogenous composite": "H <~ A + B; Y ~ H; Z ~ Y + H",
    "endogenous reflective": "H =~ A + B; H ~ Y + Z; Y ~ Z",
    "mediating composite": "H <~ A + B; H ~ Y; Z ~ H",
    "two": "H =~ A + B; G <~ Y + Z; G ~ H",
}


@pytest.fixture(scope="module")
def S():
    rng = np.random.default_rng(8)
    A = rng.normal(size=200)
    B, Y = 0.5 * A + rng.normal(size=200), 0.4 * A + rng.normal(size=200)
    Z = 0.3 * B + 0.5 * Y + rng.normal(size=200)
    items = [f + 0.6 * rng.normal(size=200) for f in (A, A, B, B, Y, Y, Z, Z)]
    return np.corrcoef(items)


def traced(e):
    """Φ, a construct at a time: from its equation, or from the whole that it is a part of."""
    arrays, P, B = e.arrays, e.P[0], e.B[0]
    whole = {part: h for h, parts in enumerate(arrays.parts) for part in parts}
    loading = {
        part: e.loadings[0, arrays.starts[h] + k]
        for h, parts in enumerate(arrays.parts)
        for k, part in enumerate(parts)
    }
    exogenous = [j for j in range(len(P)) if j not in whole and not arrays.is_path[j].any()]
    Phi = np.eye(len(P))
    for i in exogenous:
        for j in exogenous:
            Phi[i, j] = P[i, j]
    done = list(exogenous)
    for i in arrays.order:
        if i in whole or i in done:
            continue
        for j in done:
            Phi[i, j] = Phi[j, i] = sum(B[i, k] * Phi[k, j] for k in done)
        done.append(i)
    for part, h in whole.items():
        for j in done:
            Phi[part, j] = Phi[j, part] = loading[part] * Phi[h, j]
    for one, h in whole.items():
        for other, g in whole.items():
            if one != other:
                observed = h == g and not arrays.reflective[h]
                along = loading[one] * Phi[h, g] * loading[other]
                Phi[one, other] = P[one, other] if observed else along
    return Phi


@pytest.mark.parametrize("estimator", ["pls", "plsc"])
@pytest.mark.parametrize("structure", list(STRUCTURES))
def test_against_path_tracing(S, structure, estimator):
    settings = Settings(estimator=estimator)
    arrays = model_arrays(PathModel.parse(MEASUREMENT + STRUCTURES[structure]), settings)
    e = estimate_stack(Sample(S[None], np.array([200.0])), arrays, settings)
    implied = implied_construct_correlations(e, "estimated_unit_variance")[0]
    np.testing.assert_allclose(implied, traced(e), atol=1e-12)
    if structure != "two":
        return
    # Items of the parts of different wholes correlate through both.
    names = arrays.constructs
    a, y, h, g = (names.index(name) for name in "AYHG")
    assert implied[a, y] == pytest.approx(implied[a, h] * implied[h, g] * implied[g, y])
