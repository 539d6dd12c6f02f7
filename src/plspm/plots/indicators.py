"""A construct's indicators: fanned out at its side, or in a comb above or below it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from plspm.model import Construct
from plspm.plots.drawing import Box, Edge, Label, Node, Point, Shape, straight
from plspm.plots.labels import label_box
from plspm.plots.measures import TRUNK, Measures
from plspm.plots.texts import Texts

Side: TypeAlias = Literal["left", "right", "above", "below"]
Joint: TypeAlias = tuple[tuple[Point, ...], Point]
"""The line to an indicator, and where its number stands."""

DROP = 0.7
"""Distance from an inner construct to the first of its indicators."""


def shape_of(construct: Construct) -> Shape:
    """Return the shape of a construct: an ellipse for a common factor, else a hexagon."""
    return "ellipse" if construct.kind == "reflective" else "hexagon"


def room(count: int, side: Side, sizes: Measures) -> dict[Side, float]:
    """Return how far a construct with its indicators reaches to every side of its centre."""
    width, height = sizes.half_width, sizes.half_height
    found: dict[Side, float] = {"left": width, "right": width, "above": height, "below": height}
    if count == 0:
        return found
    if side in {"above", "below"}:
        found[side] += DROP + (count - 1) * sizes.pitch + sizes.item_height
        return found
    found[side] += sizes.fan + sizes.item_width
    half = ((count - 1) * sizes.pitch + sizes.item_height) / 2
    return {**found, "above": max(height, half), "below": max(height, half)}


def block(
    construct: Construct, centre: Point, side: Side, sizes: Measures, texts: Texts
) -> tuple[list[Node], list[Edge]]:
    """Place the indicators of a construct and join them to it.

    Arrows point to the indicators in Mode A, where the numbers are loadings, and to the
    construct in any other mode, where they are weights.
    """
    place = _beside if side in {"left", "right"} else _comb
    spots, joints = place(construct, centre, side, sizes)
    items = [
        Node(name, "rectangle", Box(*spot, sizes.item_width, sizes.item_height), texts.items[name])
        for name, spot in zip(construct.indicators, spots, strict=True)
    ]
    edges = [
        _edge(construct, item.name, route, _number(texts.outer.get(item.name), at))
        for item, (route, at) in zip(items, joints, strict=True)
    ]
    return items, edges


def _beside(
    construct: Construct, centre: Point, side: Side, sizes: Measures
) -> tuple[list[Point], list[Joint]]:
    """Lines part like a fan, and are level where numbers stand: steep ones would cross these."""
    x, y = centre
    sign = -1 if side == "left" else 1
    count = len(construct.indicators)
    edge_x = x + sign * (sizes.half_width + sizes.fan)
    knee_x = edge_x - sign * sizes.tooth
    spots, joints = [], []
    for number in range(count):
        part = 0.0 if count == 1 else 1 - 2 * number / (count - 1)
        item_y = y + part * (count - 1) / 2 * sizes.pitch
        dy = 0.7 * sizes.half_height * part
        start = (x + sign * sizes.width_at(shape_of(construct), dy), y + dy)
        spots.append((edge_x + sign * sizes.item_width / 2, item_y))
        at = (edge_x - sign * (sizes.number_width / 2 + 0.9), item_y)
        joints.append((straight(start, (knee_x, item_y), (edge_x, item_y)), at))
    return spots, joints


def _comb(
    construct: Construct, centre: Point, side: Side, sizes: Measures
) -> tuple[list[Point], list[Joint]]:
    x, y = centre
    sign = 1 if side == "above" else -1
    trunk = x - TRUNK * sizes.half_width
    start = (trunk, y + sign * sizes.height_at(shape_of(construct), TRUNK * sizes.half_width))
    count = len(construct.indicators)
    spots, joints = [], []
    for number in range(count):
        rank = count - 1 - number if side == "above" else number
        item_y = y + sign * (sizes.half_height + DROP + sizes.item_height / 2 + rank * sizes.pitch)
        end = (trunk + sizes.tooth, item_y)
        spots.append((end[0] + sizes.item_width / 2, item_y))
        at = (trunk + 0.3 + sizes.number_width / 2, item_y)
        joints.append((straight(start, (trunk, item_y), end), at))
    return spots, joints


def _number(text: str | None, spot: Point) -> Label | None:
    return None if text is None else Label((text,), label_box((text,), spot))


def _edge(construct: Construct, item: str, route: tuple[Point, ...], label: Label | None) -> Edge:
    if construct.mode == "A":
        return Edge(construct.name, item, "loading", route, label)
    return Edge(item, construct.name, "weight", route[::-1], label)
