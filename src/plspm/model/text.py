"""The model text: statements to claims, and models to statements."""

from __future__ import annotations

from decimal import Decimal
from os import PathLike
from typing import TYPE_CHECKING, Final

from plspm.model.claims import Claims, Stated
from plspm.model.controls import stated_control, written_control
from plspm.model.elements import MODES, Construct, Control, Mode, Path
from plspm.model.folding import FIXED, folded, weight_of
from plspm.model.problems import NOWHERE, Place, Problem, refuse, shown
from plspm.model.product_checks import written_product
from plspm.model.products import product_of
from plspm.model.refusals import refusal
from plspm.model.tokens import Token, statements_of, tokens_of, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FILE_ENDINGS: Final = frozenset({"txt", "csv", "md", "lav", "mod", "model", "r", "py"})


def read(text: object) -> tuple[Claims, list[Problem]]:
    """Read a model text, past every statement that must be refused.

    Parameters
    ----------
    text : str
        Model text; see :meth:`plspm.model.PathModel.parse` for its syntax.

    Returns
    -------
    claims : Claims
        What the statements understood say, with places.
    problems : list of Problem
        One for each statement refused.

    Raises
    ------
    SpecificationError
        If `text` is no text at all, or the name of a file.

    Examples
    --------
    >>> claims, problems = read("A =~ a; B -> A; B ~ A")
    >>> len(claims.constructs), len(claims.paths), len(problems)
    (1, 1, 1)
    """
    if not isinstance(text, str):
        refuse([Problem(NOWHERE, _no_text(text))])
    elif _is_file_name(text):
        refuse([Problem(NOWHERE, _file_name(text))])
    constructs: list[Stated[Construct]] = []
    paths: list[Stated[Path]] = []
    controls: list[Stated[Control]] = []
    problems: list[Problem] = []
    in_doubt: set[str] = set()
    statements = [*statements_of(tokens_of(str(text)))]
    known = _measured(statements)
    for statement in statements:
        parts = folded(statement)
        problem = refusal(parts, known)
        if problem is not None:
            problems.append(problem)
            in_doubt.update(token.text for token in statement if token.kind == "name")
        elif parts[1].text == "~":
            paths.extend(_paths(parts))
            controls.extend(_controls(parts))
        else:
            constructs.append(_construct(parts))
    claims = Claims(
        tuple(constructs), tuple(paths), frozenset(in_doubt), bool(problems), tuple(controls)
    )
    return claims, problems


def _measured(statements: Iterable[list[Token]]) -> frozenset[str]:
    """Name the constructs that have statements of their items, refused ones among them."""
    return frozenset(
        name.text
        for name, *rest in statements
        if name.kind == "name" and any(token.text in ("=~", "<~") for token in rest[:1])
    )


def write(
    constructs: Sequence[Construct], paths: Sequence[Path], controls: Sequence[Control] = ()
) -> str:
    """Write constructs, paths and controls as a model text.

    Parameters
    ----------
    constructs : sequence of Construct
        Constructs of a valid model.
    paths : sequence of Path
        Its paths.
    controls : sequence of Control
        Its controls, with their targets.

    Returns
    -------
    str
        One statement per line.

    Examples
    --------
    >>> blocks = [Construct("A", ("a", "x y")), Construct("B", ("b",))]
    >>> print(write(blocks, [Path("A", "B")], [Control("AGE", on=("B",))]))
    A =~ a + `x y`
    B =~ b
    B ~ A + control(AGE)
    """
    sources: dict[str, list[str]] = {construct.name: [] for construct in constructs}
    for path in paths:
        sources[path.target].append(written_product(product_of(path.source)))
    for control in controls:
        for target in control.on or ():
            sources[target].append(written_control(control))
    equations = (f"{written(name)} ~ {' + '.join(of)}" for name, of in sources.items() if of)
    return "\n".join([*map(_measurement, constructs), *equations])


def _measurement(construct: Construct) -> str:
    """Write the statement of a construct; the mode that an operator means by itself is left out."""
    mode, items = construct.mode, [written(name) for name in construct.indicators]
    operator = "=~" if construct.kind == "reflective" else "<~" if mode == "B" else f"<~ [{mode}]"
    if construct.weights is not None:
        weights = map(_number, construct.weights)
        items = [f"{weight}*{item}" for weight, item in zip(weights, items, strict=True)]
    return f"{written(construct.name)} {operator} {' + '.join(items)}"


def _number(value: float) -> str:
    """Write a number without an exponent, whose sign the text would not understand."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


def _paths(statement: list[Token]) -> list[Stated[Path]]:
    target = statement[0]
    return [
        Stated(
            Path(source.text, target.text), (source.place, target.place, *_places_of(source.parts))
        )
        for source in statement[2::2]
        if source.kind == "name"
    ]


def _controls(statement: list[Token]) -> Iterator[Stated[Control]]:
    target = statement[0]
    for source in statement[2::2]:
        control = stated_control(source.parts, target.text) if source.kind == "control" else None
        if control is not None:
            yield Stated(control, (source.place, target.place))


def _places_of(factors: Iterable[Token]) -> Iterable[Place]:
    """Return the place of each factor, where it is named first."""
    places: dict[str, Place] = {}
    for factor in factors:
        places.setdefault(factor.text, factor.place)
    return places.values()


def _construct(statement: list[Token]) -> Stated[Construct]:
    names = statement[::2]
    places: tuple[Place, ...] = tuple(name.place for name in names)
    name, *items = (name.text for name in names)
    operator = statement[1]
    if operator.text == "=~":
        return Stated(Construct(name, tuple(items)), places)
    stated = [part.text for part in operator.parts]
    mode: Mode = next((mode for mode in MODES if stated == [mode]), "B")
    weights = [weight for weight in map(weight_of, names[1:]) if weight is not None]
    fixed = tuple(weights) if mode == FIXED else None
    return Stated(Construct(name, tuple(items), "composite", mode, fixed), places)


def _no_text(given: object) -> str:
    if isinstance(given, bytes | bytearray):
        return "the model text is bytes, not str; decode it first: text.decode('utf-8')"
    if isinstance(given, PathLike):
        return "the model text is given as the path of a file; read it first: path.read_text()"
    return (
        f"the model text must be a str, not {shown(given)}; "
        "for constructs and paths as objects use PathModel(...)"
    )


def _is_file_name(text: str) -> bool:
    line = text.strip()
    ending = line.rpartition(".")[2].lower()
    return ending in FILE_ENDINGS and not any(sign in line for sign in ("\n", "=~", "<~", " ~ "))


def _file_name(text: str) -> str:
    return (
        f"{shown(text.strip())} looks like the path of a file, not like a model text; "
        "read the file first, e.g. PathModel.parse(pathlib.Path(...).read_text(encoding='utf-8'))"
    )
