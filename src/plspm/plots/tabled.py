"""What pictures take from records: tables by name, and what stands in their rows."""

from __future__ import annotations

from collections.abc import Sequence
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, runtime_checkable

from plspm.assessment.statistics import Labels
from plspm.data.wording import listed
from plspm.errors import OptionError
from plspm.estimation.settings import choice_problems
from plspm.model import PathModel

if TYPE_CHECKING:
    import pandas as pd

SIGNS: Final = {
    "r_squared": "R²",
    "f_squared": "f²",
    "htmt": "HTMT",
    "htmt_plus": "HTMT+",
    "htmt2": "HTMT2",
    "vif_inner": "VIF",
    "vif_outer": "VIF",
}

Tables: TypeAlias = Any
"""A DataFrame; see :data:`plspm.plots.numbers.Table`."""


@runtime_checkable
class Tabled(Protocol):
    """Inference: a bootstrap or standard errors."""

    @property
    def statistics(self) -> tuple[str, ...]:
        """What was computed."""

    def table(self, statistic: str) -> pd.DataFrame:
        """Columns estimate, ci_lower and ci_upper, and t where 0 is a hypothesis."""


@runtime_checkable
class Sampled(Tabled, Protocol):
    """A bootstrap."""

    def draws(self, statistic: str) -> pd.DataFrame:
        """One row a draw, one column a component."""


@runtime_checkable
class Assessed(Protocol):
    """A fit, as far as pictures of its quality need it."""

    model: PathModel

    @property
    def loadings(self) -> Tables:
        """By (construct, indicator)."""

    @property
    def cross_loadings(self) -> Tables:
        """Indicators by constructs."""

    @property
    def htmt(self) -> Tables:
        """Constructs by constructs."""

    @property
    def htmt_plus(self) -> Tables:
        """Constructs by constructs."""

    @property
    def htmt2(self) -> Tables:
        """Constructs by constructs."""

    @property
    def r_squared(self) -> Tables:
        """By construct."""

    @property
    def f_squared(self) -> Tables:
        """By (source, target)."""

    @property
    def indicator_correlations(self) -> Tables:
        """Indicators by indicators."""

    def implied_correlations(self, model: Any = "saturated") -> pd.DataFrame:  # noqa: ANN401
        """Indicators by indicators."""


def of_kind(option: str, value: object, kind: type | UnionType, made_by: str) -> list[str]:
    """Say that a value is not what a picture is drawn of (at most one sentence)."""
    if isinstance(value, kind):
        return []
    return [f"{option} is a {type(value).__name__}; it must be what {made_by} gives."]


def check_kind(option: str, value: object, kind: type | UnionType, made_by: str) -> None:
    """Make sure that a picture is drawn of what it can be drawn of.

    Raises
    ------
    OptionError
        It is of another kind; the message says what makes one of this.
    """
    problems = of_kind(option, value, kind, made_by)
    if problems:
        raise OptionError(problems)


def chosen(option: str, value: str | None, names: Sequence[str]) -> str:
    """Return the one of several that is wanted, which may go unsaid where there is only one.

    Raises
    ------
    OptionError
        There is none of that name, or several to choose from.
    """
    if value is None:
        if len(names) > 1:
            raise OptionError(f"There are several {option}s; choose one: {listed(names)}.")
        return names[0]
    problems = choice_problems(option, value, names)
    if problems:
        raise OptionError(problems)
    return value


def row_names(index: pd.Index) -> tuple[str, ...]:
    """Return the label of every row in one piece, as ``tidy()`` has it, but with arrows.

    Examples
    --------
    >>> import pandas as pd
    >>> row_names(pd.MultiIndex.from_tuples([("EXP", "ECE")], names=["source", "target"]))
    ('EXP → ECE',)
    """
    rows = [row if isinstance(row, tuple) else (row,) for row in index.tolist()]
    labels = Labels(tuple(map(str, index.names)), tuple(tuple(map(str, row)) for row in rows))
    return tuple(words.replace("->", "→") for words in labels.in_words)


def table_of(inference: Tabled, statistic: str) -> pd.DataFrame:
    """Return the table of a statistic that has components to draw.

    Raises
    ------
    OptionError
        It was not computed, or the model has no such components.
    """
    problems = choice_problems("statistic", statistic, inference.statistics)
    if problems:
        raise OptionError(problems)
    table = inference.table(statistic)
    if table.empty:
        raise OptionError(f"There is nothing to draw: the model has no {in_words(statistic)}.")
    return table


def in_words(statistic: str) -> str:
    """Return what a statistic is called on an axis.

    Examples
    --------
    >>> in_words("total_effects"), in_words("f_squared"), in_words("htmt")
    ('total effects', 'f²', 'HTMT')
    """
    return SIGNS.get(statistic, statistic.replace("_", " "))
