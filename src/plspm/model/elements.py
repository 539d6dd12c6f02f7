"""The two things a path model is made of: constructs and paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["reflective", "composite"]
Mode = Literal["A", "B", "sum", "pca", "fixed"]

KINDS: Final[tuple[Kind, ...]] = ("reflective", "composite")
MODES: Final[tuple[Mode, ...]] = ("A", "B", "sum", "pca", "fixed")


@dataclass(frozen=True, slots=True)
class Construct:
    """A construct, its block of indicators, and how their weights are found.

    Build it with :func:`reflective`, :func:`composite`, :func:`formative`,
    :func:`single_item` or :func:`higher_order`. It is checked when a
    :class:`~plspm.model.PathModel` is made of it.

    Parameters
    ----------
    name : str
        Name of the construct.
    indicators : tuple of str
        Names of its indicators, at least one: columns of the data, or, of a higher-order
        construct, other constructs.
    kind : {"reflective", "composite"}
        A common factor (PLSc can correct it for attenuation) or a composite.
    mode : {"A", "B", "sum", "pca", "fixed"}
        Correlation weights, regression weights, equal weights, first principal component, or
        the weights given. A reflective construct has mode "A".
    weights : tuple of float, optional
        With mode "fixed" only: one weight per indicator. Their scale does not matter.
    """

    name: str
    indicators: tuple[str, ...]
    kind: Kind = "reflective"
    mode: Mode = "A"
    weights: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A directed path from one construct to another; build it with :func:`path`.

    Parameters
    ----------
    source : str
        Name of the predictor, or the label of a product of constructs, such as ``"A:B"``.
    target : str
        Name of the outcome.
    """

    source: str
    target: str
