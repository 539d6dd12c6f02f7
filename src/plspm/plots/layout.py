"""From a model and its numbers to drawing instructions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from plspm.calls import plainly
from plspm.errors import OptionError
from plspm.estimation.settings import number_problems
from plspm.model import PathModel
from plspm.plots.drawing import Box, Drawing, Edge, EdgeKind, Label, Node, Point
from plspm.plots.flow import Flow, Way
from plspm.plots.indicators import block, shape_of
from plspm.plots.labels import label_box, labelled, touching
from plspm.plots.look import Arrow, Look, structural
from plspm.plots.measures import measures
from plspm.plots.notes import centred, note_lines, with_notes
from plspm.plots.numbers import Numbers
from plspm.plots.order import ConnectionKind, connections, ordered_columns
from plspm.plots.places import Places, places_of
from plspm.plots.routes import passages_of, routes_of
from plspm.plots.tabled import of_kind
from plspm.plots.texts import Texts, texts_of

MARGIN = 0.7
GROWTH = 1.2
ATTEMPTS = 16
"""Nodes and lines keep clear by construction; for the labels room is made until they do too."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One of the ways to lay out a model.

    Where paths lead, where indicators stand, how long a line of a name may be, and whether words
    that are longer are parted.
    """

    way: Way = "right"
    outside: bool = True
    limit: int = 16
    parted: bool = False


ARRANGEMENTS: Final = (
    Arrangement(),
    Arrangement(outside=False),
    Arrangement("down"),
    Arrangement("down", limit=11),
    Arrangement("down", limit=11, parted=True),
    Arrangement("down", limit=8, parted=True),
)
"""From the one that is read best to the narrowest."""


@plainly("plspm.plots.path_drawing")
def path_drawing(
    model: PathModel, numbers: Numbers, look: Look | None = None, *, width: float | None = None
) -> Drawing:
    """Lay out a path model: columns by causal depth, indicators outside, nothing overlapping.

    Parameters
    ----------
    model : PathModel
        The model.
    numbers : Numbers
        What to write; ``Numbers()`` for a model alone.
    look : Look, optional
        What to show.
    width : float, optional
        Of the page, in em. Where the picture is wider, indicators move from the sides below or
        above their constructs, or paths lead from top to bottom; whatever is narrowest if
        nothing fits. A narrower picture stands in the middle.

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
    look = Look() if look is None else look
    problems = [
        *of_kind("model", model, PathModel, "plspm.PathModel()"),
        *of_kind("numbers", numbers, Numbers, "plspm.plots.numbers.Numbers()"),
        *of_kind("look", look, Look, "plspm.plots.Look()"),
        *(number_problems("width", width, above=0, example="60") if width is not None else ()),
    ]
    if problems:
        raise OptionError(problems)
    shown = structural(model) if look.structure_only else model
    drawn = partial(_arranged, shown, numbers, look)
    if width is None:
        return drawn(Arrangement())
    found = []
    for arrangement in ARRANGEMENTS:
        found.append(drawn(arrangement))
        if found[-1].width <= width:
            return centred(found[-1], width)
    return min(found, key=lambda drawing: drawing.width)


def _arranged(model: PathModel, numbers: Numbers, look: Look, arrangement: Arrangement) -> Drawing:
    texts = texts_of(model, numbers, look, arrangement.limit, parted=arrangement.parted)
    counts = _item_counts(model) if look.items and not look.structure_only else {}
    sizes = measures(
        texts,
        [product.name for product in model.products],
        max(counts.values(), default=0),
        comb=arrangement.way == "right",
    )
    flow = Flow(arrangement.way, sizes)
    columns = ordered_columns(model)
    gap, passage = _room_for_labels(texts, flow)
    margin = MARGIN
    for _ in range(ATTEMPTS):
        places = places_of(
            model,
            columns,
            counts,
            flow,
            gap=gap,
            passage=passage,
            margin=margin,
            outside=arrangement.outside,
        )
        nodes, edges = _parts(model, places, flow, texts, counts)
        routes = routes_of(model, places, flow)
        labels = labelled(routes, texts.arrows, nodes, passages_of(model, places, flow))
        if not touching(routes, labels, nodes):
            break
        gap, passage = gap * GROWTH, passage * GROWTH
        margin *= GROWTH if flow.way == "down" else 1.0  # where labels stand side by side
    dashed = {path for path, p in numbers.p.items() if not p < look.alpha}
    edges += [
        _edge(model, arrow, kind, routes[arrow], labels.get(arrow), dashed)
        for arrow, kind in connections(model).items()
    ]
    notes = note_lines(numbers, look, dashed=bool(dashed))
    return with_notes(nodes, edges, [*notes, *([look.note] if look.note else [])])


def _room_for_labels(texts: Texts, flow: Flow) -> tuple[float, float]:
    """How far columns are apart, and how wide a passage is."""
    boxes = [label_box(text, (0.0, 0.0)) for text in texts.arrows.values()]
    width = max((box.width for box in boxes), default=1.2)
    height = max((box.height for box in boxes), default=0.6)
    along, across = (width, height) if flow.way == "right" else (height, width)
    return along + 2.8, across + 0.6


def _item_counts(model: PathModel) -> dict[str, int]:
    """How many items stand beside a construct; none at products and higher orders."""
    return {
        construct.name: len(construct.indicators)
        for construct in model.constructs
        if construct.name not in model.higher_order
    }


def _edge(
    model: PathModel,
    arrow: Arrow,
    kind: ConnectionKind,
    route: tuple[Point, ...],
    label: Label | None,
    dashed: Collection[Arrow],
) -> Edge:
    """Draw a connection: arrows of parts point as those of indicators do."""
    if kind != "part":
        return Edge(*arrow, kind, route, label, arrow in dashed)
    whole, part = arrow if arrow[0] in model.higher_order else arrow[::-1]
    loads = model.construct(whole).mode == "A"
    ends = (whole, part) if loads else (part, whole)
    way: EdgeKind = "loading" if loads else "weight"
    return Edge(*ends, way, route if ends == arrow else route[::-1], label)


def _parts(
    model: PathModel, places: Places, flow: Flow, texts: Texts, counts: Mapping[str, int]
) -> tuple[list[Node], list[Edge]]:
    sizes = flow.sizes
    nodes: list[Node] = []
    edges: list[Edge] = []
    for construct in model.constructs:
        name, slot = construct.name, (construct.name,)
        centre = flow.page(places.centres[slot])
        box = Box(*centre, 2 * sizes.half_width, 2 * sizes.half_height)
        nodes.append(Node(name, shape_of(construct), box, texts.nodes[name]))
        if counts.get(name):
            items, arrows = block(construct, centre, places.sides[slot], sizes, texts)
            nodes += items
            edges += arrows
    for product in model.products:
        centre = flow.page(places.centres[(product.name,)])
        box = Box(*centre, 2 * sizes.half_width, sizes.bar_height)
        nodes.append(Node(product.name, "bar", box, texts.nodes[product.name]))
    return nodes, edges
