"""Parametric bootstrap: correlation matrices drawn as samples from a normal population have them.

For studies that print the correlation matrix and not the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from plspm.assessment.fit import item_correlations, positive_definite
from plspm.data.moments import Sample
from plspm.data.weighted_sums import STREAM
from plspm.errors import EstimationError, UnavailableError
from plspm.estimation.arrays import Array
from plspm.inference.fitted import Fitted
from plspm.inference.seeds import Seed, as_seed_sequence
from plspm.inference.streams import drawn_from


@dataclass(frozen=True, slots=True)
class Wishart:
    """Correlation matrices of samples of n cases from a normal population with those of the fit.

    Parameters
    ----------
    draws : int
    seed : int, SeedSequence, Generator or None

    References
    ----------
    Bartlett (1933), for the decomposition; Odell & Feiveson (1966).
    """

    endless: ClassVar[bool] = True

    draws: int
    seed: Seed = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "seed", as_seed_sequence(self.seed))

    def sample(self, start: int, stop: int, fitted: Fitted) -> Sample:
        """Correlations and sizes of the draws start..stop-1; there are no cases."""
        n = float(fitted.estimates.n[0])
        root = np.linalg.cholesky(item_correlations(fitted.estimates)[0])
        scatter = drawn_from(self.seed, start, stop, STREAM, lambda rng: _scatter(rng, root, n))
        size = np.sqrt(np.einsum("bii->bi", scatter))
        S = scatter / (size[:, :, None] * size[:, None, :])
        S[:, range(S.shape[1]), range(S.shape[1])] = 1.0
        own = fitted.deviations
        units = None if own is None else own * size / np.sqrt(n - 1.0)
        return Sample(S, np.full(stop - start, n), units=units)

    def scale(self, n: int) -> tuple[float, float]:  # noqa: ARG002  (some plans need n)
        """Factors that turn the bias and the spread of the draws into those of the estimate."""
        return 1.0, 1.0


def _scatter(rng: np.random.Generator, root: Array, n: float) -> Array:
    """Scatter LAA'L' with A lower triangular: normal below, root of χ² on the diagonal."""
    p = root.shape[0]
    A = np.tril(rng.standard_normal((STREAM, p, p)), -1)
    A[:, range(p), range(p)] = np.sqrt(rng.chisquare(n - 1 - np.arange(p), size=(STREAM, p)))
    G = root @ A
    scatter: Array = G @ G.swapaxes(1, 2)
    return scatter


def wishart(draws: int, seed: np.random.SeedSequence, fitted: Fitted) -> Wishart:
    """Return the parametric bootstrap of a fit.

    Raises
    ------
    EstimationError
        The correlations are singular, or there are not more cases than indicators.
    UnavailableError
        The model has products, which take cases.
    """
    if fitted.arrays.needs_cases:
        raise UnavailableError(
            "A parametric bootstrap draws correlation matrices, which do not tell how scores "
            "multiply; products of constructs take cases. Leave parametric out."
        )
    S, n = item_correlations(fitted.estimates), fitted.estimates.n[0]
    p = S.shape[-1]
    if not (positive_definite(S)[0] and n > p):
        raise EstimationError(
            f"A parametric bootstrap needs a positive definite correlation matrix and more cases "
            f"than indicators; here are {n:.0f} cases and {p} indicators, and the smallest "
            f"eigenvalue is {np.linalg.eigvalsh(S[0])[0]:.3g}."
        )
    return Wishart(draws, seed)
