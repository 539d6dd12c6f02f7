"""Products of constructs: how they are written, what they mean, and what is refused."""

import pickle
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plspm
from plspm.errors import SpecificationError
from plspm.model import (
    Path,
    PathModel,
    count_directed_paths,
    directed_paths,
    interaction,
    path,
    paths,
    power,
    single_item,
    topological_order,
)
from plspm.model.products import origins, product_of

A, B, M, Y, Z = (single_item(name, name.lower()) for name in "ABMYZ")
MEASURED = "A =~ a; B =~ b; M =~ m; Y =~ y; Z =~ z; A ~ Z; B ~ Z; M ~ Z; Y ~ Z\n"


def model(*equations):
    return PathModel.parse(MEASURED + "\n".join(equations))


UNDERSTOOD = {
    "two": ("A + M + A:M", ["A:M"], [("A", "M")]),
    "blanks": ("A + M + A : M", ["A:M"], [("A", "M")]),
    "other order": ("M:A + A + M", ["M:A"], [("M", "A")]),
    "square": ("A + A^2", ["A^2"], [("A", "A")]),
    "square written out": ("A + A:A", ["A^2"], [("A", "A")]),
    "cube": ("A + A^2 + A^3", ["A^2", "A^3"], [("A", "A"), ("A", "A", "A")]),
    "mixture": (
        "A + M + A:M + A^2 + A^2:M",
        ["A^2", "A:M", "A^2:M"],
        [("A", "A"), ("A", "M"), ("A", "A", "M")],
    ),
    "mixture written out": ("A + M + A:M + A^2 + A:M:A", ["A^2", "A:M", "A^2:M"], None),
    "three": (
        "A + B + M + A:B + A:M + B:M + M:A:B",
        ["A:B", "A:M", "B:M", "M:A:B"],
        [("A", "B"), ("A", "M"), ("B", "M"), ("M", "A", "B")],
    ),
    "backticks around factors": ("A + M + `A`:`M`", ["A:M"], [("A", "M")]),
    "over lines": ("A + M +\n A:M\n + A^2", ["A^2", "A:M"], [("A", "A"), ("A", "M")]),
}


@pytest.mark.parametrize(("right", "names", "factors"), UNDERSTOOD.values(), ids=UNDERSTOOD.keys())
def test_products_are_understood(right, names, factors):
    found = model(f"Y ~ {right}")
    assert [product.name for product in found.products] == names
    if factors:
        assert [product.factors for product in found.products] == factors
    assert found.predecessors("Y")[-len(names) :] == tuple(names)
    assert found.construct_names == tuple("ABMYZ")
    assert PathModel.parse(found.to_text()) == found
    assert PathModel.parse(found.to_text()).products == found.products


def test_a_factor_may_have_any_name():
    text = "`a b` =~ x; `q``1` =~ x2; 2 =~ x3; Y =~ y; Y ~ `a b` + `q``1` + `a b`:`q``1` + 2 + 2^2"
    found = PathModel.parse(text)
    assert [product.factors for product in found.products] == [("a b", "q`1"), ("2", "2")]
    assert found.to_text().endswith("Y ~ `a b` + `q``1` + 2 + `a b`:`q``1` + 2^2")
    assert PathModel.parse(found.to_text()) == found


def test_objects_and_text_state_the_same_model():
    stated = model("Y ~ A + M + A:M + A^2")
    again = PathModel(
        [A, B, M, Y, Z],
        paths("Z", to=list("ABMY")),
        paths(["A", interaction("M", "A"), "M"], to="Y"),
        path(power("A", 2), to="Y"),
    )
    assert again == stated
    assert hash(again) == hash(stated)
    assert [product.name for product in again.products] == ["A^2", "M:A"]
    from_z = paths("Z", to=list("ABMY"))
    by_label = PathModel([A, B, M, Y, Z], from_z, paths(["A", "M", "M:A", "A^2"], to="Y"))
    assert by_label == stated


