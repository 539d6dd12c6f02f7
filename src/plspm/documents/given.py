"""Whether what is given to a report is what it is given for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from plspm.data.labels import nearest
from plspm.errors import written
from plspm.report.page import Record
from plspm.results import BootstrapResult, PLSResult


def text_problems(**texts: object) -> list[str]:
    """Say which texts are none."""
    return [
        f"{option} is {written(value)}; it must be a text."
        for option, value in texts.items()
        if not isinstance(value, str)
    ]


def subject_problems(result: object, bootstrap: object, exact_fit: object) -> list[str]:
    """Say what is wrong with a fit and what belongs to it."""
    if not isinstance(result, PLSResult):
        problems = record_problems([result] if isinstance(result, Record) else result, "result")
        given = {"bootstrap": bootstrap, "exact_fit": exact_fit}
        named = [f"`{name}`" for name, value in given.items() if value is not None]
        return problems + [f"{name} goes with the result of plspm.estimate()." for name in named]
    problems = []
    if not (bootstrap is None or isinstance(bootstrap, BootstrapResult)):
        problems.append(
            f"bootstrap is {written(bootstrap)}; it must be the result of result.bootstrap()."
        )
    elif bootstrap is not None and not _of_same_fit(result, bootstrap):
        problems.append("bootstrap is that of another fit; give result.bootstrap() of this one.")
    if exact_fit is not None and "q95" not in getattr(exact_fit, "columns", ()):
        problems.append(
            f"exact_fit is a {type(exact_fit).__name__}; it must be the table that "
            "result.exact_fit() returns."
        )
    return problems


def _of_same_fit(result: PLSResult, boot: BootstrapResult) -> bool:
    one, other = result._fitted, boot.fitted
    same = one.arrays.constructs == other.arrays.constructs
    return same and np.array_equal(one.estimates.w, other.estimates.w)


def record_problems(records: object, option: str = "records") -> list[str]:
    """Say what is no list of records."""
    if isinstance(records, str) or not isinstance(records, Sequence):
        what = "the result of plspm.estimate(), or " if option == "result" else ""
        return [
            f"{option} is a {type(records).__name__}; it must be {what}a list of records, such as "
            "[plspm.cross_validate(result)]."
        ]
    drawn = [record for record in records if isinstance(record, BootstrapResult)]
    if drawn and option == "records":
        return ["records holds a bootstrap; give it as bootstrap=boot."]
    return [
        f"{option} holds a {type(record).__name__}, which has no tables to print; give what "
        "plspm.cross_validate(), plspm.compare_groups() and the like return."
        for record in records
        if not isinstance(record, Record)
    ]


def label_problems(labels: object, result: object) -> list[str]:
    """Say that labels are none, or which names the model does not have."""
    if labels is None:
        return []
    if not isinstance(labels, Mapping) or not all(
        isinstance(part, str) for pair in labels.items() for part in pair
    ):
        return [
            "labels must be a mapping from names of constructs and indicators to words, for "
            'example {"EXP": "External pressure"}.'
        ]
    if not isinstance(result, PLSResult):
        return []
    model = result.model
    known = [*model.construct_names, *model.indicators]
    return [_stranger(name, known) for name in labels if name not in known]


def _stranger(name: str, known: Sequence[str]) -> str:
    guess = nearest(name, known)
    hint = f"; did you mean {guess!r}?" if guess else "."
    return f"labels names {written(name)}, which is no construct or indicator of the model{hint}"
