"""Models of several stages under changes of the data, the model, the draws and the machine."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.naive.random_stages import random_higher_order, random_products
from tests.strategies import TIGHT, assert_same, examples, numbers

import plspm
from plspm.plans import Bootstrap, Indices, Subsampling, Weights

KINDS = {
    "two_stage": {"interactions": "two_stage"},
    "two_stage_reestimated": {"interactions": "two_stage_reestimated"},
    "product_indicator": {"interactions": "product_indicator"},
    "orthogonal": {"interactions": "orthogonal"},
    "disjoint": {"higher_order": "disjoint_two_stage"},
    "embedded": {"higher_order": "embedded_two_stage"},
    "repeated": {"higher_order": "repeated_indicators"},
}
PLACES = ("exogenous", "endogenous", "mediating")
every_kind = pytest.mark.parametrize("kind", KINDS)
of_products = pytest.mark.parametrize("kind", list(KINDS)[:4])
seeds = st.integers(0, 10_000)
QUIET = {"progress": False}


def case_of(kind, seed):
    if "interactions" in KINDS[kind]:
        return random_products(seed)
    return random_higher_order(seed, PLACES[seed % 3])


def fit(case, kind, data=None, model=None, **options):
    # Centroid may have several solutions; the others have one here.
    scheme = "path" if case.scheme == "centroid" else case.scheme
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.PlspmWarning)
        return plspm.estimate(
            model or case.model,
            case.data if data is None else data,
            scheme=scheme,
            **(TIGHT | KINDS[kind] | options),
        )


def settled(*results):
    """Examples whose weights go in a circle are passed over."""
    assume(all(result.converged for result in results))
    return results


def tables(result):
    """Every number, with those of the products as they are."""
    found, sizes = numbers(result), result.interactions.drop(columns="effect")
    for column in sizes:
        found |= {("interactions", row, column): float(x) for row, x in sizes[column].items()}
    return found


@every_kind
@examples(4)
@given(seed=seeds, random=st.randoms(use_true_random=False))
def test_order_of_cases_does_not_matter(kind, seed, random):
    case = case_of(kind, seed)
    order = list(range(len(case.data)))
    random.shuffle(order)
    original, shuffled = settled(fit(case, kind), fit(case, kind, case.data.iloc[order]))
    assert_same(tables(shuffled), tables(original))
    pd.testing.assert_frame_equal(
        shuffled.scores.loc[case.data.index], original.scores, atol=1e-7, rtol=1e-6
    )


@every_kind
@examples(4)
@given(seed=seeds, random=st.randoms(use_true_random=False))
def test_unit_and_origin_of_an_item_do_not_matter(kind, seed, random):
    case = case_of(kind, seed)
    data = case.data.copy()
    for name in data:
        data[name] = data[name] * random.choice([1e-6, 0.3, 7.0, 1e6]) + random.choice([0.0, 5.0])
    original, changed = settled(fit(case, kind), fit(case, kind, data))
    assert_same(tables(changed), tables(original), 1e-6)
    pd.testing.assert_frame_equal(changed.scores, original.scores, atol=1e-6, rtol=1e-6)


@pytest.mark.parametrize("kind", ["two_stage", "two_stage_reestimated"])
@examples(6)
@given(seed=seeds)
def test_a_flipped_factor_flips_its_products(kind, seed):
    """The construct is turned so that its items load positively: all of them turn with it."""
    case = case_of(kind, seed)
    data = case.data.copy()
    block = list(case.naive_model.blocks["X"])
    data[block] *= -1
    original = fit(case, kind)
    first = original.weights["weight"].loc["X"]
    dominant = {"X": first.abs().idxmax()}
    original = fit(case, kind, dominant_indicators=dominant)
    flipped = fit(case, kind, data, dominant_indicators=dominant)
    signs = {p.name: (-1.0) ** p.factors.count("X") for p in case.products}
    signs = {"X": -1.0} | signs
    # All items are reversed and load as before: in terms of the answers the score is reversed.
    for source, sign in signs.items():
        found = flipped.path_coefficients.loc[source, "Y"]
        assert found == pytest.approx(sign * original.path_coefficients.loc[source, "Y"], abs=1e-6)
    pd.testing.assert_frame_equal(flipped.r_squared, original.r_squared, atol=1e-7)
    pd.testing.assert_frame_equal(
        flipped.f_squared.sort_index(), original.f_squared.sort_index(), atol=1e-7
    )


@of_products
@examples(4)
@given(seed=seeds)
def test_order_of_the_factors_does_not_matter(kind, seed):
    case = case_of(kind, seed)
    renamed = {}
    paths = []
    for path in case.model.paths:
        source = str(path.source)
        turned = ":".join(reversed(source.split(":")))
        renamed[source] = turned
        paths.append(f"{path.target} ~ {turned}")
    measured = [line for line in case.model.to_text().splitlines() if " ~ " not in line]
    original = fit(case, kind)
    turned = fit(case, kind, model=plspm.PathModel.parse("\n".join([*measured, *paths])))
    expected = original.path_coefficients.rename(index=renamed, columns=renamed)
    found = turned.path_coefficients.loc[expected.index, expected.columns]
    pd.testing.assert_frame_equal(found, expected, atol=1e-7)
    assert turned.interactions.shape == original.interactions.shape


@every_kind
@examples(3)
@given(seed=seeds)
def test_names_do_not_matter(kind, seed):
    case = case_of(kind, seed)
    names = {c: f"{c}{c}9" for c in case.model.construct_names}
    text = case.model.to_text()
    for name, new in names.items():
        text = pd.Series([text]).str.replace(rf"\b{name}\b", new, regex=True)[0]
    original, renamed = fit(case, kind), fit(case, kind, model=plspm.PathModel.parse(text))
    for table in ("path_coefficients", "score_correlations"):
        np.testing.assert_allclose(getattr(renamed, table), getattr(original, table), atol=1e-8)
    np.testing.assert_allclose(renamed.weights, original.weights, atol=1e-8)


@every_kind
@examples(3)
@given(seed=seeds)
def test_a_case_weighted_twice_counts_as_two_cases(kind, seed):
    case = case_of(kind, seed)
    counts = np.random.default_rng(seed).integers(1, 4, len(case.data))
    repeated = case.data.loc[case.data.index.repeat(counts)]
    weighted, plain = settled(fit(case, kind, weights=counts), fit(case, kind, repeated))
    products = {p.name for p in case.products}
    assert_same(*(without_case_numbers(one, products) for one in (weighted, plain)), 1e-6)


def without_case_numbers(result, products):
    """Scores have divisor n - 1, so the SD of a product as it is knows how many cases there are."""
    of_number = {"r_squared_adjusted", "chi_square", "unstandardized", "sd_product"}
    of_effect = {"path_coefficients", "effects", "specific_indirect_effects"}
    found = {}
    for (table, row, column), value in tables(result).items():
        names = {row, column} if isinstance(row, str) else {*row, column}
        if not of_number & names and not (table in of_effect and products & names):
            found[table, row, column] = value
    return found


# -- draws ---------------------------------------------------------------------------------------


@every_kind
@examples(2)
@given(seed=seeds)
def test_batches_and_threads_do_not_matter(kind, seed):
    result = fit(case_of(kind, seed), kind)
    draws = [
        result.bootstrap(70, 3, threads=threads, batch_size=size, **QUIET).draws("paths")
        for threads, size in ((1, 320), (2, 32), (1, 64))
    ]
    for other in draws[1:]:
        pd.testing.assert_frame_equal(other, draws[0], check_exact=False, rtol=1e-9, atol=1e-11)


def plans_of(n, seed):
    rng = np.random.default_rng(seed)
    return {
        "bootstrap": Bootstrap(6, seed),
        "poisson": Bootstrap(6, seed, poisson=True),
        "clusters": Bootstrap(6, seed, clusters=np.arange(n) // 3),
        "strata": Bootstrap(6, seed, strata=np.arange(n) % 3),
        "subsampling": Subsampling(6, 2 * n // 3, seed),
        "indices": Indices(rng.integers(0, n, (6, n))),
        "weights": Weights(rng.exponential(size=(6, n))),
    }


@every_kind
@pytest.mark.parametrize("plan", list(plans_of(30, 1)))
def test_a_draw_is_the_fit_with_its_row_weights(kind, plan):
    case = case_of(kind, 4)
    result = fit(case, kind)
    chosen = plans_of(len(case.data), 8)[plan]
    boot = result.resample(chosen, statistics=["paths", "f_squared", "weights"], **QUIET)
    counts = chosen.counts(0, 6, len(case.data))
    for k, row in enumerate(counts):
        again = fit(case, kind, weights=row)
        turned = np.sign(again.weights["weight"] * result.weights["weight"])
        turned = np.sign(turned.groupby("construct", sort=False).sum())
        n, total = int((row > 0).sum()), row.sum()
        sizes = again.f_squared["f_squared"]
        assert boot.draws("f_squared").iloc[k].tolist() == pytest.approx(sizes.tolist(), abs=1e-7)
        expected = again.path_coefficients
        for (source, target), value in boot.draws("paths").iloc[k].items():
            sign = turned[source] * turned[target] if source in turned.index else turned[target]
            power = next((len(p.factors) - 1 for p in case.products if p.name == source), 0)
            # A fit counts the cases that have weight, a draw the sum of its weights.
            shrunk = np.sqrt((1 - 1 / n) / (1 - 1 / total)) ** power
            assert value == pytest.approx(sign * expected.loc[source, target] * shrunk, abs=1e-7), (
                source,
                target,
            )


# -- without draws -------------------------------------------------------------------------------


def path_values(result, towards=None):
    """Coefficients in the order of the table, constructs turned towards those of another fit."""
    turned = {}
    if towards is not None:
        agree = result.weights["weight"] * towards.weights["weight"]
        turned = np.sign(agree.groupby("construct", sort=False).sum()).to_dict()
    B = result.path_coefficients
    pairs = result.f_squared.index
    return np.array([B.loc[s, t] * turned.get(s, 1.0) * turned.get(t, 1.0) for s, t in pairs])


@every_kind
def test_the_jackknife_leaves_out_case_by_case(kind):
    case = case_of(kind, 7)
    data = case.data.iloc[:45]
    result = fit(case, kind, data)
    left_out = np.array(
        [path_values(fit(case, kind, data.drop(index=i)), result) for i in data.index]
    )
    deviation = left_out - left_out.mean(axis=0)
    expected = np.sqrt(44 / 45 * (deviation**2).sum(axis=0))
    table = result.standard_errors("jackknife", statistics=["paths"], **QUIET).paths
    found = table["std_error"].loc[result.f_squared.index].tolist()
    assert found == pytest.approx(expected, rel=1e-6)


@every_kind
def test_the_delta_method_is_what_weights_of_cases_do(kind):
    """Central differences: the weight of a case a little larger and a little smaller."""
    case = case_of(kind, 7)
    n = len(case.data)
    weights = np.random.default_rng(3).uniform(0.5, 2.0, n)
    result = fit(case, kind, weights=weights, tolerance=1e-14)
    step, slopes = 1e-4, []
    for i in range(n):
        ends = []
        for factor in (1 + step, 1 - step):
            moved = weights.copy()
            moved[i] *= factor
            ends.append(path_values(fit(case, kind, weights=moved, tolerance=1e-14)))
        slopes.append((ends[0] - ends[1]) / (2 * step))
    u = np.array(slopes)
    expected = np.sqrt(n / (n - 1) * ((u - u.mean(axis=0)) ** 2).sum(axis=0))
    table = result.standard_errors("delta", statistics=["paths"], **QUIET).paths
    found = table["std_error"].loc[result.f_squared.index].tolist()
    assert found == pytest.approx(expected, rel=1e-5)
