"""What cSEM and seminr say of the same groups."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tests.groups import naive
from tests.groups.cases import QUIET, TIGHT, ecsi, ecsi_data, ecsi_naive
from tests.parity.references import outputs

import plspm
from plspm.groups.henseler import share_in_wrong_order
from plspm.groups.parametric import keil, student, welch

REFERENCE = outputs("ecsi_interaction_groups")
CSEM = REFERENCE["differences"]["result"]
SIZES = (139, 121)


@pytest.fixture(scope="module")
def comparison():
    return plspm.compare_groups(ecsi(), "GROUP", permutations=1999, draws=999, seed=1, **QUIET)


def key_of(name):
    """cSEM's name of a parameter, as statistic and label."""
    if "<~" in name:
        return "weights", tuple(name.split(" <~ "))
    target, source = name.split(" ~ ")
    return "paths", (source, target)


def errors(p, count):
    """Three Monte Carlo errors of two shares, with what one draw is worth."""
    return 3 * np.sqrt(p * (1 - p) * (1 / count + 1 / 1999)) + 2 / count


@pytest.mark.parametrize("group", [0, 1])
def test_fits_of_groups(comparison, group):
    fit, theirs = comparison.fits[group], REFERENCE["fits"][str(group)]
    for path in theirs["paths"]:
        found = fit.path_coefficients.loc[path["from"], path["to"]]
        assert_allclose(found, path["value"], atol=1e-9)
    table = theirs["outer_weights"]
    for i, item in enumerate(table["rows"]):
        for j, construct in enumerate(table["cols"]):
            assert_allclose(
                fit.weights_matrix.loc[item, construct], table["values"][i][j], atol=1e-9
            )


@pytest.mark.parametrize("name", CSEM["Chin"]["Test_statistic"]["0_1"])
def test_differences_and_their_permutation(comparison, name):
    statistic, label = key_of(name)
    row = comparison.differences(statistic).loc[(*label, 0, 1)]
    assert_allclose(row["difference"], CSEM["Chin"]["Test_statistic"]["0_1"][name], atol=1e-9)
    p = CSEM["Chin"]["P_value"]["none"]["0_1"][name]
    assert abs(row["p_permutation"] - p) < errors(row["p_permutation"], 199)


def test_distances(comparison):
    theirs = CSEM["Klesel"]
    found = comparison.distance
    assert_allclose(found.loc["d_g", "distance"], theirs["Test_statistic"]["dG"], rtol=1e-9)
    assert_allclose(found.loc["d_uls", "distance"], theirs["Test_statistic"]["dL"], rtol=1e-9)
    for name, kind in (("d_g", "dG"), ("d_uls", "dL")):
        p = found.loc[name, "p_permutation"]
        assert abs(p - theirs["P_value"][kind]) < errors(p, 199)


@pytest.mark.parametrize("name", CSEM["Keil"]["Test_statistic"]["0_1"])
def test_parametric_tests_share_their_standard_errors(name):
    """Both t tell both standard errors; these must give cSEM's degrees of freedom and p."""
    d = np.array([CSEM["Chin"]["Test_statistic"]["0_1"][name]])
    t_keil, t_nitzl = (CSEM[kind]["Test_statistic"]["0_1"][name] for kind in ("Keil", "Nitzl"))
    squares = (
        [float(keil(np.ones(1), *se, *SIZES)[0] ** -2) for se in np.eye(2)[:, :, None]],
        [float(welch(np.ones(1), *se, *SIZES)[0][0] ** -2) for se in np.eye(2)[:, :, None]],
    )
    se = np.sqrt(np.linalg.solve(squares, [(d[0] / t_keil) ** 2, (d[0] / t_nitzl) ** 2]))
    assert_allclose(keil(d, *se[:, None], *SIZES), t_keil, rtol=1e-9)
    t, freedom = welch(d, *se[:, None], *SIZES)
    assert_allclose(t, t_nitzl, rtol=1e-9)
    assert round(freedom[0]) == CSEM["Nitzl"]["df"][name]
    assert_allclose(
        student(t, float(round(freedom[0]))), CSEM["Nitzl"]["P_value"]["none"]["0_1"][name]
    )
    assert_allclose(
        student(np.array([t_keil]), sum(SIZES) - 2.0),
        CSEM["Keil"]["P_value"]["none"]["0_1"][name],
    )


