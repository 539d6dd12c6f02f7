"""Sign alignment: a proxy's sign is arbitrary, so a draw is turned towards the fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from plspm.estimation.arrays import Array
from plspm.estimation.estimate import Estimates, with_paths
from plspm.inference.fitted import Fitted

Alignment = Literal["construct", "individual", "none"]


def reference(fitted: Fitted, alignment: Alignment) -> Estimates | None:
    """The fit towards which the constructs of a draw are turned; None for the rule of the fit."""
    return None if alignment == "none" else fitted.estimates


def aligned_individually(estimates: Estimates, fit: Estimates) -> Estimates:
    """Give every weight, loading and path the sign it has in the fit.

    Effects follow from the paths so aligned; everything else stays as turned by construct.

    References
    ----------
    Hair, Hult, Ringle & Sarstedt (2022), "individual sign changes".
    """

    def with_sign_of(values: Array, reference: Array) -> Array:
        return np.copysign(values, reference)

    B = with_sign_of(estimates.B, fit.B)
    return replace(
        with_paths(estimates, np.where(estimates.arrays.is_path, B, 0.0)),
        w=with_sign_of(estimates.w, fit.w),
        loadings=with_sign_of(estimates.loadings, fit.loadings),
    )
