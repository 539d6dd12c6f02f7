"""Ways in which products of constructs can contradict the rest of the model.

One function per kind of problem; each yields what it finds and knows nothing of the others.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from plspm.model.parts import constructs_named_in
from plspm.model.problems import Place, Problem, enumerated, shown
from plspm.model.products import Product, fault_of, is_label, product_of
from plspm.model.tokens import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plspm.model.claims import Claims

LONGEST_LINE: Final = 200


def malformed_products(claims: Claims) -> Iterator[Problem]:
    """Find labels of products that state none."""
    for stated in claims.paths:
        source = stated.element.source
        fault = fault_of(source) if is_label(source) else None
        if fault:
            yield Problem(stated.place(), f"the product {shown(source)} {fault}")


def products_as_outcomes(claims: Claims) -> Iterator[Problem]:
    """Find paths that lead to a product."""
    for stated in claims.paths:
        target = stated.element.target
        if is_label(target):
            yield Problem(
                stated.place(1),
                f"the product {shown(target)} is an outcome, which a product cannot be: it is made "
                "of its factors; let the path lead to a construct",
            )


def missing_lower_order_terms(claims: Claims) -> Iterator[Problem]:
    """Find outcomes with a product but without all that the product is made of.

    Without them the coefficient of the product depends on the arbitrary origin of the factors'
    scales (Aiken & West 1991).
    """
    known = {stated.element.name for stated in claims.constructs}
    named = (constructs_named_in(stated.element, known) for stated in claims.constructs)
    allowed = known.difference(*named)  # parts are refused elsewhere
    sources: defaultdict[str, dict[Product, Place]] = defaultdict(dict)
    for stated in claims.paths:
        source, target = stated.element.source, stated.element.target
        if not fault_of(source):
            sources[target].setdefault(product_of(source), stated.place())
    for target, terms in sources.items():
        if target in claims.in_doubt or target not in known:
            continue
        incomplete = {
            product: [term for term in product.lower_order_terms if term not in terms]
            for product in terms
            if allowed.issuperset(product.factors) and target not in product.factors
        }
        first = next((product for product, missing in incomplete.items() if missing), None)
        if first is not None:
            missing = [*dict.fromkeys(term for terms in incomplete.values() for term in terms)]
            names = enumerated([shown(term.name) for term in missing])
            yield Problem(
                terms[first],
                f"the product {shown(first.name)} needs its lower-order terms in the equation of "
                f"{shown(target)}, which lacks {names}; {_line_to_add(target, missing)}",
            )


def _line_to_add(target: str, missing: Iterable[Product]) -> str:
    line = f"{written(target)} ~ {' + '.join(map(written_product, missing))}"
    return f"add the line `{line}`" if len(line) <= LONGEST_LINE else "add them"


def written_product(product: Product) -> str:
    """Write a product as the text needs it, names in backticks where they must be.

    Examples
    --------
    >>> print(written_product(Product(("A", "A", "b 1"))))
    A^2:`b 1`
    """
    return ":".join(
        written(name) if count == 1 else f"{written(name)}^{count}"
        for name, count in product.powers.items()
    )
