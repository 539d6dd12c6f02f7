"""Conditions and outcome: the scores of a fit, or columns of data, and their scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from plspm.data.checks import FEWEST_ROWS, value_problem, variation_problem
from plspm.data.columns import FloatArray, read_column
from plspm.data.frames import read_frame
from plspm.data.item_labels import steps_by_item
from plspm.data.labels import find_columns
from plspm.data.worded_answers import alphabet_warnings
from plspm.data.wording import counted, in_row, listed, quoted, warn_user
from plspm.errors import DataError, OptionError, written
from plspm.estimation.arrays import Array, Flags
from plspm.estimation.settings import choice_problems
from plspm.importance.importance_performance import ipma
from plspm.importance.scales import Bounds, Scales, pair_problems
from plspm.importance.scatter import Scatter
from plspm.importance.unstandardised import unstandardized
from plspm.results import PLSResult


@dataclass(frozen=True, slots=True, eq=False)
class Variables:
    """Conditions and outcome of the cases, and between which values they can lie.

    Attributes
    ----------
    names : tuple of str
        The k conditions, then the outcome.
    values : (n, k + 1) array
    low, high : (k + 1,) arrays
        The scope.
    given : (k + 1,) array of bool
        Whether the user gave it; else it is the range of the data.
    index : Index, length n
        Labels of the cases.
    falling : (k + 1,) array of bool
        Whether little of it, not much, is what is necessary, or what something is necessary for.
    """

    names: tuple[str, ...]
    values: Array
    low: Array
    high: Array
    given: Flags
    index: pd.Index
    falling: Flags

    @classmethod
    def of(cls, names: Sequence[str], values: Array, index: pd.Index) -> Variables:
        """Variables whose scope is the range of the data."""
        low, high = values.min(axis=0), values.max(axis=0)
        no = np.zeros(len(names), dtype=np.bool_)
        return cls(tuple(names), values, low, high, given=no, index=index, falling=no)

    @property
    def conditions(self) -> tuple[str, ...]:
        """Names of the conditions."""
        return self.names[:-1]

    @property
    def target(self) -> str:
        """Name of the outcome."""
        return self.names[-1]

    @property
    def size(self) -> Array:
        """Extent of the scope; (k + 1,)."""
        return self.high - self.low

    def scatter(self, condition: int) -> Scatter:
        """A condition and the outcome, scaled to their scope, the empty corner upper left."""
        scaled = (self.values - self.low) / self.size
        scaled = np.where(self.falling, 1.0 - scaled, scaled)
        return Scatter(scaled[:, condition], scaled[:, -1])

    def frame(self) -> pd.DataFrame:
        """Cases x variables."""
        return pd.DataFrame(self.values, index=self.index, columns=list(self.names))

    def scope(self) -> pd.DataFrame:
        """One row a variable: ``low``, ``high`` and ``source``."""
        source = np.where(self.given, "given", "observed")
        return pd.DataFrame(
            {"low": self.low, "high": self.high, "source": source},
            index=pd.Index(self.names, name="variable"),
        )


def read_variables(
    source: object, target: str, conditions: str | Sequence[str] | None, scales: Scales
) -> Variables:
    """Conditions and outcome: complete, varying numbers.

    Raises
    ------
    OptionError
        `target`, `conditions` or `scales` are not to be had from this source.
    DataError
        Columns are unusable; all are named.
    """
    chosen = [conditions] if isinstance(conditions, str) else conditions
    if not (chosen is None or _are_names(chosen)):
        raise OptionError(
            f"conditions is {written(conditions)}; it must be a name or a list of names."
        )
    if isinstance(source, PLSResult):
        return _scores(source, target, chosen, scales)
    if scales is not None:
        raise OptionError(
            "scales are those of the items of a fit; for the theoretical bounds of columns give "
            "scope={...}."
        )
    return _columns(source, target, chosen)


def _scores(
    result: PLSResult, target: str, conditions: Sequence[str] | None, scales: Scales
) -> Variables:
    arrays = result._fitted.arrays
    problems = choice_problems("target", target, arrays.constructs)
    if conditions is None and not problems:
        leading = arrays.reachable[arrays.constructs.index(target)]
        conditions = [name for name, leads in zip(arrays.constructs, leading, strict=True) if leads]
        if not conditions:
            problems.append(f"No path leads to {quoted(target)}; name the conditions.")
    elif conditions is not None:
        for name in conditions:
            problems += choice_problems("conditions", name, arrays.constructs)
        problems += _selection_problems(conditions, target)
    if problems or conditions is None:
        raise OptionError(problems)
    scores = unstandardized(result).scores if scales is None else ipma(result, scales=scales).scores
    if result._fitted.case_weights is not None:
        scores = scores[result._fitted.case_weights > 0]
    names = [*conditions, target]
    return Variables.of(names, scores[names].to_numpy(), scores.index)


def _columns(source: object, target: str, conditions: Sequence[str] | None) -> Variables:
    frame = read_frame(source)
    if conditions is None:
        conditions = [str(name) for name in frame.columns if str(name) != target]
    wrong = _selection_problems(conditions, target)
    if wrong:
        raise OptionError(wrong)
    names = [*conditions, target]
    found, problems = find_columns(frame, names)
    columns: dict[str, FloatArray] = {}
    for name, place in found.items():
        values = read_column(frame.iloc[:, place], name)
        problem = values if isinstance(values, str) else _problem(values, frame.index, name)
        if problem is not None:
            problems.append(problem)
        elif not isinstance(values, str):
            columns[name] = values
    if len(frame) < FEWEST_ROWS:
        problems.append(f"The data have {counted(len(frame), 'row')}; at least 3 are needed.")
    if problems:
        raise DataError(problems)
    for by_alphabet in alphabet_warnings(frame, columns, [names], steps_by_item(frame, names)):
        warn_user(by_alphabet)
    return Variables.of(names, np.column_stack([columns[name] for name in names]), frame.index)


def _problem(values: FloatArray, rows: pd.Index, name: str) -> str | None:
    """Say why a column cannot be used."""
    problem = value_problem(values, rows, name)
    if problem is not None:
        return problem
    missing = np.flatnonzero(np.isnan(values))
    if missing.size:
        return (
            f"Column {quoted(name)} lacks {counted(missing.size, 'value')}, first "
            f"{in_row(rows[missing[0]])}; drop those rows."
        )
    return variation_problem(values, name, "the data")


def _are_names(value: object) -> bool:
    return isinstance(value, Sequence) and all(isinstance(name, str) for name in value)


def _selection_problems(conditions: Sequence[str], target: str) -> list[str]:
    problems = []
    if not conditions:
        problems.append("conditions names no variable.")
    if target in conditions:
        problems.append(f"{quoted(target)} is the target and cannot be a condition as well.")
    if len(set(conditions)) < len(conditions):
        problems.append("conditions names a variable more than once.")
    return problems


def with_scope(variables: Variables, scope: Mapping[str, Bounds] | None) -> Variables:
    """The variables with theoretical bounds in the place of observed ones.

    Raises
    ------
    OptionError
        Bounds are no pairs, belong to no variable, or leave cases outside.
    """
    if scope is None:
        return variables
    if not isinstance(scope, Mapping):
        raise OptionError(
            f'scope is {written(scope)}; give pairs by variable, for example {{"X": (0, 100)}}.'
        )
    low, high, given = variables.low.copy(), variables.high.copy(), variables.given.copy()
    problems = []
    for name, pair in scope.items():
        if name not in variables.names:
            problems.append(f"scope names {quoted(name)}; there are {listed(variables.names)}.")
            continue
        wrong = pair_problems(f"scope[{written(name)}]", pair)
        problems += wrong
        if wrong:
            continue
        k = variables.names.index(name)
        if low[k] < pair[0] or high[k] > pair[1]:
            problems.append(
                f"{quoted(name)} has values from {low[k]:g} to {high[k]:g}, outside its scope "
                f"from {pair[0]:g} to {pair[1]:g}."
            )
        low[k], high[k], given[k] = *pair, True
    if problems:
        raise OptionError(problems)
    return replace(variables, low=low, high=high, given=given)
