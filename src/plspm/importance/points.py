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

    def scale(self, part: Standardised) -> Array:
        """c = Σ w/s of every construct, s in points; (b, J)."""
        sd = part.moments.sd / self.bounds.unit
        return on_scales.inverse_spreads(part.w, sd, self.arrays)

    def weights(self, part: Standardised) -> Array:
        """Weights of the items in points; they sum to 1 within a construct; (b, p)."""
        sd = part.moments.sd / self.bounds.unit
        return on_scales.weights_on_scales(part.w, sd, self.scale(part), self.arrays)

    def importance(self, part: Standardised, target: int) -> Array:
        """Total effects on the target, in points by point; (b, J)."""
        return on_scales.effects_on_scales(part.T, self.scale(part))[:, target]

    def item_performance(self, part: Standardised) -> Array:
        """Mean of every item; (b, p)."""
        return self.bounds.performance(part.moments.mean)

    def performance(self, part: Standardised) -> Array:
        """Mean score of every construct; (b, J)."""
        means = self.item_performance(part)
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
            **self._columns("performance", lambda part: self.item_performance(part)[:, items]),
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
        W = self.weights(self.fit)[0][:, None] * self.arrays.membership
        return pd.DataFrame(
            self.bounds.performance(items.values) @ W,
            index=items.index,
            columns=list(self.arrays.constructs),
        )

    def _columns(self, name: str, compute: Callable[[Standardised], Array]) -> dict[str, Array]:
        return with_bounds(name, compute, self.fit, self.uncertainty)

    def _constructs(self, which: Indices) -> pd.Index:
        return pd.Index([self.arrays.constructs[j] for j in which], name="construct")
