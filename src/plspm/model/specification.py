"""The path model: constructs, paths, controls, validated whole, as one immutable value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self, TypeAlias

from plspm.calls import plain_constructor
from plspm.model import changes, lookup
from plspm.model import text as model_text
from plspm.model.arrangement import arranged
from plspm.model.claims import claims_of
from plspm.model.controls import gathered_controls
from plspm.model.elements import Construct, Control, Path
from plspm.model.parts import parts_of
from plspm.model.problems import refuse
from plspm.model.products import Product, product_of
from plspm.model.representation import as_html, calls
from plspm.model.validation import problems_of

Elements: TypeAlias = Construct | Path | Control | Iterable["Elements"]


@plain_constructor("plspm.PathModel")
@dataclass(frozen=True, slots=True, init=False, repr=False, eq=False)
class PathModel:
    """Constructs with their indicators, and the paths between them.

    A model is a value: immutable, hashable, equal to any model that claims the same. The order
    of constructs and indicators is kept; the order in which paths are listed does not matter,
    nor does that of the factors of a product, which is labelled as it is written first.

    A construct whose indicators are constructs of the model is of higher order. A path may
    start from a product of constructs, ``A:B`` or ``A^2``, beside paths from all that the
    product is made of. A control variable points at constructs; what it is made of, a column of
    numbers or dummies of its categories, the data tell when the model is estimated.

    Parameters
    ----------
    *elements : Construct, Path, Control, or iterables of these
        In any order.

    Attributes
    ----------
    constructs : tuple of Construct
        In the order given, those of higher order among them.
    paths : tuple of Path
        Sorted by the position of the target, then of the source, among the constructs;
        products come after constructs. The source of a path from a product is its label.
    products : tuple of Product
        In the order in which they are sources of `paths`.
    controls : tuple of Control
        Control variables, each with the constructs that it points at.

    Raises
    ------
    SpecificationError
        With every problem found: an unknown construct in a path, a construct without
        indicators or without any path, an indicator in two blocks, a construct or path given
        twice, a path from a construct to itself, a cycle, a product without its lower-order
        terms, a block of constructs and items, an empty model, and the like.

    Examples
    --------
    >>> from plspm.model import formative, path, reflective
    >>> model = PathModel(
    ...     reflective("EXP", ["EXP_a", "EXP_b"]),
    ...     formative("ECE", ["ECE_a", "ECE_b"]),
    ...     path("EXP", to="ECE"),
    ... )
    >>> model.construct_names
    ('EXP', 'ECE')
    >>> print(model.to_text())
    EXP =~ EXP_a + EXP_b
    ECE <~ ECE_a + ECE_b
    ECE ~ EXP
    """

    constructs: tuple[Construct, ...]
    paths: tuple[Path, ...]
    products: tuple[Product, ...]
    controls: tuple[Control, ...]

    def __init__(self, *elements: Elements) -> None:
        claims, strangers = claims_of(elements)
        refuse(strangers)
        refuse(problems_of(claims))
        constructs = tuple(stated.element for stated in claims.constructs)
        names = [construct.name for construct in constructs]
        arrows, products = arranged(names, [stated.element for stated in claims.paths])
        object.__setattr__(self, "constructs", constructs)
        object.__setattr__(self, "paths", arrows)
        object.__setattr__(self, "products", products)
        stated_controls = (stated.element for stated in claims.controls)
        object.__setattr__(self, "controls", gathered_controls(names, arrows, stated_controls))

    def _repr_html_(self) -> str:
        return as_html(self.to_text())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PathModel):
            return NotImplemented
        return self._claims() == other._claims()

    def __hash__(self) -> int:
        return hash(self._claims())

    def _claims(self) -> tuple[object, ...]:
        """All that the model says, whatever the order of factors in the labels of products."""
        arrows = ((product_of(arrow.source), arrow.target) for arrow in self.paths)
        return self.constructs, tuple(arrows), self.controls

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a model from its text.

        ``NAME =~ a + b``
            A reflective construct, in Mode A.
        ``NAME <~ a + b``
            A formative construct, in Mode B.
        ``NAME <~ [A] a + b``
            A composite in the mode in brackets: ``[A]``, ``[B]``, ``[sum]`` or ``[pca]``.
        ``NAME <~ [fixed] 0.5*a + -2*b``
            A composite with given weights.
        ``OUTCOME ~ p1 + p2``
            Paths. Beside constructs, sources may be their products, ``p1:p2``, ``p1^2``,
            ``p1:p2:p3``, together with all that they are made of.
        ``OUTCOME ~ p1 + control(COLUMN)``
            A control variable of this outcome: a column of the data that is no item. Numbers
            enter as they are, categories as dummies beside the most frequent one, or the one
            stated: ``control(INDUSTRY, reference=Trade)``. ``control(INCOME, numbers=True)`` uses
            the numbers of a labelled column. It is the option `controls` of
            :func:`plspm.estimate`, for this equation.

        Where the names right of ``=~`` or ``<~`` are constructs of the model, the statement makes
        a construct of higher order.

        ``<~`` alone means Mode B, as in cSEM; what seminr's ``composite()`` makes, and what
        :func:`plspm.composite` makes, is ``<~ [A]``.

        ``#`` begins a comment; a statement ends with its line or with ``;``, and goes on where a
        line ends with an operator or ``+`` or the next one begins with ``+``. Names are made of
        letters, digits, ``_`` and ``.``; any other name stands in backticks, a backtick in it
        doubled. Names of constructs do not hold ``:`` or ``^``.

        Parameters
        ----------
        text : str
            The model text, not the name of a file.

        Returns
        -------
        PathModel

        Raises
        ------
        SpecificationError
            With every problem of the text, each with its line and column.

        Examples
        --------
        >>> model = PathModel.parse('''
        ...     EXP =~ EXP_a + EXP_b
        ...     SMU =~ SMU              # a single item
        ...     EXP ~ SMU
        ... ''')
        >>> model.paths
        (Path(source='SMU', target='EXP'),)

        A moderator, and a construct of higher order:

        >>> model = PathModel.parse('''
        ...     SEN =~ s1 + s2
        ...     AFF =~ a1 + a2
        ...     ERL <~ SEN + AFF        # experience, formed by senses and feelings
        ...     AGE =~ AGE
        ...     SAT =~ sat1 + sat2
        ...     SAT ~ ERL + AGE + ERL:AGE
        ... ''')
        >>> model.higher_order, [product.name for product in model.products]
        (('ERL',), ['ERL:AGE'])
        """
        claims, refused = model_text.read(text)
        refuse([*refused, *problems_of(claims)])
        return cls(
            (stated.element for stated in claims.constructs),
            (stated.element for stated in claims.paths),
            (stated.element for stated in claims.controls),
        )

    def to_text(self) -> str:
        """Write the model as text, from which :meth:`parse` makes an equal model.

        Returns
        -------
        str
            One statement per line.

        Examples
        --------
        >>> from plspm.model import path, single_item
        >>> model = PathModel(single_item("A"), single_item("B", "b 1"), path("A", to="B"))
        >>> print(model.to_text())
        A =~ A
        B =~ `b 1`
        B ~ A
        """
        return model_text.write(self.constructs, self.paths, self.controls)

    @property
    def construct_names(self) -> tuple[str, ...]:
        """Names of the constructs, in the order of the model."""
        return tuple(construct.name for construct in self.constructs)

    @property
    def higher_order(self) -> tuple[str, ...]:
        """Names of the constructs that are made of others, in the order of the model."""
        return tuple(parts_of(self.constructs))

    @property
    def indicators(self) -> tuple[str, ...]:
        """Names of all indicators in the data, block by block; those of higher order have none."""
        whole = parts_of(self.constructs)
        measured = (construct for construct in self.constructs if construct.name not in whole)
        return tuple(name for construct in measured for name in construct.indicators)

    def parts(self, name: str) -> tuple[str, ...]:
        """Name the constructs that a construct is made of; none where items measure it.

        Parameters
        ----------
        name : str
            As in :meth:`construct`, with the same error.

        Returns
        -------
        tuple of str

        Examples
        --------
        >>> model = PathModel.parse("A =~ a; B =~ b; H =~ A + B; Y =~ y; Y ~ H")
        >>> model.parts("H")
        ('A', 'B')
        """
        self.construct(name)
        return parts_of(self.constructs).get(name, ())

    def construct(self, name: str) -> Construct:
        """Look up a construct by its name.

        Parameters
        ----------
        name : str
            Name of a construct of the model.

        Returns
        -------
        Construct

        Raises
        ------
        SpecificationError
            If the model has no such construct.

        Examples
        --------
        >>> PathModel.parse("A =~ a; B =~ b1 + b2; B ~ A").construct("B").indicators
        ('b1', 'b2')
        """
        return lookup.construct_of(self.constructs, name)

    def predecessors(self, name: str) -> tuple[str, ...]:
        """Name what has a path to this construct: constructs in the order of the model, products.

        Parameters
        ----------
        name : str
            As in :meth:`construct`, with the same error.

        Returns
        -------
        tuple of str

        Examples
        --------
        >>> PathModel.parse("A =~ a; B =~ b; C =~ c; C ~ B + A").predecessors("C")
        ('A', 'B')
        """
        self.construct(name)
        return tuple(path.source for path in self.paths if path.target == name)

    def successors(self, name: str) -> tuple[str, ...]:
        """Name the constructs with a path from this one or this product, in the model's order.

        Parameters
        ----------
        name : str
            Name of a construct of the model, or label of one of its products.

        Returns
        -------
        tuple of str

        Raises
        ------
        SpecificationError
            If the model has no such construct or product.

        Examples
        --------
        >>> PathModel.parse("A =~ a; B =~ b; C =~ c; C ~ A; B ~ A").successors("A")
        ('B', 'C')
        """
        label = lookup.source_of(self.constructs, self.products, name)
        return tuple(path.target for path in self.paths if path.source == label)

    def with_constructs(self, *replacements: Construct) -> PathModel:
        """Replace constructs by others of the same names; the paths stay.

        Parameters
        ----------
        *replacements : Construct
            Each bears the name of the construct whose place it takes.

        Returns
        -------
        PathModel

        Raises
        ------
        SpecificationError
            If the model has no construct of such a name, or the new model is not valid.

        Examples
        --------
        >>> model = PathModel.parse("A =~ a1 + a2; B =~ b; B ~ A")
        >>> from plspm.model import formative
        >>> model.with_constructs(formative("A", ["a1", "a2"])).construct("A").mode
        'B'
        """
        return changes.with_constructs(self, replacements)

    def without_indicator(self, name: str) -> PathModel:
        """Drop one indicator, as item purification does.

        Parameters
        ----------
        name : str
            Name of an indicator of the model.

        Returns
        -------
        PathModel

        Raises
        ------
        SpecificationError
            If the model has no such indicator, or it is the last one of its construct.

        Examples
        --------
        >>> PathModel.parse("A =~ a1 + a2; B =~ b; B ~ A").without_indicator("a2").indicators
        ('a1', 'b')
        """
        return changes.without_indicator(self, name)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return calls(self.constructs, self.paths, self.controls)
