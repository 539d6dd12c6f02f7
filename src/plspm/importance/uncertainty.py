"""Intervals of what is computed on the scales of the items, from the draws of a bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NoReturn, get_args

import numpy as np

from plspm.assessment.statistics import Labels
from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.importance.items import Moments, moments_of_draws, moments_of_fit
from plspm.importance.on_scales import square
from plspm.inference.components import Components
from plspm.inference.intervals import Kind
from plspm.inference.jackknife import rescaled
from plspm.results import BootstrapResult, PLSResult

FROM_DRAWS: Final = tuple(kind for kind in get_args(Kind) if kind not in {"bca", "studentized"})
"""Intervals that need the draws and nothing else."""

NEEDED: Final = ("weights", "paths", "total_effects")
"""Statistics whose draws everything here follows from."""


@dataclass(frozen=True, slots=True, eq=False)
class Standardised:
    """What a stack of estimates says before the scales come in.

    Attributes
    ----------
    w : (b, p) array
        Outer weights.
    B, T : (b, J, J) arrays
        Paths and total effects.
    moments : Moments
        Means and standard deviations of the items, (b, items) each.
    """

    w: Array
    B: Array
    T: Array
    moments: Moments


@dataclass(frozen=True, slots=True, eq=False)
class Uncertainty:
    """A bootstrap as the functions of this room use it: draws, and which interval is wanted."""

    draws: Standardised
    scale: tuple[float, float]
    kind: Kind
    level: float

    def components(self, estimate: Array, values: Array) -> Components:
        """The fit (k,) and the draws (draws, k) of some quantity, ready for inference."""
        return Components(
            labels=Labels((), ()),
            estimate=estimate,
            values=rescaled(values, estimate, self.scale),
            influence=_from_draws_only,
            std_errors=_from_draws_only,
        )

    def bounds(self, estimate: Array, values: Array) -> tuple[Array, Array]:
        """Lower and upper bound of every component; (k,) each."""
        return self.components(estimate, values).interval(self.kind, self.level, "two-sided")


def of_fit(result: PLSResult) -> Standardised:
    """The fit itself: a stack of one."""
    e, items = result._fitted.estimates, result._cases("Means and spreads of items")
    return Standardised(e.w, e.B, e.T, moments_of_fit(result._fitted, items))


def of_bootstrap(result: PLSResult, bootstrap: BootstrapResult, fit: Standardised) -> Uncertainty:
    """The draws of a bootstrap of `result`.

    Raises
    ------
    OptionError
        It is none, is that of another fit, lacks what is needed, draws matrices, or asks for
        intervals that need more than draws.
    """
    if not isinstance(bootstrap, BootstrapResult):
        raise OptionError(
            f"bootstrap is a {type(bootstrap).__name__}; give that of result.bootstrap()."
        )
    own, other = result._fitted, bootstrap._fitted
    if own.estimates is not other.estimates and not (
        own.arrays.indicators == other.arrays.indicators
        and np.array_equal(own.estimates.S, other.estimates.S)
        and np.array_equal(own.estimates.w, other.estimates.w)
    ):
        raise OptionError("bootstrap is that of another fit; give result.bootstrap() of this one.")
    missing = [name for name in NEEDED if name not in bootstrap.statistics]
    problems = []
    if missing:
        problems.append(
            f"The bootstrap lacks {', '.join(missing)}; leave its `statistics` as they are by "
            "default, or name these as well."
        )
    if bootstrap.kind not in FROM_DRAWS:
        problems.append(
            f"Intervals on the scales of items are to be had from the draws alone, not of kind "
            f'"{bootstrap.kind}". Ask the bootstrap for kind="percentile" or "bc".'
        )
    if problems:
        raise OptionError(problems)
    values, arrays = bootstrap._replicates.values, own.arrays
    draws = Standardised(
        w=values["weights"],
        B=square(values["paths"], arrays.is_path),
        T=square(values["total_effects"], arrays.reachable),
        moments=moments_of_draws(bootstrap, fit.moments),
    )
    scale = bootstrap._plan.scale(own.rows)
    return Uncertainty(draws, scale, bootstrap.kind, bootstrap.level)


def with_bounds(
    name: str,
    compute: Callable[[Standardised], Array],
    fit: Standardised,
    uncertainty: Uncertainty | None,
) -> dict[str, Array]:
    """Columns of a quantity: ``name``, and its bounds where there are draws.

    Parameters
    ----------
    compute : callable
        From a stack to the (b, k) components of the quantity.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        columns = {name: compute(fit)[0]}
        if uncertainty is not None:
            lower, upper = uncertainty.bounds(columns[name], compute(uncertainty.draws))
            columns |= {f"{name}_lower": lower, f"{name}_upper": upper}
    return columns


def _from_draws_only() -> NoReturn:
    raise OptionError("Intervals on the scales of items are to be had from the draws alone.")
