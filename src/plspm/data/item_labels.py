"""What a data file says of items in words: their questions, and labels of their values."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import pandas as pd

from plspm.data.categories import Labels, value_labels
from plspm.data.columns import steps_of
from plspm.data.labels import find_columns
from plspm.data.observed import Observed
from plspm.data.recoding import Recoding
from plspm.data.text_codes import NO_CODES, TextCodes


def wordings_of(frame: pd.DataFrame, found: Observed) -> dict[str, str]:
    """Wordings; that of a dummy is the question and the category."""
    labels = frame.attrs.get("variable_labels", {})
    wordings = {name: str(labels[name]) for name in found.names if name in labels}
    return wordings | {
        name: f"{labels[each.column]}: {category}"
        for each in found.controls
        if each.column in labels and each.categories
        for name, category in zip(each.names, each.categories, strict=False)
    }


def steps_by_item(
    frame: pd.DataFrame, names: Sequence[str], codes: TextCodes = NO_CODES
) -> dict[str, tuple[Hashable, ...]]:
    """The words of items whose columns are ordered categories, in the order of their steps.

    Words that are codes for missing answers are no steps.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": pd.Categorical(["no"], ["no", "yes"], ordered=True), "b": [1]})
    >>> steps_by_item(frame, ["a", "b"])
    {'a': ('no', 'yes')}
    """
    places = find_columns(frame, names)[0]
    columns = {name: frame.iloc[:, place] for name, place in places.items()}
    found = {name: steps_of(codes.taken_out(each, name)) for name, each in columns.items()}
    return {name: steps for name, steps in found.items() if steps is not None}


def value_labels_of(
    frame: pd.DataFrame, names: Sequence[str], recoding: Recoding
) -> dict[str, Labels]:
    """Labels of the values that items have once they are recoded."""
    found = {name: value_labels(frame, name) for name in names}
    for name, (low, high) in recoding.reverse.items():
        found[name] = {low + high - value: label for value, label in found[name].items()}
    return {name: labels for name, labels in found.items() if labels}
