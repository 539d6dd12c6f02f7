"""What a diagram is to show: the options of pictures and texts of a model alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias, get_args

from plspm.calls import plain_constructor
from plspm.data.wording import listed, quoted
from plspm.errors import written
from plspm.estimation.settings import (
    choice_problems,
    count_problems,
    flag_problems,
    fraction_problems,
)
from plspm.model import PathModel

Show: TypeAlias = Literal["estimate", "p", "t", "ci"]
Arrow: TypeAlias = tuple[str, str]
Names: TypeAlias = Mapping[str | Arrow, str]

MOST_DECIMALS: Final = 15
"""Doubles have no more."""


@plain_constructor("plspm.plots.Look")
@dataclass(frozen=True, slots=True)
class Look:
    """What a diagram shows.

    Attributes
    ----------
    items : bool
        Whether indicators are drawn.
    labels : mapping
        What to write for a construct, product or indicator, by its name, or before the number
        of a path, by (source, target).
    show : {"estimate", "p", "t", "ci"}
        What stands at paths: coefficients, with stars where there is a bootstrap; or
        coefficients above p-values, t-values or intervals.
    structure_only : bool
        Constructs and paths only: neither indicators nor the parts of higher-order constructs.
    alpha : float
        Paths whose p-value is not below are dashed.
    decimals : int
        Of coefficients, intervals, loadings, weights and R².
    note : str
        What else to say below the picture.
    said : callable
        From the words below it to those of another language.
    """

    items: bool = True
    labels: Names = field(default_factory=dict)
    show: Show = "estimate"
    structure_only: bool = False
    alpha: float = 0.05
    decimals: int = 3
    note: str = ""
    said: Callable[[str], str] = str


def look_problems(look: Look, model: PathModel | None, *, resampled: bool) -> list[str]:
    """Say what is wrong with the options, all at once.

    Parameters
    ----------
    look : Look
    model : PathModel or None
        That which is drawn, None where it is none.
    resampled : bool
        Whether there is a bootstrap.
    """
    unknown = choice_problems("show", look.show, get_args(Show))
    problems = [
        *flag_problems("items", look.items),
        *_label_problems(look.labels, model),
        *unknown,
        *flag_problems("structure_only", look.structure_only),
        *count_problems("decimals", look.decimals, at_least=0, at_most=MOST_DECIMALS),
        *fraction_problems("alpha", look.alpha, example="0.05"),
        *text_problems("note", look.note),
    ]
    if not unknown and look.show != "estimate" and not resampled:
        problems.append(
            f"show={look.show!r} needs a bootstrap: give that of the result, "
            "result.bootstrap(), behind the result."
        )
    return problems


def text_problems(option: str, value: object) -> list[str]:
    """Say that a value is no text."""
    return [] if isinstance(value, str) else [f"{option} is {written(value)}; it must be text."]


def _label_problems(labels: object, model: PathModel | None) -> Iterator[str]:
    if not isinstance(labels, Mapping):
        yield f"labels is a {type(labels).__name__}; it must be a dictionary from names to labels."
        return
    wrong = [key for key, label in labels.items() if not (isinstance(label, str) and label.strip())]
    if wrong:
        yield f"labels must be texts that are not empty; not so: {_shown(wrong)}."
    if model is None:
        return
    known: set[object] = {*model.construct_names, *model.indicators}
    known |= {product.name for product in model.products}
    known |= {(path.source, path.target) for path in model.paths}
    strange = [key for key in labels if key not in known]
    if strange:
        yield (
            f"labels has {_shown(strange)}, which the model has not; it takes names of "
            "constructs and indicators, and (source, target) of paths."
        )


def _shown(keys: list[object]) -> str:
    return listed(map(quoted, keys))


def structural(model: PathModel) -> PathModel:
    """Return the constructs that paths join, each with an item of its own name."""
    joined = {end for path in model.paths for end in (path.source, path.target)}
    joined |= {factor for product in model.products for factor in product.factors}
    return PathModel(
        [
            replace(construct, indicators=(construct.name,), mode="A", weights=None)
            for construct in model.constructs
            if construct.name in joined
        ],
        model.paths,
    )
