"""The numbers of a picture, taken from a result."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias, runtime_checkable

from plspm.assessment.significance import p_value, stars
from plspm.errors import OptionError
from plspm.model import Construct, PathModel
from plspm.plots.look import Arrow, Show

Table: TypeAlias = Any
"""A DataFrame. Type checkers do not agree on whether a cached property can stand for one."""

MINUS = "\N{MINUS SIGN}"


@runtime_checkable
class Fit(Protocol):
    """What a picture needs of a fit; :class:`plspm.PLSResult` has it."""

    @property
    def model(self) -> PathModel:
        """The model."""

    @property
    def weights(self) -> Table:
        """Weights by (construct, indicator)."""

    @property
    def loadings(self) -> Table:
        """Loadings by (construct, indicator)."""

    @property
    def r_squared(self) -> Table:
        """R² by construct."""

    @property
    def path_coefficients(self) -> Table:
        """Sources by targets."""


@runtime_checkable
class Resampled(Protocol):
    """What a picture needs of a bootstrap; :class:`plspm.BootstrapResult` has it."""

    @property
    def paths(self) -> Table:
        """Columns t, p_value, ci_lower and ci_upper by (source, target)."""

    @property
    def draws_usable(self) -> int:
        """Number of draws."""

    kind: Any
    """Of the intervals."""

    level: float
    """Of the intervals."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is written into a picture; nothing of a model alone.

    Attributes
    ----------
    outer : mapping of str to float
        Per indicator its loading, or its weight where the construct is not in Mode A.
    r_squared : mapping of str to float
        Per endogenous construct.
    paths : mapping of (source, target) to float
        Path coefficients.
    parts : mapping of (construct, part) to float
        Of higher-order constructs, loadings or weights of their parts.
    t, p : mapping of (source, target) to float
        Empty without a bootstrap.
    draws : int
        Draws of the bootstrap, 0 without one.
    intervals : mapping of (source, target) to two floats
        Lower and upper bounds; empty without a bootstrap.
    interval : str
        What these are, in words.
    """

    outer: Mapping[str, float] = field(default_factory=dict)
    r_squared: Mapping[str, float] = field(default_factory=dict)
    paths: Mapping[Arrow, float] = field(default_factory=dict)
    t: Mapping[Arrow, float] = field(default_factory=dict)
    p: Mapping[Arrow, float] = field(default_factory=dict)
    draws: int = 0
    parts: Mapping[Arrow, float] = field(default_factory=dict)
    intervals: Mapping[Arrow, tuple[float, float]] = field(default_factory=dict)
    interval: str = ""


def read_numbers(result: Fit, boot: Resampled | None) -> Numbers:
    """Take the numbers of a picture from a fit and its bootstrap.

    Raises
    ------
    OptionError
        The bootstrap is that of another model.
    """
    model, coefficients = result.model, result.path_coefficients
    arrows = [(path.source, path.target) for path in model.paths]
    tested = None if boot is None else boot.paths
    if tested is not None and set(tested.index) != _estimated(coefficients):
        raise OptionError(
            "boot does not belong to this result: its paths are others. "
            "Give the bootstrap of this very result: path_diagram(result, result.bootstrap())."
        )
    known = [] if tested is None else [arrow for arrow in arrows if arrow in tested.index]
    first_order = [c for c in model.constructs if c.name not in model.higher_order]
    return Numbers(
        outer={
            indicator: _outer(result, construct, indicator)
            for construct in first_order
            for indicator in construct.indicators
        },
        r_squared={str(name): float(x) for name, x in result.r_squared["r_squared"].items()},
        paths={arrow: float(coefficients[arrow[1]][arrow[0]]) for arrow in arrows},
        t={} if tested is None else {arrow: float(tested["t"][arrow]) for arrow in known},
        p={} if tested is None else {arrow: float(tested["p_value"][arrow]) for arrow in known},
        draws=0 if boot is None else boot.draws_usable,
        parts={
            (name, part): _outer(result, model.construct(name), part)
            for name in model.higher_order
            for part in model.parts(name)
        },
        intervals={}
        if tested is None
        else {
            arrow: (float(tested["ci_lower"][arrow]), float(tested["ci_upper"][arrow]))
            for arrow in known
        },
        interval="" if boot is None else f"{100 * boot.level:g} % {boot.kind} intervals",
    )


def _estimated(coefficients: Table) -> set[Arrow]:
    """Return the paths of a table of coefficients, where no path is 0."""
    return {
        (str(source), str(target))
        for target in coefficients.columns
        for source, value in coefficients[target].items()
        if value != 0
    }


def _outer(result: Fit, construct: Construct, indicator: str) -> float:
    """Return the loading or the weight; of a part whose items are repeated, the path."""
    table = result.loadings["loading"] if construct.mode == "A" else result.weights["weight"]
    cell = construct.name, indicator
    if cell in table.index:
        return float(table[cell])
    coefficients = result.path_coefficients
    if construct.kind == "reflective":
        return float(coefficients[indicator][construct.name])
    return float(coefficients[construct.name][indicator])


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


def path_lines(numbers: Numbers, arrow: Arrow, show: Show, decimals: int) -> tuple[str, ...]:
    """Return the label of a path, line by line; none without numbers."""
    if arrow not in numbers.paths:
        return ()
    coefficient = written(numbers.paths[arrow], decimals)
    if arrow not in numbers.p:
        return (coefficient,)
    p = numbers.p[arrow]
    if show == "t":
        return coefficient, f"(t = {written(numbers.t[arrow], 2)})"
    if show == "p":
        said = p_value(p)
        return coefficient, f"(p {said})" if said.startswith("<") else f"(p = {said})"
    if show == "ci":
        bounds = (written(bound, decimals) for bound in numbers.intervals[arrow])
        return coefficient, f"[{', '.join(bounds)}]"
    return (coefficient + stars(p),)
