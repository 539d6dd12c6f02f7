"""A construct's indicators: fanned out at the sides of the picture, in a comb within it."""

from __future__ import annotations

from collections.abc import Mapping

from plspm.model import Construct
from plspm.plots.drawing import Box, Edge, Label, Node, Point, Shape, straight
from plspm.plots.labels import label_box
from plspm.plots.measures import TRUNK, Measures

DROP = 0.7
"""Distance from an inner construct to the first of its indicators."""


def shape_of(construct: Construct) -> Shape:
    """Return the shape of a construct: an ellipse for a common factor, else a hexagon."""
    return "ellipse" if construct.kind == "reflective" else "hexagon"


def extent(count: int, side: str, sizes: Measures, margin: float) -> tuple[float, float]:
    """Return the room that a construct with its indicators needs above and below its centre."""
    half = sizes.half_height + margin
    if count == 0:
        return half, half
    if side in {"above", "below"}:
        stack = sizes.half_height + DROP + (count - 1) * sizes.pitch + sizes.item_height + margin
        return (stack, half) if side == "above" else (half, stack)
    beside = max(half, ((count - 1) * sizes.pitch + sizes.item_height) / 2 + margin)
    return beside, beside


def block(
    construct: Construct, centre: Point, side: str, sizes: Measures, outer: Mapping[str, str]
) -> tuple[list[Node], list[Edge]]:
    """Place the indicators of a construct and join them to it.

    Arrows point to the indicators in Mode A, where the numbers are loadings, and to the
    construct in any other mode, where they are weights.
    """
    place = _beside if side in {"left", "right"} else _comb
    items, joints = place(construct, centre, side, sizes)
    edges = [
        _edge(construct, item.name, route, Label((outer[item.name],), _at(outer[item.name], spot)))
        for item, (route, spot) in zip(items, joints, strict=True)
    ]
    return items, edges


def _beside(
    construct: Construct, centre: Point, side: str, sizes: Measures
) -> tuple[list[Node], list[tuple[tuple[Point, ...], Point]]]:
    x, y = centre
    sign = -1 if side == "left" else 1
    count = len(construct.indicators)
    edge_x = x + sign * (sizes.half_width + sizes.fan)
    label_x = edge_x - sign * (sizes.number_width / 2 + 0.9)
    items, joints = [], []
    for number, name in enumerate(construct.indicators):
        part = 0.0 if count == 1 else 1 - 2 * number / (count - 1)
        item_y = y + part * (count - 1) / 2 * sizes.pitch
        dy = 0.7 * sizes.half_height * part
        start = (x + sign * sizes.width_at(shape_of(construct), dy), y + dy)
        end = (edge_x, item_y)
        along = (label_x - start[0]) / (end[0] - start[0])
        items.append(_item(name, edge_x + sign * sizes.item_width / 2, item_y, sizes))
        joints.append((straight(start, end), (label_x, start[1] + along * (end[1] - start[1]))))
    return items, joints


def _comb(
    construct: Construct, centre: Point, side: str, sizes: Measures
) -> tuple[list[Node], list[tuple[tuple[Point, ...], Point]]]:
    x, y = centre
    sign = 1 if side == "above" else -1
    trunk = x - TRUNK * sizes.half_width
    start = (trunk, y + sign * sizes.height_at(shape_of(construct), TRUNK * sizes.half_width))
    count = len(construct.indicators)
    items, joints = [], []
    for number, name in enumerate(construct.indicators):
        rank = count - 1 - number if side == "above" else number
        item_y = y + sign * (sizes.half_height + DROP + sizes.item_height / 2 + rank * sizes.pitch)
        end = (trunk + sizes.tooth, item_y)
        items.append(_item(name, end[0] + sizes.item_width / 2, item_y, sizes))
        spot = (trunk + 0.3 + sizes.number_width / 2, item_y)
        joints.append((straight(start, (trunk, item_y), end), spot))
    return items, joints


def _item(name: str, x: float, y: float, sizes: Measures) -> Node:
    return Node(name, "rectangle", Box(x, y, sizes.item_width, sizes.item_height), (name,))


def _at(text: str, spot: Point) -> Box:
    return label_box((text,), spot)


def _edge(construct: Construct, item: str, route: tuple[Point, ...], label: Label) -> Edge:
    if construct.mode == "A":
        return Edge(construct.name, item, "loading", route, label)
    return Edge(item, construct.name, "weight", route[::-1], label)
