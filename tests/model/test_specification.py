"""Models from objects: the builders, the value, and everything that can contradict itself."""

import copy
import dataclasses
import math
import pickle

import numpy as np
import pandas as pd
import pytest

from plspm.errors import SpecificationError
from plspm.model import (
    Construct,
    Path,
    PathModel,
    composite,
    formative,
    higher_order,
    path,
    paths,
    reflective,
    single_item,
)

A, B, C = single_item("A", "a"), single_item("B", "b"), single_item("C", "c")


@pytest.fixture
def model():
    return PathModel(
        reflective("A", ["a1", "a2", "a3"]),
        composite("B", ["b1", "b2"], mode="fixed", weights=[0.5, 2]),
        formative("C", ["c1", "c2"]),
        paths(["A", "B"], to="C"),
        path("A", to="B"),
    )


def test_builders_state_kind_mode_and_items():
    assert reflective("A", ("a", "b")) == Construct("A", ("a", "b"), "reflective", "A")
    assert reflective("A", "item") == Construct("A", ("item",))
    assert composite("A", ["a"]) == Construct("A", ("a",), "composite", "A")
    assert composite("A", ["a"], mode="pca") == Construct("A", ("a",), "composite", "pca")
    assert formative("A", ["a"]) == composite("A", ["a"], mode="B")
    assert single_item("A") == reflective("A", ["A"])
    assert single_item("A", "item") == reflective("A", "item")
    weights = composite("A", ["a", "b"], mode="fixed", weights=np.array([1, 2])).weights
    assert weights == (1.0, 2.0)
    assert all(type(weight) is float for weight in weights)


def test_paths_lead_from_every_source_to_every_target():
    assert path("A", to="B") == Path("A", "B")
    assert paths("A", to="B") == (Path("A", "B"),)
    assert paths(["A", "B"], to=("C", "D")) == (
        Path("A", "C"),
        Path("A", "D"),
        Path("B", "C"),
        Path("B", "D"),
    )


def test_names_become_plain_strings():
    built = reflective(np.str_("A"), list(np.array(["a"])))
    assert type(built.name) is str
    assert type(built.indicators[0]) is str


WRONG_ARGUMENTS = {
    "list as source": (lambda: path(["A"], to="B"), ["use paths()", "type list"]),
    "both ends": (lambda: path(1, to=None), ["2 problems", "type int", "type NoneType"]),
    "frame as items": (lambda: reflective("A", pd.DataFrame({"a": [1]})), ["list(frame.columns)"]),
    "index as items": (lambda: reflective("A", pd.Index(["a"])), ["list(frame.columns)"]),
    "set as items": (lambda: reflective("A", {"a"}), ["type set"]),
    "bytes as items": (lambda: reflective("A", b"a"), ["entry 1", "type int"]),
    "number among items": (lambda: reflective("A", ["a", 2, None]), ["entry 2", "entry 3"]),
    "no name": (lambda: reflective(None, ["a"]), ["name of a construct is a string"]),
    "words as weights": (lambda: composite("A", ["a"], mode="fixed", weights=["1"]), ["numbers"]),
    "text as weights": (lambda: composite("A", ["a"], mode="fixed", weights="1"), ["numbers"]),
    "number as weights": (lambda: composite("A", ["a"], mode="fixed", weights=1.0), ["numbers"]),
    "huge weight": (lambda: composite("A", ["a"], mode="fixed", weights=[10**999]), ["numbers"]),
    "mode": (lambda: composite("A", ["a"], mode=1), ["mode of construct 'A' is text", "type int"]),
    "kind": (lambda: higher_order("H", ["A", "B"], kind=2), ["kind of construct 'H' is text"]),
    "sources": (lambda: paths(3, to=["A", 1]), ["sources", "to: entry 2"]),
}


@pytest.mark.parametrize(("build", "words"), WRONG_ARGUMENTS.values(), ids=WRONG_ARGUMENTS.keys())
def test_builders_name_arguments_of_the_wrong_type(build, words):
    with pytest.raises(SpecificationError) as caught:
        build()
    for word in words:
        assert word in str(caught.value)


def fixed(*weights):
    return composite("A", ["a1", "a2"], mode="fixed", weights=weights)


