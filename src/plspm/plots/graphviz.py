"""A path diagram as text for Graphviz."""

from __future__ import annotations

from typing import Final

from plspm.calls import plainly
from plspm.plots.drawing import Drawing, Edge, Shape, ends_of
from plspm.plots.layout import path_drawing
from plspm.plots.look import Look, Names, Show
from plspm.plots.markup import dot
from plspm.plots.numbers import Resampled
from plspm.plots.subject import Subject, read_subject

SHAPES: Final[dict[Shape, str]] = {
    "ellipse": "shape=ellipse",
    "hexagon": "shape=hexagon",
    "bar": "shape=box, style=rounded, fontsize=9",
    "rectangle": "shape=box, fontsize=9, height=0.25",
}


@plainly("plspm.plots.to_dot")
def to_dot(
    result: Subject,
    boot: Resampled | None = None,
    *,
    items: bool = True,
    labels: Names | None = None,
    show: Show = "estimate",
    structure_only: bool = False,
    alpha: float = 0.05,
    decimals: int = 3,
) -> str:
    """Write the path diagram in the language of Graphviz, which places everything by itself.

    Shapes, lines and numbers are those of :func:`~plspm.plots.path_diagram`.

    Parameters
    ----------
    result : PLSResult or PathModel
    boot : BootstrapResult, optional
    items, labels, show, structure_only, alpha, decimals
        As in :func:`~plspm.plots.path_diagram`.

    Returns
    -------
    str
        For ``dot -Tpdf``, or ``graphviz.Source(text)`` in a notebook.

    Raises
    ------
    OptionError
        An option has a value that it cannot take, or `boot` is that of another model.

    Examples
    --------
    >>> import plspm
    >>> model = plspm.PathModel.parse("A =~ a; B =~ b; B ~ A")
    >>> print(plspm.plots.to_dot(model, items=False))
    digraph {
      rankdir=LR;
      node [fontname="Helvetica", fontsize=10];
      edge [fontname="Helvetica", fontsize=9];
      n0 [label="A", shape=ellipse];
      n1 [label="B", shape=ellipse];
      n0 -> n1 [penwidth=1.5];
    }
    <BLANKLINE>
    """
    named = {} if labels is None else labels
    look = Look(items, named, show, structure_only, alpha, decimals)
    model, numbers = read_subject(result, boot, look)
    return dot_text(path_drawing(model, numbers, look))


def dot_text(drawing: Drawing) -> str:
    """Write drawing instructions in the language of Graphviz."""
    lines = [
        "rankdir=LR;",
        'node [fontname="Helvetica", fontsize=10];',
        'edge [fontname="Helvetica", fontsize=9];',
    ]
    if drawing.notes:
        lines.append('fontname="Helvetica"; fontsize=9; labeljust=l;')
        lines.append(f"label={dot(drawing.notes)};")
    lines += [
        f"n{k} [label={dot(node.lines)}, {SHAPES[node.shape]}];"
        for k, node in enumerate(drawing.nodes)
    ]
    explained = {edge.target for edge in drawing.edges if edge.kind == "path"}
    for edge, (source, target) in zip(drawing.edges, ends_of(drawing), strict=True):
        first = edge.kind == "loading" and edge.source not in explained
        lines.append(_edge(edge, source, target, items_first=first))
    return "\n".join(["digraph {", *(f"  {line}" for line in lines), "}", ""])


def _edge(edge: Edge, source: int, target: int, *, items_first: bool) -> str:
    """Items of what nothing explains stand before it, though arrows point to them."""
    look = [f"label={dot(edge.label.lines)}"] if edge.label else []
    look += ["penwidth=1.5"] if edge.kind == "path" else []
    look += ["style=dashed"] if edge.dashed else []
    look += ["style=dotted", "arrowhead=none"] if edge.kind == "factor" else []
    look += ["dir=back"] if items_first else []
    ends = f"n{target} -> n{source}" if items_first else f"n{source} -> n{target}"
    return f"{ends} [{', '.join(look)}];" if look else f"{ends};"
