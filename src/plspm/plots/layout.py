"""From a model and its numbers to drawing instructions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from plspm.model import PathModel, Product
from plspm.model.products import is_label
from plspm.plots.drawing import Box, Drawing, Edge, EdgeKind, Label, Node, Point, Shape, straight
from plspm.plots.indicators import block, extent, shape_of
from plspm.plots.labels import label_box, labelled, touching
from plspm.plots.measures import PORTS, Measures, bar_height, measures, wrapped
from plspm.plots.notes import note_lines, with_notes
from plspm.plots.numbers import Arrow, Numbers, Significance, path_lines, written
from plspm.plots.order import (
    ConnectionKind,
    Slot,
    chains,
    connections,
    heights,
    links,
    ordered_columns,
)

MARGIN = 0.7
LONGEST_BAR = 16
"""Labels of products that are longer stand on several lines."""
LEVEL = 0.3
"""How long a bend stays level at a passage: so short that it hardly leaves the straight line."""
GROWTH = 1.2
ATTEMPTS = 16
"""Nodes and lines keep clear by construction; for the labels room is made until they do too."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the slots of the columns are: the centre of a construct, the middle of a passage."""

    columns: tuple[tuple[Slot, ...], ...]
    centres: Mapping[Slot, Point]

    def side(self, slot: Slot) -> str:
        """Where the indicators of a construct stand: outside, away from the paths."""
        if slot in self.columns[0]:
            return "left"
        if slot in self.columns[-1]:
            return "right"
        return _vertical_side(slot, self.columns)


def path_drawing(
    model: PathModel,
    numbers: Numbers,
    *,
    significance: Significance = "stars",
    decimals: int = 3,
    alpha: float = 0.05,
    note: str = "",
) -> Drawing:
    """Lay out a path model: columns by causal depth, indicators outside, nothing overlapping.

    Parameters
    ----------
    model : PathModel
        The model.
    numbers : Numbers
        What to write.
    significance : {"stars", "t", "p"}
        What to add to a path coefficient when the numbers come with a bootstrap.
    decimals : int
        Of coefficients, loadings, weights and R².
    alpha : float
        Paths whose p-value is not below are dashed.
    note : str
        What else to say below the picture.

    Returns
    -------
    Drawing

    Examples
    --------
    >>> model = PathModel.parse("A =~ a1 + a2; B =~ b; B ~ A")
    >>> numbers = Numbers({"a1": 0.9, "a2": 0.8, "b": 1.0}, {"B": 0.25}, {("A", "B"): 0.5}, {}, {})
    >>> [node.name for node in path_drawing(model, numbers).nodes]
    ['A', 'a1', 'a2', 'B', 'b']
    """
    texts = {path: path_lines(numbers, path, significance, decimals) for path in numbers.paths}
    texts |= _part_lines(model, numbers, decimals)
    outer = {name: written(value, decimals) for name, value in numbers.outer.items()}
    lines = {
        name: (*wrapped(name), *_explained(numbers, name, decimals))
        for name in model.construct_names
    }
    lines |= {product.name: _factor_lines(product) for product in model.products}
    sizes = measures(lines, model.indicators, outer.values())
    dashed = {path for path, p in numbers.p.items() if not p < alpha}
    boxes = [label_box(text, (0.0, 0.0)) for text in texts.values()]
    gap = max(box.width for box in boxes) + 2.8
    passage = max(box.height for box in boxes) + 0.6
    for _ in range(ATTEMPTS):
        places = _places(model, sizes, gap, passage)
        nodes, edges = _parts(model, places, sizes, lines, outer)
        routes = _routes(model, places, sizes)
        labels = labelled(routes, texts, nodes, _passages(model, places))
        if not touching(routes, labels, nodes):
            break
        gap, passage = gap * GROWTH, passage * GROWTH
    lines_between = [
        _edge(model, arrow, kind, routes[arrow], labels.get(arrow), dashed=arrow in dashed)
        for arrow, kind in connections(model).items()
    ]
    notes = note_lines(numbers, significance, alpha, dashed=bool(dashed))
    return with_notes(nodes, [*edges, *lines_between], [*notes, *([note] if note else [])])


def _part_lines(model: PathModel, numbers: Numbers, decimals: int) -> dict[Arrow, tuple[str, ...]]:
    """Return the labels of what joins parts to their wholes, which may stand on either side."""
    parts = [arrow for arrow, kind in connections(model).items() if kind == "part"]
    values = {arrow: numbers.parts.get(arrow, numbers.parts.get(arrow[::-1])) for arrow in parts}
    return {
        arrow: (written(math.nan if value is None else value, decimals),)
        for arrow, value in values.items()
    }


def _factor_lines(product: Product) -> tuple[str, ...]:
    """Return the label of a product, factor by factor where it is long."""
    if len(product.name) <= LONGEST_BAR:
        return (product.name,)
    *first, last = product.name.split(":")
    return *(f"{factor}:" for factor in first), last


def _edge(
    model: PathModel,
    arrow: Arrow,
    kind: ConnectionKind,
    route: tuple[Point, ...],
    label: Label | None,
    *,
    dashed: bool,
) -> Edge:
    """Draw a connection: arrows of parts point as those of indicators do."""
    if kind != "part":
        return Edge(*arrow, kind, route, label, dashed)
    whole, part = arrow if arrow[0] in model.higher_order else arrow[::-1]
    loads = model.construct(whole).mode == "A"
    ends = (whole, part) if loads else (part, whole)
    way: EdgeKind = "loading" if loads else "weight"
    return Edge(*ends, way, route if ends == arrow else route[::-1], label)