def test_order_of_factors_does_not_matter_but_the_label_is_as_written_first():
    one, other = model("Y ~ A + M + A:M"), model("Y ~ A + M + M:A")
    assert one == other
    assert len({one, other}) == 1
    assert (one.products[0].name, other.products[0].name) == ("A:M", "M:A")
    twice = model("Y ~ A + M + M:A", "B ~ A + M + A:M")
    assert {arrow.source for arrow in twice.paths if ":" in arrow.source} == {"M:A"}
    assert twice.successors("A:M") == twice.successors("M:A") == ("B", "Y")
    assert len(twice.products) == 1


def test_models_with_other_products_differ():
    found = [model("Y ~ A + M"), model("Y ~ A + M + A:M"), model("Y ~ A + M + A^2")]
    assert len(set(found)) == 3
    assert found[0] != "a model"


def test_models_with_products_are_values():
    stated = model("Y ~ A + M + A:M + A^2")
    assert pickle.loads(pickle.dumps(stated)) == stated
    names = {name: getattr(plspm.model, name) for name in plspm.model.__all__}
    assert eval(repr(stated), names) == stated
    assert str(stated) == stated.to_text()
    assert stated.with_constructs(single_item("A", "x")).products == stated.products


def test_products_are_equal_whatever_the_order():
    assert interaction("A", "B") == interaction("B", "A")
    assert hash(interaction("A", "B")) == hash(interaction("B", "A"))
    assert interaction("A", "A") == power("A", 2) == interaction("A^2")
    assert interaction("A", "B", "A").factors == ("A", "A", "B")
    assert interaction("A^2", "B").name == "A^2:B"
    assert interaction("A", "B") != interaction("A", "A")
    assert interaction("A", "B") != "A:B"


@given(st.lists(st.sampled_from(["A", "B", "a b"]), min_size=1, max_size=3))
def test_every_label_is_read_as_it_was_written(factors):
    product = product_of(":".join(factors))
    assert sorted(product.factors) == sorted(factors)
    assert product_of(product.name) == product
    assert product_of(product.name).factors == product.factors
    assert origins(product.name) == tuple(dict.fromkeys(factors))
    terms = {tuple(sorted(p[:k])) for p in permutations(factors) for k in range(1, len(factors))}
    assert {tuple(sorted(term.factors)) for term in product.lower_order_terms} == terms
    assert len(product.lower_order_terms) == len(terms)


WRONG_ARGUMENTS = {
    "one": (lambda: interaction("A"), ["needs two factors, not 1", "interaction('A^2')"]),
    "none": (interaction, ["needs two factors, not 0"]),
    "number": (lambda: interaction("A", 2), ["not an object of type int"]),
    "four": (lambda: interaction("A", "B", "C", "D"), ["more than 3 factors"]),
    "fourth power": (lambda: power("A", 4), ["not 4", "2 or 3"]),
    "first power": (lambda: power("A", 1), ["not 1", "2 or 3"]),
    "power of a number": (lambda: power(3, 2), ["type int"]),
    "half a power": (lambda: power("A", 2.5), ["not 2.5"]),
    "blank": (lambda: interaction("A", ""), ["lacks a name"]),
}


@pytest.mark.parametrize(("build", "words"), WRONG_ARGUMENTS.values(), ids=WRONG_ARGUMENTS.keys())
def test_wrong_arguments_are_named(build, words):
    with pytest.raises(SpecificationError) as caught:
        build()
    for word in words:
        assert word in str(caught.value)


