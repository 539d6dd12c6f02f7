"""What regressions with copula terms found, in tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plspm.assessment.criteria import CUT_OFFS
from plspm.estimation.arrays import Array, Indices, ModelArrays
from plspm.inference.fitted import Fitted
from plspm.robustness.copulas import Regression, copula_terms
from plspm.robustness.endogeneity_record import TOGETHER
from plspm.robustness.normality import shape_of


@dataclass(frozen=True, slots=True, eq=False)
class DrawnRegressions:
    """The regressions of the fit with their inferences: one column a coefficient.

    Attributes
    ----------
    scores : (n, J) array
        Of the fit.
    columns : dict of str to (K,) array
        Coefficient, standard error, t, p-value, bounds.
    plain : (J, J) array
        Paths by the same regressions without terms.
    usable, failed : int
        Draws.
    """

    scores: Array
    columns: dict[str, Array]
    plain: Array
    usable: int
    failed: int


def shapes_table(
    scores: Array, arrays: ModelArrays, wanted: Mapping[int, Sequence[int]]
) -> pd.DataFrame:
    """How far from normal the score of every suspect is."""
    alpha, most = CUT_OFFS["significance"], CUT_OFFS["near_normal"]
    suspects = sorted({j for of_one in wanted.values() for j in of_one})
    rows = []
    for j in suspects:
        x = scores[:, j]
        shape = shape_of(x)
        term = copula_terms(x[None, :, None], np.ones((1, x.size)))[0, :, 0]
        near_normal = float(np.corrcoef(x, term)[0, 1])
        several = np.unique(np.round(x, 9)).size > 2  # the term of two values is the score again
        found = alpha.holds(shape.lilliefors_p) and alpha.holds(shape.anderson_darling_p)
        rows.append(
            (
                shape.skewness,
                shape.kurtosis,
                shape.lilliefors_p,
                shape.anderson_darling_p,
                near_normal,
                "yes" if found and several and most.holds(near_normal) else "no",
            )
        )
    columns = ["skewness", "kurtosis", "lilliefors_p", "anderson_darling_p"]
    index = pd.Index([arrays.constructs[j] for j in suspects], name="construct", dtype=object)
    return pd.DataFrame(rows, index=index, columns=[*columns, "near_normal", "usable"])


@dataclass(frozen=True, slots=True, eq=False)
class CoefficientTables:
    """The coefficients of all regressions, put into tables.

    Attributes
    ----------
    arrays : ModelArrays
    regressions : sequence of Regression
    usable : frozenset of int
        Constructs whose copula terms tell something.
    drawn : DrawnRegressions
    """

    arrays: ModelArrays
    regressions: Sequence[Regression]
    usable: frozenset[int]
    drawn: DrawnRegressions

    def terms(self) -> pd.DataFrame:
        """The copula terms of every regression, and whether those of all its suspects tell."""
        frame = self._of("term", [one.suspects for one in self.regressions], after_predictors=True)
        told = [self.usable.issuperset(one.suspects.tolist()) for one in self.regressions]
        sizes = [one.suspects.size for one in self.regressions]
        return frame.assign(usable=np.where(np.repeat(told, sizes), "yes", "no"))

    def paths(self) -> pd.DataFrame:
        """The paths of every regression beside those without terms."""
        of_each = [one.predictors for one in self.regressions]
        frame = self._of("source", of_each, after_predictors=False)
        target = np.repeat([one.target for one in self.regressions], list(map(len, of_each)))
        plain = self.drawn.plain[target, np.concatenate(of_each)]
        corrected = frame.pop("coefficient")
        frame.insert(0, "path_coefficient", plain)
        frame.insert(1, "corrected", corrected)
        frame.insert(2, "difference", corrected - plain)
        return frame

    def _of(
        self, level: str, of_each: Sequence[Indices], *, after_predictors: bool
    ) -> pd.DataFrame:
        """Coefficients of the constructs that are told for each regression."""
        names, places, labels, start = self.arrays.constructs, [], [], 0
        for one, own in zip(self.regressions, of_each, strict=True):
            together = TOGETHER.join(names[j] for j in one.suspects)
            labels += [(names[one.target], together, names[j]) for j in own]
            first = start + (one.predictors.size if after_predictors else 0)
            places += list(range(first, first + own.size))
            start += one.size
        index = pd.MultiIndex.from_tuples(labels, names=["target", "suspects", level])
        cells = {name: values[places] for name, values in self.drawn.columns.items()}
        return pd.DataFrame(cells, index=index)


def equations_table(
    fitted: Fitted, wanted: Mapping[int, Sequence[int]], usable: frozenset[int], terms: pd.DataFrame
) -> pd.DataFrame:
    """What is found, equation by equation."""
    alpha, names = CUT_OFFS["significance"], fitted.arrays.constructs
    counted = terms[terms["usable"] == "yes"]["p_value"]
    smallest = counted.groupby(level="target").min()
    rows = []
    for i, of_one in wanted.items():
        p = float(smallest.get(names[i], np.nan))
        sign = "sign of endogeneity" if alpha.holds(p) else "no sign"
        verdict = "cannot be told" if np.isnan(p) else sign
        fine = sum(j in usable for j in of_one)
        rows.append((fitted.estimates.r_squared[0, i], len(of_one), fine, p, verdict))
    columns = ["r_squared", "suspects", "usable", "smallest_p", "verdict"]
    index = pd.Index([names[i] for i in wanted], name="construct", dtype=object)
    return pd.DataFrame(rows, index=index, columns=columns)
