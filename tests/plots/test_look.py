"""One look for all ways to draw a diagram."""

import inspect

import pytest

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
