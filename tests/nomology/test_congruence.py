"""Coefficients of congruence against naive versions."""

import math

import numpy as np
import pandas as pd
import pytest
from tests.nomology.test_common_method import MODEL, survey

import plspm
from plspm.nomology.formulas import congruent_pairs, tucker

pytestmark = pytest.mark.filterwarnings("ignore::plspm.errors.PlspmWarning")

FOUR = MODEL + "\nM =~ m1 + m2 + m3\nM ~ C"


def phi(x, y):
    over = sum(a * b for a, b in zip(x, y, strict=True))
    return over / math.sqrt(sum(a * a for a in x) * sum(b * b for b in y))


def test_tuckers_phi():
    x, y = [0.8, 0.7, 0.6], [0.7, 0.8, 0.2]
    assert tucker(np.array(x), np.array(y)) == pytest.approx(phi(x, y))
    assert tucker(np.array(x), -2 * np.array(x)) == pytest.approx(-1)
    assert math.isnan(tucker(np.zeros(2), np.ones(2)))


def test_two_fits_are_compared_by_the_items_that_both_have():
    data = survey()
    a = plspm.estimate(FOUR, data.iloc[:100])
    b = plspm.estimate(FOUR.replace(" + a3", ""), data.iloc[100:])
    table = plspm.congruence(a, b).table
    assert table["items"].to_dict() == {"A": 2, "B": 3, "C": 3, "M": 3}
    for name, items in {"A": ["a1", "a2"], "C": ["c1", "c2", "c3"]}.items():
        for column, key in (("loadings", "loading"), ("weights", "weight")):
            x, y = ([getattr(f, column)[key][name, i] for i in items] for f in (a, b))
            assert table.loc[name, column] == pytest.approx(phi(x, y))
        others = [o for o in "ABCM" if o != name]
        x, y = ([f.construct_correlations.loc[name, o] for o in others] for f in (a, b))
        assert table.loc[name, "nomological"] == pytest.approx(phi(x, y))
    assert (table["verdict"] == "pass").all()


def test_a_fit_is_congruent_with_itself():
    result = plspm.estimate(FOUR, survey())
    table = plspm.congruence(result, result).table
    np.testing.assert_allclose(table[["loadings", "weights", "nomological"]], 1.0)


def naive_pairs(P, names):
    found = {}
    for i, one in enumerate(names):
        for j, other in enumerate(names[:i]):
            rest = [k for k in range(len(names)) if k not in (i, j)]
            found[one, other] = phi([P[i][k] for k in rest], [P[j][k] for k in rest])
    return found


def test_constructs_are_compared_by_their_correlations_with_the_others():
    result = plspm.estimate(FOUR, survey())
    table = plspm.congruence(result).table
    expected = naive_pairs(result.construct_correlations.to_numpy().tolist(), list("ABCM"))
    assert table["congruence"].to_dict() == pytest.approx(expected)


def test_its_bound_is_the_quantile_of_the_draws():
    result = plspm.estimate(FOUR, survey())
    boot = result.bootstrap(59, 1, progress=False)
    draws = boot.draws("construct_correlations")
    each = []
    for _, row in draws.iterrows():
        P = pd.DataFrame(1.0, index=list("ABCM"), columns=list("ABCM"))
        for (one, other), value in row.items():
            P.loc[one, other] = P.loc[other, one] = value
        each.append(naive_pairs(P.to_numpy().tolist(), list("ABCM")))
    expected = pd.DataFrame(each).quantile(0.95)
    found = plspm.congruence(boot).table["upper"]
    for pair, value in found.items():
        assert value == pytest.approx(expected[pair])


def test_two_measures_of_one_construct_are_congruent():
    rng = np.random.default_rng(2)
    data = survey(500)
    data["z1"] = data["a1"] + 0.3 * rng.standard_normal(500)
    data["z2"] = data["a2"] + 0.3 * rng.standard_normal(500)
    result = plspm.estimate(FOUR + "\nZ =~ z1 + z2\nZ ~ A", data)
    table = plspm.congruence(result).table["congruence"]
    assert table["Z", "A"] == table.max() > 0.98


def test_fewer_than_two_others_tell_nothing():
    assert np.isnan(congruent_pairs(np.full((1, 3, 3), 0.5))).all()
    assert plspm.congruence(plspm.estimate(MODEL, survey())).table["congruence"].isna().all()


def test_refusals():
    result = plspm.estimate(MODEL, survey())
    boot = result.bootstrap(19, 1, progress=False)
    with pytest.raises(plspm.OptionError, match="2 problems"):
        plspm.congruence(3, 4)
    with pytest.raises(plspm.OptionError, match="b is a BootstrapResult"):
        plspm.congruence(result, boot)
    other = plspm.estimate("X =~ m1 + m2 + m3\nY =~ a1 + a2\nY ~ X", survey())
    with pytest.raises(plspm.OptionError, match="share no construct"):
        plspm.congruence(result, other)