REFUSED = {
    # right side of the equation of Y, on line 2: column, words
    "without lower-order terms": ("Y ~ A:M", 5, ["'A' and 'M'", "`Y ~ A + M`"]),
    "without one of them": ("Y ~ A + A:M", 9, ["lacks 'M'", "`Y ~ M`"]),
    "square alone": ("Y ~ A^2", 5, ["lacks 'A'", "`Y ~ A`"]),
    "cube without square": ("Y ~ A + A^3", 9, ["lacks 'A^2'", "`Y ~ A^2`"]),
    "mixture": ("Y ~ A + M + A^2:M", 13, ["'A^2' and 'A:M'", "`Y ~ A^2 + A:M`"]),
    "three": (
        "Y ~ A + B + M + A:B + A:B:M",
        23,
        ["'A:B:M'", "'A:M' and 'B:M'", "`Y ~ A:M + B:M`"],
    ),
    "fourth power": ("Y ~ A + A^4", 9, ["'A^4'", "2 or 3"]),
    "first power": ("Y ~ A + A^1", 9, ["'1'", "2 or 3"]),
    "huge power": ("Y ~ A + A^" + "9" * 400, 9, ["2 or 3"]),
    "fractional power": ("Y ~ A + A^1.5", 9, ["'1.5'", "2 or 3"]),
    "power in words": ("Y ~ A + A^two", 10, ["`^`", "2 or 3"]),
    "power of a power": ("Y ~ A + A^2^2", 12, ["`^`", "2 or 3"]),
    "four factors": ("Y ~ A + B + M + A:B:M:A", 17, ["more than 3 factors"]),
    "power in stars": ("Y ~ A + A**2", 10, ["`**`", "`A^2`"]),
    "times": ("Y ~ A × M", 7, ["`×`", "`A:B`"]),
    "I()": ("Y ~ A + I(A^2)", 10, ["`(`", "without I()"]),
    "nothing after the sign": ("Y ~ A + M + A:", 14, ["`:`", "one is missing"]),
    "nothing before the sign": ("Y ~ A + M + :A", 13, ["`:`", "one is missing"]),
    "nothing to raise": ("Y ~ A + M + ^2", 13, ["`^`", "`A^2`"]),
    "plus after the sign": ("Y ~ A + M + A:+M", 14, ["`:`", "one is missing"]),
    "twice": ("Y ~ A + M + A:M + M:A", 19, ["is stated 2 times"]),
    "outcome": ("A:M ~ Y", 2, ["`:`", "cannot be an outcome"]),
    "measured": ("A:M =~ a", 2, ["`:`", "has no items"]),
    "in a block": ("Q =~ q:1", 7, ["`:`", "`item:1`"]),
    "power in a block": ("Q <~ q^2", 7, ["`^`", "`item^1`"]),
    "in one pair of backticks": ("Y ~ A + M + `A:M`", 13, ["'A:M' is one name", "A:`b 1`"]),
    "a factor in backticks with a sign": ("Y ~ A + M + `A:M`:M", 13, ["'A:M' is one name"]),
    "outcome in backticks": ("`A:M` ~ Y", 1, ["'A:M' is one name"]),
    "stars": ("Y ~ A*M", 6, ["`*`", "effects and product", "`A + M + A:M`"]),
    "three stars": ("Y ~ A*B*M", 6, ["`A + B + M + A:B + A:M + B:M + A:B:M`"]),
    "stars of what is no construct": ("Y ~ c*A", 6, ["labels", "a product of constructs as `A:B`"]),
    "number and star": ("Y ~ 0.5*A", 8, ["labels", "write the name alone"]),
    "dotted, as cSEM writes": ("Y ~ A + M + A.M", 13, ["'A' and 'M'", "`A:M`"]),
    "unknown factor": ("Y ~ A + M + A:Mm", 15, ["'Mm'", "did you mean 'M'"]),
    "item as a factor": ("Y ~ A + M + A:m", 15, ["'m'", "an item of 'M'"]),
    "on itself": ("Y ~ A + M + A:Y", 13, ["to itself through the product 'A:Y'"]),
}