CONTRADICTORY = {
    "nothing": ([], "the model is empty"),
    "no paths": ([A, B], "no paths"),
    "paths alone": ([path("A", to="B")], "construct 'A', which is not measured"),
    "text": (["A =~ a"], "PathModel.parse"),
    "stranger": ([A, B, path("A", to="B"), 3], "type int is neither a construct nor a path"),
    "unknown": ([A, B, paths("A", to=["B", "Bb"])], "did you mean 'B'"),
    "no items": ([A, Construct("B", ()), path("A", to="B")], "'B' has no items"),
    "without path": ([A, B, C, path("A", to="B")], "'C' has no path"),
    "two blocks": ([A, reflective("B", ["b", "a"]), path("A", to="B")], "'a' belongs to 2"),
    "twice in a block": ([A, reflective("B", ["b"] * 3), path("A", to="B")], "more than once"),
    "construct twice": ([A, B, A, path("A", to="B")], "'A' is measured 2 times"),
    "path twice": ([A, B, [path("A", to="B")] * 3], "is stated 3 times"),
    "self-path": ([A, B, path("A", to="B"), path("B", to="B")], "'B' has a path to itself"),
    "cycle": ([A, B, path("A", to="B"), path("B", to="A")], "A -> B -> A"),
    "longer cycle": (
        [A, B, C, path("C", to="B"), path("B", to="A"), path("A", to="C")],
        "C -> B -> A -> C",
    ),
    "empty name": ([single_item("", "x"), B, path("", to="B")], "is blank"),
    "blank item": ([single_item("A", " "), B, path("A", to="B")], "is blank"),
    "line break": ([single_item("A\nB", "a"), B, path("A\nB", to="B")], "'A\\nB', holds a line"),
    "surrogate": ([single_item("A", "\ud800"), B, path("A", to="B")], "control character"),
    "kind": ([Construct("A", ("a",), "latent"), B, path("A", to="B")], "unknown kind 'latent'"),
    "mode": ([composite("A", ["a"], mode="C"), B, path("A", to="B")], "unknown mode 'C'"),
    "reflective in B": (
        [Construct("A", ("a",), "reflective", "B"), B, path("A", to="B")],
        "which means Mode A",
    ),
    "weights without fixed": (
        [composite("A", ["a"], weights=[1]), B, path("A", to="B")],
        "give mode='fixed'",
    ),
    "fixed without weights": (
        [composite("A", ["a"], mode="fixed"), B, path("A", to="B")],
        "no weights",
    ),
    "number of weights": ([fixed(1), B, path("A", to="B")], "1 weights for 2 items"),
    "infinite weight": ([fixed(1, math.inf), B, path("A", to="B")], "not finite"),
    "missing weight": ([fixed(1, math.nan), B, path("A", to="B")], "not finite"),
    "zero weights": ([fixed(0, -0.0), B, path("A", to="B")], "only zero weights"),
    "list for a tuple": ([Construct("A", ["a"]), B, path("A", to="B")], "build it with"),
    "weights of integers": (
        [Construct("A", ("a",), "composite", "fixed", (1,)), B, path("A", to="B")],
        "build it with",
    ),
    "path of numbers": ([A, B, Path(1, "B")], "must be names of constructs"),
}


@pytest.mark.parametrize(("elements", "words"), CONTRADICTORY.values(), ids=CONTRADICTORY.keys())
def test_contradictions_are_named(elements, words):
    with pytest.raises(SpecificationError) as caught:
        PathModel(*elements)
    assert words in str(caught.value)
    assert not any(problem.startswith("line") for problem in caught.value.problems)


def test_all_problems_come_at_once():
    with pytest.raises(SpecificationError) as caught:
        PathModel(
            reflective("A", ["x"]),
            reflective("B", ["x", "y", "y"]),
            Construct("C", ()),
            fixed(1),
            path("A", to="B"),
            path("B", to="A"),
            path("B", to="B"),
            path("A", to="Q"),
        )
    # A twice, C without items, weights, y twice, x in two blocks, Q, B on itself, cycle, C alone
    assert len(caught.value.problems) == 9


def test_a_path_to_itself_joins_a_construct_to_nothing():
    with pytest.raises(SpecificationError) as caught:
        PathModel(A, B, C, path("A", to="B"), path("C", to="C"))
    itself, alone = caught.value.problems
    assert "'C' has a path to itself" in itself
    assert "'C' has no path to or from any other" in alone


