"""What a model has under a name; what it lacks is refused, with what may be meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from plspm.errors import SpecificationError
from plspm.model.elements import Construct
from plspm.model.naming import composed
from plspm.model.problems import nearest, shown
from plspm.model.products import Product, fault_of, is_label, product_of


def construct_of(constructs: Sequence[Construct], name: str) -> Construct:
    """Return the construct of this name."""
    for construct in constructs:
        if isinstance(name, str) and composed(construct.name) == composed(name):
            return construct
    return not_found("construct", name, [construct.name for construct in constructs])


def source_of(constructs: Sequence[Construct], products: Sequence[Product], name: str) -> str:
    """Return the name of a construct, or the label that the model has for a product."""
    if not isinstance(name, str) or not is_label(name):
        return construct_of(constructs, name).name
    labels = {product: product.name for product in products}
    found = None if fault_of(name) else labels.get(product_of(name))
    return found or not_found("product", name, list(labels.values()))


def not_found(what: str, name: object, known: Sequence[str]) -> NoReturn:
    """Refuse a name that the model lacks.

    Raises
    ------
    SpecificationError
        Always.
    """
    guess = nearest(name, tuple(known)) if isinstance(name, str) else None
    hint = "" if guess is None else f"; did you mean {shown(guess)}?"
    raise SpecificationError(f"the model has no {what} {shown(name)}{hint}")
