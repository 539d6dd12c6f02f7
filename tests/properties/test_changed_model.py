"""What a change of the model's names and order does to an estimate: nothing."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import assert_same, every_option, examples, models, numbers, studies

import plspm


def renamed(model, name):
    """The model with every construct called name(construct)."""
    return plspm.PathModel(
        [dataclasses.replace(c, name=name(c.name)) for c in model.constructs],
        [plspm.path(name(p.source), to=name(p.target)) for p in model.paths],
    )


@every_option
@examples(6)
@given(study=studies())
def test_names_of_constructs_do_not_matter(options, study):
    relabelled = dataclasses.replace(study, model=renamed(study.model, "x{} ~".format))
    expected = numbers(study.fit(**options))
    found = relabelled.fit(study.data, **options)
    assert [*numbers(found).values()] == pytest.approx([*expected.values()], nan_ok=True, abs=1e-12)
    assert found.path_coefficients.columns.tolist() == [
        f"x{name} ~" for name in study.model.construct_names
    ]


@every_option
@examples(6)
@given(study=studies(), random=st.randoms(use_true_random=False))
def test_order_of_constructs_and_of_items_does_not_matter(options, study, random):
    def shuffled(construct):
        order = random.sample(range(len(construct.indicators)), len(construct.indicators))
        items = tuple(construct.indicators[k] for k in order)
        weights = construct.weights and tuple(construct.weights[k] for k in order)
        return dataclasses.replace(construct, indicators=items, weights=weights)

    constructs = [shuffled(construct) for construct in study.model.constructs]
    model = plspm.PathModel(random.sample(constructs, len(constructs)), study.model.paths)
    reordered = dataclasses.replace(study, model=model)
    assert_same(numbers(reordered.fit(study.data, **options)), numbers(study.fit(**options)))


@examples(10)
@given(model=models())
def test_a_construct_that_nothing_connects_is_refused(model):
    alone = plspm.reflective("alone", ["far_off"])
    with pytest.raises(plspm.SpecificationError, match="'alone'"):
        plspm.PathModel(model.constructs, alone, model.paths)
