"""The lines between constructs: from the border of one, through passages, to that of another."""

from __future__ import annotations

from plspm.model import PathModel
from plspm.plots.drawing import Point, Shape, straight
from plspm.plots.flow import Flow
from plspm.plots.indicators import shape_of
from plspm.plots.look import Arrow
from plspm.plots.measures import PORTS
from plspm.plots.order import Slot, chains
from plspm.plots.places import Places

LEVEL = 0.3
"""How long a bend stays level at a passage: so short that it hardly leaves the straight line."""


def routes_of(model: PathModel, places: Places, flow: Flow) -> dict[Arrow, tuple[Point, ...]]:
    """Return the line of every connection, on the page."""
    ports = _ports(model, places, flow)
    return {
        arrow: tuple(map(flow.page, _route(chain, ports[arrow], places, flow)))
        for arrow, chain in chains(model).items()
    }


def passages_of(model: PathModel, places: Places, flow: Flow) -> dict[Arrow, Point]:
    """Where a path that passes a column is labelled: there it has a place of its own."""
    return {
        arrow: flow.page(places.centres[chain[len(chain) // 2]])
        for arrow, chain in chains(model).items()
        if len(chain) > 2
    }


def _route(
    chain: tuple[Slot, ...], ports: tuple[Point, Point], places: Places, flow: Flow
) -> tuple[Point, ...]:
    """Level through the columns, whose indicators may reach further than the constructs."""
    start, end = ports
    level = flow.way == "down"
    route: tuple[Point, ...] = (start,)
    if level:
        route += straight(start, (places.centres[chain[0]][0] + places.reach[chain[0]], start[1]))[
            1:
        ]
    for slot in chain[1:-1]:
        along, across = places.centres[slot]
        enter = (along - places.reach[slot], across)
        leave = (along + places.reach[slot], across)
        route += _bend(route[-1], enter, level_start=len(route) > 1, level_end=True)
        route += straight(enter, leave)[1:]
    before = (places.centres[chain[-1]][0] - places.reach[chain[-1]], end[1]) if level else end
    route += _bend(route[-1], before, level_start=len(route) > 1, level_end=level)
    return route + straight(before, end)[1:] if level else route


def _bend(start: Point, end: Point, *, level_start: bool, level_end: bool) -> tuple[Point, ...]:
    """Go on to a point; level where a passage begins or ends, straight at a construct."""
    (x0, y0), (x1, y1) = start, end
    dx, dy = x1 - x0, y1 - y0
    first = (x0 + LEVEL * dx, y0) if level_start else (x0 + dx / 3, y0 + dy / 3)
    second = (x1 - LEVEL * dx, y1) if level_end else (x1 - dx / 3, y1 - dy / 3)
    return first, second, end


def _ports(model: PathModel, places: Places, flow: Flow) -> dict[Arrow, tuple[Point, Point]]:
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
        along, across = places.centres[(name,)]
        for arrows, found, sign in ((out, starts, 1), (into, ends, -1)):
            offsets = _offsets(len(arrows), flow.half_across)
            for arrow, offset in zip(arrows, offsets, strict=True):
                found[arrow] = (along + sign * flow.border(shape, offset), across + offset)
    return {arrow: (starts[arrow], ends[arrow]) for arrow in chain_of}


def _offsets(count: int, half: float) -> list[float]:
    room = PORTS * half
    step = min(2 * room / max(count - 1, 1), 0.35 * half)
    return [step * ((count - 1) / 2 - number) for number in range(count)]
