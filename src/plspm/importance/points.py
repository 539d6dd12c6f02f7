"""Importance and performance in points between 0 and 100."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plspm.data import Indicators
from plspm.estimation.arrays import Array, Indices, ModelArrays
from plspm.importance import on_scales
from plspm.importance.scales import ScaleBounds
from plspm.importance.uncertainty import Standardised, Uncertainty, with_bounds


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """A fit whose items are brought onto a scale from 0 to 100, with its draws if there are any.

    Functions of a stack take the fit (a stack of one) or the draws.
    """

    arrays: ModelArrays
    bounds: ScaleBounds
    fit: Standardised
    uncertainty: Uncertainty | None

    def indicators(self, part: Standardised) -> tuple[Array, Array]:
        """Means and standard deviations of all indicators in points; (b, p) each."""
        mean = self.bounds.performance(part.moments.mean)
        sd = part.moments.sd / self.bounds.unit
        return on_scales.of_indicators(part.w, mean, sd, self.bounds.names, self.arrays)

    def scale(self, part: Standardised) -> Array:
        """c = Σ w/s of every construct, s in points; (b, J)."""
        return on_scales.inverse_spreads(part.w, self.indicators(part)[1], self.arrays)

    def weights(self, part: Standardised) -> Array:
        """Weights of the indicators in points; they sum to 1 within a construct; (b, p)."""
        sd = self.indicators(part)[1]
        c = on_scales.inverse_spreads(part.w, sd, self.arrays)
        return on_scales.weights_on_scales(part.w, sd, c, self.arrays)

    def importance(self, part: Standardised, target: int) -> Array:
        """Total effects on the target, in points by point; (b, J)."""
        return on_scales.effects_on_scales(part.T, self.scale(part))[:, target]

    def performance(self, part: Standardised) -> Array:
        """Mean score of every construct; (b, J)."""
        means = self.indicators(part)[0]
        return on_scales.means_of_scores(self.weights(part), means, self.arrays)

    def constructs_towards(self, target: str) -> pd.DataFrame:
        """Importance and performance of the constructs that lead to a target."""
        i = self.arrays.constructs.index(target)
        leading = np.flatnonzero(self.arrays.reachable[i])
        columns = {
            **self._columns("importance", lambda part: self.importance(part, i)[:, leading]),
            **self._columns("performance", lambda part: self.performance(part)[:, leading]),
        }
        return pd.DataFrame(columns, index=self._constructs(leading))

    def indicators_towards(self, target: str) -> pd.DataFrame:
        """Importance, performance and weights of the items of these constructs."""
        i, block = self.arrays.constructs.index(target), self.arrays.block
        items = np.flatnonzero(self.arrays.reachable[i][block])

        def importance(part: Standardised) -> Array:
            return (self.weights(part) * self.importance(part, i)[:, block])[:, items]

        columns = {
            **self._columns("importance", importance),
            **self._columns("performance", lambda part: self.indicators(part)[0][:, items]),
            "weight": self.weights(self.fit)[0, items],
        }
        names = [(self.arrays.constructs[block[k]], self.arrays.indicators[k]) for k in items]
        index = pd.MultiIndex.from_tuples(names, names=["construct", "indicator"])
        return pd.DataFrame(columns, index=index)

    def performance_of_constructs(self) -> pd.DataFrame:
        """Performance of every construct of the model."""
        everyone = np.arange(len(self.arrays.constructs))
        return pd.DataFrame(
            self._columns("performance", self.performance), index=self._constructs(everyone)
        )

    def scores(self, items: Indicators) -> pd.DataFrame:
        """Scores of the cases between 0 and 100."""
        values = self.bounds.performance(items.values)
        weights = self.weights(self.fit)[0]
        return pd.DataFrame(
            on_scales.scores(values, weights, items.names, self.arrays),
            index=items.index,
            columns=list(self.arrays.constructs),
        )

    def _columns(self, name: str, compute: Callable[[Standardised], Array]) -> dict[str, Array]:
        return with_bounds(name, compute, self.fit, self.uncertainty)

    def _constructs(self, which: Indices) -> pd.Index:
        return pd.Index([self.arrays.constructs[j] for j in which], name="construct")
