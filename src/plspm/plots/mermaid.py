"""A path diagram as text for Mermaid, which Markdown pages show as a picture."""

from __future__ import annotations

from typing import Final

from plspm.calls import plainly
from plspm.plots.drawing import Drawing, Edge, Shape, ends_of
from plspm.plots.layout import path_drawing
from plspm.plots.look import Look, Names, Show
from plspm.plots.markup import mermaid
from plspm.plots.numbers import Resampled
from plspm.plots.subject import Subject, read_subject

BRACKETS: Final[dict[Shape, tuple[str, str]]] = {
    "ellipse": ("([", "])"),
    "hexagon": ("{{", "}}"),
    "bar": ("(", ")"),
    "rectangle": ("[", "]"),
}


@plainly("plspm.plots.to_mermaid")
def to_mermaid(
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
    """Write the path diagram in the language of Mermaid, which places everything by itself.

    Put it between ```` ```mermaid ```` and ```` ``` ```` into a Markdown page, such as those of
    GitHub and Quarto. Lines and numbers are those of :func:`~plspm.plots.path_diagram`; common
    factors have round ends, as Mermaid has no ellipses.

    Parameters
    ----------
    result : PLSResult or PathModel
    boot : BootstrapResult, optional
    items, labels, show, structure_only, alpha, decimals
        As in :func:`~plspm.plots.path_diagram`.

    Returns
    -------
    str
        A flowchart; what the signs mean stands at its end as a comment.

    Raises
    ------
    OptionError
        An option has a value that it cannot take, or `boot` is that of another model.

    Examples
    --------
    >>> import plspm
    >>> model = plspm.PathModel.parse("A =~ a; B =~ b; B ~ A")
    >>> print(plspm.plots.to_mermaid(model, items=False), end="")
    flowchart LR
      n0(["A"])
      n1(["B"])
      n0 ==> n1
    """
    named = {} if labels is None else labels
    look = Look(items, named, show, structure_only, alpha, decimals)
    model, numbers = read_subject(result, boot, look)
    return mermaid_text(path_drawing(model, numbers, look))


def mermaid_text(drawing: Drawing) -> str:
    """Write drawing instructions in the language of Mermaid."""
    lines = []
    for k, node in enumerate(drawing.nodes):
        first, last = BRACKETS[node.shape]
        lines.append(f"n{k}{first}{mermaid(node.lines)}{last}")
    for edge, (source, target) in zip(drawing.edges, ends_of(drawing), strict=True):
        text = f"|{mermaid(edge.label.lines)}|" if edge.label else ""
        lines.append(f"n{source} {_arrow(edge)}{text} n{target}")
    lines += [f"%% {note}" for note in drawing.notes]
    return "\n".join(["flowchart LR", *(f"  {line}" for line in lines), ""])


def _arrow(edge: Edge) -> str:
    if edge.kind == "factor":
        return "-.-"
    if edge.dashed:
        return "-.->"
    return "==>" if edge.kind == "path" else "-->"
