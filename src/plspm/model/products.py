"""Products of constructs, which moderate or bend paths, and the labels that state them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from plspm.calls import plain_constructor, plainly
from plspm.errors import SpecificationError, written
from plspm.model.problems import NOWHERE, Problem, refuse, shown

PRODUCT_SIGNS: Final = (":", "^")
MOST_FACTORS: Final = 3


@plain_constructor("plspm.Product")
@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """A product of constructs, the source of a path; build it with :func:`interaction`.

    Products are equal when their factors are, in whatever order these are written.

    Parameters
    ----------
    factors : tuple of str
        Names of constructs; one that is raised to a power is repeated.

    Examples
    --------
    >>> Product(("IMAG", "CUEX")) == Product(("CUEX", "IMAG"))
    True
    """

    factors: tuple[str, ...]

    @property
    def name(self) -> str:
        """The label, factors in the order in which they are written first.

        Examples
        --------
        >>> Product(("A", "B", "A")).name
        'A^2:B'
        """
        return ":".join(
            name if count == 1 else f"{name}^{count}" for name, count in self.powers.items()
        )

    @property
    def powers(self) -> Counter[str]:
        """How often each construct is a factor."""
        return Counter(self.factors)

    @property
    def lower_order_terms(self) -> tuple[Product, ...]:
        """All products of fewer of the factors, single constructs (one factor) among them.

        Examples
        --------
        >>> [term.name for term in Product(("A", "A", "B")).lower_order_terms]
        ['A', 'B', 'A^2', 'A:B']
        """
        smaller = (
            Product(factors)
            for size in range(1, len(self.factors))
            for factors in combinations(sorted(self.factors, key=self.factors.index), size)
        )
        return tuple(dict.fromkeys(smaller))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Product):
            return NotImplemented
        return sorted(self.factors) == sorted(other.factors)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.factors)))


@plainly("plspm.interaction")
def interaction(*factors: str) -> Product:
    """State a product of constructs: the moderation of one by the other.

    Parameters
    ----------
    *factors : str
        Names of constructs, two or three in all; powers such as ``"IMAG^2"`` count as often.

    Returns
    -------
    Product

    Raises
    ------
    SpecificationError
        If a factor is not a name, or there are too few or too many.

    Examples
    --------
    >>> interaction("IMAG", "CUEX").name
    'IMAG:CUEX'
    """
    refuse(
        Problem(NOWHERE, f"a factor of a product is the name of a construct (str), not {shown(f)}")
        for f in factors
        if not isinstance(f, str)
    )
    label = ":".join(factors)
    if len(factors) < 2 and not is_label(label):
        remedy = f"a power is written interaction({label + '^2'!r})"
        refuse([Problem(NOWHERE, f"a product needs two factors, not {len(factors)}; {remedy}")])
    return product_of(label)


@plainly("plspm.power")
def power(name: str, exponent: int) -> Product:
    """State a power of a construct: the curvature of its effect.

    Parameters
    ----------
    name : str
        Name of a construct.
    exponent : int
        2 or 3.

    Returns
    -------
    Product

    Raises
    ------
    SpecificationError
        If an argument has the wrong type or the exponent another value.

    Examples
    --------
    >>> power("IMAG", 2)
    Product(factors=('IMAG', 'IMAG'))
    """
    if not isinstance(exponent, int) or exponent not in {2, 3}:
        refuse([Problem(NOWHERE, f"the exponent of a power is 2 or 3, not {written(exponent)}")])
    return interaction(f"{name}^{exponent}" if isinstance(name, str) else name)


def is_label(name: str) -> bool:
    """Whether a name holds a sign of products; names of constructs never do.

    Examples
    --------
    >>> is_label("IMAG:CUEX"), is_label("IMAG")
    (True, False)
    """
    return any(sign in name for sign in PRODUCT_SIGNS)


def product_of(label: str) -> Product:
    """Read the label of a product; the name of a construct is a product of one factor.

    Raises
    ------
    SpecificationError
        If the label states no product.

    Examples
    --------
    >>> product_of("A^2:B")
    Product(factors=('A', 'A', 'B'))
    """
    fault = fault_of(label)
    if fault:
        raise SpecificationError(f"the product {shown(label)} {fault}")
    factors: list[str] = []
    for term in label.split(":"):
        name, _, exponent = term.partition("^")
        factors += [name] * int(exponent or 1)
    return Product(tuple(sorted(factors, key=factors.index)))


def fault_of(label: str) -> str | None:
    """Say in words why a label states no product, if it does not.

    Examples
    --------
    >>> fault_of("A^1")
    "has the power '1'; powers are whole numbers, 2 or 3"
    """
    size = 0
    for term in label.split(":"):
        name, sign, exponent = term.partition("^")
        if not name:
            return "lacks a name beside its sign; write it `A:B` or `A^2`"
        if sign and exponent not in ("2", "3"):
            return f"has the power {shown(exponent)}; powers are whole numbers, 2 or 3"
        size += int(exponent or 1)
    if size > MOST_FACTORS:
        return (
            f"has more than {MOST_FACTORS} factors; products of higher order are not estimated: "
            "leave it out"
        )
    return None


def origins(source: str) -> tuple[str, ...]:
    """Name the constructs that the source of a path stands for: itself, or its factors.

    Examples
    --------
    >>> origins("A"), origins("A^2:B")
    (('A',), ('A', 'B'))
    """
    if not is_label(source):
        return (source,)
    return () if fault_of(source) else tuple(product_of(source).powers)