@pytest.mark.parametrize(("line", "column", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_product_is_refused_with_place_and_remedy(line, column, words):
    with pytest.raises(SpecificationError) as caught:
        PathModel.parse(MEASURED + line)
    (problem,) = caught.value.problems
    assert problem.startswith(f"line 2, column {column}: ")
    for word in words:
        assert word in problem


def test_the_line_to_add_mends_the_model():
    with pytest.raises(SpecificationError) as caught:
        model("Y ~ A:B:M")
    line = str(caught.value).split("`")[1]
    assert line == "Y ~ A + B + M + A:B + A:M + B:M"
    assert len(model("Y ~ A:B:M", line).products) == 4


CONTRADICTORY = {
    "outcome": ([path("A", to="A:M")], ["'A:M' is an outcome"]),
    "label without a name": ([path("A:", to="Y")], ["'A:' lacks a name"]),
    "label with blanks": ([path("A : M", to="Y")], ["'A '", "did you mean 'A'"]),
    "lower-order terms": ([path("A:M", to="Y")], ["`Y ~ M`"]),
    "itself": ([path("A:M", to="M")], ["'M' has a path to itself through"]),
    "cycle": ([paths(["M", "A:M"], to="Y"), path("Y", to="A")], ["A -> Y -> A"]),
    "cycle through the product alone": ([path("A:M", to="Y"), path("Y", to="M")], ["Y -> M -> Y"]),
    "construct with a sign": ([single_item("A:B", "x"), path("A", to="Y")], ["sign of products"]),
    "construct with a caret": ([single_item("A^2", "x"), path("A", to="Y")], ["sign of products"]),
    "product alone": ([interaction("A", "M")], ["'A:M' stands alone", "path('A:M', to=...)"]),
    "endless": ([Path(":".join("A" * 10_000), "Y")], ["more than 3 factors"]),
}


@pytest.mark.parametrize(("elements", "words"), CONTRADICTORY.values(), ids=CONTRADICTORY.keys())
def test_contradictions_of_objects_are_named(elements, words):
    with pytest.raises(SpecificationError) as caught:
        PathModel([A, M, Y, path("A", to="Y")], elements)
    for word in words:
        assert word in str(caught.value)
    assert len(str(caught.value)) < 2000


def test_a_cycle_through_a_product_is_found_in_text():
    with pytest.raises(SpecificationError) as caught:
        PathModel.parse("A =~ a; B =~ b; C =~ c\nB ~ A + C + A:C\nA ~ B")
    (problem,) = caught.value.problems
    assert problem.startswith("line 3, column 5: the paths run in a circle, A -> B -> A;")


def test_an_item_may_have_a_sign_in_its_name():
    found = PathModel.parse("A =~ `q:1` + `q^2`; B =~ b; B ~ A")
    assert found.indicators == ("q:1", "q^2", "b")
    assert PathModel.parse(found.to_text()) == found


def test_lookups_of_products():
    stated = model("Y ~ A + M + A:M")
    assert stated.successors("M:A") == ("Y",)
    assert stated.successors("A") == ("Y",)
    for wrong in ("A:B", "A:", "A^2"):
        with pytest.raises(SpecificationError, match="no product"):
            stated.successors(wrong)
    with pytest.raises(SpecificationError, match="no construct"):
        stated.predecessors("A:M")


def test_products_stand_in_causal_order_and_begin_directed_paths():
    stated = PathModel.parse(
        "Y =~ y; Q =~ q; A =~ a; M =~ m; X =~ x\nQ ~ Y; Y ~ A + M + A:M; A ~ X"
    )
    assert topological_order(stated) == ("M", "X", "A", "A:M", "Y", "Q")
    routes = list(directed_paths(stated))
    assert [route for route in routes if "A:M" in route] == [("A:M", "Y"), ("A:M", "Y", "Q")]
    assert not any("A:M" in route[1:] for route in routes)
    assert ("X", "A", "Y", "Q") in routes
    assert count_directed_paths(stated) == len(routes) == len(set(routes))
