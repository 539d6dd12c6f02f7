"""The numbers of a picture, taken from a result."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, runtime_checkable

from plspm.errors import OptionError
from plspm.model import PathModel

if TYPE_CHECKING:
    import pandas as pd

Significance: TypeAlias = Literal["stars", "t", "p"]
Arrow: TypeAlias = tuple[str, str]

STARS = ((0.001, "***"), (0.01, "**"), (0.05, "*"))
MINUS = "\N{MINUS SIGN}"


@runtime_checkable
class Fit(Protocol):
    """What a picture needs of a fit; :class:`plspm.PLSResult` has it."""

    @property
    def model(self) -> PathModel:
        """The model."""

    @property
    def weights(self) -> pd.DataFrame:
        """Weights by (construct, indicator)."""

    @property
    def loadings(self) -> pd.DataFrame:
        """Loadings by (construct, indicator)."""

    @property
    def r_squared(self) -> pd.DataFrame:
        """R² by construct."""

    @property
    def path_coefficients(self) -> pd.DataFrame:
        """Sources by targets."""


@runtime_checkable
class Resampled(Protocol):
    """What a picture needs of a bootstrap; :class:`plspm.BootstrapResult` has it."""

    @property
    def paths(self) -> pd.DataFrame:
        """Columns t and p_value by (source, target)."""

    @property
    def draws_usable(self) -> int:
        """Number of draws."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is written into a picture.

    Attributes
    ----------
    outer : mapping of str to float
        Per indicator its loading, or its weight where the construct is not in Mode A.
    r_squared : mapping of str to float
        Per endogenous construct.
    paths : mapping of (source, target) to float
        Path coefficients.
    t, p : mapping of (source, target) to float
        Empty without a bootstrap.
    draws : int
        Draws of the bootstrap, 0 without one.
    """

    outer: Mapping[str, float]
    r_squared: Mapping[str, float]
    paths: Mapping[Arrow, float]
    t: Mapping[Arrow, float]
    p: Mapping[Arrow, float]
    draws: int = 0


def read_numbers(result: Fit, boot: Resampled | None) -> Numbers:
    """Take the numbers of a picture from a fit and its bootstrap.

    Raises
    ------
    OptionError
        The bootstrap is that of another model.
    """
    arrows = [(path.source, path.target) for path in result.model.paths]
    tested = None if boot is None else boot.paths
    if tested is not None and set(tested.index) != set(arrows):
        raise OptionError(
            "boot does not belong to this result: its paths are others. "
            "Give the bootstrap of this very result: path_diagram(result, result.bootstrap())."
        )
    loadings, weights = result.loadings["loading"], result.weights["weight"]
    return Numbers(
        outer={
            indicator: float((loadings if construct.mode == "A" else weights)[cell])
            for construct in result.model.constructs
            for indicator in construct.indicators
            for cell in [(construct.name, indicator)]
        },
        r_squared={str(name): float(x) for name, x in result.r_squared["r_squared"].items()},
        paths={
            (source, target): float(result.path_coefficients[target][source])
            for source, target in arrows
        },
        t={} if tested is None else {arrow: float(tested["t"][arrow]) for arrow in arrows},
        p={} if tested is None else {arrow: float(tested["p_value"][arrow]) for arrow in arrows},
        draws=0 if boot is None else boot.draws_usable,
    )


def written(value: float, decimals: int) -> str:
    """Return a number with a true minus sign, and a dash where there is none.

    Examples
    --------
    >>> written(-0.12345, 3)
    '−0.123'
    """
    if math.isnan(value):
        return "\N{EN DASH}"
    text = f"{value:.{decimals}f}"
    return text.replace("-", MINUS) if float(text) else text.removeprefix("-")


def path_lines(
    numbers: Numbers, arrow: Arrow, significance: Significance, decimals: int
) -> tuple[str, ...]:
    """Return the label of a path, line by line."""
    coefficient = written(numbers.paths[arrow], decimals)
    if arrow not in numbers.p:
        return (coefficient,)
    p = numbers.p[arrow]
    if significance == "t":
        return coefficient, f"(t = {written(numbers.t[arrow], 2)})"
    if significance == "p":
        return coefficient, "(p < .001)" if p < 0.001 else f"(p = {p:.3f})".replace("0.", ".", 1)
    return (coefficient + stars(p),)


def stars(p: float) -> str:
    """Return the stars of a p-value.

    Examples
    --------
    >>> stars(0.02)
    '*'
    """
    return next((mark for bound, mark in STARS if p < bound), "")
