"""Constructs made of constructs: how they are written, what they mean, and what is refused."""

import pickle

import pytest

import plspm
from plspm.errors import SpecificationError
from plspm.model import (
    Construct,
    PathModel,
    composite,
    directed_paths,
    formative,
    higher_order,
    path,
    reflective,
    single_item,
    topological_order,
)

MEASURED = "SEN =~ s1 + s2; AFF <~ a1 + a2; KOG =~ KOG; SAT =~ sat; Q =~ q; SAT ~ Q\n"


def model(*statements):
    return PathModel.parse(MEASURED + "\n".join(statements))


WHOLES = {
    "reflective": ("=~", higher_order("ERL", ["SEN", "AFF", "KOG"])),
    "formative": ("<~", higher_order("ERL", ["SEN", "AFF", "KOG"], mode="B")),
    "composite": (
        "<~ [A]",
        higher_order("ERL", ["SEN", "AFF", "KOG"], kind="composite"),
    ),
    "sum": ("<~ [sum]", higher_order("ERL", ["SEN", "AFF", "KOG"], mode="sum")),
    "component": ("<~ [pca]", higher_order("ERL", ["SEN", "AFF", "KOG"], mode="pca")),
}


@pytest.mark.parametrize(("operator", "whole"), WHOLES.values(), ids=WHOLES.keys())
def test_a_construct_of_constructs_is_of_higher_order(operator, whole):
    stated = model(f"ERL {operator} SEN + AFF + KOG", "SAT ~ ERL")
    assert stated.construct("ERL") == whole
    assert stated.higher_order == ("ERL",)
    assert stated.parts("ERL") == ("SEN", "AFF", "KOG")
    assert stated.parts("SEN") == ()
    assert stated.construct_names == ("SEN", "AFF", "KOG", "SAT", "Q", "ERL")
    assert stated.indicators == ("s1", "s2", "a1", "a2", "KOG", "sat", "q")
    assert stated.predecessors("SAT") == ("Q", "ERL")
    assert PathModel.parse(stated.to_text()) == stated
    names = {name: getattr(plspm.model, name) for name in plspm.model.__all__}
    assert eval(repr(stated), names) == stated
    assert "higher_order('ERL', ['SEN', 'AFF', 'KOG']" in repr(stated)
    assert pickle.loads(pickle.dumps(stated)) == stated


def test_given_weights_of_parts():
    stated = model("ERL <~ [fixed] 2*SEN + -1*AFF + 0.5*KOG; SAT ~ ERL")
    whole = higher_order("ERL", ["SEN", "AFF", "KOG"], mode="fixed", weights=[2, -1, 0.5])
    assert stated.construct("ERL") == whole
    assert stated.higher_order == ("ERL",)
    assert PathModel.parse(stated.to_text()) == stated


def test_any_builder_makes_one_where_its_names_are_constructs():
    assert higher_order("H", ["A", "B"]) == reflective("H", ["A", "B"])
    assert higher_order("H", ["A", "B"], mode="B") == formative("H", ["A", "B"])
    assert higher_order("H", ["A", "B"], kind="composite") == composite("H", ["A", "B"])
    parts = single_item("A"), single_item("B")
    stated = PathModel(formative("H", ["A", "B"]), parts, single_item("Y"), path("H", to="Y"))
    assert stated.higher_order == ("H",)
    assert stated.indicators == ("A", "B", "Y")


def test_statements_may_stand_in_any_order():
    stated = PathModel.parse("SAT ~ ERL; ERL <~ SEN + KOG; SAT =~ sat; KOG =~ KOG; SEN =~ s1")
    assert stated.higher_order == ("ERL",)
    assert topological_order(stated) == ("ERL", "SAT", "KOG", "SEN")
    assert list(directed_paths(stated)) == [("ERL", "SAT")]


def test_several_may_interact_and_mediate():
    stated = model("H1 =~ SEN + AFF; H2 <~ KOG + X; X =~ x1 + x2", "H2 ~ Q; SAT ~ H1 + H2 + H1:H2")
    assert stated.higher_order == ("H1", "H2")
    assert stated.products == (plspm.model.interaction("H1", "H2"),)
    assert PathModel.parse(stated.to_text()) == stated


def test_items_of_parts_can_be_dropped_and_parts_replaced():
    stated = model("ERL <~ SEN + AFF + KOG; SAT ~ ERL")
    smaller = stated.without_indicator("s1")
    assert smaller.construct("SEN").indicators == ("s2",)
    assert smaller.parts("ERL") == stated.parts("ERL")
    with pytest.raises(SpecificationError, match=r"'KOG' has no items"):
        stated.without_indicator("KOG")
    with pytest.raises(SpecificationError, match=r"no indicator 'SEN'"):
        stated.without_indicator("SEN")
    changed = stated.with_constructs(higher_order("ERL", ["SEN", "AFF", "KOG"]))
    assert changed.construct("ERL").mode == "A"


