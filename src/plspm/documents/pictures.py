"""Pictures as files."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from plspm.documents.parts import Picture

if TYPE_CHECKING:
    from plspm.plots.drawing import Drawing

EXPLAINED = "R² = "
"""Begins the line of a construct that holds a number."""
DOTS_PER_INCH = 300


def drawn(picture: Picture, kind: Literal["png", "svg", "pdf"]) -> bytes:
    """A picture in a format; the same figure gives the same bytes."""
    file = BytesIO()
    when = {"png": {}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}[kind]
    picture.figure.savefig(file, format=kind, dpi=DOTS_PER_INCH, bbox_inches="tight", metadata=when)
    return file.getvalue()


def inches(picture: Picture) -> tuple[float, float]:
    """Width and height of a picture as it is drawn."""
    width, height = picture.figure.get_size_inches()
    return float(width), float(height)


def with_mark(drawing: Drawing, mark: str) -> Drawing:
    """A diagram whose numbers have another decimal mark."""

    def written(line: str) -> str:
        return line.replace(".", mark)

    nodes = tuple(
        replace(
            node,
            lines=tuple(written(x) if x.startswith(EXPLAINED) else x for x in node.lines),
        )
        for node in drawing.nodes
    )
    edges = tuple(
        replace(
            edge,
            label=edge.label and replace(edge.label, lines=tuple(map(written, edge.label.lines))),
        )
        for edge in drawing.edges
    )
    return replace(drawing, nodes=nodes, edges=edges)
