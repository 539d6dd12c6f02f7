"""Order and directed paths of the structural model, against brute force."""

from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plspm.errors import SpecificationError
from plspm.model import (
    PathModel,
    count_directed_paths,
    directed_paths,
    interaction,
    path,
    single_item,
    topological_order,
)
from plspm.model.cycles import cycles

NAMES = "ABCDEF"


@st.composite
def acyclic_models(draw, most=6):
    """Models of two to six constructs and at most two products."""
    names = draw(st.permutations(NAMES[: draw(st.integers(2, most))]))
    arrows = draw(st.sets(st.sampled_from(list(combinations(names, 2))), min_size=1))
    joined = sorted({name for arrow in arrows for name in arrow})
    products = {}
    for target in draw(st.lists(st.sampled_from(joined), max_size=2)):
        sources = [source for source, end in sorted(arrows) if end == target]
        if sources:
            product = interaction(*(draw(st.sampled_from(sources)) for _ in range(2)))
            products[product, target] = path(product, to=target)
    return PathModel(
        [single_item(name) for name in draw(st.permutations(joined))],
        [path(source, to=target) for source, target in arrows],
        products.values(),
    )


def brute_force_paths(model):
    arrows = {(arrow.source, arrow.target) for arrow in model.paths}
    trails = {
        trail
        for length in range(1, len(model.constructs) + 1)
        for trail in permutations(model.construct_names, length)
        if all(step in arrows for step in pairwise(trail))
    }
    trails |= {
        (product.name, *trail)
        for product in model.products
        for trail in trails
        if (product.name, trail[0]) in arrows
    }
    return {trail for trail in trails if len(trail) > 1}


@given(acyclic_models())
def test_directed_paths_are_all_and_each_once(model):
    found = list(directed_paths(model))
    assert len(found) == len(set(found))
    assert set(found) == brute_force_paths(model)
    assert count_directed_paths(model) == len(found)


@given(acyclic_models(most=4))
def test_topological_order_is_the_first_that_respects_every_path(model):
    # Of all orders that respect the paths, the one nearest to the order of the model.
    labels = [product.name for product in model.products]
    before = [(arrow.source, arrow.target) for arrow in model.paths]
    before += [(factor, product.name) for product in model.products for factor in product.factors]
    respecting = (
        order
        for order in permutations([*model.construct_names, *labels])
        if all(order.index(first) < order.index(then) for first, then in before)
    )
    assert topological_order(model) == next(respecting)


@given(st.sets(st.tuples(st.sampled_from("ABCD"), st.sampled_from("ABCD"))))
def test_cycles_are_found_exactly_where_there_are_any(arrows):
    found = list(cycles(sorted(arrows)))
    for around in found:
        assert around[0] == around[-1]
        assert len(set(around)) == len(around) - 1
        assert all(step in arrows for step in pairwise(around))
    reachable = set(arrows)
    for _ in range(4):
        reachable |= {(a, d) for a, b in reachable for c, d in reachable if b == c}
    on_a_cycle = {a for a, b in reachable if a == b}
    parts = {frozenset(b for b in on_a_cycle if {(a, b), (b, a)} <= reachable) for a in on_a_cycle}
    assert parts == {part for part in parts if any(set(around) <= part for around in found)}


def test_dense_model_is_counted_without_enumeration():
    names = [f"C{number}" for number in range(60)]
    dense = PathModel(
        map(single_item, names),
        (path(source, to=target) for source, target in combinations(names, 2)),
    )
    # Every subset of at least two constructs is one directed path.
    assert count_directed_paths(dense) == 2**60 - 60 - 1
    assert next(directed_paths(dense)) == ("C0", "C1")


def test_long_cycle_is_named_in_short():
    names = [f"C{number}" for number in range(5000)]
    with pytest.raises(SpecificationError) as caught:
        PathModel(
            map(single_item, names),
            (path(source, to=names[number - 1]) for number, source in enumerate(names)),
        )
    assert "more) -> " in str(caught.value)
    assert len(str(caught.value)) < 500
