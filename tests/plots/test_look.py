"""One look for all ways to draw a diagram."""

import inspect

import pytest

from plspm.errors import OptionError
from plspm.model import PathModel
from plspm.plots import Look, path_diagram, to_dot, to_mermaid, to_tikz


@pytest.mark.parametrize("draw", [path_diagram, to_dot, to_mermaid, to_tikz])
def test_what_is_drawn_unasked_is_the_same_in_every_format(draw):
    parameters = inspect.signature(draw).parameters
    look = Look()
    shared = {"items", "show", "structure_only", "alpha", "decimals"}
    assert shared <= parameters.keys()
    assert {name: parameters[name].default for name in shared} == {
        name: getattr(look, name) for name in shared
    }


@pytest.mark.parametrize(
    ("draw", "option", "most", "beyond"),
    [(to_dot, "decimals", 15, 16), (to_tikz, "width", "100in", "100.1in")],
)
def test_options_have_an_upper_bound(draw, option, most, beyond):
    model = PathModel.parse("A =~ a; B =~ b; B ~ A")
    draw(model, **{option: most})
    with pytest.raises(OptionError, match=f"{option} is"):
        draw(model, **{option: beyond})
