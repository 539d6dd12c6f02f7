"""Round trip over wild models, and text that nobody would write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plspm.errors import SpecificationError
from plspm.model import PathModel, formative, path, reflective
from plspm.model.tokens import tokens_of

plain_names = st.text("aB1_.é", min_size=1, max_size=4)
wild_names = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=8
).filter(lambda name: not name.isspace())
awkward_names = st.text("`~=<+;# \ufeff\u200dप्", min_size=1, max_size=5).filter(
    lambda name: not name.isspace()
)
names = plain_names | wild_names | awkward_names


@st.composite
def models(draw):
    constructs = draw(st.lists(names, min_size=2, max_size=5, unique=True))
    items = iter(draw(st.lists(names, min_size=5, max_size=15, unique=True)))
    blocks = {name: [next(items)] for name in constructs}
    for item in items:
        blocks[draw(st.sampled_from(constructs))].append(item)
    arrows = [
        path(draw(st.sampled_from(constructs[:number])), to=constructs[number])
        for number in range(1, len(constructs))
    ]
    builder = st.sampled_from([reflective, formative])
    return PathModel(
        arrows,
        (draw(builder)(name, blocks[name]) for name in draw(st.permutations(constructs))),
    )


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


pieces = st.sampled_from(
    ["=~", "<~", "~", "+", ";", "\n", "`", "A", "B", "a", "b", " ", "#", "*", "->", "(", "\x00"]
)
model_like = st.lists(pieces, max_size=40).map("".join)


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
