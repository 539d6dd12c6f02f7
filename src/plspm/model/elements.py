"""What a path model is made of: constructs, paths, control variables."""

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


@dataclass(frozen=True, slots=True)
class Control:
    """A control variable: a column of the data that points at constructs.

    Build it with :func:`plspm.control`. Whether it enters as numbers or as dummies is up to the
    data; see `controls` of :func:`plspm.estimate`.

    Attributes
    ----------
    column : str
        Its column in the data.
    reference : str or None
        The category without a dummy; None for the most frequent one.
    on : tuple of str or None
        The constructs that it points at; None for every endogenous one.
    numbers : bool
        Whether the values are used as numbers although they have labels.
    """

    column: str
    reference: str | None = None
    on: tuple[str, ...] | None = None
    numbers: bool = False