def _explained(numbers: Numbers, name: str, decimals: int) -> tuple[str, ...]:
    if name not in numbers.r_squared:
        return ()
    return (f"R² = {written(numbers.r_squared[name], decimals)}",)


def _places(model: PathModel, sizes: Measures, gap: float, passage: float) -> Places:
    columns = tuple(tuple(column) for column in ordered_columns(model))
    extents = {
        slot: (passage / 2, passage / 2)
        if len(slot) > 1
        else extent(_item_count(model, slot[0]), _vertical_side(slot, columns), sizes, MARGIN)
        for column in columns
        for slot in column
    }
    y = heights(columns, links(model), extents)
    step = 2 * sizes.half_width + gap
    centres = {
        slot: (number * step, y[slot]) for number, column in enumerate(columns) for slot in column
    }
    return Places(columns, centres)


def _item_count(model: PathModel, name: str) -> int:
    """How many items stand beside a construct; none at products and higher orders."""
    if name in model.higher_order or is_label(name):
        return 0
    return len(model.construct(name).indicators)


def _vertical_side(slot: Slot, columns: tuple[tuple[Slot, ...], ...]) -> str:
    if slot in columns[0] or slot in columns[-1]:
        return "beside"
    column = next(column for column in columns if slot in column)
    above = column.index(slot)
    return "above" if above < len(column) - 1 - above else "below"


def _parts(
    model: PathModel,
    places: Places,
    sizes: Measures,
    lines: Mapping[str, tuple[str, ...]],
    outer: Mapping[str, str],
) -> tuple[list[Node], list[Edge]]:
    nodes: list[Node] = []
    edges: list[Edge] = []
    for construct in model.constructs:
        slot = (construct.name,)
        centre = places.centres[slot]
        box = Box(*centre, 2 * sizes.half_width, 2 * sizes.half_height)
        nodes.append(Node(construct.name, shape_of(construct), box, lines[construct.name]))
        if construct.name in model.higher_order:
            continue
        items, arrows = block(construct, centre, places.side(slot), sizes, outer)
        nodes += items
        edges += arrows
    for product in model.products:
        text = lines[product.name]
        box = Box(*places.centres[(product.name,)], 2 * sizes.half_width, bar_height(text))
        nodes.append(Node(product.name, "bar", box, text))
    return nodes, edges


def _passages(model: PathModel, places: Places) -> dict[Arrow, Point]:
    """Where a path that passes a column is labelled: there it has a place of its own."""
    return {
        arrow: places.centres[chain[len(chain) // 2]]
        for arrow, chain in chains(model).items()
        if len(chain) > 2
    }


def _routes(model: PathModel, places: Places, sizes: Measures) -> dict[Arrow, tuple[Point, ...]]:
    chain_of = chains(model)
    ports = _ports(model, places, sizes)
    routes = {}
    for arrow, chain in chain_of.items():
        start, end = ports[arrow]
        route: tuple[Point, ...] = (start,)
        for slot in chain[1:-1]:
            x, y = places.centres[slot]
            enter, leave = (x - sizes.half_width, y), (x + sizes.half_width, y)
            route += _bend(route[-1], enter, level_start=len(route) > 1, level_end=True)
            route += straight(enter, leave)[1:]
        route += _bend(route[-1], end, level_start=len(route) > 1, level_end=False)
        routes[arrow] = route
    return routes


def _bend(start: Point, end: Point, *, level_start: bool, level_end: bool) -> tuple[Point, ...]:
    """Go on to a point; level where a passage begins or ends, straight at a construct."""
    (x0, y0), (x1, y1) = start, end
    dx, dy = x1 - x0, y1 - y0
    first = (x0 + LEVEL * dx, y0) if level_start else (x0 + dx / 3, y0 + dy / 3)
    second = (x1 - LEVEL * dx, y1) if level_end else (x1 - dx / 3, y1 - dy / 3)
    return first, second, end


def _ports(model: PathModel, places: Places, sizes: Measures) -> dict[Arrow, tuple[Point, Point]]:
    """Spread the ends of paths over the sides of constructs, in the order of their other ends."""
    starts: dict[Arrow, Point] = {}
    ends: dict[Arrow, Point] = {}
    chain_of = chains(model)
    shapes: dict[str, Shape] = {c.name: shape_of(c) for c in model.constructs}
    shapes |= {product.name: "bar" for product in model.products}
    for name, shape in shapes.items():
        out = [arrow for arrow in chain_of if arrow[0] == name]
        into = [arrow for arrow in chain_of if arrow[1] == name]
        out.sort(key=lambda arrow: -places.centres[chain_of[arrow][1]][1])
        into.sort(key=lambda arrow: -places.centres[chain_of[arrow][-2]][1])
        x, y = places.centres[(name,)]
        for arrows, found, sign in ((out, starts, 1), (into, ends, -1)):
            for arrow, dy in zip(arrows, _offsets(len(arrows), sizes), strict=True):
                found[arrow] = (x + sign * sizes.width_at(shape, dy), y + dy)
    return {arrow: (starts[arrow], ends[arrow]) for arrow in chain_of}


def _offsets(count: int, sizes: Measures) -> list[float]:
    room = PORTS * sizes.half_height
    step = min(2 * room / max(count - 1, 1), 0.35 * sizes.half_height)
    return [step * ((count - 1) / 2 - number) for number in range(count)]
