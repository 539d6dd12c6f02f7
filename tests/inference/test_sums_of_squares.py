"""Sums of squares through fewer products than those of all pairs of items."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from tests.inference.cases import quietly

import plspm
from plspm.assessment.statistics import STATISTICS
from plspm.inference import fewer_products as finding
from plspm.inference import influence as influence_module
from plspm.inference import sums_of_squares as module
from plspm.inference.influence import delta_std_error, delta_std_errors

N = 400
TIGHT = {"tolerance": 1e-14, "max_iterations": 3000}
ALL = list(STATISTICS.values())
BY_DEFAULT = plspm.PathModel.parse(
    "A =~ a1 + a2 + a3 + a4; B =~ b1 + b2 + b3 + b4; C =~ c1 + c2 + c3; D =~ d1 + d2 + d3;"
    "E =~ e1 + e2 + e3; B ~ A; C ~ A + B; D ~ C; E ~ D"
)


def data(model, seed=1, n=N):
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(n, 1))
    columns = {}
    for construct in model.constructs:
        factor = 0.6 * common[:, 0] + rng.normal(size=n)
        for item in construct.indicators:
            columns[item] = rng.uniform(0.4, 1.0) * factor + rng.gamma(2.0, size=n)
    return pd.DataFrame(columns)


def naively(fitted, statistics):
    """Every contribution, squared and summed."""
    ones = np.ones((1, fitted.cases.rows))
    parts = influence_module.influence(
        fitted, fitted.estimates, fitted.weighted(ones), list(statistics)
    )
    return [delta_std_error(part, ones)[0] for part in parts]


@pytest.fixture
def any_price(monkeypatch):
    """Fewer products whatever they cost, and a list of what was found."""
    found, search = [], module.fewer_products

    def noting(*args):
        found.append(search(*args))
        return found[-1]

    monkeypatch.setattr(module, "MANY_CASES", 0)
    monkeypatch.setattr(finding, "FORM", -1e9)
    monkeypatch.setattr(module, "fewer_products", noting)
    return found


def agree(fitted, statistics=ALL):
    found, expected = delta_std_errors(fitted, statistics), naively(fitted, statistics)
    for statistic, ours, theirs in zip(statistics, found, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-8, atol=1e-12, err_msg=statistic.name)


MEASURES = {
    "reflective": plspm.reflective,
    "formative": plspm.formative,
    "sum": lambda name, items: plspm.composite(name, items, mode="sum"),
    "pca": lambda name, items: plspm.composite(name, items, mode="pca"),
    "A": lambda name, items: plspm.composite(name, items, mode="A"),
    "single": lambda name, items: plspm.single_item(name, items[0]),
}


def model_of(kinds, links):
    """Constructs of given kinds; link k joins the k-th pair of an upper triangle."""
    names = "ABCDE"[: len(kinds)]
    constructs = [
        MEASURES[kind](name, [f"{name}{i}" for i in range(1, 5)])
        for name, kind in zip(names, kinds, strict=True)
    ]
    pairs = [(x, y) for at, x in enumerate(names) for y in names[at + 1 :]]
    paths = [plspm.path(x, to=y) for (x, y), drawn in zip(pairs, links, strict=False) if drawn]
    chain = {(x.source, x.target) for x in paths}
    for x, y in pairwise(names):  # none stands alone
        if (x, y) not in chain:
            paths.append(plspm.path(x, to=y))
    return plspm.PathModel(constructs, paths)


@settings(max_examples=25, deadline=None)
@given(
    kinds=st.lists(st.sampled_from(sorted(MEASURES)), min_size=4, max_size=5),
    links=st.lists(st.booleans(), min_size=10, max_size=10),
    scheme=st.sampled_from(["path", "factorial", "centroid"]),
    estimator=st.sampled_from(["pls", "plsc"]),
    weighted=st.booleans(),
    turned=st.booleans(),
    seed=st.integers(0, 99),
)
def test_equal_to_every_contribution_squared(
    kinds, links, scheme, estimator, weighted, turned, seed
):
    model = model_of(kinds, links)
    frame = data(model, seed)
    if turned:  # signs between blocks differ: HTMT is no product of sums then
        frame["A1"] *= -1
    weights = np.random.default_rng(seed).gamma(4, size=N) if weighted else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MANY_CASES", 0)
        patch.setattr(finding, "FORM", -1e9)
        try:
            fit = quietly(
                model, frame, scheme=scheme, estimator=estimator, weights=weights, **TIGHT
            )
        except plspm.EstimationError:
            reject()  # too many of these fail the test
        agree(fit._fitted)


@pytest.mark.parametrize("scheme", ["path", "factorial", "centroid"])
@pytest.mark.parametrize("estimator", ["pls", "plsc"])
def test_what_is_computed_by_default_needs_few(scheme, estimator, any_price, monkeypatch):
    """Of 153 products 71, and few forms: SRMR and d_ULS, d_G and what follows from it."""
    monkeypatch.setattr(finding, "FORM", 5)
    result = plspm.estimate(
        BY_DEFAULT, data(BY_DEFAULT), scheme=scheme, estimator=estimator, **TIGHT
    )
    result.standard_errors()
    [products] = any_price
    assert products.left.size == 3 * 17 + 5 * 4
    assert len(products.forms) <= 5


@pytest.mark.parametrize("apart", [0.0, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2])
def test_weights_nearly_alike_lose_no_digits(apart, any_price):
    """Sums over blocks are then nearly multiples of scores."""
    weights = 1.0 + apart * np.random.default_rng(1).uniform(-1, 1, size=6)
    constructs = [
        plspm.composite(name, [f"{name}{i}" for i in range(6)], mode="fixed", weights=weights)
        for name in "ABC"
    ]
    model = plspm.PathModel(constructs, [plspm.path("A", to="B"), plspm.path("B", to="C")])
    agree(quietly(model, data(model), **TIGHT)._fitted)
    [products] = any_price
    assert np.abs(products.factors[:, 0]).max() < 1e5


@pytest.mark.parametrize("share", [1e-1, 1e-3, 1e-6])
def test_a_block_of_one_item_nearly_alone_loses_no_digits(share, any_price):
    constructs = [
        plspm.composite(
            name, [f"{name}{i}" for i in range(5)], mode="fixed", weights=[1, *[share] * 4]
        )
        for name in "ABC"
    ]
    model = plspm.PathModel(constructs, [plspm.path("A", to="B"), plspm.path("B", to="C")])
    agree(quietly(model, data(model), **TIGHT)._fitted)
    assert any_price[0] is not None


@pytest.mark.parametrize("noise", [1e-1, 1e-2, 1e-3])
@pytest.mark.parametrize("many", [0, 2**14])
def test_items_nearly_alike_lose_no_digits(noise, many, any_price, monkeypatch):
    """Sums of squares that vanish beside their terms are computed case by case."""
    monkeypatch.setattr(module, "MANY_CASES", many)
    near = {"rtol": 1e-10 / noise**2, "atol": 1e-12}  # what the inverse of S leaves of digits
    frame = data(BY_DEFAULT)
    frame["a2"] = frame["a1"] + noise * np.random.default_rng(2).normal(size=N)
    fitted = quietly(BY_DEFAULT, frame, **TIGHT)._fitted
    expected = naively(fitted, ALL)
    for statistics in (ALL, [STATISTICS["vif_outer"]], [STATISTICS["fit_distances"]]):
        found = delta_std_errors(fitted, statistics)
        for statistic, ours in zip(statistics, found, strict=True):
            theirs = expected[ALL.index(statistic)]
            np.testing.assert_allclose(ours, theirs, err_msg=statistic.name, **near)


@pytest.mark.parametrize("name", ["indirect_effects", "specific_indirect_effects"])
def test_statistics_without_components_have_none(name, any_price):
    model = model_of(["reflective"] * 3, [True, True, False])
    model = plspm.PathModel(model.constructs, [plspm.path("A", to="C"), plspm.path("B", to="C")])
    [found] = delta_std_errors(quietly(model, data(model))._fitted, [STATISTICS[name]])
    assert found.shape == (0,)


def test_what_is_undefined_remains_so(any_price):
    model = model_of(["single", "formative", "reflective", "reflective"], [True] * 6)
    fitted = quietly(model, data(model), **TIGHT)._fitted
    found = delta_std_errors(fitted, ALL)
    for statistic, ours, theirs in zip(ALL, found, naively(fitted, ALL), strict=True):
        np.testing.assert_array_equal(np.isnan(ours), np.isnan(theirs), err_msg=statistic.name)
    assert any(np.isnan(ours).any() for ours in found)
    [products] = any_price
    assert products is not None


def test_cases_of_no_weight_change_nothing(any_price):
    frame = data(BY_DEFAULT)
    more = pd.concat([frame, 50.0 * frame[:9]], ignore_index=True)
    weights = np.repeat([1.0, 0.0], [N, 9])
    fitted = quietly(BY_DEFAULT, more, weights=weights, **TIGHT)._fitted
    ours, theirs = delta_std_errors(fitted, ALL), naively(fitted, ALL)
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-8, atol=1e-12)
    assert any_price[0] is not None


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("A =~ a1 + a2 + a3 + a4; B =~ b1 + b2 + b3 + b4; B ~ A", {"standardize": False}),
        (
            "A =~ a1 + a2 + a3 + a4; B =~ b1 + b2 + b3 + b4; C =~ c1 + c2 + c3 + c4;"
            "H =~ A + B; C ~ H",
            {},
        ),
        (
            "A =~ a1 + a2 + a3 + a4; B =~ b1 + b2 + b3 + b4; C =~ c1 + c2 + c3 + c4;"
            "C ~ A + B + A:B",
            {},
        ),
    ],
    ids=["own units", "second order", "products"],
)
def test_other_models_have_all_their_coordinates(text, options, any_price):
    names = [f"{construct}{i}" for construct in "abc" for i in range(1, 5)]
    frame = data(model_of(["reflective"] * 3, [True] * 3)).set_axis(names, axis=1)
    fitted = quietly(text, frame, **options, **TIGHT)._fitted
    agree(fitted)
    assert [found for found in any_price if found is not None] == []


def test_imputed_data_have_all_their_pairs(any_price):
    frame = data(BY_DEFAULT)
    frame.iloc[:20, 3] = np.nan
    agree(quietly(BY_DEFAULT, frame, missing="mean", **TIGHT)._fitted)
    assert any_price == []


def test_few_cases_have_all_their_pairs(monkeypatch):
    """Regressing would take longer than the products."""
    monkeypatch.setattr(module, "fewer_products", None)
    plspm.estimate(BY_DEFAULT, data(BY_DEFAULT)).standard_errors()


def test_no_matrix_as_large_as_all_pairs_by_all_products(any_price, monkeypatch):
    fitted = quietly(BY_DEFAULT, data(BY_DEFAULT), **TIGHT)._fitted
    components = sum(part.size for part in delta_std_errors(fitted, ALL))
    largest = 153 * (71 + components)
    any_price.clear()
    monkeypatch.setattr(finding, "LARGEST_REGRESSION", largest - 1)
    agree(fitted)
    assert any_price == [None]
    monkeypatch.setattr(finding, "LARGEST_REGRESSION", largest)
    agree(fitted)
    assert any_price[1] is not None
