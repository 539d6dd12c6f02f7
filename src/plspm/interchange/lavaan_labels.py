"""Labels of parameters in lavaan text: what they tie together, and what is computed of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plspm.model.problems import Problem, lines_of, shown
from plspm.model.tokens import written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from plspm.interchange.lavaan_terms import Term
    from plspm.interchange.lavaan_tokens import Statement, Token
    from plspm.model.problems import Place


def repeated_labels(
    labels: Mapping[str, Sequence[tuple[str, str, Place]]], constructs: Collection[str]
) -> Iterator[Problem]:
    """Refuse labels that hold parameters equal, or that are names of constructs.

    Parameters
    ----------
    labels : mapping
        From a label to outcome, predictor and place of each parameter that bears it.
    constructs : set-like of str
        Names of the constructs.
    """
    for label, parameters in labels.items():
        places = [place for _, _, place in parameters]
        if label in constructs:
            name = parameters[0][1]
            yield Problem(
                places[0],
                f"`{label}*{name}`: is {shown(label)} a label, or is this a product? A label needs "
                f"another name; a product is written {label}:{name}, or {label}.{name} for cSEM",
            )
        elif len(parameters) > 1:
            yield Problem(
                places[1],
                f"the label {shown(label)} holds estimates equal ({lines_of(places)}), which PLS "
                "cannot do; give each its own label to have them estimated",
            )


def translated(
    statement: Statement,
    labels: Mapping[str, Sequence[tuple[str, str, Place]]],
    arrows: Sequence[tuple[Token, Term]],
) -> str:
    """Say how a defined parameter is computed here.

    Parameters
    ----------
    statement : Statement
        ``name := arithmetic over labels``.
    labels : mapping
        As for :func:`repeated_labels`.
    arrows : sequence of (Token, Term)
        Outcomes and predictors of the paths.
    """
    of_paths = {(target.text, term.name) for target, term in arrows}
    words = []
    for token in statement.right:
        if token.kind == "name":
            outcome, predictor, _ = labels[token.text][0] if token.text in labels else ("", "", 0)
            if (outcome, predictor) not in of_paths or ":" in predictor:
                return "effects of every kind come with the result (result.effects)"
            words.append(f"{written(predictor)}->{written(outcome)}")
        else:
            words.append(f" {token.text} " if token.text in "+-*/" else token.text)
    return f"with draws, boot.expression({''.join(words)!r})"
