"""Models as R code that uses seminr."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from plspm.model.problems import NOWHERE, Problem, enumerated, refuse, shown
from plspm.model.products import is_label, product_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plspm.model import Construct, PathModel

_WEIGHTS: Final = {"A": "mode_A", "B": "mode_B", "sum": "unit_weights"}


def seminr_code(model: PathModel) -> tuple[str, list[str]]:
    """Write a model as R code, and say what the code does not say of it.

    Parameters
    ----------
    model : PathModel
        The model.

    Returns
    -------
    code : str
        Assignments of `measurement` and `structure`.
    notes : list of str
        What differs from the model.

    Raises
    ------
    SpecificationError
        seminr cannot state the model.

    Examples
    --------
    >>> from plspm.model import PathModel
    >>> print(seminr_code(PathModel.parse("A <~ a1 + a2; B =~ b; B ~ A"))[0])
    library(seminr)
    <BLANKLINE>
    measurement <- constructs(
      composite("A", c("a1", "a2"), weights = mode_B),
      reflective("B", single_item("b"))
    )
    structure <- relationships(
      paths(from = "A", to = "B")
    )
    """
    refuse([*_unwritable(model)])
    wholes = model.higher_order
    measures = [_measure(c, whole=c.name in wholes) for c in model.constructs]
    measures += [_product(product.factors) for product in model.products]
    sources: defaultdict[str, list[str]] = defaultdict(list)
    for path in model.paths:
        source = "*".join(product_of(path.source).factors) if is_label(path.source) else path.source
        sources[path.target].append(source)
    arrows = [f"paths(from = {_strings(s)}, to = {_string(t)})" for t, s in sources.items()]
    code = f"{_call('measurement', 'constructs', measures)}\n"
    code += _call("structure", "relationships", arrows)
    return f"library(seminr)\n\n{code}", [*_notes(model)]


def _call(target: str, function: str, arguments: list[str]) -> str:
    return f"{target} <- {function}(\n  " + ",\n  ".join(arguments) + "\n)"


def _measure(construct: Construct, *, whole: bool) -> str:
    is_factor = construct.kind == "reflective"
    function = ("higher_" if whole else "") + ("reflective" if is_factor else "composite")
    single = len(construct.indicators) == 1
    item = f"single_item({_string(construct.indicators[0])})"
    items = item if single else _strings(construct.indicators)
    weights = "" if is_factor else f", weights = {_WEIGHTS[construct.mode]}"
    return f"{function}({_string(construct.name)}, {items}{weights})"


def _product(factors: tuple[str, ...]) -> str:
    first, second = factors
    if first == second:
        return f"quadratic_term(iv = {_string(first)}, method = two_stage)"
    return (
        f"interaction_term(iv = {_string(first)}, moderator = {_string(second)}, "
        "method = two_stage)"
    )


def _strings(names: Iterable[str]) -> str:
    strings = [_string(name) for name in names]
    return strings[0] if len(strings) == 1 else f"c({', '.join(strings)})"


def _string(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _unwritable(model: PathModel) -> Iterator[Problem]:
    for construct in model.constructs:
        if construct.mode not in _WEIGHTS:
            said = f"seminr has no mode {construct.mode!r}, which {shown(construct.name)} has"
            yield Problem(NOWHERE, f"{said}; it knows A, B and sum")
        if "*" in construct.name:
            yield Problem(NOWHERE, f"seminr would take {shown(construct.name)} for a product")
    for product in model.products:
        if len(product.factors) > 2:
            yield Problem(NOWHERE, f"seminr has no products of three, {product.name}")


def _notes(model: PathModel) -> Iterator[str]:
    factors = [c.name for c in model.constructs if c.kind == "reflective" and len(c.indicators) > 1]
    if factors:
        yield (
            f"seminr corrects reflective constructs ({enumerated([*map(shown, factors)])}) for "
            'attenuation, as estimator="plsc" does; for plain PLS make them composite()'
        )
    if model.products:
        yield (
            "two_stage of seminr lets all weights settle again with the product, as "
            'interactions="two_stage_reestimated" does'
        )
