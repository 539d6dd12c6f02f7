"""Models as lavaan text, for lavaan, semopy and cSEM."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal

from plspm.model.problems import NOWHERE, Problem, enumerated, refuse, shown
from plspm.model.products import is_label, product_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plspm.model import Construct, PathModel

Dialect = Literal["lavaan", "semopy", "csem"]

_NAME: Final = re.compile(r"[^\W\d_][\w.]*")
_DUMMY: Final = re.compile(r"([^\[\]]+)\[.+\]")
_RESERVED: Final = frozenset(
    {"if", "else", "repeat", "while", "function", "for", "next", "break"}
    | {"TRUE", "FALSE", "NULL", "Inf", "NaN", "NA"}
)
_CSEM_MODES: Final = {"A": '"modeA"', "sum": '"unit"', "pca": '"PCA"'}


def lavaan_text(model: PathModel, dialect: Dialect) -> tuple[str, list[str]]:
    """Write a model as lavaan text, and say what the text does not say of it.

    Parameters
    ----------
    model : PathModel
        The model.
    dialect : {"lavaan", "semopy", "csem"}
        For which program.

    Returns
    -------
    text : str
        One statement per line.
    notes : list of str
        What differs from the model.

    Raises
    ------
    SpecificationError
        The program cannot state the model at all.

    Examples
    --------
    >>> from plspm.model import PathModel
    >>> model = PathModel.parse("A =~ a1 + a2; B =~ b; AGE =~ AGE; B ~ A + AGE")
    >>> print(lavaan_text(model, "lavaan")[0])
    A =~ a1 + a2
    B =~ b
    b ~~ 0*b
    B ~ A + AGE
    """
    refuse([*_unwritable(model, dialect)])
    lines = [line for construct in model.constructs for line in _measured(construct, dialect)]
    sources: defaultdict[str, list[str]] = defaultdict(list)
    for path in model.paths:
        sources[path.target].append(_source(path.source))
    lines += [f"{target} ~ {' + '.join(names)}" for target, names in sources.items()]
    return "\n".join(lines), [*_notes(model, dialect)]


def _measured(construct: Construct, dialect: Dialect) -> Iterator[str]:
    name, items = construct.name, construct.indicators
    if len(items) == 1 and dialect != "csem":
        if items[0] != name:  # an observed variable stands for itself
            yield f"{name} =~ {items[0]}"
            yield f"{items[0]} ~~ 0*{items[0]}"
        return
    is_factor = construct.kind == "reflective" or dialect == "semopy"
    yield f"{name} {'=~' if is_factor else '<~'} {' + '.join(items)}"


def _source(source: str) -> str:
    """Write a source of paths; a product as cSEM does, which alone takes one."""
    return ".".join(product_of(source).factors) if is_label(source) else source


def _unwritable(model: PathModel, dialect: Dialect) -> Iterator[Problem]:
    names = {*model.construct_names, *model.indicators}
    alone = {c.name for c in model.constructs if tuple(c.indicators) == (c.name,)}
    for name in sorted(names):
        dummy = _DUMMY.fullmatch(name) if name in alone else None
        if dummy is not None:
            said = (
                f"{shown(name)} is a dummy, whose name {dialect} does not take; write the text of "
                f"the model with control({dummy[1]}) in it, and put dummies with other names into "
                "the data"
            )
            yield Problem(NOWHERE, said)
        elif not _NAME.fullmatch(name) or name in _RESERVED:
            yield Problem(NOWHERE, f"{shown(name)} is no name that {dialect} takes; rename it")
        elif dialect == "csem" and "." in name and name in model.construct_names:
            said = f"cSEM would take {shown(name)} for a product because of its dot; rename it"
            yield Problem(NOWHERE, said)
    if model.products and dialect != "csem":
        products = enumerated([product.name for product in model.products])
        yield Problem(
            NOWHERE,
            f"{dialect} has no products of latent variables ({products}); write the model without "
            'them, or for cSEM (syntax="csem")',
        )


def _notes(model: PathModel, dialect: Dialect) -> Iterator[str]:
    composites = [c for c in model.constructs if c.kind == "composite" and len(c.indicators) > 1]
    if dialect == "semopy" and composites:
        yield (
            f"semopy has no composites; {_named(composites)} became a common factor, `=~`, which "
            "is another model: its fit says nothing of the composite"
        )
    others = [c for c in composites if c.mode != "B"]
    if dialect == "lavaan" and others:
        yield (
            f"lavaan finds the weights of composites by itself; of {_named(others)} it does not "
            "know the mode"
        )
    if dialect == "csem" and others:
        modes = ", ".join(f"{shown(c.name)} = {_csem_mode(c)}" for c in others)
        yield (
            f"modes are no part of the text; call csem() with .PLS_modes = list({modes})".replace(
                "'", '"'
            )
        )
    if dialect == "csem" and any(c.kind == "reflective" for c in model.constructs):
        yield (
            "csem() corrects common factors for attenuation; .disattenuate = FALSE gives plain PLS"
        )
    eponymous = [c for c in model.constructs if c.name in c.indicators]
    if dialect == "csem" and eponymous:
        said = "cSEM wants another name for the item of {}; rename construct or item"
        yield said.format(_named(eponymous))


def _csem_mode(construct: Construct) -> str:
    if construct.weights is not None:
        return f"c({', '.join(f'{weight:.15g}' for weight in construct.weights)})"
    return _CSEM_MODES[construct.mode]


def _named(constructs: list[Construct]) -> str:
    return enumerated([shown(construct.name) for construct in constructs])
