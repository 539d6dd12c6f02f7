"""A model as the Python that makes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from plspm.model.elements import Construct, Control, Path
from plspm.model.parts import parts_of


def as_html(text: str) -> str:
    """Write the text of a model for a notebook, foldable.

    Examples
    --------
    >>> print(as_html("A =~ a1 + a2"))
    <details open><summary><b>Path model</b></summary><pre>A =~ a1 + a2</pre></details>
    """
    return f"<details open><summary><b>Path model</b></summary><pre>{escape(text)}</pre></details>"


def calls(
    constructs: Sequence[Construct], paths: Iterable[Path], controls: Iterable[Control] = ()
) -> str:
    """Write the call that makes a model of these constructs and paths.

    Parameters
    ----------
    constructs : sequence of Construct
        Constructs of a valid model.
    paths : iterable of Path
        Its paths.
    controls : iterable of Control
        Its controls.

    Examples
    --------
    >>> print(calls([Construct("A", ("a",)), Construct("B", ("b",))], [Path("A", "B")]))
    PathModel(
        reflective('A', ['a']),
        reflective('B', ['b']),
        path('A', to='B'),
    )
    """
    whole = parts_of(constructs)
    lines = [
        *(_higher_order(c) if c.name in whole else _first_order(c) for c in constructs),
        *(f"path({arrow.source!r}, to={arrow.target!r})" for arrow in paths),
        *map(_control, controls),
    ]
    return "\n".join(["PathModel(", *(f"    {line}," for line in lines), ")"])


def _control(control: Control) -> str:
    said = "" if control.reference is None else f", reference={control.reference!r}"
    said += f", on={list(control.on or ())!r}" + (", numbers=True" if control.numbers else "")
    return f"control({control.column!r}{said})"


def _first_order(construct: Construct) -> str:
    if construct.kind == "reflective":
        return f"reflective({_block(construct)})"
    if construct.mode == "B":
        return f"formative({_block(construct)})"
    return f"composite({_block(construct)}, mode={construct.mode!r}{_weights(construct)})"


def _higher_order(construct: Construct) -> str:
    mode = f"mode={construct.mode!r}"
    if construct.kind == "composite" and construct.mode == "A":
        mode += ", kind='composite'"
    return f"higher_order({_block(construct)}, {mode}{_weights(construct)})"


def _block(construct: Construct) -> str:
    return f"{construct.name!r}, {list(construct.indicators)!r}"


def _weights(construct: Construct) -> str:
    return "" if construct.weights is None else f", weights={list(construct.weights)!r}"
