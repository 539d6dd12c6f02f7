"""All that a diagram says, line by line, before anything has a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plspm.model import PathModel, Product
from plspm.plots.look import Arrow, Look
from plspm.plots.numbers import Numbers, path_lines, written
from plspm.plots.order import connections
from plspm.plots.wrapping import one_line, wrapped

Lines = tuple[str, ...]

LONGEST_BAR = 16
"""Labels of products that are longer stand on several lines."""

LONGEST_ITEM = 24
"""Labels of indicators that are longer stand on several lines."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What is written, by the names of the model.

    Attributes
    ----------
    nodes : mapping of str to lines
        In constructs and products.
    items : mapping of str to lines
        In indicators; empty where these are not drawn.
    outer : mapping of str to str
        The numbers of indicators.
    arrows : mapping of (source, target) to lines
        At paths, and at what joins the parts of a construct to it.
    """

    nodes: Mapping[str, Lines]
    items: Mapping[str, Lines]
    outer: Mapping[str, str]
    arrows: Mapping[Arrow, Lines]


def texts_of(
    model: PathModel, numbers: Numbers, look: Look, limit: int, *, parted: bool = False
) -> Texts:
    """Return what a diagram says.

    Parameters
    ----------
    model : PathModel
    numbers : Numbers
    look : Look
    limit : int
        Names of constructs with more characters stand on several lines, where they can.
    parted : bool, default False
        Whether long words are parted, and names of indicators kept as short as others.
    """

    def lines(name: str, most: int) -> Lines:
        return wrapped(look.labels.get(name, name), most, parted=parted)

    nodes = {
        name: (*lines(name, limit), *_explained(numbers, name, look.decimals))
        for name in model.construct_names
    }
    bar = limit if parted else LONGEST_BAR
    nodes |= {p.name: _product_lines(p, look, bar, parted=parted) for p in model.products}
    items = {
        name: lines(name, limit if parted else LONGEST_ITEM)
        for name in (model.indicators if look.items else ())
    }
    outer = {
        name: written(value, look.decimals)
        for name, value in numbers.outer.items()
        if name in items
    }
    arrows = {
        arrow: _path_label(numbers, arrow, look, limit)
        if kind == "path"
        else _part_label(numbers, arrow, look)
        for arrow, kind in connections(model).items()
        if kind != "factor"
    }
    return Texts(nodes, items, outer, {arrow: lines for arrow, lines in arrows.items() if lines})


def _path_label(numbers: Numbers, arrow: Arrow, look: Look, limit: int) -> Lines:
    said = wrapped(look.labels[arrow], limit) if arrow in look.labels else ()
    return (*said, *path_lines(numbers, arrow, look.show, look.decimals))


def _part_label(numbers: Numbers, arrow: Arrow, look: Look) -> Lines:
    """The number of a part, which may stand on either side of its whole."""
    value = numbers.parts.get(arrow, numbers.parts.get(arrow[::-1]))
    return () if value is None else (written(value, look.decimals),)


def _product_lines(product: Product, look: Look, most: int, *, parted: bool) -> Lines:
    """The label of a product, factor by factor where it is long."""
    if product.name in look.labels:
        return wrapped(look.labels[product.name], most, parted=parted)
    factors = [
        look.labels.get(name, name) + (f"^{power}" if power > 1 else "")
        for name, power in product.powers.items()
    ]
    sign = " × " if look.labels.keys() & product.powers.keys() else ":"
    whole = one_line(sign.join(factors))
    if len(whole) <= most:
        return (whole,)
    parts = [*(factor + sign.rstrip() for factor in factors[:-1]), factors[-1]]
    return tuple(line for part in parts for line in wrapped(part, most, parted=parted))


def _explained(numbers: Numbers, name: str, decimals: int) -> Lines:
    if name not in numbers.r_squared:
        return ()
    return (f"R² = {written(numbers.r_squared[name], decimals)}",)
