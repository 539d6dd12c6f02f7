"""Which program a model text was written for."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from plspm.errors import SpecificationError
from plspm.interchange.r_code import tokens_of
from plspm.model import PathModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plspm.interchange.r_code import RToken

Syntax = Literal["plspm", "lavaan", "csem", "seminr", "smartpls"]
SYNTAXES: Final[tuple[Syntax, ...]] = ("plspm", "lavaan", "csem", "seminr", "smartpls")
TITLES: Final = {
    "plspm": "plspm",
    "lavaan": "lavaan",
    "csem": "cSEM",
    "seminr": "seminr",
    "semopy": "semopy",
    "smartpls": "SmartPLS 2",
}
"""Names of programs as they write them."""

_FORMULA: Final = re.compile(r"=~|<~|\w\s*~\s*\w")
_OF_LAVAAN: Final = re.compile(
    r"~~|:=|==|~\s*1\b|[=<]?~[^\n]*(?:\bNA|[\w.)\"'])\s*\*|^\s*!", re.MULTILINE
)
_BEFORE_MODEL: Final = frozenset({"<-", "=", "(", ","})


def guessed(text: str) -> Syntax:
    """Say for which program a text was written, by the signs that only that one has.

    Parameters
    ----------
    text : str
        Model text, code or XML.

    Examples
    --------
    >>> guessed("A =~ a; B =~ b; B ~ A"), guessed("A =~ a1 + a2; a1 ~~ a2")
    ('plspm', 'lavaan')
    """
    if text.lstrip("\ufeff \n\r\t").startswith(("<?xml", "<model")):
        return "smartpls"
    tokens = tokens_of(text)
    called = {
        token.text
        for token, bracket in pairwise(tokens)
        if token.kind == "name" and bracket.text == "("
    }
    if called & {"constructs", "relationships"}:
        return "seminr"
    if [*_models(tokens)]:
        return "csem" if "csem" in called else "lavaan"
    return _of_text(text)


def _of_text(text: str) -> Syntax:
    if _OF_LAVAAN.search(re.sub(r"#[^\n]*", "", text)):
        return "lavaan"
    try:
        PathModel.parse(text)
    except SpecificationError:
        return "csem" if _has_dotted_products(text) else "plspm"
    return "plspm"


def _has_dotted_products(text: str) -> bool:
    measured = set(re.findall(r"([\w.]+)\s*[=<]~", text))
    names = set(re.findall(r"[\w.]+\.[\w.]+", text)) - measured
    return any({*name.split(".")} <= measured for name in names)


def model_string(code: str) -> str:
    """Blank out all of an R script but the string that is its model, so that lines stay.

    Parameters
    ----------
    code : str
        R code with a model text in quotes, or the model text itself.

    Raises
    ------
    SpecificationError
        There are several model texts.

    Examples
    --------
    >>> model_string("m <- 'A =~ a1'").strip()
    'A =~ a1'
    """
    models = [*_models(tokens_of(code))]
    if not models:
        return code
    if len(models) > 1:
        lines = ", ".join(str(model.place.line) for model in models)
        raise SpecificationError(
            f"the script has {len(models)} model texts (lines {lines}); give it with one of them"
        )
    [model] = models
    before, inside = code[: model.start + 1], code[model.start + 1 : model.end - 1]
    return re.sub(r"[^\n]", " ", before) + inside


def _models(tokens: list[RToken]) -> Iterator[RToken]:
    for before, token in pairwise(tokens):
        is_value = before.kind == "operator" and before.text in _BEFORE_MODEL
        # one line within a call is a modifier of lavaan, as in equal("f =~ x")
        is_model = "\n" in token.text or before.text != "("
        if token.kind == "string" and is_value and is_model and _FORMULA.search(token.text):
            yield token
