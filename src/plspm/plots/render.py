"""Drawing instructions to ink: the one file that knows matplotlib."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from os import PathLike
from typing import IO
from warnings import catch_warnings, filterwarnings

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, FancyArrowPatch, FancyBboxPatch, Patch, Polygon, Rectangle
from matplotlib.path import Path

from plspm.plots.drawing import SMALL, Box, Drawing, Edge, Node, Point, hexagon
from plspm.plots.fonts import families
from plspm.plots.labels import LABEL_LINE
from plspm.plots.measures import LINE
from plspm.plots.notes import BORDER, NOTE_LINE

POINTS_PER_INCH = 72


class Picture(Figure):
    """A figure that a notebook shows without pyplot, and that is quiet about missing signs."""

    def savefig(self, fname: str | PathLike[str] | IO[bytes], **options: object) -> None:
        """Save as any figure does; what no font has was said when the picture was drawn."""
        with catch_warnings():
            filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
            super().savefig(fname, **options)  # type: ignore[arg-type]  # handed on as given

    def _repr_png_(self) -> bytes:
        ink = BytesIO()
        self.savefig(ink, format="png", dpi=150)
        return ink.getvalue()


def render(drawing: Drawing, *, font_size: float, font: str) -> Figure:
    """Draw with matplotlib, black on white, without its global state and without a display."""
    family = families(font, all_texts(drawing))
    em = font_size / POINTS_PER_INCH
    figure = Picture(figsize=(drawing.width * em, drawing.height * em), facecolor="white")
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(0, drawing.height)
    axes.set_axis_off()
    for edge in drawing.edges:
        _draw_edge(axes, edge, font_size)
    for edge in drawing.edges:
        if edge.label:
            _ground(axes, edge.label.box)
            _write(axes, edge.label.lines, edge.label.box, family, font_size * SMALL, LABEL_LINE)
    for node in drawing.nodes:
        axes.add_patch(_outline(node))
        size = SMALL if node.shape in {"rectangle", "bar"} else 1.0
        _write(axes, node.lines, node.box, family, font_size * size, LINE * size)
    for number, note in enumerate(reversed(drawing.notes)):
        at = (BORDER, BORDER + (number + 0.5) * NOTE_LINE)
        _text(axes, at, note, family, font_size * SMALL, align="left")
    return figure


def all_texts(drawing: Drawing) -> Iterator[str]:
    """Return all that a picture says."""
    for node in drawing.nodes:
        yield from node.lines
    for edge in drawing.edges:
        yield from edge.label.lines if edge.label else ()
    yield from drawing.notes


def _outline(node: Node) -> Patch:
    box = node.box
    if node.shape == "ellipse":
        patch: Patch = Ellipse((box.x, box.y), box.width, box.height)
    elif node.shape == "bar":
        patch = _bar(box)
    elif node.shape == "rectangle":
        patch = Rectangle((box.left, box.bottom), box.width, box.height)
    else:
        patch = Polygon(hexagon(box))
    patch.set(facecolor="white", edgecolor="black", linewidth=0.9, zorder=3)
    return patch


def _bar(box: Box) -> Patch:
    round_ends = f"round,pad=0,rounding_size={box.height / 4}"
    return FancyBboxPatch((box.left, box.bottom), box.width, box.height, boxstyle=round_ends)


def _draw_edge(axes: Axes, edge: Edge, font_size: float) -> None:
    codes = [Path.MOVETO, *[Path.CURVE4] * (len(edge.route) - 1)]
    path = edge.kind == "path"
    joint = edge.kind == "factor"
    axes.add_patch(
        FancyArrowPatch(
            path=Path(edge.route, codes),
            arrowstyle="-" if joint else "-|>,head_length=0.45,head_width=0.17",
            mutation_scale=font_size * (1.4 if path else 1.1),
            linewidth=1.0 if path else 0.6,
            linestyle=(0, (1, 2)) if joint else (0, (4, 2.5)) if edge.dashed else "solid",
            color="black",
            capstyle="butt",
            joinstyle="miter",
            zorder=1,
        )
    )


def _ground(axes: Axes, box: Box) -> None:
    corner = (box.left, box.bottom)
    axes.add_patch(
        Rectangle(corner, box.width, box.height, facecolor="white", edgecolor="none", zorder=2)
    )


def _write(
    axes: Axes, lines: tuple[str, ...], box: Box, family: list[str], size: float, line_height: float
) -> None:
    for number, line in enumerate(lines):
        y = box.y + ((len(lines) - 1) / 2 - number) * line_height
        _text(axes, (box.x, y), line, family, size)


def _text(
    axes: Axes, at: Point, text: str, family: list[str], size: float, *, align: str = "center"
) -> None:
    axes.text(
        *at,
        text,
        family=family,
        fontsize=size,
        ha=align,
        va="center_baseline",
        color="black",
        parse_math=False,  # a dollar sign in a name is a dollar sign
        zorder=4,
    )