def test_many_problems_are_counted_but_not_all_shown():
    with pytest.raises(SpecificationError) as caught:
        PathModel(A, B, path("A", to="B"), [single_item(f"X{i}") for i in range(100)])
    assert len(caught.value.problems) == 21
    assert "80 more" in caught.value.problems[-1]


def test_every_separate_cycle_is_named():
    letters = "ABCD"
    with pytest.raises(SpecificationError) as caught:
        PathModel(
            [single_item(name) for name in letters],
            [path("A", to="B"), path("B", to="A"), path("B", to="C")],
            [path("C", to="D"), path("D", to="C")],
        )
    assert [text in str(caught.value) for text in ("A -> B -> A", "C -> D -> C")] == [True, True]
    assert len(caught.value.problems) == 2


def test_model_is_a_value(model):
    again = PathModel([model.paths[::-1], [model.constructs]])
    assert again == model
    assert hash(again) == hash(model)
    assert len({again, model}) == 1
    assert pickle.loads(pickle.dumps(model)) == model
    assert copy.deepcopy(model) == model
    with pytest.raises(dataclasses.FrozenInstanceError):
        model.paths = ()


def test_order_of_constructs_is_part_of_the_value():
    arrow = path("A", to="B")
    assert PathModel(A, B, arrow) != PathModel(B, A, arrow)


def test_paths_are_sorted_by_target_then_source(model):
    assert model.paths == (Path("A", "B"), Path("A", "C"), Path("B", "C"))


def test_lookups(model):
    assert model.construct_names == ("A", "B", "C")
    assert model.indicators == ("a1", "a2", "a3", "b1", "b2", "c1", "c2")
    assert model.construct("B").mode == "fixed"
    assert model.predecessors("C") == ("A", "B")
    assert model.predecessors("A") == ()
    assert model.successors("A") == ("B", "C")


@pytest.mark.parametrize("method", ["construct", "predecessors", "successors"])
def test_unknown_construct_is_named_with_the_nearest(model, method):
    with pytest.raises(SpecificationError, match=r"no construct 'b'; did you mean 'B'\?"):
        getattr(model, method)("b")
    with pytest.raises(SpecificationError, match="type int"):
        getattr(model, method)(3)


def test_without_indicator_drops_the_item_and_its_weight(model):
    smaller = model.without_indicator("b1")
    assert smaller.construct("B").indicators == ("b2",)
    assert smaller.construct("B").weights == (2.0,)
    assert smaller.paths == model.paths
    assert model.construct("B").indicators == ("b1", "b2")


def test_without_indicator_refuses_the_last_and_the_unknown(model):
    with pytest.raises(SpecificationError, match="'B' has no items"):
        model.without_indicator("b1").without_indicator("b2")
    with pytest.raises(SpecificationError, match=r"no indicator 'A2'; did you mean 'a2'"):
        model.without_indicator("A2")


def test_with_constructs_replaces_in_place(model):
    changed = model.with_constructs(formative("A", ["x"]), composite("B", ["b1", "b2"]))
    assert changed.construct_names == model.construct_names
    assert changed.construct("A") == formative("A", ["x"])
    assert changed.construct("B").mode == "A"
    assert changed.paths == model.paths


def test_with_constructs_refuses_what_it_cannot_replace(model):
    with pytest.raises(SpecificationError, match="no construct 'Z'"):
        model.with_constructs(single_item("Z"))
    with pytest.raises(SpecificationError, match="measured 2 times"):
        model.with_constructs(single_item("A"), formative("A", ["x"]))
    with pytest.raises(SpecificationError, match="neither a construct nor a path"):
        model.with_constructs(None)


def test_representation_states_the_model(model):
    names = {"PathModel": PathModel, "path": path}
    builders = {built.__name__: built for built in (reflective, composite, formative)}
    assert eval(repr(model), names | builders) == model


def test_elements_may_be_nested_but_not_endlessly():
    endless = []
    endless.append(endless)
    assert PathModel([[A], (B,)], iter([path("A", to="B")])).construct_names == ("A", "B")
    with pytest.raises(SpecificationError, match="type list"):
        PathModel(endless)
