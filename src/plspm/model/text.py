"""The model text: statements to claims, and models to statements."""

from __future__ import annotations

from collections import defaultdict
from os import PathLike
from typing import TYPE_CHECKING, Final

from plspm.model.claims import Claims, Stated
from plspm.model.elements import Construct, Path
from plspm.model.problems import NOWHERE, Place, Problem, enumerated, refuse, shown
from plspm.model.refusals import refusal
from plspm.model.tokens import Token, statements_of, tokens_of, written

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    problems: list[Problem] = []
    in_doubt: set[str] = set()
    for statement in statements_of(tokens_of(str(text))):
        problem = refusal(statement)
        if problem is not None:
            problems.append(problem)
            in_doubt.update(token.text for token in statement if token.kind == "name")
        elif statement[1].text == "~":
            paths.extend(_paths(statement))
        else:
            constructs.append(_construct(statement))
    claims = Claims(tuple(constructs), tuple(paths), frozenset(in_doubt), bool(problems))
    return claims, problems


def write(constructs: Sequence[Construct], paths: Sequence[Path]) -> str:
    """Write constructs and paths as a model text.

    Parameters
    ----------
    constructs : sequence of Construct
        Constructs of a valid model.
    paths : sequence of Path
        Its paths.

    Returns
    -------
    str
        One statement per line.

    Raises
    ------
    SpecificationError
        If a construct is a composite in another mode than B: the text has no word for it.

    Examples
    --------
    >>> print(write([Construct("A", ("a", "x y"))], [Path("A", "B")]))
    A =~ a + `x y`
    B ~ A
    """
    silent = [c for c in constructs if c.kind == "composite" and c.mode != "B"]
    if silent:
        names = enumerated([f"{shown(c.name)} (mode {c.mode})" for c in silent], most=20)
        message = (
            f"the model text cannot express a composite in another mode than B: {names}; "
            "keep such a model as Python objects"
        )
        refuse([Problem(NOWHERE, message)])
    sources: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        sources[path.target].append(path.source)
    measured = [
        _statement(c.name, "=~" if c.kind == "reflective" else "<~", c.indicators)
        for c in constructs
    ]
    return "\n".join([*measured, *(_statement(name, "~", sources[name]) for name in sources)])


def _paths(statement: list[Token]) -> list[Stated[Path]]:
    target = statement[0]
    return [
        Stated(Path(source.text, target.text), (source.place, target.place))
        for source in statement[2::2]
    ]


def _construct(statement: list[Token]) -> Stated[Construct]:
    names = statement[::2]
    places: tuple[Place, ...] = tuple(name.place for name in names)
    name, *items = (name.text for name in names)
    if statement[1].text == "=~":
        return Stated(Construct(name, tuple(items)), places)
    return Stated(Construct(name, tuple(items), "composite", "B"), places)


def _statement(left: str, operator: str, right: Sequence[str]) -> str:
    return f"{written(left)} {operator} {' + '.join(map(written, right))}"


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
