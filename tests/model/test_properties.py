"""Round trip over wild models, and text that nobody would write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plspm.errors import SpecificationError
from plspm.model import PathModel, composite, higher_order, path, paths, reflective
from plspm.model.products import Product, is_label
from plspm.model.tokens import tokens_of

plain_names = st.text("aB1_.é", min_size=1, max_size=4)
wild_names = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=8
).filter(lambda name: not name.isspace())
awkward_names = st.text("`~=<+;# \ufeff\u200dप्", min_size=1, max_size=5).filter(
    lambda name: not name.isspace()
)
names = plain_names | wild_names | awkward_names


construct_names = names.filter(lambda name: not is_label(name))
weights = st.floats(allow_nan=False, allow_infinity=False).filter(bool)


@st.composite
def measured(draw, build, name, block):
    """A construct of any kind and mode."""
    mode = draw(st.sampled_from(["reflective", "A", "B", "sum", "pca", "fixed"]))
    if mode == "reflective":
        return build(name, block)
    given = [draw(weights) for _ in block] if mode == "fixed" else None
    return composite(name, block, mode=mode, weights=given)


@st.composite
def models(draw):
    """Models of every kind: the last construct may be of higher order, any two may interact."""
    constructs = draw(st.lists(construct_names, min_size=2, max_size=5, unique=True))
    parts = draw(st.lists(construct_names, max_size=3, unique=True))
    parts = [name for name in parts if name not in constructs]
    parts = parts if len(parts) > 1 else []
    whole = draw(st.sampled_from(constructs)) if parts else None
    first_order = [name for name in [*constructs, *parts] if name != whole]
    others = st.lists(names, min_size=8, max_size=15, unique=True)
    items = iter([item for item in draw(others) if item not in {*constructs, *parts}])
    blocks = {name: [next(items, name)] for name in first_order}
    for item in items:
        blocks[draw(st.sampled_from(first_order))].append(item)
    arrows = [
        path(draw(st.sampled_from(constructs[:number])), to=constructs[number])
        for number in range(1, len(constructs))
    ]
    elements = [draw(measured(reflective, name, blocks[name])) for name in first_order]
    if whole is not None:
        elements.append(draw(measured(higher_order, whole, parts)))
    return PathModel({*arrows, *draw(equations(constructs))}, draw(st.permutations(elements)))


@st.composite
def equations(draw, constructs):
    """A product as a predictor of the last construct, with all that it is made of."""
    *predictors, outcome = constructs
    factors = draw(st.lists(st.sampled_from(predictors), max_size=3))
    if len(factors) < 2:
        return ()
    product = Product(tuple(sorted(factors, key=factors.index)))
    return paths([*product.lower_order_terms, product], to=outcome)


@given(models())
def test_text_round_trip(model):
    assert PathModel.parse(model.to_text()) == model


@given(models(), st.sampled_from(["\n", "\r\n", "\r", " ; ", "\n\n# note\n"]))
def test_text_does_not_depend_on_its_line_ends(model, line_end):
    assert PathModel.parse(line_end.join(model.to_text().splitlines())) == model


@given(models(), st.randoms(use_true_random=False))
def test_order_of_statements_of_paths_does_not_matter(model, random):
    arrows = list(model.paths)
    random.shuffle(arrows)
    assert PathModel(model.constructs, arrows) == model


pieces = st.sampled_from([*"~+;\n`ABab #*(\x00:^2[]-", "=~", "<~", "->", "fixed", "0.5"])
statements = st.sampled_from(
    [
        "A =~ a",
        "B <~ [A] b",
        "C =~ A + B",
        "D <~ [fixed] 2*A + -1*B",
        "E =~ e",
        "E ~ C",
        "E ~ A + B + A:B",
        "B ~ A + A^2",
        "E ~ D + D:C + C",
        "C ~ E",
    ]
)
model_like = st.lists(pieces, max_size=40).map("".join) | st.lists(statements).map("; ".join)


@given(st.text() | model_like)
def test_any_text_is_a_model_or_a_specification_error(text):
    try:
        model = PathModel.parse(text)
    except SpecificationError as error:
        assert error.problems
        assert all(error.problems)
    else:
        assert PathModel.parse(model.to_text()) == model


@given(st.text() | model_like)
def test_places_point_at_their_tokens(text):
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n")
    for end in "\r\x85\u2028\u2029":
        lines = lines.replace(end, "\n")
    rows = lines.split("\n")
    for token in tokens_of(text):
        if token.kind != "end of line":
            assert rows[token.line - 1][token.column - 1] in (token.text[0], "`")


@pytest.mark.parametrize("value", [0, b"", (), {}, object(), float("nan")])
def test_what_is_no_text_is_a_specification_error(value):
    with pytest.raises(SpecificationError):
        PathModel.parse(value)
