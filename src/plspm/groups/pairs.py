"""Two groups of the sample, under permutation of their cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from plspm.assessment.fit import item_correlations
from plspm.assessment.statistics import Labels, Statistic
from plspm.data.moments import Sample
from plspm.estimation.arrays import Array, Indices
from plspm.estimation.estimate import estimate_stack
from plspm.estimation.scores import construct_scores
from plspm.groups.micom import Micom, composites, compositional, pattern, score_moments, tested
from plspm.groups.permutation import Permutations, members_of, permuted
from plspm.inference.fitted import Fitted
from plspm.inference.options import Options
from plspm.inference.outcomes import Outcome
from plspm.inference.resample import evaluate

COMPOSITES = Statistic(
    "composites",
    "weight",
    lambda e: composites(e).reshape(e.n.size, -1),
    lambda _: Labels(("weight",), ()),
)


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two groups: their estimates, and differences under permutation.

    Attributes
    ----------
    a, b : int
        Places of the groups.
    values : mapping of str to (2, k) array
        Every statistic of both groups.
    permuted : mapping of str to (R, k) array
        Its differences a - b under permutation.
    micom : Micom
        Of the constructs that are no products.
    permutations : int
        Those that are used, R.
    failures : mapping of Outcome to int
        Those that did not end well, by cause, whatever became of them.
    told : str
        The same in words; empty where there are none.
    """

    a: int
    b: int
    values: Mapping[str, Array]
    permuted: Mapping[str, Array]
    micom: Micom
    permutations: int
    failures: Mapping[Outcome, int]
    told: str


def compare_pair(
    groups: tuple[int, int],
    plan: Permutations,
    fitted: Fitted,
    statistics: Sequence[Statistic],
    options: Options,
    level: float,
    *,
    named: str,
) -> Pair:
    """Estimate two groups as they are and as chance would have them."""
    pooled = Pooled.of(fitted, plan.codes)
    wanted = [COMPOSITES, *statistics]

    def combine(sample: Sample, values: list[Array]) -> list[Array]:
        differences = [value[:, 0] - value[:, 1] for value in values[1:]]
        return [*pooled.micom(sample, values[0]), *differences]

    sample = fitted.sample(members_of(plan.codes, 2))
    own = [v[None] for v in evaluate(sample, fitted, wanted, options.alignment)[0]]
    observed = pooled.micom(sample, own[0])
    found = permuted(plan, fitted, wanted, options, combine, named=named)
    draws = found.values
    names = [statistic.name for statistic in statistics]
    return Pair(
        *groups,
        dict(zip(names, (value[0] for value in own[1:]), strict=True)),
        dict(zip(names, draws[3:], strict=True)),
        tested([value[0] for value in observed], draws[:3], level),
        found.numbers.size,
        found.failures,
        found.told,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Pooled:
    """The cases of both groups together, for MICOM.

    Attributes
    ----------
    S : (items, items) array
        Their correlations.
    scores : (n, J) array
        Of the constructs that are no products; also of cases in neither group.
    composites : (J,) array
        Places of these constructs.
    """

    S: Array
    scores: Array
    composites: Indices

    @classmethod
    def of(cls, fitted: Fitted, codes: Indices) -> Pooled:
        """Estimate the model from the cases of both groups."""
        sample = fitted.sample((codes >= 0).astype(float)[None])
        estimates = estimate_stack(sample, fitted.arrays, fitted.settings, fitted.estimates)
        scores = construct_scores(estimates, sample, fitted.settings)
        linear = np.flatnonzero(pattern(fitted.arrays).any(axis=0))
        return cls(item_correlations(estimates)[0], scores[:, linear], linear)

    def micom(self, sample: Sample, values: Array) -> list[Array]:
        """Correlations c, differences of means, log variance ratios; (b, J) each.

        Parameters
        ----------
        sample : Sample
            2b draws: the first and the second group of each permutation.
        values : (b, 2, items J) array
            Their composites.
        """
        items = self.S.shape[0]
        W = values.reshape(*values.shape[:2], items, -1)[..., self.composites]
        c = compositional(W[:, 0], W[:, 1], self.S)
        weights = sample.cases[1]
        mean, variance = score_moments(weights, sample.n, self.scores)
        mean, variance = (m.reshape(-1, 2, m.shape[1]) for m in (mean, variance))
        return [c, mean[:, 0] - mean[:, 1], np.log(variance[:, 0]) - np.log(variance[:, 1])]
