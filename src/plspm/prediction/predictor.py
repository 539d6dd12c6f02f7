"""From standardised items of any cases to predicted constructs and items.

Everything here has a leading axis for the training sets. Standardised means with the mean and the
standard deviation of the training set (denominator Σω).

References
----------
Shmueli, Ray, Velasquez Estrada & Chatla (2016), Journal of Business Research 69(10), 4552-4564.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from plspm.data.moments import Sample
from plspm.estimation.arrays import Array, Indices
from plspm.estimation.estimate import Estimates
from plspm.estimation.settings import Settings
from plspm.estimation.stages import Cases
from plspm.estimation.tangents import chain_of
from plspm.prediction.conditional import conditional_scores
from plspm.prediction.measurement import Antecedents, item_loadings


@dataclass(frozen=True, slots=True, eq=False)
class Predictor:
    """What training sets have learnt.

    Attributes
    ----------
    estimates : Estimates
    centre, scale : (b, items) arrays
        Means and standard deviations of the items in the training sets.
    W : (b, items, J) array
        Weights of the standardised items in the scores; zero for products.
    bases : tuple of (b, items, J) arrays
        Weights of the items in the scores that predict: W itself, or under consistent PLS the
        conditional expectation of the constructs given the items that may be used.
    basis : (J,) array
        Which of these each equation uses.
    M : (b, J, items) array
        Standardised items that one unit of each construct makes.
    through_chain : bool
        Whether predicted constructs predict the next ones, as earliest antecedents do.
    means : (b, J) array
        Means of products of predicting scores in the training sets; 0 elsewhere.
    """

    estimates: Estimates
    centre: Array
    scale: Array
    W: Array
    bases: tuple[Array, ...]
    basis: Indices
    M: Array
    through_chain: bool
    means: Array

    @classmethod
    def of(
        cls, estimates: Estimates, sample: Sample, settings: Settings, antecedents: Antecedents
    ) -> Predictor:
        """Return what the fits of a sample have learnt."""
        cases = Cases.of(sample)
        W = score_weights(estimates, sample, cases, settings)
        if settings.estimator == "plsc":
            bases, basis = conditional_scores(estimates, antecedents)
        else:
            bases, basis = (W,), np.zeros(W.shape[2], dtype=np.int64)
        found = cls(
            estimates=estimates,
            centre=cases.centre,
            scale=cases.scale,
            W=W,
            bases=bases,
            basis=basis,
            M=item_loadings(estimates),
            through_chain=antecedents == "earliest",
            means=np.zeros_like(W[:, 0]),
        )
        if not estimates.arrays.needs_cases:
            return found
        share = cases.row_weights / cases.row_weights.sum(axis=1, keepdims=True)
        return replace(found, means=found.product_means(cases.standardised(), share))

    def standardised(self, X: Array) -> Array:
        """Items (b, m, items) in the units of the training sets, 0 for missing ones."""
        return np.nan_to_num((X - self.centre[:, None]) / self.scale[:, None])

    def in_units(self, Z: Array) -> Array:
        """Standardised items (b, m, items) in their own units."""
        return self.centre[:, None] + self.scale[:, None] * Z

    def constructs(self, Z: Array) -> Array:
        """Predictions of the endogenous constructs, 0 for others; (b, m, J)."""
        return self._along_paths(Z, self.means)[0]

    def product_means(self, Z: Array, share: Array) -> Array:
        """Means of the predicting products over cases of given shares (b, n); (b, J)."""
        return self._along_paths(Z, None, share)[1]

    def items(self, constructs: Array) -> Array:
        """Standardised items that follow from predicted constructs; (b, m, items)."""
        return constructs @ self.M

    def _along_paths(
        self, Z: Array, means: Array | None, share: Array | None = None
    ) -> tuple[Array, Array]:
        """Predict equation by equation, in causal order; products are centred as they come up."""
        arrays, B = self.estimates.arrays, self.estimates.B
        scores = [Z @ basis for basis in self.bases]
        predicted = np.zeros_like(scores[0])
        centres = np.zeros_like(self.means) if means is None else means
        for i in arrays.order[arrays.endogenous[arrays.order]]:
            known = scores[self.basis[i]]
            for k in np.flatnonzero(arrays.is_path[i]):
                if arrays.is_product[k]:
                    product = known[:, :, list(arrays.factors[k])].prod(axis=2)
                    if means is None and share is not None:
                        centres[:, k] = (share * product).sum(axis=1)
                    known[:, :, k] = (product - centres[:, k, None]) / self.product_sd[:, k, None]
                predicted[:, :, i] += B[:, i, k, None] * known[:, :, k]
            if self.through_chain:
                for later in scores:
                    later[:, :, i] = predicted[:, :, i]
        return predicted, centres

    @property
    def product_sd(self) -> Array:
        """Standard deviations of products of scores that have variance 1 (Σω); (b, J)."""
        counts = np.array([max(len(factors), 1) for factors in self.estimates.arrays.factors])
        shrunk = (1.0 - 1.0 / self.estimates.n)[:, None] ** ((counts - 1) / 2)
        return self.estimates.sd / shrunk


def score_weights(estimates: Estimates, sample: Sample, cases: Cases, settings: Settings) -> Array:
    """Weights of the standardised items in the scores of all constructs; (b, items, J)."""
    arrays = estimates.arrays
    own = estimates.w[:, :, None] * arrays.membership
    if not arrays.stages:
        return own
    chain = chain_of(estimates, sample.S, cases if arrays.needs_cases else None, settings)
    return chain.table.V @ own
