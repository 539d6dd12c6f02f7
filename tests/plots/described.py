"""Pictures in words: every artist with its place, colour and size, one a line.

    python -m tests.plots.described            # write what the pictures are now
    git diff tests/plots/described             # read whether that was meant

What stands in `described/` is what the pictures are; a change that was not meant is found by
comparing. Words and not pixels: a difference can be read, and rounding does not count.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text

STORED = Path(__file__).parent / "described"
VERSION = ".".join(mpl.__version__.split(".")[:2])
MOST = 12  # points of a line or an outline that are written; of longer ones every so many
PIXEL = 0.012  # of a hundred to an inch, a little more


def described(figure: Figure) -> str:
    """What is drawn, line by line, after it was drawn once."""
    FigureCanvasAgg(figure).draw()
    lines = [
        f"figure {numbers(figure.get_size_inches())} {type(figure.get_layout_engine()).__name__}"
    ]
    for text in figure.texts:
        lines += artist(text)
    for axes in figure.axes:
        lines += of_axes(axes)
    return "\n".join(lines) + "\n"


def of_axes(axes: Axes) -> Iterator[str]:
    yield f"axes {numbers(axes.get_position().bounds)} aspect {axes.get_aspect()}"
    for name, axis in {"x": axes.xaxis, "y": axes.yaxis}.items():
        limits = axis.get_view_interval()
        yield f"  {name} {numbers(limits)} {axis.get_scale()} visible {axis.get_visible()}"
        yield from artist(axis.label)
        for tick in axis.get_major_ticks():
            line, label = tick.tick1line, tick.label1
            shown = f"{line.get_visible()} {numbers([line.get_markersize()])}"
            yield f"  tick {numbers([tick.get_loc()])} {shown} grid {tick.gridline.get_visible()}"
            yield from artist(label)
    frame = {name: spine.get_visible() for name, spine in axes.spines.items()}
    yield f"  frame {frame} {colour(axes.spines['left'].get_edgecolor())}"
    for child in axes.get_children():
        if child not in (axes.xaxis, axes.yaxis, *axes.spines.values(), axes.patch):
            yield from artist(child)
    for inner in axes.child_axes:
        yield from of_axes(inner)


def artist(drawn: Artist) -> Iterator[str]:
    """The lines of one artist; nothing of texts without words and of what cannot be seen."""
    if not drawn.get_visible() or (isinstance(drawn, Text) and not drawn.get_text()):
        return
    common = f"z {drawn.get_zorder():g} alpha {drawn.get_alpha()}"
    if isinstance(drawn, Text):
        font = f"{numbers([drawn.get_fontsize()])} {drawn.get_weight()} {drawn.get_style()}"
        where = f"{drawn.get_ha()} {drawn.get_va()} {numbers([drawn.get_rotation()])}"
        place = numbers(drawn.get_window_extent().get_points().ravel() / 100)
        yield f"  text {drawn.get_text()!r} {place} {font} {where} {colour(drawn.get_color())}"
        yield f"    {common} spacing {drawn._linespacing}"
        if isinstance(drawn, Annotation):
            yield f"    points at {numbers(drawn.xy)}"
        if drawn.get_bbox_patch() is not None:
            yield from artist(drawn.get_bbox_patch())
    elif isinstance(drawn, Line2D):
        stroke = f"{dashes(drawn)} {numbers([drawn.get_linewidth()])}"
        marker = f"{drawn.get_marker()} {numbers([drawn.get_markersize()])}"
        colours = f"{colour(drawn.get_color())} {colour(drawn.get_markerfacecolor())}"
        yield f"  line {points(drawn.get_xydata())} {stroke} {marker} {colours} {common}"
    elif isinstance(drawn, Patch):
        outline = drawn.get_transform().transform(drawn.get_path().vertices) / 100
        stroke = f"{dashes(drawn)} {numbers([drawn.get_linewidth()])} {drawn.get_fill()}"
        colours = f"{colour(drawn.get_facecolor())} {colour(drawn.get_edgecolor())}"
        yield f"  patch {points(outline)} {stroke} {colours} {common}"
        if drawn.get_hatch():
            yield f"    hatch {drawn.get_hatch()}"
    elif isinstance(drawn, Legend):
        yield f"  legend {drawn.get_title().get_text()!r} {drawn._loc} {drawn._ncols} {common}"
        for part in (*drawn.legend_handles, *drawn.get_texts()):
            yield from artist(part)
    elif isinstance(drawn, AxesImage):
        values = np.ma.filled(drawn.get_array().astype(float), np.nan)
        yield f"  image {values.shape} {numbers(values.ravel())} {drawn.get_cmap().name}"
        yield f"    {numbers(drawn.get_clim())} {numbers(drawn.get_extent())} {common}"
    elif isinstance(drawn, Collection):
        outlines = " | ".join(points(path.vertices) for path in drawn.get_paths()[:4])
        faces = " ".join(colour(each) for each in drawn.get_facecolor()[:40])
        edges = " ".join(colour(each) for each in drawn.get_edgecolor()[:40])
        yield f"  many {points(drawn.get_offsets())} {numbers(drawn.get_linewidth())} {common}"
        yield f"    {outlines} faces {faces} edges {edges}"
    else:
        yield f"  {type(drawn).__name__} {common}"


def dashes(drawn: Line2D | Patch) -> str:
    """Lengths of dashes and gaps, which "--" does not tell."""
    start, lengths = drawn._unscaled_dash_pattern
    return "whole" if lengths is None else f"dashes {numbers([start, *lengths])}"


def numbers(values: object) -> str:
    found = np.asarray(values, dtype=float).ravel()
    return "(" + " ".join(f"{value:.4g}" for value in found) + ")"


def points(places: object) -> str:
    """Every so many of them, and how many there are."""
    found = np.ma.filled(np.ma.asarray(places, dtype=float), np.nan)
    step = max(1, math.ceil(len(found) / MOST))
    return f"{len(found)}: {numbers(found[::step])}"


def colour(value: object) -> str:
    return str(value) if isinstance(value, str) and value == "none" else to_hex(value, True)


def main() -> None:
    from tests.plots.test_described import PICTURES, TEXTS, shown

    STORED.mkdir(exist_ok=True)
    for name in [*PICTURES, *TEXTS]:
        (STORED / f"{name}.txt").write_text(shown(name), encoding="utf-8")
    (STORED / "matplotlib.txt").write_text(f"{VERSION}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
