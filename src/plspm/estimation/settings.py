"""The options of an estimation, checked once and carried along unchanged."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from numbers import Real
from operator import index
from typing import TYPE_CHECKING, Final, Literal, SupportsIndex, get_args

import numpy as np

from plspm.errors import OptionError, written
from plspm.spelling import most_like

if TYPE_CHECKING:
    from plspm.model import PathModel

Scheme = Literal["path", "factorial", "centroid"]
Estimator = Literal["pls", "plsc"]
Interactions = Literal["two_stage", "two_stage_reestimated", "product_indicator", "orthogonal"]
HigherOrder = Literal["disjoint_two_stage", "embedded_two_stage", "repeated_indicators"]

LARGEST_COUNT: Final = 2**53
"""Beyond it, a double no longer counts one by one."""

MOST_DRAWS: Final = 1_000_000
"""The statistics of more draws than these fill the memory of most machines."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is estimated; every resample uses the same.

    Attributes
    ----------
    scheme : {"path", "factorial", "centroid"}
        Inner weighting scheme.
    estimator : {"pls", "plsc"}
        Plain PLS, or consistent PLS (corrected for attenuation).
    tolerance : float
        The weights have settled when none changes by as much.
    max_iterations : int
        Iterations allowed.
    interactions : str
        How products of constructs are made; see :func:`plspm.estimate`.
    higher_order : str
        How constructs made of constructs are estimated; see :func:`plspm.estimate`.
    dominant : tuple of (str, str)
        Constructs and the indicator whose loading is made positive; that of the other constructs
        is the sum of the loadings.
    standardize : bool
        Whether weights come from correlations; otherwise from covariances, the indicators in
        their own units.
    """

    scheme: Scheme = "path"
    estimator: Estimator = "pls"
    tolerance: float = 1e-7
    max_iterations: int = 300
    interactions: Interactions = "two_stage"
    higher_order: HigherOrder = "disjoint_two_stage"
    dominant: tuple[tuple[str, str], ...] = ()
    standardize: bool = True

    def __post_init__(self) -> None:
        problems = [
            *choice_problems("scheme", self.scheme, get_args(Scheme)),
            *choice_problems("estimator", self.estimator, get_args(Estimator)),
            *choice_problems("interactions", self.interactions, get_args(Interactions)),
            *choice_problems("higher_order", self.higher_order, get_args(HigherOrder)),
            *fraction_problems("tolerance", self.tolerance, example="1e-7"),
            *count_problems("max_iterations", self.max_iterations, at_least=1),
            *flag_problems("standardize", self.standardize),
        ]
        if self.standardize is False and self.estimator == "plsc":
            problems.append(
                "standardize=False goes with estimator='pls': consistent PLS corrects "
                "correlations, to which units are nothing."
            )
        if problems:
            raise OptionError(problems)


def choice_problems(option: str, value: object, choices: Collection[str]) -> list[str]:
    """Say what is wrong with `value` if it is none of `choices` (at most one sentence).

    Examples
    --------
    >>> choice_problems("scheme", "pathh", ["path", "factorial", "centroid"])
    ["scheme is 'pathh'; it must be 'path', 'factorial' or 'centroid'. Did you mean 'path'?"]
    """
    if isinstance(value, str) and value in choices:
        return []
    *first, last = [repr(choice) for choice in choices]
    listed = f"{', '.join(first)} or {last}" if first else last
    guess = value.lower() if isinstance(value, str) else written(value).lower()
    meant = most_like(guess[:60], choices)
    hint = "" if meant is None else f" Did you mean {meant!r}?"
    return [f"{option} is {written(value)}; it must be {listed}.{hint}"]


def chosen_names(option: str, names: object, choices: Collection[str]) -> list[str]:
    """Return one name, or several, out of `choices` as a list without repetitions.

    Raises
    ------
    OptionError
        What is given is no list of names, empty, or holds others; all of them are told.

    Examples
    --------
    >>> chosen_names("criteria", "bic", ["aic", "bic"])
    ['bic']
    """
    if not isinstance(names, Iterable) or getattr(names, "ndim", 1) == 0:
        raise OptionError(f"{option} is {written(names)}; it must be a list of names.")
    every = [names] if isinstance(names, str) else list(names)
    problems = [said for name in every for said in choice_problems(option, name, choices)]
    if problems or not every:
        raise OptionError(problems or f"{option} is empty; name at least one.")
    return list(dict.fromkeys(every))


def count_problems(
    option: str, value: object, *, at_least: int, at_most: int = LARGEST_COUNT
) -> list[str]:
    """Say what is wrong with `value` if it is no whole number (at most one sentence).

    Examples
    --------
    >>> count_problems("draws", 0, at_least=2)
    ['draws is 0; it must be a whole number of at least 2.']
    """
    whole = whole_number(value)
    if whole is not None and at_least <= whole <= at_most:
        return []
    most = f" and at most {at_most}" if whole is not None and whole > at_most else ""
    return [
        f"{option} is {written(value)}; it must be a whole number of at least {at_least}{most}."
    ]


def whole_number(value: object) -> int | None:
    """Return a whole number as Python's, None for what is none."""
    if isinstance(value, bool | np.ndarray | type) or not isinstance(value, SupportsIndex):
        return None
    return index(value)


