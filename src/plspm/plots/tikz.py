"""A path diagram as text for LaTeX."""

from __future__ import annotations

from plspm.calls import plainly
from plspm.plots.diagram import on_page
from plspm.plots.drawing import SMALL, Box, Drawing, Edge, Label, Node, Point, hexagon
from plspm.plots.labels import LABEL_LINE
from plspm.plots.look import Look, Names, Show
from plspm.plots.markup import tex
from plspm.plots.measures import LINE
from plspm.plots.notes import BORDER, NOTE_LINE
from plspm.plots.numbers import Resampled
from plspm.plots.page_width import Width
from plspm.plots.subject import Subject


@plainly("plspm.plots.to_tikz")
def to_tikz(
    result: Subject,
    boot: Resampled | None = None,
    *,
    width: Width | None = None,
    items: bool = True,
    labels: Names | None = None,
    show: Show = "estimate",
    structure_only: bool = False,
    alpha: float = 0.05,
    decimals: int = 3,
    note: str = "",
    font_size: float = 8.0,
) -> str:
    r"""Write the path diagram as a TikZ picture, in the fonts of the document.

    Everything stands where :func:`~plspm.plots.path_diagram` puts it. The preamble needs
    ``\usepackage{tikz}`` and ``\usetikzlibrary{arrows.meta}``; names in other scripts than Latin
    need XeLaTeX or LuaLaTeX with a font that has them.

    Parameters
    ----------
    result : PLSResult or PathModel
    boot : BootstrapResult, optional
    width, items, labels, show, structure_only, alpha, decimals, note, font_size
        As in :func:`~plspm.plots.path_diagram`.

    Returns
    -------
    str
        A ``tikzpicture``, to be read by ``\input``.

    Raises
    ------
    OptionError
        An option has a value that it cannot take, or `boot` is that of another model.

    Examples
    --------
    >>> import plspm
    >>> model = plspm.PathModel.parse("A =~ a; B =~ b; B ~ A")
    >>> text = plspm.plots.to_tikz(model, width="8cm")
    >>> text.splitlines()[-1]
    '\\end{tikzpicture}'
    """
    named = {} if labels is None else labels
    look = Look(items, named, show, structure_only, alpha, decimals, note)
    return tikz_text(*on_page(result, boot, look, width, font_size))


def tikz_text(drawing: Drawing, size: float) -> str:
    """Write drawing instructions as a TikZ picture.

    Parameters
    ----------
    drawing : Drawing
    size : float
        Of the names of constructs, in points of 1/72 inch.
    """
    small = SMALL * size
    lines = [
        r"% needs \usepackage{tikz} and \usetikzlibrary{arrows.meta}",
        rf"\begin{{tikzpicture}}[x={size:.3f}bp, y={size:.3f}bp, line width=0.6bp,",
        r"  every node/.style={align=center, inner sep=0pt, outer sep=0pt},",
        rf"  name/.style={{font={_font(size, LINE)}}},",
        rf"  item/.style={{font={_font(small, LINE)}}},",
        rf"  number/.style={{font={_font(small, LABEL_LINE / SMALL)}}},",
        r"  path/.style={line width=1bp, -{Latex[length=1.1ex]}},",
        r"  part/.style={line width=0.6bp, -{Latex[length=0.9ex]}},",
        r"  factor/.style={line width=0.6bp, dash pattern=on 0.6bp off 1.2bp}]",
        rf"\useasboundingbox (0,0) rectangle {_at((drawing.width, drawing.height))};",
        *(_edge(edge) for edge in drawing.edges),
        *(_number(edge.label) for edge in drawing.edges if edge.label),
        *(line for node in drawing.nodes for line in _node(node)),
    ]
    for number, note in enumerate(reversed(drawing.notes)):
        at = _at((BORDER, BORDER + (number + 0.5) * NOTE_LINE))
        lines.append(rf"\node[item, anchor=west] at {at} {{{tex([note])}}};")
    return "\n".join([*lines, r"\end{tikzpicture}", ""])


def _font(size: float, line: float) -> str:
    return rf"\fontsize{{{size:.2f}bp}}{{{size * line:.2f}bp}}\selectfont"


def _at(point: Point) -> str:
    return f"({point[0]:.2f},{point[1]:.2f})"


def _edge(edge: Edge) -> str:
    style = {"path": "path", "factor": "factor"}.get(edge.kind, "part")
    dashes = ", dash pattern=on 3bp off 2bp" if edge.dashed else ""
    steps = [
        f".. controls {_at(edge.route[k])} and {_at(edge.route[k + 1])} .. {_at(edge.route[k + 2])}"
        for k in range(1, len(edge.route), 3)
    ]
    return rf"\draw[{style}{dashes}] {_at(edge.route[0])} {' '.join(steps)};"


def _number(label: Label) -> str:
    box = label.box
    ground = rf"\fill[white] {_corners(box)};"
    return rf"{ground} \node[number] at {_at((box.x, box.y))} {{{tex(label.lines)}}};"


def _node(node: Node) -> tuple[str, str]:
    style = "name" if node.shape in {"ellipse", "hexagon"} else "item"
    text = rf"\node[{style}] at {_at((node.box.x, node.box.y))} {{{tex(node.lines)}}};"
    return rf"\filldraw[fill=white] {_outline(node)};", text


def _outline(node: Node) -> str:
    box = node.box
    if node.shape == "ellipse":
        radii = f"x radius={box.width / 2:.2f}, y radius={box.height / 2:.2f}"
        return f"{_at((box.x, box.y))} ellipse [{radii}]"
    if node.shape == "hexagon":
        return " -- ".join([*map(_at, hexagon(box)), "cycle"])
    rounded = "[rounded corners=2bp] " if node.shape == "bar" else ""
    return rounded + _corners(box)


def _corners(box: Box) -> str:
    return f"{_at((box.left, box.bottom))} rectangle {_at((box.right, box.top))}"
