"""What labels say of the numbers behind them: no answers, or words in the order of the alphabet."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd

from plspm.data.categories import Labels, label_of, value_labels
from plspm.data.columns import FloatArray
from plspm.data.dummies import CodedControl
from plspm.data.order_of_steps import borne_out
from plspm.data.text_codes import as_list
from plspm.data.wording import listed, quoted

NO_ANSWER: Final = re.compile(
    r"\b(keine (angabe|antwort)|wei(ß|ss) (ich )?nicht|nicht beantwortet|verweigert"
    r"|no (answer|response)|don['’]?t know|do not know|refused|not (answered|applicable)"
    r"|prefer not to|sans réponse|ne sait pas|no sabe|no contesta)\b"
    r"|^\W*(k\. ?a\.?|n/?a|dk|missing)\W*$",
    re.IGNORECASE,
)
"""Labels of codes for a missing answer. "Trifft nicht zu" is the end of many scales."""
WORD: Final = re.compile(r"[^\W\d_]{2}\D*")
"""What is neither numbered by itself, such as "step 1", nor by a letter, such as "a) never"."""
NO_STEPS: Final[Mapping[str, Sequence[Hashable]]] = MappingProxyType({})
FEWEST_WORDS: Final = 3
"""Two stand in the order of the alphabet every other time."""


def labelled_no_answers(
    frame: pd.DataFrame, columns: Mapping[str, FloatArray]
) -> dict[str, dict[float, int]]:
    """Values that their labels call no answer, and how often each occurs, by column.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [1.0, 8.0]})
    >>> frame.attrs["value_labels"] = {"a": {1: "never", 8: "weiß nicht"}}
    >>> labelled_no_answers(frame, {"a": frame["a"].to_numpy()})
    {'a': {8.0: 1}}
    """
    found = {}
    for name, values in columns.items():
        worded = [v for v, label in value_labels(frame, name).items() if NO_ANSWER.search(label)]
        counts = {value: int(np.count_nonzero(values == value)) for value in worded}
        found[name] = {value: count for value, count in counts.items() if count}
    return found


def categories_warning(controls: Sequence[CodedControl]) -> str | None:
    """Say that categories of controls look like missing answers.

    Examples
    --------
    >>> print(categories_warning([CodedControl("S", ("S[k.A.]",), ("k.A.", "Trade"))]))
    Categories of controls look like missing answers: 'k.A.' of 'S'. They were taken for categories;
    if they are none, say so: missing_codes={"S": ["k.A."]}, and missing="listwise" or "mean".
    """
    found = [
        (each, place)
        for each in controls
        for place, category in enumerate(each.categories)
        if NO_ANSWER.search(category)
    ]
    if not found:
        return None
    places = [f"{quoted(each.categories[k])} of {quoted(each.column)}" for each, k in found]
    codes: dict[str, list[str]] = {}
    for each, k in found:
        code = label_of(each.values[k]) if each.values else as_list([each.categories[k]])[1:-1]
        codes.setdefault(as_list([each.column])[1:-1], []).append(code)
    option = ", ".join(f"{column}: [{', '.join(given)}]" for column, given in codes.items())
    return (
        f"Categories of controls look like missing answers: {listed(places)}. They were taken for "
        f"categories; if they are none, say so: missing_codes={{{option}}}, and "
        'missing="listwise" or "mean".'
    )


def alphabet_warnings(
    frame: pd.DataFrame,
    columns: Mapping[str, FloatArray],
    blocks: Sequence[Sequence[str]],
    steps: Mapping[str, Sequence[Hashable]] = NO_STEPS,
) -> list[str]:
    """Say that the steps of items are in the order of the alphabet, and answers do not bear it out.

    So are they where programs turn words into numbers: Stata's ``encode``, SPSS's AUTORECODE, and
    pandas where it writes categories or is told that they are ordered.

    Parameters
    ----------
    frame : DataFrame
    columns : mapping of str to (n,) array
        The numbers of the items.
    blocks : sequence of sequences of str
        Which items ask for the same.
    steps : mapping of str to sequence, optional
        The words of items that are ordered categories; see `steps_by_item`.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [1, 2, 3]})
    >>> frame.attrs["value_labels"] = {"a": {1: "agree", 2: "disagree", 3: "neutral"}}
    >>> print(*alphabet_warnings(frame, {"a": frame["a"].to_numpy(float)}, [["a"]]))
    The labels of 'a' are numbered in the order of the alphabet, from 'agree' to 'neutral', as
    programs do that turn words into numbers. If that is not the order of the scale, number them
    anew: data['a'] = data['a'].map({1: ..., 2: ..., 3: ...}).
    """
    numbered: dict[str, Labels] = {}
    ordered: dict[str, Labels] = {}
    for name in columns:
        own = name not in steps
        words = _by_alphabet(value_labels(frame, name) if own else _numbered(steps[name]))
        if words and not _borne_out(name, columns, blocks):
            (numbered if own else ordered)[name] = words
    said = []
    if numbered:
        first = next(iter(numbered))
        numbers = ", ".join(f"{label_of(value)}: ..." for value in numbered[first])
        said.append(
            f"The labels of {_and_ends(numbered)}, as programs do that turn words into "
            "numbers. If that is not the order of the scale, number them anew: "
            f"data[{first!r}] = data[{first!r}].map({{{numbers}}})."
        )
    if ordered:
        first = next(iter(ordered))
        said.append(
            f"The steps of {_and_ends(ordered)}, which was taken for that of the scale. If it is "
            f"not, state the right one: data[{first!r}] = pd.Categorical(data[{first!r}], "
            "[lowest, ..., highest], ordered=True)."
        )
    return said


def _and_ends(found: Mapping[str, Labels]) -> str:
    """Items whose words are in the order of the alphabet, with the ends of the first."""
    words = [*next(iter(found.values())).values()]
    return (
        f"{listed(map(quoted, found))} are numbered in the order of the alphabet, from "
        f"{quoted(words[0])} to {quoted(words[-1])}"
    )


def _numbered(steps: Sequence[Hashable]) -> Labels:
    return {float(number): str(step) for number, step in enumerate(steps, start=1)}


def _borne_out(
    name: str, columns: Mapping[str, FloatArray], blocks: Sequence[Sequence[str]]
) -> bool:
    """Whether the answers to the other items of its block bear the order of an item's steps out."""
    beside = {other for block in blocks if name in block for other in block if other != name}
    others = [values for other, values in columns.items() if other in beside]
    return borne_out(columns[name], others)


def _by_alphabet(labels: Labels) -> Labels:
    """Labels that are numbered without gaps and by the alphabet; nothing where they are not."""
    answers = {v: labels[v] for v in sorted(labels) if not NO_ANSWER.search(labels[v])}
    words = [label.casefold() for label in answers.values()]
    if len(words) < FEWEST_WORDS or not all(map(WORD.fullmatch, words)):
        return {}
    in_order = words == sorted(set(words)) and bool((np.diff([*answers]) == 1.0).all())
    return answers if in_order else {}