def flag_problems(option: str, value: object) -> list[str]:
    """Say that `value` is neither True nor False (at most one sentence).

    Examples
    --------
    >>> flag_problems("progress", "no")
    ["progress is 'no'; it must be True or False."]
    """
    if isinstance(value, bool | np.bool_):
        return []
    return [f"{option} is {written(value)}; it must be True or False."]


def number_problems(option: str, value: object, *, above: float, example: str) -> list[str]:
    """Say that `value` is no finite number above a bound (at most one sentence).

    Examples
    --------
    >>> number_problems("log_base", 1, above=1, example="10")
    ['log_base is 1; it must be a finite number above 1, for example 10.']
    """
    number = as_number(value)
    if above < number < math.inf:
        return []
    bound = f" above {above:g}" if math.isfinite(above) else ""
    return [
        f"{option} is {written(value)}; it must be a finite number{bound}, for example {example}."
    ]


def fraction_problems(option: str, value: object, *, example: str) -> list[str]:
    """Say that `value` is no number between 0 and 1 (at most one sentence).

    Examples
    --------
    >>> fraction_problems("level", 95, example="0.95")
    ['level is 95; it must be a number between 0 and 1, for example 0.95.']
    """
    if 0 < as_number(value) < 1:
        return []
    return [
        f"{option} is {written(value)}; it must be a number between 0 and 1, for example {example}."
    ]


def as_number(value: object) -> float:
    """Return a real number as a double: NaN for what is none, infinite beyond the doubles."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf if value == abs(value) else -math.inf


def read_dominant(
    model: PathModel, chosen: Mapping[str, str] | None
) -> tuple[tuple[str, str], ...]:
    """Read the option `dominant_indicators`: pairs of constructs and indicators.

    Raises
    ------
    OptionError
        A name that is none of the model's; all of them.
    """
    chosen = {} if chosen is None else chosen
    if not isinstance(chosen, Mapping):
        raise OptionError(
            f"dominant_indicators is {written(chosen)}; it must be a mapping from constructs to "
            'indicators, for example {"EXP": "EXP_a"}.'
        )
    faults = [
        f"dominant_indicators names {written(name)}, which is no construct of the model."
        for name in chosen
        if name not in model.construct_names
    ]
    faults += [
        f"dominant_indicators gives {written(chosen[construct.name])} for {construct.name}, whose "
        f"indicators are {', '.join(construct.indicators)}."
        for construct in model.constructs
        if construct.name in chosen and chosen[construct.name] not in construct.indicators
    ]
    if faults:
        raise OptionError(faults)
    return tuple(chosen.items())