@pytest.mark.parametrize("name", CSEM["Henseler"]["P_value"]["none"]["0_1"])
def test_henseler_within_monte_carlo_error(comparison, name):
    statistic, label = key_of(name)
    a, b = (comparison.bootstraps[g].draws(statistic)[label].to_numpy() for g in (0, 1))
    p = share_in_wrong_order(np.sort(a)[None], np.sort(b)[None])[0]
    theirs = CSEM["Henseler"]["P_value"]["none"]["0_1"][name]
    # Their 199 draws of a group move the mean by SE/√199, and p by that times a density < .4.
    assert abs(p - theirs) < 0.1


def departures():
    """Statistics of MICOM with cSEM's two departures."""
    data, model = ecsi_naive()
    labels = ecsi_data()["GROUP"].to_numpy()
    pooled = ecsi().weights["weight"].to_dict()
    weights = [naive.fit_of(data, model, labels == g, pooled)[1] for g in (0, 1)]
    return naive.csem_micom(data, model, labels, weights, pooled)


def test_micom_of_csem_is_reproduced_with_its_two_departures():
    theirs = REFERENCE["micom"]
    for construct, (c, mean, variance) in departures().items():
        assert_allclose(c, theirs["Step2"]["Test_statistic"]["0_1"][construct], atol=1e-11)
        step = theirs["Step3"]
        assert_allclose(mean, step["Mean"]["Test_statistic"]["0_1"][construct], atol=1e-11)
        assert_allclose(variance, step["Var"]["Test_statistic"]["0_1"][construct], atol=1e-11)


def test_they_are_departures():
    """Units of items change cSEM's c; the order of the rows changes its means. Neither ours."""
    data, model = ecsi_naive()
    labels = ecsi_data()["GROUP"].to_numpy()
    pooled = ecsi().weights["weight"].to_dict()
    weights = [naive.fit_of(data, model, labels == g, pooled)[1] for g in (0, 1)]
    theirs = naive.csem_micom(data, model, labels, weights, pooled)

    other_units = {**data, "IMAG1": 100 * data["IMAG1"]}
    moved = naive.csem_micom(other_units, model, labels, weights, pooled)
    assert abs(moved["IMAG"][0] - theirs["IMAG"][0]) > 1e-3
    ours = naive.micom(data, model, labels, pooled)
    assert_allclose(naive.micom(other_units, model, labels, pooled)["IMAG"], ours["IMAG"])

    order = np.argsort(labels, kind="stable")
    in_order = {name: column[order] for name, column in data.items()}
    ordered = naive.csem_micom(in_order, model, labels[order], weights, pooled)
    assert abs(ordered["CUSA"][1] - theirs["CUSA"][1]) > 0.1
    for construct in model.blocks:
        assert_allclose(ordered[construct][1:], ours[construct][1:], atol=1e-9)
        assert_allclose(
            naive.micom(in_order, model, labels[order], pooled)[construct],
            ours[construct],
            atol=1e-9,
        )


def test_our_micom_is_that_of_the_paper(comparison):
    data, model = ecsi_naive()
    labels = ecsi_data()["GROUP"].to_numpy()
    found = naive.micom(data, model, labels, ecsi().weights["weight"].to_dict())
    for construct, values in found.items():
        row = comparison.micom.loc[(0, 1, construct)]
        ours = row[["correlation", "mean_difference", "log_variance_ratio"]].astype(float)
        assert_allclose(ours, values, atol=1e-9)


def test_seminr_mga():
    table = list(REFERENCE["seminr_mga"]["table"].values())
    names = {
        "Image": "IMAG",
        "Expectation": "CUEX",
        "Quality": "PERQ",
        "Value": "PERV",
        "Satisfaction": "CUSA",
        "Loyalty": "CUSL",
    }
    items = {construct.name: construct.indicators for construct in ecsi().model.constructs}
    blocks = [f"{own} <~ [A] {' + '.join(items[short])}" for own, short in names.items()]
    paths = [f"{row['target']} ~ {row['source']}" for row in table]
    text = "\n".join([*blocks, "Complaints <~ CUSCO", *paths])
    result = plspm.estimate(text, ecsi_data(), **TIGHT)
    low = np.where(ecsi_data()["CUEX1"] < 8, "below 8", "from 8")
    found = plspm.compare_groups(result, low, permutations=9, draws=999, seed=1, **QUIET)
    differences = found.differences("paths")
    for row in table:
        ours = differences.loc[(row["source"], row["target"], "below 8", "from 8")]
        assert_allclose(ours["estimate_a"], row["group1_beta"], atol=1e-6)
        assert_allclose(ours["estimate_b"], row["group2_beta"], atol=1e-6)
        two_sided = 2 * min(row["pls_mga_p"], 1 - row["pls_mga_p"])
        assert abs(ours["p_henseler"] - two_sided) < 0.15