REFUSED = {
    # lines after the measured ones: line, column, words
    "misspelt": (
        "ERL =~ SEN + AFF + KGO; SAT ~ ERL + KOG",
        (2, 20),
        ["made of constructs, 'SEN' and 'AFF'", "'KGO' is none", "did you mean 'KOG'"],
    ),
    "an item among constructs": (
        "ERL =~ SEN + AFF + zz9 + KOG; SAT ~ ERL",
        (2, 20),
        ["made of constructs", "'zz9' is none", "a construct of its own"],
    ),
    "a construct among items": (
        "ERL =~ e1 + e2 + KOG; SAT ~ ERL + SEN + AFF",
        (2, 18),
        ["measured by items, 'e1' and 'e2'", "'KOG' is a construct", "another name"],
    ),
    "third order": (
        "ERL =~ SEN + AFF; TOP <~ KOG + ERL; SAT ~ TOP",
        (2, 32),
        ["'TOP' is of third order", "'ERL'", "'SEN' and 'AFF'", "only two orders"],
    ),
    "one part": (
        "ERL =~ SEN; SAT ~ ERL + AFF + KOG",
        (2, 8),
        ["'ERL' is made of one construct, 'SEN'", "at least two"],
    ),
    "part of two": (
        "ERL =~ SEN + AFF\nE2 =~ KOG + AFF\nSAT ~ ERL + E2",
        (3, 13),
        ["'AFF' is part of 2 constructs, 'ERL' (line 2) and 'E2' (line 3)"],
    ),
    "part twice": (
        "ERL =~ SEN + AFF + KOG + SEN; SAT ~ ERL",
        (2, 26),
        ["construct 'SEN' stands more than once"],
    ),
    "path from a part": (
        "ERL =~ SEN + AFF + KOG; SAT ~ ERL + KOG",
        (2, 37),
        ["'KOG' is part of 'ERL' and has a path of its own", "name 'ERL'"],
    ),
    "path to a part": (
        "ERL =~ SEN + AFF + KOG; KOG ~ Q; SAT ~ ERL",
        (2, 25),
        ["'KOG' is part of 'ERL' and has a path of its own", "take 'KOG' out"],
    ),
    "path from the whole to a part": (
        "ERL =~ SEN + AFF + KOG; KOG ~ ERL; SAT ~ ERL",
        (2, 25),
        ["'KOG' is part of 'ERL' and has a path of its own"],
    ),
    "product with a part": (
        "ERL =~ SEN + AFF + KOG; SAT ~ ERL + Z + Z:KOG; Z =~ z",
        (2, 43),
        ["'KOG' is part of 'ERL' and has a path of its own", "name 'ERL'"],
    ),
    "without path": (
        "ERL =~ SEN + AFF + KOG",
        (2, 1),
        ["'ERL' has no path to or from any other"],
    ),
}


@pytest.mark.parametrize(("lines", "place", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_of_higher_order_is_refused_with_place_and_remedy(lines, place, words):
    with pytest.raises(SpecificationError) as caught:
        model(lines)
    (problem,) = caught.value.problems
    assert problem.startswith("line {}, column {}: ".format(*place))
    for word in words:
        assert word in problem


def test_a_block_of_misspelt_constructs_is_asked_for_where_they_stand_alone():
    with pytest.raises(SpecificationError) as caught:
        model("ERL =~ SENN + AFFF + KOGG; SAT ~ ERL")
    assert len(caught.value.problems) == 3
    for problem, name in zip(caught.value.problems, ["SEN", "AFF", "KOG"], strict=True):
        assert f"construct '{name}' has no path" in problem
        assert f"if '{name}{name[-1]}' in the block of 'ERL' means this construct" in problem


def test_a_refused_part_makes_no_second_problem():
    with pytest.raises(SpecificationError) as caught:
        PathModel.parse("SEN =~ s1, s2; AFF =~ a1; H =~ SEN + AFF; Y =~ y; Y ~ H")
    (problem,) = caught.value.problems
    assert "`,`" in problem


def test_objects_are_refused_alike():
    parts = single_item("A", "a"), single_item("B", "b")
    for whole, words in {
        higher_order("H", ["A", "B", "Bb"]): "'Bb' is none",
        higher_order("H", ["A"]): "made of one construct",
        higher_order("H", ["A", "B"], mode="B", kind="reflective"): "which means Mode A",
        Construct("H", ("A", "B"), "composite", "fixed", (1.0,)): "1 weights for 2 items",
    }.items():
        with pytest.raises(SpecificationError, match=words) as caught:
            PathModel(parts, whole, single_item("Y", "y"), path("H", to="Y"))
        assert "line" not in str(caught.value)
    with pytest.raises(SpecificationError, match="list of names"):
        higher_order("H", 3)
    with pytest.raises(SpecificationError, match="entry 2"):
        higher_order("H", ["A", single_item("B")])
